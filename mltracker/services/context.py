"""One open database: lock, gate, migration, content, sessions, undo and the daily backup, behind two methods."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from threading import RLock, get_ident, local
from typing import Literal

from mltracker import paths
from mltracker.domain.errors import (
    AlreadyOpen,
    Busy,
    CannotOpen,
    DatabaseDamaged,
    DriveError,
    FileMoved,
    ReadOnly,
    StorageError,
)
from mltracker.store import backup, content, gate, migrate, moment
from mltracker.store import undo as undo_log
from mltracker.store.engine import (
    PATIENT_TIMEOUT,
    WINDOW_TIMEOUT,
    Session,
    open_engine,
    session_factory,
    stated,
)
from mltracker.store.ledger import Ledger
from mltracker.store.lock import WriterLock

Clock = Callable[[], datetime]
Mode = Literal["window", "write", "read"]


class Context:
    """What every use case is handed: when it is, where the data lies, and transactions on it.

    Any thread may read and write: readers have connections of their own, writers take turns. The window's thread
    waits a quarter of a second for its turn, others ten. `backup_problem` is why today's backup could not be written;
    `ledger` knows which tables changed since when.
    """

    def __init__(self, folder: Path, clock: Clock, mode: Mode, lock: WriterLock | None) -> None:
        self.folder = folder
        self._clock = clock
        self.zone: tzinfo | None = None
        self.writable = lock is not None
        self._lock = lock
        self._path = paths.database(folder)
        self._file = _identity(self._path)
        self._guard = RLock()
        self._history = undo_log.History()
        self.ledger = Ledger()
        self._hurried = get_ident() if mode == "window" else None
        self._backed_up_on: date | None = None
        self._turns = 0
        self._moments = local()
        self.backup_problem: StorageError | None = None
        reader = open_engine(self._path, write=False, patience=self._patience)
        self._readers = session_factory(reader, clock)
        self._engines = [reader]
        if self.writable:
            writer = open_engine(self._path, write=True, patience=self._patience)
            undo_log.watch(writer)
            self.ledger.watch(writer)
            self._writers = session_factory(writer, clock, writes=True)
            self._engines.append(writer)

    @property
    def clock(self) -> Clock:
        """What says when it is; it stands still within a moment."""
        at: datetime | None = getattr(self._moments, "now", None)
        return self._clock if at is None else lambda: at

    @property
    def undo_label(self) -> str | None:
        """What Edit > Undo would take back."""
        return self._history.undo[-1].label if self._history.undo else None

    @property
    def redo_label(self) -> str | None:
        """What Edit > Redo would do again."""
        return self._history.redo[-1].label if self._history.redo else None

    def state(self) -> tuple[int, ...]:
        """A value that is another one after every change of the data, by this or another program."""
        try:
            found = self._path.stat()
        except OSError:
            return (self._turns,)
        return self._turns, found.st_mtime_ns, found.st_size

    def today(self) -> date:
        """The day it is for the user."""
        return self.clock().astimezone(self.zone).date()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the data and writes nothing."""
        with stated(self._is_moved):
            if getattr(self._moments, "now", None) is not None:
                yield self._shared()
                return
            with self._readers() as session:
                yield session

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Let every read of this thread see the same moment of the data, and ask for what repeats once; for a page.

        A write of this thread ends it: what is read after that is of a new one. To be left soon: others cannot write.
        """
        if getattr(self._moments, "now", None) is not None:
            yield
            return
        self._moments.now = self._clock()
        try:
            yield
        finally:
            self._moments.now = None
            self._end_moment()

    @contextmanager
    def write(self, label: str) -> Iterator[Session]:
        """One transaction: committed whole at the end, or nothing. `label` is what Undo will be called.

        Raises StorageError kinds; then nothing of this change is saved.
        """
        with self._turn():
            self._back_up_daily()
            with (
                self.ledger.noting() as note,
                stated(self._is_moved),
                self._writers() as session,
                session.begin(),
            ):
                yield session
                session.flush()
                step = undo_log.take(session, label)
                note(step)
                self._check_identity()
            if step is not None:
                self._history.done(step)

    @contextmanager
    def write_unrecorded(self) -> Iterator[Session]:
        """One transaction that is no step of Undo: content, drafts, caches."""
        with (
            self._turn(),
            self.ledger.noting() as note,
            stated(self._is_moved),
            self._writers() as session,
            session.begin(),
        ):
            yield session
            session.flush()
            note(undo_log.take(session, ""))
            self._check_identity()

    def undo(self) -> str | None:
        """Take the last change back; returns its name, None when there is none."""
        return self._replay(back=True)

    def redo(self) -> str | None:
        """Do again what was taken back last; returns its name, None when there is none."""
        return self._replay(back=False)

    def close(self) -> None:
        """Let go of the file and the lock."""
        self._end_moment()
        for engine in self._engines:
            engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self.writable = False

    def _replay(self, *, back: bool) -> str | None:
        if not (self._history.undo if back else self._history.redo):
            return None
        with self._turn():
            kept = self._history
            source, target = (kept.undo, kept.redo) if back else (kept.redo, kept.undo)
            step = source[-1]
            with (
                self.ledger.noting() as note,
                stated(self._is_moved),
                self._writers() as session,
                session.begin(),
            ):
                inverse = undo_log.replay(session, step)
                if step.touches("attempt") or step.touches("question"):
                    from mltracker.services import learning

                    learning.rebuild_memory(self, session)
                note(inverse)
                self._check_identity()
            source.pop()
            target.append(inverse)
            return step.label

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for other threads of ours, then write; after an error that may repeat itself no more is written."""
        # a moment is let go first: the thread that is waited for may itself wait for the lock of this one's moment
        with self._outside_moments():
            if not self._guard.acquire(timeout=self._patience()):
                raise Busy("A longer change is being saved.", "This change is not saved yet. Try again.")
            try:
                self._check_writable()
                yield
            except (DriveError, FileMoved, DatabaseDamaged) as error:
                self.writable = False
                error.safe = f"Writing has stopped. {error.safe}"
                raise
            finally:
                self._turns += 1
                self._guard.release()

    def _shared(self) -> Session:
        """The session of this thread's moment, opened when something is first read."""
        session: Session | None = getattr(self._moments, "session", None)
        if session is None:
            session = self._readers()
            try:
                moment.begin(session)
            except BaseException:
                session.close()
                raise
            self._moments.session = session
        return session

    @contextmanager
    def _outside_moments(self) -> Iterator[None]:
        """While something is written: a moment would hold the very lock that the commit waits for."""
        within = getattr(self._moments, "now", None) is not None
        self._moments.now = None
        self._end_moment()
        try:
            yield
        finally:
            self._moments.now = self._clock() if within else None

    def _end_moment(self) -> None:
        session: Session | None = getattr(self._moments, "session", None)
        if session is not None:
            self._moments.session = None
            session.close()

    def _patience(self) -> float:
        return WINDOW_TIMEOUT if get_ident() == self._hurried else PATIENT_TIMEOUT

    def _check_writable(self) -> None:
        if not self.writable:
            raise ReadOnly("The data is open for reading only.", "This change is not saved.")
        self._check_identity()

    def _is_moved(self) -> bool:
        return _identity(self._path) != self._file

    def _check_identity(self) -> None:
        if self._is_moved():
            raise FileMoved(
                "The file was moved or replaced (by a sync tool?).",
                "This change is not saved. Close mltracker and open it again.",
            )

    def _back_up_daily(self) -> None:
        """Before the first change of a day; a change is not refused because its backup could not be written."""
        today = self.today()
        if self._backed_up_on == today:
            return
        folder = paths.backups(self.folder)
        now = self.clock()
        self._backed_up_on = today
        if backup.is_written(folder, today, self.zone):
            return
        try:
            with stated():
                if self._has_changes():
                    target = backup.free_name(folder, now, "daily")
                    backup.write(self._path, target, now=now, reason="daily", timeout=self._patience())
                    backup.thin(folder, today, self.zone)
            self.backup_problem = None
        except Busy:
            self._backed_up_on = None  # the change meets the same lock; the next one tries again
        except StorageError as error:
            self.backup_problem = error
            logging.getLogger(__name__).warning("today's backup failed: %s", error.code)

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
        with stated():
            _make_ready(path, paths.backups(folder), lock, clock)
        ctx = Context(folder, clock, mode, lock)
        if lock is not None:
            try:
                with ctx.write_unrecorded() as session:
                    content.load(session, clock())
            except BaseException:
                ctx.close()
                raise
        if mode == "read" and lock is not None:
            lock.release()
            ctx.writable = False
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return ctx


