"""Brings the questions of the tables up to the shipped ones: what the user edited, answered or added stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from mltracker.domain.content import QuestionEntry, fingerprint
from mltracker.store import question_entries
from mltracker.store.content_news import BEHIND, Bulletin
from mltracker.store.rows import fetched
from mltracker.store.tables import Question

_OLD_LENGTH = 16  # once rows carried the fingerprint of all files; it does not tell which text a row holds


class Known(NamedTuple):
    """What is asked of a shipped question that the tables hold.

    `version` is the fingerprint of the text it stems from; with BEHIND and another one behind it on a question that
    the user edited and whose shipped text has changed since; empty on one that is no longer shipped.
    """

    id: int
    version: str
    edited_at: datetime | None


def bring_up(session: Session, shipped: Iterable[QuestionEntry], now: datetime) -> Bulletin:
    """Write new and changed entries and archive those that are gone; returns what is new to a user of before."""
    entries = {entry.slug: entry for entry in shipped}
    query = select(Question.slug, Question.id, Question.content_version, Question.edited_at)
    present = {
        slug: Known(*rest) for slug, *rest in fetched(session, query.where(Question.origin == "shipped"))
    }
    _make_way(session, entries.keys() - present.keys())
    missing = [entry for slug, entry in entries.items() if slug not in present]
    added = question_entries.insert_entries(session, missing, origin="shipped", now=now)
    news = Bulletin(new=list(added.values()) if present else [])
    topics = question_entries.topic_keys(session)
    for slug, known in present.items():
        entry = entries.get(slug)
        if entry is None:
            if known.version:
                _retire(session, known, now)
                news.gone.append(known.id)
        elif known.edited_at is not None:
            if _mark_behind(session, known, fingerprint(entry)):
                news.behind.append(known.id)
        elif known.version != fingerprint(entry):
            _revise(session, known, entry, topics, news)
    session.flush()
    return news


def _make_way(session: Session, slugs: Collection[str]) -> None:
    """Give another slug to questions of the user's own that stand where a shipped one is to stand."""
    query = select(Question).where(Question.origin != "shipped", Question.slug.is_not(None))
    own = {question.slug: question for question in session.execute(query).scalars()}
    for slug in own.keys() & slugs:
        names = (f"{slug}-mine-{number}" for number in count(1))
        own[slug].slug = next(name for name in names if name not in own and name not in slugs)
    session.flush()


def _retire(session: Session, known: Known, now: datetime) -> None:
    """Archive a question that is no longer shipped; an edited one is the user's by now and stays."""
    question = session.get_one(Question, known.id)
    question.content_version = ""
    if known.edited_at is None:
        question.archived_at = question.archived_at or now


def _mark_behind(session: Session, known: Known, version: str) -> bool:
    """Note on an edited question that its shipped text is another by now; whether that is news."""
    base, _, seen = known.version.partition(BEHIND)
    if len(base) <= _OLD_LENGTH:
        base = version  # which text was edited is not known, so there is nothing to tell
    wanted = base if base == version else f"{base}{BEHIND}{version}"
    if wanted != known.version:
        session.get_one(Question, known.id).content_version = wanted
    return version not in (base, seen)


def _revise(
    session: Session, known: Known, entry: QuestionEntry, topics: Mapping[str, int], news: Bulletin
) -> None:
    question = session.get_one(Question, known.id)
    changed = question_entries.differences(session, question, entry, topics)
    if not known.version:
        question.archived_at = None  # it had been taken out of the bank, and is back
        news.new.append(known.id)
    elif changed:
        news.revised[known.id] = list(changed)
    question_entries.rewrite(session, question, entry, topics)
