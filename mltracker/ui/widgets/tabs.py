"""Tabs as words over a line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from mltracker.ui.paint import paint_box, paint_text, text_width
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_HEIGHT, _LINE, _LEAST, _LEAST_GAP, _TIGHT = 36, 2, 32, 4, 8
INSET = 4  # room at both ends for the ring of the first and the last word


class Tabs(QTabBar):
    """A tab bar for a frame of role tab-bar, whose line it stands on; `dense` sets the words closer and smaller, for narrow panes.

    Its first word begins INSET px from its left edge: what stands on the page's margin begins so much before it.

    Where there is no room for all words, first the gaps shrink, then a shorter word stands for a key that has one in
    `short`, and then words are cut; a tooltip tells them whole.
    `currentChanged` tells the number; `key` names the tab.
    """

    def __init__(
        self,
        tabs: list[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        name: str,
        dense: bool = False,
        short: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._gap = self._full_gap = 12 if dense else 16
        self._dense = dense
        self._short: Mapping[str, str] = {}
        self._may_shorten = short or {}
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
        title = self._word(index)
        before = INSET if index == 0 else 0
        behind = self._gap if index < self.count() - 1 else INSET
        return QSize(before + text_width(title, self._face()) + behind, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(self.tabSizeHint(index).width(), _LEAST), _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # all gaps give way alike: Qt would take from long words while short ones keep their gaps
        for short in ({}, self._may_shorten):
            self._short = short
            words = sum(text_width(self._word(number), self._face()) for number in range(self.count()))
            spare = (self.width() - 2 * INSET - words) // max(1, self.count() - 1)
            if spare >= _TIGHT:
                break
        self._gap = max(_LEAST_GAP, min(self._full_gap, spare))
        super().resizeEvent(event)

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
        for number in range(self.count()):
            area = self._words_area(number)
            on = number == self.currentIndex()
            hover = area.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
            role = "disabled" if not self.isTabEnabled(number) else "text" if on or hover else "muted"
            title = self._word(number)
            paint_text(painter, area, title, face=self._face(), color=look.color(role))
            if on:
                line = QRect(area.left(), self.height() - _LINE, area.width(), _LINE)
                painter.fillRect(line, look.color("accent"))
                if keyboard_focus(self):
                    side = min(INSET, self._gap // 2)
                    ring = area.adjusted(-side, 5, side, -5)
                    paint_box(painter, ring, line=look.color("focus"), radius=4, width=2)

    def _words_area(self, number: int) -> QRect:
        """Where a tab's words stand: as much of the gap behind them goes as they need."""
        area = self.tabRect(number).adjusted(INSET if number == 0 else 0, 0, 0, 0)
        if number == self.count() - 1:
            return area.adjusted(0, 0, -INSET, 0)
        spare = area.width() - text_width(self._word(number), self._face())
        return area.adjusted(0, 0, -max(_LEAST_GAP, min(self._gap, spare)), 0)

    def _word(self, number: int) -> str:
        data = self.tabData(number)
        return str(self._short.get(data[0], data[1])) if data else self.tabText(number)

    def _face(self) -> QFont:
        return font("small" if self._dense else "body")
