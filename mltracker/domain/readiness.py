"""How ready the user is for an interview on a date: mean, 80% interval, a word for it, and why.

The same sums over topics serve an area (every topic alike) and the whole (the mixes of the coming interviews averaged).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mltracker.domain.doubt import Doubt
from mltracker.domain.factors import Factor, factors
from mltracker.domain.learner import Learner
from mltracker.domain.topic_readiness import LITTLE_DATA, TopicReadiness, topic_readiness

Label = Literal["ready", "on-course", "not-yet", "little-data"]

DEFAULT_TARGET = 0.5


@dataclass(frozen=True, slots=True)
class Readiness:
    """Readiness for a mix of topics on a date: chance of a good answer to the questions asked, with its 80% interval.

    `topics` come with the largest share first; `factors` with the most points first, empty where not asked for.
    """

    mean: float
    low: float
    high: float
    label: Label
    target: float
    on: datetime
    topics: tuple[TopicReadiness, ...]
    mix: Mapping[str, float]
    factors: tuple[Factor, ...] = ()


def interview_readiness(
    learner: Learner, mix: Mapping[str, float], on: datetime, target: float = DEFAULT_TARGET
) -> Readiness:
    """Readiness, with its factors, for an interview that asks topics in these proportions (rescaled to sum to 1).

    Raises ValueError for a mix without any weight.
    """
    topics = {slug: topic_readiness(learner, slug, on) for slug, share in mix.items() if share > 0}
    return explained(learner, combined(topics, mix, learner.evidence.doubt, on, target))


def explained(learner: Learner, whole: Readiness) -> Readiness:
    """The same with its factors, among them how far the low end makes allowance for grades that nothing checks."""
    topics = {topic.slug: topic for topic in whole.topics}
    trusting = Doubt(0.0, learner.evidence.shift.variance)
    lower = 100 * (whole.low - combined(topics, whole.mix, trusting, whole.on).low)
    return replace(whole, factors=factors(learner, whole.mix, whole.on, lower))


def combined(
    topics: Mapping[str, TopicReadiness],
    mix: Mapping[str, float],
    doubt: Doubt,
    on: datetime,
    target: float = DEFAULT_TARGET,
) -> Readiness:
    """Readiness without factors from topics already worked out for that date: for lists, areas and the whole."""
    shares = normalized(mix)
    mean = sum(share * topics[slug].mean for slug, share in shares.items())
    own, common = 0.0, 0.0
    for slug, share in shares.items():
        slope = share * topics[slug].mean * (1 - topics[slug].mean)
        own += slope**2 * topics[slug].logit_variance
        common += slope
    low, high = doubt.ends_of_mix(mean, own, common)
    assurance = sum(share * topics[slug].assurance for slug, share in shares.items())
    ordered = tuple(topics[slug] for slug in sorted(shares, key=lambda slug: (-shares[slug], slug)))
    return Readiness(mean, low, high, label_of(assurance, mean, low, target), target, on, ordered, shares)


def label_of(assurance: float, mean: float, low: float, target: float) -> Label:
    """The word for a readiness: never more than little data where the answers do not carry it."""
    if assurance < LITTLE_DATA:
        return "little-data"
    if low >= target:
        return "ready"
    return "on-course" if mean >= target else "not-yet"


def normalized(mix: Mapping[str, float]) -> dict[str, float]:
    """The positive shares of a mix, rescaled to sum to 1; raises ValueError when there are none."""
    total = sum(share for share in mix.values() if share > 0)
    if not total > 0:
        raise ValueError("a mix needs at least one topic with weight")
    return {slug: share / total for slug, share in mix.items() if share > 0}


def equal_mix(topics: Iterable[str]) -> dict[str, float]:
    """Every topic alike: the mix of an area, or of everything when no interview is coming."""
    slugs = list(topics)
    return {slug: 1 / len(slugs) for slug in slugs}


def average_mix(mixes: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of the mixes of the coming interviews: what overall readiness is about."""
    total: dict[str, float] = {}
    for mix in mixes:
        for slug, share in normalized(mix).items():
            total[slug] = total.get(slug, 0.0) + share / len(mixes)
    return total
