"""Whose file is this, and which version: asked before anything else, with the standard library, without touching it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from mltracker.domain.errors import (
    CannotOpen,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseTooNew,
)

APPLICATION_ID = 0x6D6C7472  # "mltr"
HEAD = 1
_SAFE = "The file was not touched."
_MAGIC = b"SQLite format 3\x00"


def version(path: Path) -> int | None:
    """The schema version of our database at `path`, or None where there is no file.

    Raises CannotOpen, DatabaseDamaged, DatabaseForeign or DatabaseTooNew; never writes.
    """
    if not path.exists():
        return None
    if path.is_dir():
        raise CannotOpen(f"{path.name} is a folder, not a database.", _SAFE)
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise CannotOpen(f"{path.name} cannot be read: {error.strerror}.", _SAFE) from None
    if not head:
        raise DatabaseDamaged(f"{path.name} is empty; a sync tool or a full disk may have emptied it.", _SAFE)
    if head != _MAGIC:
        raise DatabaseForeign(f"{path.name} is not a database of this app.", _SAFE)
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
    connection = _read_only(path)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from None
    finally:
        connection.close()
    if verdict != "ok" or broken is not None:
        raise _damaged(path, verdict if verdict != "ok" else "a reference points nowhere")


def create_empty(path: Path) -> None:
    """Make the file, ours alone to read, and refuse to if one appeared meanwhile."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _header(path: Path) -> tuple[int, int]:
    connection = _read_only(path)
    try:
        found_id = connection.execute("PRAGMA application_id").fetchone()[0]
        return found_id, connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from None
    finally:
        connection.close()


def _read_only(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None
        )
    except sqlite3.OperationalError as error:
        raise CannotOpen(f"{path.name} cannot be opened: {error}.", _SAFE) from None


def _damaged(path: Path, why: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"{path.name} is damaged ({why[:120]}).", f"{_SAFE} Your backups are in the folder backups."
    )
