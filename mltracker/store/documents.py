"""SQL of documents: what is kept of each, and to which applications it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mltracker.domain.documents import DocumentDraft, DocumentRow, Sent
from mltracker.domain.errors import NotFound
from mltracker.store.document_files import Copied
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import Application, ApplicationDocument, Company, Document

_COLUMNS = (
    Document.id,
    Document.kind,
    Document.title,
    Document.version_label,
    Document.file_uuid,
    Document.original_name,
    Document.media_type,
    Document.size,
    Document.sha256,
    Document.created_at,
)


def load(session: Session, document_id: int) -> Document:
    """The table row of one document; raises NotFound."""
    found = session.get(Document, document_id)
    if found is None:
        raise NotFound("This document is gone.")
    return found


def insert(session: Session, draft: DocumentDraft, copied: Copied) -> int:
    """A new document whose file lies in our folder; returns its id."""
    values = {
        "file_uuid": copied.file_uuid,
        "original_name": copied.original_name,
        "media_type": copied.media_type,
        "size": copied.size,
        "sha256": copied.sha256,
    }
    return inserted(session, Document.model_validate({**values, **draft.model_dump()}))


def update(session: Session, document_id: int, draft: DocumentDraft) -> None:
    """Replace what the user says of a document."""
    document = load(session, document_id)
    for name, value in draft.model_dump().items():
        setattr(document, name, value)
    session.flush()


def remove(session: Session, document_id: int) -> None:
    """Take a document out of every list; its file is not touched."""
    session.delete(load(session, document_id))
    session.flush()


def link(session: Session, application_id: int, ids: Iterable[int]) -> int:
    """Note that these documents went to an application; those that had before keep their day. Returns how many are new."""
    present = set(
        session.execute(
            select(ApplicationDocument.document_id).where(
                ApplicationDocument.application_id == application_id
            )
        ).scalars()
    )
    fresh = [document_id for document_id in dict.fromkeys(ids) if document_id not in present]
    for document_id in fresh:
        values = {"application_id": application_id, "document_id": load(session, document_id).id}
        session.add(ApplicationDocument.model_validate(values))
    session.flush()
    return len(fresh)


def unlink(session: Session, application_id: int, document_id: int) -> None:
    """Take a document off an application's list."""
    session.execute(
        delete(ApplicationDocument).where(
            ApplicationDocument.application_id == application_id,
            ApplicationDocument.document_id == document_id,
        )
    )


def _count() -> Any:
    return (
        select(func.count())
        .where(ApplicationDocument.document_id == Document.id)
        .correlate(Document)
        .scalar_subquery()
    )


def rows(session: Session, ids: Sequence[int] | None = None) -> list[DocumentRow]:
    """All documents (or some), latest first, with the number of applications each went to."""
    query = select(*_COLUMNS, _count()).order_by(Document.created_at.desc(), Document.id.desc())
    if ids is not None:
        query = query.where(Document.id.in_(ids))
    return [built(DocumentRow, (*row[:10], None, row[10])) for row in fetched(session, query)]


def row(session: Session, document_id: int) -> DocumentRow:
    """One document; raises NotFound."""
    found = rows(session, [document_id])
    if not found:
        raise NotFound("This document is gone.")
    return found[0]


def of_application(session: Session, application_id: int) -> list[DocumentRow]:
    """The documents that went to an application, latest first."""
    query = (
        select(*_COLUMNS, ApplicationDocument.created_at, _count())
        .join(ApplicationDocument, ApplicationDocument.document_id == Document.id)
        .where(ApplicationDocument.application_id == application_id)
        .order_by(ApplicationDocument.created_at.desc(), ApplicationDocument.id.desc())
    )
    return [built(DocumentRow, found) for found in fetched(session, query)]


def sent(session: Session) -> list[Sent]:
    """Every document with every application it went to, latest first."""
    query = (
        select(
            ApplicationDocument.document_id,
            Application.id,
            Company.name,
            Application.role_title,
            ApplicationDocument.created_at,
        )
        .join(Application, Application.id == ApplicationDocument.application_id)
        .join(Company, Company.id == Application.company_id)
        .order_by(ApplicationDocument.created_at.desc(), ApplicationDocument.id.desc())
    )
    return [Sent(*found) for found in fetched(session, query)]


def with_hash(session: Session, sha256: str) -> int | None:
    """The document whose file has this content, the earliest of several."""
    query = select(Document.id).where(Document.sha256 == sha256).order_by(Document.id).limit(1)
    found = session.execute(query).scalar()
    return None if found is None else int(found)


def files(session: Session) -> list[tuple[str, str]]:
    """Id and media type of every document's file."""
    return [tuple(found) for found in fetched(session, select(Document.file_uuid, Document.media_type))]


def set_linked_at(session: Session, application_id: int, document_id: int, moment: datetime) -> None:
    """Correct when a document went to an application; raises NotFound."""
    query = select(ApplicationDocument).where(
        ApplicationDocument.application_id == application_id, ApplicationDocument.document_id == document_id
    )
    found: Any = session.execute(query).scalar()
    if found is None:
        raise NotFound("This document is no longer in the list.")
    found.created_at = moment
    session.flush()
