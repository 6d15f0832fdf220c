"""Undo and redo of every change, for all tables, by one mechanism.

TEMP triggers, made from the tables themselves, note the inverse of each row's change as SQL. A transaction's notes
become one labeled step at commit; replaying them backwards undoes it and, through the same triggers, notes the redo.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import SQLModel

from mltracker.store import tables, window_tables  # noqa: F401  (they fill the metadata)
from mltracker.store.engine import Session

STEPS = 50
# caches are rebuilt, not replayed
DERIVED = frozenset({"memory"})
_LOG = "undo_log"


@dataclass(frozen=True, slots=True)
class Step:
    """One labeled change and the statements that take it back, in the order to run them."""

    label: str
    statements: tuple[str, ...]

    def touches(self, table: str) -> bool:
        """Whether rows of a table are among what changes."""
        return table in touched(self.statements)


@dataclass(slots=True)
class History:
    """The steps that can be undone and redone, newest last."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)

    def done(self, step: Step) -> None:
        """A new change: it can be undone, and what had been undone cannot be redone any more."""
        self.undo = [*self.undo, step][-STEPS:]
        self.redo.clear()


def watch(engine: Engine) -> None:
    """Let every connection of this engine note inverse statements."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"CREATE TEMP TABLE {_LOG} (seq INTEGER PRIMARY KEY, statement TEXT NOT NULL)")
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in DERIVED:
                for statement in _triggers(table.name, [column.name for column in table.columns]):
                    connection.execute(statement)


def take(session: Session, label: str) -> Step | None:
    """The step noted since the transaction began, newest change first; None when nothing changed."""
    rows = (
        session.connection()
        .exec_driver_sql(f"SELECT statement FROM {_LOG} ORDER BY seq DESC")
        .scalars()
        .all()
    )
    session.connection().exec_driver_sql(f"DELETE FROM {_LOG}")
    return Step(label, tuple(rows)) if rows else None


def touched(statements: Iterable[str]) -> dict[str, bool]:
    """The tables that inverse statements speak of, and whether the change only added rows to them."""
    found: dict[str, bool] = {}
    for statement in statements:
        table = statement.split('"', 2)[1]
        found[table] = found.get(table, True) and statement.startswith("DELETE")
    return found


def pending(session: Session) -> dict[str, bool]:
    """What a session has changed in its transaction so far, as `touched` says it; nothing for one that only reads."""
    if not session.info.get("writes"):
        return {}
    session.flush()
    return touched(session.connection().exec_driver_sql(f"SELECT statement FROM {_LOG}").scalars())


def replay(session: Session, step: Step) -> Step:
    """Run a step's statements and return the step that takes them back."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    driver: Any = connection.connection.driver_connection
    for statement in step.statements:
        # by the driver itself: the text is full of the user's words, which must not end in a log or a report
        if statement.startswith("INSERT"):
            driver.execute(statement)
        else:  # of a change to many rows thousands differ in nothing but the row: the driver parses them once
            words, _, row = statement.rpartition(" ")
            driver.execute(f"{words} ?", (int(row),))
    inverse = take(session, step.label)
    return inverse or Step(step.label, ())


def _triggers(table: str, columns: list[str]) -> list[str]:
    quoted = [f'"{column}"' for column in columns]
    # only what changed: the statement that takes it back is short, and wakes no trigger or check of other columns
    changed = [f"OLD.{name} IS NOT NEW.{name}" for name in quoted]
    sets = " || ".join(
        f"CASE WHEN {differs} THEN ', {name} = ' || quote(OLD.{name}) ELSE '' END"
        for name, differs in zip(quoted, changed, strict=True)
    )
    values = " || ', ' || ".join(f"quote(OLD.{name})" for name in quoted)
    listed = ", ".join(quoted)
    note = f"INSERT INTO {_LOG} (statement) VALUES"
    return [
        f"CREATE TEMP TRIGGER undo_{table}_insert AFTER INSERT ON main.{table} BEGIN"
        f" {note} ('DELETE FROM \"{table}\" WHERE rowid = ' || NEW.rowid); END",
        f"CREATE TEMP TRIGGER undo_{table}_update AFTER UPDATE ON main.{table} WHEN {' OR '.join(changed)} BEGIN"
        f" {note} ('UPDATE \"{table}\" SET' || substr({sets}, 2) || ' WHERE rowid = ' || NEW.rowid); END",
        f"CREATE TEMP TRIGGER undo_{table}_delete AFTER DELETE ON main.{table} BEGIN"
        f" {note} ('INSERT INTO \"{table}\" (rowid, {listed}) VALUES (' || OLD.rowid || ', ' || {values} || ')'); END",
    ]
