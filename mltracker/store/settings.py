"""SQL of settings and of drafts of open editors: a key and a JSON value each."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from mltracker.store.window_tables import Draft, Setting


def get(session: Session, key: str) -> Any:
    """The value stored under a key, or None."""
    found = session.get(Setting, key)
    return None if found is None else found.value


def put(session: Session, key: str, value: Any) -> None:
    """Store a value under a key."""
    found = session.get(Setting, key)
    if found is None:
        session.add(Setting.model_validate({"key": key, "value": value}))
    else:
        found.value = value
    session.flush()


def get_draft(session: Session, key: str) -> Any:
    """What an editor had in it when it was last seen, or None."""
    found = session.get(Draft, key)
    return None if found is None else found.payload


def put_draft(session: Session, key: str, payload: Any) -> None:
    """Keep what an editor has in it; None forgets it."""
    found = session.get(Draft, key)
    if payload is None:
        if found is not None:
            session.delete(found)
    elif found is None:
        session.add(Draft.model_validate({"key": key, "payload": payload}))
    else:
        found.payload = payload
    session.flush()
