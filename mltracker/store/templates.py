"""SQL of checklist templates: the user's own, the shipped ones, and those taken away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mltracker.domain.checklists import TemplateRow
from mltracker.domain.errors import NotFound
from mltracker.store import settings
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import ChecklistTemplate

# slugs of shipped items that the user took away: they stay away when the content is updated
_REMOVED = "checklist-removed"


def rows(session: Session, round_kind: str) -> list[TemplateRow]:
    """The items of one round, or of every round ("any"), by their time."""
    query = (
        select(
            ChecklistTemplate.id,
            ChecklistTemplate.round_kind,
            ChecklistTemplate.text,
            ChecklistTemplate.offset_hours,
            ChecklistTemplate.slug.is_(None),
            ChecklistTemplate.edited_at.is_not(None),
        )
        .where(ChecklistTemplate.round_kind == round_kind)
        .order_by(ChecklistTemplate.offset_hours, ChecklistTemplate.position, ChecklistTemplate.id)
    )
    return [TemplateRow(*found) for found in fetched(session, query)]


def add(session: Session, round_kind: str, text: str, offset_hours: int) -> int:
    """A new item of the user's own; returns its id."""
    values = {"round_kind": round_kind, "text": text, "offset_hours": offset_hours, "position": 1_000}
    return inserted(session, ChecklistTemplate.model_validate(values))


def change(session: Session, template_id: int, text: str, offset_hours: int, now: datetime) -> None:
    """Change an item; a shipped one counts as edited from now on. Raises NotFound."""
    item = _load(session, template_id)
    item.text, item.offset_hours = text, offset_hours
    if item.slug is not None:
        item.edited_at = now
    session.flush()


def remove(session: Session, template_id: int) -> None:
    """Take an item away for good: updates do not bring a shipped one back. Raises NotFound."""
    item = _load(session, template_id)
    if item.slug is not None:
        settings.put(session, _REMOVED, sorted(removed(session) | {item.slug}))
    session.delete(item)
    session.flush()


def removed(session: Session) -> set[str]:
    """Slugs of the shipped items that the user took away."""
    return set(settings.get(session, _REMOVED) or [])


def keep_only(session: Session, round_kind: str, slugs: set[str]) -> dict[str, ChecklistTemplate]:
    """Drop all items of a round but these shipped ones, and that any of those were taken away; returns what is there.

    Shipped ones keep their rows: lists of interviews tell by them what an item means, such as the thank-you note.
    """
    others = ChecklistTemplate.slug.is_(None) | ChecklistTemplate.slug.not_in(slugs)
    session.execute(delete(ChecklistTemplate).where(ChecklistTemplate.round_kind == round_kind, others))
    settings.put(session, _REMOVED, sorted(removed(session) - slugs))
    there = select(ChecklistTemplate).where(ChecklistTemplate.slug.in_(slugs))
    return {item.slug: item for item in session.execute(there).scalars()}


def _load(session: Session, template_id: int) -> ChecklistTemplate:
    found = session.get(ChecklistTemplate, template_id)
    if found is None:
        raise NotFound("This checklist item is gone.")
    return found
