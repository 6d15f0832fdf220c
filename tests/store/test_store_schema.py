"""What the database itself enforces: checks, uniqueness, references and what becomes of them; and no drift."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, UniqueConstraint, create_engine
from sqlmodel import SQLModel

from mltracker import paths
from mltracker.services.context import open_context
from mltracker.store import gate, migrate, undo
from tests.conftest import FakeClock, _copied
from tests.store.full_rows import TABLES, fill
from tests.store.revisions import KEPT, kept_version, unpacked
from tests.store.stated_schema import CASCADE, CHECKED, FRESH, REFERENCES, RESTRICT, SET_NULL, UNIQUE

BY_NAME = {table.name: table for table in SQLModel.metadata.sorted_tables}
SCHEMA = Path(migrate.__file__).with_name("schema.sql")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, bare_template: Path) -> Path:
    """A database with one row of every table."""
    folder = _copied(bare_template, tmp_path_factory.mktemp("schema") / "data")
    ctx = open_context(folder, FakeClock(), "write")
    with ctx.write("Fill") as session:
        fill(session)
    ctx.close()
    return paths.database(folder)


@pytest.fixture
def connection(kept: Path) -> Iterator[sqlite3.Connection]:
    """In a transaction that is rolled back, so that every test sees the same rows."""
    with closing(sqlite3.connect(kept, isolation_level=None)) as opened:
        opened.execute("PRAGMA foreign_keys=ON")
        opened.execute("BEGIN")
        yield opened
        opened.execute("ROLLBACK")


def count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def copied(connection: sqlite3.Connection, table: str, **other: Any) -> None:
    """Insert a copy of a table's row under a new key, with some columns different."""
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "id"]
    listed = ", ".join(f'"{name}"' for name in columns)
    taken = ", ".join(f":{name}" if name in other else f'"{name}"' for name in columns)
    connection.execute(f'INSERT INTO "{table}" ({listed}) SELECT {taken} FROM "{table}" LIMIT 1', other)


def test_every_reference_says_what_becomes_of_it(connection: sqlite3.Connection) -> None:
    found = {}
    for table in BY_NAME:
        for row in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
            assert row[4] == "id"
            found[table, row[3]] = (row[2], row[6])
    assert found == REFERENCES


@pytest.mark.parametrize("reference", REFERENCES, ids=".".join)
def test_a_reference_must_point_somewhere(connection: sqlite3.Connection, reference: tuple[str, str]) -> None:
    table, column = reference
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute(f'UPDATE "{table}" SET "{column}" = 999999')
    needed = REFERENCES[reference][1] != SET_NULL
    optional = (
        ("stage_event", "from_stage_id"),
        ("checklist_item", "interview_id"),
        ("attempt", "asked_question_id"),
    )
    if needed and reference not in optional:
        with pytest.raises(sqlite3.IntegrityError, match=r"NOT NULL|mismatch"):
            connection.execute(f'UPDATE "{table}" SET "{column}" = NULL')


@pytest.mark.parametrize("reference", REFERENCES, ids=".".join)
def test_deleting_what_is_referred_to(connection: sqlite3.Connection, reference: tuple[str, str]) -> None:
    table, column = reference
    parent, rule = REFERENCES[reference]
    copied(connection, parent, **FRESH.get(parent, {}))
    only = connection.execute(f'SELECT max(id) FROM "{parent}"').fetchone()[0]
    child = connection.execute(f'SELECT min(rowid) FROM "{table}"').fetchone()[0]
    connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (only, child))
    before = count(connection, table)
    remove = f'DELETE FROM "{parent}" WHERE id = {only}'
    if rule == RESTRICT:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute(remove)
        return
    assert connection.execute(remove).rowcount == 1
    gone = (rule == CASCADE) + (table == parent)
    assert count(connection, table) == before - gone
    if rule == SET_NULL:
        left = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = {child}')
        assert left.fetchone() == (None,)


