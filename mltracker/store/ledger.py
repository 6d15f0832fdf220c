"""Which tables changed since when, so that what was worked out from them need not be worked out again.

Our own transactions say what they touched; whether anyone else wrote to the file, the writing connection knows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, event

from mltracker.store.undo import Step, touched


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment of the data: how often others had written, and how often we had."""

    others: int
    ours: int


class Ledger:
    """Kept by a context that may write; without a writing connection nothing is known."""

    def __init__(self) -> None:
        self._writer: sqlite3.Connection | None = None
        self._count = 0
        self._added: dict[str, int] = {}
        self._changed: dict[str, int] = {}

    def watch(self, engine: Engine) -> None:
        """Listen to the one connection that writes."""

        @event.listens_for(engine, "connect")
        def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
            self._writer = connection

    @contextmanager
    def noting(self) -> Iterator[Callable[[Step | None], None]]:
        """Around one of our transactions, which hands over its step before it commits.

        It is noted then and once more after the commit, since readers may look in between.
        """
        found: dict[str, bool] = {}

        def note(step: Step | None) -> None:
            found.update(touched(step.statements) if step is not None else {})
            self._note(found)

        yield note
        self._note(found)

    def stamp(self) -> Stamp | None:
        """The moment that a session with a read lock sees; None when it cannot be told."""
        if self._writer is None:
            return None
        try:
            # this number changes with what other connections write, not with what this one does
            (others,) = self._writer.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            return None
        return Stamp(others, self._count)

    def since(self, then: Stamp | None, now: Stamp | None) -> dict[str, bool] | None:
        """The tables that changed between two moments, True where rows were only added; None when that is unknown."""
        if then is None or now is None or then.others != now.others:
            return None
        found = {table: True for table, count in self._added.items() if count > then.ours}
        return found | {table: False for table, count in self._changed.items() if count > then.ours}

    def _note(self, tables: Mapping[str, bool]) -> None:
        if tables:
            self._count += 1
        for table, only_added in tables.items():
            (self._added if only_added else self._changed)[table] = self._count
