"""A search index over what the user wrote: notes, postings, stories, answers; frozen in the SQL file beside this one."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if _complete(statement):
            connection.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    import sqlite3

    return sqlite3.complete_statement(statement)
