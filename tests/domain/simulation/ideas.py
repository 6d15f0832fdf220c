"""Changes to the engine that were tried, each as a predictor beside it; the engine itself is not touched.

An idea is worth taking only if it wins under all four truths on seeds that it was not tuned on, and leaves every
explanation as plain as before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random
from unittest.mock import patch

from mltracker.domain import topic_readiness
from mltracker.domain.evidence import HALF_LIFE_DAYS
from mltracker.domain.learner import PRIOR_WEIGHT, Grip, Learner
from mltracker.domain.memory import DAY, GRADE_VALUES, Memory, recall, review
from mltracker.domain.questions import Grade
from mltracker.domain.shift import PRIOR_MEAN, PRIOR_PRECISION, Shift
from tests.domain.simulation.history import Case
from tests.domain.simulation.learners import AREA_SIZE, TOPICS, logit
from tests.domain.simulation.memories import sigmoid
from tests.domain.simulation.predictors import Asked, Told, ours

HELD_OUT = 500_000
AREA_WEIGHT = 20.0
BANK_WEIGHT = 12.0
DIFFICULTY_STEP = 0.05
TICKED = 0.5
TICK_LENIENCY, TICK_NOISE, TICK_STRICTNESS = 0.3, 0.5, 0.0
LENIENCY_WEIGHT = 15.0


def areas(asked: Asked) -> Told:
    """A topic starts from the learner's mean over its area, not over everything."""
    learner = asked.learner
    sums = {topic: found.sums.aged(learner.now) for topic, found in learner.evidence.topics.items()}
    moves = {}
    for place, topic in enumerate(TOPICS):
        first = place - place % AREA_SIZE
        others = [
            sums.get(other, (0.0, 0.0)) for other in TOPICS[first : first + AREA_SIZE] if other != topic
        ]
        weight, score = (sum(column) for column in zip(*others, strict=True))
        mean = (AREA_WEIGHT * learner.mean + score) / (AREA_WEIGHT + weight)
        moves[topic] = PRIOR_WEIGHT * (mean - learner.mean)
    return _moved(asked, moves)


def bank_share(asked: Asked) -> Told:
    """The share of asked questions that the bank holds, learned from the debriefs."""
    questions = [a.question_id is not None for a in asked.case.log if a.source == "interview"]
    share = (BANK_WEIGHT * 0.5 + sum(questions)) / (BANK_WEIGHT + len(questions))
    with patch.object(topic_readiness, "IN_BANK", share):
        return ours(asked)


def difficulty(asked: Asked) -> Told:
    """A good answer to a question marked harder than its topic's others counts for more, a bad one for less."""
    marks = difficulty_marks(asked.case)
    moves: dict[str, float] = dict.fromkeys(TOPICS, 0.0)
    means = {
        topic: sum(q.weight * marks[q.fact.id] for q in asked.learner.bank.questions(topic))
        for topic in TOPICS
    }
    for index, weight in _weights(asked):
        attempt = asked.case.log[index]
        if attempt.question_id is not None:
            moves[attempt.topic] += (
                weight * DIFFICULTY_STEP * (marks[attempt.question_id] - means[attempt.topic])
            )
    return _moved(asked, moves)


def rubric_grades(asked: Asked) -> Told:
    """Where points of the rubric were ticked, the grade that they suggest is the evidence, not the learner's own."""
    ticks, moves = rubric_says(asked.case), dict.fromkeys(TOPICS, 0.0)
    for index, weight in _weights(asked):
        attempt = asked.case.log[index]
        if ticks.get(index, attempt.good) != attempt.good:
            other: Grade = "good" if ticks[index] else "hard"
            moves[attempt.topic] += weight * (GRADE_VALUES[other] - GRADE_VALUES[attempt.grade])
    return _moved(asked, moves)


def leniency(asked: Asked) -> Told:
    """How much kinder the learner's grades are than the points they tick, taken off every readiness."""
    ticks = rubric_says(asked.case)
    count = len(ticks)
    own = (sum(asked.case.log[index].good for index in ticks) + 1) / (count + 2)
    points = (sum(ticks.values()) + 1) / (count + 2)
    kinder = count / (count + LENIENCY_WEIGHT) * (logit(own) - logit(points))
    return _shifted(asked, -kinder)


