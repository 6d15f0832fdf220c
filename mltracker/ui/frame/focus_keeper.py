"""Keeps the focus at its place when what had it is made anew: who works by keys goes on where they were."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRegularExpression, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from mltracker.ui.widgets.tab_order import first_in

_NUMBERED = re.compile(r"[-:]\d.*$")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the focus was: the widget, its name, what was around it, and the names of its like after and before it."""

    widget: QWidget
    name: str
    around: tuple[QWidget, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]


class FocusKeeper(QObject):
    """Lists are filled anew after each change, and Qt then lets the focus jump to whatever comes next.

    What has the same name takes it again; where that is gone, as a ticked item is, the next of its like, else the one
    before. Whoever sets the focus in the meantime is left in peace, and so are pages that give way to others.

    Qt tells that the focus moves while what had it is being destroyed, when nothing may be asked of the widgets around:
    their lists of children have holes, on which PySide ends the app. So where the focus is gets noted a turn after it
    came there.
    """

    _looked = Signal(object)
    _settled = Signal()

    def __init__(self, window: QWidget, pages: type[QStackedWidget]) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._here: _Spot | None = None
        self._lost: _Spot | None = None
        self._left: _Spot | None = None
        self._came: QWidget | None = None
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        self._settled.emit()
        if old is not None and isValid(old) and old.window().isVisible() and not old.isVisible():
            # the first of a row that goes is the one that had the focus, the others only got it from there
            if self._lost is None:
                self._lost = self._here
                self._looked.emit(0)
            return
        self._lost = None
        if now is not None and now.window() is self._window:
            left, self._left = self._left, None
            if left is not None and not (isValid(left.widget) and left.widget.isVisible()):
                self._lost, self._came = left, now
                self._looked.emit(0)
        elif old is not None and isValid(old) and old.window() is self._window:
            # a dialog or menu came in front; what is done there may make anew what had the focus here
            self._left = self._here

    def _on_settled(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and (self._here is None or focus is not self._here.widget):
            self._here = _spot(focus)

    def _on_looked(self, turn: object) -> None:
        """New widgets are shown one turn of the event loop after they were made."""
        came, self._came = self._came, None
        # where Qt goes when what had the focus is gone; anything else was chosen by somebody
        if came is not None and not (isValid(came) and came is first_in(self._window)):
            self._lost = None
        if self._lost is None:
            return
        if turn == 0:
            self._looked.emit(1)
            return
        spot, self._lost = self._lost, None
        home = next((w for w in spot.around if isValid(w) and w.isVisible()), None)
        if home is None or isinstance(home, self._pages) or home.isWindow():
            return
        focus = QApplication.focusWidget()
        if isinstance(home, QStackedWidget) and focus is not None and home.isAncestorOf(focus):
            return  # another view came in its place, and took the keyboard
        found = _named(home, (spot.name, *spot.after, *spot.before)) or first_in(home)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)


def _named(home: QWidget, names: tuple[str, ...]) -> QWidget | None:
    """The widget in view with the first of these names that there is."""
    able: dict[str, QWidget] = {}
    for widget in home.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            able[widget.objectName()] = widget
    return next((able[name] for name in names if name and name in able), None)


def _spot(widget: QWidget) -> _Spot:
    around, above = [], widget.parentWidget()
    while above is not None:
        around.append(above)
        above = above.parentWidget()
    before, after = _alike(widget)
    return _Spot(widget, widget.objectName(), tuple(around), tuple(after), tuple(before))


def _alike(widget: QWidget) -> tuple[list[str], list[str]]:
    """Names that differ from the widget's only by what stands behind the dash: those before it, nearest first, and after.

    Qt's own chain of Tab must not be walked for them: PySide takes what is returned for a part of what was asked, and
    so the collector deletes widgets that are in view, once nothing else in Python holds them.
    """
    kind = _NUMBERED.sub("", widget.objectName())
    if not kind:
        return [], []
    named = QRegularExpression(f"^{QRegularExpression.escape(kind)}([-:][0-9].*)?$")
    names = [found.objectName() for found in widget.window().findChildren(QWidget, named)]
    place = names.index(widget.objectName()) if widget.objectName() in names else len(names)
    return names[:place][::-1], names[place + 1 :]
