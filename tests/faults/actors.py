"""What other processes do in the tests: write until they are killed, race for the lock, count, look around."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, ContactDraft
from mltracker.domain.errors import AlreadyOpen, UserError
from mltracker.services import applications, backups, contacts
from mltracker.services.context import open_context
from mltracker.store import backup, gate, migrate, settings
from mltracker.store.engine import open_engine, session_factory
from tests.conftest import FakeClock
from tests.services import cases  # noqa: F401  (so that no process has to load the use cases by itself)

NOBODY = 65_534
# a server that has loaded everything forks each process anew; elsewhere each starts from nothing
_ways = multiprocessing.get_all_start_methods()
processes = multiprocessing.get_context("forkserver" if "forkserver" in _ways else "spawn")
if "forkserver" in _ways:
    processes.set_forkserver_preload(["tests.faults.actors"])


@contextmanager
def running(act: Callable[..., None], *words: Any) -> Any:
    """Another process doing something, with a pipe from it; ended at the latest here."""
    mine, theirs = processes.Pipe(duplex=False)
    process: BaseProcess = processes.Process(target=act, args=(*words, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, mine
    finally:
        process.kill()
        process.join()
        process.close()
        mine.close()


def received(pipe: Connection) -> list[Any]:
    """All that a process said before it ended."""
    found = []
    try:
        while True:
            found.append(pipe.recv())
    except EOFError:
        return found


def write_for_ever(folder: Path, pipe: Connection) -> None:
    """Keep applications, and tell the id of each that was saved."""
    ctx = open_context(folder, FakeClock(), "window")
    while True:
        draft = ApplicationDraft.make(company=f"Company {os.urandom(4).hex()}", role_title="ML Engineer")
        row, _ = applications.add(ctx, draft)
        pipe.send(row.id)
        if row.id % 3 == 0:
            applications.delete(ctx, [row.id - 1])
            pipe.send(1 - row.id)


def stop_in_the_middle(folder: Path, pipe: Connection) -> None:
    """Hold a change that is half in the file already, as one is for the blink of its commit."""
    ctx = open_context(folder, FakeClock(), "window")
    writer = ctx._engines[-1].raw_connection().driver_connection
    assert writer is not None
    writer.execute("PRAGMA cache_spill=ON")
    with ctx.write("Half") as session:
        session.connection().exec_driver_sql("PRAGMA cache_size=2")
        for number in range(400):
            session.connection().exec_driver_sql(
                "INSERT INTO company (name, name_key, website, notes, created_at, updated_at)"
                f" VALUES ('half', 'half {number}', '', '{'x' * 900}', 0, 0)"
            )
        pipe.send("in the middle")
        time.sleep(60)


def update(folder: Path, scripts: Path, pipe: Connection) -> None:
    """Bring data to the version whose revisions lie in `scripts`."""
    migrate._SCRIPTS, migrate.HEAD, gate.HEAD = scripts, gate.HEAD + 1, gate.HEAD + 1
    os.environ["UPDATE_SAYS"] = str(pipe.fileno())
    open_context(folder, FakeClock(), "write").close()


def back_up_slowly(folder: Path, pipe: Connection) -> None:
    """Write one backup a page at a time, and tell of each."""

    def wait(_status: int, remaining: int, _total: int) -> None:
        pipe.send(remaining)
        time.sleep(0.1)

    backup.PAGES_A_STEP = 1
    backup._patience = lambda timeout: wait
    backups.create(open_context(folder, FakeClock(), "read"))


def race(folder: Path, rounds: int, gate_: Any, pipe: Connection) -> None:
    """Start at the same moment as others, again and again; tell who got in."""
    for _ in range(rounds):
        gate_.wait()
        try:
            ctx = open_context(folder, FakeClock(), "window")
        except AlreadyOpen:
            ctx = None
        pipe.send(ctx is not None)
        gate_.wait()
        if ctx is not None:
            ctx.close()
    pipe.close()


def count_up(folder: Path, times: int, pipe: Connection) -> None:
    """Read a number and write the next, in one transaction each."""
    engine = open_engine(paths.database(folder), write=True, patience=lambda: 30.0)
    engine.raw_connection().driver_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
    sessions = session_factory(engine, FakeClock())
    for _ in range(times):
        with sessions() as session, session.begin():
            settings.put(session, "count", (settings.get(session, "count") or 0) + 1)
    engine.dispose()
    pipe.send("done")


def look_around(folder: Path, elsewhere: Path, pipe: Connection) -> None:
    """Open, read, change and copy as a user who owns nothing here (who is root must become one)."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    said: dict[str, Any] = {}
    for mode in ("window", "read"):
        try:
            ctx = open_context(folder, FakeClock(), mode)  # type: ignore[arg-type]
        except UserError as error:
            said[mode] = (type(error).__name__, str(error))
            continue
        try:
            contacts.add_contact(ctx, ContactDraft.make(name="Someone New"))
            change = "saved"
        except UserError as error:
            change = type(error).__name__
        said[mode] = (ctx.writable, len(applications.rows(ctx)), change)
        said["copy"] = backups.create(ctx, elsewhere / f"{mode}.db").counts["application"]
        ctx.close()
    pipe.send(said)
