"""How far something is, in days and in points, and the key that saves from a field of several lines."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mltracker.ui.explain import verdict
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import text_edit
from mltracker.ui.words import days_between, moved


@dataclass
class Figure:
    """The parts of a readiness that the word beside it goes by."""

    low: float
    target: float = 0.5
    label: str = "on-course"


def test_yesterday_evening_is_one_day_ago_the_next_morning() -> None:
    evening, morning = datetime(2026, 11, 30, 21, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert days_between(evening, morning, UTC) == 1
    assert days_between(evening, morning, timezone(timedelta(hours=5))) == 0


@pytest.mark.parametrize(
    ("low", "words"), [(0.49, "1 point to go"), (0.38, "12 points to go"), (0.499, "1 point to go")]
)
def test_the_way_to_ready_counts_its_points(low: float, words: str) -> None:
    sign = verdict(Figure(low))  # type: ignore[arg-type]
    assert sign.text == f"Ready when the low end reaches 50%: {words}"


def test_ctrl_enter_saves_from_a_field_where_enter_is_a_new_line(qtbot: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog("Add note", window, name="note")
    field = text_edit("note-text")
    dialog.body.addWidget(field)
    ok = dialog.add_ok_cancel("Add note")
    with qtbot.waitActive(dialog):
        dialog.open()
        field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(ok.clicked):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "\n"
    dialog.reject()


def test_a_change_that_nobody_can_see_is_none() -> None:
    assert moved(0.454, 0.421) == "45% → 42%"
    assert moved(0.454, 0.446) == "45%, as before"
