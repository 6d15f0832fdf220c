"""A column folded to a strip: its icon, how many it holds, and its name turned upright."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import paint_box, paint_text
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus

WIDTH = 32


class Strip(QAbstractButton):
    """Opens by a click, Enter or Space."""

    def __init__(self, title: str, icon_name: str, *, name: str, tip: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setToolTip(plain_tip(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._title, self._icon, self._tip = title, icon_name, tip
        self._count = 0
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How many it holds."""
        self._count = count
        self.setAccessibleName(f"{self._tip}: {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 160)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        fill = "pressed" if self.isDown() else "hover" if self.underMouse() else "sunken"
        line = look.color("focus") if keyboard_focus(self) else None
        paint_box(painter, self.rect(), fill=look.color(fill), line=line, radius=8, width=2)
        paint_icon(painter, QRect(8, 10, 16, 16), self._icon, look.color("muted"))
        spot = QRect(0, 32, WIDTH, 20)
        middle = Qt.AlignmentFlag.AlignCenter
        paint_text(
            painter, spot, str(self._count), face=font("small"), color=look.color("muted"), align=middle
        )
        painter.save()
        painter.translate(WIDTH, 58)
        painter.rotate(90)
        words = QRect(0, 0, max(0, self.height() - 66), WIDTH)
        paint_text(painter, words, self._title, face=font("small"), color=look.color("muted"))
        painter.restore()
