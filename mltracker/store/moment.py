"""What was read within one moment of the data, so that a page of many parts asks for a thing once.

A session that a context opens for a moment (Context.moment) holds one read transaction: nobody's change reaches it, so
what was read once is right until it ends. Any other session remembers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from sqlalchemy.orm import Session


class _Collected(Protocol):
    def copy(self) -> Self: ...


P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound=_Collected)
_KEY = "read in this moment"


def begin(session: Session) -> None:
    """Let a session that only reads remember what was read with it."""
    hold(session)
    session.info[_KEY] = {}


def hold(session: Session) -> None:
    """From here on the session sees one moment of the data: it takes the lock that its first query would take."""
    if not lasts(session):
        session.connection().exec_driver_sql("PRAGMA schema_version")


def lasts(session: Session) -> bool:
    """Whether a session remembers what was read with it."""
    return _KEY in session.info


def known(session: Session) -> dict[Hashable, Any]:
    """What was read in this moment by its key, to be looked into and added to; outside of a moment nothing."""
    found: dict[Hashable, Any] = session.info.get(_KEY, {})
    return found


def kept(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, or gave earlier in this moment under the same key."""
    before = known(session)
    if key not in before:
        before[key] = read()
    found: T = before[key]
    return found


def once(read: Callable[Concatenate[Session, P], C]) -> Callable[Concatenate[Session, P], C]:
    """A read that is done once in a moment for the same arguments, which must be hashable; each call gets its own list."""

    @wraps(read)
    def reading(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> C:
        key = (read, args, *sorted(kwargs.items()))
        return kept(session, key, lambda: read(session, *args, **kwargs)).copy()

    return reading
