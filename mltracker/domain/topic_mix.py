"""What an interview will ask: the chance of each topic, and what each chance rests on.

The table of rounds is the prior (12 pseudo-questions, 15 % of it spread evenly); what the posting says, what the user
was told and what was asked before add to it. Formula and constants: the readiness design, section 3.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mltracker.domain.posting import Detection
from mltracker.domain.topics import RoundTable, TopicTable

TABLE = 12.0
POSTING = 6.0
TOLD = 3.0
ASKED_HERE = 1.0
ASKED_ELSEWHERE = 0.3
HALF_LIFE = timedelta(days=365)
MOST_MATCHES = 3
_EVEN = 0.15


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What is known of one interview, apart from its posting.

    `asked_here` holds, by topic, when this company asked about it; `asked_elsewhere` how often other companies did in
    this kind of round. Slugs that no table knows are passed over.
    """

    round_kind: str
    role_family: str = "other"
    audience: str | None = None
    told: Collection[str] = ()
    asked_here: Mapping[str, Sequence[datetime]] = field(default_factory=dict)
    asked_elsewhere: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicShare:
    """One topic's chance `p`, split into what it comes from: the five parts add up to `p`.

    `phrases` are the words of the posting that said so, `asked_here_at` when this company asked, the latest first.
    """

    slug: str
    p: float
    table: float
    posting: float
    told: float
    asked_here: float
    asked_elsewhere: float
    phrases: tuple[str, ...] = ()
    asked_here_at: tuple[datetime, ...] = ()
    times_elsewhere: int = 0

    @property
    def estimate_only(self) -> bool:
        """True when nothing but our table of rounds speaks: to be called our estimate, never a measured rate."""
        return self.posting == self.told == self.asked_here == self.asked_elsewhere == 0


@dataclass(frozen=True, slots=True)
class TopicMix:
    """The chances of all topics for the next question of a round; they add up to 1."""

    round_kind: str | None
    shares: Mapping[str, TopicShare]

    @property
    def p(self) -> dict[str, float]:
        """Chance by topic slug, in the order of the table."""
        return {slug: share.p for slug, share in self.shares.items()}

    def ranked(self) -> list[TopicShare]:
        """The shares, the likeliest topic first."""
        return sorted(self.shares.values(), key=lambda share: (-share.p, share.slug))


def topic_mix(
    topics: TopicTable, rounds: RoundTable, facts: RoundFacts, detections: Sequence[Detection], now: datetime
) -> TopicMix:
    """The topic mix of one interview as of `now` (aware). Raises KeyError for an unknown round kind.

    An unknown role family or audience counts as one without multipliers.
    """
    slugs = [topic.slug for topic in topics.topics]
    entry = rounds.by_kind[facts.round_kind]
    table = _table_part(rounds, facts, slugs)
    found = {d.slug: d for d in detections if d.slug in topics.by_slug and d.matches > 0}
    total = sum(min(d.matches, MOST_MATCHES) for d in found.values())
    pull = POSTING * entry.posting_sensitivity
    posting = {s: pull * min(d.matches, MOST_MATCHES) / total for s, d in found.items()}
    if entry.floor_any_role or not rounds.role_multipliers.get(facts.role_family):
        _keep_floor(entry.floor, table, posting)
    told = {slug: TOLD for slug in slugs if slug in facts.told}
    here = {slug: _fading(facts.asked_here.get(slug, ()), now) for slug in slugs}
    elsewhere = {slug: ASKED_ELSEWHERE * max(0, facts.asked_elsewhere.get(slug, 0)) for slug in slugs}
    parts = (table, posting, told, here, elsewhere)
    weight = sum(sum(part.values()) for part in parts)
    shares = {}
    for slug in slugs:
        portions = [part.get(slug, 0.0) / weight for part in parts]
        shares[slug] = TopicShare(
            slug,
            sum(portions),
            table=portions[0],
            posting=portions[1],
            told=portions[2],
            asked_here=portions[3],
            asked_elsewhere=portions[4],
            phrases=found[slug].phrases if slug in found else (),
            asked_here_at=tuple(sorted(facts.asked_here.get(slug, ()), reverse=True)),
            times_elsewhere=facts.asked_elsewhere.get(slug, 0),
        )
    return TopicMix(facts.round_kind, shares)


def average_mix(
    topics: TopicTable, rounds: RoundTable, facts: RoundFacts, detections: Sequence[Detection], now: datetime
) -> TopicMix:
    """The mix averaged over all kinds of round, for a posting whose process is not known yet."""
    mixes = [
        topic_mix(topics, rounds, replace(facts, round_kind=entry.kind), detections, now)
        for entry in rounds.rounds
    ]
    count = len(mixes)
    shares = {}
    for slug, first in mixes[0].shares.items():
        column = [mix.shares[slug] for mix in mixes]
        shares[slug] = replace(
            first,
            p=sum(s.p for s in column) / count,
            table=sum(s.table for s in column) / count,
            posting=sum(s.posting for s in column) / count,
            told=sum(s.told for s in column) / count,
            asked_here=sum(s.asked_here for s in column) / count,
            asked_elsewhere=sum(s.asked_elsewhere for s in column) / count,
        )
    return TopicMix(None, shares)


def _table_part(rounds: RoundTable, facts: RoundFacts, slugs: Sequence[str]) -> dict[str, float]:
    role = rounds.role_multipliers.get(facts.role_family, {})
    audience = rounds.audience_multipliers.get(facts.audience or "", {})
    weights = _weights(rounds, facts.round_kind)
    raw = {
        slug: ((1 - _EVEN) * weights.get(slug, 0.0) / 100 + _EVEN / len(slugs))
        * role.get(slug, 1.0)
        * audience.get(slug, 1.0)
        for slug in slugs
    }
    total = sum(raw.values())
    return {slug: TABLE * value / total for slug, value in raw.items()}


def _weights(rounds: RoundTable, kind: str) -> dict[str, float]:
    """Topic weights in percent; a loop takes the mix of its parts."""
    entry = rounds.by_kind[kind]
    if not entry.mix:
        return dict(entry.weights)
    mixed: dict[str, float] = {}
    for part, share in entry.mix.items():
        for slug, weight in _weights(rounds, part).items():
            mixed[slug] = mixed.get(slug, 0.0) + share * weight
    return mixed


def _keep_floor(floor: Mapping[str, float], table: dict[str, float], posting: Mapping[str, float]) -> None:
    """Lift what the table gives a topic until no posting can push its share under its floor."""
    for slug, least in floor.items():
        others = sum(table.values()) + sum(posting.values()) - table[slug] - posting.get(slug, 0.0)
        needed = least * others / (1 - least)
        table[slug] = max(table[slug], needed - posting.get(slug, 0.0))


def _fading(instants: Sequence[datetime], now: datetime) -> float:
    ages = (max(now - at, timedelta()) for at in instants)
    return sum((ASKED_HERE * math.pow(0.5, age / HALF_LIFE) for age in ages), 0.0)
