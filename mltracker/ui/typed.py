"""Typed questions compared with the bank, which is read beside the window before the first answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mltracker.services import matching
from mltracker.services.matching import Match
from mltracker.ui.page import PageTools
from mltracker.ui.tasks import Job, Progress


class TypedQuestions(QObject):
    """Reads the bank on the worker when made; `ready` is told when that was done after somebody asked too early."""

    ready = Signal()

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._job: Job | None = None
        self._missed = self._read_well = False

    def prepare(self) -> None:
        """Read the bank, if that was not done since it changed last."""
        if self._job is None and not matching.is_ready(self._tools.ctx):
            self._read_well = False
            job = self._tools.tasks.run(self._read, done=self._on_done, finished=self._on_finished)
            self._job = None if job.over else job

    def match(self, text: str) -> Match | None:
        """Topics and twins of a text; None while the bank is being read."""
        self.prepare()
        if self._job is not None:
            self._missed = True
            return None
        return matching.match(self._tools.ctx, text)

    def _read(self, _progress: Progress) -> None:
        matching.prepare(self._tools.ctx)

    def _on_done(self, _nothing: object) -> None:
        self._read_well = True

    def _on_finished(self) -> None:
        self._job = None
        if self._missed and self._read_well:  # what went wrong is tried again at the next key
            self._missed = False
            self.ready.emit()
