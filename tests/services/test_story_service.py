"""Stories: written in parts, linked to questions, told at interviews; every step can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.stories import StoryDraft, as_text, with_text
from mltracker.services import catalog, interviews, stories
from mltracker.services.context import Context
from tests.services.cases import DAY, PAST, applied, bank, booked

FILLED: dict[str, Any] = {
    "kind": "star",
    "title": "The broken join",
    "situation": "Labels leaked.",
    "lesson": "Check joins.",
}


def told(ctx: Context, **more: Any) -> int:
    return stories.add(ctx, StoryDraft.make(**(FILLED | more)))[0].id


def test_a_story_is_kept_in_its_parts_and_listed_by_title(ctx: Context) -> None:
    second = told(ctx, title="the search", skills=("communication",))
    first = told(ctx)
    assert [row.id for row in stories.rows(ctx)] == [first, second]
    row = stories.detail(ctx, first).row
    assert (row.title, row.sections) == (
        "The broken join",
        {"situation": "Labels leaked.", "lesson": "Check joins."},
    )
    assert (row.written, row.told, row.questions) == (2, 0, 0)
    assert stories.rows(ctx)[1].skills == ("communication",)


def test_changing_the_kind_of_a_story_keeps_the_words_of_the_other_kind(ctx: Context) -> None:
    story = told(ctx)
    stories.edit(ctx, story, StoryDraft.make(**(FILLED | {"kind": "project", "data": "Two tables"})))
    row = stories.detail(ctx, story).row
    assert (row.written, row.sections["situation"]) == (1, "Labels leaked.")
    ctx.undo()
    assert stories.detail(ctx, story).row.kind == "star"
    assert ctx.redo_label == "Edit a story"


def test_a_story_needs_a_title_and_says_what_does_not_fit_at_its_field() -> None:
    for field, value in (("title", " "), ("title", "a\x00"), ("action", "x" * 20_001), ("data", "a\ud800")):
        with pytest.raises(InvalidInput) as raised:
            StoryDraft.make(**(FILLED | {field: value}))
        assert list(raised.value.fields) == [field]
    with pytest.raises(InvalidInput):
        StoryDraft.make(**FILLED, skills=tuple(f"skill {n}" for n in range(21)))
    with pytest.raises(InvalidInput):
        StoryDraft.make(**(FILLED | {"kind": "novel"}))


def test_a_deleted_story_comes_back_with_its_questions_and_tellings(ctx: Context) -> None:
    story, interview = told(ctx), booked(ctx)
    chosen = [row.id for row in bank(ctx, "nlp")[:2]]
    assert stories.link(ctx, story, [*chosen, chosen[0]])[0] == 2
    stories.tell(ctx, story, interview.id)
    before = stories.detail(ctx, story)
    assert [answer.id for answer in before.questions] == chosen
    stories.delete(ctx, story)
    assert stories.rows(ctx) == []
    with pytest.raises(NotFound):
        stories.detail(ctx, story)
    ctx.undo()
    assert stories.detail(ctx, story) == before


def test_a_question_knows_its_stories_until_it_is_taken_off(ctx: Context) -> None:
    story = told(ctx)
    question = bank(ctx, "nlp")[0].id
    stories.link(ctx, story, [question])
    assert stories.link(ctx, story, [question])[0] == 0
    assert [row.id for row in stories.of_question(ctx, question)] == [story]
    stories.unlink(ctx, story, question)
    assert stories.of_question(ctx, question) == []
    ctx.undo()
    assert [row.questions for row in stories.of_question(ctx, question)] == [1]
    with pytest.raises(NotFound):
        stories.link(ctx, story, [10**6])


def test_a_story_told_to_the_same_company_before_is_said(ctx: Context) -> None:
    story = told(ctx)
    fernhollow = applied(ctx)
    first = booked(ctx, fernhollow.id, starts_at=PAST)
    second = booked(ctx, fernhollow.id, starts_at=PAST + DAY / 2)
    elsewhere = booked(ctx, applied(ctx, "Tarnwick").id)
    assert stories.tell(ctx, story, first.id)[0] == ()
    assert stories.tell(ctx, story, elsewhere.id)[0] == ()
    before, change = stories.tell(ctx, story, second.id)
    assert ([telling.interview_id for telling in before], change) == ([first.id], Change.STORIES)
    assert [t.company for t in stories.detail(ctx, story).told] == [
        "Tarnwick",
        "Fernhollow Labs",
        "Fernhollow Labs",
    ]
    assert stories.tell(ctx, story, second.id)[1] is Change.NONE
    stories.untell(ctx, story, second.id)
    assert stories.detail(ctx, story).row.told == 2
    ctx.undo()
    assert stories.detail(ctx, story).row.told == 3


def test_a_deleted_interview_takes_its_telling_along_and_gives_it_back(ctx: Context) -> None:
    story, interview = told(ctx), booked(ctx)
    stories.tell(ctx, story, interview.id)
    interviews.delete(ctx, interview.id)
    assert stories.detail(ctx, story).told == ()
    ctx.undo()
    assert [t.interview_id for t in stories.detail(ctx, story).told] == [interview.id]
    with pytest.raises(NotFound):
        stories.tell(ctx, story, 10**6)
    with pytest.raises(NotFound):
        stories.tell(ctx, 10**6, interview.id)


def test_an_interview_sees_stories_by_what_they_answer_then_by_what_its_round_asks(ctx: Context) -> None:
    behavioral, deep = bank(ctx, "behavioral")[0], bank(ctx, "project-deep-dive")[0]
    talks = told(ctx, title="Talks", skills=("Communication",))
    codes = told(ctx, title="Codes", kind="project", skills=("Programming in Python or R",))
    linked = told(ctx, title="Zebra", kind="project")
    stories.link(ctx, linked, [deep.id])
    row = booked(ctx, round_kind="behavioral")
    found = stories.for_interview(ctx, row, [behavioral.id, deep.id])
    assert [choice.row.id for choice in found] == [linked, talks, codes]
    assert [[answer.id for answer in choice.answers] for choice in found] == [[deep.id], [], []]
    found = stories.for_interview(ctx, row, [behavioral.id])
    assert next(choice.row.id for choice in found) == talks


def test_an_interview_sees_which_stories_its_company_has_heard_elsewhere(ctx: Context) -> None:
    story, other = told(ctx), told(ctx, title="Another")
    here = applied(ctx, "Quillmere")
    first = booked(ctx, here.id, starts_at=PAST)
    again = booked(ctx, applied(ctx, "quillmere", role_title="Data Scientist").id, starts_at=PAST + DAY)
    elsewhere = booked(ctx, applied(ctx, "Fernhollow Labs").id, starts_at=PAST)
    stories.tell(ctx, story, first.id)
    stories.tell(ctx, other, elsewhere.id)

    def seen(row: Any) -> dict[int, tuple[bool, list[int]]]:
        found = stories.for_interview(ctx, row, [])
        return {
            choice.row.id: (choice.told, [telling.interview_id for telling in choice.heard])
            for choice in found
        }

    assert seen(first) == {story: (True, []), other: (False, [])}
    assert seen(again) == {story: (False, [first.id]), other: (False, [])}
    assert seen(elsewhere) == {story: (False, []), other: (True, [])}


def test_stories_are_asked_for_where_a_round_is_about_the_person() -> None:
    asked = {kind.kind for kind in catalog.rounds().rounds if stories.asks_for_stories(kind.kind)}
    assert {"behavioral", "hiring-manager", "recruiter-screen", "presentation"} <= asked
    assert not asked & {"coding", "online-assessment", "ml-system-design", "ml-breadth"}


def test_a_story_becomes_text_that_an_answer_takes_once(ctx: Context) -> None:
    row = stories.detail(ctx, told(ctx)).row
    text = "Situation: Labels leaked.\n\nLesson learned: Check joins."
    assert as_text(row) == text
    assert with_text("", row) == text
    assert with_text("In short, yes.\n", row) == f"In short, yes.\n\n{text}"
    assert with_text(f"In short, yes.\n\n{text}", row) == f"In short, yes.\n\n{text}"
    bare = stories.add(ctx, StoryDraft.make(title="Only a title"))[0]
    assert as_text(bare) == "Only a title"


def test_the_sample_holds_stories_two_of_which_were_told(sample_ctx: Context) -> None:
    rows = stories.rows(sample_ctx)
    assert len(rows) == 4
    assert sum(row.told > 0 for row in rows) == 2
    assert all(row.questions for row in rows)
    assert {row.kind for row in rows} == {"star", "project"}
