"""Use cases of companies: one company with everything that was ever tried there."""

from __future__ import annotations

from dataclasses import dataclass

from mltracker.domain.applications import ApplicationRow
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import companies as store


@dataclass(frozen=True, slots=True)
class CompanyDetail:
    """A company with all its applications, the latest first."""

    id: int
    name: str
    website: str
    notes: str
    applications: tuple[ApplicationRow, ...]


def detail(ctx: Context, company_id: int) -> CompanyDetail:
    """One company; raises NotFound."""
    with ctx.read() as session:
        company = store.load(session, company_id)
        rows = application_store.of_company(session, company_id)
        return CompanyDetail(company_id, company.name, company.website, company.notes, tuple(rows))
