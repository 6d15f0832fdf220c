"""The files of documents: copied into our folder under their id, found again, and kept a while after they are let go.

Nothing here follows a link, opens what is no plain file, or writes over anything. A file that no row names any more
moves to a folder of its own and stays there for `KEPT_DAYS`, and longer where it is still wanted, so that a restored
backup finds it again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from mltracker.domain.documents import media_type_of, size_words, stored_name
from mltracker.domain.errors import CannotOpen, DiskFull, DriveError, ImportRejected, NotFound
from mltracker.domain.file_problems import why_not_read, why_not_written
from mltracker.domain.limits import DOCUMENT_BYTES
from mltracker.store.engine import stated

KEPT_DAYS = 30
CHUNK = 1 << 20
_HEAD = 64
_SPARE = 20_000_000
_INCOMING = ".incoming-"
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[a-z0-9]{2,4})?")
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_KEPT = "Nothing of it was kept."

Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy in our folder that no row names yet."""

    path: Path
    file_uuid: str
    original_name: str
    media_type: str
    size: int
    sha256: str


def size_of(source: Path) -> int:
    """The bytes of a file that can be kept; raises ImportRejected with what is wrong with it."""
    return _checked(source, _shown(source)).st_size


def copy_in(source: Path, folder: Path, report: Report) -> Copied:
    """Copy a file into our folder under a new id. `report` hears of every chunk and may raise to stop.

    Raises ImportRejected for what cannot be kept and StorageError where it cannot be written; no part stays behind.
    """
    name = _shown(source)
    before = _checked(source, name)
    _make_folder(folder)
    _check_room(folder, before.st_size, name)
    file_uuid = str(uuid4())
    incoming = folder / f"{_INCOMING}{file_uuid}"
    try:
        with _opened(source, name, before) as handle:
            size, digest, head = _copied(handle, incoming, name, report)
        media = media_type_of(name, head)
        target = folder / stored_name(file_uuid, media)
        with _written(name):
            incoming.rename(target)
            _sync(folder)
    except BaseException:
        incoming.unlink(missing_ok=True)
        raise
    return Copied(target, file_uuid, name, media, size, digest)


def discard(copied: Copied) -> None:
    """Take a copy away that no row came to name."""
    with suppress(OSError):
        copied.path.unlink(missing_ok=True)


def put_in_place(copied: Copied, folder: Path, name: str) -> None:
    """Let a copy stand in for the file of a row that has lost its own."""
    with _written(copied.original_name):
        copied.path.replace(folder / name)


def locate(folder: Path, name: str, title: str) -> Path:
    """Where a document's file lies; one that was let go is brought back. Raises NotFound when it is gone or no file."""
    path = folder / name
    if not path.exists() and not path.is_symlink() and _plain(trash(folder) / name):
        with suppress(OSError):
            (trash(folder) / name).rename(path)
    if not _plain(path):
        gone = not path.is_symlink() and not path.exists()
        raise NotFound(
            f"The file of {title} is gone from the documents folder."
            if gone
            else f"The file of {title} was replaced by something that is no file.",
            "Its entry stays. Add the file again to mend it.",
        )
    return path


def is_there(folder: Path, name: str) -> bool:
    """Whether a document's file can be found."""
    return _plain(folder / name) or _plain(trash(folder) / name)


def copy_out(source: Path, target: Path, report: Report) -> None:
    """Write a copy to a place of the user's, whole or not at all."""
    name = target.name
    if source.resolve() == target.resolve():
        raise CannotOpen("This is the kept file itself; choose another place.", "Nothing was overwritten.")
    partial = target.with_name(f"{_INCOMING}{uuid4()}")
    try:
        before = _checked(source, name)
        with _opened(source, name, before) as handle:
            _copied(handle, partial, name, report)
        with _written(name):
            partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def sweep(
    folder: Path,
    named: Collection[str],
    now: datetime,
    wanted: Callable[[], Collection[str] | None] = frozenset,
) -> int:
    """Set aside what no row names, bring back what one names again, and let go of what was set aside long ago.

    What is `wanted` is never let go of, nothing where that is None, as it cannot be told; it is asked for only where
    something would be. Only files with names of our making are touched. Returns how many files moved or went.
    """
    aside = trash(folder)
    oldest = (now - timedelta(days=KEPT_DAYS)).timestamp()
    moved = 0
    for path in _ours(folder):
        if path.name.startswith(_INCOMING):
            moved += _removed(path)
        elif path.name not in named:
            _make_folder(aside)
            if _renamed(path, aside / path.name):
                moved += 1
                os.utime(aside / path.name, (now.timestamp(), now.timestamp()))
    expired = []
    for path in _ours(aside):
        if path.name in named:
            moved += not (folder / path.name).exists() and _renamed(path, folder / path.name)
        elif path.lstat().st_mtime < oldest:
            expired.append(path)
    kept = wanted() if expired else ()
    if kept is None:
        return moved
    return moved + sum(_removed(path) for path in expired if path.name not in kept)


