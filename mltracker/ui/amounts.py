"""Amounts of money as people type them, and as they are shown."""

from __future__ import annotations

import re
from fractions import Fraction

from mltracker.domain.errors import InvalidInput

_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+|\d+")
_SHORT = re.compile(r"(\d{1,6})(?:[.,](\d{1,2}))?([km])", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WHOLE = "Write whole units, such as 95,000 or 95k."


def figure(value: int | Fraction | None) -> str:
    """A whole amount with its thousands apart: "95,000"; empty for nothing."""
    return "" if value is None else f"{round(value):,}"


def amount(field: str, text: str) -> int | None:
    """The amount typed as 95,000, 95.000, 95 000, 95k or 1.2m; None for nothing. Raises InvalidInput at the field."""
    words = _SPACES.sub(" ", text).strip()
    if not words:
        return None
    if short := _SHORT.fullmatch(words.replace(" ", "")):
        scale = 1_000 if short[3].lower() == "k" else 1_000_000
        return int(Fraction(f"{short[1]}.{short[2] or 0}") * scale)
    if not _GROUPED.fullmatch(words):
        raise InvalidInput({field: _WHOLE})
    return int(re.sub(r"\D", "", words)[:15])
