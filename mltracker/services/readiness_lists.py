"""Readiness of many interviews for lists that are shown again and again, worked out once while nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from mltracker.domain.readiness import Readiness
from mltracker.services import readiness
from mltracker.services.context import Context
from mltracker.store.ledger import Stamp

FRESH = timedelta(minutes=5)
STANDS_ON = frozenset(
    {
        "attempt",
        "self_rating",
        "question",
        "topic",
        "interview",
        "interview_topic",
        "application",
        "company",
        "asked_question",
        "setting",
    }
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told last, when, and at which moment of the data."""

    stamp: Stamp | None
    at: datetime
    ready: dict[int, Readiness]


_TOLD: WeakKeyDictionary[Context, _Told] = WeakKeyDictionary()


def for_interviews(ctx: Context, ids: Sequence[int], stamp: Stamp | None) -> dict[int, Readiness]:
    """Like `readiness.for_interviews`; up to five minutes old as long as nothing changed that it stands on.

    `stamp` is the moment of the data that the caller looked at, from the ledger.
    """
    now, wanted = ctx.clock(), frozenset(ids)
    told = _TOLD.get(ctx)
    if told is not None and wanted <= told.ready.keys() and abs(now - told.at) < FRESH:
        changes = ctx.ledger.since(told.stamp, stamp)
        if changes is not None and not changes.keys() & STANDS_ON:
            return {key: told.ready[key] for key in ids}
    ready = readiness.for_interviews(ctx, ids)
    _TOLD[ctx] = _Told(stamp, now, ready)
    return ready
