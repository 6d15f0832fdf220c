"""Use case of the prep sheet: all that one page says of an interview, read at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from mltracker.domain.applications import ContactRow, NoteRow
from mltracker.domain.interviews import ChecklistRow, InterviewRow, PlannedAskRow
from mltracker.domain.readiness import Readiness
from mltracker.domain.stories import StoryChoice
from mltracker.services import asks, catalog, interviews, readiness, recommendations, stories
from mltracker.services.context import Context
from mltracker.services.recommendations import RecommendedQuestion
from mltracker.store import notes as note_store

QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class PrepSheet:
    """One interview on paper.

    `announced` are titles of topics; `asks` what is still to be asked, in order; `checklist` what is still open; `told`
    what the company heard from the user, the latest first.
    """

    row: InterviewRow
    contacts: tuple[ContactRow, ...]
    announced: tuple[str, ...]
    readiness: Readiness
    questions: tuple[RecommendedQuestion, ...]
    asks: tuple[PlannedAskRow, ...]
    stories: tuple[StoryChoice, ...]
    checklist: tuple[ChecklistRow, ...]
    told: tuple[NoteRow, ...]


def for_interview(ctx: Context, interview_id: int) -> PrepSheet:
    """The sheet of an interview as it stands now; raises NotFound.

    Questions to which an answer of the company is noted elsewhere, or that were asked here already, are not among
    those to ask.
    """
    with ctx.moment():
        detail = interviews.detail(ctx, interview_id)
        found = recommendations.for_interview(ctx, interview_id, limit=QUESTIONS)
        elsewhere = asks.answered_elsewhere(ctx, interview_id)
        choices = stories.for_interview(ctx, detail.row, [item.id for item in found])
        ready = readiness.for_interview(ctx, interview_id).readiness
        with ctx.read() as session:
            notes = note_store.of_application(session, detail.row.application_id)
    titles = catalog.titles()
    answered = {question for question, given in elsewhere.items() if given.answer or given.flag}
    return PrepSheet(
        row=detail.row,
        contacts=detail.contacts,
        announced=tuple(titles.get(slug, slug) for slug in detail.told_topics),
        readiness=ready,
        questions=tuple(found[:QUESTIONS]),
        asks=tuple(
            ask for ask in detail.asks if ask.asked_at is None and ask.employer_question_id not in answered
        ),
        stories=tuple(stories.useful(detail.row.round_kind, choices)),
        checklist=tuple(item for item in detail.checklist if item.done_at is None),
        told=tuple(note for note in notes if note.kind == "said"),
    )
