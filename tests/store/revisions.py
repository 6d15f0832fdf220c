"""A next version that does not exist yet: made for a test, with a revision that may fail at any step."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.services.context import open_context
from mltracker.store import gate, migrate
from tests.conftest import FakeClock
from tests.store.full_rows import fill

SCRIPTS = migrate._SCRIPTS
# a table rebuilt the long way, and a column added the short way
REBUILD = """
    "CREATE TABLE tag_new (created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, id INTEGER NOT NULL,"
    " name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, color VARCHAR NOT NULL DEFAULT 'none',"
    " PRIMARY KEY (id), UNIQUE (name_key))",
    "INSERT INTO tag_new (created_at, updated_at, id, name, name_key)"
    " SELECT created_at, updated_at, id, name, name_key FROM tag",
    "DROP TABLE tag",
    "ALTER TABLE tag_new RENAME TO tag",
    "CREATE TRIGGER search_tag_update AFTER UPDATE OF name ON tag BEGIN"
    " UPDATE question_search SET tags = (SELECT tags FROM question_text WHERE id = question_search.rowid)"
    " WHERE rowid IN (SELECT question_id FROM question_tag WHERE tag_id = NEW.id); END",
    "ALTER TABLE story ADD COLUMN minutes INTEGER",
"""
STEPS = 6
NEXT = gate.HEAD + 1
Revise = Callable[..., None]
# one real database of every version before, with a row in every table of its time
KEPT = sorted(Path(__file__).with_name("old").glob("*.db.gz"))


def kept_version(kept: Path) -> int:
    """The version that a kept file is of."""
    return int(kept.name[:4])


def unpacked(kept: Path, folder: Path) -> Path:
    """A kept file laid out as a data folder; returns the database."""
    folder.mkdir(mode=0o700)
    path = paths.database(folder)
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    path.chmod(0o600)
    return path


@pytest.fixture
def old_dir(bare_dir: Path, clock: FakeClock) -> Path:
    """Data of the version before with a row in every table."""
    ctx = open_context(bare_dir, clock, "write")
    with ctx.write("Fill") as session:
        fill(session)
    ctx.close()
    return bare_dir


@pytest.fixture
def revise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Revise:
    """Make a next version whose revision runs some statements, and fails before one of them."""

    def write(statements: str = REBUILD, *, fail_at: int | None = None, extra: str = "") -> None:
        scripts = tmp_path / "migrations"
        shutil.rmtree(scripts, ignore_errors=True)
        shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / f"{NEXT:04d}_next.py").write_text(
            "from alembic import op\n"
            f"revision, down_revision = '{NEXT:04d}', '{NEXT - 1:04d}'\n"
            f"STATEMENTS = ({statements})\n"
            "def upgrade():\n"
            "    connection = op.get_bind().connection.driver_connection\n"
            "    for number, statement in enumerate(STATEMENTS):\n"
            f"        if number == {fail_at}: raise RuntimeError('cut off')\n"
            "        connection.execute(statement)\n"
            f"    if len(STATEMENTS) == {fail_at}: raise RuntimeError('cut off')\n"
            f"    {extra or 'pass'}\n"
        )
        monkeypatch.setattr(migrate, "_SCRIPTS", scripts)
        monkeypatch.setattr(migrate, "HEAD", NEXT)
        monkeypatch.setattr(gate, "HEAD", NEXT)

    return write
