"""What was typed and not saved comes back: after closing in the middle, in each form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mltracker.domain.applications import ApplicationDraft
from mltracker.domain.companies import CompanyDraft
from mltracker.services import applications, companies, interviews
from mltracker.ui.editors.application_editor import ApplicationEditor
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


def test_what_was_typed_about_a_row_is_about_that_row_and_the_fields_it_was_typed_into(
    sample: Person, clock: FakeClock
) -> None:
    draft = ApplicationDraft.make(company="Tarnwick", role_title="ML Engineer")
    gone = applications.add(sample.ctx, draft)[0].id
    left_typing(sample, gone, "Tarnwick Robotics")
    applications.delete(sample.ctx, [gone])
    clock.advance(seconds=1)
    other = applications.add(sample.ctx, draft.changed(company="Oxmere"))[0].id
    assert other == gone, "the database gives the id again"
    assert typed_company(sample, other) == "Oxmere"
    sample.key(Qt.Key.Key_Escape)
    sample.ctx.undo()
    sample.ctx.undo()
    assert typed_company(sample, gone) == "Tarnwick Robotics", "what Undo brings back finds its draft"
    sample.type("application-role", "Half a ro")
    sample.type("application-company", "Tarnwick")
    sample.find("application-editor").close()
    named = applications.row(sample.ctx, gone)
    companies.edit(sample.ctx, named.company_id, CompanyDraft.make(name="Tarnwick & Daughters"))
    assert typed_company(sample, gone) == "Tarnwick & Daughters", "nothing was left typed there"
    assert sample.text("application-role") == "Half a ro"
    sample.key(Qt.Key.Key_Escape)


def left_typing(sample: Person, application_id: int, company: str) -> None:
    """Type into an application's form and close it by its frame."""
    typed_company(sample, application_id)
    sample.type("application-company", company)
    sample.find("application-editor").close()


def typed_company(sample: Person, application_id: int) -> str:
    """Open the form of an application; what stands in its first field."""
    ApplicationEditor(sample.page.tools, sample.main, application_id).open()
    return sample.text("application-company")


@pytest.mark.parametrize(("tab", "field"), [("timeline", "detail-note"), ("overview", "task-new")])
def test_who_goes_on_to_another_application_at_once_finds_the_last_words_again(
    sample: Person, tab: str, field: str
) -> None:
    one, other = applications.rows(sample.ctx)[:2]
    open_application = sample.page.tools.navigator.open_application
    open_application(one.id, tab)
    sample.type(field, "Half a wor")
    open_application(other.id, tab)
    sample.settle()
    assert sample.text(field) == ""
    open_application(one.id, tab)
    sample.settle()
    assert sample.text(field) == "Half a wor"


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
        person.find("debrief-text").clear()
        person.click("debrief-finish")
        person.click("debrief-done")
        # what was saved is not typed any more, nor what stood there while a line was: notes changed elsewhere stand
        for words, line in (("Written elsewhere since", ""), ("And once more", "Half a li")):
            person.show_interview(4, "debrief")
            person.type("debrief-text", line)
            person.show("today")
            draft = interviews.detail(person.ctx, 4).draft.changed(notes=words)
            interviews.edit(person.ctx, 4, draft)
            person.show_interview(4, "debrief")
            assert person.text("debrief-notes") == words
            assert person.text("debrief-text") == line
