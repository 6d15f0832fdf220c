"""Closing an application asks for the outcome."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Choice, Form, line_edit
from mltracker.ui.words import OUTCOME_WORDS


class ClosingDialog(Dialog):
    """Two fields; history stays."""

    decided = Signal(str, str)

    def __init__(self, what: str, parent: QWidget) -> None:
        super().__init__(
            f"Close {what}",
            parent,
            name="closing",
            text="Its history stays, and it counts in what the search taught you.",
        )
        form = Form(self, name="closing-form")
        self._outcome = Choice(
            list(OUTCOME_WORDS.items()), name="closing-outcome", title=self.tr("How it ended")
        )
        self._note = line_edit(
            "closing-note", title=self.tr("A word on why"), placeholder=self.tr("Optional")
        )
        form.add("outcome", self.tr("How it ended"), self._outcome)
        form.add("note", self.tr("A word on why"), self._note)
        self.body.addWidget(form)
        self.add_ok_cancel(self.tr("Close it")).clicked.connect(self._on_ok)

    def _on_ok(self) -> None:
        self.decided.emit(self._outcome.value, self._note.text())
        self.accept()
