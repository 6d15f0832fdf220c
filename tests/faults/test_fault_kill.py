"""Killed while writing, in the middle of a change, of an update, of a backup: whole changes only, and none lost."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mltracker import paths
from mltracker.services import backups
from mltracker.services.context import Context, open_context
from mltracker.store import backup, gate, migrate, search
from mltracker.store.tables import Application, Company, StageEvent
from tests.conftest import FakeClock
from tests.faults import actors
from tests.store.full_rows import content, difference
from tests.store.revisions import NEXT, Revise

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


def killed_while_writing(folder: Path, clock: FakeClock, delay: float) -> tuple[int, int]:
    """One kill; returns how many changes had been told as saved, and how many of them are wrong in the file."""
    with actors.running(actors.write_for_ever, folder) as (process, pipe):
        assert pipe.poll(30)
        time.sleep(delay)
        process.kill()
        told = actors.received(pipe)
    ctx = open_context(folder, clock, "write")
    with ctx.read() as session:
        stored = set(session.execute(select(Application.id)).scalars())
        events = dict(
            session.execute(
                select(StageEvent.application_id, func.count()).group_by(StageEvent.application_id)
            ).all()
        )
        companies = set(session.execute(select(Company.id)).scalars())
        owners = set(session.execute(select(Application.company_id)).scalars())
        assert events == dict.fromkeys(stored, 1)  # no half change
        assert owners <= companies
        assert search.in_step(session)
    ctx.close()
    deleted = {-number for number in told if number < 0}
    saved = {number for number in told if number > 0} - deleted
    # a deletion may have been saved without a moment to tell it
    newest = max(saved, default=0)
    lost = saved - stored - ({newest - 1} if newest % 3 == 0 else set())
    return len(told), len(lost) + len(deleted & stored)


def kills(folder: Path, clock: FakeClock, times: int) -> None:
    found = [killed_while_writing(folder, clock, 0.0037 * (number % 25)) for number in range(times)]
    assert sum(told for told, _ in found) > times
    assert [wrong for _, wrong in found] == [0] * times


def test_twenty_kills_lose_nothing_that_was_told_as_saved(bare_dir: Path, clock: FakeClock) -> None:
    kills(bare_dir, clock, 20)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_hundred_kills_lose_nothing_that_was_told_as_saved(data_dir: Path, clock: FakeClock) -> None:
    kills(data_dir, clock, 200)


@pytest.mark.parametrize("mode", ["window", "read"])
def test_a_change_half_in_the_file_is_taken_back(bare_dir: Path, clock: FakeClock, mode: str) -> None:
    path = paths.database(bare_dir)
    before = content(path)
    with actors.running(actors.stop_in_the_middle, bare_dir) as (process, pipe):
        assert pipe.recv() == "in the middle"
        process.kill()
        process.join()
    assert gate.half_written(path)
    assert b"half 399" in path.read_bytes() or path.stat().st_size > gate.journal(path).stat().st_size
    opened = open_context(bare_dir, clock, mode)  # type: ignore[arg-type]
    opened.close()
    assert not gate.half_written(path)
    assert difference(before, content(path)) == []


def test_an_update_that_is_killed_leaves_the_old_state(
    old_dir: Path, clock: FakeClock, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paths.database(old_dir)
    before = content(path)
    wait = "import os, time; os.write(int(os.environ['UPDATE_SAYS']), bytes(8)); time.sleep(60)"
    revise(extra=f"connection.execute('PRAGMA cache_size=2'); {wait}")
    scripts = migrate._SCRIPTS
    monkeypatch.undo()
    with actors.running(actors.update, old_dir, scripts) as (process, pipe):
        assert pipe.poll(30)
        process.kill()
        process.join()
    ctx = open_context(old_dir, clock, "write")
    ctx.close()
    assert gate.version(path) == gate.HEAD
    assert difference(before, content(path)) == []
    assert [item.reason for item in backups.listed_in(old_dir)].count("before-update") == 1
    revise()
    open_context(old_dir, clock, "write").close()
    assert gate.version(path) == NEXT


def test_a_backup_that_is_killed_is_no_backup(bare: Context) -> None:
    folder = paths.backups(bare.folder)
    for pages in range(1, 4):
        with actors.running(actors.back_up_slowly, bare.folder) as (process, pipe):
            assert [pipe.recv() > 0 for _ in range(pages)] == [True] * pages
            process.kill()
            process.join()
        assert list(folder.glob("*.tmp"))
        assert backups.listed(bare) == []
        assert not list(folder.glob("*.db"))
    made = backups.create(bare)  # what it left behind is in nobody's way
    assert backups.listed(bare) == [made]
    assert backup.verified(made.path)[0] == made.counts
