"""Undo: every kind of change made in the window is named in the Edit menu and taken back."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, asks, checklists, interviews, questions
from mltracker.services import today as today_service
from mltracker.ui.navigation import Place
from tests.ui.pages.person import CTRL, Person

Story = Callable[[Person], None]
# caches, drafts and what the window remembers are no part of what a person entered
LEFT_OUT = {"draft", "memory", "setting"}


def contents(person: Person) -> dict[str, Counter[tuple[object, ...]]]:
    """Every row a person's change could touch."""
    with sqlite3.connect(f"file:{paths.database(person.folder)}?mode=ro", uri=True) as file:
        names = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if "search" not in name and not name.startswith("sqlite_") and name not in LEFT_OUT
        ]
        found = {name: Counter(file.execute(f'SELECT * FROM "{name}"')) for name in names}
    file.close()
    return found


def go(person: Person, page: str, item: int | None = None, section: str = "") -> None:
    assert person.main.host is not None
    person.main.host.show_place(Place(page, item, section))
    person.settle()


def add_application(person: Person) -> None:
    person.key(Qt.Key.Key_N, CTRL)
    person.type("application-company", "Dapplewood")
    person.type("application-role", "ML Engineer")
    person.click("application-editor-ok")


def edit_application(person: Person) -> None:
    go(person, "pipeline", 12)
    person.click("detail-edit")
    person.type("application-role", "Forecaster")
    person.click("application-editor-ok")


def move_card(person: Person) -> None:
    go(person, "pipeline", 12)
    person.click("detail-move")
    person.pick("Screening")


def close_application(person: Person) -> None:
    go(person, "pipeline", 12)
    person.click("detail-move")
    person.pick("Closed")
    person.click("closing-ok")


def archive_card(person: Person) -> None:
    go(person, "pipeline")
    person.click_row("column-1", "Larkspindle")
    person.focus("column-1")
    person.key(Qt.Key.Key_Delete)


def add_interview(person: Person) -> None:
    person.action("add-interview").trigger()
    person.type("interview-date", "2026-12-20")
    person.type("interview-time", "10:00")
    person.click("interview-editor-ok")


def delete_interview(person: Person) -> None:
    go(person, "interviews", 5)
    person.click("interview-more")
    person.pick("Delete this interview")


def tick_item(person: Person) -> None:
    go(person, "interviews", 5)
    item = next(i for i in checklists.items(person.ctx, 5) if i.done_at is None)
    person.tick(f"item-{item.id}")


def add_item(person: Person) -> None:
    go(person, "interviews", 5)
    person.type("checklist-new", "Charge the headset")
    person.key(Qt.Key.Key_Return)


def plan_ask(person: Person) -> None:
    go(person, "interviews", 6)
    person.click("no-asks-button")
    row = next(c for c in asks.for_interview(person.ctx, 6) if not c.planned).row
    person.click(f"choose-{row.id}")
    person.click("choose-done")


def log_question(person: Person) -> None:
    go(person, "interviews", 4, "debrief")
    person.keys("What is a cold start")
    person.key(Qt.Key.Key_Return)
    person.keys("3")


def finish_debrief(person: Person) -> None:
    go(person, "interviews", 4, "debrief")
    person.click("debrief-finish")


def archive_question(person: Person) -> None:
    go(person, "questions")
    person.click("reading-archive")


def save_my_answer(person: Person) -> None:
    go(person, "questions")
    person.type("my-answer", "My words")
    person.click("my-answer-save")


def archive_ask(person: Person) -> None:
    go(person, "ask")
    person.click("ask-archive")


def snooze(person: Person) -> None:
    person.show("today")
    key = today_service.overview(person.ctx).actions[0].key
    person.click(f"later-{key}")
    person.pick("Tomorrow (Wed 2 Dec, 09:00)")


def dismiss_reminders(person: Person) -> None:
    person.show("today")
    person.click("reminder-dismiss")


