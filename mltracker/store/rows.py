"""Writing single rows, reading plain ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.orm import Session

T = TypeVar("T")


def inserted(session: Session, row: Any) -> int:
    """Write a new table row at once and return the id the database gave it."""
    session.add(row)
    session.flush()
    return int(row.id)


def fetched(session: Session, query: Executable, **values: object) -> list[Any]:
    """What a query of columns gives, as rows to unpack; their types are those of the columns.

    Read past the mapper, which costs half as much for thousands of rows; pending changes are written first. `values`
    are those of its named parameters.
    """
    session.flush()
    return list(session.connection().execute(query, values).all())


def built(kind: type[T], values: Iterable[Any]) -> T:
    """A row of a kind from its values in the order of its fields."""
    return kind(*values)


def pairs(session: Session, query: Executable) -> dict[Any, Any]:
    """The two columns of a query as a mapping."""
    return {row[0]: row[1] for row in session.execute(query)}
