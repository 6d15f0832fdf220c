"""What is typed in an open editor and not saved yet, kept by key so that nothing is lost.

Drafts live in the database. Where that cannot be written any more they go to a recovery file beside it, and come back
from there at the next start.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from mltracker import paths
from mltracker.domain.errors import StorageError
from mltracker.services.context import Context
from mltracker.store import settings as store


def get(ctx: Context, key: str) -> Any:
    """What an editor had in it when it was last seen, or None."""
    rescued = _rescued(_file(ctx.folder, key), key)
    if rescued is not None:
        return rescued
    with ctx.read() as session:
        return store.get_draft(session, key)


def of_row(ctx: Context, name: str, table: str, row_id: int) -> tuple[str, Any]:
    """The key of a draft about one row of a table, and what an editor had in it or None.

    A later row that is given the same id has another key; a row that Undo brings back finds its draft again.
    """
    with ctx.read() as session:
        key, payload = store.draft_key(session, name, table, row_id)
    rescued = _rescued(_file(ctx.folder, key), key)
    return key, payload if rescued is None else rescued


def sweep(ctx: Context) -> int:
    """At a start, when nothing can be undone any more: forget what was typed about rows that are gone."""
    with ctx.read() as session:
        gone = store.orphaned_drafts(session)
    if gone:
        with ctx.write_unrecorded() as session:
            for key in gone:
                store.put_draft(session, key, None)
    return len(gone)


def put(ctx: Context, key: str, payload: Any) -> Path | None:
    """Keep what an editor has in it; None forgets it. Returns the recovery file if it had to go there.

    Raises StorageError if it could be kept nowhere.
    """
    file = _file(ctx.folder, key)
    if not ctx.writable:
        return _rescue(file, key, payload)
    try:
        with ctx.write_unrecorded() as session:
            store.put_draft(session, key, payload)
    except StorageError as error:
        kept = _rescue(file, key, payload)
        if kept is None and payload is not None:
            raise error from None
        return kept
    file.unlink(missing_ok=True)
    return None


def _file(folder: Path, key: str) -> Path:
    name = f"{sha256(key.encode()).hexdigest()[:16]}.json"
    # a data folder that was moved away is not made anew: the next start would take it for an empty one
    home = paths.recovery(folder) if folder.is_dir() else folder.parent / "mltracker-recovery"
    return home / name


def _rescue(file: Path, key: str, payload: Any) -> Path | None:
    """Write the recovery file, readable by its owner alone; None where that cannot be done either."""
    try:
        if payload is None:
            file.unlink(missing_ok=True)
            return None
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as out:
            json.dump({"key": key, "payload": payload}, out)
    except OSError:
        return None
    return file


def _rescued(file: Path, key: str) -> Any:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found.get("payload") if isinstance(found, dict) and found.get("key") == key else None
