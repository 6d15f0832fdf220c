"""What live connections are really set to, who may read the files, and what errors become."""

from __future__ import annotations

import errno
import sqlite3
import stat
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine.interfaces import CacheStats
from sqlalchemy.exc import StatementError

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import backups
from mltracker.services.context import Context, open_context
from mltracker.store import engine, gate, migrate, settings
from mltracker.store.engine import stated, translate
from mltracker.store.tables import Company, Note
from tests.conftest import FakeClock

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")


def pragma(session: Any, name: str) -> Any:
    return session.execute(text(f"PRAGMA {name}")).scalar()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_writer_is_set_to_lose_nothing(bare: Context) -> None:
    with bare.write("Look") as session:
        found = {name: pragma(session, name) for name in (
            "journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id", "user_version",
            "busy_timeout", "trusted_schema", "recursive_triggers",
        )}  # fmt: skip
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "application_id": 0x6D6C7472,
        "user_version": gate.HEAD,
        "busy_timeout": 10_000,
        "trusted_schema": 1,
        "recursive_triggers": 0,
    }


def test_a_reader_cannot_write(bare: Context) -> None:
    with bare.read() as session:
        assert (pragma(session, "foreign_keys"), pragma(session, "journal_mode")) == (1, "delete")
    with pytest.raises(errors.ReadOnly), bare.read() as session:
        session.execute(text("DELETE FROM company"))
    with pytest.raises(errors.ReadOnly), bare.read() as session:
        session.execute(text("CREATE TABLE t (x)"))


def test_a_statement_is_compiled_once_for_reader_writer_and_data_opened_anew(
    bare_dir: Path, clock: FakeClock
) -> None:
    wanted = select(Company.name).where(Company.name == "Wexlund").order_by(Company.id.desc())
    found = []
    for _ in range(2):
        with closing(open_context(bare_dir, clock, "write")) as ctx:
            for session in (ctx.read(), ctx.write("Look")):
                with session as opened:
                    found.append(opened.connection().execute(wanted).context.cache_hit)
    assert found == [CacheStats.CACHE_MISS, *[CacheStats.CACHE_HIT] * 3]


def test_the_window_waits_a_quarter_of_a_second_and_its_workers_ten(bare_dir: Path, clock: FakeClock) -> None:
    found = []
    ctx = open_context(bare_dir, clock, "window")

    def look() -> None:
        with ctx.write("Look") as session:
            found.append(pragma(session, "busy_timeout"))

    look()
    worker = threading.Thread(target=look)
    worker.start()
    worker.join()
    look()
    ctx.close()
    assert found == [250, 10_000, 250]


