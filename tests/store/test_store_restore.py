"""Restoring by swap: from whole backups only, what was there is kept, and half a change never comes along."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import backups
from mltracker.services.context import Context, open_context
from mltracker.store import backup, gate
from tests.conftest import FakeClock
from tests.store.full_rows import company, content, difference, digest


def test_a_restore_swaps_and_keeps_what_was_there(bare: Context, clock: FakeClock) -> None:
    folder, path = bare.folder, paths.database(bare.folder)
    company(bare, "Before")
    made = backups.create(bare)
    company(bare, "After")
    wanted, replaced = content(made.path), content(path)
    bare.close()
    inode, before = path.stat().st_ino, digest(path)
    clock.advance(minutes=1)
    result = backups.restore(folder, made.path, clock())
    assert difference(wanted, content(path)) == []
    aside = paths.backups(folder) / result["replaced"]
    assert (aside.stat().st_ino, digest(aside)) == (inode, before)
    kept = [item for item in backup.listed(paths.backups(folder)) if item.reason == "before-restore"]
    assert difference(replaced, content(kept[0].path)) == []
    assert result["restored"] == made.path.name
    assert not list(folder.glob("*.restoring*"))
    again = open_context(folder, clock, "write")
    company(again, "Later")
    again.close()


@pytest.mark.parametrize("fault", ["none", "text", "newer", "foreign", "changed", "damaged", "folder"])
def test_what_cannot_be_restored_leaves_the_data(full: Context, clock: FakeClock, fault: str) -> None:
    folder, path = full.folder, paths.database(full.folder)
    made = backups.create(full)
    full.close()
    source = made.path
    if fault == "none":
        source.unlink()
    elif fault == "folder":
        source = folder
    elif fault == "text":
        source = folder / "x.db"
        source.write_text("text")
    elif fault == "changed":
        source.write_bytes(source.read_bytes() + b"\0")
    elif fault == "damaged":
        source = folder / "other-name.db"
        data = bytearray(made.path.read_bytes())
        data[3 * 4096 :] = os.urandom(len(data) - 3 * 4096)
        source.write_bytes(data)
    else:
        source = folder / "x.db"
        shutil.copy(made.path, source)
        with closing(sqlite3.connect(source, isolation_level=None)) as connection:
            connection.execute("PRAGMA user_version=99" if fault == "newer" else "PRAGMA application_id=3")
    before = digest(path)
    clock.advance(minutes=1)
    with pytest.raises(errors.UserError):
        backups.restore(folder, source, clock())
    assert digest(path) == before
    assert not list(folder.glob("*.restoring*"))
    assert not list(paths.backups(folder).glob("*replaced*"))
    open_context(folder, clock, "write").close()


def test_a_file_cut_off_by_a_crash_is_restored_without_the_half_change(
    bare: Context, clock: FakeClock, tmp_path: Path
) -> None:
    company(bare, "Whole")
    source, path = tmp_path / "set-aside.db", paths.database(bare.folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        for number in range(300):
            connection.execute(
                "INSERT INTO company (name, name_key, website, notes, created_at, updated_at)"
                " VALUES ('half', ?, '', ?, 0, 0)",
                (str(number), "x" * 500),
            )
        shutil.copy(path, source)
        shutil.copy(gate.journal(path), gate.journal(source))
        connection.execute("ROLLBACK")
    assert gate.half_written(source)
    wanted = content(path)
    folder = bare.folder
    bare.close()
    backups.restore(folder, source, clock())
    assert difference(wanted, content(path)) == []
    assert not list(folder.glob("*.restoring*"))


def test_a_restore_into_an_empty_folder_and_over_an_emptied_file(
    full: Context, clock: FakeClock, tmp_path: Path
) -> None:
    made = backups.create(full)
    wanted = content(made.path)
    for name in ("empty", "emptied"):
        folder = tmp_path / name
        folder.mkdir()
        if name == "emptied":
            paths.database(folder).touch()
        result = backups.restore(folder, made.path, clock())
        assert difference(wanted, content(paths.database(folder))) == []
        assert (result["replaced"] is None) == (name == "empty")


def test_no_restore_where_the_data_cannot_go(full: Context, clock: FakeClock, tmp_path: Path) -> None:
    made = backups.create(full)
    taken, linked = tmp_path / "taken", tmp_path / "linked"
    for folder in (taken, linked):
        folder.mkdir()
    (paths.database(taken) / "inside").mkdir(parents=True)
    paths.database(linked).symlink_to(tmp_path / "gone" / "mltracker.db")
    for folder in (taken, linked):
        with pytest.raises(errors.CannotOpen):
            backups.restore(folder, made.path, clock())
        assert not list(folder.glob("*.restoring*"))
    assert (paths.database(taken) / "inside").is_dir()
