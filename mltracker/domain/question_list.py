"""The bank as a list: which questions pass a filter, in which order, and how many each value of a facet would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

from mltracker.domain.questions import QuestionFilter, QuestionRow

FACETS = ("topics", "categories", "kinds", "difficulties", "rounds", "states", "origins")
_COLUMNS = {
    "topics": "topic",
    "categories": "category",
    "kinds": "kind",
    "difficulties": "difficulty",
    "states": "state",
    "origins": "origin",
}
_ORDERS: dict[str, Callable[[QuestionRow], int]] = {
    "newest": lambda row: -row.id,
    "difficulty": lambda row: row.difficulty,
}


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Every question, archived ones too, in the order of topics; `rounds` are the kinds that each is asked in."""

    rows: tuple[QuestionRow, ...]
    rounds: Mapping[int, tuple[str, ...]]
    by_id: Mapping[int, QuestionRow]

    @classmethod
    def of(cls, rows: Iterable[QuestionRow], rounds: Mapping[int, tuple[str, ...]]) -> QuestionList:
        """The list of these rows, which come in the order of topics."""
        kept = tuple(rows)
        return cls(kept, rounds, {row.id: row for row in kept})

    def narrowed(
        self, wanted: QuestionFilter, matches: Sequence[int] | None, order: str = "topic"
    ) -> list[QuestionRow]:
        """What passes; `matches` are the ids that fit the text, best first, None without a text.

        Orders: topic, newest, difficulty; with a text always by how well it fits.
        """
        chosen = _chosen(wanted)
        found = [row for row in self._there(wanted, matches) if not _failing(row, chosen, self.rounds)]
        if matches is None and order in _ORDERS:
            found.sort(key=_ORDERS[order])
        return found

    def facets(self, wanted: QuestionFilter, matches: Sequence[int] | None) -> dict[str, dict[Any, int]]:
        """For each facet, how many questions each of its values would leave, the other facets applied."""
        chosen = _chosen(wanted)
        there = self._there(wanted, matches)
        passing = there
        near: dict[str, list[QuestionRow]] = {}
        if chosen:
            passing = []
            for row in there:
                failing = _failing(row, chosen, self.rounds)
                if not failing:
                    passing.append(row)
                elif len(failing) == 1:
                    near.setdefault(failing[0], []).append(row)
        return {facet: self._counts(facet, [*passing, *near.get(facet, ())]) for facet in FACETS}

    def _there(self, wanted: QuestionFilter, matches: Sequence[int] | None) -> list[QuestionRow]:
        rows: Iterable[QuestionRow] = self.rows
        if matches is not None:
            rows = (self.by_id[key] for key in matches if key in self.by_id)
        return [row for row in rows if row.archived == wanted.archived]

    def _counts(self, facet: str, rows: Sequence[QuestionRow]) -> dict[Any, int]:
        if facet == "rounds":
            return dict(Counter(chain.from_iterable(self.rounds.get(row.id, ()) for row in rows)))
        counts = dict(Counter(map(attrgetter(_COLUMNS[facet]), rows)))
        if facet == "states" and (asked := sum(row.asked_times > 0 for row in rows)):
            counts["asked"] = asked
        return counts


def _chosen(wanted: QuestionFilter) -> list[tuple[str, Collection[Any]]]:
    return [(facet, values) for facet in FACETS if (values := getattr(wanted, facet))]


def _failing(
    row: QuestionRow, chosen: Sequence[tuple[str, Collection[Any]]], rounds: Mapping[int, tuple[str, ...]]
) -> list[str]:
    """The facets of which the row has none of the chosen values; one that was asked before has that state, too."""
    failing = []
    for facet, values in chosen:
        if facet == "rounds":
            passes = any(kind in values for kind in rounds.get(row.id, ()))
        else:
            passes = getattr(row, _COLUMNS[facet]) in values
            if facet == "states" and not passes:
                passes = "asked" in values and row.asked_times > 0
        if not passes:
            failing.append(facet)
    return failing
