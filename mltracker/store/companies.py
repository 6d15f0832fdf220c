"""SQL of companies: the list with its counts, and everything that one company has to do with."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Subquery, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from mltracker.domain.applications import ContactRow
from mltracker.domain.companies import AnsweredThere, AskedThere, CompanyDraft, CompanyRow, MetRow, TriedRow
from mltracker.domain.errors import NotFound
from mltracker.domain.limits import name_key
from mltracker.store.columns import UtcInstant
from mltracker.store.rows import built, fetched
from mltracker.store.tables import (
    Application,
    ApplicationContact,
    AskedQuestion,
    Company,
    Contact,
    EmployerQuestion,
    Interview,
    Note,
    PipelineStage,
    PlannedAsk,
    StageEvent,
    Topic,
)

# missed and cancelled ones bring nobody together
MET = ("planned", "done")


def load(session: Session, company_id: int) -> Company:
    """The table row of one company; raises NotFound."""
    found = session.get(Company, company_id)
    if found is None:
        raise NotFound("This company is gone.")
    return found


def named(session: Session, name: str) -> int | None:
    """The company of this name in any spelling; None if there is none."""
    return session.execute(select(Company.id).where(Company.name_key == name_key(name))).scalar()


def update(session: Session, company_id: int, draft: CompanyDraft) -> None:
    """Replace what the form holds."""
    company = load(session, company_id)
    for name, value in _values(draft).items():
        setattr(company, name, value)
    session.flush()


def remove(session: Session, company_id: int) -> None:
    """Delete a company to which no application belongs; its people stay."""
    session.delete(load(session, company_id))
    session.flush()


def rows(session: Session, now: datetime) -> list[CompanyRow]:
    """Every company with its counts, by name; contacts later than `now` are still to come."""
    return [CompanyRow._make(found) for found in fetched(session, _query(), now=now)]


def row(session: Session, company_id: int, now: datetime) -> CompanyRow:
    """One company with its counts; raises NotFound."""
    found = fetched(session, _query().where(Company.id == company_id), now=now)
    if not found:
        raise NotFound("This company is gone.")
    return CompanyRow._make(found[0])


def tried(session: Session, company_id: int) -> list[TriedRow]:
    """Every application at a company, the latest first."""
    query = (
        select(
            Application.id,
            Application.role_title,
            PipelineStage.name,
            PipelineStage.kind,
            Application.outcome,
            Application.outcome_on,
            Application.applied_on,
            Application.created_at,
            Application.archived_at.is_not(None),
        )
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .where(Application.company_id == company_id)
        .order_by(func.coalesce(Application.applied_on, Application.created_at).desc(), Application.id.desc())
    )
    return [built(TriedRow, found) for found in fetched(session, query)]


def people(session: Session, company_id: int) -> list[ContactRow]:
    """Who works there or has to do with an application there, by name."""
    listed = (
        select(ApplicationContact.contact_id)
        .join(Application, Application.id == ApplicationContact.application_id)
        .where(Application.company_id == company_id)
    )
    query = (
        select(Contact.id, Contact.name, Contact.role, Contact.email, Contact.phone, Contact.url)
        .add_columns(func.coalesce(Company.name, ""), Contact.notes)
        .outerjoin(Company, Company.id == Contact.company_id)
        .where((Contact.company_id == company_id) | Contact.id.in_(listed))
        .order_by(func.lower(Contact.name), Contact.id)
    )
    return [built(ContactRow, (*found[:7], "", found[7])) for found in fetched(session, query)]


def met(session: Session, company_id: int) -> list[MetRow]:
    """Every interview at a company, the latest first, those without a time last."""
    return [built(MetRow, found) for found in fetched(session, met_query().where(Company.id == company_id))]


def met_query() -> Select[Any]:
    """The fields of a MetRow in their order, of all interviews."""
    at = func.coalesce(Interview.starts_at, Interview.due_at, type_=UtcInstant())
    return (
        select(
            Interview.id,
            Company.name,
            Application.role_title,
            Interview.round_kind,
            at,
            Interview.status,
            Interview.result,
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .order_by(at.is_(None), at.desc(), Interview.id.desc())
    )


def asked(session: Session, company_id: int) -> list[AskedThere]:
    """What was asked at a company, the latest interview first, then in the order it was asked."""
    at = func.coalesce(Interview.starts_at, Interview.due_at, type_=UtcInstant())
    query = (
        select(
            AskedQuestion.id,
            AskedQuestion.interview_id,
            AskedQuestion.text,
            Topic.slug,
            AskedQuestion.grade,
            Interview.round_kind,
            at,
        )
        .join(Interview, Interview.id == AskedQuestion.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Topic, Topic.id == AskedQuestion.topic_id)
        .where(Application.company_id == company_id)
        .order_by(at.is_(None), at.desc(), Interview.id.desc(), AskedQuestion.position, AskedQuestion.id)
    )
    return [built(AskedThere, found) for found in fetched(session, query)]


def answered(session: Session, company_id: int) -> list[AnsweredThere]:
    """What a company answered to questions asked back, the latest first."""
    query = (
        select(
            PlannedAsk.id,
            PlannedAsk.interview_id,
            EmployerQuestion.text,
            PlannedAsk.answer,
            PlannedAsk.flag,
            PlannedAsk.asked_at,
        )
        .join(EmployerQuestion, EmployerQuestion.id == PlannedAsk.employer_question_id)
        .join(Interview, Interview.id == PlannedAsk.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .where(Application.company_id == company_id, PlannedAsk.asked_at.is_not(None))
        .order_by(PlannedAsk.asked_at.desc(), PlannedAsk.id.desc())
    )
    return [built(AnsweredThere, found) for found in fetched(session, query)]


@cache
def _query() -> Select[Any]:
    """The fields of a CompanyRow in their order: grouped once for all, so that thousands cost no more statements.

    Made once, with the parameter `now`.
    """
    tried = (
        select(
            Application.company_id,
            func.count().label("every"),
            func.count()
            .filter(Application.outcome == "open", Application.archived_at.is_(None))
            .label("active"),
        )
        .group_by(Application.company_id)
        .subquery()
    )
    held = (
        select(Application.company_id, func.count().label("every"))
        .join(Interview, Interview.application_id == Application.id)
        .group_by(Application.company_id)
        .subquery()
    )
    last = _last_contacts()
    return (
        select(
            Company.id,
            Company.name,
            Company.website,
            Company.notes,
            func.coalesce(tried.c.every, 0),
            func.coalesce(tried.c.active, 0),
            func.coalesce(held.c.every, 0),
            last.c.at,
        )
        .outerjoin(tried, tried.c.company_id == Company.id)
        .outerjoin(held, held.c.company_id == Company.id)
        .outerjoin(last, last.c.company_id == Company.id)
        .order_by(Company.name_key, Company.id)
    )


def _last_contacts() -> Subquery:
    """The latest contact with each company up to the parameter `now`."""
    moments = union_all(
        select(Note.application_id, Note.happened_at.label("at")),
        select(Interview.application_id, Interview.starts_at).where(Interview.status.in_(MET)),
        # to save a posting reaches nobody
        select(StageEvent.application_id, StageEvent.occurred_at)
        .join(PipelineStage, PipelineStage.id == StageEvent.to_stage_id)
        .where(PipelineStage.kind != "saved"),
    ).subquery()
    return (
        select(Application.company_id, func.max(moments.c.at).label("at"))
        .join(Application, Application.id == moments.c.application_id)
        .where(moments.c.at <= bindparam("now", type_=UtcInstant()))
        .group_by(Application.company_id)
        .subquery()
    )


def _values(draft: CompanyDraft) -> dict[str, Any]:
    return {**draft.model_dump(), "name_key": name_key(draft.name)}