def test_another_program_s_lock_is_said_and_over_soon(bare_dir: Path, clock: FakeClock) -> None:
    ctx = open_context(bare_dir, clock, "window")
    with closing(sqlite3.connect(paths.database(bare_dir), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        for attempt in (ctx.write("Add"), ctx.write_unrecorded(), ctx.read()):
            with pytest.raises(errors.Busy), attempt as session:
                session.execute(text("SELECT count(*) FROM company"))
        assert ctx.backup_problem is None  # it is only put off
        with pytest.raises(errors.Busy):
            backups.store.write(
                paths.database(bare_dir), bare_dir / "b.db", now=clock(), reason="manual", timeout=0.1
            )
        assert time.monotonic() - began < 5
        other.execute("ROLLBACK")
    with ctx.write("Add") as session:
        session.add(Company(name="A", name_key="a"))
    ctx.close()
    assert not list(bare_dir.glob("b.*"))


def test_a_writer_begins_at_once_and_a_change_fails_whole(bare: Context) -> None:
    with (
        closing(sqlite3.connect(paths.database(bare.folder), timeout=0)) as other,
        bare.write("Add") as session,
    ):
        session.execute(text("SELECT 1"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.InvalidInput), bare.write("Add") as session:
        session.add_all([Company(name="A", name_key="a"), Company(name="B", name_key="a")])
    with bare.read() as session:
        assert session.query(Company).count() == 0


def test_everybody_can_read_what_was_while_a_long_change_is_made(bare: Context) -> None:
    with (
        closing(sqlite3.connect(paths.database(bare.folder), timeout=0)) as other,
        bare.write("Import") as session,
    ):
        for number in range(200):
            settings.put(session, f"part-{number}", "x" * 20_000)  # far more than a cache of SQLite holds
        assert other.execute("SELECT count(*) FROM setting WHERE key LIKE 'part-%'").fetchone() == (0,)
    with bare.read() as session:
        assert settings.get(session, "part-199") == "x" * 20_000


def test_rows_are_stamped_from_the_clock_and_instants_are_utc(bare: Context, clock: FakeClock) -> None:
    made = clock()
    with bare.write("Add") as session:
        session.add(Company(name="A", name_key="a"))
    clock.advance(hours=5)
    with bare.write("Change") as session:
        row = session.query(Company).one()
        row.notes = "later"
    with bare.read() as session:
        row = session.query(Company).one()
        assert (row.created_at, row.updated_at) == (made, made + timedelta(hours=5))
        assert row.created_at.tzinfo is UTC
    tokyo = datetime(2026, 12, 1, 3, 0, tzinfo=timezone(timedelta(hours=9)))
    bound = Note.__table__.c.happened_at.type.process_bind_param(tokyo, None)
    assert bound == datetime(2026, 11, 30, 18, 0)
    with pytest.raises(StatementError, match="needs a time zone"), bare.write("Add") as session:
        session.add(Company(name="B", name_key="b", created_at=datetime(2026, 1, 1)))


def test_json_keeps_letters_so_that_they_can_be_searched_and_broken_ones_too(bare: Context) -> None:
    kept = {"plain": "é漢🙂", "broken": "a\ud800"}
    with bare.write_unrecorded() as session:
        for key, value in kept.items():
            settings.put(session, key, value)
    with bare.read() as session:
        assert {key: settings.get(session, key) for key in kept} == kept
        raw = session.execute(text("SELECT value FROM setting WHERE key = 'plain'")).scalar()
    assert raw == '"é漢🙂"'


@POSIX
def test_files_are_the_user_s_alone(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "new" / "data"
    ctx = open_context(folder, clock, "write")
    made = backups.create(ctx)
    elsewhere = backups.create(ctx, tmp_path / "stick" / "mine.db")
    with ctx.write("Add") as session:
        session.add(Company(name="A", name_key="a"))
        session.flush()
        assert mode(gate.journal(paths.database(folder))) == 0o600
    ctx.close()
    restored = backups.restore(folder, made.path, clock())
    assert mode(folder) == mode(paths.backups(folder)) == mode(tmp_path / "stick") == 0o700
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {made.path, elsewhere.path, paths.database(folder), paths.lock_file(folder)} <= set(files)
    assert restored["replaced"] in [path.name for path in files]
    assert [path.name for path in files if mode(path) != 0o600] == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, errors.Busy), (517, errors.Busy), (6, errors.Busy), (13, errors.DiskFull), (8, errors.ReadOnly),
        (1544, errors.ReadOnly), (1032, errors.FileMoved), (14, errors.CannotOpen), (10, errors.DriveError),
        (778, errors.DriveError), (11, errors.DatabaseDamaged), (267, errors.DatabaseDamaged),
        (26, errors.DatabaseDamaged),
    ],
)  # fmt: skip
def test_every_code_of_the_database_has_its_sentence(code: int, kind: type[errors.StorageError]) -> None:
    raised = sqlite3.OperationalError("detail")
    raised.sqlite_errorcode = code
    found = translate(raised)
    assert type(found) is kind
    assert "detail" not in str(found)
    assert isinstance(found, errors.StorageError)
    assert found.safe


def test_errors_of_the_system_are_said_and_our_bugs_are_not_hidden() -> None:
    for number, kind in (
        (errno.ENOSPC, errors.DiskFull),
        (errno.EIO, errors.DriveError),
        (errno.EACCES, errors.CannotOpen),
        (errno.EROFS, errors.CannotOpen),
        (errno.EISDIR, errors.CannotOpen),
    ):
        with pytest.raises(kind), stated():
            raise OSError(number, "x", "/a/b/name.db")
    with pytest.raises(BlockingIOError), stated():
        raise OSError(errno.EAGAIN, "x")
    bug = sqlite3.OperationalError("no such column")
    bug.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert translate(bug) is bug


def test_our_bugs_in_sql_come_through_as_they_are_without_values(bare: Context) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), bare.read() as session:
        session.execute(text("SELECT * FROM missing"))
    with pytest.raises(errors.InvalidInput) as caught, bare.write("Add") as session:
        session.add_all([Company(name="canaryword", name_key="a"), Company(name="B", name_key="a")])
    chain: BaseException | None = caught.value
    while chain is not None:
        assert "canaryword" not in str(chain)
        chain = chain.__cause__


def test_the_library_for_updates_is_loaded_only_when_there_is_one(bare_dir: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from mltracker.services.context import open_context;"
        f"open_context(Path({str(bare_dir)!r}), lambda: datetime(2026, 12, 1, tzinfo=UTC), 'write').close();"
        "sys.exit('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
    assert migrate.HEAD == gate.HEAD
    assert engine.WINDOW_TIMEOUT == 0.25