def test_every_uniqueness_is_enforced(connection: sqlite3.Connection) -> None:
    stated = set()
    for table in BY_NAME.values():
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                stated.add((table.name, *(column.name for column in constraint.columns)))
    assert stated == UNIQUE
    for table, *columns in sorted(UNIQUE):
        with pytest.raises(sqlite3.IntegrityError, match=f"UNIQUE constraint failed: {table}.{columns[0]}"):
            copied(connection, table)


@pytest.mark.parametrize("place", CHECKED, ids=".".join)
def test_a_check_lets_the_known_in_and_nothing_else(
    connection: sqlite3.Connection, place: tuple[str, str]
) -> None:
    table, column = place
    good, bad = CHECKED[place]
    for value in good:
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
    for value in bad:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))


def test_the_checks_are_named_and_no_other_is_there(connection: sqlite3.Connection) -> None:
    script = "\n".join(
        row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")
    )
    assert script.count("CHECK (") == len(re.findall(r"CONSTRAINT \w+ CHECK \(", script)) == len(CHECKED)


def test_an_interview_without_a_start_needs_no_zone(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE interview SET starts_at = NULL, zone = ''")
    with pytest.raises(sqlite3.IntegrityError, match="interview_start_has_zone"):
        connection.execute("UPDATE interview SET starts_at = '2026-12-01 10:00:00'")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_key_and_both_stamps(connection: sqlite3.Connection, table: Any) -> None:
    columns = {row[1]: row for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    keys = [name for name, row in columns.items() if row[5]]
    assert len(keys) == 1
    assert keys == ["id"] or table.name in ("my_answer", "reminder_state", "draft", "setting")
    if keys == ["id"]:
        assert isinstance(table.columns["id"].type, Integer)
        assert columns["id"][2] == "INTEGER"
    assert columns["created_at"][3] == columns["updated_at"][3] == 1


def test_every_reference_that_is_looked_up_from_its_target_has_an_index(
    connection: sqlite3.Connection,
) -> None:
    for table, column in REFERENCES:
        if (table, column) in (("stage_event", "from_stage_id"), ("stage_event", "to_stage_id")):
            continue  # stages are few and never deleted while events name them
        plan = connection.execute(
            f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table}" WHERE "{column}" = 1'
        ).fetchall()
        assert all("SEARCH" in row[3] for row in plan), (table, column, plan)


def normalized(connection: sqlite3.Connection) -> dict[str, str]:
    """Every object of the schema with its SQL, apart from spaces and quotes."""
    found = {}
    query = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name <> 'alembic_version' ORDER BY name"
    for kind, name, sql in connection.execute(query):
        if name.startswith(("sqlite_autoindex", "question_search_", "text_search_")) and kind != "trigger":
            found[f"{kind} {name}"] = ""
            continue
        plain = re.sub(r"\s+", " ", (sql or "").replace('"', "")).strip()
        found[f"{kind} {name}"] = re.sub(r"\s*([(),])\s*", r"\1", plain)
    return found


@pytest.mark.parametrize("old", [None, *KEPT], ids=lambda path: path.name[:4] if path else "new")
def test_a_migrated_file_and_the_tables_in_code_are_the_same(tmp_path: Path, old: Path | None) -> None:
    migrated, made = tmp_path / "migrated.db", tmp_path / "made.db"
    if old is None:
        gate.create_empty(migrated)
        migrate.upgrade(migrated, 0)
    else:
        migrated = unpacked(old, tmp_path / "old")
        migrate.upgrade(migrated, kept_version(old))
    engine = create_engine(f"sqlite:///{made}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(made)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        wanted = normalized(connection)
    with closing(sqlite3.connect(migrated)) as connection:
        found = normalized(connection)
    assert sorted(found) == sorted(wanted)
    for name, sql in wanted.items():
        assert found[name] == sql, name
    assert {name for name in wanted if name.startswith("table ")} >= {f"table {table}" for table in BY_NAME}
    assert len([name for name in wanted if name.startswith("trigger ")]) == 9 + 31


def test_undo_watches_every_table_but_the_caches() -> None:
    assert {"memory"} == undo.DERIVED
    assert {table.name for table in TABLES} == set(BY_NAME) - {"memory"}
    assert len(BY_NAME) == 42
