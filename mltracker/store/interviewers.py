"""SQL of who asks: people found by name, or kept as new ones."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.applications import ContactDraft
from mltracker.domain.limits import name_key
from mltracker.store import applications, contacts
from mltracker.store.tables import ApplicationContact, Company, Contact


def names(session: Session, application_id: int) -> list[str]:
    """Names to offer: the people of an application, then others of its company."""
    return list(dict.fromkeys(name for _, name in _known(session, application_id)))


def named(session: Session, application_id: int, wanted: Sequence[str]) -> list[int]:
    """The people of these names; whoever is not known at the application or its company becomes a new contact.

    New ones, and those of the company who were not with the application yet, join it as interviewers.
    """
    known: dict[str, int] = {}
    for there, name in _known(session, application_id):
        known.setdefault(name_key(name), there)
    linked = set(
        session.execute(
            select(ApplicationContact.contact_id).where(ApplicationContact.application_id == application_id)
        ).scalars()
    )
    company_id = applications.load(session, application_id).company_id
    company = session.execute(select(Company.name).where(Company.id == company_id)).scalar_one()
    found = []
    for name in wanted:
        contact_id = known.get(name_key(name))
        if contact_id is None:
            contact_id = contacts.insert(session, ContactDraft.make(name=name, company=company))
            known[name_key(name)] = contact_id
        if contact_id not in linked:
            contacts.link_application(session, application_id, contact_id, "interviewer")
            linked.add(contact_id)
        found.append(contact_id)
    return list(dict.fromkeys(found))


def _known(session: Session, application_id: int) -> list[tuple[int, str]]:
    with_it = (
        select(Contact.id, Contact.name)
        .join(ApplicationContact, ApplicationContact.contact_id == Contact.id)
        .where(ApplicationContact.application_id == application_id)
        .order_by(Contact.name, Contact.id)
    )
    company_id = applications.load(session, application_id).company_id
    others = (
        select(Contact.id, Contact.name)
        .where(Contact.company_id == company_id)
        .order_by(Contact.name, Contact.id)
    )
    return [(row[0], row[1]) for query in (with_it, others) for row in session.execute(query)]
