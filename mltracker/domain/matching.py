"""From a question as the user typed it to its topic and to the same question in the bank.

Topics are scored by the words of resources/topics.toml, by the known questions that the text comes near, and by the
topics of the nearest questions of the bank. Which of these are near is told by mltracker/domain/likeness.py; from SAME on
they are offered as the same one.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mltracker.domain.likeness import Figures, Reading, chance, compared, read, read_prompt
from mltracker.domain.meaning import alike, near_by_signs
from mltracker.domain.phrases import PhraseIndex, plain_words
from mltracker.domain.topics import TopicTable
from mltracker.domain.wording import GENERIC_WORDS, STOP_WORDS, Speller, digits, root

SAME = 0.67
IN_MEANING, AS_KNOWN = 24, 12
FEWEST_TOPICS = 5
_NEIGHBORS = 6
_BY_SIGNS = 8
_LOOSE, _FEW, _KINSHIP = 0.8, 6, 0.03
_KNOWN, _NEIGHBOR = 4.0, 6.0
_TERM, _PHRASE, _HINT = "term:", "phrase:", "hint:"
_WEIGHTS = {_TERM: 3.0, _PHRASE: 1.6, _HINT: 1.0}


@dataclass(frozen=True, slots=True)
class BankRow:
    """A question to compare with: `key` is its slug or id, `topic` a slug, or empty when not known."""

    key: str
    prompt: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """A topic that a typed question may belong to; the scores of all topics add up to 1."""

    slug: str
    score: float


@dataclass(frozen=True, slots=True)
class Twin:
    """A question of the bank near the typed one: `score` from 0 to 1, `same` when it is to be offered as the same."""

    key: str
    prompt: str
    topic: str
    score: float
    same: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed question may be: topics and questions, best first."""

    topics: tuple[TopicGuess, ...]
    near: tuple[Twin, ...]

    @property
    def twins(self) -> tuple[Twin, ...]:
        """The questions to offer as the same one."""
        return tuple(twin for twin in self.near if twin.same)


class Matcher:
    """Compares typed questions with a bank, a key stroke at a time. The bank may grow and change with `add`."""

    def __init__(self, table: TopicTable, bank: Iterable[BankRow] = ()) -> None:
        self._table = table
        self._meanings = table.meanings()
        self._words = _field_words(table)
        self._slugs = frozenset(table.by_slug)
        self._speller = Speller(
            table.abbreviations, {*self._words.known, *self._meanings.words}, self._meanings
        )
        self._entries: list[_Entry] = []
        self._signs: list[int] = []
        self._places: dict[str, int] = {}
        self._asking: dict[int, dict[int, float]] = {}
        self.add(bank)

    def add(self, rows: Iterable[BankRow]) -> None:
        """Take in questions; one with a known key replaces the former."""
        for row in rows:
            self.remove(row.key)
            reading = _read_prompt(self._table, row.prompt)
            self._speller.learn(word for word in reading.words if len(word) >= 4)
            place = len(self._entries)
            self._entries.append(_Entry(row, reading))
            self._signs.append(reading.meaning.signs if reading.meaning else 0)
            self._places[row.key] = place
            for known, share in reading.known.items():
                self._asking.setdefault(known, {})[place] = share

    def remove(self, key: str) -> None:
        """Forget a question; an unknown key is passed over. The last one takes its place."""
        place = self._places.pop(key, None)
        if place is None:
            return
        for known in self._entries[place].reading.known:
            del self._asking[known][place]
        last, signs = self._entries.pop(), self._signs.pop()
        if place < len(self._entries):
            self._entries[place], self._signs[place] = last, signs
            self._places[last.row.key] = place
            for known, share in last.reading.known.items():
                del self._asking[known][len(self._entries)]
                self._asking[known][place] = share

    def match(self, text: str, *, topics: int = FEWEST_TOPICS, near: int = 8) -> Match:
        """At least five topics, and the nearest questions. Empty or foreign text gives topics by their order."""
        asked = self._read(text)
        neighbors = self._neighbors(asked, near)
        guesses = self._guesses(asked, neighbors, max(topics, FEWEST_TOPICS))
        return Match(tuple(_by_twin(guesses, neighbors, self._slugs)), tuple(neighbors))

    def candidates(
        self, text: str, in_meaning: int = IN_MEANING, as_known: int = AS_KNOWN
    ) -> list[tuple[BankRow, Figures]]:
        """Questions that are nearest to a typed one in meaning or as known questions, with what they are compared by."""
        asked = self._read(text)
        return [(entry.row, figures) for entry, figures in self._compared(asked, in_meaning, as_known)]

    def _read(self, text: str) -> Reading:
        return read(text, self._speller, self._meanings, mend=True)

    def _compared(self, asked: Reading, in_meaning: int, as_known: int) -> Iterator[tuple[_Entry, Figures]]:
        places = [*self._in_meaning(asked, in_meaning), *self._as_known(asked, as_known)]
        for place in dict.fromkeys(places):
            entry = self._entries[place]
            yield entry, compared(asked, entry.reading)

    def _in_meaning(self, asked: Reading, limit: int) -> list[int]:
        """The places nearest in meaning; by their signs first, as all numbers of a large bank would take too long."""
        if asked.meaning is None:
            return []
        nearness = {
            place: alike(asked.meaning, self._entries[place].reading.meaning)
            for place in near_by_signs(asked.meaning.signs, self._signs, _BY_SIGNS * limit)
        }
        return heapq.nsmallest(limit, nearness, key=lambda place: (-nearness[place], place))

    def _as_known(self, asked: Reading, limit: int) -> list[int]:
        """The places that are most the same known questions."""
        shared: dict[int, float] = {}
        for known, share in asked.known.items():
            for place, theirs in self._asking.get(known, {}).items():
                shared[place] = shared.get(place, 0.0) + share * theirs
        return heapq.nsmallest(limit, shared, key=lambda place: (-shared[place], place))

    def _neighbors(self, asked: Reading, limit: int) -> list[Twin]:
        twins = []
        for entry, figures in self._compared(asked, IN_MEANING, AS_KNOWN):
            score = 1.0 if entry.reading.words == asked.words else chance(figures)
            twins.append(Twin(entry.row.key, entry.row.prompt, entry.row.topic, score, score >= SAME))
        return heapq.nsmallest(limit, twins, key=lambda twin: (-twin.score, twin.key))

    def _guesses(self, asked: Reading, neighbors: Sequence[Twin], limit: int) -> list[TopicGuess]:
        scores = self._by_words(asked)
        likely = sum(asked.known.values())
        sure = sum(share * share for share in asked.known.values())
        for place, share in asked.known.items():
            topic = self._meanings.topics[place]
            if topic in scores:
                scores[topic] += _KNOWN * sure * share / likely
        for twin in neighbors[:_NEIGHBORS]:
            if twin.topic in scores:
                scores[twin.topic] += _NEIGHBOR * twin.score
        total = sum(scores.values())
        ranked = sorted(scores, key=lambda slug: -scores[slug])
        return [TopicGuess(slug, scores[slug] / total) for slug in ranked[:limit]]

    def _by_words(self, asked: Reading) -> dict[str, float]:
        """What the words of the table of topics say of each topic."""
        scores = dict.fromkeys(self._words.mates, 0.01)
        best: dict[tuple[str, int], float] = {}
        for hit in self._words.index.find(plain_words(asked.words), any_case=True):
            kind, colon, slug = hit.label.partition(":")
            length = hit.last - hit.first
            weight = _WEIGHTS[kind + colon] * (1 + 0.5 * (min(length, 4) - 1))
            for at in range(hit.first, hit.last):
                best[slug, at] = max(best.get((slug, at), 0.0), weight / length)
        for (slug, _), weight in best.items():
            scores[slug] += weight
        for word in {root(word) for word in asked.words if word not in STOP_WORDS} - GENERIC_WORDS:
            where = self._words.topics.get(word, ())
            for slug in where if len(where) <= _FEW else ():
                scores[slug] += _LOOSE / len(where)
        for slug, mates in self._words.mates.items():
            scores[slug] += _KINSHIP * max((scores[mate] for mate in mates), default=0.0)
        return scores


