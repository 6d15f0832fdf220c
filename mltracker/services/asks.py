"""Use cases of questions to ask employers: choose the best for a round, note the answers, compare companies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.changes import Change
from mltracker.domain.drafts import text_field
from mltracker.domain.errors import NotFound
from mltracker.domain.filtering import filter_words, findable, holds_words
from mltracker.domain.interviews import (
    AskFlag,
    EmployerAnswer,
    EmployerQuestionDraft,
    EmployerQuestionRow,
    PlannedAskRow,
)
from mltracker.domain.limits import LONG
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import asks as store
from mltracker.store import checklists as checklist_store
from mltracker.store import interviews as interview_store
from mltracker.store.engine import Session


@dataclass(frozen=True, slots=True)
class AskChoice:
    """A question of the bank as a choice for one interview; `answered` is what its company said to it last."""

    row: EmployerQuestionRow
    best: bool
    planned: bool
    answered: EmployerAnswer | None


def bank(ctx: Context, *, category: str | None = None, text: str = "") -> list[EmployerQuestionRow]:
    """The bank, narrowed to a category and to questions that hold every word."""
    words = filter_words(text)
    with ctx.read() as session:
        found = store.bank(session)
    return [
        row
        for row in found
        if (category is None or row.category == category)
        and holds_words(findable(f"{row.text} {row.why} {row.category}"), words)
    ]


def row(ctx: Context, question_id: int) -> EmployerQuestionRow:
    """One question to ask, archived or not; raises NotFound."""
    with ctx.read() as session:
        return _row(session, question_id)


def for_interview(ctx: Context, interview_id: int) -> list[AskChoice]:
    """Every question as a choice: best for this round first, those this company has answered last."""
    with ctx.read() as session:
        interview = interview_store.row(session, interview_id)
        chosen = {ask.employer_question_id for ask in store.planned(session, interview_id)}
        given = _latest(store.answers(session, company_of=interview_id))
        found = store.bank(session)
    choices = [
        AskChoice(row, interview.round_kind in row.best_rounds, row.id in chosen, given.get(row.id))
        for row in found
    ]
    return sorted(choices, key=lambda choice: (choice.answered is not None, not choice.best))


def answered_elsewhere(ctx: Context, interview_id: int) -> dict[int, EmployerAnswer]:
    """By question, what the company of an interview answered at others, the latest of each."""
    with ctx.read() as session:
        found = store.answers(session, company_of=interview_id)
    return _latest([answer for answer in found if answer.interview_id != interview_id])


def plan(ctx: Context, interview_id: int, question_id: int) -> tuple[int, Change]:
    """Choose a question for an interview; the checklist item for it ticks itself."""
    with ctx.write("Choose a question to ask") as session:
        interview_store.load(session, interview_id)
        planned_id = store.plan(session, interview_id, question_id)
        slugs = catalog.automatic_items().get("questions-chosen", ())
        checklist_store.tick_auto(session, interview_id, slugs, ctx.clock())
        return planned_id, Change.ASKS | Change.CHECKLISTS


def unplan(ctx: Context, planned_id: int) -> tuple[int, Change]:
    """Take a question off an interview's list."""
    with ctx.write("Drop a question to ask") as session:
        session.delete(store.load_planned(session, planned_id))
        session.flush()
        return planned_id, Change.ASKS


def reorder(ctx: Context, interview_id: int, ids: Sequence[int]) -> tuple[int, Change]:
    """Put an interview's questions into the given order."""
    with ctx.write("Order the questions to ask") as session:
        store.reorder(session, interview_id, ids)
        return len(ids), Change.ASKS


def answer(
    ctx: Context, planned_id: int, text: str, flag: AskFlag | None = None
) -> tuple[PlannedAskRow, Change]:
    """Note what they answered, and whether it is a good or a warning sign."""
    words = text_field("answer", text, LONG)
    with ctx.write("Note an answer") as session:
        ask = store.load_planned(session, planned_id)
        ask.answer, ask.flag = words, flag
        ask.asked_at = ask.asked_at or ctx.clock()
        session.flush()
        found = next(row for row in store.planned(session, ask.interview_id) if row.id == planned_id)
        return found, Change.ASKS


def set_asked(ctx: Context, planned_id: int, *, asked: bool) -> tuple[bool, Change]:
    """Tick that it was asked (or not after all), without an answer yet."""
    with ctx.write("Tick a question to ask") as session:
        ask = store.load_planned(session, planned_id)
        ask.asked_at = ctx.clock() if asked else None
        session.flush()
        return asked, Change.ASKS


def add(ctx: Context, draft: EmployerQuestionDraft) -> tuple[EmployerQuestionRow, Change]:
    """Keep a question of the user's own."""
    with ctx.write("Add a question to ask") as session:
        new_id = store.insert(session, draft)
        return _row(session, new_id), Change.ASKS


def edit(ctx: Context, question_id: int, draft: EmployerQuestionDraft) -> tuple[EmployerQuestionRow, Change]:
    """Change a question; content updates leave an edited one alone."""
    with ctx.write("Edit a question to ask") as session:
        store.update(session, question_id, draft, ctx.clock())
        return _row(session, question_id), Change.ASKS


def archive(ctx: Context, question_id: int, *, archived: bool = True) -> tuple[int, Change]:
    """Take a question out of the bank, or bring it back; answers stay."""
    with ctx.write("Archive a question to ask" if archived else "Bring back a question to ask") as session:
        store.load(session, question_id).archived_at = ctx.clock() if archived else None
        session.flush()
        return question_id, Change.ASKS


def restore_shipped(ctx: Context, question_id: int) -> tuple[EmployerQuestionRow, Change]:
    """Give a shipped question its shipped words again."""
    with ctx.write("Restore a question to ask") as session:
        from mltracker.store import content_load

        content_load.restore_employer_question(session, store.load(session, question_id))
        return _row(session, question_id), Change.ASKS


def answers(ctx: Context, question_id: int | None = None) -> list[EmployerAnswer]:
    """Every answer ever given (to one question), latest first."""
    with ctx.read() as session:
        return store.answers(session, question_id)


def _latest(answers: Sequence[EmployerAnswer]) -> dict[int, EmployerAnswer]:
    """By question the first of answers that come latest first; one that says something before one that does not."""
    found: dict[int, EmployerAnswer] = {}
    for answer in answers:
        before = found.get(answer.employer_question_id)
        if before is None or (answer.answer and not before.answer):
            found[answer.employer_question_id] = answer
    return found


def _row(session: Session, question_id: int) -> EmployerQuestionRow:
    found = next((row for row in store.bank(session, archived=True) if row.id == question_id), None)
    if found is None:
        raise NotFound(f"There is no question to ask {question_id}.")
    return found
