"""SQL of checklists: filled from the templates of a round, dated from the interview's instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import ChecklistRow, checklist_due
from mltracker.store.interviews import load as load_interview
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import ChecklistItem, ChecklistTemplate

# what a ChecklistRow is made of
COLUMNS = (
    ChecklistItem.id,
    ChecklistItem.application_id,
    ChecklistItem.interview_id,
    ChecklistItem.text,
    ChecklistItem.due_at,
    ChecklistItem.position,
    ChecklistItem.done_at,
    ChecklistItem.template_id,
    ChecklistItem.created_at,
)


def templates(session: Session, round_kind: str, *, general: bool = True) -> list[ChecklistTemplate]:
    """The checklist templates of a round and, if `general`, those of any round, earliest first."""
    query = (
        select(ChecklistTemplate)
        .where(ChecklistTemplate.round_kind.in_((round_kind, "any") if general else (round_kind,)))
        .order_by(ChecklistTemplate.offset_hours, ChecklistTemplate.position, ChecklistTemplate.id)
    )
    return list(session.execute(query).scalars())


def fill(session: Session, interview_id: int, *, general: bool = True) -> None:
    """Give an interview the items of its round: open ones of another round go, done and own ones stay.

    Without `general` those that belong to any round are left out.
    """
    interview = load_interview(session, interview_id)
    wanted = templates(session, interview.round_kind, general=general)
    session.execute(
        delete(ChecklistItem).where(
            ChecklistItem.interview_id == interview_id,
            ChecklistItem.template_id.not_in([template.id for template in wanted]),
            ChecklistItem.done_at.is_(None),
        )
    )
    kept = select(ChecklistItem.template_id).where(ChecklistItem.interview_id == interview_id)
    present = set(session.execute(kept).scalars())
    for position, template in enumerate(wanted):
        if template.id not in present:
            values = {
                "text": template.text,
                "offset_hours": template.offset_hours,
                "template_id": template.id,
            }
            add(session, interview_id, position=position, **values)


def add(
    session: Session,
    interview_id: int,
    *,
    text: str,
    offset_hours: int | None = None,
    due_at: datetime | None = None,
    position: int | None = None,
    template_id: int | None = None,
) -> int:
    """A new item, dated by its offset unless a time is given, last unless a position is; returns its id."""
    interview = load_interview(session, interview_id)
    if position is None:
        highest = select(func.max(ChecklistItem.position)).where(ChecklistItem.interview_id == interview_id)
        position = (session.execute(highest).scalar() or 0) + 1
    values = {
        "application_id": interview.application_id,
        "interview_id": interview_id,
        "text": text,
        "offset_hours": offset_hours,
        "due_at": due_at or checklist_due(interview.starts_at or interview.due_at, offset_hours),
        "position": position,
        "template_id": template_id,
    }
    return inserted(session, ChecklistItem.model_validate(values))


def move_with(session: Session, interview_id: int) -> None:
    """After the interview moved: items that are dated relative to it move along."""
    interview = load_interview(session, interview_id)
    query = select(ChecklistItem).where(
        ChecklistItem.interview_id == interview_id, ChecklistItem.offset_hours.is_not(None)
    )
    for item in session.execute(query).scalars():
        item.due_at = checklist_due(interview.starts_at or interview.due_at, item.offset_hours)
    session.flush()


def items(session: Session, interview_id: int | None = None) -> list[ChecklistRow]:
    """Items of one interview, or of all, in the user's order."""
    query = select(*COLUMNS).order_by(
        ChecklistItem.position, ChecklistItem.due_at.is_(None), ChecklistItem.due_at, ChecklistItem.id
    )
    if interview_id is not None:
        query = query.where(ChecklistItem.interview_id == interview_id)
    return [ChecklistRow(*found) for found in fetched(session, query)]


def load(session: Session, item_id: int) -> ChecklistItem:
    """One item; raises NotFound."""
    found = session.get(ChecklistItem, item_id)
    if found is None:
        raise NotFound("This checklist item is gone.")
    return found


def reorder(session: Session, interview_id: int, ids: Sequence[int]) -> None:
    """Put the items into the given order."""
    for position, item_id in enumerate(ids):
        item = load(session, item_id)
        if item.interview_id == interview_id:
            item.position = position
    session.flush()


def remove(session: Session, item_id: int) -> None:
    """Take one item off the list."""
    session.delete(load(session, item_id))
    session.flush()


def tick_auto(session: Session, interview_id: int, slugs: Sequence[str], now: datetime) -> int:
    """Tick the open items that stem from these shipped templates; returns how many."""
    query = (
        select(ChecklistItem)
        .join(ChecklistTemplate, ChecklistTemplate.id == ChecklistItem.template_id)
        .where(
            ChecklistItem.interview_id == interview_id,
            ChecklistItem.done_at.is_(None),
            ChecklistTemplate.slug.in_(slugs),
        )
    )
    found = list(session.execute(query).scalars())
    for item in found:
        item.done_at = now
    session.flush()
    return len(found)
