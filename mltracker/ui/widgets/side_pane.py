"""A pane beside a main view; where there is no room for both it lies over the main view, at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.labels import set_look
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.splitter import Splitter

NORMAL, LEAST = 448, 360


class SidePane(QWidget):
    """`room` says how many px the main view needs as it is now; `head` is the part of it that is never covered.

    `covering` tells how many px of the main view's right lie under the pane, 0 when none.
    """

    covering = Signal(object)

    def __init__(
        self, main: QWidget, pane: QWidget, *, name: str, room: Callable[[], int], head: QWidget
    ) -> None:
        super().__init__()
        self._room, self._head, self._pane = room, head, pane
        self._splitter = Splitter(Qt.Orientation.Horizontal, name=name)
        self._splitter.add_pane(main, grows=True, least=LEAST)
        self._splitter.add_pane(pane, size=NORMAL, least=LEAST)
        self.setLayout(vbox(self._splitter, spacing=0))
        pane.hide()

    @property
    def is_over(self) -> bool:
        """Whether the pane lies over the main view."""
        return self._pane.parent() is self

    def open(self) -> None:
        """Show the pane where there is room for it."""
        self._fit()
        self._pane.show()
        self._share()

    def shut(self) -> None:
        """Hide the pane."""
        self._pane.hide()
        self.covering.emit(0)

    def fit(self) -> None:
        """Look again whether both have room: the main view shows something else."""
        if not self._pane.isHidden():
            self._fit()
            self._share()

    def fit_soon(self) -> None:
        """Look again once the main view is laid out: something appeared in it, or went."""
        QTimer.singleShot(0, self, self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _fit(self) -> None:
        over = self.width() < self._room() + LEAST
        if over != self.is_over:
            shown = not self._pane.isHidden()
            if over:
                self._pane.setParent(self)
            else:
                self._splitter.add_pane(self._pane, size=NORMAL, least=LEAST)
            set_look(self._pane, "over", over)
            self._pane.setContentsMargins(int(over), 0, 0, 0)  # so that nothing in it covers its edge
            self._pane.setVisible(shown)
        if over:
            top, width = self._head.height(), min(NORMAL, self.width())
            self._pane.setGeometry(self.width() - width, top, width, self.height() - top)
            self._pane.raise_()
        self.covering.emit(self._pane.width() if over else 0)

    def _share(self) -> None:
        """Beside the main view the pane takes what that does not need."""
        if self.is_over:
            return
        self._splitter.refresh()  # else it finds out in a turn what was just shown
        main, pane = self._splitter.sizes()
        if main < self._room():
            self._splitter.setSizes([self._room(), main + pane - self._room()])
