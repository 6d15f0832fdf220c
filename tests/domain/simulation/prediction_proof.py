"""Predictions on dates after the history, without practice in between, against the true chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.domain.simulation.history import DAYS, TICKS, Case, Ticks, drawn_case
from tests.domain.simulation.ideas import IDEAS
from tests.domain.simulation.learners import TOPICS, drawn_mix
from tests.domain.simulation.predictors import PREDICTORS, Asked, Said, averaged
from tests.domain.simulation.scores import Judged, Score, calibration_error, judged, over_learners

HORIZONS = (2.0, 7.0, 14.0)
MIXES = 4

YARDSTICKS = ("true", "felt")
LEVELS = ("topic", "interview")
ORACLE = "oracle"
NAMES = (*PREDICTORS, ORACLE)
KNOWN = {**PREDICTORS, **IDEAS}

Row = dict[tuple[str, str, str], Judged]


@dataclass(frozen=True, slots=True)
class Figures:
    """One predictor under one truth at one level; `covered` is None where no interval is stated."""

    brier: Score
    log_loss: Score
    ece: Score
    rank: Score
    covered: Score | None


def predicted(
    truth: str,
    seed: int,
    names: Sequence[str] = NAMES,
    ticks: Ticks = TICKS,
    interviews: int | None = None,
) -> Row:
    """Predictors on one learner, by predictor, yardstick and level.

    The yardstick `true` is the chance that an answer is good, `felt` that the learner will grade it good afterwards,
    which is all that an app ever gets to know. The oracle says the truth itself: what it lacks is chance.
    """
    case = drawn_case(truth, seed, ticks, interviews)
    learner = case.learner()
    rng = Random(f"{truth}/{seed}/mixes")
    mixes = tuple(drawn_mix(rng) for _ in range(MIXES))
    asked = [Asked(case, learner, DAYS + horizon, mixes) for horizon in HORIZONS]
    told = {name: [KNOWN[name](at) for at in asked] for name in names if name != ORACLE}
    row = {}
    for yardstick in YARDSTICKS:
        chances = [_chances(case, at.day, felt=yardstick == "felt") for at in asked]
        topics = [chance for each in chances for chance in each.values()]
        interviews = [sum(mix[t] * p for t, p in each.items()) for each in chances for mix in mixes]
        if ORACLE in names:
            told[ORACLE] = [
                averaged({topic: Said(p) for topic, p in each.items()}, at)
                for each, at in zip(chances, asked, strict=True)
            ]
        for name in names:
            by_topic = [answer.topics[topic] for answer in told[name] for topic in TOPICS]
            whole = [said for answer in told[name] for said in answer.interviews]
            row[name, yardstick, "topic"] = _judged(by_topic, topics)
            row[name, yardstick, "interview"] = _judged(whole, interviews)
    return row


def figures(rows: list[Row], name: str, yardstick: str, level: str) -> Figures:
    """The figures of a predictor over learners."""
    mine = [row[name, yardstick, level] for row in rows]
    covered = [judgment.covered for judgment in mine if judgment.covered is not None]
    return Figures(
        over_learners([judgment.brier for judgment in mine]),
        over_learners([judgment.log_loss for judgment in mine]),
        calibration_error(mine),
        over_learners([judgment.rank for judgment in mine]),
        over_learners(covered) if covered else None,
    )


def better_by(
    rows: list[Row], name: str, other: str, yardstick: str, level: str = "topic"
) -> tuple[Score, Score]:
    """By how much `name` beats `other` in Brier score and log loss, paired by learner; above 0 is better."""
    mine = [(row[name, yardstick, level], row[other, yardstick, level]) for row in rows]
    return (
        over_learners([theirs.brier - own.brier for own, theirs in mine]),
        over_learners([theirs.log_loss - own.log_loss for own, theirs in mine]),
    )


def _chances(case: Case, day: float, *, felt: bool) -> dict[str, float]:
    return {topic: case.person.topic_chance(topic, day, felt=felt) for topic in TOPICS}


def _judged(said: list[Said], truth: list[float]) -> Judged:
    bounds = [(s.low, s.high) for s in said if s.low is not None and s.high is not None]
    return judged([s.mean for s in said], truth, bounds if len(bounds) == len(said) else None)
