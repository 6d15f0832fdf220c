"""Buttons, chips, choices and tabs, by gestures."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from mltracker.ui.theme import Theme, tokens
from mltracker.ui.tokens import load_tokens
from mltracker.ui.widgets.buttons import Button, FieldButton, KeyCap, Segment, SegmentedControl
from mltracker.ui.widgets.chip import FilterChip, LabelChip
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.grade_bar import GradeBar, GradeChoice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.rubric_list import RubricList
from mltracker.ui.widgets.slider import Slider
from mltracker.ui.widgets.tabs import Tabs

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(qtbot: object) -> Callable[..., QWidget]:
    """Shows widgets in an active window that lives as long as the test."""
    kept = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return show


def has_color(image: QImage, role: str, at: QPoint) -> bool:
    return image.pixelColor(at).name() == tokens().color(role).name()


@pytest.mark.parametrize(("size", "height"), [("normal", 32), ("small", 28), ("hero", 36)])
def test_a_button_has_the_height_of_its_size(
    qtbot: object, shown: Callable[..., QWidget], size: str, height: int
) -> None:
    made = Button("Practice 20 min", name="practice", size=size, icon_name="play", keys="P", arrow=True)
    square = Button(name="edit", size=size, icon_name="edit", tip="Edit")
    shown(made, square)
    assert made.height() == height
    assert square.size().width() == square.size().height() == height


@pytest.mark.parametrize("kind", ["primary", "tonal", "secondary", "ghost"])
def test_a_button_is_pressed_by_mouse_and_by_space(
    qtbot: object, shown: Callable[..., QWidget], kind: str
) -> None:
    made = Button("Join", name="join", kind=kind)
    shown(made)
    with qtbot.waitSignal(made.clicked):
        QTest.mouseClick(made, LEFT)
    with qtbot.waitSignal(made.clicked):
        QTest.keyClick(made, Qt.Key.Key_Space)


def test_an_ampersand_on_a_button_is_one(qtbot: object) -> None:
    made = Button("R&D at Quillmere", name="open")
    qtbot.addWidget(made)
    assert made.text() == "R&D at Quillmere"
    assert made.accessibleName() == "R&D at Quillmere"
    assert made.shortcut().isEmpty()


def test_a_button_with_an_icon_only_is_named_and_tells_its_keys(qtbot: object) -> None:
    made = Button(name="sheet", icon_name="print", tip="Prep <sheet>", keys="Ctrl+P")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Prep <sheet>"
    assert "Prep &lt;sheet&gt; (Ctrl+P)" in made.toolTip()
    assert made.sizeHint().width() == made.sizeHint().height()


def test_the_ring_is_drawn_for_the_keyboard_only(qtbot: object, shown: Callable[..., QWidget]) -> None:
    first, second = Button("One", name="one"), Button("Two", name="two")
    shown(first, second)
    edge = QPoint(first.width() // 2, 1)
    QTest.mouseClick(first, LEFT)
    QTest.mouseMove(second)
    assert first.hasFocus()
    assert not has_color(first.grab().toImage(), "focus", edge)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert has_color(second.grab().toImage(), "focus", QPoint(second.width() // 2, 1))


def test_a_primary_button_has_its_ring_inside(qtbot: object, shown: Callable[..., QWidget]) -> None:
    first, second = Button("One", name="one"), Button("Two", name="two", kind="primary")
    shown(first, second)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    image = second.grab().toImage()
    assert has_color(image, "on_accent", QPoint(second.width() // 2, 3))
    assert not has_color(image, "on_accent", QPoint(second.width() // 2, 0))


def test_a_button_changes_its_prominence_and_follows_the_theme(
    qtbot: object, shown: Callable[..., QWidget], look: Theme
) -> None:
    made = Button("Join", name="join")
    shown(made)
    made.set_kind("primary")
    middle = QPoint(6, made.height() // 2)
    assert made.grab().toImage().pixelColor(middle) == tokens().color("accent")
    look.apply("dark")
    assert made.grab().toImage().pixelColor(middle) == load_tokens("dark").color("accent")


def test_a_button_with_a_menu_has_room_for_its_arrow(qtbot: object) -> None:
    made = Button("Add", name="add")
    qtbot.addWidget(made)
    before = made.sizeHint().width()
    made.setMenu(QMenu(made))
    assert made.sizeHint().width() == before + 20


def test_a_field_button_opens_by_click(qtbot: object, shown: Callable[..., QWidget]) -> None:
    made = FieldButton("Search or run a command", name="search", keys="Ctrl+K")
    shown(made, KeyCap("Esc"))
    with qtbot.waitSignal(made.clicked):
        QTest.mouseClick(made, LEFT)
    assert made.accessibleName() == "Search or run a command"


def test_one_segment_is_on(qtbot: object, shown: Callable[..., QWidget]) -> None:
    made = SegmentedControl(
        [Segment("board", "Board", "board"), Segment("table", "Table")], name="view", title="View"
    )
    shown(made)
    made.set_key("board")
    assert made.key == "board"
    with qtbot.waitSignal(made.changed) as told:
        QTest.mouseClick(made.findChild(QAbstractButton, "view-table"), LEFT)
    assert told.args == ["table"]
    assert made.key == "table"
    made.set_key("unknown")
    assert made.key == ""
    assert made.height() == 32


def test_setting_a_segment_tells_nobody(qtbot: object) -> None:
    made = SegmentedControl([Segment("a", "A"), Segment("b", "B")], name="x", title="X")
    qtbot.addWidget(made)
    with qtbot.assertNotEmitted(made.changed):
        made.set_key("b")


def test_a_filter_chip_shows_its_tick_while_on(qtbot: object, shown: Callable[..., QWidget]) -> None:
    chip = FilterChip("Active only", name="active")
    shown(chip)
    off = chip.width()
    with qtbot.waitSignal(chip.toggled):
        QTest.mouseClick(chip, LEFT)
    assert chip.active
    qtbot.waitUntil(lambda: chip.width() == off + 17)
    with qtbot.waitSignal(chip.toggled):
        QTest.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.active


def test_a_removable_chip_is_on_and_only_clicked(qtbot: object, shown: Callable[..., QWidget]) -> None:
    chip = FilterChip("Due", name="due", removable=True)
    shown(chip)
    assert chip.active
    assert chip.accessibleName() == "Remove filter Due"
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, LEFT)
    assert not chip.isChecked()


def test_a_menu_chip_is_marked_from_outside(qtbot: object) -> None:
    chip = FilterChip("Stage", name="stage", opens_menu=True)
    qtbot.addWidget(chip)
    assert not chip.active
    chip.set_active(True)
    assert chip.active
    assert not chip.isCheckable()


def test_a_label_chip_that_is_cut_says_all_in_its_tooltip(qtbot: object) -> None:
    chip = LabelChip("recommenders and ranking")
    qtbot.addWidget(chip)
    chip.show()
    chip.resize(60, 24)
    assert "recommenders and ranking" in chip.toolTip()
    chip.resize(chip.sizeHint())
    assert chip.toolTip() == ""


def test_tabs_are_changed_by_click_and_by_key(qtbot: object, shown: Callable[..., QWidget]) -> None:
    tabs = Tabs([("overview", "Overview"), ("people", "People & more")], name="tabs")
    shown(tabs)
    assert tabs.key == "overview"
    with qtbot.waitSignal(tabs.currentChanged):
        QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(1).center())
    assert tabs.key == "people"
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.key == "overview"
    tabs.set_key("nonsense")
    assert tabs.key == "overview"
    assert tabs.height() == 36


def test_a_disclosure_shows_and_hides_its_content(qtbot: object, shown: Callable[..., QWidget]) -> None:
    content = label("three follow-ups")
    made = Disclosure("Follow-ups", content, name="follow-ups", right="3")
    shown(made)
    assert not content.isVisible()
    head = made.findChild(QAbstractButton, "follow-ups-head")
    with qtbot.waitSignal(made.toggled):
        QTest.mouseClick(head, LEFT)
    assert content.isVisible()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert not content.isVisible()
    assert head.accessibleName() == "Follow-ups, 3"


def test_a_rubric_is_ticked_by_box_words_and_letter(qtbot: object, shown: Callable[..., QWidget]) -> None:
    rubric = RubricList()
    rubric.set_points([("Names the base rate", "must"), ("Leakage", "bonus")])
    shown(rubric)
    box = rubric.findChild(QAbstractButton, "rubric-A")
    with qtbot.waitSignal(rubric.changed):
        QTest.mouseClick(box, LEFT)
    assert rubric.ticks == (0,)
    words = box.parentWidget()
    with qtbot.waitSignal(rubric.changed):
        QTest.mouseClick(words, LEFT, pos=QPoint(60, 12))
    assert rubric.ticks == ()
    assert rubric.toggle("b")
    assert rubric.ticks == (1,)
    assert not rubric.toggle("c")
    assert not rubric.toggle("")
    assert box.accessibleName() == "A: Names the base rate, must"
    rubric.set_points([("Other", "must"), ("Another", "should")])
    assert rubric.ticks == ()


def test_a_grade_tells_its_value_and_the_suggestion_its_reason(
    qtbot: object, shown: Callable[..., QWidget]
) -> None:
    bar = GradeBar()
    bar.set_grades(
        [GradeChoice(1, "1", "Missed", "41% by Thursday"), GradeChoice(3, "3", "Solid", "72% by Thursday")]
    )
    shown(bar)
    solid = bar.findChild(QAbstractButton, "grades-3")
    with qtbot.waitSignal(bar.chosen) as told:
        QTest.mouseClick(solid, LEFT)
    assert told.args == [3]
    bar.set_suggestion(3)
    assert solid.accessibleName() == "Solid, 72% by Thursday, rubric suggests"
    bar.set_suggestion(None)
    assert solid.accessibleName() == "Solid, 72% by Thursday"
    assert solid.height() == 48


def test_a_slider_is_dragged_clicked_and_moved_by_keys(shown: Callable[..., QWidget]) -> None:
    made = Slider(name="days", title="Days")
    made.setRange(0, 10)
    shown(made)
    made.resize(220, made.height())
    heard: list[int] = []
    made.valueChanged.connect(heard.append)
    middle = QPoint(made.width() // 2, made.height() // 2)
    QTest.mouseClick(made, LEFT, pos=middle)
    assert made.value() == 5
    QTest.mousePress(made, LEFT, pos=middle)
    QTest.mouseMove(made, QPoint(made.width() + 50, 3))
    QTest.mouseRelease(made, LEFT, pos=middle)
    assert made.value() == 10
    QTest.mouseMove(made, middle)
    assert made.value() == 10
    made.setFocus(Qt.FocusReason.TabFocusReason)
    for key, value in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_PageUp, 6),
        (Qt.Key.Key_Left, 5),
        (Qt.Key.Key_End, 10),
    ):
        QTest.keyClick(made, key)
        assert made.value() == value
    assert heard[-1] == 10
    image = made.grab().toImage()
    assert has_color(image, "accent", QPoint(10, made.height() // 2))
