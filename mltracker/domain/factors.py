"""Why an interview's readiness is what it is: each factor is the mean with a fact minus the mean without it.

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
from mltracker.domain.topic_readiness import level

FactorKind = Literal[
    "forgetting",
    "never-practiced",
    "recent-good",
    "recent-weak",
    "self-rating",
    "interview-shift",
    "lenient-grades",
]

FEWEST_POINTS = 0.1


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason, in signed percentage points of the interview's mean.

    | kind | without it | count | days |
    |---|---|---|---|
    | forgetting | seen questions stay as fresh as right after their last answer | seen questions | since practiced |
    | never-practiced | every question of the topic is remembered | questions of the topic | |
    | recent-good, recent-weak | those answers were not given | answers | the span they lie in |
    | self-rating | no self-rating | the rating, 1 to 5 | |
    | interview-shift | interviews run like practice | interview answers it was learned from, 0: assumed | |
    | lenient-grades | the grades are taken as they are | answers with ticked points | |
    """

    kind: FactorKind
    topic: str | None
    points: float
    count: int
    days: int | None = None


def factors(learner: Learner, mix: Mapping[str, float], on: datetime) -> tuple[Factor, ...]:
    """The factors of at least a tenth of a point for a mix that sums to 1, the largest first."""
    case = _Case(learner, mix, on)
    found = [case.shift_factor(), case.leniency_factor()]
    for topic in mix:
        found.extend(case.topic_factors(topic))
    kept = [factor for factor in found if abs(factor.points) >= FEWEST_POINTS]
    return tuple(sorted(kept, key=lambda factor: (-abs(factor.points), factor.kind, factor.topic or "")))


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
        return Factor("interview-shift", None, self._points(shiftless), shift.answers)

    def leniency_factor(self) -> Factor:
        taken = self._mean(self._learner, self._known, self._learner.delta)
        answers = self._learner.evidence.leniency.answers
        return Factor("lenient-grades", None, self._points(taken), answers)

    def topic_factors(self, topic: str) -> Iterator[Factor]:
        learner, known = self._learner, self._known[topic]
        last = learner.evidence.topics.get(topic, NO_EVIDENCE).sums.as_of
        if last is not None:
            days = max(0, (learner.now - last).days)
            fresh = self._with_recalled(topic, known.met)
            yield Factor("forgetting", topic, self._points(fresh), known.seen, days)
            yield from self._recent_factors(topic)
        elif not known.seen:
            remembered = self._with_recalled(topic, 1.0 if known.questions else 0.0)
            yield Factor("never-practiced", topic, self._points(remembered), known.questions)
        if topic in learner.ratings:
            unrated = self._mean(learner.without_rating(topic), self._known, learner.offset)
            yield Factor("self-rating", topic, self._points(unrated), learner.ratings[topic])

    def _recent_factors(self, topic: str) -> Iterator[Factor]:
        since = self._learner.now - RECENT
        recent = self._learner.evidence.topics[topic].recent
        recent = tuple(answer for answer in recent if answer.attempt.answered_at >= since)
        kinds: tuple[tuple[FactorKind, bool], ...] = (("recent-good", True), ("recent-weak", False))
        for kind, good in kinds:
            chosen = [answer for answer in recent if answer.attempt.good is good]
            if chosen:
                points = self._points(self._without(topic, chosen))
                yield Factor(kind, topic, points, len(chosen), RECENT.days)

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
