"""Snapshots: written beside the data while it stays open, verified before they count, thinned, restored by swap."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from mltracker.domain.errors import (
    Busy,
    CannotOpen,
    DatabaseDamaged,
    DatabaseForeign,
    NotFound,
    StorageError,
)
from mltracker.store import gate
from mltracker.store.engine import stated

PAGES_A_STEP = 256
DAILY, WEEKLY, MONTHLY = 12, 10, 9
# made by the app itself, before it does something; those asked for by hand are never thinned
AUTOMATIC = frozenset({"daily", "before-update", "before-import", "before-restore"})
COUNTED = ("application", "interview", "question", "attempt", "asked_question", "note", "document")
_OURS, _STAMP = "mltracker-", "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A snapshot that was verified when it was written; `counts` says how much is in it."""

    path: Path
    made_at: datetime
    reason: str
    version: int
    sha256: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Unread:
    """Names of files among the backups: of those that may be damaged backups, and of those that are clearly none."""

    damaged: list[str]
    foreign: list[str]


def write(source: Path, target: Path, *, now: datetime, reason: str, timeout: float = 10.0) -> Backup:
    """Copy the database to `target`, verify the copy, and only then give it its name and manifest.

    Raises CannotOpen where a file of either name is there already, Busy after `timeout` seconds of another's lock.
    """
    for path in (target, _manifest(target)):
        if os.path.lexists(path):
            raise CannotOpen(f"{path.name} exists already; choose another name.", "Nothing was overwritten.")
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
                data.backup(copy, pages=PAGES_A_STEP, sleep=0.005, progress=_patience(timeout))
            counts, version = verified(partial)
            made = Backup(target, now.astimezone(UTC), reason, version, _sha256(partial), counts)
            _sync(partial)
            _write_manifest(made)
            _sync(_manifest(target))
            partial.replace(target)
            _sync(target.parent)
        except BaseException:
            partial.unlink(missing_ok=True)
            if not target.exists():
                _manifest(target).unlink(missing_ok=True)
            raise
    return made


def _patience(timeout: float) -> Callable[[int, int, int], None]:
    """Ends a copy that another program's lock holds up; the driver by itself would wait for ever."""
    moved = time.monotonic()

    def progress(status: int, _remaining: int, _total: int) -> None:
        nonlocal moved
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            moved = time.monotonic()
        elif time.monotonic() - moved >= timeout:
            raise Busy("Another program is using your data.", "No backup was written. Try again.")

    return progress


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


def documents_named(folder: Path) -> set[tuple[str, str]] | None:
    """Id and media type of every document that some file of a folder of backups names, whatever made that file.

    None where one of them cannot be read: what it names, once it is mended, cannot be told. What is clearly no backup
    names nothing.
    """
    found: set[tuple[str, str]] = set()
    for path in folder.glob("*.db"):
        named = _named_in(path)
        if named is None and not _is_foreign(path):
            return None
        found |= named or set()
    return found


def unread(folder: Path) -> Unread:
    """The files among the backups that cannot be read, by name."""
    names: dict[bool, list[str]] = {False: [], True: []}
    for path in sorted(folder.glob("*.db")):
        if _named_in(path) is None:
            names[_is_foreign(path)].append(path.name.encode("utf-8", "replace").decode())
    return Unread(names[False], names[True])


def _named_in(path: Path) -> set[tuple[str, str]] | None:
    """Id and media type of the documents that a file names; None where it cannot be read."""
    if gate.half_written(path):
        return None
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'document'").fetchone():
                return set()
            return set(connection.execute("SELECT file_uuid, media_type FROM document"))
    except sqlite3.Error:
        return None


def _is_foreign(path: Path) -> bool:
    """Whether what cannot be read is clearly no backup: a folder, no database at all, or that of another program.

    A file that bears the name of one of ours, or that a manifest tells of, may be ours with its beginning destroyed.
    """
    if path.is_dir():
        return True
    if path.name.startswith(_OURS) or _manifest(path).exists():
        return False
    try:
        gate.version(path)
    except DatabaseForeign:
        return True
    except (StorageError, OSError):
        return False
    return False


def latest(folder: Path) -> datetime | None:
    """When the last snapshot was made, by the manifests alone (the files are there but not read)."""
    found = [backup for path in folder.glob("*.json") if (backup := _read_manifest(path)) is not None]
    return max((backup.made_at for backup in found if backup.path.is_file()), default=None)


def is_written(folder: Path, day: date, zone: tzinfo | None = None) -> bool:
    """Whether a snapshot of a day of `zone` is there, by the manifests alone.

    One of a later day is none: it comes from a clock that was ahead, and hinders no backup for as long as it was.
    """
    found = [backup for path in folder.glob("*.json") if (backup := _read_manifest(path)) is not None]
    return any(made.made_at.astimezone(zone).date() == day and made.path.is_file() for made in found)


