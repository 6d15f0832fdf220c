"""SQL of people, and of what they are for applications and interviews."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from sqlalchemy import delete, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from mltracker.domain.applications import ContactDraft, ContactPlace, ContactRow
from mltracker.domain.companies import MetRow
from mltracker.domain.errors import NotFound
from mltracker.store.applications import company_id
from mltracker.store.companies import MET, met_query
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import (
    Application,
    ApplicationContact,
    Company,
    Contact,
    Interview,
    InterviewContact,
    Note,
    PipelineStage,
)

_CONTACT = (Contact.id, Contact.name, Contact.role, Contact.email, Contact.phone, Contact.url)


def insert(session: Session, draft: ContactDraft) -> int:
    """A new person; returns the id."""
    values = draft.model_dump(exclude={"company"})
    values["company_id"] = company_id(session, draft.company) if draft.company else None
    return inserted(session, Contact.model_validate(values))


def load(session: Session, contact_id: int) -> Contact:
    """The table row of one person; raises NotFound."""
    found = session.get(Contact, contact_id)
    if found is None:
        raise NotFound("This person is gone.")
    return found


def update(session: Session, contact_id: int, draft: ContactDraft) -> None:
    """Replace what is known of a person."""
    contact = load(session, contact_id)
    for name, value in draft.model_dump(exclude={"company"}).items():
        setattr(contact, name, value)
    contact.company_id = company_id(session, draft.company) if draft.company else None
    session.flush()


def remove(session: Session, contact_id: int) -> None:
    """Delete a person, on every list they stood on."""
    session.delete(load(session, contact_id))
    session.flush()


def row(session: Session, contact_id: int) -> ContactRow:
    """One person; raises NotFound."""
    query = (
        select(*_CONTACT, Company.name, Contact.notes)
        .outerjoin(Company, Company.id == Contact.company_id)
        .where(Contact.id == contact_id)
    )
    found = fetched(session, query)
    if not found:
        raise NotFound("This person is gone.")
    return built(ContactRow, (*found[0][:6], found[0][6] or "", "", found[0][7]))


def unlink_application(session: Session, application_id: int, contact_id: int, relation: str) -> None:
    """Take a person off an application's list in one relation."""
    session.execute(
        delete(ApplicationContact).where(
            ApplicationContact.application_id == application_id,
            ApplicationContact.contact_id == contact_id,
            ApplicationContact.relation == relation,
        )
    )


def relations(session: Session, application_id: int, contact_id: int) -> list[str]:
    """What a person is for an application."""
    query = select(ApplicationContact.relation).where(
        ApplicationContact.application_id == application_id, ApplicationContact.contact_id == contact_id
    )
    return list(session.execute(query).scalars())


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


def applications(session: Session, contact_id: int) -> list[ContactPlace]:
    """What a person has to do with, the latest application first."""
    query = (
        select(
            Application.id,
            Company.name,
            Application.role_title,
            ApplicationContact.relation,
            PipelineStage.kind,
            PipelineStage.name,
        )
        .join(ApplicationContact, ApplicationContact.application_id == Application.id)
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .where(ApplicationContact.contact_id == contact_id)
        .order_by(Application.id.desc(), ApplicationContact.relation)
    )
    return [built(ContactPlace, row) for row in fetched(session, query)]


def met(session: Session, contact_id: int) -> list[MetRow]:
    """The interviews that list a person, the latest first, those without a time last."""
    query = met_query().join(InterviewContact, InterviewContact.interview_id == Interview.id)
    found = fetched(session, query.where(InterviewContact.contact_id == contact_id))
    return [built(MetRow, row) for row in found]


def last_contacts(session: Session, now: datetime) -> dict[int, datetime]:
    """When each person was last met, or last named in an entry of an application that lists them.

    Entries of an application that name nobody may be about any of its people, so they count for none.
    """
    first = func.substr(Contact.name, 1, func.instr(Contact.name + " ", " ") - 1)
    # SQLite knows the case of plain letters only: names with others are looked for below, in every entry
    other_letters = first.op("GLOB")("*[^ -~]*")
    nobody = null()
    query = union_all(
        select(InterviewContact.contact_id, func.max(Interview.starts_at), nobody, nobody)
        .join(Interview, Interview.id == InterviewContact.interview_id)
        .where(Interview.status.in_(MET), Interview.starts_at <= now)
        .group_by(InterviewContact.contact_id),
        select(Contact.id, Note.happened_at, Contact.name, Note.body)
        .join(ApplicationContact, ApplicationContact.contact_id == Contact.id)
        .join(Note, Note.application_id == ApplicationContact.application_id)
        .where(
            Note.happened_at <= now,
            or_(other_letters, func.instr(func.lower(Note.body), func.lower(first)) > 0),
        ),
    )
    found: dict[int, datetime] = {}
    for contact_id, at, name, body in fetched(session, query):
        if name is None or _names(body, name):
            found[contact_id] = max(at, found.get(contact_id, at))
    return found


def _names(text: str, name: str) -> bool:
    """Whether the first word of a name stands in a text as one of its own; of a title or initial the whole name."""
    name, text = (unicodedata.normalize("NFC", words) for words in (name, text))
    first = name.partition(" ")[0]
    wanted = name if first.endswith(".") else first
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE) is not None


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
