"""Backup, restore, check and demo: nothing of the user's is lost or overwritten."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.services.context import open_context
from tests.cli import shapes
from tests.cli.shapes import fits
from tests.conftest import FakeClock


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_backup_is_written_listed_and_restored(cli: Any, clock: FakeClock) -> None:
    cli("application", "add", "--company", "Before", "--role", "R")
    made = cli("backup")[1]
    fits(made, shapes.BACKUP)
    assert made["counts"]["application"] == 1
    assert digest(Path(made["path"])) == made["sha256"]
    listed = cli("backup", "list")[1]
    fits(listed, [shapes.BACKUP])
    assert made["path"] in [item["path"] for item in listed]
    clock.advance(minutes=5)
    cli("application", "add", "--company", "After", "--role", "R")
    code, document, said = cli("restore", made["path"])
    assert (code, said) == (0, "")
    assert document["counts"]["application"] == 1
    assert [row["company"] for row in cli("application", "list")[1]] == ["Before"]


def test_restoring_keeps_what_was_there(cli: Any, clock: FakeClock) -> None:
    made = cli("backup")[1]
    clock.advance(minutes=5)
    cli("application", "add", "--company", "After", "--role", "R")
    cli("restore", made["path"])
    kept = [item for item in cli("backup", "list")[1] if item["reason"] == "before-restore"]
    assert kept
    assert cli("restore", kept[0]["path"])[0] == 0
    assert [row["company"] for row in cli("application", "list")[1]] == ["After"]


def test_a_backup_goes_to_a_path_but_never_over_a_file(cli: Any, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    assert cli("backup", str(target))[1]["path"] == str(target)
    before = digest(target)
    code, document, said = cli("backup", str(target))
    assert (code, document) == (1, "")
    assert "exists already" in said
    assert digest(target) == before


def test_what_is_no_backup_is_refused_and_the_data_stays(cli: Any, data_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("no database")
    before = digest(paths.database(data_dir))
    for path in (other, text, tmp_path / "missing.db", tmp_path):
        code, document, said = cli("restore", str(path))
        assert (code, document) == (1, ""), path
        assert said.startswith("mltracker: ")
        assert len(said.splitlines()) == 1
        assert "Traceback" not in said
    assert digest(paths.database(data_dir)) == before


def test_nothing_is_restored_under_an_open_window(cli: Any, data_dir: Path, clock: FakeClock) -> None:
    made = cli("backup")[1]
    before = digest(paths.database(data_dir))
    window = open_context(data_dir, clock, "window")
    try:
        code, _, said = cli("restore", made["path"])
    finally:
        window.close()
    assert code == 1
    assert "open" in said.lower()
    assert digest(paths.database(data_dir)) == before


def test_checking_sound_data_mends_nothing(cli: Any, sample_dir: Path) -> None:
    code, found, said = cli("check", folder=sample_dir)
    assert (code, said) == (0, "")
    assert all(isinstance(value, int) for value in found.values())
    assert (found["stages"], found["outcomes"], found["search_index"], found["memories"]) == (0, 0, 0, 0)
    assert (found["applications"], found["interviews"], found["attempts"]) == (18, 9, 120)


def test_checking_mends_what_can_be_derived_once(cli: Any, sample_dir: Path) -> None:
    with sqlite3.connect(paths.database(sample_dir)) as connection:
        remembered = connection.execute("SELECT count(*) FROM memory").fetchone()[0]
        connection.execute("DELETE FROM memory WHERE question_id IN (SELECT question_id FROM memory LIMIT 3)")
        connection.execute("UPDATE memory SET stability = 99 WHERE rowid = (SELECT max(rowid) FROM memory)")
    connection.close()
    assert cli("check", folder=sample_dir)[1]["memories"] == 4
    after = cli("check", folder=sample_dir)[1]
    assert after["memories"] == 0
    with sqlite3.connect(paths.database(sample_dir)) as connection:
        assert connection.execute("SELECT count(*) FROM memory").fetchone()[0] == remembered
    connection.close()


@pytest.mark.parametrize("words", [("application", "list"), ("check",), ("rate", "nlp", "3")])
def test_a_damaged_file_is_not_touched(cli: Any, sample_dir: Path, words: tuple[str, ...]) -> None:
    database = paths.database(sample_dir)
    data = bytearray(database.read_bytes())
    data[8_192:40_960] = b"\xff" * 32_768
    database.write_bytes(data)
    before = digest(database)
    code, document, said = cli(*words, folder=sample_dir)
    assert (code, document) == (1, "")
    assert "damaged" in said
    assert digest(database) == before


def test_the_sample_goes_only_into_a_folder_without_data(cli: Any, data_dir: Path) -> None:
    before = digest(paths.database(data_dir))
    code, document, said = cli("demo")
    assert (code, document) == (1, "")
    assert "folder of its own" in said
    assert digest(paths.database(data_dir)) == before


def test_the_sample_is_the_same_every_time(cli: Any, tmp_path: Path, sample_dir: Path) -> None:
    code, counts, said = cli("demo", folder=tmp_path / "new")
    assert (code, said) == (0, "")
    assert counts | {"notes": 0} == {
        "applications": 18,
        "interviews": 9,
        "attempts": 120,
        "asked": 30,
        "notes": 0,
    }
    tables = (
        "application",
        "stage_event",
        "interview",
        "attempt",
        "asked_question",
        "checklist_item",
        "memory",
    )
    dumps = []
    for folder in (tmp_path / "new", sample_dir):
        with sqlite3.connect(paths.database(folder)) as connection:
            dumps.append({table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables})
        connection.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]["attempt"]) == 120


def test_a_folder_that_is_a_file_is_said(cli: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    code, document, said = cli("application", "list", folder=file)
    assert (code, document) == (1, "")
    assert "is a file; the data needs a folder" in said


def test_any_command_creates_the_data_where_there_is_none(cli: Any, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert cli("question", "list", "--limit", "1", folder=folder)[0] == 0
    assert paths.database(folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
