"""Narrowing a list by typed words: each must stand somewhere in a row, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mltracker.domain.spelling import fold, spelled_out, without_e

MOST_WORDS = 10
Forms = tuple[str, ...]  # of one word: as it was typed, and with its umlauts spelled out
_APART = re.compile(r"[\W_]+")


def findable(text: str) -> str:
    """What words are looked for in: a text without case and accents, once more with its umlauts spelled out."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text)
    spelled = spelled_out(composed)
    bare = _bare(composed)
    return f"{bare}\n{_bare(spelled)}" if spelled != composed else bare


def filter_words(typed: str) -> tuple[Forms, ...]:
    """The words of a filter, at most ten, as `holds_words` takes them."""
    words = unicodedata.normalize("NFC", typed).split()[:MOST_WORDS]
    return tuple(tuple(dict.fromkeys((_bare(word), _bare(spelled_out(word))))) for word in words)


def holds_words(found_in: str, words: Sequence[Forms]) -> bool:
    """Whether each of the words stands in a text that `findable` gave."""
    for forms in words:  # thousands of rows at each letter: no generator for each of them
        for form in forms:
            if form in found_in:
                break
        else:
            return False
    return True


def holds_umlauts(text: str, typed: str) -> bool:
    """Whether a text found by `without_e` holds umlauts where ae, oe and ue were typed; poet finds no pot."""
    spelled = [word for word in _APART.split(typed) if without_e(word) != word]
    return holds_words(findable(text), filter_words(" ".join(spelled)))


def _bare(composed: str) -> str:
    # ß is one letter when accents go and two when case goes
    return fold(composed).casefold()
