"""SQL of the calendar: what live applications have dated, and whose replies still count."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.agenda import DatedApplication
from mltracker.store.rows import built, fetched
from mltracker.store.tables import Application, Company, Interview, PipelineStage

_LIVE = (Application.archived_at.is_(None), Application.outcome == "open")


def dated_applications(session: Session) -> list[DatedApplication]:
    """Live applications with a deadline or a day to follow up."""
    query = (
        select(
            Application.id,
            Company.name,
            Application.role_title,
            PipelineStage.kind,
            Application.deadline_on,
            Application.follow_up_on,
            Application.follow_up_note,
        )
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .where(*_LIVE, Application.deadline_on.is_not(None) | Application.follow_up_on.is_not(None))
    )
    return [built(DatedApplication, row) for row in fetched(session, query)]


def waiting_interviews(session: Session) -> set[int]:
    """Interviews of live applications after which a reply was announced and no result came."""
    query = (
        select(Interview.id)
        .join(Application, Application.id == Interview.application_id)
        .where(*_LIVE, Interview.reply_expected_on.is_not(None), Interview.result == "pending")
    )
    return set(session.execute(query).scalars())


def worth_practicing(session: Session) -> bool | None:
    """Whether a live application is out or has its posting kept; None before the first application."""
    wanted = (PipelineStage.kind != "saved") | (Application.posting_text != "")
    live = Application.archived_at.is_(None) & (Application.outcome == "open") & wanted
    query = select(func.max(live)).select_from(Application).join(PipelineStage)
    found = session.execute(query).scalar()
    return None if found is None else bool(found)
