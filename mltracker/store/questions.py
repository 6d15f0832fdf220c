"""SQL of the question bank: the list with its facets, one question whole, edits of the user."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, case, delete, func, literal, select, union_all
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.questions import (
    Coding,
    FollowUp,
    QuestionDetail,
    QuestionDraft,
    QuestionRow,
    Reference,
    RubricPoint,
    SeenAt,
    is_complete,
)
from mltracker.store.applications import tag_id
from mltracker.store.content_news import is_behind
from mltracker.store.interviews import topic_ids
from mltracker.store.rows import built, fetched, inserted, pairs
from mltracker.store.tables import (
    Application,
    AskedQuestion,
    Attempt,
    Company,
    Interview,
    Memory,
    MyAnswer,
    Question,
    QuestionRound,
    QuestionTag,
    QuestionTopic,
    Tag,
    Topic,
)

_JSON_LISTS = ("how_to_answer", "pitfalls", "hints")
_COPIED = (
    "category",
    "kind",
    "difficulty",
    "minutes",
    "popularity",
    "prompt",
    "why_asked",
    "short_answer",
    "answer",
)


def every(session: Session) -> list[QuestionRow]:
    """Every question as a list shows it, archived ones too, by topic and difficulty."""
    query = _list_query().order_by(Topic.position, Question.difficulty, Question.id)
    return [_row(found) for found in fetched(session, query)]


def every_round(session: Session) -> dict[int, tuple[str, ...]]:
    """The round kinds of each question."""
    kinds: dict[int, list[str]] = defaultdict(list)
    for key, kind in fetched(session, select(QuestionRound.question_id, QuestionRound.round_kind)):
        kinds[key].append(kind)
    return {key: tuple(found) for key, found in kinds.items()}


def row(session: Session, question_id: int) -> QuestionRow:
    """One question as a list shows it; raises NotFound."""
    found = session.execute(_list_query().where(Question.id == question_id)).first()
    if found is None:
        raise NotFound(f"There is no question {question_id}.")
    return _row(found)


def rows_of(session: Session, ids: Sequence[int]) -> list[QuestionRow]:
    """Some questions as a list shows them, by topic; those that are no more are left out."""
    query = _list_query().where(Question.id.in_(ids)).order_by(Topic.position, Question.id)
    return [_row(found) for found in fetched(session, query)]


def id_of(session: Session, slug: str) -> int:
    """The question with this slug (or, for one's own, this id as text); raises NotFound."""
    found = session.execute(select(Question.id).where(Question.slug == slug)).scalar()
    if found is None and slug.isdecimal() and len(slug) < 19:
        found = session.execute(select(Question.id).where(Question.id == int(slug))).scalar()
    if found is None:
        raise NotFound(f"There is no question '{slug[:80]}'.")
    return int(found)


def load(session: Session, question_id: int) -> Question:
    """The table row of one question; raises NotFound."""
    found = session.get(Question, question_id)
    if found is None:
        raise NotFound(f"There is no question {question_id}.")
    return found


def detail(session: Session, question_id: int) -> QuestionDetail:
    """Everything of one question; raises NotFound."""
    question = load(session, question_id)
    also, rounds, tags, mine = _links(session, question_id)
    return QuestionDetail(
        row=row(session, question_id),
        also=also,
        rounds=rounds,
        tags=tags,
        why_asked=question.why_asked,
        short_answer=question.short_answer,
        answer=question.answer,
        how_to_answer=tuple(question.how_to_answer),
        rubric=_points(question.rubric),
        pitfalls=tuple(question.pitfalls),
        follow_ups=tuple(FollowUp(item["question"], item["answer"]) for item in question.follow_ups),
        hints=tuple(question.hints),
        references=tuple(
            Reference(r["title"], r.get("year"), r.get("url") or "", r.get("isbn") or "")
            for r in question.references
        ),
        coding=_coding(question.coding),
        my_answer=mine,
        popularity_basis=question.popularity_basis,
        review_by=question.review_by,
        seen_at=tuple(seen_at(session, question_id)),
        shipped_changed=is_behind(question.content_version),
    )


def _links(
    session: Session, question_id: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """The other topics, rounds and tags of a question, and the user's own answer; in one query, as a list of kinds."""
    tags = (
        select(literal("tag"), Tag.name_key, Tag.name)
        .join(QuestionTag, QuestionTag.tag_id == Tag.id)
        .where(QuestionTag.question_id == question_id)
    )
    also = (
        select(literal("also"), func.printf("%09d", Topic.position), Topic.slug)
        .join(QuestionTopic, QuestionTopic.topic_id == Topic.id)
        .where(QuestionTopic.question_id == question_id)
    )
    rounds = select(literal("round"), literal(""), QuestionRound.round_kind).where(
        QuestionRound.question_id == question_id
    )
    mine = select(literal("mine"), literal(""), MyAnswer.body).where(MyAnswer.question_id == question_id)
    found: dict[str, list[str]] = defaultdict(list)
    for kind, _, value in sorted(fetched(session, union_all(also, rounds, tags, mine)), key=itemgetter(0, 1)):
        found[kind].append(value)
    return tuple(found["also"]), tuple(found["round"]), tuple(found["tag"]), "".join(found["mine"])


def seen_at(session: Session, question_id: int) -> list[SeenAt]:
    """The real interviews in which a question came up, latest first."""
    query = (
        select(Interview.id, Company.name, Interview.round_kind, Interview.starts_at, AskedQuestion.grade)
        .join(AskedQuestion, AskedQuestion.interview_id == Interview.id)
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .where(AskedQuestion.question_id == question_id)
        .order_by(Interview.starts_at.desc())
    )
    return [SeenAt(*found) for found in fetched(session, query)]


def insert(session: Session, draft: QuestionDraft, origin: str = "mine") -> int:
    """A question of the user's own; returns its id."""
    values = _values(session, draft)
    question = Question.model_validate({**values, "origin": origin, "popularity_basis": "mine"})
    new_id = inserted(session, question)
    _set_links(session, new_id, draft)
    return new_id


def update(session: Session, question_id: int, draft: QuestionDraft, now: datetime) -> None:
    """Replace what the form holds; a shipped question counts as edited from then on."""
    question = load(session, question_id)
    for name, value in _values(session, draft).items():
        setattr(question, name, value)
    # what came from the bank or a pack and was edited is the user's from then on
    if question.origin == "shipped" or question.content_version:
        question.edited_at = now
    session.flush()
    _set_links(session, question_id, draft)


def draft_of(session: Session, question_id: int) -> QuestionDraft:
    """The form's view of a question."""
    whole = detail(session, question_id)
    return QuestionDraft.model_construct(
        topic=whole.row.topic,
        popularity=whole.row.popularity,
        **{
            name: getattr(whole.row, name) for name in ("prompt", "category", "kind", "difficulty", "minutes")
        },
        **{
            name: getattr(whole, name)
            for name in ("also", "rounds", "tags", "why_asked", "short_answer", "answer")
        },
        **{name: getattr(whole, name) for name in ("how_to_answer", "rubric", "pitfalls", "hints")},
    )


def set_my_answer(session: Session, question_id: int, body: str) -> None:
    """Keep the user's own lasting answer; an empty one removes it."""
    load(session, question_id)
    mine = session.get(MyAnswer, question_id)
    if not body:
        if mine is not None:
            session.delete(mine)
    elif mine is None:
        session.add(MyAnswer.model_validate({"question_id": question_id, "body": body}))
    else:
        mine.body = body
    session.flush()


def prompts(session: Session) -> list[tuple[int, str, str]]:
    """Id, prompt and topic of every question that is not archived: what typed questions are matched against."""
    query = (
        select(Question.id, Question.prompt, Topic.slug)
        .join(Topic, Topic.id == Question.topic_id)
        .where(Question.archived_at.is_(None))
        .order_by(Question.id)
    )
    return [tuple(found) for found in fetched(session, query)]


def rubrics(session: Session, ids: Collection[int]) -> dict[int, tuple[RubricPoint, ...]]:
    """The rubrics of some questions."""
    query = select(Question.id, Question.rubric).where(Question.id.in_(ids))
    return {key: _points(stored) for key, stored in fetched(session, query)}


def asked_counts(session: Session, ids: Sequence[int]) -> Mapping[int, int]:
    """How often each question came up in real interviews."""
    query = (
        select(AskedQuestion.question_id, func.count())
        .where(AskedQuestion.question_id.in_(ids))
        .group_by(AskedQuestion.question_id)
    )
    return Counter(pairs(session, query))


def _values(session: Session, draft: QuestionDraft) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(draft, name) for name in _COPIED}
    values |= {name: list(getattr(draft, name)) for name in _JSON_LISTS}
    values["rubric"] = [{"text": point.text, "weight": point.weight} for point in draft.rubric]
    values["topic_id"] = topic_ids(session, [draft.topic])[0]
    values["complete"] = is_complete(draft)
    return values


def _set_links(session: Session, question_id: int, draft: QuestionDraft) -> None:
    for table in (QuestionTopic, QuestionRound, QuestionTag):
        session.execute(delete(table).where(table.question_id == question_id))
    for topic_id in dict.fromkeys(topic_ids(session, draft.also)):
        session.add(QuestionTopic.model_validate({"question_id": question_id, "topic_id": topic_id}))
    for kind in dict.fromkeys(draft.rounds):
        session.add(QuestionRound.model_validate({"question_id": question_id, "round_kind": kind}))
    for tag in dict.fromkeys(tag_id(session, name) for name in draft.tags):
        session.add(QuestionTag.model_validate({"question_id": question_id, "tag_id": tag}))
    session.flush()


def _last_attempts() -> Any:
    """The latest grade and the number of attempts of each question."""
    # SQLite fills bare columns beside max() from the row that holds the maximum
    return (
        select(
            Attempt.question_id.label("question_id"),
            Attempt.grade.label("grade"),
            func.max(Attempt.answered_at).label("answered_at"),
            func.count().label("attempts"),
        )
        .where(Attempt.question_id.is_not(None))
        .group_by(Attempt.question_id)
        .subquery("last_attempts")
    )


_LAST = _last_attempts()
_ASKED = (
    select(AskedQuestion.question_id.label("question_id"), func.count().label("times"))
    .where(AskedQuestion.question_id.is_not(None))
    .group_by(AskedQuestion.question_id)
    .subquery("asked_times")
)
# weak: the last answer missed or was shaky; strong: it was solid or nailed and the memory holds for three weeks
_STATE = case(
    (_LAST.c.attempts.is_(None), "new"),
    (_LAST.c.grade.in_(("again", "hard")), "weak"),
    (Memory.stability >= 21, "strong"),
    else_="due",
)


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(Question)
        .join(Topic, Topic.id == Question.topic_id)
        .outerjoin(_LAST, _LAST.c.question_id == Question.id)
        .outerjoin(_ASKED, _ASKED.c.question_id == Question.id)
        .outerjoin(Memory, Memory.question_id == Question.id)
    )


