"""Use cases of dated notes: what happened, what was said, and when."""

from __future__ import annotations

from datetime import datetime

from mltracker.domain.applications import NoteDraft, NoteKind, NoteRow
from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.errors import InvalidInput
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import notes as store
from mltracker.store.engine import Session

CHANGED = Change.NOTES
_NAMES: dict[NoteKind, str] = {
    "note": "a note",
    "email": "an e-mail",
    "call": "a call",
    "message": "a message",
    "said": "what you told them",
}


def add(
    ctx: Context,
    application_id: int,
    draft: NoteDraft,
    *,
    interview_id: int | None = None,
    at: datetime | None = None,
) -> tuple[NoteRow, Change]:
    """Keep a dated entry in the timeline, now or as of an earlier time."""
    moment = _past(ctx, at)
    with ctx.write(f"Add {_NAMES[draft.kind]}") as session:
        application_store.load(session, application_id)
        note_id = store.insert(session, application_id, draft, interview_id, moment)
        return _row(session, application_id, note_id), CHANGED


def edit(ctx: Context, note_id: int, draft: NoteDraft, *, at: datetime) -> tuple[NoteRow, Change]:
    """Change what an entry says, its kind, and when it happened; raises NotFound.

    A time that was kept already stays allowed, though it may lie ahead of a clock that was set back.
    """
    with ctx.read() as session:
        kept: datetime = store.load(session, note_id).happened_at
    moment = kept if at == kept else _past(ctx, at)
    with ctx.write(f"Edit {_NAMES[draft.kind]}") as session:
        note = store.load(session, note_id)
        note.kind, note.body, note.happened_at = draft.kind, draft.body, moment
        session.flush()
        return _row(session, note.application_id, note_id), CHANGED


def delete(ctx: Context, note_id: int) -> tuple[int, Change]:
    """Take an entry out of the timeline."""
    with ctx.read() as session:
        kind: NoteKind = store.load(session, note_id).kind
    with ctx.write(f"Delete {_NAMES[kind]}") as session:
        session.delete(store.load(session, note_id))
        session.flush()
        return note_id, CHANGED


def _past(ctx: Context, at: datetime | None) -> datetime:
    moment = instant_field("happened_at", at or ctx.clock())
    if moment > ctx.clock():
        raise InvalidInput(
            {"happened_at": "A note is about something that has happened; this time is still to come."}
        )
    return moment


def _row(session: Session, application_id: int, note_id: int) -> NoteRow:
    return next(note for note in store.of_application(session, application_id) if note.id == note_id)
