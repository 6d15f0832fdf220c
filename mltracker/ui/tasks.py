"""Work that would hold up the window: one worker thread, answers on the GUI thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from mltracker.domain.errors import UserError


class Cancelled(Exception):
    """Raised inside work by `Progress.check` after the user cancelled."""


class Progress:
    """What work is given: a way to tell how far it is and to learn that it was cancelled."""

    def __init__(self, report: Callable[[int, int, str], None], cancelled: threading.Event) -> None:
        self._report = report
        self._cancelled = cancelled

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled if the work should stop; call it between steps that leave nothing half done."""
        if self.cancelled:
            raise Cancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell that `done` of `total` steps are behind; also a point where a cancelled work stops."""
        self.check()
        self._report(done, total, text)


Work = Callable[[Progress], Any]
Slot = Callable[..., None]


class Job(QObject):
    """One piece of work. Signals arrive on the GUI thread; `finished` always comes last, once.

    `failed` carries a UserError. Any other exception is our bug: after `finished` it goes to sys.excepthook.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object, object, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._over = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.AutoConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next check; nothing but `finished` is emitted then."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether its end was told."""
        return self._over

    def run(self) -> None:
        """Do the work on the calling thread and send how it ended to the GUI thread."""
        progress = Progress(self.progressed.emit, self._stop)
        try:
            progress.check()
            result = self._work(progress)
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, nothing is swallowed
            self._ended.emit(None, error)
        else:
            self._ended.emit(result, None)

    def _on_ended(self, result: Any, error: Exception | None) -> None:
        self._over = True
        if not self.cancelled:
            if error is None:
                self.done.emit(result)
            elif isinstance(error, UserError):
                self.failed.emit(error)
        self.finished.emit()
        if error is not None and not isinstance(error, UserError | Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)


class Tasks(QObject):
    """Runs work one after the other on a thread of its own. `busy` follows whether there is any."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether work is running or waiting."""
        return bool(self._jobs)

    def run(
        self,
        work: Work,
        *,
        done: Slot | None = None,
        failed: Slot | None = None,
        progress: Slot | None = None,
        finished: Slot | None = None,
    ) -> Job:
        """Queue work and connect these slots to its signals; bound methods of widgets, so that they may die first.

        `work` is called with a Progress on the worker thread and must open its own session. RuntimeError once
        closed.
        """
        if self._closed:
            raise RuntimeError("tasks are closed")
        job = Job(work, self)
        for signal, slot in (
            (job.done, done),
            (job.failed, failed),
            (job.progressed, progress),
            (job.finished, finished),
        ):
            if slot is not None:
                signal.connect(slot)
        job.finished.connect(self._on_finished)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.busy_changed.emit(self.busy)
        self._start(job)
        return job

    def close(self, seconds: float = 10.0) -> bool:
        """Cancel everything and wait for the worker; False if it did not end in time. No work is taken after."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        if self._thread is None:
            return True
        self._queue.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _start(self, job: Job) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="mltracker-tasks", daemon=True)
            self._thread.start()
        self._queue.put(job)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            job.run()

    def _on_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._jobs:
            self._jobs.remove(job)
            job.deleteLater()
            if not self._jobs:
                self.busy_changed.emit(self.busy)


class InlineTasks(Tasks):
    """Runs work at once on the calling thread: the same signals in the same order, for tests."""

    def _start(self, job: Job) -> None:
        job.run()
