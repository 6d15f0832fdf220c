"""Being told to end by the system: SIGTERM and its kin become a Qt signal on the GUI thread."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


class Termination(QObject):
    """While Qt waits, Python runs no handler; the interpreter's wake-up socket makes Qt look."""

    requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.settimeout(0)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in _ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _noted)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)

    def _on_heard(self) -> None:
        self._heard.recv(64)
        self.requested.emit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The socket has been written to; without a handler the process would just end."""
