"""One way for parts of a page to change things: run the use case, tell all pages, and say so with a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QObject, Signal

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools

P = ParamSpec("P")


class Changer(QObject):
    """Runs a writing use case, tells all pages, and says so with a way back.

    `failed`: what was ticked or dragged shows what is not stored.
    """

    failed = Signal()

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._events = tools.events

    def run(
        self, words: str, use_case: Callable[P, tuple[Any, Change]], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """The result, or None after saying what went wrong. Empty words: no toast."""
        try:
            return self.save(words, use_case, *args, **kwargs)
        except UserError as error:
            self._events.notice.emit(Notice.problem(error))
            self.failed.emit()
            return None

    def save(
        self, words: str, use_case: Callable[P, tuple[Any, Change]], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """The same for a caller who shows at the field what is wrong: raises UserError."""
        result, change = use_case(*args, **kwargs)
        if words:
            self._events.notice.emit(Notice.done(words))
        self._events.changed.emit(change)
        return result
