"""What each predictor says about each topic on a date, from the same log; ours is the real engine.

The others see the same answers and self-ratings. None knows the learner's leniency or stress.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from mltracker.domain.doubt import Z_80
from mltracker.domain.learner import SELF_RATINGS, Learner
from mltracker.domain.leniency import NO_LENIENCY
from mltracker.domain.memory import recall
from mltracker.domain.readiness import combined
from mltracker.domain.shift import PRIOR_MEAN, shifted
from mltracker.domain.topic_readiness import all_topics
from tests.domain.simulation.history import Case
from tests.domain.simulation.learners import TOPICS, moment
from tests.domain.simulation.memories import sigmoid


@dataclass(frozen=True, slots=True)
class Said:
    """A chance of a good answer, with its 80% interval where the predictor states one."""

    mean: float
    low: float | None = None
    high: float | None = None


Prediction = dict[str, Said]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a predictor is asked: the case, the engine's learner (built once), the day and the interviews' mixes."""

    case: Case
    learner: Learner
    day: float
    mixes: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What it answers: every topic, and each mix."""

    topics: Prediction
    interviews: tuple[Said, ...]


def last_rating(asked: Asked) -> Told:
    """The latest self-rating on the engine's own scale, its middle where there is none."""
    ratings = asked.case.ratings
    return averaged({topic: Said(SELF_RATINGS[ratings.get(topic, 3)]) for topic in TOPICS}, asked)


def fsrs_cards(asked: Asked) -> Told:
    """Mean retrievability of the cards seen, as a flash card program would report it; a half where none was."""
    on, told = moment(asked.day), {}
    for topic in TOPICS:
        memories = [
            asked.learner.memory(question.fact.id) for question in asked.learner.bank.questions(topic)
        ]
        recalled = [recall(memory, on) for memory in memories if memory is not None]
        told[topic] = Said(sum(recalled) / len(recalled) if recalled else 0.5)
    return averaged(told, asked)


def fsrs_bank(asked: Asked) -> Told:
    """Share of the bank that still comes to mind: retrievability of the cards seen, 0 for the others."""
    on, told = moment(asked.day), {}
    for topic in TOPICS:
        questions = asked.learner.bank.questions(topic)
        told[topic] = Said(sum(q.weight * recall(asked.learner.memory(q.fact.id), on) for q in questions))
    return averaged(told, asked)


def beta_binomial(asked: Asked) -> Told:
    """Good answers out of all, shrunk toward the learner's own mean with the weight of four; nothing is forgotten."""
    good, count = dict.fromkeys(TOPICS, 0), dict.fromkeys(TOPICS, 0)
    for attempt in asked.case.log:
        good[attempt.topic] += attempt.good
        count[attempt.topic] += 1
    mean = (2 + sum(good.values())) / (4 + sum(count.values()))
    told = {}
    for topic in TOPICS:
        alpha, beta = 4 * mean + good[topic], 4 * (1 - mean) + count[topic] - good[topic]
        told[topic] = _beta(alpha, beta)
    return averaged(told, asked)


def beta_binomial_shifted(asked: Asked) -> Told:
    """The same, taken to be harder in interviews by as much as ours takes them to be before the first one."""
    plain = beta_binomial(asked).topics
    return averaged({topic: Said(shifted(said.mean, PRIOR_MEAN)) for topic, said in plain.items()}, asked)


def elo(asked: Asked) -> Told:
    """A running score of the learner and of each topic in logits; steps shrink as answers come in."""
    general, seen = 0.0, 0
    topics, counts = dict.fromkeys(TOPICS, 0.0), dict.fromkeys(TOPICS, 0)
    for attempt in asked.case.log:
        topic = attempt.topic
        error = float(attempt.good) - sigmoid(general + topics[topic])
        general += 0.6 / (1 + 0.05 * seen) * error
        topics[topic] += 1.0 / (1 + 0.1 * counts[topic]) * error
        seen, counts[topic] = seen + 1, counts[topic] + 1
    return averaged({topic: Said(sigmoid(general + topics[topic])) for topic in TOPICS}, asked)


def ours(asked: Asked) -> Told:
    """The engine of the app."""
    found = all_topics(asked.learner, moment(asked.day))
    whole = [combined(found, mix, asked.learner.evidence.doubt, moment(asked.day)) for mix in asked.mixes]
    return Told(
        {topic: Said(found[topic].mean, found[topic].low, found[topic].high) for topic in TOPICS},
        tuple(Said(readiness.mean, readiness.low, readiness.high) for readiness in whole),
    )


def ours_without_ticks(asked: Asked) -> Told:
    """The engine where no points of a rubric were ticked."""
    evidence = replace(asked.learner.evidence, leniency=NO_LENIENCY)
    return ours(replace(asked, learner=replace(asked.learner, evidence=evidence)))


PREDICTORS: dict[str, Callable[[Asked], Told]] = {
    "last self-rating": last_rating,
    "FSRS, cards seen": fsrs_cards,
    "FSRS, share of bank": fsrs_bank,
    "Elo": elo,
    "Beta-Binomial": beta_binomial,
    "Beta-Binomial, shifted": beta_binomial_shifted,
    "ours, no ticks": ours_without_ticks,
    "ours": ours,
}


def averaged(told: Prediction, asked: Asked) -> Told:
    """Interviews as the mean of their topics; no interval, since such predictors state none for a mix."""
    return Told(
        told, tuple(Said(sum(p * told[topic].mean for topic, p in mix.items())) for mix in asked.mixes)
    )


def _beta(alpha: float, beta: float) -> Said:
    """Mean and 80% interval of a Beta distribution, the latter on the logit scale."""
    mean = alpha / (alpha + beta)
    se = math.sqrt(1 / ((alpha + beta + 1) * mean * (1 - mean)))
    center = math.log(mean / (1 - mean))
    return Said(mean, sigmoid(center - Z_80 * se), sigmoid(center + Z_80 * se))
