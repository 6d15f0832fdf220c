"""Use cases of checklists: add, tick, order; what the app can see done ticks itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field, text_field
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import ChecklistRow
from mltracker.domain.limits import NAME
from mltracker.services.context import Context
from mltracker.store import checklists as store

CHANGED = Change.CHECKLISTS
FARTHEST_HOURS = 365 * 24


def items(ctx: Context, interview_id: int) -> list[ChecklistRow]:
    """An interview's items in the user's order."""
    with ctx.read() as session:
        return store.items(session, interview_id)


def add(
    ctx: Context,
    interview_id: int,
    text: str,
    *,
    due_at: datetime | None = None,
    offset_hours: int | None = None,
) -> tuple[ChecklistRow, Change]:
    """A new item, due at a time or at an offset in hours from the interview."""
    words = _checked(text)
    if due_at is not None:
        due_at = instant_field("due_at", due_at)
    if offset_hours is not None and abs(offset_hours) > FARTHEST_HOURS:
        raise InvalidInput({"offset_hours": "An item lies at most a year before or after its interview."})
    with ctx.write("Add a checklist item") as session:
        item_id = store.add(session, interview_id, text=words, due_at=due_at, offset_hours=offset_hours)
        found = next(item for item in store.items(session, interview_id) if item.id == item_id)
        return found, CHANGED


def tick(ctx: Context, item_id: int, *, done: bool) -> tuple[bool, Change]:
    """Tick an item, or open it again."""
    with ctx.write("Tick a checklist item" if done else "Open a checklist item") as session:
        item = store.load(session, item_id)
        item.done_at = ctx.clock() if done else None
        session.flush()
        return done, CHANGED


def reword(ctx: Context, item_id: int, text: str) -> tuple[str, Change]:
    """Change what an item says."""
    words = _checked(text)
    with ctx.write("Change a checklist item") as session:
        store.load(session, item_id).text = words
        session.flush()
        return words, CHANGED


def reorder(ctx: Context, interview_id: int, ids: Sequence[int]) -> tuple[int, Change]:
    """Put the items into the given order."""
    with ctx.write("Order the checklist") as session:
        store.reorder(session, interview_id, ids)
        return len(ids), CHANGED


def remove(ctx: Context, item_id: int) -> tuple[int, Change]:
    """Take an item off the list."""
    with ctx.write("Remove a checklist item") as session:
        store.remove(session, item_id)
        return item_id, CHANGED


def _checked(text: str) -> str:
    return text_field("text", text, NAME, one_line=True, needed=True)
