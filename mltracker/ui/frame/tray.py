"""Notifications of the desktop, where it has a tray to send them from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from mltracker.ui.icons import icon
from mltracker.ui.text import unmarked

SHOWN_MS = 10_000


class Tray(QObject):
    """The icon in the tray while the data is open; `pressed` when it or its message is clicked."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icon("bell", "accent"), self)
        self._icon.setToolTip("mltracker")
        self._icon.messageClicked.connect(self.pressed)
        self._icon.activated.connect(self._on_activated)
        self._icon.show()

    def say(self, title: str, text: str) -> None:
        """Show one notification; the desktop takes it away by itself."""
        # some desktops load the pictures that a text names
        self._icon.showMessage(unmarked(title), unmarked(text), icon("bell", "accent"), SHOWN_MS)

    def stop(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self.deleteLater()

    def _on_activated(self, _reason: object) -> None:
        self.pressed.emit()


def has_tray() -> bool:
    """Whether this desktop has a tray that shows messages."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


def open_tray(parent: QObject) -> Tray | None:
    """The tray of this desktop, or None where there is none."""
    return Tray(parent) if has_tray() else None
