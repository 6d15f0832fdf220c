"""What was typed and not saved comes back: after closing in the middle, in each form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import Person, at_window

FORMS = (
    ("add-application", "application-company"),
    ("add-interview", "interview-notes"),
    ("add-question", "question-answer"),
    ("add-contact", "contact-name"),
    ("add-note", "note-body"),
)


@pytest.mark.parametrize(("action", "field"), FORMS, ids=[action for action, _ in FORMS])
def test_a_form_left_open_comes_back_with_what_was_typed(
    qtbot: QtBot,
    qapp: QApplication,
    sample_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    action: str,
    field: str,
) -> None:
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.action(action).trigger()
        if action == "add-interview":
            person.click("interview-more-fields-head")
        person.type(field, "Half a wor")
        person.session.window.close()
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.action(action).trigger()
        assert person.text(field) == "Half a wor"
        person.key(Qt.Key.Key_Escape)


def test_a_form_that_was_saved_starts_empty_the_next_time(sample: Person) -> None:
    for company in ("Dapplewood", ""):
        sample.action("add-application").trigger()
        assert sample.text("application-company") == ""
        sample.type("application-company", company)
        sample.type("application-role", "ML Engineer")
        sample.click("application-editor-ok" if company else "application-editor-cancel")


def test_a_form_that_was_given_up_starts_empty_the_next_time(sample: Person) -> None:
    sample.action("add-application").trigger()
    sample.type("application-company", "Given up")
    sample.key(Qt.Key.Key_Escape)
    sample.action("add-application").trigger()
    assert sample.text("application-company") == ""
    assert not sample.is_shown("application-editor-notice")
    sample.key(Qt.Key.Key_Escape)


def test_bringing_back_is_said(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> None:
    with at_window(qtbot, qapp, data_dir, clock, prompts) as person:
        person.action("add-application").trigger()
        person.type("application-role", "Half a ro")
    with at_window(qtbot, qapp, data_dir, clock, prompts) as person:
        person.action("add-application").trigger()
        assert "was brought back" in person.text("application-editor-notice")
        person.key(Qt.Key.Key_Escape)


def test_debrief_notes_come_back(
    qtbot: QtBot, qapp: QApplication, sample_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> None:
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.show_interview(4, "debrief")
        person.type("debrief-notes", "Half a note")
        person.type("debrief-text", "Half a questi")
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.show_interview(4, "debrief")
        assert person.text("debrief-notes") == "Half a note"
        assert person.text("debrief-text") == "Half a questi"
