"""Whose file is this, and which version: asked before anything else, with the standard library, without touching it."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from mltracker.domain.errors import (
    Busy,
    CannotOpen,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseTooNew,
    DriveError,
    ReadOnly,
    StorageError,
)

APPLICATION_ID = 0x6D6C7472  # "mltr"
HEAD = 2
_SAFE = "The file was not touched."
_MAGIC = b"SQLite format 3\x00"


def version(path: Path) -> int | None:
    """The schema version of our database at `path`, or None where there is no file.

    Raises CannotOpen, DatabaseDamaged, DatabaseForeign or DatabaseTooNew; never writes.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise CannotOpen(
                f"{path.name} is a link to a place that is not there now (an unplugged drive?).", _SAFE
            ) from None
        return None
    except OSError as error:
        raise CannotOpen(f"{path.name} cannot be reached: {error.strerror}.", _SAFE) from None
    if stat.S_ISDIR(found.st_mode):
        raise CannotOpen(f"{path.name} is a folder, not a database.", _SAFE)
    if not found.st_size:
        raise DatabaseDamaged(f"{path.name} is empty; a sync tool or a full disk may have emptied it.", _SAFE)
    found_id, found_version = _header(path)
    if found_id != APPLICATION_ID or found_version < 1:
        raise DatabaseForeign(f"{path.name} was not made by this app.", _SAFE)
    if found_version > HEAD:
        raise DatabaseTooNew(
            f"{path.name} was written by a newer version of mltracker (data version {found_version};"
            f" this one reads up to {HEAD}). Update mltracker to open it.",
            _SAFE,
        )
    return found_version


def check_content(path: Path) -> None:
    """quick_check and foreign_key_check; raises DatabaseDamaged."""
    with closing(_connect(path, "ro")) as connection:
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise _problem(path, error) from None
    if verdict != "ok" or broken is not None:
        raise _damaged(path, verdict if verdict != "ok" else "a reference points nowhere")


def journal(path: Path) -> Path:
    """Where SQLite keeps what it needs to roll back; it lies beside the file that a link points to."""
    real = path.resolve()
    return real.with_name(real.name + "-journal")


def half_written(path: Path) -> bool:
    """Whether a change is under way, or was when a crash ended it."""
    try:
        return journal(path).stat().st_size > 0
    except (OSError, RuntimeError):  # the latter for a link to itself
        return False


def roll_back(path: Path) -> None:
    """Take back what a crash left half written; only readers that may not write would stumble over it.

    For a file that `version` accepts, by the holder of the lock. Raises the StorageError that says why it cannot be.
    """
    with closing(_connect(path, "rw")) as connection:
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            raise _problem(path, error) from None


def create_empty(path: Path) -> None:
    """Make the file, ours alone to read, and refuse to if one appeared meanwhile."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def put_in_place(made: Path, path: Path) -> None:
    """Give a finished file its name, never over another; raises CannotOpen if one appeared meanwhile."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise CannotOpen(f"{path.name} appeared while it was being made; try again.", _SAFE) from None
    except OSError:  # a drive without links; we hold the lock
        if os.path.lexists(path):
            raise CannotOpen(f"{path.name} appeared while it was being made; try again.", _SAFE) from None
        made.rename(path)
    made.unlink(missing_ok=True)


def _header(path: Path) -> tuple[int, int]:
    # without the lock nobody may roll back, so a half-written file is looked at as it lies there
    mode = "ro&immutable=1" if half_written(path) else "ro"
    with closing(_connect(path, mode)) as connection:
        try:
            found_id = connection.execute("PRAGMA application_id").fetchone()[0]
            return found_id, connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise _problem(path, error) from None


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10, isolation_level=None
        )
    except sqlite3.OperationalError as error:
        raise _problem(path, error) from None


def _problem(path: Path, error: sqlite3.DatabaseError) -> StorageError:
    code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else sqlite3.SQLITE_CORRUPT
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("Another program is using your data.", f"{_SAFE} Try again.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return CannotOpen(f"{path.name} cannot be opened: permission is missing.", _SAFE)
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnly(
            f"A change to {path.name} was cut off, and taking it back needs permission to write there.", _SAFE
        )
    if code == sqlite3.SQLITE_IOERR:
        return DriveError(f"The drive reported an error while {path.name} was read.", _SAFE)
    if code == sqlite3.SQLITE_NOTADB and not _starts_like_a_database(path):
        return DatabaseForeign(f"{path.name} is not a database of this app.", _SAFE)
    return _damaged(path, str(error))


def _starts_like_a_database(path: Path) -> bool:
    # only for files that SQLite has refused: reading one's own open database by hand would drop its locks
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _damaged(path: Path, why: str) -> DatabaseDamaged:
    kept = any((path.parent / "backups").glob("*.json"))
    words = f"{_SAFE} Your backups are in the folder backups." if kept else _SAFE
    return DatabaseDamaged(f"{path.name} is damaged ({why[:120]}).", words)
