"""Narrowing a list by typed words: each must stand somewhere in a row, however it is spelled."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from mltracker.domain.spelling import fold, spelled_out

MOST_WORDS = 10


def findable(text: str) -> str:
    """What words are looked for in: a text without case and accents, once more with its umlauts spelled out."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text)
    spelled = spelled_out(composed)
    bare = _bare(composed)
    return f"{bare}\n{_bare(spelled)}" if spelled != composed else bare


def filter_words(typed: str) -> tuple[str, ...]:
    """The words of a filter, at most ten, as `holds_words` takes them."""
    return tuple(_bare(unicodedata.normalize("NFC", typed)).split()[:MOST_WORDS])


def holds_words(found_in: str, words: Sequence[str]) -> bool:
    """Whether each of the words stands in a text that `findable` gave."""
    return all(word in found_in for word in words)


def _bare(composed: str) -> str:
    # ß is one letter when accents go and two when case goes
    return fold(composed).casefold()
