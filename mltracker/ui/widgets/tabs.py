"""Tabs as words over a line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from mltracker.ui.paint import paint_box, paint_text, text_width
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_HEIGHT, _LINE, _LEAST = 36, 2, 32


class Tabs(QTabBar):
    """A tab bar that ends in a line across its width; `dense` sets the words closer and smaller, for narrow panes.

    Where there is no room for all words, first the gaps shrink and then the words, which a tooltip tells whole.
    `currentChanged` tells the number; `key` names the tab.
    """

    def __init__(
        self, tabs: list[tuple[str, str]], parent: QWidget | None = None, *, name: str, dense: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._gap = 12 if dense else 16
        self._dense = dense
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        for key, title in tabs:
            number = self.addTab(title.replace("&", "&&"))
            self.setTabData(number, (key, title))
            self.setTabToolTip(number, plain_tip(title))

    @property
    def key(self) -> str:
        """The key of the tab that is on."""
        data = self.tabData(self.currentIndex())
        return str(data[0]) if data else ""

    def set_key(self, key: str) -> None:
        """Turn a tab on by its key; unknown keys change nothing."""
        for number in range(self.count()):
            if self.tabData(number)[0] == key:
                self.setCurrentIndex(number)

    def tabSizeHint(self, index: int) -> QSize:
        data = self.tabData(index)
        title = data[1] if data else self.tabText(index)
        gap = self._gap if index < self.count() - 1 else 0
        return QSize(text_width(title, self._face()) + gap, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(self.tabSizeHint(index).width(), _LEAST), _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last tab; Qt itself knows only the arrows."""
        ends = {Qt.Key.Key_Home: range(self.count()), Qt.Key.Key_End: range(self.count() - 1, -1, -1)}
        if event.key() in ends:
            usable = (number for number in ends[Qt.Key(event.key())] if self.isTabEnabled(number))
            self.setCurrentIndex(next(usable, self.currentIndex()))
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.color("border"))
        for number in range(self.count()):
            area = self._words_area(number)
            on = number == self.currentIndex()
            hover = area.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
            role = "disabled" if not self.isTabEnabled(number) else "text" if on or hover else "muted"
            title = self.tabData(number)[1]
            paint_text(painter, area, title, face=self._face(), color=look.color(role))
            if on:
                line = QRect(area.left(), self.height() - _LINE, area.width(), _LINE)
                painter.fillRect(line, look.color("accent"))
                if keyboard_focus(self):
                    ring = area.adjusted(-3, 5, 3, -5)
                    paint_box(painter, ring, line=look.color("focus"), radius=4, width=2)

    def _words_area(self, number: int) -> QRect:
        """Where a tab's words stand: as much of the gap behind them goes as they need."""
        area = self.tabRect(number)
        if number == self.count() - 1:
            return area
        spare = area.width() - text_width(self.tabData(number)[1], self._face())
        return area.adjusted(0, 0, -max(4, min(self._gap, spare)), 0)

    def _face(self) -> QFont:
        return font("small" if self._dense else "body")
