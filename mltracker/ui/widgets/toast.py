"""Short messages over the foot of the window, with a way to take the change back, or to what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from mltracker.ui.notices import Notice
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.notice import IconMark

SHOWN_MS = 6000
ABOVE_FOOT = 16
_ICONS = {"good": "check", "info": "info", "warn": "warning", "bad": "error"}


class Toast(QFrame):
    """One message at a time over a window; it goes after six seconds, but never from under the mouse or the focus.

    `foot` is the height in px of what lies at the window's foot. Problems stay until they are closed.
    """

    undo_requested = Signal()
    file_requested = Signal(object)

    def __init__(self, window: QWidget, *, foot: int = 26) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._window = window
        self._foot = foot
        self._icon = IconMark("check", "good")
        self._text = ClampedLabel(name="toast-text", lines=3)
        self._undo = Button(
            self.tr("Undo"), name="toast-undo", kind="ghost", size="small", icon_name="undo", keys="Ctrl+Z"
        )
        self._file: Path | None = None
        self._open = Button(self.tr("Open"), name="toast-open", kind="ghost", size="small")
        self._folder = Button(self.tr("Show folder"), name="toast-folder", kind="ghost", size="small")
        self._close = Button(
            name="toast-close", kind="ghost", size="small", icon_name="close", tip=self.tr("Close message")
        )
        self._row = hbox(
            self._icon, self._text, self._undo, self._open, self._folder, self._close,
            spacing=12, margins=(14, 5, 8, 5),
        )  # fmt: skip
        self._row.setAlignment(self._text, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        self._undo.clicked.connect(self._on_undo)
        self._close.clicked.connect(self.dismiss)
        for button in (self._open, self._folder):
            button.clicked.connect(self._on_file)
        for button in (self._undo, self._open, self._folder):
            button.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message in view; empty when none is."""
        return self._text.text() if self.isVisible() else ""

    def show_notice(self, notice: Notice) -> None:
        """Show a message in place of the one before."""
        self._icon.set_icon(_ICONS[notice.kind], notice.kind)
        self._text.setText(notice.text)
        self._undo.setVisible(notice.undo)
        self._file = notice.file
        self._open.setVisible(notice.file is not None)
        self._folder.setVisible(notice.file is not None)
        self._close.setVisible(notice.kind == "bad")
        self.setAccessibleName(notice.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if notice.kind != "bad":
            self._timer.start()

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is not self._window and event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is not self._window and event.type() is QEvent.Type.FocusOut:
            self._resume()
        return False

    @property
    def _held(self) -> bool:
        return self.underMouse() or any(
            button.hasFocus() for button in (self._undo, self._open, self._folder)
        )

    def _resume(self) -> None:
        if self.isVisible() and not self._held and not self._close.isVisible():
            self._timer.start()

    def _place(self) -> None:
        self._row.activate()
        width = min(self.sizeHint().width(), self._window.width() - 48)
        self.resize(width, max(40, self._row.totalHeightForWidth(width)))
        top = self._window.height() - self._foot - ABOVE_FOOT - self.height()
        self.move((self._window.width() - self.width()) // 2, top)

    def _on_time(self) -> None:
        if not self._held:
            self.hide()

    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_requested.emit()

    def _on_file(self) -> None:
        if self._file is not None:
            self.dismiss()
            self.file_requested.emit(self._file if self.sender() is self._open else self._file.parent)
