"""Fields and forms, by typing."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from mltracker.domain.typed_times import parse_date
from mltracker.ui.widgets.date_edit import DateEdit, TimeEdit, format_date
from mltracker.ui.widgets.form import Choice, Form, line_edit, text_edit
from mltracker.ui.widgets.tag_edit import TagEdit

LEFT = Qt.MouseButton.LeftButton
THURSDAY = date(2026, 12, 3)


def open_(qtbot: object, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 1, 1), date(1999, 12, 31), THURSDAY])
def test_a_written_date_reads_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


def test_a_typed_date_is_written_back_in_one_form(qtbot: object) -> None:
    edit = open_(qtbot, DateEdit(name="on", title="Date"))
    field = edit.findChild(QLineEdit, "on-field")
    QTest.keyClicks(field, "2026-12-03")
    with qtbot.waitSignal(edit.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Thu 3 Dec 2026"
    assert edit.value == THURSDAY
    with qtbot.assertNotEmitted(edit.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_no_date_stays_and_is_marked(qtbot: object) -> None:
    edit = open_(qtbot, DateEdit(name="on"))
    field = edit.findChild(QLineEdit, "on-field")
    QTest.keyClicks(field, "31 Feb 2026")
    with qtbot.assertNotEmitted(edit.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "31 Feb 2026"
    assert edit.is_wrong
    assert field.property("error") == "true"
    edit.set_value(None)
    assert not edit.is_wrong
    assert edit.value is None


def test_emptying_a_date_is_a_change(qtbot: object) -> None:
    edit = open_(qtbot, DateEdit(name="on"))
    edit.set_value(THURSDAY)
    field = edit.findChild(QLineEdit, "on-field")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(edit.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert edit.value is None


def test_a_date_is_chosen_in_the_calendar(qtbot: object) -> None:
    edit = open_(qtbot, DateEdit(name="on"))
    edit.set_value(THURSDAY)
    QTest.mouseClick(edit.findChild(QPushButton, "on-calendar"), LEFT)
    month = edit.findChild(QCalendarWidget, "calendar-month")
    assert month.selectedDate() == QDate(2026, 12, 3)
    with qtbot.waitSignal(edit.changed):
        month.clicked.emit(QDate(2026, 12, 4))
    assert edit.value == date(2026, 12, 4)


def test_the_calendar_opens_at_the_day_of_the_clock_and_calls_no_day_chosen_until_one_is(
    qtbot: object,
) -> None:
    edit = open_(qtbot, DateEdit(name="on", today=lambda: date(2031, 5, 9)))
    QTest.mouseClick(edit.findChild(QPushButton, "on-calendar"), LEFT)
    month = edit.findChild(QCalendarWidget, "calendar-month")
    assert (month.yearShown(), month.monthShown()) == (2031, 5)
    assert month.selectedDate() == QDate(2031, 5, 9)
    assert not month.is_chosen
    QTest.keyClick(month.findChild(QTableView), Qt.Key.Key_Right)
    assert month.is_chosen
    assert month.selectedDate() == QDate(2031, 5, 10)


def test_a_typed_time_is_written_back_in_one_form(qtbot: object) -> None:
    edit = open_(qtbot, TimeEdit(name="at"))
    QTest.keyClicks(edit, "2pm")
    with qtbot.waitSignal(edit.changed):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "14:00"
    assert edit.value == time(14)
    edit.setText("99")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.is_wrong
    edit.set_value(time(9, 5))
    assert edit.text() == "09:05"


def tags(qtbot: object, *given: str) -> tuple[TagEdit, QLineEdit]:
    edit = TagEdit(name="tags", title="Tags", suggestions=["search"])
    edit.set_tags(given)
    open_(qtbot, edit)
    return edit, edit.findChild(QLineEdit, "tags-field")


def test_tags_are_added_by_comma_and_enter(qtbot: object) -> None:
    edit, field = tags(qtbot)
    with qtbot.waitSignal(edit.changed):
        QTest.keyClicks(field, "ranking,")
    QTest.keyClicks(field, "two words")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edit.tags == ("ranking", "two words")
    assert field.text() == ""


def test_a_tag_stands_once_whatever_its_case(qtbot: object) -> None:
    edit, field = tags(qtbot, "Ranking")
    with qtbot.assertNotEmitted(edit.changed):
        QTest.keyClicks(field, "ranking,")
    assert edit.tags == ("Ranking",)


def test_a_tag_is_taken_away_by_its_chip_and_by_backspace(qtbot: object) -> None:
    edit, field = tags(qtbot, "a", "b", "c")
    with qtbot.waitSignal(edit.changed):
        QTest.mouseClick(edit.findChild(QToolButton, "tags-1"), LEFT)
    assert edit.tags == ("a", "c")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert edit.tags == ("a",)


def test_setting_tags_tells_nobody(qtbot: object) -> None:
    edit, _ = tags(qtbot)
    with qtbot.assertNotEmitted(edit.changed):
        edit.set_tags(["x", "x", ""])
    assert edit.tags == ("x",)


def form(qtbot: object) -> Form:
    made = Form(name="quick")
    made.add("company", "Company", line_edit("quick-company"))
    made.add("role", "Role", line_edit("quick-role"), beside=True)
    made.add("on", "Applied on", DateEdit(name="quick-on"))
    made.add("notes", "Notes", text_edit("quick-notes"), hint="Only for you.")
    open_(qtbot, made)
    return made


def test_an_error_stands_under_its_field_and_is_read_with_it(qtbot: object) -> None:
    made = form(qtbot)
    rest = made.set_errors({"role": "Please name the role.", "salary": "Too much."})
    field = made.findChild(QLineEdit, "quick-role")
    message = made.findChild(QWidget, "quick-role-error")
    assert rest == ["Too much."]
    assert message.isVisible()
    assert message.sign.text == "Please name the role."
    assert field.accessibleDescription() == "Please name the role."
    assert field.property("error") == "true"
    assert field.hasFocus()
    assert message.geometry().top() >= field.geometry().bottom()
    made.clear_errors()
    assert not message.isVisible()
    assert field.property("error") is None


def test_what_was_wrong_with_a_field_is_not_said_of_what_is_typed_next(qtbot: object) -> None:
    made = form(qtbot)
    made.set_errors({"role": "Please name the role."})
    field = made.findChild(QLineEdit, "quick-role")
    QTest.keyClicks(field, "M")
    assert not made.findChild(QWidget, "quick-role-error").isVisible()
    assert field.property("error") is None


def test_an_error_of_a_date_reaches_its_field(qtbot: object) -> None:
    made = form(qtbot)
    made.set_error("on", "That is in the future.")
    assert made.findChild(QLineEdit, "quick-on-field").property("error") == "true"


def test_every_field_is_named_by_its_label(qtbot: object) -> None:
    made = form(qtbot)
    assert made.findChild(QLineEdit, "quick-company").accessibleName() == "Company"
    assert made.findChild(QLineEdit, "quick-on-field").accessibleName() == "Applied on"


def test_a_field_can_be_hidden_with_its_label(qtbot: object) -> None:
    made = form(qtbot)
    made.set_error("company", "Missing.")
    made.set_shown("company", on=False)
    assert not made.findChild(QLineEdit, "quick-company").isVisible()
    assert not made.findChild(QWidget, "quick-company-error").isVisible()
    made.set_shown("company", on=True)
    assert made.findChild(QWidget, "quick-company-error").isVisible()


def test_a_choice_keeps_its_value_when_the_options_change(qtbot: object) -> None:
    choice = Choice([(1, "ML breadth"), (2, "ML depth")], name="round", title="Round")
    open_(qtbot, choice)
    choice.set_value(2)
    choice.set_options([(3, "Coding"), (2, "ML depth")])
    assert choice.value == 2
    choice.set_options([(3, "Coding")])
    assert choice.value == 3
    choice.set_value("unknown")
    assert choice.value is None


def test_the_wheel_over_a_choice_belongs_to_the_page(qtbot: object) -> None:
    choice = Choice([(1, "One"), (2, "Two")], name="round")
    open_(qtbot, choice)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, event)
    assert choice.value == 1
    assert not event.isAccepted()
