"""Salvage of damaged files, and repairs of what can be derived."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import applications, backups
from mltracker.services.context import open_context
from mltracker.store import gate, salvage
from tests.conftest import FakeClock, _copied
from tests.store.full_rows import TABLES, content, difference

PAGE = 4096


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, sample_template: Path) -> Path:
    """The sample search with two thousand notes in place of the shipped texts."""
    folder = _copied(sample_template, tmp_path_factory.mktemp("large") / "data")
    with closing(sqlite3.connect(paths.database(folder), isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE question SET answer = substr(answer, 1, 50)")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
            " INSERT INTO note (application_id, kind, happened_at, body, created_at, updated_at)"
            " SELECT 1, 'note', '2026-11-01 10:00:00.000000', 'note ' || i || hex(zeroblob(60)),"
            " '2026-11-01 10:00:00.000000', '2026-11-01 10:00:00.000000' FROM n"
        )
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    return folder


def leaves(path: Path, table: str) -> list[int]:
    """The pages that hold a table's rows."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    data = path.read_bytes()
    found, todo = [], [root]
    while todo:
        number = todo.pop()
        page = data[(number - 1) * PAGE : number * PAGE]
        if page[0] == 0x0D:
            found.append(number)
        elif page[0] == 0x05:
            cells = int.from_bytes(page[3:5], "big")
            for index in range(cells):
                at = int.from_bytes(page[12 + 2 * index : 14 + 2 * index], "big")
                todo.append(int.from_bytes(page[at : at + 4], "big"))
            todo.append(int.from_bytes(page[8:12], "big"))
    return sorted(found)


def rows(path: Path) -> int:
    return sum(len(found) for name, found in content(path).items() if not name.endswith("_search"))


@pytest.mark.parametrize(("table", "where"), [("note", "middle"), ("question", "first"), ("attempt", "last")])
def test_one_bad_page_costs_less_than_a_hundredth_of_the_rows(
    large: Path, tmp_path: Path, clock: FakeClock, table: str, where: str
) -> None:
    folder = _copied(large, tmp_path / "data")
    path = paths.database(folder)
    before = content(path)
    pages = leaves(path, table)
    number = {"first": pages[0], "middle": pages[len(pages) // 2], "last": pages[-1]}[where]
    damaged = bytearray(path.read_bytes())
    damaged[(number - 1) * PAGE : number * PAGE] = b"\xa5" * PAGE
    path.write_bytes(damaged)
    with pytest.raises(errors.DatabaseDamaged):
        open_context(folder, clock, "write")
    result = backups.salvage(folder, clock)
    assert (paths.backups(folder) / result["kept"]).read_bytes() == bytes(damaged)
    after = content(path)
    total = sum(len(found) for name, found in before.items() if not name.endswith("_search"))
    kept = rows(path)
    assert kept >= 0.99 * total
    if table == "note":
        lost = set(before["note"]) - set(after["note"])
        assert 0 < len(lost) < 40
        others = {k: v for k, v in before.items() if k not in ("note", "text_search")}
        assert difference(others, after) == []
    ctx = open_context(folder, clock, "write")
    backups.check(ctx)
    assert applications.rows(ctx)
    ctx.close()
    assert not (folder / "salvaged").exists()


def test_a_sound_file_is_salvaged_whole(large: Path, tmp_path: Path, clock: FakeClock) -> None:
    folder = _copied(large, tmp_path / "data")
    before = content(paths.database(folder))
    saved = backups.salvage(folder, clock)["saved"]
    after = content(paths.database(folder))
    assert difference(before, after) == []
    assert saved["note"] == len(before["note"])
    assert saved["application"] == len(before["application"])


def test_a_company_that_was_lost_stays_as_a_name(sample_dir: Path, clock: FakeClock) -> None:
    path = paths.database(sample_dir)
    before = content(path)
    number = leaves(path, "company")[0]
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(bytes(PAGE))
    backups.salvage(sample_dir, clock)
    after = content(path)
    assert len(after["application"]) == len(before["application"])
    assert {row[4] for row in after["company"]} >= {f"'Company {row[0]}'" for row in after["company"]}
    gate.check_content(path)


def test_references_to_lost_rows_go_or_are_cut(bare_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    from tests.store.full_rows import fill

    ctx = open_context(bare_dir, clock, "write")
    with ctx.write("Fill") as session:
        fill(session)
    ctx.close()
    damaged, fresh = tmp_path / "damaged.db", paths.database(_copied(bare_dir, tmp_path / "fresh"))
    damaged.write_bytes(paths.database(bare_dir).read_bytes())
    with closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
        connection.execute("DELETE FROM interview")  # references off: its rows stay and point nowhere
    saved = salvage.salvage(damaged, fresh)
    gate.check_content(fresh)
    found = content(fresh)
    gone = {"interview", "interview_slot", "interview_move", "interview_contact", "interview_topic",
            "interview_question", "planned_ask", "recommendation", "asked_question", "attempt",
            "story_told", "checklist_item"}  # fmt: skip
    assert {table.name for table in TABLES if not found[table.name]} == gone
    assert {name for name, count in saved.items() if not count} == gone
    assert len(found["note"]) == len(found["practice_session"]) == 1


def test_salvage_that_runs_out_of_room_says_so_and_changes_nothing(
    sample_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paths.database(sample_dir)
    before = path.read_bytes()
    real = sqlite3.connect

    class Narrow:
        """The driver, on a drive that is nearly full."""

        DatabaseError = sqlite3.DatabaseError
        Connection = sqlite3.Connection

        @staticmethod
        def connect(*words: object, **more: object) -> sqlite3.Connection:
            opened = real(*words, **more)  # type: ignore[call-overload]
            pages = opened.execute("PRAGMA page_count").fetchone()[0]
            opened.execute(f"PRAGMA max_page_count={pages}")
            return opened  # type: ignore[no-any-return]

    monkeypatch.setattr(salvage, "sqlite3", Narrow)
    with pytest.raises(errors.DiskFull):
        backups.salvage(sample_dir, clock)
    assert path.read_bytes() == before
    assert not (sample_dir / "salvaged").exists()
    open_context(sample_dir, clock, "write").close()


def test_nothing_to_salvage_is_said(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(errors.NotFound):
        backups.salvage(tmp_path, clock)
    assert not paths.database(tmp_path).exists()


def test_stages_and_outcomes_follow_the_history(sample_dir: Path, clock: FakeClock) -> None:
    path = paths.database(sample_dir)
    before = content(path, stamps=False)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        closed = connection.execute("SELECT id FROM pipeline_stage WHERE kind = 'closed'").fetchone()[0]
        connection.execute(
            f"UPDATE application SET stage_id = {closed} WHERE id = (SELECT id FROM application"
            " WHERE outcome = 'open' LIMIT 1)"
        )
        connection.execute(
            "UPDATE application SET outcome = 'ghosted' WHERE id = (SELECT max(id) FROM application WHERE outcome = 'open')"
        )
    ctx = open_context(sample_dir, clock, "write")
    first, second = backups.check(ctx), backups.check(ctx)
    ctx.close()
    assert (first["stages"], first["outcomes"]) == (1, 1)
    assert (second["stages"], second["outcomes"]) == (0, 0)
    after = content(path, stamps=False)
    assert before["application"] == after["application"]
