"""Brings the shipped content into the tables, never over a user's edit."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mltracker.domain.applications import DEFAULT_STAGES
from mltracker.domain.content import (
    ChecklistEntry,
    ChecklistPack,
    EmployerPack,
    EmployerQuestionEntry,
    QuestionEntry,
    QuestionPack,
)
from mltracker.domain.errors import NotFound
from mltracker.paths import resource
from mltracker.store.content import question_files
from mltracker.store.rows import pairs
from mltracker.store.tables import (
    ChecklistTemplate,
    EmployerQuestion,
    PipelineStage,
    Question,
    QuestionRound,
    QuestionTopic,
    Topic,
)

_PLAIN = (
    "prompt", "category", "kind", "difficulty", "minutes", "popularity", "popularity_basis", "why_asked",
    "short_answer", "answer", "how_to_answer", "pitfalls", "hints", "review_by",
)  # fmt: skip


def everything(session: Session, version: str, now: datetime) -> None:
    """Write stages, topics, questions, employer questions and checklists as they are shipped in this version."""
    _load_stages(session)
    topics = _load_topics(session)
    _load_questions(session, topics, version, now)
    _load_employer_questions(session, version, now)
    _load_checklists(session)


def shipped_questions() -> list[QuestionEntry]:
    """Every shipped question."""
    found: list[QuestionEntry] = []
    for path in question_files():
        found.extend(QuestionPack.model_validate(_toml(path)).question)
    return found


def restore_question(session: Session, question: Question) -> None:
    """Give a shipped question its shipped text; raises NotFound if it is no longer shipped."""
    entry = next((entry for entry in shipped_questions() if entry.slug == question.slug), None)
    if entry is None:
        raise NotFound("This question is no longer part of the shipped bank.")
    topics = pairs(session, select(Topic.slug, Topic.id))
    question.edited_at = None
    _write_question(session, question, entry, topics)


def restore_employer_question(session: Session, question: EmployerQuestion) -> None:
    """Give a shipped employer question its shipped words; raises NotFound if it is no longer shipped."""
    entry = next((entry for entry in _employer_entries() if entry.slug == question.slug), None)
    if entry is None:
        raise NotFound("This question is no longer part of the shipped ones.")
    question.edited_at = None
    for name, value in entry.model_dump(exclude={"slug"}).items():
        setattr(question, name, value)
    session.flush()


def _load_stages(session: Session) -> None:
    if session.execute(select(PipelineStage.id).limit(1)).first() is None:
        for position, (name, kind) in enumerate(DEFAULT_STAGES):
            values = {"name": name, "kind": kind, "position": position, "color_role": f"stage.{kind}"}
            session.add(PipelineStage.model_validate(values))
        session.flush()


def _load_topics(session: Session) -> dict[str, int]:
    present = {topic.slug: topic for topic in session.execute(select(Topic)).scalars()}
    for position, item in enumerate(_toml(resource("topics.toml"))["topic"]):
        topic = present.get(item["slug"])
        if topic is None:
            values = {"slug": item["slug"], "area": item["area"], "position": position}
            session.add(Topic.model_validate(values))
        else:
            topic.area, topic.position = item["area"], position
    session.flush()
    return pairs(session, select(Topic.slug, Topic.id))


def _load_questions(session: Session, topics: dict[str, int], wanted: str, now: datetime) -> None:
    present = {
        q.slug: q for q in session.execute(select(Question).where(Question.origin == "shipped")).scalars()
    }
    entries = {entry.slug: entry for entry in shipped_questions()}
    for entry in sorted(entries.values(), key=lambda entry: entry.part_of is not None):
        question = present.get(entry.slug)
        if question is None:
            values = {
                "slug": entry.slug,
                "topic_id": topics[entry.topic],
                "origin": "shipped",
                "complete": True,
            }
            question = Question.model_validate({**values, **{name: getattr(entry, name) for name in _PLAIN}})
            session.add(question)
        if question.edited_at is None:
            question.content_version = wanted
            _write_question(session, question, entry, topics)
    for slug, question in present.items():
        if slug not in entries and question.edited_at is None and question.archived_at is None:
            question.archived_at = now
    session.flush()


def _write_question(
    session: Session, question: Question, entry: QuestionEntry, topics: dict[str, int]
) -> None:
    for name in _PLAIN:
        setattr(question, name, getattr(entry, name))
    question.topic_id = topics[entry.topic]
    question.rubric = [point.model_dump() for point in entry.rubric]
    question.follow_ups = [item.model_dump() for item in entry.follow_ups]
    question.references = [item.model_dump() for item in entry.references]
    question.coding = entry.coding.stored() if entry.coding else None
    question.complete = True
    whole = select(Question.id).where(Question.slug == entry.part_of)
    question.part_of_id = session.execute(whole).scalar() if entry.part_of else None
    session.flush()
    for table in (QuestionTopic, QuestionRound):
        session.execute(delete(table).where(table.question_id == question.id))
    for slug in dict.fromkeys(entry.also):
        session.add(QuestionTopic.model_validate({"question_id": question.id, "topic_id": topics[slug]}))
    for kind in dict.fromkeys(entry.rounds):
        session.add(QuestionRound.model_validate({"question_id": question.id, "round_kind": kind}))
    session.flush()


def _load_employer_questions(session: Session, wanted: str, now: datetime) -> None:
    query = select(EmployerQuestion).where(EmployerQuestion.origin == "shipped")
    present = {question.slug: question for question in session.execute(query).scalars()}
    entries = _employer_entries()
    for entry in entries:
        question = present.get(entry.slug)
        if question is None:
            values = {**entry.model_dump(), "origin": "shipped", "content_version": wanted}
            session.add(EmployerQuestion.model_validate(values))
        elif question.edited_at is None:
            question.content_version = wanted
            for name, value in entry.model_dump(exclude={"slug"}).items():
                setattr(question, name, value)
    gone = set(present) - {entry.slug for entry in entries}
    for slug in gone:
        if present[slug].edited_at is None and present[slug].archived_at is None:
            present[slug].archived_at = now
    session.flush()


def _load_checklists(session: Session) -> None:
    present = {item.slug: item for item in session.execute(select(ChecklistTemplate)).scalars() if item.slug}
    entries = checklist_entries()
    for slug in present.keys() - {entry.slug for entry in entries}:
        # items that were made from it stay as they are
        if present[slug].edited_at is None:
            session.delete(present[slug])
    for position, entry in enumerate(entries):
        values: dict[str, Any] = {
            "round_kind": entry.round,
            "text": entry.text,
            "offset_hours": entry.offset_hours,
            "position": position,
        }
        item = present.get(entry.slug)
        if item is None:
            session.add(ChecklistTemplate.model_validate({**values, "slug": entry.slug}))
        elif item.edited_at is None:
            for name, value in values.items():
                setattr(item, name, value)
    session.flush()


def checklist_entries() -> list[ChecklistEntry]:
    """Every shipped checklist item."""
    return ChecklistPack.model_validate(_toml(resource("checklists.toml"))).item


def _employer_entries() -> list[EmployerQuestionEntry]:
    return EmployerPack.model_validate(_toml(resource("employer_questions.toml"))).employer_question


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
