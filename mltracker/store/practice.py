"""SQL of practice: sessions, the log of attempts, self-ratings, the memory cache, marks and frozen recommendations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import Mark
from mltracker.domain.practice import AttemptRow, SessionRow
from mltracker.store.moment import once
from mltracker.store.rows import fetched, inserted, pairs
from mltracker.store.tables import (
    Attempt,
    InterviewQuestion,
    Memory,
    PracticeSession,
    Question,
    Recommendation,
    SelfRating,
    Topic,
)

PART = 1_000


class AttemptRecord(NamedTuple):
    """One line of the log as the engine reads it."""

    id: int
    topic: str
    question_id: int | None
    grade: str
    answered_at: datetime
    source: str
    predicted: float
    predicted_shift: float


class BankRecord(NamedTuple):
    """One question as the engine reads it."""

    id: int
    slug: str | None
    topic: str
    popularity: int
    minutes: int
    difficulty: int
    complete: bool
    part_of_id: int | None
    kind: str
    prompt: str


class FrozenRecommendation(NamedTuple):
    """One row of the set that was recommended when the interview started."""

    question_id: int
    rank: int
    p_asked: float
    p_now: float
    p_after: float
    gain: float
    reasons: list[Any]


def log(session: Session, *, after_id: int = 0, source: str | None = None) -> Iterator[AttemptRecord]:
    """The attempts in order of (answered_at, id), after an id, of one source; never all of them at once in memory."""
    query = (
        select(
            Attempt.id,
            Topic.slug,
            Attempt.question_id,
            Attempt.grade,
            Attempt.answered_at,
            Attempt.source,
            Attempt.predicted,
            Attempt.predicted_shift,
        )
        .join(Topic, Topic.id == Attempt.topic_id)
        .where(Attempt.id > after_id)
        .order_by(Attempt.answered_at, Attempt.id)
    )
    if source is not None:
        query = query.where(Attempt.source == source)
    session.flush()
    # the log is kept: what many answers have in common once, not once for each of them
    one = dict[Any, Any]().setdefault
    for part in session.connection().execute(query).partitions(PART):
        for key, topic, question, grade, at, said, *predicted in part:
            common = one(topic, topic), one(question, question), one(grade, grade)
            yield AttemptRecord(key, *common, at, one(said, said), *predicted)


def first_practiced(session: Session) -> dict[int, datetime]:
    """When each question was first answered outside of an interview."""
    query = (
        select(Attempt.question_id, func.min(Attempt.answered_at))
        .where(Attempt.source != "interview", Attempt.question_id.is_not(None))
        .group_by(Attempt.question_id)
    )
    return pairs(session, query)


def log_fingerprint(session: Session, up_to_id: int) -> tuple[Any, ...]:
    """A value that changes when any of the attempts up to an id is changed, removed or put back, or any rubric is."""
    content = func.unicode(Attempt.grade) + func.julianday(Attempt.answered_at) + 7 * Attempt.topic_id
    linked = func.coalesce(Attempt.question_id, 0) + func.coalesce(Attempt.predicted, 0)
    ticks = func.length(Attempt.rubric_ticks)
    query = select(func.count(), func.total((Attempt.id % 9_973 + 1) * (content + linked + ticks))).where(
        Attempt.id <= up_to_id
    )
    edited = select(func.count(), func.max(Question.updated_at))
    return *session.execute(query).one(), *session.execute(edited).one()


def ticked(session: Session, *, after_id: int = 0) -> list[tuple[int, int, list[int]]]:
    """The attempts at a question for which points of its rubric were ticked: id, question and places of the points."""
    query = select(Attempt.id, Attempt.question_id, Attempt.rubric_ticks).where(
        Attempt.id > after_id, Attempt.question_id.is_not(None), func.length(Attempt.rubric_ticks) > 2
    )
    return [(key, question, ticks) for key, question, ticks in fetched(session, query)]


def bank(session: Session, ids: Collection[int] | None = None) -> list[BankRecord]:
    """The complete questions that are not archived, in topic order; or those with these ids, whatever they are."""
    query = (
        select(
            Question.id,
            Question.slug,
            Topic.slug,
            Question.popularity,
            Question.minutes,
            Question.difficulty,
            Question.complete,
            Question.part_of_id,
            Question.kind,
            Question.prompt,
        )
        .join(Topic, Topic.id == Question.topic_id)
        .order_by(Topic.position, Question.id)
    )
    if ids is None:
        query = query.where(Question.archived_at.is_(None), Question.complete)
    else:
        query = query.where(Question.id.in_(ids))
    return [BankRecord(*found) for found in fetched(session, query)]


@once
def ratings(session: Session, *, until: datetime | None = None) -> dict[str, int]:
    """The latest self-rating of each topic."""
    query = select(Topic.slug, SelfRating.rating).join(Topic, Topic.id == SelfRating.topic_id)
    if until is not None:
        query = query.where(SelfRating.rated_at < until)
    return pairs(session, query.order_by(SelfRating.rated_at, SelfRating.id))


def add_rating(session: Session, topic_id: int, rating: int, now: datetime) -> None:
    """Append a self-rating."""
    session.add(SelfRating.model_validate({"topic_id": topic_id, "rating": rating, "rated_at": now}))
    session.flush()


def add_attempt(session: Session, values: dict[str, Any]) -> int:
    """Append one attempt to the log; returns its id."""
    return inserted(session, Attempt.model_validate(values))


def attempts(
    session: Session, ids: Sequence[int] | None = None, *, session_id: int | None = None
) -> list[AttemptRow]:
    """Attempts by id, or of one practice session, oldest first."""
    query = (
        select(
            Attempt.id,
            Topic.slug,
            Attempt.question_id,
            Question.slug,
            Attempt.session_id,
            Attempt.source,
            Attempt.grade,
            Attempt.answered_at,
            Attempt.seconds,
            Attempt.predicted,
            Attempt.predicted_shift,
            Attempt.recall_before,
        )
        .join(Topic, Topic.id == Attempt.topic_id)
        .outerjoin(Question, Question.id == Attempt.question_id)
        .order_by(Attempt.answered_at, Attempt.id)
    )
    if ids is not None:
        query = query.where(Attempt.id.in_(ids))
    if session_id is not None:
        query = query.where(Attempt.session_id == session_id)
    return [AttemptRow(*found) for found in fetched(session, query)]


def remembered(session: Session) -> dict[int, tuple[float, float, datetime]]:
    """The memory cache: stability (days), difficulty and last review of every answered question."""
    query = select(Memory.question_id, Memory.stability, Memory.difficulty, Memory.last_review_at)
    return {found[0]: (found[1], found[2], found[3]) for found in session.execute(query)}


def put_memories(
    session: Session, states: Iterable[tuple[int, float, float, datetime]], dropped: Sequence[int]
) -> None:
    """Replace the cached memory of some questions, and drop that of questions without answers."""
    # stamped with the review itself, so that a cache built anew equals the one it replaces
    rows = [
        {
            "question_id": question,
            "stability": stability,
            "difficulty": difficulty,
            "last_review_at": at,
            "created_at": at,
            "updated_at": at,
        }
        for question, stability, difficulty, at in states
    ]
    touched = [row["question_id"] for row in rows] + list(dropped)
    for start in range(0, len(touched), 500):
        session.execute(delete(Memory).where(Memory.question_id.in_(touched[start : start + 500])))
    if rows:
        session.execute(insert(Memory), rows)


def start_session(session: Session, values: dict[str, Any]) -> int:
    """A new time box; returns its id."""
    return inserted(session, PracticeSession.model_validate(values))


def load_session(session: Session, session_id: int) -> PracticeSession:
    """One practice session; raises NotFound."""
    found = session.get(PracticeSession, session_id)
    if found is None:
        raise NotFound("This practice session is gone.")
    return found


def session_row(session: Session, session_id: int) -> SessionRow:
    """One practice session as a row; raises NotFound."""
    found = load_session(session, session_id)
    return SessionRow(
        session_id,
        found.mode,
        found.interview_id,
        found.budget_minutes,
        found.started_at,
        found.ended_at,
    )


@once
def practiced_interviews(session: Session) -> set[int]:
    """Interviews for which at least one answer was practiced in a session of theirs."""
    query = (
        select(PracticeSession.interview_id)
        .join(Attempt, Attempt.session_id == PracticeSession.id)
        .where(PracticeSession.interview_id.is_not(None))
        .distinct()
    )
    return set(session.execute(query).scalars())


def marks(session: Session, interview_ids: Sequence[int]) -> dict[int, dict[int, Mark]]:
    """The user's will by interview and question: pinned or dismissed."""
    query = select(
        InterviewQuestion.interview_id, InterviewQuestion.question_id, InterviewQuestion.mark
    ).where(InterviewQuestion.interview_id.in_(interview_ids))
    grouped: dict[int, dict[int, Mark]] = defaultdict(dict)
    for interview_id, question_id, mark in session.execute(query):
        grouped[interview_id][question_id] = mark
    return grouped


