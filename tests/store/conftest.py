"""A database of the real schema without the shipped content: small, so that all of it can be compared often."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.services.context import Context, open_context
from tests.conftest import FakeClock, _copied
from tests.store.full_rows import fill
from tests.store.revisions import old_dir, revise  # noqa: F401  (fixtures)


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    folder = _copied(template, tmp_path_factory.mktemp("bare") / "data")
    with closing(sqlite3.connect(paths.database(folder), isolation_level=None)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' AND name NOT IN ('setting', 'pipeline_stage', 'alembic_version')"
        ).fetchall()
        connection.execute("BEGIN")
        for (name,) in names:
            connection.execute(f'DELETE FROM "{name}"')
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    return folder


@pytest.fixture
def bare_dir(tmp_path: Path, bare_template: Path) -> Path:
    return _copied(bare_template, tmp_path / "bare")


@pytest.fixture
def bare(bare_dir: Path, clock: FakeClock) -> Iterator[Context]:
    opened = open_context(bare_dir, clock, "write")
    yield opened
    opened.close()


@pytest.fixture
def full(bare: Context) -> Context:
    """With one row in every table."""
    with bare.write("Fill") as session:
        fill(session)
    return bare
