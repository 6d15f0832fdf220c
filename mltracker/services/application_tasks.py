"""Use cases of tasks: what is to be done for an application outside its rounds, some of it by a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mltracker.domain.changes import Change
from mltracker.domain.drafts import day_field, text_field
from mltracker.domain.interviews import ChecklistRow
from mltracker.domain.limits import NAME
from mltracker.domain.reminders import morning
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.store import application_tasks as store
from mltracker.store import applications as application_store
from mltracker.store.engine import Session

CHANGED = Change.CHECKLISTS


def tasks(ctx: Context, application_id: int) -> list[ChecklistRow]:
    """An application's tasks: open ones by their day, then those without one, then what was done."""
    with ctx.read() as session:
        return store.of_application(session, application_id)


def add(
    ctx: Context, application_id: int, text: str, *, due_on: date | None = None
) -> tuple[ChecklistRow, Change]:
    """A new task. One with a day is spoken of in the morning of that day."""
    words = _checked(text)
    due_at = _due(ctx, due_on)
    with ctx.write("Add a task") as session:
        application_store.load(session, application_id)
        task_id = store.insert(session, application_id, words, due_at)
        return _row(session, application_id, task_id), CHANGED


def edit(ctx: Context, task_id: int, text: str, *, due_on: date | None) -> tuple[ChecklistRow, Change]:
    """Change what a task says and its day; raises NotFound."""
    words = _checked(text)
    due_at = _due(ctx, due_on)
    with ctx.write("Edit a task") as session:
        task = store.load(session, task_id)
        task.text, task.due_at = words, due_at
        session.flush()
        return _row(session, task.application_id, task_id), CHANGED


def tick(ctx: Context, task_id: int, *, done: bool) -> tuple[bool, Change]:
    """Tick a task, or open it again."""
    with ctx.write("Tick a task" if done else "Open a task again") as session:
        store.load(session, task_id).done_at = ctx.clock() if done else None
        session.flush()
        return done, CHANGED


def remove(ctx: Context, task_id: int) -> tuple[int, Change]:
    """Take a task off the list."""
    with ctx.write("Remove a task") as session:
        session.delete(store.load(session, task_id))
        session.flush()
        return task_id, CHANGED


def day_of(ctx: Context, task: ChecklistRow) -> date | None:
    """The day a task is due on, in the user's zone."""
    return task.due_at.astimezone(ctx.zone or UTC).date() if task.due_at is not None else None


def _checked(text: str) -> str:
    return text_field("text", text, NAME, one_line=True, needed=True)


def _due(ctx: Context, day: date | None) -> datetime | None:
    if day is None:
        return None
    return morning(day_field("due_on", day), ctx.zone or UTC, preferences.get(ctx).remind_from)


def _row(session: Session, application_id: int, task_id: int) -> ChecklistRow:
    return next(task for task in store.of_application(session, application_id) if task.id == task_id)
