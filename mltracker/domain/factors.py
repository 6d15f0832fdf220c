"""Why a figure is what it is: each factor is the figure with a fact minus the figure without it.

Every factor is a counterfactual worked out with the same formulas; nothing is a rule of thumb. Factors overlap, so that
their points do not add up to the mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mltracker.domain.coverage import Coverage, coverage
from mltracker.domain.evidence import NO_EVIDENCE, RECENT, QuestionEvidence, RecentAnswer, without_recent
from mltracker.domain.learner import Learner
from mltracker.domain.shift import shifted
from mltracker.domain.topic_readiness import ENOUGH_ANSWERS, LITTLE_DATA, level

FactorKind = Literal[
    "forgetting",
    "never-practiced",
    "recent-good",
    "recent-weak",
    "self-rating",
    "interview-shift",
    "lenient-grades",
    "unticked-grades",
    "posting",
    "told",
    "asked-here",
    "asked-elsewhere",
    "popularity",
    "grip",
    "remembered",
    "last-day",
]
Direction = Literal["raises", "lowers"]
Certainty = Literal["high", "medium", "low"]

FEWEST_POINTS = 0.1
MANY, SOME = 20, 5  # interview answers, or answers with ticked points, that carry a figure well, or somewhat


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason, in signed percentage points of an interview's mean; `why` has those of a recommendation.

    `certainty` says how well the evidence carries it: low is an assumption, or hardly more.

    | kind | without it | count | days |
    |---|---|---|---|
    | forgetting | seen questions stay as fresh as right after their last answer | seen questions | since practiced |
    | never-practiced | every question of the topic is remembered | questions of the topic | |
    | recent-good, recent-weak | those answers were not given | answers | the span they lie in |
    | self-rating | no self-rating | the rating, 1 to 5 | |
    | interview-shift | interviews run like practice | interview answers it was learned from, 0: assumed | |
    | lenient-grades | the grades are taken as they are | answers with ticked points | |
    | unticked-grades | the low end, if it made no allowance for kind grades | answers with ticked points: few | |

    The points of the last are those of the low end of the interval; the mean does not move.
    """

    kind: FactorKind
    topic: str | None
    points: float
    count: int
    days: int | None
    direction: Direction
    certainty: Certainty

    @classmethod
    def of(
        cls,
        kind: FactorKind,
        topic: str | None,
        points: float,
        *,
        count: int = 0,
        days: int | None = None,
        certainty: Certainty,
    ) -> Factor:
        """A factor with the direction that its points say."""
        return cls(kind, topic, points, count, days, "raises" if points > 0 else "lowers", certainty)


def from_answers(effective_answers: float) -> Certainty:
    """How sure a figure is that rests on so many answers of a topic: what little data says is low."""
    assurance = min(1.0, effective_answers / ENOUGH_ANSWERS)
    return "high" if assurance >= 1 else "medium" if assurance >= LITTLE_DATA else "low"


def from_count(answers: int) -> Certainty:
    """How sure a figure is that was learned from so many answers of all topics; without any it is assumed."""
    return "high" if answers >= MANY else "medium" if answers >= SOME else "low"


def factors(
    learner: Learner, mix: Mapping[str, float], on: datetime, lower: float = 0.0
) -> tuple[Factor, ...]:
    """The factors of at least a tenth of a point for a mix that sums to 1, the largest first.

    `lower` is what the allowance for kind grades adds to the low end of the interval, in points: below 0.
    """
    case = _Case(learner, mix, on)
    found = [case.shift_factor(), case.leniency_factor(), *_of_range(learner, lower)]
    for topic in mix:
        found.extend(case.topic_factors(topic))
    kept = [factor for factor in found if abs(factor.points) >= FEWEST_POINTS]
    return tuple(sorted(kept, key=lambda factor: (-abs(factor.points), factor.kind, factor.topic or "")))


def _of_range(learner: Learner, lower: float) -> Iterator[Factor]:
    """That hardly a grade was ever checked, as long as there are grades and it is so."""
    count = learner.evidence.leniency.answers
    if learner.evidence.last is not None and count < SOME:
        yield Factor.of("unticked-grades", None, lower, count=count, certainty=from_count(count))


