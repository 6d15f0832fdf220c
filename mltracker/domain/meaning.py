"""What a text means, whatever its words: the sum of small vectors of resources/word_meanings.bin, made by
packaging/word_meanings.py. It tells that two texts are about the same, not that they ask the same.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import mul

_SIZE = 64


@dataclass(frozen=True, slots=True)
class Meaning:
    """The direction of a text: its numbers, their length, and their signs as bits, to find what is near quickly."""

    numbers: array[int]
    length: float
    signs: int


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """The vectors of roots of words."""

    rows: memoryview = field(default_factory=lambda: memoryview(b""))
    places: Mapping[str, int] = field(default_factory=dict)

    def of(self, roots: Iterable[str]) -> Meaning | None:
        """The meaning of a text with these roots, each counted once; None when none of them is known."""
        starts = {place * _SIZE for place in map(self.places.get, roots) if place is not None}
        if not starts:
            return None
        rows = [self.rows[start : start + _SIZE] for start in starts]
        numbers = array("i", map(sum, zip(*rows, strict=True)))
        length = math.sqrt(sum(map(mul, numbers, numbers)))
        signs = sum(1 << at for at, number in enumerate(numbers) if number > 0)
        return Meaning(numbers, length, signs) if length else None


def parse_meanings(data: bytes) -> Meanings:
    """The table in resources/word_meanings.bin: a line of roots, then a row of signed bytes for each.

    Raises ValueError when the rows do not fit the roots.
    """
    line, _, rows = data.partition(b"\n")
    roots = line.decode().split()
    if len(rows) != len(roots) * _SIZE:
        raise ValueError(f"{len(roots)} roots need {len(roots) * _SIZE} numbers, not {len(rows)}.")
    return Meanings(memoryview(rows).cast("b"), {root: place for place, root in enumerate(roots)})


def alike(one: Meaning | None, other: Meaning | None) -> float:
    """The cosine of two meanings, from 0 to 1; 0 when one of them is not known or they point apart."""
    if one is None or other is None:
        return 0.0
    shared: float = sum(map(mul, one.numbers, other.numbers)) / (one.length * other.length)
    return min(1.0, max(0.0, shared))
