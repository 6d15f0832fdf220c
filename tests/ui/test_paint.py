import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from mltracker.ui.paint import (
    BarValues,
    RowLook,
    paint_badge,
    paint_difficulty,
    paint_readiness_bar,
    paint_row,
    paint_spark,
    paint_tick_box,
    wrapped,
)
from mltracker.ui.theme import font, tokens

TRACK = QRect(0, 20, 200, 14)


@pytest.fixture
def canvas() -> QImage:
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def bar(canvas: QImage, values: BarValues, track: QRect = TRACK) -> QImage:
    painter = QPainter(canvas)
    paint_readiness_bar(painter, track, values, tokens())
    painter.end()
    return canvas


def at(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def test_the_bar_is_solid_to_the_low_end_and_banded_to_the_high_end(canvas: QImage) -> None:
    bar(canvas, BarValues(0.62, 0.48, 0.74, 0.6))
    look = tokens()
    assert at(canvas, 94, 27) == look.color("solid").name()
    assert at(canvas, 98, 27) == look.color("band").name()
    assert at(canvas, 145, 27) == look.color("band").name()
    assert at(canvas, 160, 27) == look.color("track").name()


def test_the_tick_stands_three_pixels_out_of_the_bar(canvas: QImage) -> None:
    bar(canvas, BarValues(0.62, 0.48, 0.74))
    mark = tokens().color("mark").name()
    column = [y for y in range(60) if canvas.pixelColor(124, y).name() == mark]
    assert (column[0], column[-1]) == (17, 36)


def test_the_triangle_stands_at_the_target_and_not_on_cards(canvas: QImage) -> None:
    bar(canvas, BarValues(0.62, 0.48, 0.74, 0.9))
    assert at(canvas, 180, 13) == tokens().color("target").name()
    small = QImage(200, 60, QImage.Format.Format_ARGB32)
    small.fill(Qt.GlobalColor.transparent)
    bar(small, BarValues(0.62, 0.48, 0.74, 0.9), QRect(0, 20, 200, 6))
    assert all(small.pixelColor(180, y).alpha() == 0 for y in range(19))


def test_little_data_has_no_solid_part(canvas: QImage) -> None:
    bar(canvas, BarValues(0.64, 0.4, 0.83, 0.6, little_data=True))
    solid_row = {at(canvas, x, 27) for x in range(8, 78)}
    assert solid_row == {tokens().color("track").name()}


@pytest.mark.parametrize("values", [BarValues(0, 0, 0), BarValues(1, 1, 1, 1), BarValues(1.7, -0.2, 3, 9)])
def test_values_at_and_beyond_the_ends_stay_on_the_track(canvas: QImage, values: BarValues) -> None:
    bar(canvas, values, QRect(50, 20, 100, 14))
    assert all(canvas.pixelColor(x, 27).alpha() == 0 for x in (*range(45), *range(156, 200)))


def test_a_bar_is_ready_exactly_when_its_solid_part_reaches_the_target() -> None:
    assert BarValues(0.78, 0.60, 0.87, 0.60).ready
    assert not BarValues(0.78, 0.59, 0.87, 0.60).ready
    assert not BarValues(0.78, 0.66, 0.87, 0.60, little_data=True).ready
    assert not BarValues(0.78, 0.66, 0.87).ready


def test_a_bar_speaks_for_itself() -> None:
    values = BarValues(0.62, 0.48, 0.74, 0.60)
    assert values.spoken == "Readiness 62 percent, likely 48 to 74, target 60, not ready yet"
    assert BarValues(0.62, 0.48, 0.74, little_data=True).spoken.endswith("little data")
    assert values.percent == "62%"


def test_a_badge_keeps_inside_a_narrow_cell(canvas: QImage) -> None:
    painter = QPainter(canvas)
    paint_badge(painter, QRect(10, 10, 60, 20), "interviewing", "A very long stage name of a user", tokens())
    painter.end()
    assert all(canvas.pixelColor(x, 20).alpha() == 0 for x in range(71, 200))
    assert at(canvas, 12, 12) == tokens().color("stage.interviewing_soft").name()


@pytest.mark.parametrize("level", [1, 3, 5])
def test_difficulty_fills_as_many_dots(canvas: QImage, level: int) -> None:
    painter = QPainter(canvas)
    paint_difficulty(painter, QRect(0, 0, 60, 16), level, tokens())
    painter.end()
    filled = [i for i in range(5) if canvas.pixelColor(i * 9 + 3, 8).alpha() == 255]
    assert filled == list(range(level))


def test_a_spark_needs_two_values(canvas: QImage) -> None:
    painter = QPainter(canvas)
    paint_spark(painter, QRect(0, 0, 60, 18), [0.4], tokens())
    painter.end()
    assert all(canvas.pixelColor(x, y).alpha() == 0 for x in range(60) for y in range(18))
    painter = QPainter(canvas)
    paint_spark(painter, QRect(0, 0, 60, 18), [0.2, 0.8], tokens())
    painter.end()
    assert canvas.pixelColor(57, 3).alpha() > 0
    assert canvas.pixelColor(3, 15).alpha() > 0


def test_a_selected_row_carries_its_bar_and_a_focused_one_its_ring(canvas: QImage) -> None:
    painter = QPainter(canvas)
    paint_row(painter, QRect(0, 0, 200, 36), RowLook(selected=True), tokens())
    painter.end()
    assert [at(canvas, x, 18) for x in (0, 2, 3)] == [
        tokens().color(role).name() for role in ("accent", "accent", "selected")
    ]
    painter = QPainter(canvas)
    paint_row(painter, QRect(0, 0, 200, 36), RowLook(focus=True), tokens())
    painter.end()
    assert at(canvas, 199, 18) == at(canvas, 198, 18) == tokens().color("focus").name()


def test_a_tick_box_shows_its_state_by_shape(canvas: QImage) -> None:
    drawn = {}
    for state in Qt.CheckState:
        image = QImage(16, 16, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_tick_box(painter, QRect(0, 0, 16, 16), state, tokens())
        painter.end()
        on = tokens().color("on_accent").name()
        drawn[state] = frozenset((x, y) for x in range(16) for y in range(16) if at(image, x, y) == on)
    assert drawn[Qt.CheckState.Checked] != drawn[Qt.CheckState.PartiallyChecked]
    assert (8, 8) in drawn[Qt.CheckState.PartiallyChecked]


def test_wrapping_keeps_every_word_and_at_most_the_lines_asked_for() -> None:
    text = "When do ROC AUC and PR AUC disagree, and which one do you report?"
    lines = wrapped(text, font(), 200, 2)
    assert len(lines) == 2
    assert " ".join(lines) == text
    assert wrapped("", font(), 200, 2) == ("",)
    assert wrapped("short", font(), 200, 2) == ("short",)
