"""SQL of the times offered for an interview."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import SlotRow, SlotState
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import InterviewSlot


def rows(session: Session, interview_id: int) -> list[SlotRow]:
    """The times offered for an interview, soonest first."""
    query = (
        select(InterviewSlot.id, InterviewSlot.interview_id, InterviewSlot.starts_at, InterviewSlot.state)
        .where(InterviewSlot.interview_id == interview_id)
        .order_by(InterviewSlot.starts_at, InterviewSlot.id)
    )
    return [SlotRow(*found) for found in fetched(session, query)]


def load(session: Session, slot_id: int) -> InterviewSlot:
    """One offered time; raises NotFound."""
    found = session.get(InterviewSlot, slot_id)
    if found is None:
        raise NotFound("This time is not offered any more.")
    return found


def insert(session: Session, interview_id: int, starts_at: datetime) -> int:
    """Offer a time; returns its id."""
    values = {"interview_id": interview_id, "starts_at": starts_at}
    return inserted(session, InterviewSlot.model_validate(values))


def set_state(session: Session, slot_id: int, state: SlotState) -> None:
    """Offered, declined or taken."""
    load(session, slot_id).state = state
    session.flush()


def remove(session: Session, slot_id: int) -> None:
    """Offer a time no more."""
    session.delete(load(session, slot_id))
    session.flush()
