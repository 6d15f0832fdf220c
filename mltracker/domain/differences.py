"""Which words of two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000
Span = tuple[int, int]


def changed_words(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """Stretches (start, end) of each text that the other does not have, by words; all of both when they are too long."""
    left, right = _pieces(one), _pieces(other)
    if len(left) + len(right) > _MOST:
        return ([(0, len(one))] if one else []), ([(0, len(other))] if other else [])
    matcher = SequenceMatcher(
        None, [one[a:b] for a, b in left], [other[a:b] for a, b in right], autojunk=False
    )
    gone: list[Span] = []
    come: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            _add(gone, left[a:b])
            _add(come, right[c:d])
    return gone, come


def _pieces(text: str) -> list[Span]:
    return [found.span() for found in _PIECE.finditer(text)]


def _add(spans: list[Span], pieces: list[Span]) -> None:
    if pieces:
        start, end = pieces[0][0], pieces[-1][1]
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
