"""Several applications at once: chosen across columns, dragged together, changed in one step, merged into one."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListView, QMenu

from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, interviews
from tests.ui.pages.person import CTRL, NO_KEY, Person
from tests.ui.pages.test_page_pipeline import APPLIED, SAVED, SCREENING, id_of, stage_of

PAGE = "pipeline"
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def press(person: Person, stage: int, company: str, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    view = person.find(f"column-{stage}", QListView)
    spot = view.visualRect(person.index(f"column-{stage}", company)).center()
    person.qtbot.mouseClick(view.viewport(), LEFT, modifier, spot)
    person.settle()


def drag(person: Person, source: int, target: int, *kinds: type) -> QMimeData:
    """Hold what is chosen in a column over another one; the events of a real drag, one after the other."""
    origin, column = person.find(f"column-{source}", QListView), person.find(f"column-{target}", QListView)
    data: QMimeData = origin.model().mimeData(origin.selectionModel().selectedIndexes())
    spot = QPoint(20, column.viewport().height() - 4)
    for kind in kinds:
        arguments = () if kind is QDragLeaveEvent else (spot, Qt.DropAction.MoveAction, data, LEFT, NO_KEY)
        QApplication.sendEvent(column.viewport(), kind(*arguments))
    return data


def accent_rows(view: QListView) -> list[int]:
    """Where lines of the accent color run through the middle of a column."""
    from mltracker.ui.theme import tokens

    image, wanted = view.viewport().grab().toImage(), tokens().color("accent")
    return [y for y in range(image.height()) if image.pixelColor(image.width() // 2, y) == wanted]


def test_cards_chosen_in_two_columns_are_dragged_moved_by_keys_and_let_go_together(sample: Person) -> None:
    cards_chosen_in_two_columns_are_dragged_together(sample)
    a_click_alone_lets_the_others_go_and_escape_all(sample)
    a_line_shows_where_a_dragged_card_will_stand(sample)
    sample.main.undo()
    arrows_lead_from_column_to_column(sample)
    keys_are_about_everything_that_is_chosen(sample)
    the_detail_finds_the_other_one_at_the_company(sample)


def cards_chosen_in_two_columns_are_dragged_together(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    press(sample, APPLIED, "Tumblewold", CTRL)
    assert sample.text("selection-count") == "2 selected"
    drag(sample, SAVED, SCREENING, QDragEnterEvent, QDragMoveEvent, QDropEvent)
    sample.settle()
    assert {stage_of(sample, "Mossgrave"), stage_of(sample, "Tumblewold")} == {"Screening"}
    assert sample.text("toast-text") == "2 applications moved to Screening"
    assert sample.text("selection-count") == "2 selected", "what was moved stays chosen"
    sample.main.undo()
    assert (stage_of(sample, "Mossgrave"), stage_of(sample, "Tumblewold")) == ("Saved", "Applied")


def a_click_alone_lets_the_others_go_and_escape_all(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    press(sample, APPLIED, "Tumblewold", CTRL)
    press(sample, APPLIED, "Pebblewick", SHIFT)
    assert sample.text("selection-count") == "5 selected"
    press(sample, SCREENING, "Wexlund")
    assert not sample.is_shown("selection-bar")
    press(sample, SAVED, "Mossgrave", CTRL)
    assert sample.text("selection-count") == "2 selected"
    sample.focus(f"column-{SAVED}")
    sample.key(Qt.Key.Key_Escape)
    assert not sample.is_shown("selection-bar")
    assert sample.is_shown("detail-pane"), "the first Escape is about the selection"


def a_line_shows_where_a_dragged_card_will_stand(sample: Person) -> None:
    target = sample.find(f"column-{APPLIED}", QListView)
    press(sample, SCREENING, "Wexlund")
    before = accent_rows(target)
    drag(sample, SCREENING, APPLIED, QDragEnterEvent, QDragMoveEvent)
    (top, _) = accent_rows(target)
    drag(sample, SCREENING, APPLIED, QDragLeaveEvent)
    assert accent_rows(target) == before == []
    drag(sample, SCREENING, APPLIED, QDragEnterEvent, QDragMoveEvent, QDropEvent)
    sample.settle()
    after = sample.find(f"column-{APPLIED}", QListView)
    landed = after.visualRect(sample.index(f"column-{APPLIED}", "Wexlund"))
    assert abs(landed.top() - top) <= 6


def arrows_lead_from_column_to_column(sample: Person) -> None:
    press(sample, SAVED, "Larkspindle")
    sample.focus(f"column-{SAVED}")
    sample.key(Qt.Key.Key_Right)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == f"column-{APPLIED}"
    assert sample.text("detail-company") == sample.rows(f"column-{APPLIED}")[1]
    sample.key(Qt.Key.Key_Left)
    assert sample.text("detail-company") == "Larkspindle"


def keys_are_about_everything_that_is_chosen(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    press(sample, SAVED, "Larkspindle", CTRL)
    sample.focus(f"column-{SAVED}")
    sample.key(Qt.Key.Key_Right, CTRL)
    assert {stage_of(sample, "Mossgrave"), stage_of(sample, "Larkspindle")} == {"Applied"}
    sample.key(Qt.Key.Key_Delete)
    archived = [applications.row(sample.ctx, id_of(sample, name)) for name in ("Mossgrave", "Larkspindle")]
    assert all(row.archived_at for row in archived)
    assert sample.text("toast-text") == "2 applications archived"
    sample.main.undo()
    sample.main.undo()
    assert {stage_of(sample, "Mossgrave"), stage_of(sample, "Larkspindle")} == {"Saved"}


def the_detail_finds_the_other_one_at_the_company(sample: Person) -> None:
    press(sample, SCREENING, "Saltmarrow")
    sample.click("detail-more")
    sample.pick("Merge with another…")
    assert sample.text("toast-text").startswith("Nothing else is at Saltmarrow")
    applications.add(sample.ctx, ApplicationDraft.make(company="Saltmarrow", role_title="Vision Engineer II"))
    sample.click("detail-more")
    sample.pick("Merge with another…")
    assert sample.is_shown("merge-keep-1")
    sample.key(Qt.Key.Key_Escape)


def test_several_are_chosen_in_board_and_table_tagged_deleted_and_merged_and_have_a_menu(
    sample: Person,
) -> None:
    board_and_table_share_what_is_chosen(sample)
    sample.segment("pipeline-views", "Board")
    tags_of_several_are_added_to_all_and_taken_from_all(sample)
    deleting_several_asks_once_and_brings_all_back(sample)
    the_menu_key_offers_what_fits_what_is_chosen(sample)
    sample.segment("pipeline-views", "Board")
    two_that_are_one_are_merged_after_a_look_at_what_that_means(sample)


def board_and_table_share_what_is_chosen(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    press(sample, APPLIED, "Tumblewold", CTRL)
    sample.segment("pipeline-views", "Table")
    assert sample.text("selection-count") == "2 selected"
    sample.click("bulk-clear")
    assert not sample.is_shown("selection-bar")


def tags_of_several_are_added_to_all_and_taken_from_all(sample: Person) -> None:
    ids = [id_of(sample, "Mossgrave"), id_of(sample, "Larkspindle")]
    applications.set_tags(sample.ctx, ids[:1], ["dream", "far"])
    press(sample, SAVED, "Mossgrave")
    press(sample, SAVED, "Larkspindle", CTRL)
    sample.click("bulk-tag")
    before = [set(applications.row(sample.ctx, key).tags) for key in ids]
    chips = sample.find("tags-edit").findChildren(type(sample.find("tags-edit-0")))
    far = next(chip.objectName() for chip in chips if getattr(chip, "text", str)() == "far")
    sample.click(far)
    sample.type("tags-edit", "friendly")
    sample.click("tags-ok")
    after = [set(applications.row(sample.ctx, key).tags) for key in ids]
    assert after == [(tags - {"far"}) | {"friendly"} for tags in before]
    sample.main.undo()
    assert [set(applications.row(sample.ctx, key).tags) for key in ids] == before


def deleting_several_asks_once_and_brings_all_back(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    press(sample, SAVED, "Larkspindle", CTRL)
    sample.prompts.will("confirm", False)
    sample.click("bulk-delete")
    assert len(sample.rows(f"column-{SAVED}")) == 2
    sample.prompts.will("confirm", True)
    sample.click("bulk-delete")
    assert sample.rows(f"column-{SAVED}") == []
    assert sample.text("toast-text") == "2 applications deleted"
    sample.click("toast-undo")
    assert len(sample.rows(f"column-{SAVED}")) == 2


def open_menu(person: Person, name: str) -> None:
    """The menu key where the focus is."""
    view = person.focus(name)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(view.viewport(), event)  # type: ignore[attr-defined]
    person.settle()


def the_menu_key_offers_what_fits_what_is_chosen(sample: Person) -> None:
    press(sample, SAVED, "Mossgrave")
    open_menu(sample, f"column-{SAVED}")
    assert "Correct dates…" in [entry.text() for entry in sample.menu().actions()]
    sample.pick("Archive")
    assert applications.row(sample.ctx, id_of(sample, "Mossgrave")).archived_at is not None
    sample.main.undo()
    sample.segment("pipeline-views", "Table")
    spot = sample.find("pipeline-table").visualRect(sample.index("pipeline-table", "Larkspindle")).center()  # type: ignore[attr-defined]
    table = sample.find("pipeline-table").viewport()  # type: ignore[attr-defined]
    sample.qtbot.mouseClick(table, LEFT, CTRL, spot)
    open_menu(sample, "pipeline-table")
    entries = [entry.text() for entry in sample.menu().actions()]
    assert "Merge the two…" in entries
    assert "Correct dates…" not in entries
    moves = sample.menu().findChild(QMenu, "card-menu-move")
    assert moves is not None
    next(entry for entry in moves.actions() if entry.text() == "Screening").trigger()
    sample.settle()
    assert {stage_of(sample, "Mossgrave"), stage_of(sample, "Larkspindle")} == {"Screening"}
    sample.menu().close()


def two_that_are_one_are_merged_after_a_look_at_what_that_means(sample: Person) -> None:
    twin, _ = applications.add(
        sample.ctx,
        ApplicationDraft.make(company="Saltmarrow", role_title="Vision Engineer II", location="Graz"),
    )
    kept = next(row.id for row in applications.rows(sample.ctx) if row.role_title == "Vision Engineer")
    rounds = len(interviews.rows(sample.ctx, application_id=kept))
    sample.session.open()
    sample.settle()
    press(sample, SCREENING, "Saltmarrow")
    press(sample, SAVED, "Saltmarrow", CTRL)
    sample.click("bulk-merge")
    assert "Vision Engineer II" not in sample.text("merge-preview")
    assert "What differs is kept in a note: role, kind of role, location" in sample.text("merge-preview")
    sample.click("merge-keep-1")
    assert "interview" in sample.text("merge-preview")
    sample.click("merge-keep-0")
    sample.click("merge-ok")
    assert twin.id not in {row.id for row in applications.rows(sample.ctx)}
    assert len(interviews.rows(sample.ctx, application_id=kept)) == rounds
    assert sample.is_shown("detail-company"), "what is left of the two is in view"
    sample.main.undo()
    assert {twin.id, kept} <= {row.id for row in applications.rows(sample.ctx)}
