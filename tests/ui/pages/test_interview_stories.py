"""Stories where they are needed: on the interview page, in the debrief, in practice cards and in own answers."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from mltracker.domain.interviews import InterviewDraft
from mltracker.domain.practice import PracticeRequest
from mltracker.domain.stories import StoryDraft, as_text
from mltracker.services import interviews, questions, stories
from tests.ui.pages.person import CTRL, Person

PAGE = "interviews"


def held(person: Person, company: str, kind: str) -> int:
    """The interview of this kind at a company."""
    return next(
        row.id for row in interviews.rows(person.ctx) if (row.company, row.round_kind) == (company, kind)
    )


def story(person: Person, title: str) -> int:
    return next(row.id for row in stories.rows(person.ctx) if row.title == title)


def see_what_the_company_has_heard(sample: Person) -> None:
    garden, metric = (
        story(sample, "Cold start in a garden shop"),
        story(sample, "The metric we could not agree on"),
    )
    past = held(sample, "Harrowmint", "hiring-manager")
    row = interviews.row(sample.ctx, past)
    at = sample.clock() + timedelta(days=3)
    draft = InterviewDraft.make(application_id=row.application_id, round_kind="behavioral", starts_at=at)
    coming = interviews.add(sample.ctx, draft)[0].id
    sample.show_interview(coming)
    assert "they heard it: Hiring manager" in sample.find(f"story-{metric}").accessibleName()
    assert not sample.is_shown(f"story-told-{metric}")
    sample.show_interview(held(sample, "Fernhollow Labs", "ml-breadth"))
    assert not sample.is_shown("section-stories")
    sample.show_interview(past)
    assert "answers 2 questions here" in sample.words(f"story-{garden}")
    sample.tick(f"story-told-{metric}")
    assert past not in {telling.interview_id for telling in stories.detail(sample.ctx, metric).told}
    sample.key(Qt.Key.Key_Z, CTRL)
    assert past in {telling.interview_id for telling in stories.detail(sample.ctx, metric).told}
    sample.click(f"story-{garden}")
    assert sample.page_name == "library"
    assert sample.text("story-shown") == "Cold start in a garden shop"


def see_what_was_told_among_many(sample: Person) -> None:
    past = held(sample, "Harrowmint", "hiring-manager")
    for number in range(8):
        last = stories.add(sample.ctx, StoryDraft.make(title=f"Story {number}"))[0].id
    sample.show_interview(past)
    assert not sample.is_shown(f"story-{last}")
    stories.tell(sample.ctx, last, past)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    assert sample.is_shown(f"story-{last}")


def note_in_a_debrief_what_was_told(sample: Person) -> None:
    night = story(sample, "The night the join lost its rows")
    interview = held(sample, "Wexlund", "recruiter-screen")
    sample.show_interview(interview, "debrief")
    sample.click(f"debrief-story-{night}")
    assert [telling.interview_id for telling in stories.detail(sample.ctx, night).told] == [interview]
    sample.click(f"debrief-story-{night}")
    assert stories.detail(sample.ctx, night).told == ()


def test_without_a_story_the_round_says_what_would_help(empty: Person) -> None:
    from tests.services.cases import SOON, booked

    row = booked(empty.ctx, round_kind="behavioral", starts_at=SOON)
    empty.show_interview(row.id)
    empty.click("no-stories-button")
    assert empty.page_name == "library"
    assert empty.is_shown("story-starters")


def put_a_story_into_the_answer(sample: Person) -> None:
    metric = story(sample, "The metric we could not agree on")
    row = stories.detail(sample.ctx, metric)
    question = row.questions[0].id
    request = PracticeRequest.make(mode="custom", question_ids=(question,))
    sample.page.tools.navigator.practice(request)
    sample.settle()
    sample.type("card-answer", "In short:")
    sample.click(f"card-insert-{metric}")
    assert sample.text("card-answer") == f"In short:\n\n{as_text(row.row)}"
    sample.click(f"card-insert-{metric}")
    assert sample.text("card-answer").count("Situation:") == 1
    sample.click("card-reveal")
    assert not sample.is_shown(f"card-insert-{metric}")
    sample.click(f"card-keep-story-{metric}")
    assert questions.detail(sample.ctx, question).my_answer == as_text(row.row)
    sample.key(Qt.Key.Key_Z, CTRL)
    assert questions.detail(sample.ctx, question).my_answer == ""
    sample.page.tools.navigator.open_question(question)
    sample.settle()
    sample.click(f"my-answer-insert-{metric}")
    assert sample.text("my-answer") == as_text(row.row)
    sample.click("my-answer-save")
    assert questions.detail(sample.ctx, question).my_answer == as_text(row.row)


def find_a_new_story_in_the_next_card(sample: Person) -> None:
    question = next(
        iter(stories.detail(sample.ctx, story(sample, "Scores for the people at the counter")).questions)
    )
    made = stories.add(sample.ctx, StoryDraft.make(title="<b>Bold</b> & long " + "x" * 150))[0]
    stories.link(sample.ctx, made.id, [question.id])
    sample.page.tools.navigator.practice(PracticeRequest.make(mode="custom", question_ids=(question.id,)))
    sample.settle()
    assert sample.find(f"card-insert-{made.id}").accessibleName() == f"Put in: {made.title}"


def test_a_round_about_the_person_offers_stories_and_its_debrief_notes_what_the_company_has_heard(
    sample: Person,
) -> None:
    note_in_a_debrief_what_was_told(sample)
    see_what_the_company_has_heard(sample)
    see_what_was_told_among_many(sample)


def test_in_practice_a_story_is_put_into_the_answer_and_a_new_one_is_in_the_next_card(
    sample: Person,
) -> None:
    put_a_story_into_the_answer(sample)
    find_a_new_story_in_the_next_card(sample)
