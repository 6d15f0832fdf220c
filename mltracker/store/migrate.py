"""Brings a database to the newest version, whole or not at all. Alembic is imported only when there is work."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from mltracker.domain.errors import DatabaseDamaged
from mltracker.store.engine import stated
from mltracker.store.gate import APPLICATION_ID, HEAD

_SCRIPTS = Path(__file__).parent / "migrations"
# tables whose number of rows a revision may change, by revision; all others must keep theirs
CHANGED_COUNTS: Mapping[int, frozenset[str]] = {}


def upgrade(path: Path, found: int) -> None:
    """Run the revisions after version `found` (0: a new, empty file) in one transaction; on any error nothing changed.

    Foreign keys are off while tables are rebuilt and checked before the commit. The caller holds the lock and has
    written a verified backup of an existing file.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path), poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with stated(), engine.connect() as connection, connection.begin():
        if connection.exec_driver_sql("PRAGMA foreign_keys").scalar() != 0:
            raise RuntimeError("foreign keys must be off while tables are rebuilt")
        before = row_counts(connection)
        _run(connection, found)
        _verify(connection, before, found)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={HEAD}")
    engine.dispose()


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows of every ordinary table."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'question_search%' AND name NOT LIKE 'text_search%' AND name <> 'alembic_version'"
    ).scalars()
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
        for name in list(names)
    }


def _run(connection: Connection, found: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if found:
        command.stamp(config, f"{found:04d}")
    command.upgrade(config, f"{HEAD:04d}")


def _verify(connection: Connection, before: Mapping[str, int], found: int) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DatabaseDamaged("The update found references that point nowhere.", "The file is as it was.")
    free = frozenset[str]().union(
        *(CHANGED_COUNTS.get(step, frozenset()) for step in range(found + 1, HEAD + 1))
    )
    after = row_counts(connection)
    lost = {name for name, count in before.items() if name not in free and after.get(name) != count}
    if lost:
        raise DatabaseDamaged(
            f"The update would have changed rows of {', '.join(sorted(lost))}.", "The file is as it was."
        )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys=OFF")
    # a rebuilt table takes its old name while views and triggers still speak of it
    connection.execute("PRAGMA legacy_alter_table=ON")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    return connection
