"""Word patterns and where they occur in a text: the notation of resources/topics.toml.

A pattern is a row of slots apart by spaces. A slot is one or more alternatives apart by `|`; `word` matches that word
with or without a plural ending, `word*` any ending, `=Word` exactly that spelling where the text uses capitals
normally. A slot with `?` at its end may be absent, and the slot `~` lets up to four words pass. Hyphens and slashes
part words, except in a/b and ci/cd.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 4
_WORD = re.compile(r"(?:a/b(?:/n)?|ci/cd)(?![^\W_])|w&b|&|[^\W_]+", re.IGNORECASE)
_GAP_SLOT = "~"
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: as written, in lower case, and without plural ending; with the place of each in the text."""

    text: str
    written: tuple[str, ...]
    lower: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def excerpt(self, first: int, last: int) -> str:
        """The text from word `first` up to and without word `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]


class Hit(NamedTuple):
    """A pattern of `label` found in the words from `first` up to and without `last`."""

    label: str
    first: int
    last: int


def stem(word: str) -> str:
    """A lower-case word without its plural ending; the same word for both spellings, not always an English one."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def words_of(text: str) -> Words:
    """The words of a text; anything else in it only parts them."""
    found = [(match.group(), match.span()) for match in _WORD.finditer(text)]
    written = tuple(word for word, _ in found)
    lower = tuple(word.lower() for word in written)
    return Words(text, written, lower, tuple(stem(word) for word in lower), tuple(span for _, span in found))


class PhraseIndex:
    """Many patterns, each under a label, found together in one pass. Raises ValueError for a pattern without words."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._sizes: list[int] = []
        self._exact: dict[str, list[_Pattern]] = {}
        self._prefix: dict[str, list[_Pattern]] = {}
        self._seen: dict[str, Sequence[_Pattern]] = {}
        for label, texts in patterns.items():
            for text in texts:
                self._add(label, text)
        self._sizes = sorted({len(prefix) for prefix in self._prefix})

    def find(self, words: Words, *, any_case: bool = False) -> list[Hit]:
        """Every occurrence, the longest reading of each pattern at each place; `any_case` ignores `=`."""
        hits = set()
        for at, word in enumerate(words.lower):
            for label, slots in self._starting(word, words.stems[at]):
                if not slots[0].exactly and len(slots) == 1:
                    hits.add(Hit(label, at, at + 1))
                    continue
                last = _match(slots, 0, words, at, any_case=any_case)
                if last is not None:
                    hits.add(Hit(label, at, last))
        return sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.label))

    def _starting(self, word: str, stemmed: str) -> Sequence[_Pattern]:
        known = self._seen.get(word)
        if known is None:
            known = list(self._exact.get(stemmed, ()))
            for size in self._sizes:
                if size > len(word):
                    break
                known += self._prefix.get(word[:size], ())
            if len(self._seen) < _REMEMBERED:
                self._seen[word] = known
        return known

    def _add(self, label: str, text: str) -> None:
        slots = tuple(_Slot.parse(part) for part in text.split())
        if not slots or slots[0].gap or slots[0].optional or slots[-1].gap:
            raise ValueError(f"A pattern must begin and end with a word: {text!r} of {label}.")
        first = slots[0]
        for key in first.stems | {stem(word.lower()) for word in first.exactly}:
            self._exact.setdefault(key, []).append((label, slots))
        for prefix in first.prefixes:
            self._prefix.setdefault(prefix, []).append((label, slots))


@dataclass(frozen=True, slots=True)
class _Slot:
    stems: frozenset[str]
    prefixes: tuple[str, ...]
    exactly: frozenset[str]
    optional: bool
    gap: bool

    @classmethod
    def parse(cls, text: str) -> _Slot:
        if text == _GAP_SLOT:
            return cls(frozenset(), (), frozenset(), optional=False, gap=True)
        optional = text.endswith("?")
        words = [word for word in text.rstrip("?").split("|") if word]
        return cls(
            stems=frozenset(stem(w) for w in words if not w.endswith("*") and not w.startswith("=")),
            prefixes=tuple(w[:-1] for w in words if w.endswith("*")),
            exactly=frozenset(w[1:] for w in words if w.startswith("=")),
            optional=optional,
            gap=False,
        )

    def matches(self, words: Words, at: int, *, any_case: bool) -> bool:
        if words.stems[at] in self.stems or words.lower[at].startswith(self.prefixes):
            return True
        if not self.exactly:
            return False
        written = words.written[at]
        if any_case:
            return words.stems[at] in {stem(word.lower()) for word in self.exactly}
        return written in self.exactly or (written.endswith("s") and written[:-1] in self.exactly)


_Pattern = tuple[str, tuple[_Slot, ...]]


def _match(slots: Sequence[_Slot], at_slot: int, words: Words, at: int, *, any_case: bool) -> int | None:
    """Where the slots from `at_slot` on end when read from word `at` on; None when they do not fit."""
    while at_slot < len(slots):
        slot = slots[at_slot]
        if slot.gap:
            for skipped in range(GAP + 1):
                last = _match(slots, at_slot + 1, words, at + skipped, any_case=any_case)
                if last is not None:
                    return last
            return None
        fits = at < len(words.lower) and slot.matches(words, at, any_case=any_case)
        if slot.optional:
            rest = _match(slots, at_slot + 1, words, at + 1, any_case=any_case) if fits else None
            if rest is not None:
                return rest
        elif not fits:
            return None
        else:
            at += 1
        at_slot += 1
    return at
