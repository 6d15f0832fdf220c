"""What an interview may clash with, for a form that asks at every key."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mltracker.domain.interviews import InterviewRow
from mltracker.services import interviews
from mltracker.ui.page import PageTools


class Taken(QObject):
    """Reads once for all the keys, and anew at the first one after something was changed."""

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = tools.ctx
        self._rows: list[InterviewRow] | None = None
        tools.events.changed.connect(self._on_changed)

    @property
    def rows(self) -> list[InterviewRow]:
        """The interviews that another one may clash with."""
        if self._rows is None:
            self._rows = interviews.taken(self._ctx)
        return self._rows

    def _on_changed(self) -> None:
        self._rows = None
