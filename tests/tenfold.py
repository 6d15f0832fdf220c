"""A database with ten times as much of what a user enters: every such row copied, with its links among the copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Table
from sqlmodel import SQLModel

from mltracker import paths
from mltracker.store import tables, window_tables  # noqa: F401  (they fill the metadata)

SHIPPED = frozenset(
    {
        "pipeline_stage", "checklist_template", "employer_question", "topic", "question", "question_topic",
        "question_round", "tag", "memory", "setting", "draft", "reminder_state", "saved_view",
    }
)  # fmt: skip
TIMES = 10
# more than there are rows of any kind in what is copied
APART = 10_000


def make_tenfold(folder: Path) -> None:
    """Copy what was entered nine times, under new ids; what must be unique gets a number."""
    copied = [table for table in SQLModel.metadata.sorted_tables if table.name not in SHIPPED]
    with closing(sqlite3.connect(paths.database(folder))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for table in copied:
            for time in range(1, TIMES):
                connection.execute(_copy(table, time, {each.name for each in copied}))
        connection.commit()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _copy(table: Table, time: int, copied: set[str]) -> str:
    columns, values = [], []
    for column in table.columns:
        name = f'"{column.name}"'
        columns.append(name)
        links = {key.column.table.name for key in column.foreign_keys}
        if column.primary_key or links & copied:
            values.append(f"{name} + {time * APART}")
        elif column.unique or column.name in ("ics_uid", "name"):
            values.append(f"{name} || ' {time}'")
        else:
            values.append(name)
    return (
        f'INSERT INTO "{table.name}" ({", ".join(columns)})'
        f' SELECT {", ".join(values)} FROM "{table.name}" WHERE rowid < {APART}'
    )
