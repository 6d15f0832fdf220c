"""Pipeline: cards moved by keyboard and by dragging, filters, the table, the detail pane, closing."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHeaderView, QListView, QTableView, QWidget

from mltracker.services import applications, contacts
from mltracker.ui.widgets.elided_label import ElidedLabel
from tests.ui.pages import checks
from tests.ui.pages.person import CTRL, Person

PAGE = "pipeline"
SAVED, APPLIED, SCREENING, OFFER, CLOSED = 1, 2, 3, 5, 6


def id_of(person: Person, company: str) -> int:
    return next(
        row.id for row in applications.rows(person.ctx, applications.EVERYTHING) if row.company == company
    )


def stage_of(person: Person, company: str) -> str:
    return applications.row(person.ctx, id_of(person, company)).stage


def show_table(person: Person) -> None:
    person.segment("pipeline-views", "Table")


def filter_nothing(person: Person) -> None:
    person.click("pipeline-saved-views")
    person.pick("Active")


def test_words_stages_sources_outcomes_and_dates_filter_the_board_that_counts_its_cards(
    sample: Person,
) -> None:
    a_column_for_each_stage_counts_its_cards(sample)
    closed_ones_wait_behind_a_strip(sample)
    control_f_goes_to_the_filter(sample)
    nothing_found_offers_to_clear_the_filters(sample)
    filters_by_stage_and_by_source_are_combined(sample)
    filter_nothing(sample)
    archived_ones_are_shown_alone_and_brought_back(sample)
    words_filter_board_and_table_alike(sample)
    filter_nothing(sample)
    an_outcome_in_the_filter_shows_closed_ones(sample)
    filter_nothing(sample)
    follow_ups_that_are_due_can_be_filtered(sample)


def a_column_for_each_stage_counts_its_cards(board: Person) -> None:
    for stage in applications.stages(board.ctx):
        if stage.kind != "closed":
            own = [row for row in applications.rows(board.ctx) if row.stage_id == stage.id]
            assert board.text(f"count-{stage.id}") == str(len(own))
            assert set(board.rows(f"column-{stage.id}")) == {row.company for row in own}


def closed_ones_wait_behind_a_strip(board: Person) -> None:
    assert not board.is_shown(f"column-{CLOSED}")
    board.click(f"open-{CLOSED}")
    assert set(board.rows(f"column-{CLOSED}")) == {"Nettlebrook", "Dunlinworth"}
    board.click(f"fold-{CLOSED}")
    assert not board.is_shown(f"column-{CLOSED}")


def control_f_goes_to_the_filter(board: Person) -> None:
    board.key(Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is board.find("pipeline-search")


def nothing_found_offers_to_clear_the_filters(board: Person) -> None:
    board.type("pipeline-search", "zzzz")
    assert board.is_shown("pipeline-nothing")
    board.click("pipeline-nothing-button")
    assert board.text("pipeline-search") == ""
    assert board.text("pipeline-count") == "13 shown"


def filters_by_stage_and_by_source_are_combined(board: Person) -> None:
    board.click("filter-stage_ids")
    board.pick("Applied")
    board.click("filter-sources")
    board.pick("Job board")
    assert set(board.rows(f"column-{APPLIED}")) == {"Greyhaddock", "Kestrelby"}
    assert board.text("pipeline-count") == "2 shown"


def archived_ones_are_shown_alone_and_brought_back(board: Person) -> None:
    board.click("pipeline-saved-views")
    board.pick("Archive")
    assert board.text("pipeline-count") == "3 shown"
    name = board.rows(f"column-{CLOSED}")[0]
    board.click_row(f"column-{CLOSED}", name)
    board.focus(f"column-{CLOSED}")
    board.key(Qt.Key.Key_Delete)
    assert name not in board.rows(f"column-{CLOSED}")
    assert applications.row(board.ctx, id_of(board, name)).archived_at is None
    board.click("filter-archived")
    assert board.text("pipeline-count") == "13 shown"


def words_filter_board_and_table_alike(board: Person) -> None:
    board.type("pipeline-search", "pricing")
    assert board.text("pipeline-count") == "1 shown"
    board.segment("pipeline-views", "Table")
    assert board.rows("pipeline-table") == ["Quillmere"]


def an_outcome_in_the_filter_shows_closed_ones(table: Person) -> None:
    table.click("filter-outcomes")
    table.pick("I withdrew")
    assert table.rows("pipeline-table") == ["Dunlinworth"]


def follow_ups_that_are_due_can_be_filtered(table: Person) -> None:
    table.click("filter-due")
    today = table.ctx.today()
    due = {r.company for r in applications.rows(table.ctx) if r.follow_up_on and r.follow_up_on <= today}
    assert due
    assert set(table.rows("pipeline-table")) == due


def test_the_table_is_sorted_by_its_heads_stays_so_and_changes_several_rows_at_once(sample: Person) -> None:
    show_table(sample)
    a_click_on_a_head_sorts_and_another_one_turns_it_round(sample)
    the_order_of_the_table_comes_back_with_the_window(sample)
    a_round_is_added_to_the_application_in_view(sample)
    several_rows_move_at_once(sample)
    sample.click("bulk-clear")
    several_rows_move_by_the_keys_of_the_board(sample)
    sample.click("bulk-clear")
    several_rows_are_tagged_at_once(sample)
    sample.click("bulk-clear")
    several_rows_close_with_one_outcome(sample)
    enter_opens_the_detail_of_a_row(sample)


def click_head(person: Person, title: str) -> None:
    view = person.find("pipeline-table", QTableView)
    head = view.horizontalHeader()
    assert isinstance(head, QHeaderView)
    for number in range(head.count()):
        if view.model().headerData(number, Qt.Orientation.Horizontal) == title and not head.isSectionHidden(
            number
        ):
            spot = QPoint(head.sectionViewportPosition(number) + 20, head.height() // 2)
            person.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            return
    raise AssertionError(f"no column {title}")


def a_click_on_a_head_sorts_and_another_one_turns_it_round(table: Person) -> None:
    click_head(table, "Company")
    first = table.rows("pipeline-table")
    click_head(table, "Company")
    assert table.rows("pipeline-table") == first[::-1]
    assert sorted(first) in (first, first[::-1])


def the_order_of_the_table_comes_back_with_the_window(table: Person) -> None:
    click_head(table, "Company")
    shown = table.rows("pipeline-table")
    table.session.open()
    table.show("pipeline")
    assert table.rows("pipeline-table") == shown


def a_round_is_added_to_the_application_in_view(table: Person) -> None:
    table.click_row("pipeline-table", "Marrowby")
    assert table.text("detail-company") == "Marrowby"
    table.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Marrowby" in table.find("interview-application", QComboBox).currentText()
    table.key(Qt.Key.Key_Escape)


def choose_two(person: Person) -> tuple[str, str]:
    view = person.find("pipeline-table", QTableView)
    names = person.rows("pipeline-table")[:2]
    for number, modifier in ((0, Qt.KeyboardModifier.NoModifier), (1, CTRL)):
        spot = view.visualRect(view.model().index(number, 0)).center()
        person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, spot)
    person.settle()
    assert person.text("selection-count") == "2 selected"
    return names[0], names[1]


def several_rows_move_at_once(table: Person) -> None:
    names = choose_two(table)
    table.click("bulk-move")
    table.pick("Screening")
    assert [stage_of(table, name) for name in names] == ["Screening"] * 2
    table.main.undo()
    assert "Screening" not in {stage_of(table, name) for name in names}


def several_rows_move_by_the_keys_of_the_board(table: Person) -> None:
    names = choose_two(table)
    before = [stage_of(table, name) for name in names]
    order = [stage.name for stage in applications.stages(table.ctx)]
    place = order.index(before[1])  # the cursor is on the row chosen last
    table.focus("pipeline-table")
    table.key(Qt.Key.Key_Right, CTRL)
    assert {stage_of(table, name) for name in names} == {order[place + 1]}
    assert table.text("toast-text") == f"2 applications moved to {order[place + 1]}"
    assert table.text("selection-count") == "2 selected"
    assert table.find("pipeline-table").hasFocus()
    table.key(Qt.Key.Key_Left, CTRL)
    assert {stage_of(table, name) for name in names} == {before[1]}
    table.main.undo()
    table.main.undo()
    assert [stage_of(table, name) for name in names] == before
    for _ in range(place + 1):
        table.key(Qt.Key.Key_Left, CTRL)
    assert {stage_of(table, name) for name in names} == {order[0]}, "nothing lies before the first stage"
    for _ in range(place):
        table.main.undo()
    assert [stage_of(table, name) for name in names] == before


def several_rows_are_tagged_at_once(table: Person) -> None:
    names = choose_two(table)
    table.click("bulk-tag")
    table.type("tags-edit", "remote, dream,")
    table.click("tags-ok")
    assert all(
        set(applications.row(table.ctx, id_of(table, name)).tags) >= {"remote", "dream"} for name in names
    )


def several_rows_close_with_one_outcome(table: Person) -> None:
    names = choose_two(table)
    table.click("bulk-move")
    table.pick("Closed")
    table.choose("closing-outcome", "I withdrew")
    table.click("closing-ok")
    assert {applications.row(table.ctx, id_of(table, name)).outcome for name in names} == {"withdrawn"}


def enter_opens_the_detail_of_a_row(table: Person) -> None:
    table.main.resize(1024, 640)
    table.click_row("pipeline-table", "Marrowby")
    if table.is_shown("detail-close"):
        table.click("detail-close")
    table.focus("pipeline-table")
    table.key(Qt.Key.Key_Return)
    assert table.text("detail-company") == "Marrowby"
    pane, rows = table.find("detail-pane"), table.find("pipeline-table")
    ends = rows.mapToGlobal(rows.rect().topRight()).x()
    assert ends < pane.mapToGlobal(pane.rect().topLeft()).x(), "no column ends under the pane"


def test_cards_are_moved_by_keys_by_the_mouse_and_by_menus_archived_and_added(sample: Person) -> None:
    control_and_arrows_move_a_card_and_keep_the_focus_on_it(sample)
    the_first_column_has_nothing_at_its_left(sample)
    leaving_the_question_how_it_ended_moves_nothing(sample)
    moving_past_the_last_stage_asks_how_it_ended(sample)
    delete_archives_the_card_and_undo_brings_it_back(sample)
    the_detail_moves_to_a_stage_of_its_menu(sample)
    sample.main.undo()
    a_card_dropped_on_another_column_moves_there(sample)
    the_plus_of_a_column_adds_to_its_stage(sample)


def control_and_arrows_move_a_card_and_keep_the_focus_on_it(board: Person) -> None:
    board.click_row(f"column-{APPLIED}", "Pebblewick")
    board.focus(f"column-{APPLIED}")
    board.key(Qt.Key.Key_Right, CTRL)
    assert stage_of(board, "Pebblewick") == "Screening"
    assert board.rows(f"column-{SCREENING}").count("Pebblewick") == 1
    board.key(Qt.Key.Key_Right, CTRL)
    assert stage_of(board, "Pebblewick") == "Interviewing"
    board.key(Qt.Key.Key_Left, CTRL, times=2)
    assert stage_of(board, "Pebblewick") == "Applied"


def the_first_column_has_nothing_at_its_left(board: Person) -> None:
    board.click_row(f"column-{SAVED}", "Mossgrave")
    board.focus(f"column-{SAVED}")
    board.key(Qt.Key.Key_Left, CTRL)
    assert stage_of(board, "Mossgrave") == "Saved"


def leaving_the_question_how_it_ended_moves_nothing(board: Person) -> None:
    board.click_row(f"column-{OFFER}", "Harrowmint")
    board.focus(f"column-{OFFER}")
    board.key(Qt.Key.Key_Right, CTRL)
    board.find("closing")
    board.key(Qt.Key.Key_Escape)
    assert not board.is_shown("closing")
    assert stage_of(board, "Harrowmint") == "Offer"


def moving_past_the_last_stage_asks_how_it_ended(board: Person) -> None:
    board.click_row(f"column-{OFFER}", "Harrowmint")
    board.focus(f"column-{OFFER}")
    board.key(Qt.Key.Key_Right, CTRL)
    assert stage_of(board, "Harrowmint") == "Offer"
    board.choose("closing-outcome", "I accepted an offer")
    board.type("closing-note", "The team and the search problem")
    board.click("closing-ok")
    detail = applications.detail(board.ctx, id_of(board, "Harrowmint"))
    assert (detail.row.stage, detail.row.outcome) == ("Closed", "accepted")
    assert detail.outcome_note == "The team and the search problem"


def delete_archives_the_card_and_undo_brings_it_back(board: Person) -> None:
    board.click_row(f"column-{SAVED}", "Mossgrave")
    board.focus(f"column-{SAVED}")
    board.key(Qt.Key.Key_Delete)
    assert "Mossgrave" not in board.rows(f"column-{SAVED}")
    board.key(Qt.Key.Key_Z, CTRL)
    assert "Mossgrave" in board.rows(f"column-{SAVED}")


def the_detail_moves_to_a_stage_of_its_menu(board: Person) -> None:
    board.click_row(f"column-{SAVED}", "Mossgrave")
    board.click("detail-move")
    board.pick("Screening")
    assert stage_of(board, "Mossgrave") == "Screening"


def a_card_dropped_on_another_column_moves_there(board: Person) -> None:
    source, target = board.find(f"column-{SAVED}", QListView), board.find(f"column-{APPLIED}", QListView)
    data: QMimeData = source.model().mimeData([board.index(f"column-{SAVED}", "Mossgrave")])
    spot, held = QPoint(20, target.viewport().height() - 4), Qt.MouseButton.LeftButton
    for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
        event = kind(spot, Qt.DropAction.MoveAction, data, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target.viewport(), event)
    board.settle()
    assert stage_of(board, "Mossgrave") == "Applied"


def the_plus_of_a_column_adds_to_its_stage(board: Person) -> None:
    board.click(f"add-screening-{SCREENING}")
    board.type("application-company", "Dapplewood")
    board.type("application-role", "ML Engineer")
    board.click("application-editor-ok")
    assert stage_of(board, "Dapplewood") == "Screening"


def test_the_detail_opens_when_the_mouse_lets_go_so_that_columns_stay_under_a_dragged_card_and_closes_by_escape(
    sample: Person,
) -> None:
    the_detail_opens_when_the_mouse_lets_go(sample)
    sample.click("detail-close")
    a_click_opens_the_card_that_the_cursor_stood_on_already(sample)
    escape_closes_the_detail(sample)
    board_and_detail_stand_side_by_side_and_say_every_stage(sample)
    every_tab_of_the_detail_shows_something_of_its_own(sample)
    a_quick_note_is_added_by_enter(sample)
    a_contact_is_added_from_the_detail(sample)
    sample.click("detail-close")
    enter_opens_the_detail_of_a_card(sample)


def the_detail_opens_when_the_mouse_lets_go(board: Person) -> None:
    view = board.find(f"column-{SAVED}", QListView)
    spot = view.visualRect(board.index(f"column-{SAVED}", "Mossgrave")).center()
    board.qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not board.is_shown("detail-pane")
    board.qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert board.text("detail-company") == "Mossgrave"


def a_click_opens_the_card_that_the_cursor_stood_on_already(board: Person) -> None:
    first = board.rows(f"column-{SAVED}")[0]
    board.focus(f"column-{SAVED}")
    board.click_row(f"column-{SAVED}", first)
    assert board.text("detail-company") == first
    board.click("detail-close")
    assert not board.is_shown("detail-company")
    board.click_row(f"column-{SAVED}", first)
    assert board.text("detail-company") == first


def escape_closes_the_detail(board: Person) -> None:
    board.click_row(f"column-{SAVED}", "Mossgrave")
    board.find("detail-pane")
    board.focus(f"column-{SAVED}")
    board.key(Qt.Key.Key_Escape)
    assert not board.is_shown("detail-pane")


def board_and_detail_stand_side_by_side_and_say_every_stage(board: Person) -> None:
    board.click_row("column-4", "Fernhollow Labs")
    board.turns(2)
    assert board.main.width() == 1_440
    assert checks.sideways(board.main) == []
    heads = [label for label in board.find("board").findChildren(ElidedLabel) if label.isVisible()]
    assert [label.text() for label in heads if label.toolTip()] == []
    assert board.find("detail-pane").width() >= 360


def every_tab_of_the_detail_shows_something_of_its_own(board: Person) -> None:
    board.click_row("column-4", "Fernhollow Labs")
    tabs, said = board.find("detail-tabs"), set()
    for number in range(7):
        spot = tabs.tabRect(number).center()  # type: ignore[attr-defined]
        board.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)
        board.settle()
        said.add(board.words("detail-pane").strip())
    assert len(said - {""}) == 7


def open_timeline(person: Person) -> None:
    tabs = person.find("detail-tabs")
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(2).center())  # type: ignore[attr-defined]
    person.settle()


def a_quick_note_is_added_by_enter(board: Person) -> None:
    board.click_row("column-4", "Fernhollow Labs")
    open_timeline(board)
    board.type("detail-note", "They use a two-tower model")
    board.key(Qt.Key.Key_Return)
    detail = applications.detail(board.ctx, id_of(board, "Fernhollow Labs"))
    assert "They use a two-tower model" in [note.body for note in detail.notes]
    assert "They use a two-tower model" in board.rows("timeline")


def a_contact_is_added_from_the_detail(board: Person) -> None:
    board.click_row(f"column-{SAVED}", "Mossgrave")
    tabs = board.find("detail-tabs")
    board.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(4).center())  # type: ignore[attr-defined]
    board.settle()
    board.click("detail-add-contact")
    board.type("contact-name", "Ida Bramble")
    board.type("contact-email", "ida@mossgrave.example")
    board.click("contact-editor-ok")
    assert "Ida Bramble" in [person.name for person in contacts.contacts(board.ctx)]
    assert "Ida Bramble" in board.words("detail-people")


def enter_opens_the_detail_of_a_card(board: Person) -> None:
    board.main.resize(1024, 640)
    board.click_row(f"column-{SAVED}", "Mossgrave")
    if board.is_shown("detail-close"):
        board.click("detail-close")
    board.focus(f"column-{SAVED}")
    board.key(Qt.Key.Key_Return)
    assert board.text("detail-company") == "Mossgrave"


def test_an_empty_pipeline_says_what_it_is_for_and_offers_the_next_step(empty: Person) -> None:
    empty.click("pipeline-empty-button")
    assert isinstance(empty.find("application-editor"), QWidget)
    empty.key(Qt.Key.Key_Escape)
