"""SQL of stories: their parts, the questions they answer, and the interviews at which they were told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.stories import StoryAnswers, StoryDraft, StoryRow, StoryTelling
from mltracker.store import questions as question_store
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import (
    Application,
    Company,
    Interview,
    Question,
    Story,
    StoryQuestion,
    StoryTold,
)

T = TypeVar("T")
_TELLING = (
    Interview.id,
    Company.id,
    Company.name,
    Application.role_title,
    Interview.round_kind,
    Interview.starts_at,
)


def load(session: Session, story_id: int) -> Story:
    """The table row of one story; raises NotFound."""
    found = session.get(Story, story_id)
    if found is None:
        raise NotFound("This story is gone.")
    return found


def insert(session: Session, draft: StoryDraft) -> int:
    """A new story; returns the id."""
    return inserted(session, Story.model_validate(_values(draft)))


def update(session: Session, story_id: int, draft: StoryDraft) -> None:
    """Replace what the form holds; links and tellings stay."""
    story = load(session, story_id)
    for name, value in _values(draft).items():
        setattr(story, name, value)
    session.flush()


def remove(session: Session, story_id: int) -> None:
    """Delete a story with its links; questions and interviews stay."""
    session.delete(load(session, story_id))
    session.flush()


def rows(session: Session) -> list[StoryRow]:
    """Every story, by title."""
    return [_row(values) for values in fetched(session, _query())]


def row(session: Session, story_id: int) -> StoryRow:
    """One story; raises NotFound."""
    found = fetched(session, _query().where(Story.id == story_id))
    if not found:
        raise NotFound("This story is gone.")
    return _row(found[0])


def of_question(session: Session, question_id: int) -> list[StoryRow]:
    """The stories that answer a question, by title."""
    linked = select(StoryQuestion.story_id).where(StoryQuestion.question_id == question_id)
    return [_row(values) for values in fetched(session, _query().where(Story.id.in_(linked)))]


def answers(session: Session, story_id: int) -> list[StoryAnswers]:
    """The questions that a story answers, in the order in which they were linked."""
    query = (
        select(Question.id, Question.prompt)
        .join(StoryQuestion, StoryQuestion.question_id == Question.id)
        .where(StoryQuestion.story_id == story_id)
        .order_by(StoryQuestion.id)
    )
    return [built(StoryAnswers, values) for values in fetched(session, query)]


def told(session: Session, story_id: int) -> list[StoryTelling]:
    """Where a story was told, the latest first, interviews without a time last."""
    query = _tellings().where(StoryTold.story_id == story_id)
    return [built(StoryTelling, values) for values in fetched(session, query)]


def answering(session: Session, ids: Iterable[int]) -> dict[int, list[StoryAnswers]]:
    """By story, which of these questions it answers."""
    query = (
        select(StoryQuestion.story_id, Question.id, Question.prompt)
        .join(Question, Question.id == StoryQuestion.question_id)
        .where(Question.id.in_(list(ids)))
        .order_by(StoryQuestion.id)
    )
    return _grouped(StoryAnswers, fetched(session, query))


def told_to(session: Session, interview_id: int) -> dict[int, list[StoryTelling]]:
    """By story, where the company of an interview has heard it, that interview included, the latest first."""
    company = (
        select(Application.company_id)
        .join(Interview, Interview.application_id == Application.id)
        .where(Interview.id == interview_id)
        .scalar_subquery()
    )
    query = _tellings().where(Application.company_id == company)
    return _grouped(StoryTelling, fetched(session, query.with_only_columns(StoryTold.story_id, *_TELLING)))


def link(session: Session, story_id: int, ids: Iterable[int]) -> int:
    """Note that a story answers these questions; returns how many are new."""
    present = {answer.id for answer in answers(session, load(session, story_id).id or 0)}
    fresh = [question_id for question_id in dict.fromkeys(ids) if question_id not in present]
    for question_id in fresh:
        question_store.load(session, question_id)
        values = {"story_id": story_id, "question_id": question_id}
        session.add(StoryQuestion.model_validate(values))
    session.flush()
    return len(fresh)


def unlink(session: Session, story_id: int, question_id: int) -> None:
    """A story no longer answers a question."""
    session.execute(
        delete(StoryQuestion).where(
            StoryQuestion.story_id == story_id, StoryQuestion.question_id == question_id
        )
    )


def tell(session: Session, story_id: int, interview_id: int) -> None:
    """Note that a story was told at an interview."""
    values = {"story_id": story_id, "interview_id": interview_id}
    session.add(StoryTold.model_validate(values))
    session.flush()


def untell(session: Session, story_id: int, interview_id: int) -> None:
    """A story was not told at an interview after all."""
    session.execute(
        delete(StoryTold).where(StoryTold.story_id == story_id, StoryTold.interview_id == interview_id)
    )


def _tellings() -> Select[Any]:
    """The fields of a StoryTelling in their order, the latest first."""
    return (
        select(*_TELLING)
        .join(StoryTold, StoryTold.interview_id == Interview.id)
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .order_by(Interview.starts_at.is_(None), Interview.starts_at.desc(), Interview.id.desc())
    )


def _grouped(kind: type[T], rows: Iterable[Sequence[Any]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for story_id, *values in rows:
        found[story_id].append(built(kind, values))
    return found


def _query() -> Select[Any]:
    questions = select(func.count()).where(StoryQuestion.story_id == Story.id).scalar_subquery()
    tellings = select(func.count()).where(StoryTold.story_id == Story.id).scalar_subquery()
    return select(
        Story.id, Story.kind, Story.title, Story.sections, Story.skills, questions, tellings
    ).order_by(func.lower(Story.title), Story.id)


def _row(values: Sequence[Any]) -> StoryRow:
    return built(StoryRow, (*values[:4], tuple(values[4]), *values[5:]))


def _values(draft: StoryDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "title": draft.title,
        "sections": draft.sections,
        "skills": list(draft.skills),
    }
