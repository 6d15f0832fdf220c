"""Restoring by swap: from whole backups only, what was there is kept, and half a change never comes along."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import backups
from mltracker.services.context import Context, open_context
from mltracker.store import backup, gate
from tests.conftest import FakeClock
from tests.store.full_rows import company, content, difference, digest


def test_a_backup_holds_all_and_its_manifest_says_so(full: Context, clock: FakeClock) -> None:
    made = backups.create(full)
    assert difference(content(paths.database(full.folder)), content(made.path)) == []
    manifest = json.loads(made.path.with_suffix(".json").read_text())
    assert manifest == {
        "file": made.path.name,
        "made_at": clock().isoformat(),
        "reason": "manual",
        "version": gate.HEAD,
        "sha256": digest(made.path),
        "counts": {
            "application": 1, "interview": 1, "question": 1, "attempt": 1, "asked_question": 1, "note": 1,
            "document": 1,
        },
    }  # fmt: skip
    assert made in backups.listed(full)
    assert backups.last(full) == clock()
    assert not list(made.path.parent.glob("*.tmp*"))


def test_two_backups_of_one_second_have_two_names(full: Context) -> None:
    before = len(backups.listed(full))
    assert len({backups.create(full).path for _ in range(3)}) == 3
    assert len(backups.listed(full)) == before + 3


def test_nothing_is_overwritten_by_a_backup_or_its_manifest(full: Context, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_text("the only copy")
    for name in ("export.db", "export"):
        with pytest.raises(errors.CannotOpen, match=r"export\.json exists already"):
            backups.create(full, tmp_path / name)
    other = tmp_path / "mine.db"
    other.write_text("mine")
    with pytest.raises(errors.CannotOpen, match="exists already"):
        backups.create(full, other)
    assert (export.read_text(), other.read_text()) == ("the only copy", "mine")
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["export.json", "mine.db"]
    odd = backups.create(full, tmp_path / "odd.json")
    assert backup.verified(odd.path)[0] == odd.counts


def test_a_backup_into_a_folder_gets_a_name(full: Context, tmp_path: Path) -> None:
    made = backups.create(full, tmp_path)
    assert (made.path.parent, made.path.suffix) == (tmp_path, ".db")


def test_the_first_change_of_a_day_is_preceded_by_a_backup(bare: Context, clock: FakeClock) -> None:
    company(bare, "Day one, nothing there before")
    assert backups.listed(bare) == []
    bare.zone = ZoneInfo("America/Los_Angeles")  # where it is 01:40 at the clock's 09:40
    for hours, made in ((20, 0), (24, 1), (1, 1), (24, 2)):
        clock.advance(hours=hours)
        company(bare, f"after {clock()}")
        assert len(backups.listed(bare)) == made, clock()
    last = backups.listed(bare)[0]
    assert last.reason == "daily"
    names = [row[4] for row in content(last.path)["company"]]
    assert len(names) == len(content(paths.database(bare.folder))["company"]) - 1


@pytest.mark.logs
def test_a_change_is_kept_when_its_backup_cannot_be_written(bare: Context, clock: FakeClock) -> None:
    company(bare, "First")
    clock.advance(days=1)
    paths.backups(bare.folder).write_text("a file where the folder should be")
    company(bare, "Second")
    assert isinstance(bare.backup_problem, errors.StorageError)
    assert len(content(paths.database(bare.folder))["company"]) == 2
    paths.backups(bare.folder).unlink()
    clock.advance(days=1)
    company(bare, "Third")
    assert bare.backup_problem is None
    assert len(backups.listed(bare)) == 1


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
