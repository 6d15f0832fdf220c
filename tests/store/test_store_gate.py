"""Whose file is this: refused with a sentence and left as it was; and one writer at a time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services.context import Mode, open_context
from mltracker.store import gate
from mltracker.store.lock import WriterLock
from tests.conftest import FakeClock

ALL_MODES: tuple[Mode, ...] = ("window", "write", "read")


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    alter(
        path,
        "CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO company VALUES (1, 'X')",
    )


def foreign_with_a_version(path: Path) -> None:
    path.unlink()
    alter(path, "CREATE TABLE company (id INTEGER)", "PRAGMA user_version = 1", "PRAGMA application_id = 7")


def ours_without_a_version(path: Path) -> None:
    alter(path, "PRAGMA user_version = 0")


def written_text(path: Path) -> None:
    path.write_text("My interview notes, not a database.\n" * 50)


def one_byte(path: Path) -> None:
    path.write_bytes(b"x")


def newer(path: Path) -> None:
    alter(path, f"PRAGMA user_version = {gate.HEAD + 1}")


def header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def magic_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:16] + b"\x00" * 5_000)


REFUSED: list[tuple[Callable[[Path], None], type[errors.StorageError], str]] = [
    (emptied, errors.DatabaseDamaged, "is empty"),
    (foreign, errors.DatabaseForeign, "was not made by this app"),
    (foreign_with_a_version, errors.DatabaseForeign, "was not made by this app"),
    (ours_without_a_version, errors.DatabaseForeign, "was not made by this app"),
    (written_text, errors.DatabaseForeign, "is not a database of this app"),
    (one_byte, errors.DatabaseForeign, "was not made by this app"),
    (newer, errors.DatabaseTooNew, f"newer version of mltracker (data version {gate.HEAD + 1}"),
    (header_only, errors.DatabaseDamaged, "is damaged"),
    (magic_only, errors.DatabaseDamaged, "is damaged"),
]


@pytest.mark.parametrize(("make", "kind", "words"), REFUSED, ids=lambda item: getattr(item, "__name__", None))
def test_what_is_not_ours_is_refused_and_not_touched(
    bare_dir: Path,
    clock: FakeClock,
    make: Callable[[Path], None],
    kind: type[errors.StorageError],
    words: str,
) -> None:
    path = paths.database(bare_dir)
    make(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    state = path.stat()
    with pytest.raises(kind) as caught:
        gate.version(path)
    assert words in caught.value.message
    assert caught.value.safe == "The file was not touched." or "backups" in caught.value.safe
    assert str(path.parent) not in str(caught.value)
    for mode in ALL_MODES:
        with pytest.raises(kind):
            open_context(bare_dir, clock, mode)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (state.st_mtime_ns, state.st_ino)
    assert [item.name for item in bare_dir.iterdir()] == [path.name]


def test_a_missing_file_is_no_version_and_opening_makes_one(tmp_path: Path, clock: FakeClock) -> None:
    assert gate.version(tmp_path / "none.db") is None
    folder = tmp_path / "fresh"
    open_context(folder, clock, "write").close()
    assert gate.version(paths.database(folder)) == gate.HEAD
    assert not list(folder.glob("*.new*"))


def test_a_folder_in_its_place_is_said(tmp_path: Path, clock: FakeClock) -> None:
    paths.database(tmp_path).mkdir()
    for mode in ALL_MODES:
        with pytest.raises(errors.CannotOpen, match="is a folder, not a database"):
            open_context(tmp_path, clock, mode)
    assert [item.name for item in tmp_path.iterdir()] == ["mltracker.db"]


def test_a_link_that_leads_nowhere_is_never_filled(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    paths.database(folder).symlink_to(tmp_path / "stick" / "mltracker.db")
    for mode in ALL_MODES:
        with pytest.raises(errors.CannotOpen, match="is a link to a place that is not there"):
            open_context(folder, clock, mode)
    assert not (tmp_path / "stick").exists()
    assert paths.database(folder).is_symlink()


def test_a_link_to_itself_is_said(tmp_path: Path, clock: FakeClock) -> None:
    circle = paths.database(tmp_path)
    circle.symlink_to(circle)
    for mode in ALL_MODES:
        with pytest.raises(errors.CannotOpen, match="cannot be reached"):
            open_context(tmp_path, clock, mode)
    assert not gate.half_written(circle)


def test_a_link_to_the_data_is_followed(tmp_path: Path, bare_dir: Path, clock: FakeClock) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    paths.database(folder).symlink_to(paths.database(bare_dir))
    with open_context(folder, clock, "write").write("Nothing"):
        pass
    assert paths.database(folder).is_symlink()


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "data").write_text("x")
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        with pytest.raises(errors.CannotOpen):
            open_context(folder, clock, "write")
    assert (tmp_path / "data").read_text() == "x"


def test_a_new_file_never_takes_the_place_of_one(tmp_path: Path) -> None:
    made, path = tmp_path / "a.new", tmp_path / "a"
    gate.create_empty(made)
    with pytest.raises(FileExistsError):
        gate.create_empty(made)
    path.write_text("there already")
    with pytest.raises(errors.CannotOpen, match="appeared while it was being made"):
        gate.put_in_place(made, path)
    assert path.read_text() == "there already"
    path.unlink()
    gate.put_in_place(made, path)
    assert (path.exists(), made.exists()) == (True, False)


def test_a_drive_without_links_is_served_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    made, path = tmp_path / "a.new", tmp_path / "a"
    made.write_text("new")
    path.write_text("there already")
    with pytest.raises(errors.CannotOpen):
        gate.put_in_place(made, path)
    path.unlink()
    gate.put_in_place(made, path)
    assert path.read_text() == "new"


def test_references_that_point_nowhere_are_damage(bare_dir: Path) -> None:
    path = paths.database(bare_dir)
    gate.check_content(path)
    alter(
        path,
        "PRAGMA foreign_keys=OFF",
        "INSERT INTO self_rating (topic_id, rating, rated_at, created_at, updated_at) VALUES (9, 3, 0, 0, 0)",
    )
    with pytest.raises(errors.DatabaseDamaged, match="a reference points nowhere"):
        gate.check_content(path)


def test_the_lock_has_one_holder(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.lock"
    first = WriterLock(path).acquire()
    for _ in range(3):
        with pytest.raises(errors.AlreadyOpen) as caught:
            WriterLock(path).acquire()
    assert "is open on this data already" in caught.value.message
    assert caught.value.safe
    first.release()
    first.release()
    second = WriterLock(path).acquire()
    second.release()
    assert path.read_bytes() == b""
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_lock_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.lock").mkdir()
    with pytest.raises(errors.CannotOpen, match="cannot be written"):
        WriterLock(tmp_path / "a.lock").acquire()


def test_readers_come_in_beside_a_writer_and_a_second_writer_does_not(
    bare_dir: Path, clock: FakeClock
) -> None:
    first = open_context(bare_dir, clock, "window")
    reader = open_context(bare_dir, clock, "read")
    assert (first.writable, reader.writable) == (True, False)
    for mode in ("window", "write"):
        with pytest.raises(errors.AlreadyOpen):
            open_context(bare_dir, clock, mode)  # type: ignore[arg-type]
    with pytest.raises(errors.ReadOnly), reader.write("Add"):
        pass
    first.close()
    open_context(bare_dir, clock, "write").close()
    reader.close()


def test_the_lock_is_given_back_when_opening_fails(
    bare_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mltracker.store import content

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(content, "load", fail)
        with pytest.raises(ZeroDivisionError):
            open_context(bare_dir, clock, "write")
    open_context(bare_dir, clock, "write").close()
