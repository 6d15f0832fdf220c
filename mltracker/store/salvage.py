"""What can still be read of a damaged file, brought into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mltracker.store.engine import stated

# rows of these are the same in every new file, so a lost one is taken from there
_SHIPPED = frozenset({"topic", "pipeline_stage"})


def salvage(damaged: Path, database: Path) -> dict[str, int]:
    """Copy every readable row of a damaged file into a new database of this version; returns rows saved by table.

    The damaged file is only read. Rows that cannot be read are left out; what refers to them loses the reference, or
    goes too where it cannot be without. A company that was lost stays as a name to be filled in.
    """
    saved: dict[str, int] = {}
    uri = f"{damaged.absolute().as_uri()}?mode=ro&immutable=1"
    with stated(), closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(database)) as new:
        old.text_factory = lambda raw: raw.decode("utf-8", "replace")
        new.execute("PRAGMA foreign_keys=OFF")
        for name in list(_tables(new)):
            saved[name] = _copied(old, new, name)
        while broken := new.execute("PRAGMA foreign_key_check").fetchall():
            for table, rowid, parent, reference in broken:
                saved[table] -= _mended(new, table, rowid, parent, reference)
        new.commit()
    return saved


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name"
    for (name,) in connection.execute(query).fetchall():
        if not name.startswith(("sqlite_", "question_search", "text_search", "alembic")):
            yield name


def _copied(old: sqlite3.Connection, new: sqlite3.Connection, name: str) -> int:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{name}")')]
    listed = ", ".join(f'"{column}"' for column in columns)
    put = f'INSERT OR IGNORE INTO "{name}" ({listed}) VALUES ({", ".join("?" * len(columns))})'
    shipped = new.execute(f'SELECT {listed} FROM "{name}"').fetchall() if name in _SHIPPED else []
    new.execute(f'DELETE FROM "{name}"')
    count = 0
    # read forward until the damage, then backward to it: both sides of a bad page are saved
    for order in ("", " ORDER BY rowid DESC"):
        reader = _Reader(old, f'SELECT {listed} FROM "{name}"{order}')
        for row in reader:
            count += new.execute(put, row).rowcount
        if reader.whole:
            break
    new.executemany(put, shipped)
    return count


class _Reader:
    """The rows of a query up to the first that cannot be read; `whole` says afterwards that there was none."""

    def __init__(self, connection: sqlite3.Connection, query: str) -> None:
        self.whole = False
        self._connection = connection
        self._query = query

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        try:
            rows = self._connection.execute(self._query)
            while (row := rows.fetchone()) is not None:
                yield row
        except sqlite3.DatabaseError:
            return
        self.whole = True


def _mended(new: sqlite3.Connection, table: str, rowid: int, parent: str, reference: int) -> int:
    """Mend one reference to a row that was lost; returns how many rows had to go (0 or 1)."""
    found = next(row for row in new.execute(f'PRAGMA foreign_key_list("{table}")') if row[0] == reference)
    column, on_delete = found[3], found[6]
    if on_delete == "SET NULL":
        new.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
        return 0
    if parent == "company":
        new.execute(
            "INSERT OR IGNORE INTO company (id, name, name_key, website, notes, created_at, updated_at)"
            f" SELECT \"{column}\", 'Company ' || \"{column}\", 'company ' || \"{column}\", '',"
            f" 'The name could not be read.', created_at, updated_at FROM \"{table}\" WHERE rowid = ?",
            (rowid,),
        )
        if new.execute("SELECT changes()").fetchone()[0]:
            return 0
    return new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,)).rowcount
