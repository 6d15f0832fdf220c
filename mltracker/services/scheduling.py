"""Use cases of finding a time: slots offered by mail, one of them taken, and moving what is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewDraft, InterviewRow, SlotRow
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.store import checklists as checklist_store
from mltracker.store import interviews as interview_store
from mltracker.store import slots as store
from mltracker.store.engine import Session

MOST_SLOTS = 20
MOVED = Change.INTERVIEWS | Change.CHECKLISTS | Change.APPLICATIONS


def slots(ctx: Context, interview_id: int) -> tuple[SlotRow, ...]:
    """The times offered for an interview, soonest first."""
    with ctx.read() as session:
        return tuple(store.rows(session, interview_id))


def offer(
    ctx: Context, interview_id: int, starts: Sequence[datetime], *, zone: str | None = None
) -> tuple[tuple[SlotRow, ...], Change]:
    """Offer more times; one that is offered already stays as it is. `zone` is where they are, if that was not known.

    Raises InvalidInput (field "slots") for nothing, for too many, and for a time that is over.
    """
    wanted = [instant_field("slots", start) for start in starts]
    if not wanted:
        raise InvalidInput({"slots": "Write at least one day and time."})
    if any(start <= ctx.clock() for start in wanted):
        raise InvalidInput({"slots": "One of these times is over already."})
    words = "Offer a time" if len(wanted) == 1 else f"Offer {len(wanted)} times"
    with ctx.write(words) as session:
        interview_store.load(session, interview_id)
        there = {row.starts_at for row in store.rows(session, interview_id) if row.state == "offered"}
        new = [start for start in dict.fromkeys(wanted) if start not in there]
        if len(there) + len(new) > MOST_SLOTS:
            raise InvalidInput({"slots": f"At most {MOST_SLOTS} times can be on offer at once."})
        for start in new:
            store.insert(session, interview_id, start)
        draft = interview_store.draft_of(session, interview_id)
        if zone is not None and zone != draft.zone:
            interview_store.update(session, interview_id, draft.changed(zone=zone), ctx.clock())
        return tuple(store.rows(session, interview_id)), Change.INTERVIEWS


def take(ctx: Context, slot_id: int) -> tuple[InterviewRow, Change]:
    """Book one of the offered times: it becomes the start, and the others are declined.

    An interview that had been cancelled or missed is planned again.
    """
    target = preferences.get(ctx).target_readiness
    with ctx.write("Take an offered time") as session:
        slot = store.load(session, slot_id)
        interview_id, starts_at = slot.interview_id, slot.starts_at
        for row in store.rows(session, interview_id):
            if row.id == slot_id:
                store.set_state(session, row.id, "taken")
            elif row.state != "declined":
                store.set_state(session, row.id, "declined")
        _put(ctx, session, interview_id, {"starts_at": starts_at})
        _plan_again(session, interview_id)
        return interview_store.row(session, interview_id, target), MOVED


def withdraw(ctx: Context, slot_id: int) -> tuple[int, Change]:
    """Take an offered time off the list; a booked interview stays booked."""
    with ctx.write("Remove an offered time") as session:
        store.remove(session, slot_id)
        return slot_id, Change.INTERVIEWS


def move(
    ctx: Context, interview_id: int, at: datetime, zone: str | None = None, *, minutes: int | None = None
) -> tuple[InterviewRow, Change]:
    """Set another start, or for a take-home another due time; where it stood stays in the history.

    One that had been cancelled or missed and moves to a time still ahead is planned again.
    """
    target = preferences.get(ctx).target_readiness
    at = instant_field("starts_at", at)
    with ctx.write("Move interview") as session:
        before = interview_store.draft_of(session, interview_id)
        by_due = before.starts_at is None and (before.due_at is not None or before.format == "async")
        values: dict[str, object] = {"due_at" if by_due else "starts_at": at, "zone": zone or before.zone}
        if minutes is not None:
            values["minutes"] = minutes
        _put(ctx, session, interview_id, values, before)
        if at > ctx.clock():
            _plan_again(session, interview_id)
        return interview_store.row(session, interview_id, target), MOVED


def _plan_again(session: Session, interview_id: int) -> None:
    if interview_store.load(session, interview_id).status in ("cancelled", "no-show"):
        interview_store.set_outcome(session, interview_id, status="planned")


def _put(
    ctx: Context,
    session: Session,
    interview_id: int,
    values: dict[str, object],
    before: InterviewDraft | None = None,
) -> None:
    """Another time, with the checklist moved along."""
    draft = before or interview_store.draft_of(session, interview_id)
    interview_store.update(session, interview_id, draft.changed(**values), ctx.clock())
    checklist_store.move_with(session, interview_id)
