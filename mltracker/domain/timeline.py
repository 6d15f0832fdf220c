"""The log of answers, and the evidence as of any place in it.

Trends, predictions and frozen sets ask about the past again and again. The evidence of the places asked for lately is
kept, so that the next one is worked out from the nearest before it; what is kept never depends on later answers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from mltracker.domain.evidence import AttemptFact, Evidence, moment_of

MOST_KEPT = 24
_NOTHING = Evidence()


class Timeline:
    """Answers in order of (answered_at, id). It never changes; `plus` gives the one with more answers."""

    def __init__(self, attempts: Iterable[AttemptFact] = ()) -> None:
        self._log: Sequence[AttemptFact] = sorted(attempts, key=moment_of)
        self._kept: dict[int, Evidence] = {}

    def __len__(self) -> int:
        return len(self._log)

    @property
    def ticked(self) -> bool:
        """Whether points of a rubric were ticked for any of the answers."""
        return self.evidence.leniency.answers > 0

    @property
    def evidence(self) -> Evidence:
        """The evidence of the whole log."""
        return self._first(len(self._log))

    def until(self, instant: datetime) -> Evidence:
        """The evidence at an instant, its answers included."""
        return self._first(bisect_right(self._log, instant, key=_at))

    def before(self, instant: datetime, attempt_id: int | None = None) -> Evidence:
        """The evidence before an event: of earlier answers, also those at the instant that attempt `attempt_id` follows."""
        if attempt_id is None:
            return self._first(bisect_left(self._log, instant, key=_at))
        return self._first(bisect_left(self._log, (instant, attempt_id), key=moment_of))

    def plus(self, attempts: Iterable[AttemptFact]) -> Timeline:
        """The same with more answers, of any time; only what comes after the first of them is worked through anew."""
        more = sorted(attempts, key=moment_of)
        if not more:
            return self
        place = bisect_left(self._log, moment_of(more[0]), key=moment_of)
        found = Timeline()
        found._log = [*self._log[:place], *sorted([*self._log[place:], *more], key=moment_of)]
        found._kept = _up_to(self._kept, place)
        return found

    def without(self, ids: Collection[int]) -> Timeline:
        """The same without some answers; only what comes after the first of them is worked through anew."""
        place = next((at for at, attempt in enumerate(self._log) if attempt.id in ids), None)
        if place is None:
            return self
        found = Timeline()
        found._log = [attempt for attempt in self._log if attempt.id not in ids]
        found._kept = _up_to(self._kept, place)
        return found

    def _first(self, count: int) -> Evidence:
        """The evidence of the first so many answers."""
        kept = dict(self._kept)  # replaced as a whole: several threads may ask
        start = max((place for place in kept if place <= count), default=0)
        found = kept.get(start, _NOTHING).after(self._log[start:count])
        # the last one asked for stands at the end; the one that nobody asked for the longest goes
        kept.pop(count, None)
        kept[count] = found
        if len(kept) > MOST_KEPT:
            del kept[next(iter(kept))]
        self._kept = kept
        return found


def _at(attempt: AttemptFact) -> datetime:
    return attempt.answered_at


def _up_to(kept: Mapping[int, Evidence], place: int) -> dict[int, Evidence]:
    return {count: evidence for count, evidence in kept.items() if count <= place}
