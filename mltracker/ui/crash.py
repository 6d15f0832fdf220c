"""One handler for what nobody caught: exceptions of slots, workers and timers, and Qt's own messages."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import UserError

if TYPE_CHECKING:
    from mltracker.ui.crash_dialog import CrashDialog

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

    `quit_requested` asks the owner to close in the usual way. A UserError that came as far as this is no fault of ours:
    `told` hands it to the owner, who says it as any other. The log gets the exception's class only: its words may hold
    personal data.
    """

    quit_requested = Signal()
    told = Signal(object)
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
        if isinstance(error, UserError):
            log.info("uncaught %s", kind.__name__)
            self.told.emit(error)
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
        from mltracker.ui.crash_dialog import CrashDialog

        self._dialog = CrashDialog(kind, report, self._window)
        self._dialog.quit_requested.connect(self.quit_requested)
        self._dialog.destroyed.connect(self._on_closed)
        self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None
