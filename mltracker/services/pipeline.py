"""Use case of the pipeline's board and table: applications with what happens to them next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mltracker.domain.applications import ApplicationFilter, ApplicationRow
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services import applications, interviews, readiness
from mltracker.services.context import Context

EventKind = Literal["interview", "take-home", "offer", "deadline", "follow-up", "debrief", "waiting", ""]


@dataclass(frozen=True, slots=True)
class NextEvent:
    """What happens next: an instant or a day, and the interview it is about where there is one."""

    kind: EventKind
    at: datetime | date | None = None
    interview: InterviewRow | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An application on the board: its row, what is next, readiness when an interview is ahead, days in its stage."""

    row: ApplicationRow
    event: NextEvent
    readiness: Readiness | None
    days_in_stage: int


def cards(ctx: Context, wanted: ApplicationFilter = applications.LIVE) -> list[Card]:
    """The applications that pass the filter as cards; the number of statements does not grow with them."""
    now = ctx.clock()
    rows = applications.rows(ctx, wanted)
    rounds: dict[int, list[InterviewRow]] = {}
    for interview in interviews.rows(ctx):
        rounds.setdefault(interview.application_id, []).append(interview)
    events = {row.id: _next_event(row, rounds.get(row.id, []), now) for row in rows}
    ahead = [e.interview.id for e in events.values() if e.kind in ("interview", "take-home") and e.interview]
    ready = readiness.for_interviews(ctx, ahead)
    return [
        Card(
            row,
            events[row.id],
            _ready(events[row.id], ready),
            max(0, (now - row.stage_since).days),
        )
        for row in rows
    ]


def _ready(event: NextEvent, ready: dict[int, Readiness]) -> Readiness | None:
    return ready.get(event.interview.id) if event.interview is not None else None


def _next_event(row: ApplicationRow, rounds: list[InterviewRow], now: datetime) -> NextEvent:
    coming = [interview for interview in rounds if interview.is_coming(now) and interview.at is not None]
    missing = [interview for interview in rounds if interview.needs_debrief(now)]
    found = NextEvent("")
    if row.stage_kind == "closed":
        pass
    elif coming:
        first = coming[0]
        found = NextEvent("take-home" if first.starts_at is None else "interview", first.at, first)
    elif row.deadline_on is not None:
        found = NextEvent("offer" if row.stage_kind == "offer" else "deadline", row.deadline_on)
    elif missing:
        found = NextEvent("debrief", missing[-1].at, missing[-1])
    elif row.follow_up_on is not None:
        found = NextEvent("follow-up", row.follow_up_on)
    elif rounds:
        found = NextEvent("waiting", rounds[-1].reply_expected_on)
    return found
