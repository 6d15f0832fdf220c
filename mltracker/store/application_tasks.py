"""SQL of tasks: checklist items of an application that belong to no interview."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import ChecklistRow
from mltracker.store.checklists import COLUMNS
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import ChecklistItem


def insert(session: Session, application_id: int, text: str, due_at: datetime | None) -> int:
    """A new task, last of those without a day; returns its id."""
    highest = select(func.max(ChecklistItem.position)).where(
        ChecklistItem.application_id == application_id, ChecklistItem.interview_id.is_(None)
    )
    position = (session.execute(highest).scalar() or 0) + 1
    values = {"application_id": application_id, "text": text, "due_at": due_at, "position": position}
    return inserted(session, ChecklistItem.model_validate(values))


def load(session: Session, task_id: int) -> ChecklistItem:
    """The table row of one task; raises NotFound."""
    found = session.get(ChecklistItem, task_id)
    if found is None or found.interview_id is not None:
        raise NotFound("This task is gone.")
    return found


def of_application(session: Session, application_id: int) -> list[ChecklistRow]:
    """An application's tasks: open ones by their day, those without one after them, then what was done, latest first."""
    query = (
        select(*COLUMNS)
        .where(ChecklistItem.application_id == application_id, ChecklistItem.interview_id.is_(None))
        .order_by(
            ChecklistItem.done_at.is_not(None),
            ChecklistItem.done_at.desc(),
            ChecklistItem.due_at.is_(None),
            ChecklistItem.due_at,
            ChecklistItem.position,
        )
    )
    return [ChecklistRow(*found) for found in fetched(session, query)]