class _Case:
    """One interview as it is, and its mean under any change of what is known."""

    def __init__(self, learner: Learner, mix: Mapping[str, float], on: datetime) -> None:
        self._learner = learner
        self._mix = mix
        self._on = on
        self._known = {topic: self._coverage(topic, learner.evidence.questions) for topic in mix}
        self._actual = self._mean(learner, self._known, learner.offset)

    def shift_factor(self) -> Factor:
        learner, shift = self._learner, self._learner.evidence.shift
        shiftless = self._mean(learner, self._known, learner.offset - shift.delta)
        points, sure = self._points(shiftless), from_count(shift.answers)
        return Factor.of("interview-shift", None, points, count=shift.answers, certainty=sure)

    def leniency_factor(self) -> Factor:
        taken = self._mean(self._learner, self._known, self._learner.delta)
        count = self._learner.evidence.leniency.answers
        points, sure = self._points(taken), from_count(count)
        return Factor.of("lenient-grades", None, points, count=count, certainty=sure)

    def topic_factors(self, topic: str) -> Iterator[Factor]:
        learner, known = self._learner, self._known[topic]
        last = learner.evidence.topics.get(topic, NO_EVIDENCE).sums.as_of
        sure = from_answers(learner.grip(topic).effective_answers)
        if last is not None:
            days = max(0, (learner.now - last).days)
            fresh = self._with_recalled(topic, known.met)
            points = self._points(fresh)
            yield Factor.of("forgetting", topic, points, count=known.seen, days=days, certainty=sure)
            yield from self._recent_factors(topic, sure)
        elif not known.seen:
            remembered = self._with_recalled(topic, 1.0 if known.questions else 0.0)
            points = self._points(remembered)
            yield Factor.of("never-practiced", topic, points, count=known.questions, certainty="low")
        if topic in learner.ratings:
            unrated = self._mean(learner.without_rating(topic), self._known, learner.offset)
            points, rating = self._points(unrated), learner.ratings[topic]
            yield Factor.of("self-rating", topic, points, count=rating, certainty=sure)

    def _recent_factors(self, topic: str, sure: Certainty) -> Iterator[Factor]:
        since = self._learner.now - RECENT
        recent = self._learner.evidence.topics[topic].recent
        recent = tuple(answer for answer in recent if answer.attempt.answered_at >= since)
        kinds: tuple[tuple[FactorKind, bool], ...] = (("recent-good", True), ("recent-weak", False))
        for kind, good in kinds:
            chosen = [answer for answer in recent if answer.attempt.good is good]
            if chosen:
                points = self._points(self._without(topic, chosen))
                count, days = len(chosen), RECENT.days
                yield Factor.of(kind, topic, points, count=count, days=days, certainty=sure)

    def _without(self, topic: str, answers: list[RecentAnswer]) -> float:
        evidence, bank = self._learner.evidence, self._learner.bank
        rest, touched = without_recent(evidence, topic, answers)
        changed = replace(evidence, topics={**evidence.topics, topic: rest})
        learner = Learner.at(self._learner.now, changed, self._learner.ratings, bank)
        seen = {**evidence.questions, **touched}
        moved = {bank.topic_of(key) for key in touched}
        known = {
            slug: self._coverage(slug, seen) if slug in moved else self._known[slug] for slug in self._mix
        }
        return self._mean(learner, known, self._learner.offset)

    def _coverage(self, topic: str, questions: Mapping[int, QuestionEvidence | None]) -> Coverage:
        return coverage(self._learner.bank.questions(topic), questions, self._on)

    def _with_recalled(self, topic: str, recalled: float) -> float:
        known = {**self._known, topic: replace(self._known[topic], recalled=recalled)}
        return self._mean(self._learner, known, self._learner.offset)

    def _mean(self, learner: Learner, known: Mapping[str, Coverage], delta: float) -> float:
        return sum(
            share * shifted(level(learner.grip(topic), known[topic].recalled), delta)
            for topic, share in self._mix.items()
        )

    def _points(self, otherwise: float) -> float:
        return 100 * (self._actual - otherwise)
