"""Scroll areas that show the ground they lie on and never scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from mltracker.ui.widgets.focus_ring import FocusRing


class _Reach(QObject):
    """Tab comes to an area, to scroll it by keys, only while there is something to scroll."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._bars = (area.verticalScrollBar(), area.horizontalScrollBar())
        for bar in self._bars:
            bar.rangeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # an area that goes away tells of its range when its bars are half gone
        if not all(map(isValid, (self._area, *self._bars))):
            return
        if self._area.focusPolicy() is Qt.FocusPolicy.NoFocus:
            return
        scrolls = any(bar.maximum() > bar.minimum() for bar in self._bars)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.ClickFocus)


def prepare_scroll(area: QScrollArea, *, name: str) -> None:
    """Give a scroll area the manners of a page."""
    area.setObjectName(name)
    area.setAccessibleName(QCoreApplication.translate("Scroll", "Content"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    FocusRing(area)
    _Reach(area)


def scroll_area(content: QWidget | None = None, *, name: str) -> QScrollArea:
    """A scroll area round a widget."""
    area = QScrollArea()
    prepare_scroll(area, name=name)
    if content is not None:
        set_content(area, content)
    return area


def set_content(area: QScrollArea, content: QWidget) -> None:
    """Show another widget in a scroll area, without a ground of its own.

    What was shown is deleted once control returns to the event loop: it may be the sender of what is being handled.
    """
    before = area.takeWidget()
    if before is not None:
        before.hide()
        before.deleteLater()
    area.setWidget(content)
    content.setAutoFillBackground(False)
