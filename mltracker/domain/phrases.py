"""Word patterns and where they occur in a text: the notation of resources/topics.toml.

A pattern is a row of slots apart by spaces. A slot is one or more alternatives apart by `|`; `word` matches that word
with or without a plural ending, `word*` any ending, `organi*ation` either spelling, `=Word` exactly that spelling where the text uses capitals
normally. A slot with `?` at its end may be absent, and the slot `~` lets up to four words pass. Hyphens and slashes
part words, except in a/b and ci/cd. No pattern reaches across a bracket, a colon or the end of a sentence, and only `~`
across a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 4
_WORD = re.compile(r"(?:a/b(?:/n)?|ci/cd)(?![^\W_])|w&b|&|[^\W_]+", re.IGNORECASE)
_BREAK = re.compile(r"[()\[\]{};•|]|[.:!?…](?=\s)|\s[–—-]{1,2}\s")
_GAP_SLOT = "~"
_REMEMBERED = 20_000
_HEAD = 2  # letters that tell most words apart; no prefix in a pattern is shorter


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: as written, in lower case, and without plural ending; with the place of each in the text.

    `reach` says for each word how far patterns that begin there may go: up to the next break of the text; `parted`
    whether a comma stands before it, which only `~` passes.
    """

    text: str
    written: tuple[str, ...]
    lower: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    reach: tuple[int, ...]
    heads: tuple[str, ...]
    parted: tuple[bool, ...]

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
    written: list[str] = []
    spans: list[tuple[int, int]] = []
    parted: list[bool] = []
    starts, at = [0], 0
    for match in _WORD.finditer(text):
        begin = match.start()
        if begin - at > 1 and written and _BREAK.search(text, at, begin):
            starts.append(len(written))
        parted.append("," in text[at:begin])
        at = match.end()
        written.append(match.group())
        spans.append((begin, at))
    lower = tuple(word.lower() for word in written)
    ends = [*starts[1:], len(written)]
    reach = tuple(end for start, end in zip(starts, ends, strict=True) for _ in range(start, end))
    heads = tuple(word[:_HEAD] for word in lower)
    return Words(
        text, tuple(written), lower, tuple(map(stem, lower)), tuple(spans), reach, heads, tuple(parted)
    )


def plain_words(words: Sequence[str]) -> Words:
    """Lower-case words that were told apart already, in one sentence without commas."""
    lower, size = tuple(words), len(words)
    heads = tuple(word[:_HEAD] for word in lower)
    return Words("", lower, lower, tuple(map(stem, lower)), (), (size,) * size, heads, (False,) * size)


