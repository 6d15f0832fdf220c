"""One row of every table, made from the tables themselves, and what a database holds to the byte."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, Table, inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from mltracker.services.context import Context
from mltracker.store import tables, window_tables  # noqa: F401  (it fills the metadata)
from mltracker.store.columns import UtcInstant
from mltracker.store.undo import DERIVED

THEN = datetime(2026, 10, 5, 7, 30, 15, 123456, tzinfo=UTC)
# text that quoting, parameters and encodings would trip over
WORDS = 'O\'Neil "q" 100% :a ?1 -- /* é 漢字 🙂\n\ttwo\\n;'
TABLES = [table for table in SQLModel.metadata.sorted_tables if table.name not in DERIVED]
# columns that a CHECK watches
_CHECKED: dict[tuple[str, str], Any] = {
    ("pipeline_stage", "kind"): "offer",
    ("application", "outcome"): "open",
    ("interview", "status"): "planned",
    ("interview", "result"): "pending",
    ("interview", "feeling"): 4,
    ("interview", "zone"): "Europe/Berlin",
    ("attempt", "grade"): "good",
    ("asked_question", "grade"): "hard",
    ("self_rating", "rating"): 2,
}
_OTHER: dict[tuple[str, str], Any] = {
    ("pipeline_stage", "kind"): "closed",
    ("application", "outcome"): "ghosted",
    ("interview", "status"): "no-show",
    ("interview", "result"): "failed",
    ("interview", "feeling"): 1,
    ("attempt", "grade"): "again",
    ("asked_question", "grade"): "easy",
    ("self_rating", "rating"): 5,
}


def mapped(table: Table) -> type[SQLModel]:
    """The class of a table."""
    return next(mapper.class_ for mapper in SQLModel._sa_registry.mappers if mapper.local_table is table)


def values(table: Table, keys: dict[str, Any], mark: str = "") -> dict[str, Any]:
    """Something for every column; references point to `keys`, the mark makes unique texts differ."""
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.foreign_keys:
            found[column.name] = keys.get(next(iter(column.foreign_keys)).column.table.name)
        elif not (column.primary_key and isinstance(column.type, Integer)):
            found[column.name] = _CHECKED.get((table.name, column.name), _value(column.type, mark))
    return found


def changed(table: Table) -> dict[str, Any]:
    """Another value for every column that refers to nothing."""
    found = {}
    for column in table.columns:
        if not column.foreign_keys and not column.primary_key and column.name != "created_at":
            found[column.name] = _OTHER.get((table.name, column.name), _other(column.type))
    return found


def fill(session: Session, mark: str = "") -> dict[str, Any]:
    """One row in every table, parents first; returns their keys by table."""
    keys: dict[str, Any] = {}
    for table in SQLModel.metadata.sorted_tables:
        row = mapped(table)(**values(table, keys, mark))
        session.add(row)
        session.flush()
        keys[table.name] = inspect(row).identity[0]
    return keys


def company(ctx: Context, name: str) -> None:
    """A company and a person there, so that something was entered."""
    with ctx.write("Add") as session:
        session.add(tables.Company(name=name, name_key=name.casefold()))
        session.add(tables.Contact(name=name))


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content(path: Path, *, stamps: bool = True) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table as SQL literals, and what the search indexes hold."""
    found = {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        names = [table.name for table in TABLES] + ["question_search"]
        for name in names:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            kept = [c for c in columns if stamps or c not in ("created_at", "updated_at")]
            listed = ", ".join(f'quote("{column}")' for column in kept)
            query = f'SELECT rowid, {listed} FROM "{name}" ORDER BY rowid'
            found[name] = connection.execute(query).fetchall()
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'text_search'").fetchone():
            found["text_search"] = indexed(connection)
    return found


def indexed(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Every word of the index over written texts: where it stands, and in which text."""
    connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab('main', 'text_search', 'instance')")
    found = connection.execute("SELECT doc, offset, term FROM temp.word ORDER BY 1, 2, 3").fetchall()
    connection.execute("DROP TABLE temp.word")
    return found


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables whose rows differ."""
    return [name for name in before if before[name] != after[name]]


def _value(kind: Any, mark: str) -> Any:
    if isinstance(kind, UtcInstant):
        return THEN
    if isinstance(kind, JSON):
        return {"text": WORDS, "list": [None, 1.5, "ä"]}
    if isinstance(kind, Date):
        return date(2026, 10, 5)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 2**40 + 3
    return 0.1 + 0.2 if isinstance(kind, Float) else WORDS + mark


def _other(kind: Any) -> Any:
    if isinstance(kind, UtcInstant):
        return THEN.replace(year=2027)
    if isinstance(kind, JSON):
        return ["other", WORDS]
    if isinstance(kind, Date):
        return date(2027, 1, 1)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return -7
    return 1 / 3 if isinstance(kind, Float) else f"other {WORDS}"
