"""SQL of questions to ask employers: the bank, what is planned for an interview, and every answer given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import (
    EmployerAnswer,
    EmployerQuestionDraft,
    EmployerQuestionRow,
    PlannedAskRow,
)
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import Application, Company, EmployerQuestion, Interview, PlannedAsk


def bank(session: Session, *, archived: bool = False) -> list[EmployerQuestionRow]:
    """The bank, by category and text."""
    query = select(
        EmployerQuestion.id,
        EmployerQuestion.slug,
        EmployerQuestion.category,
        EmployerQuestion.text,
        EmployerQuestion.why,
        EmployerQuestion.good_signs,
        EmployerQuestion.warning_signs,
        EmployerQuestion.ask_back,
        EmployerQuestion.best_rounds,
        EmployerQuestion.origin,
        EmployerQuestion.edited_at,
        EmployerQuestion.archived_at,
    ).order_by(EmployerQuestion.category, EmployerQuestion.id)
    if not archived:
        query = query.where(EmployerQuestion.archived_at.is_(None))
    lists = (5, 6, 8)
    return [
        built(
            EmployerQuestionRow,
            (
                *(tuple(value) if index in lists else value for index, value in enumerate(found[:10])),
                found[10] is not None,
                found[11] is not None,
            ),
        )
        for found in fetched(session, query)
    ]


def load(session: Session, question_id: int) -> EmployerQuestion:
    """One question of the bank; raises NotFound."""
    found = session.get(EmployerQuestion, question_id)
    if found is None:
        raise NotFound(f"There is no question to ask {question_id}.")
    return found


def insert(session: Session, draft: EmployerQuestionDraft) -> int:
    """A question of the user's own; returns its id."""
    return inserted(
        session, EmployerQuestion.model_validate({**_values(draft), "origin": "mine", "slug": None})
    )


def update(session: Session, question_id: int, draft: EmployerQuestionDraft, now: datetime) -> None:
    """Replace the text; a shipped question counts as edited from then on."""
    question = load(session, question_id)
    for name, value in _values(draft).items():
        setattr(question, name, value)
    if question.origin == "shipped":
        question.edited_at = now
    session.flush()


def planned(session: Session, interview_id: int) -> list[PlannedAskRow]:
    """What the user means to ask in an interview, in order."""
    query = (
        select(
            PlannedAsk.id,
            PlannedAsk.interview_id,
            PlannedAsk.employer_question_id,
            EmployerQuestion.category,
            EmployerQuestion.text,
            PlannedAsk.position,
            PlannedAsk.asked_at,
            PlannedAsk.answer,
            PlannedAsk.flag,
        )
        .join(EmployerQuestion, EmployerQuestion.id == PlannedAsk.employer_question_id)
        .where(PlannedAsk.interview_id == interview_id)
        .order_by(PlannedAsk.position, PlannedAsk.id)
    )
    return [PlannedAskRow(*found) for found in fetched(session, query)]


def load_planned(session: Session, planned_id: int) -> PlannedAsk:
    """One planned question; raises NotFound."""
    found = session.get(PlannedAsk, planned_id)
    if found is None:
        raise NotFound("This question is no longer planned.")
    return found


def plan(session: Session, interview_id: int, question_id: int) -> int:
    """Choose a question for an interview, once; returns the id of the plan."""
    load(session, question_id)
    present = select(PlannedAsk.id).where(
        PlannedAsk.interview_id == interview_id, PlannedAsk.employer_question_id == question_id
    )
    found = session.execute(present).scalar()
    if found is not None:
        return int(found)
    highest = select(func.max(PlannedAsk.position)).where(PlannedAsk.interview_id == interview_id)
    position = (session.execute(highest).scalar() or 0) + 1
    values = {"interview_id": interview_id, "employer_question_id": question_id, "position": position}
    return inserted(session, PlannedAsk.model_validate(values))


def reorder(session: Session, interview_id: int, ids: Sequence[int]) -> None:
    """Put the planned questions into the given order."""
    for position, planned_id in enumerate(ids):
        ask = load_planned(session, planned_id)
        if ask.interview_id == interview_id:
            ask.position = position
    session.flush()


def answers(
    session: Session, question_id: int | None = None, *, company_of: int | None = None
) -> list[EmployerAnswer]:
    """Every answer ever given (to one question; by the company of an interview), latest first."""
    query = (
        select(
            PlannedAsk.employer_question_id,
            Company.name,
            PlannedAsk.interview_id,
            PlannedAsk.asked_at,
            PlannedAsk.answer,
            PlannedAsk.flag,
        )
        .join(Interview, Interview.id == PlannedAsk.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .where(PlannedAsk.asked_at.is_not(None))
        .order_by(PlannedAsk.asked_at.desc(), PlannedAsk.id.desc())
    )
    if question_id is not None:
        query = query.where(PlannedAsk.employer_question_id == question_id)
    if company_of is not None:
        company = (
            select(Application.company_id)
            .join(Interview, Interview.application_id == Application.id)
            .where(Interview.id == company_of)
            .scalar_subquery()
        )
        query = query.where(Application.company_id == company)
    return [EmployerAnswer(*found) for found in fetched(session, query)]


def _values(draft: EmployerQuestionDraft) -> dict[str, object]:
    values = draft.model_dump()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
