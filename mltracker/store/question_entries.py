"""How an entry of a pack stands in the tables: written in bulk or over a row, compared with it, and read back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from mltracker.domain.content import PackEntry, fingerprint
from mltracker.domain.errors import InvalidInput
from mltracker.store.rows import fetched, pairs
from mltracker.store.tables import Question, QuestionRound, QuestionTopic, Topic

PLAIN = (
    "prompt", "category", "kind", "difficulty", "minutes", "popularity", "popularity_basis", "why_asked",
    "short_answer", "answer", "how_to_answer", "pitfalls", "hints", "review_by",
)  # fmt: skip
_LINES = ("how_to_answer", "pitfalls", "hints")
_NESTED = ("rubric", "follow_ups", "references")


def topic_keys(session: Session) -> dict[str, int]:
    """The id of each topic by its slug."""
    return pairs(session, select(Topic.slug, Topic.id))


def insert_entries(
    session: Session, entries: Sequence[PackEntry], *, origin: str, now: datetime
) -> dict[str, int]:
    """Write entries that are not there yet, many at once; returns their ids by slug.

    Long questions must be there or among the entries; tags are left to the caller.
    """
    if not entries:
        return {}
    topics = topic_keys(session)
    stamp = {"created_at": now, "updated_at": now}
    fixed = {"origin": origin, "part_of_id": None, "edited_at": None, "archived_at": None}
    session.execute(
        insert(Question), [stamp | fixed | {"slug": e.slug} | column_values(e, topics) for e in entries]
    )
    known = _ids(session)
    ids = {entry.slug: int(known[entry.slug]) for entry in entries}
    _write_links(session, [(ids[entry.slug], entry) for entry in entries], topics, stamp)
    link_parts(session, entries)
    return ids


def rewrite(session: Session, question: Question, entry: PackEntry, topics: Mapping[str, int]) -> None:
    """Give a row everything that an entry says; what the user added beside it stays."""
    for name, value in column_values(entry, topics).items():
        setattr(question, name, value)
    question.edited_at = None
    session.flush()
    for table in (QuestionTopic, QuestionRound):
        session.execute(delete(table).where(table.question_id == question.id))
    stamp = {"created_at": question.updated_at, "updated_at": question.updated_at}
    _write_links(session, [(int(question.id or 0), entry)], topics, stamp)
    link_parts(session, [entry])
    session.refresh(question)


def link_parts(session: Session, entries: Iterable[PackEntry]) -> None:
    """Tie drills to the long questions that they are part of, and untie what is none any more."""
    wanted = {entry.slug: entry.part_of for entry in entries}
    ids = _ids(session)
    query = select(Question.id, Question.slug, Question.part_of_id).where(Question.slug.is_not(None))
    for key, slug, current in fetched(session, query):
        if slug not in wanted:
            continue
        whole = ids.get(wanted[slug]) if wanted[slug] else None
        if whole != current:
            session.execute(update(Question).where(Question.id == key).values(part_of_id=whole))


def column_values(entry: PackEntry, topics: Mapping[str, int]) -> dict[str, Any]:
    """What the columns of a question hold for an entry; its links are tables of their own."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in PLAIN}
    values |= {name: [item.model_dump() for item in getattr(entry, name)] for name in _NESTED}
    values["coding"] = entry.coding.stored() if entry.coding else None
    values["topic_id"] = topics[entry.topic]
    values["complete"] = bool(entry.short_answer or entry.answer)
    values["content_version"] = fingerprint(entry)
    return values


def differences(
    session: Session, question: Question, entry: PackEntry, topics: Mapping[str, int]
) -> tuple[str, ...]:
    """The fields in which a row says something else than an entry, by their names in the entry."""
    values = column_values(entry, topics)
    found = [name for name in (*PLAIN, *_NESTED, "coding") if getattr(question, name) != values[name]]
    if question.topic_id != values["topic_id"]:
        found.insert(0, "topic")
    also, rounds, whole = _links(session, int(question.id or 0), question.part_of_id)
    for name, is_other in (
        ("also", set(also) != set(entry.also)),
        ("rounds", set(rounds) != set(entry.rounds)),
        ("part_of", whole != entry.part_of),
    ):
        if is_other:
            found.append(name)
    return tuple(found)


def entry_of(session: Session, question: Question, slug: str, tags: Collection[str] = ()) -> PackEntry:
    """A row as an entry of a pack; raises InvalidInput for what only a damaged or foreign file can hold."""
    also, rounds, whole = _links(session, int(question.id or 0), question.part_of_id)
    topic = session.execute(select(Topic.slug).where(Topic.id == question.topic_id)).scalar_one()
    values: dict[str, Any] = {name: getattr(question, name) for name in (*PLAIN, "coding")}
    values |= {name: [line for line in values[name] if line.strip()] for name in _LINES}
    values |= {name: getattr(question, name) for name in _NESTED}
    values["rubric"] = [point for point in question.rubric if point["text"].strip()]
    values |= {"slug": slug, "topic": topic, "also": also, "rounds": rounds, "part_of": whole}
    try:
        return PackEntry.model_validate(values | {"tags": list(tags)})
    except ValidationError as error:
        names = ", ".join(dict.fromkeys(str(item["loc"][0]) for item in error.errors()))
        raise InvalidInput(
            {"form": f"The question {question.id} holds something unreadable: {names}."}
        ) from None


def _links(
    session: Session, question_id: int, part_of_id: int | None
) -> tuple[list[str], list[str], str | None]:
    also = (
        select(Topic.slug)
        .join(QuestionTopic, QuestionTopic.topic_id == Topic.id)
        .where(QuestionTopic.question_id == question_id)
        .order_by(QuestionTopic.id)
    )
    rounds = select(QuestionRound.round_kind).where(QuestionRound.question_id == question_id)
    whole = None
    if part_of_id is not None:
        whole = session.execute(select(Question.slug).where(Question.id == part_of_id)).scalar()
    return (
        list(session.execute(also).scalars()),
        list(session.execute(rounds.order_by(QuestionRound.id)).scalars()),
        whole,
    )


def _ids(session: Session) -> dict[Any, Any]:
    return pairs(session, select(Question.slug, Question.id).where(Question.slug.is_not(None)))


def _write_links(
    session: Session,
    entries: Sequence[tuple[int, PackEntry]],
    topics: Mapping[str, int],
    stamp: Mapping[str, datetime],
) -> None:
    also = [
        {**stamp, "question_id": key, "topic_id": topics[slug]}
        for key, entry in entries
        for slug in dict.fromkeys(entry.also)
    ]
    rounds = [
        {**stamp, "question_id": key, "round_kind": kind}
        for key, entry in entries
        for kind in dict.fromkeys(entry.rounds)
    ]
    for table, rows in ((QuestionTopic, also), (QuestionRound, rounds)):
        if rows:
            session.execute(insert(table), rows)
