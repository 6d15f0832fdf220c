"""SQL of people and of dated notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.applications import ContactDraft, ContactRow, NoteDraft, NoteRow
from mltracker.store.applications import company_id
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import ApplicationContact, Company, Contact, InterviewContact, Note

_CONTACT = (Contact.id, Contact.name, Contact.role, Contact.email, Contact.phone, Contact.url)


def insert(session: Session, draft: ContactDraft) -> int:
    """A new person; returns the id."""
    values = draft.model_dump(exclude={"company"})
    values["company_id"] = company_id(session, draft.company) if draft.company else None
    return inserted(session, Contact.model_validate(values))


def link_application(session: Session, application_id: int, contact_id: int, relation: str) -> None:
    """Say who the person is for an application."""
    values = {"application_id": application_id, "contact_id": contact_id, "relation": relation}
    session.add(ApplicationContact.model_validate(values))
    session.flush()


def everyone(session: Session) -> list[ContactRow]:
    """Every person, by name."""
    query = (
        select(*_CONTACT, Company.name, Contact.notes)
        .outerjoin(Company, Company.id == Contact.company_id)
        .order_by(Contact.name, Contact.id)
    )
    return [built(ContactRow, (*row[:6], row[6] or "", "", row[7])) for row in fetched(session, query)]


def of_application(session: Session, application_id: int) -> list[ContactRow]:
    """The people of an application, with their relation."""
    query = (
        select(*_CONTACT, Company.name, ApplicationContact.relation, Contact.notes)
        .join(ApplicationContact, ApplicationContact.contact_id == Contact.id)
        .outerjoin(Company, Company.id == Contact.company_id)
        .where(ApplicationContact.application_id == application_id)
        .order_by(Contact.name)
    )
    return [built(ContactRow, (*row[:6], row[6] or "", row[7], row[8])) for row in fetched(session, query)]


def of_interview(session: Session, interview_id: int) -> list[ContactRow]:
    """Who the user will talk to."""
    query = (
        select(*_CONTACT, Company.name, Contact.notes)
        .join(InterviewContact, InterviewContact.contact_id == Contact.id)
        .outerjoin(Company, Company.id == Contact.company_id)
        .where(InterviewContact.interview_id == interview_id)
        .order_by(Contact.name)
    )
    return [
        built(ContactRow, (*row[:6], row[6] or "", "interviewer", row[7])) for row in fetched(session, query)
    ]


def add_note(
    session: Session, application_id: int, draft: NoteDraft, interview_id: int | None, happened_at: datetime
) -> int:
    """A new entry in the timeline; returns the id."""
    values = {"application_id": application_id, "interview_id": interview_id, "happened_at": happened_at}
    return inserted(session, Note.model_validate({**values, **draft.model_dump()}))


def notes(session: Session, application_id: int) -> list[NoteRow]:
    """The dated entries of an application, newest first."""
    query = (
        select(Note.id, Note.application_id, Note.interview_id, Note.kind, Note.happened_at, Note.body)
        .where(Note.application_id == application_id)
        .order_by(Note.happened_at.desc(), Note.id.desc())
    )
    return [NoteRow(*row) for row in fetched(session, query)]
