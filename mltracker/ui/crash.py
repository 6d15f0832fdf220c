"""One handler for what nobody caught: exceptions of slots, workers and timers, and Qt's own messages."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mltracker import __version__
from mltracker.ui.theme import code_font
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.dialog import Dialog

log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
MOST_REPORTS = 20


class CrashHandler(QObject):
    """Shows each unexpected error once, on the GUI thread, and lets the app live on.

    `quit_requested` asks the owner to close in the usual way. The log gets the exception's class only: its words may
    hold personal data.
    """

    quit_requested = Signal()
    _caught = Signal(str, str)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__()
        self._window = window
        self._seen: set[str] = set()
        self._dialog: CrashDialog | None = None
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def set_window(self, window: QWidget | None) -> None:
        """Show over this window from now on."""
        self._window = window

    def install(self) -> None:
        """Take over sys.excepthook, threading.excepthook and Qt's messages."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        qInstallMessageHandler(self._handle_qt)

    def uninstall(self) -> None:
        """Give all three back to Python and Qt."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an uncaught exception from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            self.quit_requested.emit()
            return
        log.error("uncaught %s", kind.__name__)
        self._caught.emit(kind.__name__, "".join(traceback.format_exception(kind, error, trace)))

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    def _handle_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
        if kind is QtMsgType.QtCriticalMsg:
            self._caught.emit("Qt", f"{message}\n{context.category or ''}")

    def _on_caught(self, kind: str, report: str) -> None:
        # Qt may raise the same error twice from data() or closeEvent, and a broken paint at every frame
        if report in self._seen or len(self._seen) >= MOST_REPORTS:
            return
        self._seen.add(report)
        if self._dialog is not None:
            self._dialog.add(report)
            return
        self._dialog = CrashDialog(kind, report, self._window)
        self._dialog.quit_requested.connect(self.quit_requested)
        self._dialog.destroyed.connect(self._on_closed)
        self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None


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
