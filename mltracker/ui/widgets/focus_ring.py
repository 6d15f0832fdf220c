"""The ring round a whole area that has the focus by the keyboard, where nothing inside could show it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move)


class FocusRing(QWidget):
    """Lies over the edge of an area while that has the focus; `around` px outside of it, where text reaches the edge."""

    def __init__(self, area: QAbstractScrollArea, *, around: int = 0) -> None:
        super().__init__(area)
        self._area, self._around = area, around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        area.installEventFilter(self)
        area.destroyed.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area:
            if event.type() is QEvent.Type.FocusIn:
                self._place()
                self.setVisible(keyboard_focus(self._area))
            elif event.type() is QEvent.Type.FocusOut:
                self.hide()
            elif event.type() in _MOVES and not self.isHidden():
                self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_box(QPainter(self), self.rect(), line=tokens().color("focus"), radius=4, width=2)

    def _place(self) -> None:
        """Over the area; one that lies outside of it belongs to what is around the area."""
        home = self._area.parentWidget() if self._around else self._area
        if home is None:
            return
        if self.parentWidget() is not home:
            self.setParent(home)
        place = self._area.geometry() if home is not self._area else self._area.rect()
        self.setGeometry(place.adjusted(-self._around, -self._around, self._around, self._around))
        self.raise_()


def paint_view_focus(view: QAbstractItemView) -> None:
    """Called at the end of the view's paintEvent: a ring round all of it while no row has the focus."""
    if keyboard_focus(view) and not view.currentIndex().isValid():
        area = view.viewport().rect()
        paint_box(QPainter(view.viewport()), area, line=tokens().color("focus"), radius=4, width=2)