def _make_ready(path: Path, backups: Path, lock: WriterLock | None, clock: Clock) -> None:
    """Create the file, or make sure that it is ours, whole, sound and of this version."""
    found = gate.version(path)
    if lock is None:
        if found is None:
            raise CannotOpen(f"{path.name} is gone.")
        gate.check_content(path)
        if found < gate.HEAD:
            raise ReadOnly(
                "This data was written by an older version and can only be updated where it can be written."
            )
        return
    if found is None:
        _create(path)
        return
    if gate.half_written(path):
        gate.roll_back(path)
        found = gate.version(path) or 0
    gate.check_content(path)
    if found < gate.HEAD:
        now = clock()
        target = backup.free_name(backups, now, "before-update")
        backup.write(path, target, now=now, reason="before-update")
        migrate.upgrade(path, found)


def _locked(folder: Path, path: Path, mode: Mode) -> WriterLock | None:
    """The writer's lock where it is needed: to write, and to create, mend or update.

    None where nothing can be written (the data then opens for reading), and for a reader beside a writer.
    """
    there = gate.version(path)
    if there is not None and not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        return None
    if mode == "read" and there == gate.HEAD and not gate.half_written(path):
        return None
    try:
        return WriterLock(paths.lock_file(folder)).acquire()
    except AlreadyOpen:
        if mode == "read" and there is not None:
            return None
        raise
    except CannotOpen:
        if there is not None:
            return None
        raise


def _create(path: Path) -> None:
    """Make the database under another name first, so that a start that is cut off leaves nothing half made."""
    made = path.with_name(path.name + ".new")
    for leftover in (gate.journal(made), made):
        leftover.unlink(missing_ok=True)
    gate.create_empty(made)
    try:
        migrate.upgrade(made, 0)
        gate.put_in_place(made, path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def _check_folder(folder: Path) -> None:
    try:
        if folder.exists() and not folder.is_dir():
            raise CannotOpen(f"{folder} is a file; the data needs a folder.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"The folder {folder} cannot be made: {error.strerror}.") from None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None
