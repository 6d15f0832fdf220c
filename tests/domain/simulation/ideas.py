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
from mltracker.domain.evidence import HALF_LIFE_DAYS, AttemptFact
from mltracker.domain.learner import PRIOR_WEIGHT, Grip, Learner
from mltracker.domain.leniency import Leniency
from mltracker.domain.memory import (
    DAY,
    GRADE_VALUES,
    Memory,
    elapsed_days,
    recall,
    review,
    stability_for,
)
from mltracker.domain.shift import PRIOR_MEAN, PRIOR_PRECISION, Shift
from tests.domain.simulation.history import Case
from tests.domain.simulation.learners import AREA_SIZE, TOPICS, logit, moment
from tests.domain.simulation.memories import sigmoid
from tests.domain.simulation.predictors import Asked, Told, ours

HELD_OUT = 500_000
AREA_WEIGHT = 20.0
BANK_WEIGHT = 12.0
DIFFICULTY_STEP = 0.05
TICKS_SHARE = 0.5
PACE_PRECISION = 4.0


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
    """Where points of the rubric were ticked, half of the evidence is the grade that they suggest."""
    moves = dict.fromkeys(TOPICS, 0.0)
    for index, weight in _weights(asked):
        attempt = asked.case.log[index]
        if attempt.rubric_grade is not None:
            gap = GRADE_VALUES[attempt.rubric_grade] - GRADE_VALUES[attempt.grade]
            moves[attempt.topic] += TICKS_SHARE * weight * gap
    return _moved(asked, moves)


def both_ways(asked: Asked) -> Told:
    """Ticks that are kinder than the grades raise readiness by as much as stricter ones take off."""
    found = asked.learner.evidence.leniency
    mirrored = Leniency(found.answers, found.answers - found.good, found.stricter, found.kinder)
    return _shifted(asked, mirrored.logits)


def pace(asked: Asked) -> Told:
    """How fast the learner forgets, learned from answers to questions met before: R^2 to a power of their own."""
    score, information = 0.0, PACE_PRECISION
    for attempt, recalled in _recalls(asked):
        if 0 < recalled < 1 and attempt.source != "interview":
            grip, r = asked.learner.grip(attempt.topic), recalled**2
            p, slope = grip.u + r * grip.gap, grip.gap * r * math.log(r)
            score += (float(attempt.good) - p) * slope / (p * (1 - p))
            information += slope**2 / (p * (1 - p))
    power = math.exp(min(max(score / information, -1.0), 1.0))
    on = moment(asked.day)
    memories = {}
    for number, seen in asked.learner.evidence.questions.items():
        days = elapsed_days(seen.memory.last_review_at, on)
        faded = stability_for(recall(seen.memory, on) ** power, days)
        memories[number] = replace(seen.memory, stability=faded)
    return _as(asked, asked.learner.remembering(memories, asked.learner.now))


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
    "memory pace learned": pace,
    "ticks as half the evidence": rubric_grades,
    "leniency both ways": both_ways,
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


def _recalls(asked: Asked) -> Iterator[tuple[AttemptFact, float]]:
    """Each answer with how well its question was remembered before it."""
    memories: dict[int, Memory] = {}
    for attempt in asked.case.log:
        recalled = 0.0
        if attempt.question_id is not None:
            before = memories.get(attempt.question_id)
            recalled = recall(before, attempt.answered_at)
            memories[attempt.question_id] = review(before, attempt.grade, attempt.answered_at)
        yield attempt, recalled


def _weights(asked: Asked) -> Iterator[tuple[int, float]]:
    """Place in the log and weight of each answer as the engine weighs it."""
    for index, (attempt, recalled) in enumerate(_recalls(asked)):
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
