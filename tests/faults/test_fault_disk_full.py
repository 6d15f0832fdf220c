"""Room for N more pages, N = 0, 1, 2, ...: in a change, an update, a new file and a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.domain.applications import NoteDraft
from mltracker.services import applications, backups, notes
from mltracker.services.context import Context, open_context
from mltracker.store import backup, gate, migrate
from tests.conftest import FakeClock
from tests.services.cases import applied
from tests.store.full_rows import content, difference
from tests.store.revisions import NEXT, Revise

ENOUGH = 400


def pages(path: Path) -> int:
    return path.stat().st_size // 4096


def leave_room(ctx: Context, number: int) -> None:
    """Let the database grow by so many pages at most."""
    with ctx.write_unrecorded() as session:
        limit = pages(paths.database(ctx.folder)) + number
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={limit}")


def test_a_change_without_room_is_said_and_leaves_all_that_was_saved(bare: Context) -> None:
    row = applied(bare)
    path = paths.database(bare.folder)
    body = NoteDraft.make(body="long words " * 1_500)
    refused, said = 0, set()
    for room in range(ENOUGH):
        leave_room(bare, room)
        before, label = content(path), bare.undo_label
        try:
            notes.add(bare, row.id, body)
        except errors.DiskFull as error:
            said.add(str(error))
            assert difference(before, content(path)) == []
            assert (bare.undo_label, bare.writable) == (label, True)
            refused += 1
        else:
            break
    assert 2 <= refused < ENOUGH
    assert said == {"Disk full. Nothing already saved is lost; this change is not saved."}
    assert len(content(path)["note"]) == 1
    gate.check_content(path)
    bare.undo()
    assert applications.rows(bare)[0].id == row.id


def narrow_drive(monkeypatch: pytest.MonkeyPatch, limit: Callable[[], int]) -> None:
    """New connections of updates may fill so many pages."""
    real = migrate._connect

    def connect(path: Path) -> sqlite3.Connection:
        connection = real(path)
        connection.execute(f"PRAGMA max_page_count={limit()}")
        return connection

    monkeypatch.setattr(migrate, "_connect", connect)


def test_an_update_without_room_leaves_the_old_version(
    old_dir: Path, clock: FakeClock, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paths.database(old_dir)
    before, old = path.read_bytes(), content(path)
    revise(
        '"CREATE TABLE extra (id INTEGER PRIMARY KEY, x TEXT)",'
        '"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)'
        ' INSERT INTO extra (x) SELECT hex(zeroblob(1500)) FROM n",'
        '"CREATE INDEX ix_extra ON extra (x)",'
    )  # fmt: skip
    # what a backup costs is not at stake here
    monkeypatch.setattr(backup, "write", lambda *_, **__: None)
    room = 0
    narrow_drive(monkeypatch, lambda: len(before) // 4096 + room)
    refused = 0
    for room in range(ENOUGH):
        try:
            open_context(old_dir, clock, "write").close()
        except errors.DiskFull:
            assert path.read_bytes() == before
            assert not gate.half_written(path)
            refused += 1
        else:
            break
    assert 5 <= refused < ENOUGH
    assert gate.version(path) == NEXT
    assert difference(old, content(path)) == []


def test_a_first_start_without_room_leaves_no_half_made_file(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 0
    narrow_drive(monkeypatch, lambda: limit)
    for limit in (1, 2, 3, 7, 20, 50):
        with pytest.raises(errors.DiskFull):
            open_context(tmp_path, clock, "write")
        assert [item.name for item in tmp_path.iterdir()] == ["mltracker.db.lock"], limit


def test_a_backup_without_room_is_no_backup(bare: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    applied(bare)
    path, folder = paths.database(bare.folder), paths.backups(bare.folder)
    before = content(path)
    limit = 1

    def connect(name: Any, **more: Any) -> sqlite3.Connection:
        connection = sqlite3.connect(name, **more)
        if str(name).endswith(".tmp"):
            connection.execute(f"PRAGMA max_page_count={limit}")
        return connection

    driver = SimpleNamespace(**{**vars(sqlite3), "connect": connect})
    monkeypatch.setattr(backup, "sqlite3", driver)
    for limit in range(1, pages(path)):
        with pytest.raises(errors.DiskFull):
            backups.create(bare)
        assert list(folder.iterdir()) == [], limit
    limit = pages(path)
    made = backups.create(bare)
    assert backups.listed(bare) == [made]
    assert difference(before, content(made.path)) == difference(before, content(path)) == []


@pytest.mark.parametrize("place", ["verified", "_sha256", "_write_manifest", "_sync", "replace"])
def test_a_backup_cut_off_at_any_place_is_no_backup(
    bare: Context, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = paths.backups(bare.folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*((Path, "replace") if place == "replace" else (backup, place)), fail)
        with pytest.raises(errors.DiskFull, match="Disk full"):
            backups.create(bare)
    assert list(folder.iterdir()) == []
    backups.create(bare)
    assert len(backups.listed(bare)) == 1