class PhraseIndex:
    """Many patterns, each under a label, found together in one pass. Raises ValueError for a pattern without words."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        waiting: list[tuple[str, str]] = []
        for label, texts in patterns.items():
            for text in texts:
                if (
                    not text
                    or "  " in text
                    or text[0] == _GAP_SLOT
                    or text[-1] == _GAP_SLOT
                    or text.partition(" ")[0][-1] == "?"
                ):
                    raise ValueError(f"A pattern must begin and end with a word: {text!r} of {label}.")
                waiting.append((label, text))
        self._root = _Node(waiting)
        self._seen: dict[str, Sequence[_Node]] = {}

    def find(self, words: Words, *, any_case: bool = False) -> list[Hit]:
        """Every occurrence, the longest reading of each label at each place; `any_case` ignores `=`."""
        hits: list[Hit] = []
        if self._root.waiting:
            self._root.read()
        for at, written in enumerate(words.written):
            starting = self._seen.get(written)
            if starting is None:
                starting = self._root.following(words, at, any_case=any_case)
                if len(self._seen) < _REMEMBERED and not any_case:
                    self._seen[written] = starting
            if starting:
                longest: dict[str, int] = {}
                for node in starting:
                    _follow(node, words, at + 1, longest, any_case=any_case)
                hits += [Hit(label, at, last) for label, last in longest.items()]
        return sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.label))


class _Node:
    """What may follow one row of slots.

    Patterns wait here, as label and the rest of their text, until a posting gets this far: one touches a small part of
    all of them.
    """

    __slots__ = ("exactly", "gap", "heads", "labels", "prefixes", "sizes", "stems", "waiting")

    def __init__(self, waiting: list[tuple[str, str]]) -> None:
        self.waiting = waiting

    def read(self) -> None:
        """Sort the waiting patterns by their next slot."""
        self.gap: _Node | None = None
        self.labels = [label for label, text in self.waiting if not text]
        if len(self.labels) == len(self.waiting):
            self.waiting, self.heads = _DONE, _NO_HEADS
            return
        children: dict[str, list[tuple[str, str]]] = {}
        beyond_gap: list[tuple[str, str]] = []
        for label, text in self.waiting:
            rest = text
            while rest:
                slot, _, rest = rest.partition(" ")
                if slot == _GAP_SLOT:
                    beyond_gap.append((label, rest))
                else:
                    children.setdefault(slot, []).append((label, rest))
                if slot[-1] != "?":
                    break
                if not rest:
                    self.labels.append(label)
        self.waiting = _DONE
        if beyond_gap:
            self.gap = _Node(beyond_gap)
        self._sort(children)

    def _sort(self, children: Mapping[str, list[tuple[str, str]]]) -> None:
        self.stems: dict[str, list[_Node]] = {}
        self.prefixes: dict[str, list[_Node]] = {}
        self.exactly: dict[str, list[tuple[str, _Node]]] = {}
        for slot, waiting in children.items():
            node = _Node(waiting)
            words = slot.replace("?", "").split("|")
            for word in words if "*" not in slot else _spellings(words):
                if word[-1] == "*":
                    self.prefixes.setdefault(word[:-1], []).append(node)
                elif word[0] == "=":
                    self.exactly.setdefault(stem(word[1:].lower()), []).append((word[1:], node))
                else:
                    self.stems.setdefault(stem(word), []).append(node)
        self.sizes = sorted({len(prefix) for prefix in self.prefixes})
        self.heads = {word[:_HEAD] for found in (self.stems, self.prefixes, self.exactly) for word in found}

    def following(self, words: Words, at: int, *, any_case: bool) -> Sequence[_Node]:
        """The nodes that the word at that place leads to; only once the node has been read."""
        word, stemmed = words.lower[at], words.stems[at]
        found = self.stems.get(stemmed, _NOTHING)
        if self.exactly and stemmed in self.exactly:
            written = words.written[at]
            fits = [
                n
                for spelling, n in self.exactly[stemmed]
                if any_case or written in (spelling, spelling + "s")
            ]
            found = [*found, *fits]
        for size in self.sizes:
            more = self.prefixes.get(word[:size])
            if more is not None:
                found = [*found, *more] if found else more
        return found


def _spellings(words: Sequence[str]) -> list[str]:
    """The same words; a star within a word stands for the letter that spellings differ in, or none."""
    spelled: list[str] = []
    for word in words:
        inner = word.find("*", 0, -1)
        if inner < 0:
            spelled.append(word)
        else:
            spelled += [word[:inner] + letter + word[inner + 1 :] for letter in ("", "s", "z", "u", "l")]
    return spelled


_NOTHING: list[_Node] = []
_DONE: list[tuple[str, str]] = []
_NO_HEADS: set[str] = set()


def _follow(node: _Node, words: Words, at: int, longest: dict[str, int], *, any_case: bool) -> None:
    """Note for every label how far its longest pattern goes that leads through `node` and on from word `at`."""
    if node.waiting:
        node.read()
    for label in node.labels:
        if longest.get(label, 0) < at:
            longest[label] = at
    reach = words.reach[at - 1]
    if at >= reach:
        return
    if words.heads[at] in node.heads and not words.parted[at]:
        for child in node.following(words, at, any_case=any_case):
            _follow(child, words, at + 1, longest, any_case=any_case)
    gap = node.gap
    if gap is not None:
        if gap.waiting:
            gap.read()
        for skipped, head in enumerate(words.heads[at : min(at + GAP + 1, reach)], at):
            if head in gap.heads:
                for child in gap.following(words, skipped, any_case=any_case):
                    _follow(child, words, skipped + 1, longest, any_case=any_case)
