"""What an interview may clash with, for a form that asks at every key and follows what is changed elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from mltracker.domain.changes import Change
from mltracker.domain.interviews import InterviewRow
from mltracker.services import interviews
from mltracker.ui.page import PageTools


class Taken(QObject):
    """Reads once for all the keys, and anew after something was changed; `changed` says that interviews were.

    It comes a turn later: a form that saved something is closed by then and has nothing more to say.
    """

    changed = Signal()

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = tools.ctx
        self._rows: list[InterviewRow] | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self.changed)
        tools.events.changed.connect(self._on_changed)

    @property
    def rows(self) -> list[InterviewRow]:
        """The interviews that another one may clash with."""
        if self._rows is None:
            self._rows = interviews.taken(self._ctx)
        return self._rows

    def _on_changed(self, change: Change) -> None:
        self._rows = None
        if change & (Change.INTERVIEWS | Change.APPLICATIONS):
            self._late.start()