@dataclass(frozen=True, slots=True)
class _FieldWords:
    """What the table says of words: patterns of topics, all their words, the topics of each root."""

    index: PhraseIndex
    known: frozenset[str]
    topics: dict[str, set[str]]
    mates: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def _field_words(table: TopicTable) -> _FieldWords:
    patterns: dict[str, Sequence[str]] = {}
    for topic in table.topics:
        words = topic.words
        patterns[_TERM + topic.slug] = [digits(pattern) for pattern in words.terms]
        patterns[_PHRASE + topic.slug] = [digits(p) for p in words.phrases if "~" not in p]
        patterns[_HINT + topic.slug] = [
            digits(p) for p in (*words.hints, *(p for p in words.weak_phrases if "~" not in p))
        ]
    known: set[str] = set()
    topics: dict[str, set[str]] = {}
    for label, texts in patterns.items():
        for word in _pattern_words(texts):
            topics.setdefault(root(word.rstrip("*")), set()).add(label.partition(":")[2])
            if not word.endswith("*"):
                known.add(word)
    mates = {slug: tuple(set(area.topics) - {slug}) for area in table.areas for slug in area.topics}
    return _FieldWords(PhraseIndex(patterns), frozenset(known), topics, mates)


@lru_cache(maxsize=4)
def _plain_speller(table: TopicTable) -> Speller:
    return Speller(table.abbreviations)


@lru_cache(maxsize=2_000)
def _read_prompt(table: TopicTable, prompt: str) -> Reading:
    """A prompt of a bank as read: as it is written, whatever else is known."""
    return read_prompt(prompt, _plain_speller(table), table.meanings())


def _pattern_words(patterns: Iterable[str]) -> Iterable[str]:
    """The single words that patterns name, in lower case; those with any ending keep their star."""
    for pattern in patterns:
        for slot in pattern.split():
            yield from (
                word.lstrip("=").lower() for word in slot.rstrip("?").split("|") if word not in ("~", "+", "")
            )


@dataclass(frozen=True, slots=True)
class _Entry:
    row: BankRow
    reading: Reading


def _by_twin(guesses: list[TopicGuess], neighbors: Sequence[Twin], known: Container[str]) -> list[TopicGuess]:
    """The topic of the very same question in the bank comes first, whatever else its words point to."""
    topic = next((twin.topic for twin in neighbors if twin.same), None) or ""
    if topic not in known or not guesses or guesses[0].slug == topic:
        return guesses
    order = [topic, *(guess.slug for guess in guesses if guess.slug != topic)]
    return [TopicGuess(slug, guess.score) for slug, guess in zip(order, guesses, strict=False)]
