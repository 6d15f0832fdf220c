"""The prep sheet of an interview: what is known, what to practice, what to ask and tell, and what is still to do."""

from __future__ import annotations

import pytest

from mltracker.domain.applications import NoteDraft
from mltracker.domain.errors import NotFound
from mltracker.domain.stories import StoryDraft
from mltracker.services import (
    asks,
    checklists,
    interview_facts,
    interviews,
    notes,
    prep_sheets,
    readiness,
    recommendations,
    stories,
)
from mltracker.services.context import Context
from tests.services.cases import DAY, PAST, SOON, applied, booked


def test_it_says_what_the_page_of_the_interview_says(ctx: Context) -> None:
    row = booked(ctx)
    interview_facts.set_people(ctx, row.id, ["Rowan Pebbleton"])
    interview_facts.set_topics(ctx, row.id, ["evaluation-metrics"])
    sheet = prep_sheets.for_interview(ctx, row.id)
    assert [person.name for person in sheet.contacts] == ["Rowan Pebbleton"]
    assert sheet.announced == ("Evaluation metrics",)
    assert sheet.readiness == readiness.for_interview(ctx, row.id).readiness
    assert len(sheet.questions) == 10
    shown = recommendations.for_interview(ctx, row.id, limit=recommendations.SHOWN)
    assert list(sheet.questions[: len(shown)]) == shown


def test_questions_to_ask_come_in_their_order_without_those_that_are_answered(ctx: Context) -> None:
    here = applied(ctx)
    before = booked(ctx, here.id, starts_at=PAST)
    row = booked(ctx, here.id)
    bank = [choice.row.id for choice in asks.for_interview(ctx, row.id)][:4]
    planned = [asks.plan(ctx, row.id, question)[0] for question in bank]
    asks.reorder(ctx, row.id, list(reversed(planned)))
    asks.answer(ctx, asks.plan(ctx, before.id, bank[0])[0], "Twice a week.")
    asks.answer(ctx, planned[1], "Already told me.")
    asks.answer(ctx, asks.plan(ctx, before.id, bank[2])[0], "")  # asked, and nothing noted
    found = prep_sheets.for_interview(ctx, row.id).asks
    assert [ask.employer_question_id for ask in found] == [bank[3], bank[2]]


def test_stories_are_those_the_round_asks_for_and_say_where_they_were_heard(ctx: Context) -> None:
    here = applied(ctx)
    before = booked(ctx, here.id, starts_at=PAST, round_kind="recruiter-screen")
    breadth = booked(ctx, here.id)
    about = booked(ctx, here.id, round_kind="behavioral", starts_at=SOON + DAY)
    story = stories.add(ctx, StoryDraft.make(title="The broken join"))[0]
    stories.tell(ctx, story.id, before.id)
    assert prep_sheets.for_interview(ctx, breadth.id).stories == ()
    (choice,) = prep_sheets.for_interview(ctx, about.id).stories
    assert [telling.interview_id for telling in choice.heard] == [before.id]


def test_only_what_is_open_and_what_was_said_is_listed(ctx: Context) -> None:
    row = booked(ctx)
    every = checklists.items(ctx, row.id)
    checklists.tick(ctx, every[0].id, done=True)
    for kind, body in (("said", "Four weeks of notice"), ("call", "They called"), ("said", "100k base")):
        notes.add(ctx, row.application_id, NoteDraft.make(kind=kind, body=body))
    sheet = prep_sheets.for_interview(ctx, row.id)
    assert [item.id for item in sheet.checklist] == [item.id for item in every[1:]]
    assert [note.body for note in sheet.told] == ["100k base", "Four weeks of notice"]


def test_an_interview_that_is_gone_has_no_sheet(ctx: Context) -> None:
    row = booked(ctx)
    interviews.delete(ctx, row.id)
    with pytest.raises(NotFound):
        prep_sheets.for_interview(ctx, row.id)