def log_letter(person: Person) -> None:
    person.show("today")
    overview = today_service.overview(person.ctx)
    action = next(action for action in overview.actions if action.letter == "thank-you")
    person.click(f"do-{action.key}")
    person.click("letter-ok")


def rate(person: Person) -> None:
    go(person, "readiness")
    person.click("readiness-rate")
    person.click("rate-all")
    person.segment("rating-probability", "4")
    person.click("rate-done")


def add_note(person: Person) -> None:
    person.action("add-note").trigger()
    person.type("note-body", "They move fast")
    person.click("note-editor-ok")


def add_contact(person: Person) -> None:
    person.action("add-contact").trigger()
    person.type("contact-name", "Ida Bramble")
    person.click("contact-editor-ok")


def add_question(person: Person) -> None:
    person.action("add-question").trigger()
    person.type("question-prompt", "Zebra crossing detection at night")
    person.click("question-editor-ok")


# each finds what those before it left; what is deleted or closed comes last
STORIES: tuple[Story, ...] = (
    add_application,
    add_interview,
    edit_application,
    move_card,
    tick_item,
    add_item,
    plan_ask,
    log_question,
    finish_debrief,
    delete_interview,
    archive_card,
    close_application,
    archive_question,
    save_my_answer,
    archive_ask,
    snooze,
    dismiss_reminders,
    log_letter,
    rate,
    add_note,
    add_contact,
    add_question,
)
HALF = 12


@pytest.mark.parametrize("stories", [STORIES[:HALF], STORIES[HALF:]], ids=["searching", "learning"])
def test_a_change_is_named_in_the_menu_taken_back_and_done_again(
    sample: Person, stories: tuple[Story, ...]
) -> None:
    assert not sample.action("undo").isEnabled(), "nothing was done yet"
    for story in stories:
        before, start = contents(sample), sample.action("undo").text()
        story(sample)
        after = contents(sample)
        assert after != before, story
        label = sample.action("undo").text()
        assert label.startswith("Undo: "), story
        assert label != start, story
        steps = 0
        while sample.action("undo").text() != start:
            sample.action("undo").trigger()
            steps += 1
            assert steps < 4, story
        assert contents(sample) == before, story
        assert sample.action("redo").text().startswith("Redo: "), story
        for _ in range(steps):
            sample.action("redo").trigger()
        assert contents(sample) == after, story


@pytest.mark.slow
def test_fifty_changes_are_taken_back_and_the_one_before_stays(empty: Person) -> None:
    for number in range(51):
        applications.add(
            empty.ctx, ApplicationDraft.make(company=f"Company {number}", role_title="ML Engineer")
        )
    for _ in range(60):
        empty.main.undo()
    assert [row.company for row in applications.rows(empty.ctx)] == ["Company 0"]
    assert not empty.action("undo").isEnabled()
    for _ in range(60):
        empty.main.redo()
    assert len(applications.rows(empty.ctx)) == 51


def test_undo_in_the_toast_takes_back_what_it_says_and_control_z_while_typing_letters_and_no_row(
    sample: Person,
) -> None:
    move_card(sample)
    assert sample.text("toast-text") == "Mossgrave moved to Screening"
    sample.click("toast-undo")
    assert applications.row(sample.ctx, 12).stage == "Saved"
    assert sample.text("toast-text").startswith("Undone: ")
    move_card(sample)
    sample.type("pipeline-search", "abc")
    sample.key(Qt.Key.Key_Z, CTRL)
    assert applications.row(sample.ctx, 12).stage == "Screening"


def test_a_question_that_is_undone_leaves_the_list_and_an_interview_the_view(sample: Person) -> None:
    go(sample, "questions")
    add_question(sample)
    count = questions.search(sample.ctx, questions.ALL).total
    sample.main.undo()
    assert questions.search(sample.ctx, questions.ALL).total == count - 1
    assert sample.text("question-count").startswith(f"{count - 1} question")
    add_interview(sample)
    made = max(row.id for row in interviews.rows(sample.ctx))
    sample.main.undo()
    assert made not in {row.id for row in interviews.rows(sample.ctx)}
    assert sample.is_shown("interview-title")
