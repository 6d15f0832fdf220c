"""Use cases of an updated bank: what is new, what was revised, and an edit beside the new shipped text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidMove
from mltracker.domain.questions import QuestionRow
from mltracker.services.context import Context
from mltracker.store import content_news as store
from mltracker.store import questions
from mltracker.store.engine import Session

NewsKind = Literal["behind", "revised", "new", "gone"]


@dataclass(frozen=True, slots=True)
class BankNews:
    """How many questions an update added, revised, took out, and changed under an edit of the user's."""

    new: int
    revised: int
    gone: int
    behind: int

    def __bool__(self) -> bool:
        return bool(self.new or self.revised or self.gone or self.behind)


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One question of the news; `fields` are the parts that were revised, in words."""

    question: QuestionRow
    kind: NewsKind
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field in which the user's text and the shipped one differ."""

    title: str
    mine: str
    shipped: str


def unread(ctx: Context) -> BankNews:
    """What updates of the bank brought that the user has not seen; falsy when there is nothing."""
    with ctx.read() as session:
        found = store.unread(session)
    return BankNews(len(found.new), len(found.revised), len(found.gone), len(found.behind))


def rows(ctx: Context) -> tuple[NewsRow, ...]:
    """The questions behind the figures: edited ones first, then revised, new and gone ones, each by topic."""
    from mltracker.domain.content import FIELD_TITLES

    with ctx.read() as session:
        found = store.unread(session)
        kinds: dict[int, NewsKind] = dict.fromkeys(found.gone, "gone")
        kinds |= dict.fromkeys(found.new, "new")
        kinds |= dict.fromkeys(found.revised, "revised")
        kinds |= dict.fromkeys(found.behind, "behind")
        listed = questions.rows_of(session, list(kinds))
    order = {"behind": 0, "revised": 1, "new": 2, "gone": 3}
    parts = {key: dict.fromkeys(FIELD_TITLES[name] for name in names) for key, names in found.revised.items()}
    made = [NewsRow(row, kinds[row.id], tuple(parts.get(row.id, ()))) for row in listed]
    return tuple(sorted(made, key=lambda item: order[item.kind]))


def mark_read(ctx: Context) -> Change:
    """Say no more of what is there by now."""
    with ctx.write_unrecorded() as session:
        store.forget(session)
    return Change.QUESTIONS


def compare(ctx: Context, question_id: int) -> tuple[FieldPair, ...]:
    """The fields in which an edited shipped question differs from its shipped text; raises NotFound, InvalidMove."""
    from mltracker.domain.content import FIELD_TITLES, field_text
    from mltracker.store import content_load, question_entries

    with ctx.read() as session:
        question = _shipped(session, question_id)
        shipped = content_load.shipped_question(question.slug or "")
        topics = question_entries.topic_keys(session)
        names = question_entries.differences(session, question, shipped, topics)
        mine = question_entries.entry_of(session, question, shipped.slug)
    return tuple(
        FieldPair(FIELD_TITLES[name], field_text(mine, name), field_text(shipped, name)) for name in names
    )


def keep_mine(ctx: Context, question_id: int) -> tuple[QuestionRow, Change]:
    """Keep the edit of a question whose shipped text has changed; it is not brought up again."""
    with ctx.write("Keep my text") as session:
        question = _shipped(session, question_id)
        question.content_version = store.caught_up(question.content_version)
        session.flush()
        return questions.row(session, question_id), Change.QUESTIONS


def _shipped(session: Session, question_id: int) -> Any:
    question = questions.load(session, question_id)
    if question.origin != "shipped":
        raise InvalidMove("This question is yours; there is no shipped text beside it.")
    return question
