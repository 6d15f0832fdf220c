"""The dialog of an unexpected error; imported when there is one."""

from __future__ import annotations

import platform

from PySide6.QtCore import Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mltracker import __version__
from mltracker.ui.theme import code_font
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.dialog import Dialog


class CrashDialog(Dialog):
    """Says what is safe, shows the report as plain text, and offers to copy it, go on or quit."""

    quit_requested = Signal()

    def __init__(self, kind: str, report: str, parent: QWidget | None) -> None:
        super().__init__(
            self.tr("Something unexpected happened"),
            parent,
            name="crash",
            text=self.tr(
                "What was saved before is safe. What you were doing just now may not be saved. You can go on, or copy "
                "the report below and quit. The report stays on this computer unless you send it; it may contain words "
                "you typed."
            ),
            wide=True,
        )
        self._report = QPlainTextEdit()
        self._report.setObjectName("crash-report")
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setReadOnly(True)
        self._report.setFont(code_font())
        self._report.setMinimumHeight(220)
        self._report.setTabChangesFocus(True)
        self._report.setPlainText(f"{_about(kind)}\n\n{report}")
        self.body.addWidget(self._report)
        copy = Button(self.tr("Copy report"), name="crash-copy", icon_name="copy")
        leave = Button(self.tr("Quit"), name="crash-quit", kind="ghost")
        go_on = Button(self.tr("Continue"), name="crash-continue", kind="primary", keys="Enter")
        copy.clicked.connect(self._on_copy)
        leave.clicked.connect(self._on_quit)
        go_on.clicked.connect(self.accept)
        self.add_left(copy)
        self.add_buttons(leave, go_on)
        go_on.setFocus()

    @property
    def report(self) -> str:
        """The report as copied."""
        return self._report.toPlainText()

    def add(self, report: str) -> None:
        """Another error happened while this was open."""
        self._report.appendPlainText(f"\n{report}")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)

    def _on_quit(self) -> None:
        self.reject()
        self.quit_requested.emit()


def _about(kind: str) -> str:
    return f"mltracker {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}: {kind}"