def set_mark(session: Session, interview_id: int, question_id: int, mark: Mark | None) -> None:
    """Pin, dismiss, or take either back."""
    query = select(InterviewQuestion).where(
        InterviewQuestion.interview_id == interview_id, InterviewQuestion.question_id == question_id
    )
    found = session.execute(query).scalar()
    if found is not None and mark is None:
        session.delete(found)
    elif found is not None:
        found.mark = mark
    elif mark is not None:
        values = {"interview_id": interview_id, "question_id": question_id, "mark": mark}
        session.add(InterviewQuestion.model_validate(values))
    session.flush()


def frozen(session: Session, interview_ids: Collection[int]) -> dict[int, list[FrozenRecommendation]]:
    """What had been recommended when each interview started; nothing before that was written."""
    query = (
        select(
            Recommendation.interview_id,
            Recommendation.question_id,
            Recommendation.rank,
            Recommendation.p_asked,
            Recommendation.p_now,
            Recommendation.p_after,
            Recommendation.gain,
            Recommendation.reasons,
        )
        .where(Recommendation.interview_id.in_(interview_ids))
        .order_by(Recommendation.rank)
    )
    grouped: dict[int, list[FrozenRecommendation]] = {}
    for interview_id, *values in fetched(session, query):
        grouped.setdefault(interview_id, []).append(FrozenRecommendation(*values))
    return grouped


@once
def frozen_interviews(session: Session) -> set[int]:
    """Interviews whose recommendations are written."""
    return set(session.execute(select(Recommendation.interview_id).distinct()).scalars())


def freeze(session: Session, interview_id: int, rows: Sequence[FrozenRecommendation]) -> None:
    """Write what is recommended, once; it is history from then on."""
    for row in rows:
        session.add(Recommendation.model_validate({"interview_id": interview_id, **row._asdict()}))
    session.flush()
