"""Use cases of people, and of what they are for applications and interviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mltracker.domain.applications import ContactDraft, ContactPlace, ContactRow
from mltracker.domain.changes import Change
from mltracker.domain.companies import MetRow
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import contacts as store
from mltracker.store import interviews as interview_store

CHANGED = Change.CONTACTS | Change.APPLICATIONS | Change.INTERVIEWS
RELATIONS = ("recruiter", "hiring-manager", "referrer", "interviewer", "other")


def contacts(ctx: Context) -> list[ContactRow]:
    """Everyone met in the search, by name."""
    with ctx.read() as session:
        return store.everyone(session)


def applications(ctx: Context, contact_id: int) -> list[ContactPlace]:
    """The applications that a person has to do with, the latest first."""
    with ctx.read() as session:
        return store.applications(session, contact_id)


def interviews(ctx: Context, contact_id: int) -> list[MetRow]:
    """The interviews that list a person, the latest first."""
    with ctx.read() as session:
        return store.met(session, contact_id)


def last_contacts(ctx: Context) -> dict[int, datetime]:
    """When each person was last met, or last named in an entry of an application that lists them."""
    with ctx.read() as session:
        return store.last_contacts(session, ctx.clock())


def add_contact(
    ctx: Context,
    draft: ContactDraft,
    *,
    application_id: int | None = None,
    relation: str = "other",
    interview_id: int | None = None,
) -> tuple[ContactRow, Change]:
    """Keep a person, with what they are for an application or interview."""
    _check_relation(relation)
    with ctx.write(f"Add {draft.name}") as session:
        contact_id = store.insert(session, draft)
        if application_id is not None:
            application_store.load(session, application_id)
            store.link_application(session, application_id, contact_id, relation)
        if interview_id is not None:
            interview_store.link_contact(session, interview_id, contact_id)
        return store.row(session, contact_id), CHANGED


def edit_contact(ctx: Context, contact_id: int, draft: ContactDraft) -> tuple[ContactRow, Change]:
    """Change what is known of a person; raises NotFound."""
    with ctx.write(f"Edit {draft.name}") as session:
        store.update(session, contact_id, draft)
        return store.row(session, contact_id), CHANGED


def link(
    ctx: Context, application_id: int, ids: Sequence[int], relation: str = "other"
) -> tuple[int, Change]:
    """Note that people known have to do with an application, in one step; returns how many were not in its list."""
    _check_relation(relation)
    with ctx.write("Add someone to an application" if len(ids) == 1 else f"Add {len(ids)} people") as session:
        application_store.load(session, application_id)
        new = 0
        for contact_id in ids:
            store.load(session, contact_id)
            if relation not in store.relations(session, application_id, contact_id):
                store.link_application(session, application_id, contact_id, relation)
                new += 1
        return new, CHANGED


def set_relation(
    ctx: Context, application_id: int, contact_id: int, before: str, after: str
) -> tuple[ContactRow, Change]:
    """Say that someone is something else for an application; raises NotFound."""
    _check_relation(after)
    with ctx.write("Change what someone is") as session:
        found = store.row(session, contact_id)
        present = store.relations(session, application_id, contact_id)
        if before not in present:
            raise NotFound(f"{found.name} is no longer in this list.")
        store.unlink_application(session, application_id, contact_id, before)
        if after == before or after not in present:
            store.link_application(session, application_id, contact_id, after)
        return replace(found, relation=after), CHANGED


def unlink(ctx: Context, application_id: int, contact_id: int, relation: str) -> tuple[ContactRow, Change]:
    """Take someone off an application's list; the person stays known."""
    with ctx.write("Take someone off an application") as session:
        found = store.row(session, contact_id)
        store.unlink_application(session, application_id, contact_id, relation)
        return found, CHANGED


def _check_relation(relation: str) -> None:
    if relation not in RELATIONS:
        raise InvalidInput({"relation": f"Choose one of: {', '.join(RELATIONS)}."})
