"""A slider of the look: a flat line and a round handle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_HANDLE, _LINE, _RING = 14, 4, 3


class Slider(QAbstractSlider):
    """Whole numbers from left to right: dragged, clicked, or moved by the arrow keys, Page Up and Down, Home and End."""

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(1)
        self.setPageStep(5)
        self.valueChanged.connect(self._on_moved)
        self.rangeChanged.connect(self._on_moved)

    def sizeHint(self) -> QSize:
        return QSize(160, _HANDLE + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, _HANDLE + 2 * _RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, handle = QPainter(self), tokens(), self._handle()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() // 2
        line = QRect(_RING, middle - _LINE // 2, self.width() - 2 * _RING, _LINE)
        paint_box(painter, line, fill=look.color("track"), radius=_LINE / 2)
        done = QRect(line.topLeft(), handle.center())
        done.setHeight(_LINE)
        fill = look.color("accent" if self.isEnabled() else "disabled")
        paint_box(painter, done, fill=fill, radius=_LINE / 2)
        paint_box(painter, handle, fill=look.color("surface"), line=fill, radius=_HANDLE / 2, width=2)
        if keyboard_focus(self):
            ring = handle.adjusted(-_RING, -_RING, _RING, _RING)
            paint_box(painter, ring, line=look.color("focus"), radius=ring.width() / 2, width=2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _room(self) -> int:
        """How many px the handle can move."""
        return max(1, self.width() - 2 * _RING - _HANDLE)

    def _handle(self) -> QRect:
        span = max(1, self.maximum() - self.minimum())
        left = _RING + round(self._room() * (self.value() - self.minimum()) / span)
        return QRect(left, (self.height() - _HANDLE) // 2, _HANDLE, _HANDLE)

    def _move_to(self, event: QMouseEvent) -> None:
        share = (event.position().x() - _RING - _HANDLE / 2) / self._room()
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(max(share, 0.0), 1.0) * span))

    def _on_moved(self) -> None:
        self.update()
