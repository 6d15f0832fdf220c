"""Connections with the promised settings, explicit transactions, stamps from the clock, and errors in plain words."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import NullPool, StaticPool
from sqlalchemy.util import LRUCache

from mltracker.domain.errors import (
    Busy,
    CannotOpen,
    DatabaseDamaged,
    DiskFull,
    DriveError,
    FileMoved,
    InvalidInput,
    ReadOnly,
    UserError,
)
from mltracker.store.columns import Row

__all__ = ["Session", "open_engine", "session_factory", "stated", "translate"]

Clock = Callable[[], datetime]
_COMPILED: LRUCache[Any, Any] = LRUCache(1000)
WINDOW_TIMEOUT, PATIENT_TIMEOUT = 0.25, 10.0
_NOT_SAVED = "Nothing already saved is lost; this change is not saved."


def open_engine(path: Path, *, write: bool, patience: Callable[[], float]) -> Engine:
    """An engine on an existing file. Writers begin IMMEDIATE and hold one connection, readers begin DEFERRED.

    `patience` says how many seconds the calling thread waits for another program's lock.
    """
    mode = "rw" if write else "ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=patience(),
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=StaticPool if write else NullPool,
        hide_parameters=True,
    )
    # readers, writers and the sample beside one's own search: a statement is compiled once for all of them
    engine.dialect = _prototype().dialect
    engine.update_execution_options(compiled_cache=_COMPILED)
    begin = "BEGIN IMMEDIATE" if write else "BEGIN DEFERRED"

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        if write:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("PRAGMA secure_delete=ON")
            # a long change stays in memory until its commit; else it would shut readers out as soon as a cache is full
            connection.execute("PRAGMA cache_spill=OFF")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if write:  # the one connection serves every thread
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience() * 1000)}")
        connection.exec_driver_sql(begin)

    return engine


@cache
def _prototype() -> Engine:
    """The engine whose dialect all others share, as it has seen a connection already."""
    engine = create_engine("sqlite://", json_serializer=_as_json)
    engine.connect().close()
    return engine


def session_factory(engine: Engine, clock: Clock, *, writes: bool = False) -> sessionmaker[Session]:
    """Sessions whose rows are stamped from the clock when they are written; `info` tells which kind they are."""
    factory = sessionmaker(engine, expire_on_commit=False, info={"writes": writes})

    def stamp(session: Session, _context: object, _instances: object) -> None:
        now = clock()
        for row in session.new:
            if isinstance(row, Row):
                row.created_at = row.created_at or now
                row.updated_at = now
        for row in session.dirty:
            if isinstance(row, Row) and session.is_modified(row):
                row.updated_at = now

    event.listen(factory, "before_flush", stamp)
    return factory


@contextmanager
def stated(moved: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Turn what the database or the system reports into errors the user can read.

    `moved` says whether the file is another one by now, which explains any error of the database.
    """
    try:
        yield
    except DBAPIError as error:
        raise (_moved() if moved() else translate(error.orig)) from error
    except sqlite3.Error as error:
        raise (_moved() if moved() else translate(error)) from error
    except OSError as error:
        stated_error = _of_system(error)
        if stated_error is None:
            raise
        raise stated_error from error


def translate(error: Any) -> Exception:
    """The stated problem behind a driver error; an error that is our bug comes back as it is."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return error if isinstance(error, Exception) else RuntimeError(repr(error))
    if code in (1032, 1544):  # READONLY_DBMOVED, READONLY_DIRECTORY
        return _moved() if code == 1032 else _read_only()
    maker = _BY_PRIMARY_CODE.get(code & 0xFF)
    if maker is not None:
        return maker()
    if isinstance(error, sqlite3.IntegrityError):
        return InvalidInput({"form": "This does not fit with what is stored, so it was not saved."})
    return error if isinstance(error, Exception) else RuntimeError(repr(error))


def _as_json(value: Any) -> str:
    """JSON with letters as they are, so that lists can be searched; escaped only where UTF-8 cannot hold them."""
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return plain


_CANNOT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG)


def _of_system(error: OSError) -> UserError | None:
    """What the user can read of an error of the file system; None for one that is our bug."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("Disk full.", _NOT_SAVED)
    if error.errno == errno.EIO:
        return _by_drive()
    if error.errno in _CANNOT:
        name = Path(error.filename).name if isinstance(error.filename, str | Path) else "The file"
        return CannotOpen(f"{name} cannot be written: {error.strerror}.", "Nothing already saved is lost.")
    return None


def _by_drive() -> UserError:
    return DriveError("The drive reported an error.", _NOT_SAVED)


def _moved() -> UserError:
    return FileMoved("The file was moved or replaced (by a sync tool?).", _NOT_SAVED)


def _read_only() -> UserError:
    return ReadOnly("The data can be read but not written here.", _NOT_SAVED)


_BY_PRIMARY_CODE: dict[int, Callable[[], UserError]] = {
    sqlite3.SQLITE_BUSY: lambda: Busy("Another program is using your data.", f"{_NOT_SAVED} Try again."),
    sqlite3.SQLITE_LOCKED: lambda: Busy("Another program is using your data.", f"{_NOT_SAVED} Try again."),
    sqlite3.SQLITE_FULL: lambda: DiskFull("Disk full.", _NOT_SAVED),
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_CANTOPEN: lambda: CannotOpen(
        "The data cannot be opened: the folder is missing or cannot be entered.", _NOT_SAVED
    ),
    sqlite3.SQLITE_IOERR: _by_drive,
    sqlite3.SQLITE_CORRUPT: lambda: DatabaseDamaged("The data file is damaged.", "It was not changed."),
    sqlite3.SQLITE_NOTADB: lambda: DatabaseDamaged("The data file is damaged.", "It was not changed."),
}