def _list_query() -> Select[Any]:
    return _joined(
        select(
            Question.id,
            Question.slug,
            Topic.slug,
            Question.category,
            Question.kind,
            Question.difficulty,
            Question.minutes,
            Question.popularity,
            Question.prompt,
            Question.origin,
            Question.complete,
            Question.part_of_id,
            Question.archived_at,
            Question.edited_at,
            _STATE,
            _LAST.c.grade,
            _LAST.c.answered_at,
            _LAST.c.attempts,
            _ASKED.c.times,
        )
    )


def _row(found: Any) -> QuestionRow:
    *plain, archived_at, edited_at, state, grade, answered_at, attempts, asked = found
    marks = (
        archived_at is not None,
        edited_at is not None,
        state,
        grade,
        answered_at,
        attempts or 0,
        asked or 0,
    )
    return built(QuestionRow, (*plain, *marks))


def _points(stored: Sequence[Any]) -> tuple[RubricPoint, ...]:
    """The points of a rubric; whatever else a salvaged file may hold there is left out."""
    return tuple(RubricPoint(point["text"], point["weight"]) for point in stored if isinstance(point, dict))


def _coding(stored: dict[str, Any] | None) -> Coding | None:
    if not stored:
        return None
    values = defaultdict(str, stored)
    return Coding(
        language=stored["language"],
        starter=values["starter"],
        solution=values["solution"],
        tests=values["tests"],
        schema=values["schema"],
        expected=tuple(tuple(line) for line in stored.get("expected") or ()),
        ordered=bool(stored.get("ordered")),
    )


def slugs(session: Session, ids: Sequence[int]) -> dict[int, str | None]:
    """The slugs of some questions by id."""
    query = select(Question.id, Question.slug).where(Question.id.in_(ids))
    return pairs(session, query)
