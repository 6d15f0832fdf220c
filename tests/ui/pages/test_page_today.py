"""Today: the hero, what to do next, and the first run."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from mltracker.services import applications, checklists, interviews, today
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.date_edit import format_date
from mltracker.ui.widgets.list_row import ListRow
from tests.conftest import NOW
from tests.services.cases import TODAY, applied
from tests.ui.pages import checks
from tests.ui.pages.person import Person

POSTING = """Machine Learning Engineer, Search

Requirements
- Solid grasp of evaluation metrics and gradient boosting, and experience with PyTorch
- You will build ranking and recommender systems and watch them for drift
"""
LAST_DAY = TODAY + timedelta(days=20)


def tick(person: Person) -> None:
    """Let the half minute pass after which the page looks at the clock."""
    (timer,) = [one for one in person.page.children() if isinstance(one, QTimer)]
    assert timer.interval() == 30_000
    assert timer.isActive()
    timer.timeout.emit()
    person.settle()


def actions(person: Person) -> dict[str, today.NextAction]:
    return {action.key: action for action in today.overview(person.ctx).actions}


def action_of(person: Person, kind: str) -> today.NextAction:
    return next(action for action in actions(person).values() if action.kind == kind)


def test_each_part_of_today_leads_to_its_page(sample: Person) -> None:
    the_hero_shows_the_next_interview(sample)
    at_most_five_next_actions_are_shown_each_with_one_button(sample)
    the_practice_button_of_the_hero_starts_practice_for_that_interview(sample)
    sample.show("today")
    this_week_opens_the_interview_clicked(sample)
    sample.show("today")
    the_debrief_that_is_missing_opens_at_its_button(sample)


def the_hero_shows_the_next_interview(sample: Person) -> None:
    row = interviews.next_one(sample.ctx)
    assert row is not None
    assert sample.text("hero-company") == row.company


def at_most_five_next_actions_are_shown_each_with_one_button(sample: Person) -> None:
    found = actions(sample)
    assert 1 <= len(found) <= 5
    assert all(sample.is_shown(f"do-{key}") and sample.is_shown(f"later-{key}") for key in found)


def the_practice_button_of_the_hero_starts_practice_for_that_interview(sample: Person) -> None:
    sample.click("hero-practice")
    assert sample.page_name == "practice"
    assert sample.is_shown("practice-card")
    assert sample.page.subtitle.startswith("for Fernhollow Labs")


def this_week_opens_the_interview_clicked(sample: Person) -> None:
    row = today.overview(sample.ctx).week[-1].interview
    sample.click(f"week-{row.id}")
    assert sample.page_name == "interviews"
    assert sample.text("interview-title").startswith(row.company)


def the_debrief_that_is_missing_opens_at_its_button(sample: Person) -> None:
    action = action_of(sample, "debrief")
    sample.click(f"do-{action.key}")
    assert sample.page_name == "interviews"
    assert sample.is_shown("debrief-text")


def test_actions_are_done_dismissed_and_put_off_while_clocks_run(sample: Person) -> None:
    a_follow_up_opens_a_letter_and_logging_it_settles_it(sample)
    a_dismissed_action_stays_away_until_undo(sample)
    a_snoozed_action_comes_back_by_itself_on_its_morning(sample)
    sample.main.undo()
    sample.clock.now = NOW
    the_done_button_of_a_checklist_action_ticks_the_item(sample)
    clocks_run_while_the_page_is_in_view(sample)


def a_follow_up_opens_a_letter_and_logging_it_settles_it(sample: Person) -> None:
    action = action_of(sample, "follow-up")
    assert action.application_id is not None
    sample.click(f"do-{action.key}")
    letter = sample.dialog()
    assert letter is not None
    assert letter.windowTitle() == "Follow up on an application: Greyhaddock"
    sample.click("letter-ok")
    (note,) = applications.detail(sample.ctx, action.application_id).notes[:1]
    assert note.kind == "email"
    assert not sample.is_shown(f"do-{action.key}")
    assert sample.text("toast-text") == "E-mail to Greyhaddock logged"
    sample.click("toast-undo")
    assert sample.is_shown(f"do-{action.key}")


def a_dismissed_action_stays_away_until_undo(sample: Person) -> None:
    key = action_of(sample, "follow-up").key
    sample.click(f"later-{key}")
    sample.pick("Dismiss")
    sample.clock.advance(days=3)
    tick(sample)
    assert not sample.is_shown(f"do-{key}")
    sample.clock.advance(days=-3)
    sample.click("toast-undo")
    assert sample.is_shown(f"do-{key}")


def a_snoozed_action_comes_back_by_itself_on_its_morning(sample: Person) -> None:
    key = action_of(sample, "follow-up").key
    sample.click(f"later-{key}")
    words = [entry.text() for entry in sample.menu().actions() if entry.text()]
    assert words == [
        "Later today (13:45)",
        "Tomorrow (Wed 2 Dec, 09:00)",
        "Next week (Mon 7 Dec, 09:00)",
        "Dismiss",
    ]
    sample.pick(words[1])
    assert not sample.is_shown(f"do-{key}")
    assert sample.text("toast-text") == "Back Wed 2 Dec, 09:00 (tomorrow)"
    sample.clock.advance(hours=22)
    tick(sample)
    assert not sample.is_shown(f"do-{key}")
    sample.clock.advance(minutes=30)
    tick(sample)
    assert sample.is_shown(f"do-{key}")


def the_done_button_of_a_checklist_action_ticks_the_item(sample: Person) -> None:
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


def clocks_run_while_the_page_is_in_view(sample: Person) -> None:
    assert sample.page.subtitle == "Tue 1 Dec, 10:40"
    before = sample.text("hero-countdown")
    sample.clock.advance(minutes=90)
    tick(sample)
    assert sample.page.subtitle == "Tue 1 Dec, 12:10"
    assert (before, sample.text("hero-countdown")) == ("2 days 4 h", "2 days 2 h")
    # join becomes the thing to do a quarter of an hour before, the debrief afterwards
    sample.clock.now = NOW + timedelta(days=2, hours=4, minutes=10)
    tick(sample)
    assert sample.find("hero-join", Button).kind == "primary"
    sample.clock.advance(minutes=70)
    tick(sample)
    assert sample.text("hero-company") != "Fernhollow Labs"
    assert "Note what Fernhollow Labs asked" in sample.words("next-actions")


def test_more_than_five_are_reached_and_worked_through_by_keys(empty: Person) -> None:
    for number in range(32):
        applied(empty.ctx, f"Company {number}", follow_up_on=TODAY)
    empty.session.open()
    empty.settle()
    shown = [row for row in empty.main.findChildren(ListRow) if row.objectName().startswith("action-")]
    assert len([row for row in shown if row.isVisible()]) == 5
    assert empty.text("more-actions") == "27 more"
    empty.focus("more-actions")
    empty.key(Qt.Key.Key_Space)
    assert empty.text("more-actions") == "Show fewer"
    found = [*today.overview(empty.ctx).actions, *today.overview(empty.ctx).more]
    assert [empty.is_shown(f"do-{action.key}") for action in found] == [True] * 25 + [False] * 7
    assert empty.text("actions-left") == "7 more come after these"
    empty.focus(f"later-{found[6].key}")
    empty.key(Qt.Key.Key_Space)
    assert isinstance(empty.menu(), QWidget)
    empty.pick("Dismiss")
    assert empty.text("more-actions") == "Show fewer"
    assert not empty.is_shown(f"do-{found[6].key}")
    assert checks.lost(empty.page) == []


def test_a_pasted_posting_tells_what_it_asks_is_tried_and_kept_with_its_company_and_round(
    empty: Person,
) -> None:
    a_pasted_posting_shows_topics_with_their_phrases_and_eight_questions(empty)
    a_kept_posting_asks_for_the_company_at_its_field(empty)
    the_questions_of_a_posting_can_be_tried_before_any_set_up(empty)
    empty.show("today")
    the_deadline_that_a_posting_names_is_offered_with_its_names(empty)
    a_kept_posting_with_a_booked_round_opens_the_form_for_it(empty)


def a_pasted_posting_shows_topics_with_their_phrases_and_eight_questions(empty: Person) -> None:
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
    # one form for company and role, in view without scrolling, and ready to be typed into
    assert empty.find("posting-company").hasFocus()
    assert empty.in_view("posting-keep")
    assert not empty.is_shown("first-add")
    assert applications.rows(empty.ctx) == []


def a_kept_posting_asks_for_the_company_at_its_field(empty: Person) -> None:
    empty.type("posting-role", "ML Engineer")
    empty.click("posting-keep")
    assert empty.error("posting-form", "company") == "This is needed."
    assert applications.rows(empty.ctx) == []


def the_questions_of_a_posting_can_be_tried_before_any_set_up(empty: Person) -> None:
    empty.click("posting-practice")
    assert empty.page_name == "practice"
    assert empty.text("card-count") == "Question 1 of 8"
    assert applications.rows(empty.ctx) == []


def the_deadline_that_a_posting_names_is_offered_with_its_names(empty: Person) -> None:
    assert not empty.is_shown("posting-deadline")
    empty.paste("posting-text", f"{POSTING}\nApply by {LAST_DAY.day} {LAST_DAY:%B %Y}.")
    empty.until(lambda: empty.is_shown("posting-deadline"), "the deadline is offered")
    assert empty.text("posting-deadline-field") == format_date(LAST_DAY)
    assert empty.in_view("posting-keep")
    # what was only offered goes with the words that said it
    empty.paste("posting-text", POSTING)
    empty.until(lambda: not empty.is_shown("posting-deadline"), "the deadline is offered no more")
    empty.paste("posting-text", f"{POSTING}\nApplications close on {LAST_DAY.day} {LAST_DAY:%B}.")
    empty.until(lambda: empty.is_shown("posting-deadline"), "the deadline is offered")
    empty.type("posting-deadline-field", "soon")
    empty.type("posting-company", "Fernhollow Labs")
    empty.click("posting-keep")
    assert empty.error("posting-form", "deadline_on").startswith("This is not a date.")
    assert applications.rows(empty.ctx) == []


def a_kept_posting_with_a_booked_round_opens_the_form_for_it(empty: Person) -> None:
    empty.type("posting-company", "Fernhollow Labs")
    empty.type("posting-role", "ML Engineer")
    # what was typed stays when the posting is read again
    empty.type("posting-deadline-field", (LAST_DAY - timedelta(days=1)).isoformat())
    empty.paste("posting-text", f"{POSTING}- You know SQL window functions")
    empty.until(lambda: "window functions" in empty.words("posting-result"), "the posting is read")
    empty.click("posting-keep-booked")
    (row,) = applications.rows(empty.ctx)
    kept = applications.detail(empty.ctx, row.id).draft
    assert kept.posting_text == f"{POSTING}- You know SQL window functions"
    assert kept.deadline_on == LAST_DAY - timedelta(days=1)
    assert empty.find("interview-application").value == row.id  # type: ignore[attr-defined]
    empty.key(Qt.Key.Key_Escape)


def test_the_first_form_says_at_the_field_what_is_missing_and_adds_an_application_by_enter(
    empty: Person,
) -> None:
    empty.type("first-company", "Quillmere")
    empty.click("first-add")
    assert empty.error("first-form", "role_title") == "This is needed."
    assert empty.error("first-form", "company") == ""
    empty.click("first-restore")
    assert empty.page_name == "settings"
    empty.until(lambda: empty.find("restore-file").hasFocus(), "the keyboard is at the backups")
    assert empty.in_view("restore-file")
    empty.show("today")
    assert applications.rows(empty.ctx) == []
    empty.type("first-role", "Data Scientist")
    empty.key(Qt.Key.Key_Return)
    assert [(r.company, r.role_title, r.stage) for r in applications.rows(empty.ctx)] == [
        ("Quillmere", "Data Scientist", "Saved")
    ]
    assert not empty.is_shown("first-run")
    assert empty.is_shown("no-hero")
