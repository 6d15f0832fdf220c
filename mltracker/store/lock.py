"""One writer per database: an operating-system lock beside the file, gone with the process that held it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self

from mltracker.domain.errors import AlreadyOpen, CannotOpen


class WriterLock:
    """Held by the window for its life and by a command for its run; `acquire` raises AlreadyOpen if another has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> Self:
        """Take the lock or raise AlreadyOpen at once."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise CannotOpen(f"The folder {self._path.parent} cannot be written: {error.strerror}.") from None
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            raise AlreadyOpen(
                "mltracker is open on this data already.",
                "Close that window, or use a command that only reads.",
            ) from None
        self._handle = handle
        return self

    def release(self) -> None:
        """Give the lock back; the file stays, empty."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
