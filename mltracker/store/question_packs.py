"""SQL of question packs: what stands under which slug, own questions written, changed and read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.content import PackEntry
from mltracker.store import question_entries, questions
from mltracker.store.applications import tag_id
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import Question, QuestionTag, Tag, Topic

__all__ = ["Mine", "Present", "entry_of", "insert", "mine", "present", "prompts", "update"]
prompts = questions.prompts


class Present(NamedTuple):
    """A question that has a slug; `version` is the fingerprint of the entry it was written from."""

    id: int
    origin: str
    version: str
    edited: bool
    is_drill: bool


class Mine(NamedTuple):
    """A question of the user's own, as far as giving it a slug needs it."""

    id: int
    slug: str | None
    topic: str
    prompt: str


def present(session: Session) -> dict[str, Present]:
    """What stands under each slug, archived ones included."""
    query = select(
        Question.slug,
        Question.id,
        Question.origin,
        Question.content_version,
        Question.edited_at.is_not(None),
        Question.part_of_id.is_not(None),
    ).where(Question.slug.is_not(None))
    return {slug: Present(*rest) for slug, *rest in fetched(session, query)}


def mine(session: Session) -> list[Mine]:
    """The user's own questions that are not archived, by age."""
    query = (
        select(Question.id, Question.slug, Topic.slug, Question.prompt)
        .join(Topic, Topic.id == Question.topic_id)
        .where(Question.origin != "shipped", Question.archived_at.is_(None))
        .order_by(Question.id)
    )
    return [Mine(*found) for found in fetched(session, query)]


def entry_of(session: Session, question_id: int, slug: str) -> PackEntry:
    """A question as an entry under this slug; raises NotFound, and InvalidInput for what cannot be an entry."""
    tags = (
        select(Tag.name)
        .join(QuestionTag, QuestionTag.tag_id == Tag.id)
        .where(QuestionTag.question_id == question_id)
        .order_by(Tag.name_key)
    )
    question = questions.load(session, question_id)
    return question_entries.entry_of(session, question, slug, list(session.execute(tags).scalars()))


def insert(session: Session, entries: Sequence[PackEntry], now: datetime) -> dict[str, int]:
    """Keep entries as questions of the user's own; returns their ids by slug."""
    ids = question_entries.insert_entries(session, entries, origin="mine", now=now)
    for entry in entries:
        _add_tags(session, ids[entry.slug], entry)
    return ids


def update(session: Session, entries: Sequence[PackEntry]) -> None:
    """Give questions that came from a pack what its new version says; tags are only added."""
    topics = question_entries.topic_keys(session)
    ids = present(session)
    for entry in entries:
        key = ids[entry.slug].id
        question_entries.rewrite(session, questions.load(session, key), entry, topics)
        _add_tags(session, key, entry)


def _add_tags(session: Session, question_id: int, entry: PackEntry) -> None:
    tagged = set(
        session.execute(select(QuestionTag.tag_id).where(QuestionTag.question_id == question_id)).scalars()
    )
    for key in dict.fromkeys(tag_id(session, name) for name in entry.tags):
        if key not in tagged:
            inserted(session, QuestionTag.model_validate({"question_id": question_id, "tag_id": key}))
