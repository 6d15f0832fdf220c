"""Use cases of companies: all of them with what was tried there, and what is kept of one."""

from __future__ import annotations

from dataclasses import dataclass

from mltracker.domain.applications import ApplicationRow, ContactRow
from mltracker.domain.changes import Change
from mltracker.domain.companies import AnsweredThere, AskedThere, CompanyDraft, CompanyRow, MetRow, TriedRow
from mltracker.domain.errors import InvalidInput
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import companies as store
from mltracker.store.engine import Session

# its name stands on everything that belongs to it
CHANGED = Change.APPLICATIONS | Change.INTERVIEWS | Change.CONTACTS | Change.ASKS
TAKEN = "Another company has this name."


@dataclass(frozen=True, slots=True)
class CompanyDetail:
    """A company with all its applications, the latest first."""

    id: int
    name: str
    website: str
    notes: str
    applications: tuple[ApplicationRow, ...]


@dataclass(frozen=True, slots=True)
class CompanyHistory:
    """Everything a company has to do with: applications, people, interviews, what it asked and what it answered."""

    applications: tuple[TriedRow, ...]
    people: tuple[ContactRow, ...]
    interviews: tuple[MetRow, ...]
    asked: tuple[AskedThere, ...]
    answered: tuple[AnsweredThere, ...]


def rows(ctx: Context) -> list[CompanyRow]:
    """Every company with its counts and the last contact, by name."""
    with ctx.read() as session:
        return store.rows(session, ctx.clock())


def row(ctx: Context, company_id: int) -> CompanyRow:
    """One company with its counts and the last contact; raises NotFound."""
    with ctx.read() as session:
        return store.row(session, company_id, ctx.clock())


def detail(ctx: Context, company_id: int) -> CompanyDetail:
    """One company; raises NotFound."""
    with ctx.read() as session:
        company = store.load(session, company_id)
        found = application_store.of_company(session, company_id)
        return CompanyDetail(company_id, company.name, company.website, company.notes, tuple(found))


def history(ctx: Context, company_id: int) -> CompanyHistory:
    """Everything a company has to do with; empty for one that is gone."""
    with ctx.read() as session:
        return CompanyHistory(
            tuple(store.tried(session, company_id)),
            tuple(store.people(session, company_id)),
            tuple(store.met(session, company_id)),
            tuple(store.asked(session, company_id)),
            tuple(store.answered(session, company_id)),
        )


def other_named(ctx: Context, company_id: int, name: str) -> CompanyRow | None:
    """The other company that has this name in any spelling, which these two may be merged into."""
    with ctx.read() as session:
        found = store.named(session, name)
        return None if found in (None, company_id) else store.row(session, found, ctx.clock())


def edit(ctx: Context, company_id: int, draft: CompanyDraft) -> tuple[CompanyRow, Change]:
    """Change name, website and notes; raises NotFound, and InvalidInput where another company has the name."""
    with ctx.write(f"Edit {draft.name}") as session:
        _check_free(session, company_id, draft.name)
        store.update(session, company_id, draft)
        return store.row(session, company_id, ctx.clock()), CHANGED


def delete(ctx: Context, company_id: int) -> tuple[CompanyRow, Change]:
    """Delete a company without applications; raises NotFound, and InvalidInput where there are some."""
    with ctx.write("Delete a company") as session:
        found = store.row(session, company_id, ctx.clock())
        if found.applications:
            raise InvalidInput({"company": f"{found.name} has applications. Delete or move them first."})
        store.remove(session, company_id)
        return found, CHANGED


def _check_free(session: Session, company_id: int, name: str) -> None:
    if store.named(session, name) not in (None, company_id):
        raise InvalidInput({"name": TAKEN})
