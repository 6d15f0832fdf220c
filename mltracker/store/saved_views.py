"""SQL of saved views: a name and a filter each, by page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.store.rows import fetched, inserted
from mltracker.store.window_tables import SavedView


def listed(session: Session, page: str) -> list[tuple[int, str, dict[str, Any]]]:
    """Id, name and filter of each view of a page, by name."""
    query = (
        select(SavedView.id, SavedView.name, SavedView.filter)
        .where(SavedView.page == page)
        .order_by(func.lower(SavedView.name), SavedView.id)
    )
    return [tuple(row) for row in fetched(session, query)]


def insert(session: Session, page: str, name: str, kept: dict[str, Any]) -> int:
    """A new view; returns its id."""
    return inserted(session, SavedView.model_validate({"page": page, "name": name, "filter": kept}))


def load(session: Session, view_id: int) -> SavedView:
    """The table row of one view; raises NotFound."""
    found = session.get(SavedView, view_id)
    if found is None:
        raise NotFound("This view is not there any more.")
    return found


def remove(session: Session, view_id: int) -> None:
    """Delete a view."""
    session.delete(load(session, view_id))
    session.flush()
