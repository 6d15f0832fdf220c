"""Keeps what is typed and not saved yet, one second after the last key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mltracker.domain.errors import UserError
from mltracker.services import drafts
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools

AUTOSAVE_MS = 1_000


class DraftKeeper(QObject):
    """Owned by an editor, whose typing calls `touch`. `payload` says what is to be kept, None for nothing.

    `problem` carries a Notice when it could not be kept in the database, and says where it is instead.
    """

    problem = Signal(object)

    def __init__(self, tools: PageTools, owner: QObject, payload: Callable[[], Any]) -> None:
        super().__init__(owner)
        self._key = ""
        self._tools, self._payload = tools, payload
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.keep)

    def open(self, key: str, row: tuple[str, int] | None = None) -> Any:
        """Keep under a key from now on; returns what was kept there and not saved, or None.

        With a row, by table and id, the draft is about that one alone and not about a later row of the same id.
        """
        self.flush()
        ctx = self._tools.ctx
        if row is not None:
            self._key, kept = drafts.of_row(ctx, key, *row)
            return kept
        self._key = key
        return drafts.get(ctx, key) if key else None

    def touch(self) -> None:
        """Something was typed."""
        if self._key:
            self._timer.start()

    def keep(self) -> None:
        """Keep it now."""
        self._put(self._payload())

    def flush(self) -> None:
        """Keep now what would be kept within the second: the window is about to close."""
        if self._timer.isActive():
            self.keep()

    def seal(self) -> None:
        """Keep now, and change nothing any more: whatever closes after this was not given up."""
        self.flush()
        self._key = ""

    def forget(self) -> None:
        """It was saved, or given up."""
        self._put(None)

    def _put(self, payload: Any) -> None:
        self._timer.stop()
        if not self._key:
            return
        try:
            rescued = drafts.put(self._tools.ctx, self._key, payload)
        except UserError as error:
            self.problem.emit(Notice.problem(error))
            return
        if rescued is not None:
            words = self.tr("This cannot be saved just now. What you typed is kept in the file {0}.")
            self.problem.emit(Notice(words.format(f"{rescued.parent.name}/{rescued.name}"), "warn"))