def name_for(now: datetime, reason: str) -> str:
    """The file name of a snapshot, sorting by time."""
    return f"{_OURS}{now.astimezone(UTC):{_STAMP}}-{reason}.db"


def free_name(folder: Path, now: datetime, reason: str) -> Path:
    """A file of that name that does not exist yet."""
    path, number = folder / name_for(now, reason), 2
    while os.path.lexists(path) or os.path.lexists(_manifest(path)):
        path, number = folder / name_for(now, f"{reason}-{number}"), number + 1
    return path


def thin(folder: Path, today: date, zone: tzinfo | None = None) -> int:
    """Keep all of today and yesterday, then 12 daily, 10 weekly, 9 monthly; returns how many were removed.

    Only snapshots the app made by itself are thinned; those asked for by hand stay, and what a crash left half
    written goes. Days are those of `zone`.
    """

    days = {
        backup.path: backup.made_at.astimezone(zone)
        for backup in listed(folder)
        if backup.reason in AUTOMATIC
    }
    keep = {path for path, made in days.items() if made.date() >= today - timedelta(days=1)}
    older = {path: made for path, made in days.items() if path not in keep}
    for count, bucket in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        keep |= _last_of(older, bucket, count)
    dropped = days.keys() - keep
    for path in dropped:
        path.unlink(missing_ok=True)
        _manifest(path).unlink(missing_ok=True)
    for partial in folder.glob(f"{_OURS}*.db.tmp"):  # a crash left it; one of today may still be written
        if datetime.fromtimestamp(partial.stat().st_mtime, zone).date() < today - timedelta(days=1):
            partial.unlink(missing_ok=True)
    return len(dropped)


def restore(source: Path, database: Path, aside: Path) -> dict[str, int]:
    """Put a verified copy of `source` in place of the database; what was there is kept as `aside`.

    Raises what the gate or the check says about `source`; then nothing has changed. At every moment there is a whole
    database under the name.
    """
    try:
        there = source.is_file()
    except OSError as error:
        raise CannotOpen(
            f"{source.name} cannot be reached: {error.strerror}.", "Nothing was replaced."
        ) from None
    if not there:
        raise NotFound(f"There is no file {source.name}.")
    if gate.version(source) is None:
        raise CannotOpen(f"{source.name} cannot be read.")
    noted = _read_manifest(_manifest(source))
    if noted is not None and noted.path.name == source.name and noted.sha256 != _sha256(source):
        raise DatabaseDamaged(f"{source.name} has changed since it was written.", "Nothing was replaced.")
    database = database.resolve()
    if not database.parent.is_dir():
        raise CannotOpen(f"The folder of {database.name} is not there now.", "Nothing was replaced.")
    incoming = database.with_name(database.name + ".restoring")
    with stated():
        try:
            for leftover in (gate.journal(incoming), incoming):
                leftover.unlink(missing_ok=True)
            os.close(os.open(incoming, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            shutil.copyfile(source, incoming)
            if gate.half_written(source):  # a file that was set aside after a crash
                shutil.copyfile(gate.journal(source), gate.journal(incoming))
                gate.roll_back(incoming)
            counts, _ = verified(incoming)
            _sync(incoming)
            if database.exists():
                _keep(database, aside)
            incoming.replace(database)
            _sync(database.parent)
        finally:
            for leftover in (gate.journal(incoming), incoming):
                leftover.unlink(missing_ok=True)
    return counts


def _keep(database: Path, aside: Path) -> None:
    """Give what is about to be replaced a second name; its journal must never be rolled into the file that comes."""
    aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = gate.journal(database)
    if journal.exists():
        shutil.move(journal, gate.journal(aside))
    try:
        os.link(database, aside)
    except OSError:  # a drive without links
        shutil.copy2(database, aside)


def _last_of(
    made: Mapping[Path, datetime], bucket: Callable[[datetime], tuple[int, ...]], count: int
) -> set[Path]:
    """The last snapshot of each of the last `count` days, weeks or months that have one."""
    kept: dict[tuple[int, ...], Path] = {}
    for path in sorted(made, key=lambda path: made[path], reverse=True):
        kept.setdefault(bucket(made[path]), path)
    return set(list(kept.values())[:count])


def _day(at: datetime) -> tuple[int, ...]:
    return (at.toordinal(),)


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


def _manifest(target: Path) -> Path:
    return (
        target.with_suffix(".json") if target.suffix != ".json" else target.with_name(target.name + ".json")
    )


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
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")


def _read_manifest(path: Path) -> Backup | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(content["made_at"]).astimezone(UTC)
        file = path.parent / Path(content["file"]).name
        counts = {str(name): int(count) for name, count in content["counts"].items()}
        return Backup(
            file, made_at, str(content["reason"]), int(content["version"]), content["sha256"], counts
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
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
