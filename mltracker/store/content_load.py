"""Brings the shipped content into the tables, never over a user's edit."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
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
from mltracker.store import content_news, question_entries, question_update, templates
from mltracker.store.content import question_files
from mltracker.store.tables import ChecklistTemplate, EmployerQuestion, PipelineStage, Question, Topic


def everything(session: Session, version: str, now: datetime) -> None:
    """Write stages, topics, questions, employer questions and checklists as they are shipped in this version."""
    _load_stages(session)
    _load_topics(session)
    content_news.publish(session, question_update.bring_up(session, shipped_questions(), now))
    _load_employer_questions(session, version, now)
    _load_checklists(session)


def shipped_questions() -> list[QuestionEntry]:
    """Every shipped question."""
    found: list[QuestionEntry] = []
    for path in question_files():
        found.extend(QuestionPack.model_validate(_toml(path)).question)
    return found


def shipped_question(slug: str) -> QuestionEntry:
    """One shipped question; raises NotFound if it is none (any more)."""
    # files are named for their topics and slugs begin with them, so the first file read is nearly always the right one
    for path in sorted(
        question_files(), key=lambda path: not slug.startswith(path.stem.rstrip("-0123456789"))
    ):
        for entry in _toml(path)["question"]:
            if entry["slug"] == slug:
                return QuestionEntry.model_validate(entry)
    raise NotFound("This question is no longer part of the shipped bank.")


def restore_question(session: Session, question: Question) -> None:
    """Give a shipped question its shipped text; raises NotFound if it is no longer shipped."""
    entry = shipped_question(question.slug or "")
    question_entries.rewrite(session, question, entry, question_entries.topic_keys(session))


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


def _load_topics(session: Session) -> None:
    present = {topic.slug: topic for topic in session.execute(select(Topic)).scalars()}
    for position, item in enumerate(_toml(resource("topics.toml"))["topic"]):
        topic = present.get(item["slug"])
        if topic is None:
            values = {"slug": item["slug"], "area": item["area"], "position": position}
            session.add(Topic.model_validate(values))
        else:
            topic.area, topic.position = item["area"], position
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
    taken_away = templates.removed(session)
    for position, entry in enumerate(entries):
        values = _template(entry, position)
        item = present.get(entry.slug)
        if item is None and entry.slug not in taken_away:
            session.add(ChecklistTemplate.model_validate({**values, "slug": entry.slug}))
        elif item is not None and item.edited_at is None:
            for name, value in values.items():
                setattr(item, name, value)
    session.flush()


def restore_checklist(session: Session, round_kind: str) -> None:
    """Give a round ("any": every round) exactly its shipped items again; lists made from them keep theirs."""
    shipped = [(place, entry) for place, entry in enumerate(checklist_entries()) if entry.round == round_kind]
    there = templates.keep_only(session, round_kind, {entry.slug for _, entry in shipped})
    for position, entry in shipped:
        values = _template(entry, position) | {"edited_at": None}
        item = there.get(entry.slug)
        if item is None:
            session.add(ChecklistTemplate.model_validate({**values, "slug": entry.slug}))
        else:
            for name, value in values.items():
                setattr(item, name, value)
    session.flush()


def has_shipped_checklist(session: Session, round_kind: str) -> bool:
    """Whether the items of a round are exactly the shipped ones, as they were shipped."""
    columns = (ChecklistTemplate.slug, ChecklistTemplate.edited_at)
    rows = session.execute(select(*columns).where(ChecklistTemplate.round_kind == round_kind))
    there = {slug if edited_at is None else None for slug, edited_at in rows}
    return there == {entry.slug for entry in checklist_entries() if entry.round == round_kind}


def _template(entry: ChecklistEntry, position: int) -> dict[str, Any]:
    return {
        "round_kind": entry.round,
        "text": entry.text,
        "offset_hours": entry.offset_hours,
        "position": position,
    }


def checklist_entries() -> list[ChecklistEntry]:
    """Every shipped checklist item."""
    return ChecklistPack.model_validate(_toml(resource("checklists.toml"))).item


def _employer_entries() -> list[EmployerQuestionEntry]:
    return EmployerPack.model_validate(_toml(resource("employer_questions.toml"))).employer_question


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
