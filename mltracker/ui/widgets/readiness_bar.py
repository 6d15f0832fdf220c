"""The readiness bar as a widget, in the four sizes of the look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mltracker.ui.paint import (
    BAR_ABOVE,
    BAR_BELOW,
    BAR_HEIGHTS,
    BarValues,
    Sign,
    paint_progress,
    paint_readiness_bar,
    paint_sign,
    paint_text,
    sign_width,
    text_width,
)
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens

_NUMBER, _AXIS = 44, 18


class ReadinessBar(QWidget):
    """An estimate with its interval and target. Without values there is an empty track.

    `number` writes the percentage at the right, `words` the sign "Ready" or "little data" behind it, `axis` the ends
    of the scale and the target below.
    """

    def __init__(
        self,
        size: Literal["hero", "detail", "row", "card"] = "row",
        parent: QWidget | None = None,
        *,
        name: str = "",
        number: bool = True,
        words: bool = False,
        axis: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._size = size
        self._number = number
        self._words = words
        self._axis = axis
        self._values: BarValues | None = None
        self.set_values(None)

    @property
    def values(self) -> BarValues | None:
        """What is shown."""
        return self._values

    def set_values(self, values: BarValues | None, *, tip: str = "") -> None:
        """Show an estimate; `tip` is added to the tooltip, for the evidence behind it."""
        self._values = values
        spoken = values.spoken if values is not None else self.tr("Readiness not known yet")
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(f"{spoken}\n{tip}" if tip else spoken))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(72 + (_NUMBER if self._number else 0), self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), tokens(), self.rect()
        sign = self._sign()
        if sign is not None:
            area = QRect(rect.right() - sign_width(sign), rect.top(), sign_width(sign) + 1, rect.height())
            paint_sign(painter, self._beside(area), sign, look)
            rect.setRight(area.left() - 12)
        if self._number and self._values is not None:
            area = QRect(rect.right() - _NUMBER + 1, rect.top(), _NUMBER, rect.height())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            face = font("small" if self._size == "card" else "body")
            paint_text(
                painter,
                self._beside(area),
                self._values.percent,
                face=face,
                color=look.color("text"),
                align=right,
            )
            rect.setRight(area.left() - 1)
        track = QRect(rect.left(), self._top(), rect.width(), BAR_HEIGHTS[self._size])
        if self._values is None:
            paint_progress(painter, track, 0, look)
        else:
            paint_readiness_bar(painter, track, self._values, look)
        if self._axis and self._values is not None:
            self._paint_axis(painter, track, self._values)

    def _paint_axis(self, painter: QPainter, track: QRect, values: BarValues) -> None:
        color, face = tokens().color("muted"), font("small")
        line = QRect(track.left(), track.bottom() + BAR_BELOW + 1, track.width(), _AXIS)
        paint_text(painter, line, "0", face=face, color=color)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, line, "100", face=face, color=color, align=right)
        if values.target is not None:
            words = self.tr("target {0}").format(round(100 * values.target))
            width = text_width(words, face) + 1
            middle = track.left() + round(track.width() * values.target)
            left = min(max(middle - width // 2, line.left() + 14), line.right() - 30 - width)
            spot = QRect(left, line.top(), width, _AXIS)
            paint_text(painter, spot, words, face=face, color=color)

    def _beside(self, area: QRect) -> QRect:
        """The same columns, centered on the track."""
        middle = self._top() + BAR_HEIGHTS[self._size] // 2
        return QRect(area.left(), middle - 10, area.width(), 20)

    def _top(self) -> int:
        if self._size == "card":
            return (self._height() - BAR_HEIGHTS["card"]) // 2
        return max(BAR_ABOVE, 10 - BAR_HEIGHTS[self._size] // 2)

    def _height(self) -> int:
        if self._size == "card":
            return 16
        below = BAR_BELOW + (_AXIS + 1 if self._axis else 0)
        return self._top() + max(BAR_HEIGHTS[self._size] + below, BAR_HEIGHTS[self._size] // 2 + 10)

    def _sign(self) -> Sign | None:
        if not self._words or self._values is None:
            return None
        if self._values.little_data:
            return Sign("", self.tr("little data"))
        return Sign("done", self.tr("Ready"), "good") if self._values.ready else None
