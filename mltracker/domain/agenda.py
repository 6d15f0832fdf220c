"""The calendar of a search: every interview, take-home, deadline, follow-up and expected reply on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from mltracker.domain.applications import StageKind
from mltracker.domain.interviews import InterviewRow

EntryKind = Literal["interview", "loop", "take-home", "deadline", "offer", "follow-up", "reply"]
_ROUNDS = ("interview", "loop", "take-home")


@dataclass(frozen=True, slots=True)
class DatedApplication:
    """What the calendar shows of a live application: the day it must be answered by, and the day to follow up."""

    id: int
    company: str
    role_title: str
    stage_kind: StageKind
    deadline_on: date | None
    follow_up_on: date | None
    follow_up_note: str


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One thing on the calendar. `at` is None for what lasts all day; `day` is None for a round without a date.

    `sessions` holds the interview, all sessions of a loop on that day, or the round a reply is expected to;
    `clashes` are other interviews at the same time.
    """

    kind: EntryKind
    key: str
    day: date | None
    at: datetime | None
    company: str
    role_title: str
    application_id: int
    sessions: tuple[InterviewRow, ...] = ()
    note: str = ""
    clashes: tuple[InterviewRow, ...] = ()

    @property
    def is_round(self) -> bool:
        """Whether it is an interview, a loop or a take-home."""
        return self.kind in _ROUNDS

    def is_coming(self, now: datetime) -> bool:
        """Whether it is a round of which anything is still ahead at `now`."""
        return self.is_round and any(row.is_coming(now) for row in self.sessions)

    def next_session(self, now: datetime) -> InterviewRow | None:
        """The first session still ahead at `now`, else the first; None for what has no interview."""
        return next((row for row in self.sessions if row.is_coming(now)), next(iter(self.sessions), None))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything with a place in the search's time, as of `now` in the user's zone; `clashes` by interview id."""

    now: datetime
    today: date
    entries: tuple[AgendaEntry, ...]
    past: tuple[InterviewRow, ...]
    clashes: Mapping[int, tuple[InterviewRow, ...]]

    @property
    def coming(self) -> tuple[AgendaEntry, ...]:
        """What is ahead by day, what is still open from earlier days first, rounds without a date last."""
        ahead = [
            entry
            for entry in self.entries
            if (
                entry.is_coming(self.now)
                if entry.is_round
                else self.is_open(entry) or (entry.day is not None and entry.day >= self.today)
            )
        ]
        return tuple(sorted(ahead, key=lambda entry: (not self.is_open(entry), entry.day is None)))

    def is_open(self, entry: AgendaEntry) -> bool:
        """Whether its day has passed and it still wants doing: a follow-up, or a reply that did not come."""
        return entry.kind in ("follow-up", "reply") and entry.day is not None and entry.day < self.today

    def by_day(self, first: date, last: date) -> dict[date, list[AgendaEntry]]:
        """The entries of each day from `first` to `last`, what lasts all day before what has a time."""
        found: dict[date, list[AgendaEntry]] = defaultdict(list)
        for entry in self.entries:
            if entry.day is not None and first <= entry.day <= last:
                found[entry.day].append(entry)
        return dict(found)


def calendar(
    rows: Sequence[InterviewRow],
    applications: Iterable[DatedApplication],
    *,
    waiting: Collection[int],
    now: datetime,
    zone: tzinfo,
) -> Calendar:
    """Everything dated, by day and time in `zone`. `waiting`: ids of interviews whose application is still live.

    Cancelled interviews are left out of the entries. Past ones without a debrief come first, then the latest.
    """
    clashing = clashes(rows)
    found = [
        *_rounds(rows, clashing, zone),
        *_replies(row for row in rows if row.id in waiting),
        *_dates(applications),
    ]
    found.sort(key=_place)
    over = [row for row in rows if not row.is_coming(now)]
    over.sort(key=lambda row: (row.needs_debrief(now), row.at or now), reverse=True)
    return Calendar(now, now.astimezone(zone).date(), tuple(found), tuple(over), clashing)


def clashes(rows: Iterable[InterviewRow]) -> dict[int, tuple[InterviewRow, ...]]:
    """For each planned interview that shares a minute with others: those others, soonest first.

    What has no start clashes with nothing: a take-home is worked on when it suits.
    """
    dated = [
        (row.starts_at, row)
        for row in rows
        if row.starts_at is not None and row.status == "planned" and row.live
    ]
    dated.sort(key=lambda pair: (pair[0], pair[1].id))
    found: dict[int, list[InterviewRow]] = defaultdict(list)
    running: list[InterviewRow] = []
    for start, row in dated:
        running = [other for other in running if other.ends_at is not None and other.ends_at > start]
        for other in running:
            found[row.id].append(other)
            found[other.id].append(row)
        running.append(row)
    return {key: tuple(others) for key, others in found.items()}


def _appointments(
    rows: Iterable[InterviewRow], zone: tzinfo
) -> dict[tuple[date | None, str, int], list[InterviewRow]]:
    """Rounds by what is one line of the agenda: the sessions of an onsite day together."""
    groups: dict[tuple[date | None, str, int], list[InterviewRow]] = {}
    for row in rows:
        if row.status == "cancelled":
            continue
        day = row.at.astimezone(zone).date() if row.at is not None else None
        in_loop = row.loop_id is not None and row.starts_at is not None
        key = (day, "loop", row.loop_id) if in_loop and row.loop_id else (day, "one", row.id)
        groups.setdefault(key, []).append(row)
    return groups


def count_coming(rows: Iterable[InterviewRow], now: datetime, zone: tzinfo) -> int:
    """How many lines of the agenda the coming rounds make."""
    return len(_appointments((row for row in rows if row.is_coming(now)), zone))


def _rounds(
    rows: Sequence[InterviewRow], clashing: Mapping[int, tuple[InterviewRow, ...]], zone: tzinfo
) -> Iterator[AgendaEntry]:
    groups = _appointments(rows, zone)
    for (day, _, _), sessions in groups.items():
        first = sessions[0]
        together = len(sessions) > 1
        kind: EntryKind = (
            "loop" if together else "take-home" if first.starts_at is None and first.due_at else "interview"
        )
        others = {other.id: other for row in sessions for other in clashing.get(row.id, ())}
        yield AgendaEntry(
            kind,
            f"loop:{first.loop_id}:{day}" if together else f"interview:{first.id}",
            day,
            first.at,
            first.company,
            first.role_title,
            first.application_id,
            tuple(sessions),
            clashes=tuple(others.values()),
        )


def _replies(rows: Iterable[InterviewRow]) -> Iterator[AgendaEntry]:
    for row in rows:
        on = row.reply_expected_on
        if on is not None and row.result == "pending" and row.status in ("planned", "done"):
            yield AgendaEntry(
                "reply", f"reply:{row.id}", on, None, row.company, row.role_title, row.application_id, (row,)
            )


def _dates(applications: Iterable[DatedApplication]) -> Iterator[AgendaEntry]:
    for row in applications:
        names = (row.company, row.role_title, row.id)
        # a posting's last day is nothing to act on once the application is out
        if row.deadline_on is not None and row.stage_kind in ("saved", "offer"):
            kind: EntryKind = "offer" if row.stage_kind == "offer" else "deadline"
            yield AgendaEntry(kind, f"deadline:{row.id}", row.deadline_on, None, *names)
        if row.follow_up_on is not None:
            key = f"follow-up:{row.id}"
            yield AgendaEntry("follow-up", key, row.follow_up_on, None, *names, note=row.follow_up_note)


def _place(entry: AgendaEntry) -> tuple[object, ...]:
    return (
        entry.day is None,
        entry.day or date.max,
        entry.at is not None,
        entry.at.timestamp() if entry.at is not None else 0.0,
        entry.company.casefold(),
        entry.key,
    )
