"""SQL of companies."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.store.tables import Company


def load(session: Session, company_id: int) -> Company:
    """The table row of one company; raises NotFound."""
    found = session.get(Company, company_id)
    if found is None:
        raise NotFound("This company is gone.")
    return found
