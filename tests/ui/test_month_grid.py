"""The grid of a month: where its weeks begin, how keys walk it, and what a day without enough room says."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mltracker.ui.delegates.month import DayFace, DayLine
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.month_grid import MonthGrid, MonthModel, shifted_month, weeks_of

TODAY = date(2026, 12, 1)
LINES = {
    date(2026, 12, 3): [
        DayLine(f"interview:{n}", f"1{n}:00 Co {n}", f"1{n}:00, Company {n}") for n in range(6)
    ],
    date(2026, 12, 10): [DayLine("deadline:1", "Quillmere", "Quillmere, last day to apply", filled=True)],
}


class Shown:
    """A grid that is given the months it asks for."""

    def __init__(self, qtbot: QtBot, first_weekday: int = 0) -> None:
        self.grid = MonthGrid(name="grid", title="Month", first_weekday=first_weekday)
        qtbot.addWidget(self.grid)
        self.grid.resize(700, 480)
        self.grid.month_wanted.connect(self.show)
        self.days: list[date] = []
        self.grid.day_chosen.connect(self.days.append)
        self.show(TODAY)
        self.grid.show()

    def show(self, day: date) -> None:
        self.grid.show_month(day, LINES, TODAY, {day: f"{day:%a} {day.day} {day:%b}"})

    def face(self, row: int, column: int) -> DayFace:
        found = self.grid.model().index(row, column).data(Roles.VALUE)
        assert isinstance(found, DayFace)
        return found


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    return Shown(qtbot)


def test_weeks_begin_on_the_day_of_the_locale(qtbot: QtBot) -> None:
    assert weeks_of(TODAY, 0)[0][0] == date(2026, 11, 30)
    assert weeks_of(TODAY, 6)[0][0] == date(2026, 11, 29)
    sunday = Shown(qtbot, first_weekday=6)
    heads = [sunday.grid.model().headerData(n, Qt.Orientation.Horizontal) for n in range(7)]
    assert heads == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_months_shift_by_their_own_lengths_and_stay_where_dates_can_be_kept() -> None:
    assert shifted_month(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert shifted_month(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert shifted_month(date(1990, 1, 5), -1) == date(1990, 1, 5)
    assert shifted_month(date(2099, 12, 5), 1) == date(2099, 12, 5)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Right, date(2026, 12, 2)),
        (Qt.Key.Key_Down, date(2026, 12, 8)),
        (Qt.Key.Key_Left, date(2026, 11, 30)),
        (Qt.Key.Key_Up, date(2026, 11, 24)),
        (Qt.Key.Key_PageDown, date(2027, 1, 1)),
        (Qt.Key.Key_PageUp, date(2026, 11, 1)),
        (Qt.Key.Key_End, date(2026, 12, 6)),
        (Qt.Key.Key_Home, date(2026, 11, 30)),
    ],
)
def test_keys_walk_over_the_edges_of_the_month(qtbot: QtBot, shown: Shown, key: Qt.Key, day: date) -> None:
    qtbot.keyClick(shown.grid, key)
    assert shown.grid.day == day
    assert shown.days[-1] == day
    assert shown.grid.month == day.replace(day=1)


def test_the_last_day_that_can_be_kept_is_the_end(qtbot: QtBot, shown: Shown) -> None:
    shown.show(date(2099, 12, 31))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(shown.grid, key)
    assert shown.grid.day == date(2099, 12, 31)


def test_enter_opens_the_day_and_a_click_on_a_line_opens_it(qtbot: QtBot, shown: Shown) -> None:
    with qtbot.waitSignal(shown.grid.opened) as opened:
        qtbot.keyClick(shown.grid, Qt.Key.Key_Return)
    assert opened.args == [TODAY]
    cell = shown.grid.visualRect(shown.grid.model().index(1, 3))
    with qtbot.waitSignal(shown.grid.line_opened) as line:
        qtbot.mouseClick(
            shown.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(20, 32)
        )
    assert line.args == ["deadline:1"]
    with qtbot.assertNotEmitted(shown.grid.line_opened):
        qtbot.mouseClick(shown.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(20, 8))
    assert shown.grid.day == date(2026, 12, 10)


def test_a_day_says_how_much_more_there_is_than_fits(shown: Shown) -> None:
    """Of six lines in a low row two are drawn; the third place tells of the four that are not."""
    cell = shown.grid.visualRect(shown.grid.model().index(0, 3))
    hits = [shown.grid.line_at(cell.topLeft() + QPoint(20, 24 + 20 * n + 6)) for n in range(3)]
    assert [line.key if line else None for line in hits] == ["interview:0", "interview:1", None]
    image = QImage(shown.grid.size(), QImage.Format.Format_RGB32)
    shown.grid.render(image)
    place = cell.topLeft() + shown.grid.viewport().pos() + QPoint(0, 24 + 40 + 9)
    below = [image.pixelColor(place + QPoint(x, 0)).lightness() for x in range(6, 40)]
    assert min(below) < 200, "the words are drawn in the place that is left"


def test_a_day_tells_all_it_holds_to_assistive_tools(shown: Shown) -> None:
    assert shown.face(0, 1).today
    assert not shown.face(0, 0).inside
    spoken = shown.grid.model().index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "10:00, Company 0" in spoken
    assert "15:00, Company 5" in spoken


def test_the_model_of_days_is_sound(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = MonthModel(qapp)
    faces = [[DayFace(day, True, False, "") for day in week] for week in weeks_of(TODAY, 0)]
    model.set_weeks(faces)
    qtmodeltester.check(model)
