"""The debrief: ten questions without the mouse, then what they change."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from mltracker.services import asks, debrief, interviews
from mltracker.ui.words import moved, percent
from tests.ui.pages.person import CTRL, Person

PAGE = "interviews"
FERNHOLLOW, WEXLUND = 5, 4
TEN = (
    ("What is precision and what is recall", "3"),
    ("Why does ROC AUC mislead with rare positives", "1"),
    ("How does gradient boosting fit the next tree", "4"),
    ("What does bagging do to variance", "2"),
    ("How do you split data over time", "3"),
    ("When is a model calibrated", "1"),
    ("How is NDCG computed", "2"),
    ("What is a cold start", "3"),
    ("How would you watch a model for drift", "4"),
    ("Tell me about a project that failed", "3"),
)
GRADES = {"1": "again", "2": "hard", "3": "good", "4": "easy"}


def asked(person: Person) -> list[tuple[str, str | None]]:
    return [(row.text, row.grade) for row in interviews.detail(person.ctx, WEXLUND).asked]


def remove_lines(person: Person) -> None:
    """Back to a debrief in which nothing is noted, ready to type."""
    for row in interviews.detail(person.ctx, WEXLUND).asked:
        person.click(f"asked-remove-{row.id}")
    assert asked(person) == []
    person.focus("debrief-text")


def note_ten_and_finish_by_keyboard(person: Person) -> None:
    for text, grade in TEN:
        assert QApplication.focusWidget() is person.find("debrief-text")
        person.keys(text)
        person.key(Qt.Key.Key_Return)
        person.keys(grade)
    assert asked(person) == [(text, GRADES[grade]) for text, grade in TEN]
    assert all(row.predicted is not None for row in interviews.detail(person.ctx, WEXLUND).asked)
    person.segment("debrief-result", "Passed")
    person.key(Qt.Key.Key_Return, CTRL)
    found = debrief.summary(person.ctx, WEXLUND)
    assert person.text("debrief-headline") == f"We expected {found.expected} of 10"
    said = person.text("debrief-line")
    assert f"The {len(found.unforeseen)} nobody saw coming" in said
    assert said.startswith(f"{found.practiced} more had been practiced.") or found.practiced < 2
    (change, *_) = found.changes
    assert f"Thursday went from {percent(change.before)} to {percent(change.after)}." in said or (
        f"Thursday stays at {percent(change.after)}." in said
    )
    assert moved(change.before, change.after) in person.words(f"change-{change.interview.id}")
    for line in found.unforeseen[:6]:
        where = (
            "its topic is in tonight's plan" if line.topic in found.tonight else "its topic weighs more now"
        )
        assert person.text(f"unforeseen-{line.id}-detail").endswith(f"nobody saw it coming, {where}")
    row = interviews.row(person.ctx, WEXLUND)
    assert (row.status, row.result) == ("done", "passed")
    person.click("debrief-done")
    assert person.text("interview-title").startswith("Wexlund")


def take_the_question_of_the_bank_by_tab(person: Person) -> None:
    person.keys("What is the difference between precision and recall")
    person.find("debrief-suggestions")
    person.key(Qt.Key.Key_Tab)
    person.keys("3")
    (row,) = interviews.detail(person.ctx, WEXLUND).asked
    assert row.question_id is not None
    assert row.question_prompt


def change_the_topic_before_the_grade(person: Person) -> None:
    person.keys("What about it, then")
    person.key(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is person.find("debrief-topic")
    combo = person.find("debrief-topic", QComboBox)
    person.choose("debrief-topic", combo.itemText(3))
    slug = combo.currentData()
    person.focus("debrief-text")
    person.key(Qt.Key.Key_Return)
    person.keys("2")
    (row,) = interviews.detail(person.ctx, WEXLUND).asked
    assert row.topic == slug


def grade_anew_and_remove(person: Person) -> None:
    person.keys("What is a cold start")
    person.key(Qt.Key.Key_Return)
    person.keys("3")
    (row,) = interviews.detail(person.ctx, WEXLUND).asked
    person.click(f"asked-grade-{row.id}-1")
    assert asked(person) == [("What is a cold start", "again")]
    person.click(f"asked-remove-{row.id}")
    assert asked(person) == []
    person.main.undo()
    assert asked(person) == [("What is a cold start", "again")]


def paste_a_list(person: Person) -> None:
    person.prompts.will("ask_text", "1. What is recall?\n2. What is a p-value?\n- Why this company?")
    person.click("debrief-paste")
    assert [text for text, _ in asked(person)] == [
        "What is recall?",
        "What is a p-value?",
        "Why this company?",
    ]


def keep_feeling_notes_and_reply_date(person: Person) -> None:
    person.click("debrief-feeling-4")
    person.type("debrief-notes", "They build on two-tower models")
    person.type("debrief-reply", "8 Dec 2026")
    person.click("debrief-finish")
    row = interviews.row(person.ctx, WEXLUND)
    assert (row.feeling, row.notes, row.reply_expected_on) == (
        4,
        "They build on two-tower models",
        date(2026, 12, 8),
    )


def give_a_reply_date_that_is_none(person: Person) -> None:
    person.type("debrief-reply", "8/12/26")
    person.click("debrief-finish")
    assert interviews.row(person.ctx, WEXLUND).status == "planned"


def tick_what_i_asked_them(sample: Person) -> None:
    ask_id, _ = asks.plan(sample.ctx, WEXLUND, asks.bank(sample.ctx)[0].id)
    sample.show_interview(WEXLUND, "debrief")
    sample.click(f"debrief-ask-{ask_id}")
    (planned,) = interviews.detail(sample.ctx, WEXLUND).asks
    assert planned.asked_at is not None


def leave_a_half_typed_line_and_come_back(person: Person) -> None:
    person.keys("Half a questi")
    person.click("debrief-later")
    person.show_interview(WEXLUND, "debrief")
    assert person.text("debrief-text") == "Half a questi"


def debrief_before_the_interview(sample: Person) -> None:
    sample.show_interview(FERNHOLLOW, "debrief")
    sample.keys("What is recall")
    sample.key(Qt.Key.Key_Return)
    sample.keys("3")
    assert interviews.detail(sample.ctx, FERNHOLLOW).asked == ()
    assert sample.text("toast-text")


def test_a_debrief_before_the_interview_is_refused_and_ten_questions_are_noted_by_keyboard_only(
    sample: Person,
) -> None:
    debrief_before_the_interview(sample)
    sample.show_interview(WEXLUND, "debrief")
    note_ten_and_finish_by_keyboard(sample)


def test_lines_of_a_debrief_are_matched_regraded_removed_pasted_and_kept_with_what_else_is_noted(
    sample: Person,
) -> None:
    tick_what_i_asked_them(sample)
    sample.show_interview(WEXLUND, "debrief")
    for note in (
        take_the_question_of_the_bank_by_tab,
        change_the_topic_before_the_grade,
        grade_anew_and_remove,
        paste_a_list,
        leave_a_half_typed_line_and_come_back,
    ):
        remove_lines(sample)
        note(sample)
    give_a_reply_date_that_is_none(sample)
    keep_feeling_notes_and_reply_date(sample)
