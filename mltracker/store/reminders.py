"""SQL of what the user put off or waved away, by the key of the reminder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.store.window_tables import ReminderState


def hidden(session: Session, now: datetime) -> set[str]:
    """Keys that are not to be shown now."""
    query = select(ReminderState.key).where(
        ReminderState.dismissed_at.is_not(None) | (ReminderState.snoozed_until > now)
    )
    return set(session.execute(query).scalars())


def put(
    session: Session, key: str, *, snoozed_until: datetime | None = None, dismissed_at: datetime | None = None
) -> None:
    """Put a reminder off until an instant, or wave it away for good."""
    state = session.get(ReminderState, key)
    if state is None:
        values = {"key": key, "snoozed_until": snoozed_until, "dismissed_at": dismissed_at}
        session.add(ReminderState.model_validate(values))
    else:
        state.snoozed_until, state.dismissed_at = snoozed_until, dismissed_at
    session.flush()
