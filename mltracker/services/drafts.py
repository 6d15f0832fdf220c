"""What is typed in an open editor and not saved yet, kept by key so that nothing is lost."""

from __future__ import annotations

from typing import Any

from mltracker.services.context import Context
from mltracker.store import settings as store


def get(ctx: Context, key: str) -> Any:
    """What an editor had in it when it was last seen, or None."""
    with ctx.read() as session:
        return store.get_draft(session, key)


def put(ctx: Context, key: str, payload: Any) -> None:
    """Keep what an editor has in it; None forgets it. Without effect where nothing can be written."""
    if ctx.writable:
        with ctx.write_unrecorded() as session:
            store.put_draft(session, key, payload)
