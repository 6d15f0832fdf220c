"""SQL of dated notes: what was written, said and heard about an application."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.applications import NoteDraft, NoteRow
from mltracker.domain.errors import NotFound
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import Note


def insert(
    session: Session, application_id: int, draft: NoteDraft, interview_id: int | None, happened_at: datetime
) -> int:
    """A new entry in the timeline; returns the id."""
    values = {"application_id": application_id, "interview_id": interview_id, "happened_at": happened_at}
    return inserted(session, Note.model_validate({**values, **draft.model_dump()}))


def load(session: Session, note_id: int) -> Note:
    """The table row of one entry; raises NotFound."""
    found = session.get(Note, note_id)
    if found is None:
        raise NotFound("This note is gone.")
    return found


def of_application(session: Session, application_id: int) -> list[NoteRow]:
    """The dated entries of an application, newest first."""
    query = (
        select(Note.id, Note.application_id, Note.interview_id, Note.kind, Note.happened_at, Note.body)
        .where(Note.application_id == application_id)
        .order_by(Note.happened_at.desc(), Note.id.desc())
    )
    return [NoteRow(*row) for row in fetched(session, query)]
