"""Use cases of the question bank: search, read, add, edit, keep one's own answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from mltracker.domain.changes import Change
from mltracker.domain.drafts import text_field
from mltracker.domain.errors import InvalidInput, InvalidMove
from mltracker.domain.limits import LONG, NAME
from mltracker.domain.question_list import QuestionList
from mltracker.domain.questions import QuestionDetail, QuestionDraft, QuestionFilter, QuestionRow
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import moment
from mltracker.store import questions as store
from mltracker.store.engine import Session
from mltracker.store.ledger import Stamp
from mltracker.store.search import matching_questions

ALL = QuestionFilter()
_SHOWN = {
    "question", "question_round", "topic", "attempt", "asked_question", "my_answer", "question_tag", "tag",
}  # fmt: skip
_KEPT: WeakKeyDictionary[Context, _Listed] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A stretch of the list, and how many questions there are in all."""

    rows: tuple[QuestionRow, ...]
    total: int


def search(
    ctx: Context, wanted: QuestionFilter = ALL, *, limit: int = 200, offset: int = 0, order: str = "topic"
) -> QuestionPage:
    """Questions that pass the filter; with a text, the best matches first. Orders: topic, newest, difficulty."""
    with ctx.read() as session:
        kept = _listed(ctx, session)
        found = kept.rows.narrowed(wanted, kept.matches(session, wanted.text), order)
    return QuestionPage(tuple(found[offset : offset + limit]), len(found))


def facets(ctx: Context, wanted: QuestionFilter = ALL) -> dict[str, dict[Any, int]]:
    """How many questions each value of each facet would leave."""
    with ctx.read() as session:
        kept = _listed(ctx, session)
        return kept.rows.facets(wanted, kept.matches(session, wanted.text))


def rank(ctx: Context, wanted: QuestionFilter, question_id: int, order: str = "topic") -> int | None:
    """Which place a question has in the list of what passes, from 0 on; None when it does not pass."""
    with ctx.read() as session:
        kept = _listed(ctx, session)
        found = kept.rows.narrowed(wanted, kept.matches(session, wanted.text), order)
    return next((place for place, row in enumerate(found) if row.id == question_id), None)


def detail(ctx: Context, question_id: int) -> QuestionDetail:
    """One question whole; raises NotFound."""
    with ctx.read() as session:
        return store.detail(session, question_id)


def by_slug(ctx: Context, slug: str) -> QuestionDetail:
    """One question by its slug, or one's own by its id as text; raises NotFound."""
    with ctx.read() as session:
        return store.detail(session, known(session, slug))


def known(session: Session, slug: str) -> int:
    """The id of a question by its slug, or of one's own by its id as text; raises NotFound."""
    # text that cannot be stored cannot be looked up either; with its broken characters replaced it names nothing
    return store.id_of(session, slug.encode("utf-8", "replace").decode())


def draft_of(ctx: Context, question_id: int) -> QuestionDraft:
    """What the editor starts from."""
    with ctx.read() as session:
        return store.draft_of(session, question_id)


def add(ctx: Context, draft: QuestionDraft) -> tuple[QuestionRow, Change]:
    """Keep a question of the user's own."""
    draft = _checked(draft)
    with ctx.write("Add a question") as session:
        return store.row(session, store.insert(session, draft)), Change.QUESTIONS


def edit(ctx: Context, question_id: int, draft: QuestionDraft) -> tuple[QuestionRow, Change]:
    """Change a question; content updates leave an edited one alone."""
    draft = _checked(draft)
    with ctx.write("Edit a question") as session:
        store.update(session, question_id, draft, ctx.clock())
        return store.row(session, question_id), Change.QUESTIONS


def restore_shipped(ctx: Context, question_id: int) -> tuple[QuestionRow, Change]:
    """Give a shipped question its shipped text again; one's own answer and attempts stay."""
    with ctx.write("Restore the shipped text") as session:
        question = store.load(session, question_id)
        if question.origin != "shipped":
            raise InvalidMove("This question is yours; there is no shipped text to go back to.")
        from mltracker.store import content_load

        content_load.restore_question(session, question)
        return store.row(session, question_id), Change.QUESTIONS


def archive(ctx: Context, question_id: int, *, archived: bool = True) -> tuple[int, Change]:
    """Take a question out of the bank, or bring it back; its attempts stay."""
    with ctx.write("Archive a question" if archived else "Bring back a question") as session:
        store.load(session, question_id).archived_at = ctx.clock() if archived else None
        session.flush()
        return question_id, Change.QUESTIONS


def bring_back(ctx: Context, question_id: int) -> tuple[int, Change]:
    """Put an archived question into the bank again."""
    return archive(ctx, question_id, archived=False)


def save_my_answer(ctx: Context, question_id: int, body: str) -> tuple[str, Change]:
    """Keep the user's own lasting answer, apart from the shipped text; empty removes it."""
    text = text_field("body", body, LONG)
    with ctx.write("Save my answer") as session:
        store.set_my_answer(session, question_id, text)
        return text, Change.QUESTIONS


class _Listed:
    """The list as of a moment of the data, and what fitted the text that was asked for last."""

    def __init__(self, session: Session, stamp: Stamp | None) -> None:
        self.stamp = stamp
        self.rows = QuestionList.of(store.every(session), store.every_round(session))
        self._found: tuple[str, list[int]] = ("", [])

    def matches(self, session: Session, text: str) -> list[int] | None:
        """The ids that fit a text, best first; None without one."""
        typed = text.strip()
        if not typed:
            return None
        if self._found[0] != typed:
            self._found = typed, matching_questions(session, typed)
        return self._found[1]


def _listed(ctx: Context, session: Session) -> _Listed:
    """The whole list, read anew only after something that it shows, or that a text may fit, has changed."""
    moment.hold(session)  # from here on the session sees one moment of the data
    stamp, kept = ctx.ledger.stamp(), _KEPT.get(ctx)
    if kept is not None:
        changes = ctx.ledger.since(kept.stamp, stamp)
        if changes is not None and not changes.keys() & _SHOWN:
            return kept
    _KEPT[ctx] = found = _Listed(session, stamp)
    return found


def _checked(draft: QuestionDraft) -> QuestionDraft:
    known = catalog.topics().by_slug
    unknown = [slug for slug in (draft.topic, *draft.also) if slug not in known]
    if unknown:
        raise InvalidInput({"topic": f"There is no topic '{unknown[0]}'."})
    if any(kind not in catalog.rounds().by_kind for kind in draft.rounds):
        raise InvalidInput({"rounds": "One of these rounds is not known."})
    for name in ("how_to_answer", "pitfalls", "hints"):
        for line in getattr(draft, name):
            text_field(name, line, LONG)
    for point in draft.rubric:
        text_field("rubric", point.text, LONG)
    tags = (text_field("tags", tag, NAME, one_line=True) for tag in draft.tags)
    return draft.model_copy(update={"tags": tuple(tag for tag in tags if tag)})
