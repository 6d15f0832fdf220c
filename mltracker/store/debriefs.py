"""SQL of what was really asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import AskedRow
from mltracker.store.moment import once
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import Application, AskedQuestion, Attempt, Interview, Question, Topic


class AskedFact(NamedTuple):
    """Where and when a topic was asked: what the topic mix of later rounds learns from."""

    topic: str
    company_id: int
    round_kind: str
    happened_at: datetime
    interview_id: int
    question_id: int | None


def asked(session: Session, interview_id: int) -> list[AskedRow]:
    """The questions of one interview, in order."""
    query = (
        select(
            AskedQuestion.id,
            AskedQuestion.interview_id,
            AskedQuestion.text,
            Topic.slug,
            AskedQuestion.question_id,
            Question.slug,
            Question.prompt,
            AskedQuestion.grade,
            AskedQuestion.my_answer,
            AskedQuestion.depth,
            AskedQuestion.position,
            AskedQuestion.predicted,
            AskedQuestion.predicted_shift,
        )
        .join(Topic, Topic.id == AskedQuestion.topic_id)
        .outerjoin(Question, Question.id == AskedQuestion.question_id)
        .where(AskedQuestion.interview_id == interview_id)
        .order_by(AskedQuestion.position, AskedQuestion.id)
    )
    return [AskedRow(*found) for found in fetched(session, query)]


def load(session: Session, asked_id: int) -> AskedQuestion:
    """One line of a debrief; raises NotFound."""
    found = session.get(AskedQuestion, asked_id)
    if found is None:
        raise NotFound("This line of the debrief is gone.")
    return found


def insert(session: Session, values: dict[str, Any]) -> int:
    """A new line at the end; returns its id."""
    highest = select(func.max(AskedQuestion.position)).where(
        AskedQuestion.interview_id == values["interview_id"]
    )
    position = (session.execute(highest).scalar() or 0) + 1
    return inserted(session, AskedQuestion.model_validate({**values, "position": position}))


def attempt_of(session: Session, asked_id: int) -> Attempt | None:
    """The one attempt of a graded line, or None."""
    return session.execute(select(Attempt).where(Attempt.asked_question_id == asked_id)).scalar()


def attempts_of(session: Session, interview_id: int) -> set[int]:
    """The ids of the attempts that an interview left behind."""
    query = select(Attempt.id).join(AskedQuestion, AskedQuestion.id == Attempt.asked_question_id)
    return set(session.execute(query.where(AskedQuestion.interview_id == interview_id)).scalars())


def facts(session: Session, *, before: datetime | None = None) -> list[AskedFact]:
    """Every asked question with its company, round and instant; `before` cuts strictly earlier."""
    every = _every_fact(session)
    return every if before is None else [fact for fact in every if fact.happened_at < before]


@once
def _every_fact(session: Session) -> list[AskedFact]:
    at = func.coalesce(Interview.starts_at, Interview.due_at, AskedQuestion.created_at)
    query = (
        select(
            Topic.slug,
            Application.company_id,
            Interview.round_kind,
            at,
            Interview.id,
            AskedQuestion.question_id,
        )
        .join(Topic, Topic.id == AskedQuestion.topic_id)
        .join(Interview, Interview.id == AskedQuestion.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .order_by(at, Interview.id, AskedQuestion.position, AskedQuestion.id)
    )
    return [AskedFact(*found) for found in fetched(session, query)]


def topic_of(session: Session, asked_id: int) -> str:
    """The topic of one line."""
    query = (
        select(Topic.slug)
        .join(AskedQuestion, AskedQuestion.topic_id == Topic.id)
        .where(AskedQuestion.id == asked_id)
    )
    return str(session.execute(query).scalar_one())
