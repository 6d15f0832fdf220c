"""Snapshots: written beside the data while it stays open, verified before they count, thinned, restored by swap."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mltracker.domain.errors import CannotOpen, DatabaseDamaged, NotFound
from mltracker.store import gate
from mltracker.store.engine import stated

PAGES_A_STEP = 256
DAILY, WEEKLY, MONTHLY = 12, 10, 9
COUNTED = ("application", "interview", "question", "attempt", "asked_question", "note", "document")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A snapshot that was verified when it was written; `counts` says how much is in it."""

    path: Path
    made_at: datetime
    reason: str
    version: int
    sha256: str
    counts: dict[str, int]


def write(source: Path, target: Path, *, now: datetime, reason: str, timeout: float = 10.0) -> Backup:
    """Copy the database to `target`, verify the copy, and only then give it its name and manifest."""
    partial = target.with_name(target.name + ".tmp")
    with stated():
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with (
                closing(
                    sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=timeout)
                ) as data,
                closing(sqlite3.connect(partial)) as copy,
            ):
                # in steps, so that the window can write in between
                data.backup(copy, pages=PAGES_A_STEP, sleep=0.005)
            counts, version = verified(partial)
            made = Backup(target, now.astimezone(UTC), reason, version, _sha256(partial), counts)
            _sync(partial)
            _write_manifest(made)
            partial.replace(target)
            _sync(target.parent)
        except BaseException:
            partial.unlink(missing_ok=True)
            if not target.exists():
                _manifest(target).unlink(missing_ok=True)
            raise
    return made


def verified(path: Path) -> tuple[dict[str, int], int]:
    """Row counts and version of a sound copy; raises DatabaseDamaged for one that is not."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            sound = sound and connection.execute("PRAGMA foreign_key_check").fetchone() is None
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            counts = {
                name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
                for name in COUNTED
            }
        except sqlite3.DatabaseError:
            sound, counts, version = False, {}, 0
    if not sound:
        raise DatabaseDamaged(
            "The copy could not be verified.", "It was not kept; your data was not touched."
        )
    return counts, version


def listed(folder: Path) -> list[Backup]:
    """The good snapshots of a folder, latest first: those whose bytes are still what the manifest says."""
    found = []
    for manifest in folder.glob("*.json"):
        backup = _read_manifest(manifest)
        if backup is not None and backup.path.is_file() and _sha256(backup.path) == backup.sha256:
            found.append(backup)
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def latest(folder: Path) -> datetime | None:
    """When the last snapshot was made, by the manifests alone (their files are not read)."""
    made = [backup.made_at for path in folder.glob("*.json") if (backup := _read_manifest(path)) is not None]
    return max(made, default=None)


def name_for(now: datetime, reason: str) -> str:
    """The file name of a snapshot, sorting by time."""
    return f"mltracker-{now.astimezone(UTC):{_STAMP}}-{reason}.db"


def free_name(folder: Path, now: datetime, reason: str) -> Path:
    """A file of that name that does not exist yet."""
    path, number = folder / name_for(now, reason), 2
    while path.exists():
        path, number = folder / name_for(now, f"{reason}-{number}"), number + 1
    return path


def thin(folder: Path, today: date) -> int:
    """Keep all of today and yesterday, then 12 daily, 10 weekly, 9 monthly; returns how many were removed.

    Only snapshots the app made by itself are thinned; those asked for by hand stay.
    """
    automatic = [backup for backup in listed(folder) if backup.reason == "daily"]
    keep = {b.path for b in automatic if b.made_at.date() >= today - timedelta(days=1)}
    older = [backup for backup in automatic if backup.path not in keep]
    for count, bucket in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        keep |= _first_of(older, bucket, count)
    dropped = [backup for backup in automatic if backup.path not in keep]
    for backup in dropped:
        backup.path.unlink(missing_ok=True)
        _manifest(backup.path).unlink(missing_ok=True)
    return len(dropped)


def restore(source: Path, database: Path, aside: Path) -> dict[str, int]:
    """Put a verified copy of `source` in place of the database; what was there is kept as `aside`.

    Raises what the gate or the check says about `source`; then nothing has changed.
    """
    if not source.is_file():
        raise NotFound(f"There is no file {source.name}.")
    if gate.version(source) is None:
        raise CannotOpen(f"{source.name} cannot be read.")
    incoming = database.with_name(database.name + ".restoring")
    with stated():
        try:
            incoming.unlink(missing_ok=True)
            os.close(os.open(incoming, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            shutil.copyfile(source, incoming)
            counts, _ = verified(incoming)
            _sync(incoming)
            if database.exists():
                aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                database.replace(aside)
            incoming.replace(database)
            _sync(database.parent)
        finally:
            incoming.unlink(missing_ok=True)
    return counts


def salvage(damaged: Path, database: Path) -> dict[str, int]:
    """Copy every readable row of a damaged file into a new, empty database; returns rows saved by table.

    The damaged file is only read. Rows that cannot be read, or no longer fit, are left out.
    """
    saved: dict[str, int] = {}
    uri = f"{damaged.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(database)) as new:
        new.execute("PRAGMA foreign_keys=OFF")
        names = [
            row[0]
            for row in new.execute(
                "SELECT name FROM sqlite_schema WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'"
            )
        ]
        for name in names:
            if not name.startswith(("sqlite_", "question_search", "alembic")):
                saved[name] = _salvage_table(old, new, name)
        for table, rowid, *_ in new.execute("PRAGMA foreign_key_check").fetchall():
            new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
            saved[table] -= 1
        new.commit()
    return saved


def _salvage_table(old: sqlite3.Connection, new: sqlite3.Connection, name: str) -> int:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{name}")')]
    listed_columns = ", ".join(f'"{column}"' for column in columns)
    put = f'INSERT OR IGNORE INTO "{name}" ({listed_columns}) VALUES ({", ".join("?" * len(columns))})'
    new.execute(f'DELETE FROM "{name}"')
    count = 0
    for order in ("", " ORDER BY rowid DESC"):
        try:
            # read forward until the damage, then backward to it: both sides of a bad page are saved
            for row in old.execute(f'SELECT {listed_columns} FROM "{name}"{order}'):
                count += new.execute(put, row).rowcount
        except sqlite3.DatabaseError:
            continue
        else:
            break
    return count


def _first_of(
    backups: Iterable[Backup], bucket: Callable[[datetime], tuple[int, ...]], count: int
) -> set[Path]:
    kept: dict[tuple[int, ...], Path] = {}
    for backup in sorted(backups, key=lambda b: b.made_at, reverse=True):
        kept.setdefault(bucket(backup.made_at), backup.path)
    return set(list(kept.values())[:count])


def _day(at: datetime) -> tuple[int, ...]:
    return (at.toordinal(),)


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


def _manifest(target: Path) -> Path:
    return target.with_suffix(".json")


def _write_manifest(backup: Backup) -> None:
    content = {
        "file": backup.path.name,
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason,
        "version": backup.version,
        "sha256": backup.sha256,
        "counts": backup.counts,
    }
    path = _manifest(backup.path)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    path.chmod(0o600)


def _read_manifest(path: Path) -> Backup | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(content["made_at"])
        file = path.parent / Path(content["file"]).name
        return Backup(
            file, made_at, content["reason"], content["version"], content["sha256"], content["counts"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Have the system write a file, or a folder's names, to the disk (folders cannot be synced on Windows)."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
