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
)
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens

_NUMBER = 44


class ReadinessBar(QWidget):
    """An estimate with its interval and target. Without values there is an empty track.

    `number` writes the percentage at the right, `words` the sign "Ready" or "little data" behind it.
    """

    def __init__(
        self,
        size: Literal["hero", "detail", "row", "card"] = "row",
        parent: QWidget | None = None,
        *,
        name: str = "",
        number: bool = True,
        words: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._size = size
        self._number = number
        self._words = words
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
        return self._top() + max(BAR_HEIGHTS[self._size] + BAR_BELOW, BAR_HEIGHTS[self._size] // 2 + 10)

    def _sign(self) -> Sign | None:
        if not self._words or self._values is None:
            return None
        if self._values.little_data:
            return Sign("", self.tr("little data"))
        return Sign("done", self.tr("Ready"), "good") if self._values.ready else None
