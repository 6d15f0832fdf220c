"""One open database: lock, gate, migration, content, sessions, undo and the daily backup, behind two methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from threading import RLock
from typing import Literal

from mltracker import paths
from mltracker.domain.errors import AlreadyOpen, CannotOpen, FileMoved, ReadOnly
from mltracker.store import backup, content, gate, migrate
from mltracker.store import undo as undo_log
from mltracker.store.engine import (
    PATIENT_TIMEOUT,
    WINDOW_TIMEOUT,
    Session,
    open_engine,
    session_factory,
    stated,
)
from mltracker.store.lock import WriterLock

Clock = Callable[[], datetime]
Mode = Literal["window", "write", "read"]


class Context:
    """What every use case is handed: when it is, where the data lies, and transactions on it."""

    def __init__(self, folder: Path, clock: Clock, mode: Mode, lock: WriterLock | None) -> None:
        self.folder = folder
        self.clock = clock
        self.zone: tzinfo | None = None
        self.writable = lock is not None
        self._lock = lock
        self._path = paths.database(folder)
        self._file = _identity(self._path)
        self._guard = RLock()
        self._history = undo_log.History()
        timeout = WINDOW_TIMEOUT if mode == "window" else PATIENT_TIMEOUT
        reader = open_engine(self._path, write=False, timeout=timeout)
        self._readers = session_factory(reader, clock)
        self._engines = [reader]
        if self.writable:
            writer = open_engine(self._path, write=True, timeout=timeout)
            undo_log.watch(writer)
            self._writers = session_factory(writer, clock)
            self._engines.append(writer)

    @property
    def undo_label(self) -> str | None:
        """What Edit > Undo would take back."""
        return self._history.undo[-1].label if self._history.undo else None

    @property
    def redo_label(self) -> str | None:
        """What Edit > Redo would do again."""
        return self._history.redo[-1].label if self._history.redo else None

    def today(self) -> date:
        """The day it is for the user."""
        return self.clock().astimezone(self.zone).date()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the data and writes nothing."""
        with stated(), self._readers() as session:
            yield session

    @contextmanager
    def write(self, label: str) -> Iterator[Session]:
        """One transaction: committed whole at the end, or nothing. `label` is what Undo will be called.

        Raises StorageError kinds; then nothing of this change is saved.
        """
        with self._guard:
            self._check_writable()
            self._back_up_daily()
            with stated(), self._writers() as session, session.begin():
                yield session
                session.flush()
                step = undo_log.take(session, label)
                self._check_identity()
            if step is not None:
                self._history.done(step)

    @contextmanager
    def write_unrecorded(self) -> Iterator[Session]:
        """One transaction that is no step of Undo: content, drafts, caches."""
        with self._guard:
            self._check_writable()
            with stated(), self._writers() as session, session.begin():
                yield session
                session.flush()
                undo_log.take(session, "")
                self._check_identity()

    def undo(self) -> str | None:
        """Take the last change back; returns its name, None when there is none."""
        return self._replay(self._history.undo, self._history.redo)

    def redo(self) -> str | None:
        """Do again what was taken back last; returns its name, None when there is none."""
        return self._replay(self._history.redo, self._history.undo)

    def close(self) -> None:
        """Let go of the file and the lock."""
        for engine in self._engines:
            engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self.writable = False

    def _replay(self, source: list[undo_log.Step], target: list[undo_log.Step]) -> str | None:
        if not source:
            return None
        step = source[-1]
        with self._guard:
            self._check_writable()
            with stated(), self._writers() as session, session.begin():
                inverse = undo_log.replay(session, step)
                if step.touches("attempt") or step.touches("question"):
                    from mltracker.services import learning

                    learning.rebuild_memory(self, session)
                self._check_identity()
        source.pop()
        target.append(inverse)
        return step.label

    def _check_writable(self) -> None:
        if not self.writable:
            raise ReadOnly("The data is open for reading only.", "This change is not saved.")
        self._check_identity()

    def _check_identity(self) -> None:
        if _identity(self._path) != self._file:
            self.writable = False
            raise FileMoved(
                "The file was moved or replaced (by a sync tool?).",
                "Writing has stopped; this change is not saved. Close mltracker and open it again.",
            )

    def _back_up_daily(self) -> None:
        folder = paths.backups(self.folder)
        now = self.clock()
        last = backup.latest(folder)
        if last is not None and last.astimezone(self.zone).date() >= self.today():
            return
        if not self._has_changes():
            return
        backup.write(self._path, backup.free_name(folder, now, "daily"), now=now, reason="daily")
        backup.thin(folder, self.today())

    def _has_changes(self) -> bool:
        """A database in which nothing was ever entered needs no backup."""
        with self.read() as session:
            return content.holds_user_data(session)


def open_context(folder: Path, clock: Clock, mode: Mode = "read") -> Context:
    """Open (or create) the database of a data folder.

    `window` and `write` take the writer's lock and raise AlreadyOpen when another holds it; `read` works beside it.
    Raises the StorageError that says what is wrong with the file; then the file was not touched.
    """
    path = paths.database(folder)
    _check_folder(folder)
    lock = _locked(folder, path, mode)
    try:
        found = gate.version(path)
        if found is None:
            _create(path)
        else:
            gate.check_content(path)
            if found < gate.HEAD and lock is not None:
                now = clock()
                target = backup.free_name(paths.backups(folder), now, "before-update")
                backup.write(path, target, now=now, reason="before-update")
                migrate.upgrade(path, found)
        ctx = Context(folder, clock, mode, lock)
        if lock is not None:
            with ctx.write_unrecorded() as session:
                content.load(session, clock())
        if mode == "read" and lock is not None:
            lock.release()
            ctx.writable = False
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return ctx


def _locked(folder: Path, path: Path, mode: Mode) -> WriterLock | None:
    """The writer's lock where it is needed: to write, and to create or update; a reader goes without if it is taken."""
    lock = WriterLock(paths.lock_file(folder))
    if mode != "read":
        try:
            return lock.acquire()
        except CannotOpen:
            if path.exists():
                return None
            raise
    fresh = not path.exists() or (gate.version(path) or 0) < gate.HEAD
    if not fresh:
        return None
    try:
        return lock.acquire()
    except AlreadyOpen:
        return None


def _create(path: Path) -> None:
    gate.create_empty(path)
    try:
        migrate.upgrade(path, 0)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CannotOpen(f"{folder} is a file; the data needs a folder.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"The folder {folder} cannot be made: {error.strerror}.") from None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None
