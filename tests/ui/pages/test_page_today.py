"""Today: the hero, what to do next, and the first run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mltracker.services import applications, checklists, interviews, today
from tests.ui.pages.person import Person

POSTING = """Machine Learning Engineer, Search

Requirements
- Solid grasp of evaluation metrics and gradient boosting, and experience with PyTorch
- You will build ranking and recommender systems and watch them for drift
"""


def actions(person: Person) -> dict[str, today.NextAction]:
    return {action.key: action for action in today.overview(person.ctx).actions}


def action_of(person: Person, kind: str) -> today.NextAction:
    return next(action for action in actions(person).values() if action.kind == kind)


def test_the_hero_shows_the_next_interview(sample: Person) -> None:
    row = interviews.next_one(sample.ctx)
    assert row is not None
    assert sample.text("hero-company") == row.company


def test_the_practice_button_of_the_hero_starts_practice_for_that_interview(sample: Person) -> None:
    sample.click("hero-practice")
    assert sample.page_name == "practice"
    assert sample.is_shown("practice-card")
    assert sample.page.subtitle.startswith("for Fernhollow Labs")


def test_at_most_five_next_actions_are_shown_each_with_one_button(sample: Person) -> None:
    found = actions(sample)
    assert 1 <= len(found) <= 5
    assert all(sample.is_shown(f"do-{key}") and sample.is_shown(f"later-{key}") for key in found)


def test_the_done_button_of_a_checklist_action_ticks_the_item(sample: Person) -> None:
    row = interviews.next_one(sample.ctx)
    assert row is not None
    checklists.add(sample.ctx, row.id, "Print the portfolio", due_at=sample.clock.now - timedelta(hours=1))
    sample.session.open()
    sample.settle()
    action = action_of(sample, "checklist")
    assert action.item_id is not None
    sample.click(f"do-{action.key}")
    row = next(
        item
        for interview in interviews.rows(sample.ctx)
        for item in checklists.items(sample.ctx, interview.id)
        if item.id == action.item_id
    )
    assert row.done_at == sample.clock.now
    assert not sample.is_shown(f"do-{action.key}")


def test_a_follow_up_opens_its_application(sample: Person) -> None:
    action = action_of(sample, "follow-up")
    sample.click(f"do-{action.key}")
    assert sample.page_name == "pipeline"
    assert action.application_id is not None
    assert sample.text("detail-company") == applications.row(sample.ctx, action.application_id).company


def test_the_debrief_that_is_missing_opens_at_its_button(sample: Person) -> None:
    action = action_of(sample, "debrief")
    sample.click(f"do-{action.key}")
    assert sample.page_name == "interviews"
    assert sample.is_shown("debrief-text")


@pytest.mark.parametrize(("words", "days"), [("Tomorrow", 1), ("In three days", 3), ("Next week", 7)])
def test_a_snoozed_action_is_away_until_that_morning(sample: Person, words: str, days: int) -> None:
    key = action_of(sample, "follow-up").key
    sample.click(f"later-{key}")
    sample.pick(words)
    assert key not in actions(sample)
    assert not sample.is_shown(f"do-{key}")
    sample.clock.advance(days=days, hours=-3)
    assert key not in actions(sample)
    sample.clock.advance(hours=3)
    assert key in {action.key for action in today.overview(sample.ctx).actions} or len(actions(sample)) == 5


def test_an_action_not_wanted_again_stays_away(sample: Person) -> None:
    key = action_of(sample, "follow-up").key
    sample.click(f"later-{key}")
    sample.pick("Not again")
    sample.clock.now += timedelta(days=20)
    assert key not in actions(sample)


def test_this_week_opens_the_interview_clicked(sample: Person) -> None:
    row = today.overview(sample.ctx).week[-1].interview
    sample.click(f"week-{row.id}")
    assert sample.page_name == "interviews"
    assert sample.text("interview-title").startswith(row.company)


def test_a_pasted_posting_shows_topics_with_their_phrases_and_eight_questions(empty: Person) -> None:
    empty.paste("posting-text", POSTING)
    empty.find("posting-result")
    said = empty.words("posting-result")
    assert "“PyTorch”" in said
    assert "“gradient boosting”" in said
    assert "8 questions to start with" in said
    starters = [w for w in empty.main.findChildren(QLabel) if w.isVisible()]
    assert starters
    rows = [w for w in empty.find("posting-result").children() if w.objectName().startswith("starter-")]
    assert len(rows) == 8
    assert applications.rows(empty.ctx) == []


def test_the_questions_of_a_posting_can_be_tried_before_any_set_up(empty: Person) -> None:
    empty.paste("posting-text", POSTING)
    empty.click("posting-practice")
    assert empty.page_name == "practice"
    assert empty.text("card-count") == "Question 1 of 8"
    assert applications.rows(empty.ctx) == []


def test_a_kept_posting_asks_for_the_company_at_its_field(empty: Person) -> None:
    empty.paste("posting-text", POSTING)
    empty.type("posting-role", "ML Engineer")
    empty.click("posting-keep")
    assert empty.error("posting-form", "company") == "This is needed."
    assert applications.rows(empty.ctx) == []


def test_a_kept_posting_with_a_booked_round_opens_the_form_for_it(empty: Person) -> None:
    empty.paste("posting-text", POSTING)
    empty.type("posting-company", "Fernhollow Labs")
    empty.type("posting-role", "ML Engineer")
    empty.click("posting-keep-booked")
    (row,) = applications.rows(empty.ctx)
    assert applications.detail(empty.ctx, row.id).draft.posting_text == POSTING.strip()
    assert empty.find("interview-application").value == row.id  # type: ignore[attr-defined]
    empty.key(Qt.Key.Key_Escape)


def test_an_application_is_added_with_two_fields_and_enter(empty: Person) -> None:
    empty.type("first-company", "Quillmere")
    empty.type("first-role", "Data Scientist")
    empty.key(Qt.Key.Key_Return)
    assert [(r.company, r.role_title, r.stage) for r in applications.rows(empty.ctx)] == [
        ("Quillmere", "Data Scientist", "Saved")
    ]
    assert not empty.is_shown("first-run")
    assert empty.is_shown("no-hero")


def test_the_first_form_says_at_the_field_what_is_missing(empty: Person) -> None:
    empty.type("first-company", "Quillmere")
    empty.click("first-add")
    assert empty.error("first-form", "role_title") == "This is needed."
    assert empty.error("first-form", "company") == ""
    assert applications.rows(empty.ctx) == []
