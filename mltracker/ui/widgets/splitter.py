"""Panes that meet at a line of one pixel and can be dragged by seven."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from mltracker.ui.theme import tokens

_REACH = 3


class Splitter(QSplitter):
    """Panes side by side, or one below the other; its state is remembered under its objectName."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
        *,
        name: str,
    ) -> None:
        super().__init__(orientation, parent)
        self.setObjectName(name)
        self._wanted: list[int] = []
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def add_pane(self, pane: QWidget, *, size: int = 0, least: int = 0, grows: bool = False) -> None:
        """Add a pane of `size` px, at least `least`; the ones that grow share what is left."""
        horizontal = self.orientation() is Qt.Orientation.Horizontal
        if least:
            pane.setMinimumWidth(least) if horizontal else pane.setMinimumHeight(least)
        self.addWidget(pane)
        self.setStretchFactor(self.count() - 1, 1 if grows else 0)
        # kept here, because before it is shown the splitter says 0 for all
        self._wanted.append(size or max(least, 400))
        self.setSizes(self._wanted)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def resizeEvent(self, _event: QResizeEvent) -> None:
        # Qt widens the grab of a thin handle to five pixels; the same trick with seven, in place of Qt's own: each
        # change of the margins resizes the handle again
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setContentsMargins(_REACH, 0, _REACH, 0)
        else:
            self.setContentsMargins(0, _REACH, 0, _REACH)
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.contentsRect(), tokens().color("border"))
