"""SQL of settings and of drafts of open editors: a key and a JSON value each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, literal, select, type_coerce
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from mltracker.store.rows import fetched
from mltracker.store.window_tables import Draft, Setting


def get(session: Session, key: str) -> Any:
    """The value stored under a key, or None."""
    found = fetched(session, select(Setting.value).where(Setting.key == key))
    return found[0][0] if found else None


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


def draft_key(session: Session, name: str, table: str, row_id: int) -> tuple[str, Any]:
    """The key of a draft that belongs to one row, and what is kept under it.

    It holds when the row was made, because the id of a row that is gone is given to a later one.
    """
    owner = SQLModel.metadata.tables[table]
    made = type_coerce(owner.c.created_at, String)
    key = literal(f"{name}@{table}:{row_id}:", String).concat(made)
    query = select(key, Draft.payload).select_from(owner).outerjoin(Draft, Draft.key == key)
    found = session.execute(query.where(owner.c.id == row_id)).one_or_none()
    return (name, None) if found is None else (found[0], found[1])


def orphaned_drafts(session: Session) -> list[str]:
    """The keys of drafts about rows that are gone; of what this version has no table for, nothing is known."""
    found = []
    for key in session.execute(select(Draft.key).where(Draft.key.contains("@"))).scalars():
        table, _, rest = key.partition("@")[2].partition(":")
        row_id, _, made = rest.partition(":")
        owner = SQLModel.metadata.tables.get(table)
        if owner is None or not row_id.isdecimal():
            continue
        query = select(owner.c.id).where(owner.c.id == int(row_id))
        if session.execute(query.where(type_coerce(owner.c.created_at, String) == made)).first() is None:
            found.append(key)
    return found


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
