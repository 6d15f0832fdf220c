"""Use cases of people and of dated notes."""

from __future__ import annotations

from datetime import datetime

from mltracker.domain.applications import ContactDraft, ContactRow, NoteDraft, NoteRow
from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.errors import InvalidInput
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import contacts as store
from mltracker.store import interviews as interview_store

RELATIONS = ("recruiter", "hiring-manager", "referrer", "interviewer", "other")


def contacts(ctx: Context) -> list[ContactRow]:
    """Everyone met in the search, by name."""
    with ctx.read() as session:
        return store.everyone(session)


def add_contact(
    ctx: Context,
    draft: ContactDraft,
    *,
    application_id: int | None = None,
    relation: str = "other",
    interview_id: int | None = None,
) -> tuple[ContactRow, Change]:
    """Keep a person, with what they are for an application or interview."""
    if relation not in RELATIONS:
        raise InvalidInput({"relation": f"Choose one of: {', '.join(RELATIONS)}."})
    with ctx.write(f"Add {draft.name}") as session:
        contact_id = store.insert(session, draft)
        if application_id is not None:
            application_store.load(session, application_id)
            store.link_application(session, application_id, contact_id, relation)
        if interview_id is not None:
            interview_store.link_contact(session, interview_id, contact_id)
        found = next(row for row in store.everyone(session) if row.id == contact_id)
        return found, Change.CONTACTS | Change.APPLICATIONS | Change.INTERVIEWS


def add_note(
    ctx: Context,
    application_id: int,
    draft: NoteDraft,
    *,
    interview_id: int | None = None,
    at: datetime | None = None,
) -> tuple[NoteRow, Change]:
    """Keep a dated entry in the timeline, now or as of an earlier time."""
    moment = instant_field("happened_at", at or ctx.clock())
    if moment > ctx.clock():
        raise InvalidInput(
            {"happened_at": "A note is about something that has happened; this time is still to come."}
        )
    with ctx.write("Add a note") as session:
        application_store.load(session, application_id)
        note_id = store.add_note(session, application_id, draft, interview_id, moment)
        found = next(note for note in store.notes(session, application_id) if note.id == note_id)
        return found, Change.APPLICATIONS
