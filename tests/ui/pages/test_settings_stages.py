"""Pipeline stages in the settings: by mouse and by keys, each change seen on the board."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListView

from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, preferences, stages
from mltracker.ui.models.roles import Roles
from tests.ui.pages.person import NO_KEY, Person

PAGE = "settings"
ALT = Qt.KeyboardModifier.AltModifier


def add_stage(person: Person, name: str, counts_as: str = "Interviewing") -> None:
    person.click("stage-add")
    person.type("stage-name", name)
    person.choose("stage-kind", counts_as)
    person.click("stage-editor-ok")


def names(person: Person) -> list[str]:
    return [use.stage.name for use in stages.listed(person.ctx)]


def test_a_stage_is_added_named_colored_and_becomes_a_column(sample: Person) -> None:
    add_stage(sample, "Onsite")
    assert sample.rows("stage-list")[4] == "Onsite"
    sample.click("stage-edit")
    assert sample.text("stage-name") == "Onsite", "what was added is chosen"
    sample.type("stage-name", "applied")
    sample.click("stage-editor-ok")
    assert sample.error("stage-editor-form", "name") == "There is a stage called applied already."
    sample.type("stage-name", "Final loop")
    sample.choose("stage-hue", "Green")
    sample.click("stage-editor-ok")
    made = next(use.stage for use in stages.listed(sample.ctx) if use.stage.name == "Final loop")
    assert made.hue == "offer"
    sample.show("pipeline")
    assert sample.is_shown(f"column-{made.id}")


def test_stages_are_ordered_by_buttons_keys_and_dragging(sample: Person) -> None:
    add_stage(sample, "Onsite")
    sample.click_row("stage-list", "Onsite")
    sample.click("stage-up")
    assert names(sample)[3:5] == ["Onsite", "Interviewing"]
    sample.focus("stage-list")
    sample.key(Qt.Key.Key_Down, ALT, times=2)
    assert names(sample)[3:6] == ["Interviewing", "Offer", "Onsite"]
    view = sample.find("stage-list", QListView)
    data = view.model().mimeData([sample.index("stage-list", "Onsite")])
    spot = view.visualRect(view.model().index(0, 0)).topLeft() + QPoint(10, 2)
    for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
        event = kind(spot, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NO_KEY)
        QApplication.sendEvent(view.viewport(), event)
    sample.settle()
    assert names(sample)[0] == "Onsite"
    for _ in range(4):
        sample.main.undo()
    assert names(sample)[3:5] == ["Interviewing", "Onsite"]


def test_deleting_a_stage_in_use_asks_where_to(sample: Person) -> None:
    add_stage(sample, "Onsite")
    row, _ = applications.add(
        sample.ctx, ApplicationDraft.make(company="Dapplewood", role_title="ML Engineer"), stage="Onsite"
    )
    sample.session.open()
    sample.show("settings")
    sample.click_row("stage-list", "Onsite")
    sample.prompts.will("choose_option", None)
    sample.click("stage-delete")
    assert "Onsite" in names(sample)
    sample.prompts.will("choose_option", 3)
    sample.click("stage-delete")
    assert sample.index("stage-list", "Screening").data(Roles.VALUE).right == "4 applications"
    assert "1 application" in sample.prompts.asked[-1][1][1]
    assert applications.row(sample.ctx, row.id).stage == "Screening"
    assert sample.text("toast-text") == "Onsite deleted, 1 application moved"
    sample.click("toast-undo")
    assert applications.row(sample.ctx, row.id).stage == "Onsite"


def test_the_last_of_a_kind_stays(sample: Person) -> None:
    sample.click_row("stage-list", "Offer")
    sample.focus("stage-list")
    sample.key(Qt.Key.Key_Delete)
    assert sample.text("toast-text") == (
        "Offer is the only stage of its kind. Add another one of this kind first. Nothing was changed."
    )
    assert "Offer" in names(sample)


def test_the_days_of_silence_are_chosen(sample: Person) -> None:
    sample.choose("silence-days", "14 days")
    assert preferences.get(sample.ctx).silence_days == 14
