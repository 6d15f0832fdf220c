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
from mltracker.services import catalog, learning, preferences, readiness
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


def loop_of(ctx: Context, interview_id: int) -> LoopView | None:
    """The loop an interview is a session of; None when it stands alone. What was cancelled does not count."""
    rows = sessions_of(ctx, interview_id)
    counted = [row for row in rows if row.status != "cancelled"]
    if len(counted) < 2:
        return None
    now = ctx.clock()
    ahead = [row for row in counted if row.is_coming(now)] or counted
    ready = readiness.for_interviews(ctx, [row.id for row in ahead])
    return LoopView(tuple(counted), ready, _together(ctx, ahead, ready))


def sessions_of(ctx: Context, interview_id: int) -> list[InterviewRow]:
    """The sessions that share an interview's loop, by time, itself among them; only itself when it stands alone."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        row = interview_store.row(session, interview_id, target)
        if row.loop_id is None:
            return [row]
        every = interview_store.rows(session, application_id=row.application_id, default_target=target)
    return [other for other in every if other.loop_id == row.loop_id]


def _together(ctx: Context, rows: list[InterviewRow], ready: dict[int, Readiness]) -> Readiness:
    kinds = catalog.rounds().by_kind
    with ctx.read() as session:
        shift = learning.learner(ctx, session).evidence.shift
    return rolled_up([(kinds[row.round_kind].expected_questions, ready[row.id]) for row in rows], shift)
