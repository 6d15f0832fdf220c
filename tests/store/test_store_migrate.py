"""The recipe of an update: a backup first, one transaction, checked before its end, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services.context import open_context
from mltracker.store import backup, gate, migrate, search, texts
from tests.conftest import FakeClock
from tests.store.full_rows import content, difference, digest
from tests.store.revisions import KEPT, NEXT, SCRIPTS, STEPS, Revise, kept_version, unpacked


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_update_keeps_every_row_index_and_trigger(old_dir: Path, clock: FakeClock, revise: Revise) -> None:
    path = paths.database(old_dir)
    before, names = content(path), [name for name, _ in schema(path)]
    revise()
    ctx = open_context(old_dir, clock, "write")
    ctx.close()
    assert version(path) == NEXT
    after = content(path)
    assert (
        difference({name: rows for name, rows in before.items() if name not in ("tag", "story")}, after) == []
    )
    assert [row[: len(before["tag"][0])] for row in after["tag"]] == before["tag"]
    assert [name for name, _ in schema(path)] == names
    gate.check_content(path)


@pytest.mark.parametrize("step", range(STEPS + 1))
def test_an_update_that_fails_at_any_step_changes_nothing(
    old_dir: Path, clock: FakeClock, revise: Revise, step: int
) -> None:
    path = paths.database(old_dir)
    before = digest(path)
    revise(fail_at=step)
    for mode in ("window", "write", "read"):
        with pytest.raises(RuntimeError, match="cut off"):
            open_context(old_dir, clock, mode)  # type: ignore[arg-type]
    assert digest(path) == before
    assert not gate.journal(path).exists()
    revise()  # a mended version then updates the same file
    open_context(old_dir, clock, "write").close()
    assert version(path) == NEXT


def test_a_verified_backup_is_written_before_an_update(
    old_dir: Path, clock: FakeClock, revise: Revise
) -> None:
    path = paths.database(old_dir)
    before, folder = content(path), paths.backups(old_dir)
    taken = backup.listed(folder)
    revise(fail_at=1)
    with pytest.raises(RuntimeError):
        open_context(old_dir, clock, "write")
    made = [item for item in backup.listed(folder) if item not in taken]
    assert [(item.reason, item.version) for item in made] == [("before-update", NEXT - 1)]
    assert difference(before, content(made[0].path)) == []


def test_without_room_for_its_backup_no_update_begins(
    old_dir: Path, clock: FakeClock, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paths.database(old_dir)
    before = digest(path)
    revise()

    def refuse(*_: object, **__: object) -> None:
        raise errors.DiskFull("Disk full.")

    monkeypatch.setattr(backup, "write", refuse)
    with pytest.raises(errors.DiskFull):
        open_context(old_dir, clock, "write")
    assert (digest(path), version(path)) == (before, NEXT - 1)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ('"DELETE FROM pipeline_stage",', "references that point nowhere"),
        ('"UPDATE attempt SET topic_id = 99",', "references that point nowhere"),
        ('"DELETE FROM note",', "rows of note"),
        ('"DROP TABLE note",', "rows of note"),
        ('"INSERT INTO saved_view SELECT created_at, updated_at, 9, page, name, filter FROM saved_view",',
         "rows of saved_view"),
    ],
)  # fmt: skip
def test_an_update_that_would_lose_rows_is_taken_back(
    old_dir: Path, clock: FakeClock, revise: Revise, statements: str, words: str
) -> None:
    path = paths.database(old_dir)
    before = digest(path)
    revise(statements)
    with pytest.raises(errors.DatabaseDamaged, match=words) as caught:
        open_context(old_dir, clock, "write")
    assert caught.value.safe == "The file is as it was."
    assert (digest(path), version(path)) == (before, NEXT - 1)


def test_a_revision_may_declare_whose_rows_change(
    old_dir: Path, clock: FakeClock, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    revise('"DELETE FROM note",')
    monkeypatch.setattr(migrate, "CHANGED_COUNTS", {NEXT: frozenset({"note"})})
    open_context(old_dir, clock, "write").close()
    assert content(paths.database(old_dir))["note"] == []


def test_references_are_off_and_it_is_one_transaction(
    old_dir: Path, clock: FakeClock, revise: Revise
) -> None:
    asked = (
        "assert connection.in_transaction; "
        "assert connection.execute('PRAGMA foreign_keys').fetchone() == (0,); "
        "assert connection.execute('PRAGMA synchronous').fetchone() == (3,)"
    )
    revise(extra=asked)
    ctx = open_context(old_dir, clock, "write")
    with ctx.write("Look") as session:
        found = session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar()
    ctx.close()
    assert found == 1
    assert version(paths.database(old_dir)) == NEXT


def test_a_reader_beside_a_writer_does_not_update(old_dir: Path, clock: FakeClock, revise: Revise) -> None:
    from mltracker.store.lock import WriterLock

    lock = WriterLock(paths.lock_file(old_dir)).acquire()
    revise()
    with pytest.raises(errors.ReadOnly, match="older version"):
        open_context(old_dir, clock, "read")
    lock.release()
    open_context(old_dir, clock, "read").close()
    assert version(paths.database(old_dir)) == NEXT


def test_after_an_update_the_older_app_refuses_and_the_backup_goes_back(
    old_dir: Path, clock: FakeClock, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paths.database(old_dir)
    before = content(path)
    revise()
    open_context(old_dir, clock, "write").close()
    made = next(b for b in backup.listed(paths.backups(old_dir)) if b.reason == "before-update")
    monkeypatch.undo()
    updated = digest(path)
    with pytest.raises(errors.DatabaseTooNew, match=rf"data version {NEXT}; this one reads up to {NEXT - 1}"):
        open_context(old_dir, clock, "write")
    assert digest(path) == updated
    backup.restore(made.path, path, old_dir / "aside.db")
    open_context(old_dir, clock, "write").close()
    assert difference(before, content(path)) == []


def test_a_new_file_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, clock: FakeClock, revise: Revise
) -> None:
    revise(fail_at=2)
    folder = tmp_path / "fresh"
    with pytest.raises(RuntimeError):
        open_context(folder, clock, "write")
    assert [item.name for item in folder.iterdir()] == ["mltracker.db.lock"]


def test_a_file_of_every_version_before_is_kept() -> None:
    assert [kept_version(path) for path in KEPT] == list(range(1, gate.HEAD))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name[:4])
def test_a_file_of_every_version_before_comes_up_to_date_with_all_it_held(
    tmp_path: Path, clock: FakeClock, kept: Path
) -> None:
    path = unpacked(kept, tmp_path / "data")
    assert gate.version(path) == kept_version(kept)
    before = content(path)
    assert all(before.values()), "every table holds something"
    migrate.upgrade(path, kept_version(kept))
    assert difference(before, content(path)) == []
    gate.check_content(path)
    ctx = open_context(path.parent, clock, "window")
    with ctx.write_unrecorded() as session:
        assert texts.in_step(session)
        assert search.in_step(session)
        found = {
            typed: sorted(texts.matching(session, typed, 3))
            for typed in (
                "cross encod",
                "isotonic",
                "canaries",
                "whiteboard sketch",
                "negotiable",
                "visa",
                "halve",
            )
        }
    ctx.close()
    assert found == {
        "cross encod": ["note"],
        "isotonic": ["asked"],
        "canaries": ["answer"],
        "whiteboard sketch": ["interview"],
        "negotiable": ["offer"],
        "visa": ["application"],
        "halve": ["story"],
    }


@pytest.mark.parametrize(
    "made", ["written_text", "text_search_config", "text_note_insert", "text_story_delete"]
)
def test_an_update_of_a_real_file_that_fails_while_something_is_made_leaves_it_as_it_was(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    path = unpacked(KEPT[0], tmp_path / "data")
    before, connect = digest(path), migrate._connect

    def refuse(_action: int, first: str | None, *_: str | None) -> int:
        return sqlite3.SQLITE_DENY if first == made else sqlite3.SQLITE_OK

    def watched(of: Path) -> sqlite3.Connection:
        connection = connect(of)
        connection.set_authorizer(refuse)
        return connection

    monkeypatch.setattr(migrate, "_connect", watched)
    with pytest.raises(sqlite3.DatabaseError):
        open_context(path.parent, clock, "write")
    assert (digest(path), gate.half_written(path)) == (before, False)
    monkeypatch.undo()
    open_context(path.parent, clock, "write").close()
    assert version(path) == gate.HEAD


def test_opening_a_file_of_the_version_before_backs_it_up_first(tmp_path: Path, clock: FakeClock) -> None:
    path = unpacked(KEPT[-1], tmp_path / "data")
    before = content(path)
    open_context(path.parent, clock, "write").close()
    assert version(path) == gate.HEAD
    made = backup.listed(paths.backups(path.parent))
    assert [(item.reason, item.version) for item in made] == [("before-update", gate.HEAD - 1)]
    assert difference(before, content(made[0].path)) == []


def test_revisions_are_frozen_and_know_nothing_of_the_tables_of_today() -> None:
    for path in (SCRIPTS / "versions").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "mltracker" not in text, path.name
        assert "batch_alter_table" not in text, path.name
    assert len(list((SCRIPTS / "versions").glob("[0-9]*.py"))) == gate.HEAD
