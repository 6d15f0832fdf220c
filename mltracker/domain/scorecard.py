"""What debriefs say about the recommendations: what was seen coming, what was not, and what was prepared in vain.

A set of questions is frozen at an interview's start. Counts come with every rate, and no rate under `ENOUGH` cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ENOUGH = 5
Foreseen = Literal["recommended", "practiced", "unforeseen"]


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of a total; `rate` is None where the total is too small to speak of a rate."""

    count: int
    total: int

    @property
    def rate(self) -> float | None:
        """The share between 0 and 1, or None under ENOUGH cases."""
        return self.count / self.total if self.total >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A question that was asked: which one of the bank (None: not in it), and its topic."""

    question_id: int | None
    topic: str


@dataclass(frozen=True, slots=True)
class DebriefFact:
    """One debriefed interview: what was asked, and what had been recommended (with topics) and practiced before it."""

    interview_id: int
    company: str
    round_kind: str
    on: date
    asked: tuple[AskedFact, ...]
    recommended: Mapping[int, str]
    practiced: frozenset[int]

    def foreseen(self, asked: AskedFact) -> Foreseen:
        """Whether a question had been recommended, else practiced, else nobody saw it coming."""
        if asked.question_id in self.recommended:
            return "recommended"
        return "practiced" if asked.question_id in self.practiced else "unforeseen"


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The three kinds of asked questions add up to `asked`; the topics of `topic_expected` of the unforeseen were ours.

    recall: asked questions that had been recommended; precision: recommended ones that were asked; in_vain: recommended
    and practiced ones that were not.
    """

    interviews: int
    asked: int
    recommended_asked: int
    practiced_only: int
    unforeseen: int
    topic_expected: int
    recall: Share
    precision: Share
    in_vain: Share


@dataclass(frozen=True, slots=True)
class InterviewScore:
    """The scorecard of one interview, what became of each asked question in order, and what was prepared in vain."""

    interview_id: int
    company: str
    round_kind: str
    on: date
    lines: tuple[Foreseen, ...]
    in_vain: tuple[int, ...]
    scorecard: Scorecard


def scorecard(debriefs: Iterable[DebriefFact]) -> Scorecard:
    """All debriefs in one."""
    interviews = topic_expected = offered = hits = prepared = in_vain = 0
    kinds: dict[Foreseen, int] = {"recommended": 0, "practiced": 0, "unforeseen": 0}
    for fact in debriefs:
        interviews += 1
        topics = set(fact.recommended.values())
        for asked in fact.asked:
            kind = fact.foreseen(asked)
            kinds[kind] += 1
            topic_expected += kind == "unforeseen" and asked.topic in topics
        offered += len(fact.recommended)
        hits += len(fact.recommended.keys() & _asked_ids(fact))
        prepared += len(fact.recommended.keys() & fact.practiced)
        in_vain += len(_in_vain(fact))
    asked_in_all = sum(kinds.values())
    return Scorecard(
        interviews,
        asked_in_all,
        kinds["recommended"],
        kinds["practiced"],
        kinds["unforeseen"],
        topic_expected,
        recall=Share(kinds["recommended"], asked_in_all),
        precision=Share(hits, offered),
        in_vain=Share(in_vain, prepared),
    )


def interview_score(fact: DebriefFact) -> InterviewScore:
    """One debrief, line by line."""
    lines = tuple(fact.foreseen(asked) for asked in fact.asked)
    on, kind = fact.on, fact.round_kind
    return InterviewScore(
        fact.interview_id, fact.company, kind, on, lines, tuple(_in_vain(fact)), scorecard([fact])
    )


def by_round(debriefs: Sequence[DebriefFact]) -> dict[str, Scorecard]:
    """One scorecard for each round kind that was debriefed."""
    kinds = sorted({fact.round_kind for fact in debriefs})
    return {kind: scorecard(fact for fact in debriefs if fact.round_kind == kind) for kind in kinds}


def by_month(debriefs: Sequence[DebriefFact]) -> dict[date, Scorecard]:
    """One scorecard for each month with a debriefed interview, keyed by its first day, in order."""
    months = sorted({fact.on.replace(day=1) for fact in debriefs})
    return {
        month: scorecard(fact for fact in debriefs if fact.on.replace(day=1) == month) for month in months
    }


def _asked_ids(fact: DebriefFact) -> set[int]:
    return {asked.question_id for asked in fact.asked if asked.question_id is not None}


def _in_vain(fact: DebriefFact) -> list[int]:
    prepared = fact.recommended.keys() & fact.practiced
    return sorted(prepared - _asked_ids(fact))
