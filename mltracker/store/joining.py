"""SQL of joining two companies, or two people, that are one: what belongs to the one that goes belongs to the other.

Rows that change sides keep their stamps: only whom they name is another, not what they say.
"""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mltracker.store.rows import fetched
from mltracker.store.tables import Application, ApplicationContact, Contact, InterviewContact, Opening

_OF_COMPANY = (Application, Contact, Opening)
_OF_PERSON = (ApplicationContact, InterviewContact)
# says nothing beside what someone is otherwise
_PLAIN = "other"


def company_rows(session: Session, company_id: int) -> dict[str, int]:
    """How many rows of each table belong to a company."""
    return {
        table.__tablename__: _count(session, select(func.count()).where(table.company_id == company_id))
        for table in _OF_COMPANY
    }


def person_rows(session: Session, contact_id: int) -> dict[str, int]:
    """How many rows of each table name a person."""
    return {
        table.__tablename__: _count(session, select(func.count()).where(table.contact_id == contact_id))
        for table in _OF_PERSON
    }


def hand_company(session: Session, gone: int, kept: int) -> None:
    """Give everything of one company to another; an opening that both saw becomes one that holds what both knew."""
    _join_openings(session, gone, kept)
    for table in _OF_COMPANY:
        session.execute(update(table).where(table.company_id == gone).values(company_id=kept))
    session.expire_all()


def hand_person(session: Session, gone: int, kept: int) -> None:
    """Name one person wherever another was named; what both were for an application is there once."""
    found = fetched(
        session,
        select(
            ApplicationContact.id,
            ApplicationContact.application_id,
            ApplicationContact.contact_id,
            ApplicationContact.relation,
        )
        .where(ApplicationContact.contact_id.in_((gone, kept)))
        .order_by(ApplicationContact.contact_id != kept, ApplicationContact.id),
    )
    _drop(session, ApplicationContact, _spare_relations([tuple(row) for row in found]))
    here = select(InterviewContact.interview_id).where(InterviewContact.contact_id == kept)
    session.execute(
        delete(InterviewContact).where(
            InterviewContact.contact_id == gone, InterviewContact.interview_id.in_(here)
        )
    )
    for table in _OF_PERSON:
        session.execute(update(table).where(table.contact_id == gone).values(contact_id=kept))
    session.expire_all()


def _spare_relations(rows: list[tuple[int, int, int, str]]) -> list[int]:
    """Of (id, application, person, relation), the kept person's first: which say what another row says too."""
    known: dict[int, set[str]] = {}
    for _, application_id, _, relation in rows:
        known.setdefault(application_id, set()).add(relation)
    spare, seen = [], set()
    for row_id, application_id, _, relation in rows:
        says_nothing = relation == _PLAIN and len(known[application_id]) > 1
        if says_nothing or (application_id, relation) in seen:
            spare.append(row_id)
        seen.add((application_id, relation))
    return spare


def _join_openings(session: Session, gone: int, kept: int) -> None:
    ours = {
        row.external_id: row
        for row in session.execute(select(Opening).where(Opening.company_id == kept)).scalars()
    }
    spare = []
    for theirs in session.execute(select(Opening).where(Opening.company_id == gone)).scalars():
        mine = ours.get(theirs.external_id)
        if mine is None:
            continue
        for name in ("location", "url", "posting_text", "posted_on", "application_id"):
            setattr(mine, name, getattr(mine, name) or getattr(theirs, name))
        mine.first_seen_at = min(mine.first_seen_at, theirs.first_seen_at)
        # it is gone only when neither list shows it any more
        ends = [at for at in (mine.gone_at, theirs.gone_at) if at is not None]
        mine.gone_at = max(ends) if len(ends) == 2 else None
        spare.append(theirs.id)
    session.flush()
    _drop(session, Opening, [row_id for row_id in spare if row_id is not None])


def _drop(session: Session, table: type[Opening | ApplicationContact], ids: list[int]) -> None:
    if ids:
        session.execute(delete(table).where(table.id.in_(ids)))


def _count(session: Session, query: object) -> int:
    return int(session.execute(query).scalar_one())  # type: ignore[call-overload]