def prior(mean: float) -> Callable[[Asked], Told]:
    """Interviews taken to run by so many logits below practice before the first one."""

    def idea(asked: Asked) -> Told:
        information, score = 0.0, PRIOR_PRECISION * (mean - PRIOR_MEAN)
        for attempt in asked.case.log:
            if attempt.source == "interview" and attempt.predicted is not None:
                p = sigmoid(logit(attempt.predicted) + mean)
                information += p * (1 - p)
                score += (float(attempt.good) - p) + p * (1 - p) * mean
        return _with_shift(asked, Shift(information, score))

    return idea


IDEAS: dict[str, Callable[[Asked], Told]] = {
    "areas inform their topics": areas,
    "share of the bank learned": bank_share,
    "difficulty in u": difficulty,
    "rubric grades as evidence": rubric_grades,
    "leniency from ticks": leniency,
    "prior shift -0.45": prior(-0.45),
}


def difficulty_marks(case: Case) -> dict[int, int]:
    """Difficulty 1 to 5 as a bank would mark it, correlated with the true one by about 0.6."""
    rng, marks = Random(f"marks/{len(case.log)}/{case.chances[0]}"), {}
    for topic in TOPICS:
        grips = {number: logit(case.person.traits.grip[number]) for number in case.person.traits.asked[topic]}
        middle = sum(grips.values()) / len(grips)
        for number, grip in grips.items():
            marked = (middle - grip) / 0.7 * 0.6 + rng.gauss(0, 0.8)
            marks[number] = 1 + sum(marked > cut for cut in (-1.2, -0.4, 0.4, 1.2))
    return marks


def rubric_says(case: Case) -> dict[int, bool]:
    """By place in the log, whether the ticked points of half the practice answers suggest a good grade.

    An answer's quality is on the logit scale; the learner's grade adds their leniency, ticks three tenths of it.
    """
    rng, found = Random(f"ticks/{len(case.log)}/{case.chances[0]}"), {}
    kind = case.person.traits.leniency
    for index, (attempt, chance) in enumerate(zip(case.log, case.chances, strict=True)):
        if attempt.source == "interview" or rng.random() >= TICKED:
            continue
        least = sigmoid(-kind - logit(chance))  # share of qualities that the learner would not call good
        drawn = least + rng.random() * (1 - least) if attempt.good else rng.random() * least
        quality = logit(chance) + logit(min(max(drawn, 1e-9), 1 - 1e-9))
        found[index] = quality + TICK_LENIENCY * kind - TICK_STRICTNESS + rng.gauss(0, TICK_NOISE) > 0
    return found


def _weights(asked: Asked) -> Iterator[tuple[int, float]]:
    """Place in the log and weight of each answer as the engine weighs it."""
    memories: dict[int, Memory] = {}
    for index, attempt in enumerate(asked.case.log):
        recalled = 0.0
        if attempt.question_id is not None:
            before = memories.get(attempt.question_id)
            recalled = recall(before, attempt.answered_at)
            memories[attempt.question_id] = review(before, attempt.grade, attempt.answered_at)
        age = (asked.learner.now - attempt.answered_at) / DAY
        yield index, (1 - recalled) * math.pow(0.5, age / HALF_LIFE_DAYS)


def _moved(asked: Asked, moves: Mapping[str, float]) -> Told:
    """The engine with this much moved from beta to alpha, by topic."""
    grips: dict[str, Grip] = dict(asked.learner.grips)
    for topic, move in moves.items():
        grip = asked.learner.grip(topic)
        kept = min(max(move, 0.1 - grip.alpha), grip.beta - 0.1)
        grips[topic] = replace(grip, alpha=grip.alpha + kept, beta=grip.beta - kept)
    return _as(asked, replace(asked.learner, grips=grips))


def _shifted(asked: Asked, by: float) -> Told:
    shift = asked.learner.evidence.shift
    return _with_shift(asked, replace(shift, score=shift.score + by / shift.variance))


def _with_shift(asked: Asked, shift: Shift) -> Told:
    evidence = replace(asked.learner.evidence, shift=shift)
    return _as(asked, replace(asked.learner, evidence=evidence))


def _as(asked: Asked, learner: Learner) -> Told:
    return ours(replace(asked, learner=learner))
