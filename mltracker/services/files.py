"""Files that the user names: read up to a limit, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from mltracker.domain.errors import CannotOpen, DiskFull, ImportRejected
from mltracker.domain.file_problems import why_not_read, why_not_written

_NOTHING = "Nothing was imported."
_LONGEST = 80
# a channel between programs would block at its opening
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a plain file, one more than `limit` at most; raises ImportRejected saying why it cannot be read."""
    name = shown_name(path)
    try:
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise ImportRejected(f"{name} cannot be read: {why_not_read(error)}.", _NOTHING) from None
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise ImportRejected(f"{name} is a folder; a file is needed.", _NOTHING)
        if not stat.S_ISREG(mode):
            raise ImportRejected(f"{name} is a device or a channel between programs, not a file.", _NOTHING)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    except OSError as error:
        raise ImportRejected(f"{name} cannot be read: {why_not_read(error)}.", _NOTHING) from None
    finally:
        os.close(handle)


def write_file(path: Path, content: str | bytes, *, replace: bool = False) -> None:
    """Write bytes, or a text as UTF-8, whole or not at all; raises CannotOpen for a file that is there unless `replace`,
    and DiskFull.
    """
    name = shown_name(path)
    # a name of its own that nothing has: what lies beside it, or a link, must not be written over
    partial = path.parent / f".{uuid4()}.tmp"
    try:
        if path.is_dir():
            raise CannotOpen(f"{name} is a folder; a file name is needed.", "Nothing was written.")
        if os.path.lexists(path) and not replace:
            raise CannotOpen(f"{name} exists already; choose another name.", "Nothing was overwritten.")
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            partial.unlink(missing_ok=True)
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull("Disk full.", f"Nothing already saved is lost; {name} is not written.") from None
        raise CannotOpen(
            f"{name} cannot be written: {why_not_written(error)}.", "Nothing was written."
        ) from None


def shown_name(path: Path) -> str:
    """A file's name as text that can be shown, cut where it is long."""
    name = path.name.encode("utf-8", "replace").decode().replace("\x00", "") or str(path)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
