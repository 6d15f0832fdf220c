"""Use case of the Interviews page: the calendar of the search, and readiness for what is ahead on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from mltracker.domain import agenda as domain
from mltracker.domain.agenda import AgendaEntry, Calendar
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.loops import rolled_up
from mltracker.domain.readiness import Readiness
from mltracker.services import catalog, preferences, readiness
from mltracker.services.context import Context
from mltracker.store import agenda as store
from mltracker.store import interviews as interview_store


@dataclass(frozen=True, slots=True)
class LoopView:
    """The sessions of a loop by time, with the readiness of each that was asked for, and that of the whole."""

    sessions: tuple[InterviewRow, ...]
    each: dict[int, Readiness]
    whole: Readiness


def calendar(ctx: Context) -> Calendar:
    """Everything with a place in time, read at one moment."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        return domain.calendar(
            interview_store.rows(session, default_target=target),
            store.dated_applications(session),
            waiting=store.waiting_interviews(session),
            now=ctx.clock(),
            zone=ctx.zone or UTC,
        )


def readiness_of(ctx: Context, entries: Iterable[AgendaEntry]) -> dict[str, Readiness]:
    """Readiness for the rounds among some entries that are ahead, by key; a loop's is that of its sessions together."""
    now = ctx.clock()
    ahead = {
        entry.key: [row for row in entry.sessions if row.is_coming(now)]
        for entry in entries
        if entry.is_coming(now)
    }
    ready = readiness.for_interviews(ctx, [row.id for rows in ahead.values() for row in rows])
    return {
        key: ready[rows[0].id] if len(rows) == 1 else _together(ctx, rows, ready)
        for key, rows in ahead.items()
    }


def loop_of(ctx: Context, row: InterviewRow) -> LoopView | None:
    """The loop an interview is a session of; None when it stands alone. What was cancelled does not count."""
    if row.loop_id is None:
        return None
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        every = interview_store.rows(session, application_id=row.application_id, default_target=target)
    counted = [one for one in every if one.loop_id == row.loop_id and one.status != "cancelled"]
    if len(counted) < 2:
        return None
    now = ctx.clock()
    ahead = [one for one in counted if one.is_coming(now)] or counted
    ready = readiness.for_interviews(ctx, [one.id for one in ahead])
    return LoopView(tuple(counted), ready, _together(ctx, ahead, ready))


def _together(ctx: Context, rows: list[InterviewRow], ready: dict[int, Readiness]) -> Readiness:
    kinds, doubt = catalog.rounds().by_kind, readiness.doubt_about(ctx, rows[-1])
    return rolled_up([(kinds[row.round_kind].expected_questions, ready[row.id]) for row in rows], doubt)