def trash(folder: Path) -> Path:
    """Where files wait that no row names any more."""
    return folder / "trash"


def _shown(source: Path) -> str:
    """The file's name as text that can be kept and shown."""
    return source.name.encode("utf-8", "replace").decode().replace("\x00", "") or "This"


def _checked(source: Path, name: str) -> os.stat_result:
    try:
        found = source.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise ImportRejected(f"{name} is not there any more.", _KEPT) from None
    except (OSError, ValueError) as error:
        raise ImportRejected(f"{name} cannot be reached: {why_not_read(error)}.", _KEPT) from None
    mode = found.st_mode
    if stat.S_ISLNK(mode):
        raise ImportRejected(f"{name} is a link. Add the file that it points to.", _KEPT)
    if stat.S_ISDIR(mode):
        raise ImportRejected(f"{name} is a folder. Add the files in it, or a zip of it.", _KEPT)
    if not stat.S_ISREG(mode):
        raise ImportRejected(f"{name} is a device or a channel between programs, not a file.", _KEPT)
    if not found.st_size:
        raise ImportRejected(f"{name} is empty.", _KEPT)
    if found.st_size > DOCUMENT_BYTES:
        raise ImportRejected(_too_big(name, found.st_size), _KEPT)
    return found


def _too_big(name: str, size: int) -> str:
    return f"{name} is {size_words(size)}; up to {size_words(DOCUMENT_BYTES)} can be kept. Note where it lies instead."


@contextmanager
def _opened(source: Path, name: str, before: os.stat_result) -> Iterator[int]:
    """The file as a handle, if it is still the plain file that was looked at."""
    try:
        handle = os.open(source, _FLAGS)
    except OSError as error:
        raise ImportRejected(f"{name} cannot be read: {why_not_read(error)}.", _KEPT) from None
    try:
        now = os.fstat(handle)
        if not stat.S_ISREG(now.st_mode) or (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
            raise ImportRejected(f"{name} was replaced while it was read.", _KEPT)
        yield handle
    finally:
        os.close(handle)


def _copied(source: int, target: Path, name: str, report: Report) -> tuple[int, str, bytes]:
    """Copy to a new file that only its owner reads; size, sha256 and the first bytes of what was written."""
    digest, size, head = hashlib.sha256(), 0, b""
    with _written(name):
        out = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        while chunk := _read(source, name):
            size += len(chunk)
            if size > DOCUMENT_BYTES:
                raise ImportRejected(_too_big(name, size), _KEPT)
            head = head or chunk[:_HEAD]
            digest.update(chunk)
            with _written(name):
                _write(out, chunk)
            report(len(chunk))
        if not size:
            raise ImportRejected(f"{name} is empty.", _KEPT)
        with _written(name):
            os.fsync(out)
    finally:
        os.close(out)
    return size, digest.hexdigest(), head


def _read(source: int, name: str) -> bytes:
    try:
        return os.read(source, CHUNK)
    except OSError as error:
        raise ImportRejected(f"{name} cannot be read to its end: {why_not_read(error)}.", _KEPT) from None


def _write(out: int, chunk: bytes) -> None:
    left = memoryview(chunk)
    while left:
        left = left[os.write(out, left) :]


@contextmanager
def _written(name: str) -> Iterator[None]:
    """Errors of writing, each as a sentence."""
    try:
        with stated():
            yield
    except (CannotOpen, DriveError, OSError) as error:
        why = why_not_written(error.__cause__ or error)
        raise CannotOpen(f"{name} cannot be written: {why}.", "Nothing was written.") from None


def _make_folder(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise CannotOpen(f"The folder {folder.parent.name} is gone.", _KEPT)
    with _written(folder.name):
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)


def _check_room(folder: Path, size: int, name: str) -> None:
    free = shutil.disk_usage(folder).free
    if size + _SPARE > free:
        raise DiskFull(
            f"{name} is {size_words(size)}, and {size_words(free)} are free on the drive.",
            f"Nothing already saved is lost. {_KEPT}",
        )


def _ours(folder: Path) -> list[Path]:
    """The plain files of a folder that have names of our making."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in folder.iterdir()
        if (path.name.startswith(_INCOMING) or _OURS.fullmatch(path.name)) and _plain(path)
    ]


def _renamed(path: Path, target: Path) -> bool:
    try:
        path.rename(target)
    except OSError:
        return False
    return True


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _sync(folder: Path) -> None:
    """Have the folder's new entry on the drive, where the system can do that."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
