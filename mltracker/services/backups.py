"""Use cases of keeping data safe: back up, list, restore, salvage, check and repair."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from mltracker import paths
from mltracker.domain.errors import CannotOpen, NotFound, StorageError
from mltracker.services import learning
from mltracker.services.context import Clock, Context, open_context
from mltracker.store import backup as store
from mltracker.store import gate, repairs, search, texts
from mltracker.store.backup import Backup, Unread
from mltracker.store.engine import stated
from mltracker.store.lock import WriterLock
from mltracker.store.salvage import salvage as salvage_rows


def create(ctx: Context, path: Path | None = None, *, reason: str = "manual") -> Backup:
    """Write a verified backup, into the folder of backups or to a path of the user's (never over a file)."""
    now = ctx.clock()
    target = path or store.free_name(paths.backups(ctx.folder), now, reason)
    with stated():
        if target.is_dir():
            target = store.free_name(target, now, reason)
        elif target.exists():
            raise CannotOpen(
                f"{target.name} exists already; choose another name.", "Nothing was overwritten."
            )
    return store.write(paths.database(ctx.folder), target, now=now, reason=reason)


def listed(ctx: Context) -> list[Backup]:
    """The good backups, latest first."""
    return store.listed(paths.backups(ctx.folder))


def listed_in(folder: Path) -> list[Backup]:
    """The good backups of a data folder that cannot be opened."""
    return store.listed(paths.backups(folder))


def unread(ctx: Context) -> Unread:
    """The files in the folder of backups that cannot be read; for as long as one may be a backup, no document's file goes."""
    return store.unread(paths.backups(ctx.folder))


def last(ctx: Context) -> datetime | None:
    """When the last backup was made."""
    return store.latest(paths.backups(ctx.folder))


def restore(folder: Path, path: Path, now: datetime) -> dict[str, Any]:
    """Put a backup in place of the data; what was there is backed up first, or set aside if it is damaged."""
    lock = WriterLock(paths.lock_file(folder)).acquire()
    try:
        database = paths.database(folder)
        aside = store.free_name(paths.backups(folder), now, "replaced")
        if database.exists() and database.stat().st_size:
            try:
                gate.version(database)
                if gate.half_written(database):
                    gate.roll_back(database)
                store.write(
                    database,
                    store.free_name(paths.backups(folder), now, "before-restore"),
                    now=now,
                    reason="before-restore",
                )
            except StorageError:
                pass  # a damaged or foreign file cannot be copied soundly; it is set aside as it is
        counts = store.restore(path, database, aside)
    finally:
        lock.release()
    return {"restored": path.name, "replaced": aside.name if aside.exists() else None, "counts": counts}


def salvage(folder: Path, clock: Clock) -> dict[str, Any]:
    """Put what can still be read of damaged data into a new file in its place; the damaged file is kept.

    Opening the data and `check` then bring back what is derived. Raises NotFound when there is no file.
    """
    lock = WriterLock(paths.lock_file(folder)).acquire()
    fresh = folder / "salvaged"
    try:
        database = paths.database(folder)
        if not database.is_file():
            raise NotFound(f"There is no file {database.name}.")
        shutil.rmtree(fresh, ignore_errors=True)
        open_context(fresh, clock, "write").close()
        saved = salvage_rows(database, paths.database(fresh))
        aside = store.free_name(paths.backups(folder), clock(), "damaged")
        store.restore(paths.database(fresh), database, aside)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        lock.release()
    return {"kept": aside.name, "saved": saved}


def check(ctx: Context) -> dict[str, int]:
    """Integrity, foreign keys, and repairs of what can be derived; returns how much was found and mended.

    Running it twice mends nothing the second time.
    """
    gate.check_content(paths.database(ctx.folder))
    with ctx.write_unrecorded() as session:
        mended = repairs.run(session)
        mended["search_index"] = 0
        if not search.in_step(session):
            mended["search_index"] += search.rebuild(session)
        if not texts.in_step(session):
            mended["search_index"] += texts.rebuild(session)
        before = {key: (s, d) for key, (s, d, _) in repairs.memories(session).items()}
        learning.rebuild_memory(ctx, session)
        after = {key: (s, d) for key, (s, d, _) in repairs.memories(session).items()}
        mended["memories"] = sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
        return mended | repairs.counts(session)
