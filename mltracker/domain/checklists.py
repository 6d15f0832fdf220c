"""Checklist templates: what each kind of round begins with."""

from __future__ import annotations

from dataclasses import dataclass

ANY_ROUND = "any"
FARTHEST_HOURS = 365 * 24
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One item that new interviews of a round get; `offset_hours` relative to the start, positive after it.

    `mine` was added by the user; `edited` is a shipped one that the user changed, which updates leave alone.
    """

    id: int
    round_kind: str
    text: str
    offset_hours: int
    mine: bool
    edited: bool


def in_days(offset_hours: int) -> tuple[int, bool]:
    """How an offset is best said: the amount, without its sign, and whether it counts days rather than hours."""
    amount = abs(offset_hours)
    days = amount >= HOURS_A_DAY and amount % HOURS_A_DAY == 0
    return (amount // HOURS_A_DAY if days else amount), days
