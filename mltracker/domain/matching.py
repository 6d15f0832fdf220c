"""From a question as the user typed it to its topic and to the same question in the bank.

Topics are scored by the words of resources/topics.toml and by the topics of the nearest questions. Which questions are
near is told by the words and concepts in common (mltracker/domain/likeness.py); from SAME on they are offered as the
same one.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mltracker.domain.concepts import ConceptIndex
from mltracker.domain.likeness import CONCEPT, Figures, Reading, chance, compared, read
from mltracker.domain.meaning import alike
from mltracker.domain.phrases import PhraseIndex, plain_words
from mltracker.domain.topics import TopicTable
from mltracker.domain.wording import GENERIC_WORDS, Speller, digits, root

SAME = 0.57
CANDIDATES = 40
IN_MEANING = 30
FEWEST_TOPICS = 5
_NEIGHBORS = 6
_BY_SIGNS = 4
_LOOSE, _FEW, _KINSHIP = 0.8, 6, 0.03
_TERM, _PHRASE, _HINT = "term:", "phrase:", "hint:"
_WEIGHTS = {_TERM: 3.0, _PHRASE: 1.6, _HINT: 1.0}
_BROADLY, _SUBJECT, _POINTEDLY = 0.5, 1.5, 3.0
_GENERIC, _OF_THE_FIELD, _OTHER, _BROAD = 0.35, 1.2, 0.8, 0.35


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
        self._words = _field_words(table)
        self._slugs = frozenset(table.by_slug)
        self._concepts = table.concepts()
        self._index = _concept_index(table)
        self._speller = Speller(table.abbreviations, self._words.known)
        self._entries: list[_Entry | None] = []
        self._places: dict[str, int] = {}
        self._postings: dict[str, list[int]] = {}
        self._signs: list[int] = []
        self._weights: dict[str, float] = {}
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
            self._weights.clear()
            for key in reading.marks():
                self._postings.setdefault(key, []).append(place)

    def remove(self, key: str) -> None:
        """Forget a question; an unknown key is passed over."""
        place = self._places.pop(key, None)
        entry = self._entries[place] if place is not None else None
        if place is not None and entry is not None:
            self._entries[place] = None
            self._weights.clear()
            for posting in entry.reading.marks():
                self._postings[posting].remove(place)

    def match(self, text: str, *, topics: int = FEWEST_TOPICS, near: int = 8) -> Match:
        """At least five topics, and the nearest questions. Empty or foreign text gives topics by their order."""
        asked = self._read(text)
        neighbors = self._neighbors(asked, near)
        guesses = self._guesses(asked, neighbors, max(topics, FEWEST_TOPICS))
        return Match(tuple(_by_twin(guesses, neighbors, self._slugs)), tuple(neighbors))

    def _read(self, text: str) -> Reading:
        return read(text, self._speller, self._index, self._table.meanings(), mend=True)

    def _weight(self, key: str) -> float:
        """What a root or concept counts: terms of the field most, words of every question and words met nowhere least."""
        known = self._weights.get(key)
        if known is None:
            known = self._weights[key] = self._computed_weight(key)
        return known

    def _computed_weight(self, key: str) -> float:
        of_the_field = key in self._words.roots or key.startswith(CONCEPT)
        if key.startswith(CONCEPT):
            prior = _BROAD if key.removeprefix(CONCEPT) in self._concepts.broad else 1.0
        else:
            prior = _GENERIC if key in GENERIC_WORDS else _OF_THE_FIELD if of_the_field else _OTHER
        where = self._postings.get(key)
        if not where:
            return prior if of_the_field else 0.5 * prior
        count = len(self._places)
        rarity = math.log((count + 1) / (len(where) + 0.5)) / math.log(count + 1.5)
        return prior * (0.5 + 0.5 * min(1.0, max(0.0, rarity)))

    def candidates(
        self, text: str, limit: int = CANDIDATES, in_meaning: int = IN_MEANING
    ) -> list[tuple[BankRow, Figures]]:
        """Questions that share most with a typed one or are nearest in meaning, with the figures that they are compared by."""
        asked = self._read(text)
        return [(entry.row, figures) for entry, figures in self._compared(asked, limit, in_meaning)]

    def _compared(self, asked: Reading, limit: int, in_meaning: int) -> Iterator[tuple[_Entry, Figures]]:
        shared: dict[int, float] = {}
        for key in asked.marks():
            weight = self._weight(key)
            for place in self._postings.get(key, ()):
                shared[place] = shared.get(place, 0.0) + weight
        sharing = heapq.nlargest(limit, shared.items(), key=lambda pair: (pair[1], -pair[0]))
        for place in dict.fromkeys([*(place for place, _ in sharing), *self._in_meaning(asked, in_meaning)]):
            entry = self._entries[place]
            if entry is not None:
                yield entry, compared(asked, entry.reading, self._weight, self._concepts.pointed)

    def _in_meaning(self, asked: Reading, limit: int) -> list[int]:
        """The places nearest in meaning; by their signs first, as all numbers of a large bank would take too long."""
        if asked.meaning is None:
            return []
        signs = asked.meaning.signs
        apart = [(other ^ signs).bit_count() for other in self._signs]
        nearness = {}
        # places that were left behind by a change are passed over before the nearest are chosen
        for place in heapq.nsmallest(_BY_SIGNS * limit, self._places.values(), key=apart.__getitem__):
            entry = self._entries[place]
            if entry is not None:
                nearness[place] = alike(asked.meaning, entry.reading.meaning)
        return heapq.nsmallest(limit, nearness, key=lambda place: (-nearness[place], place))

    def _neighbors(self, asked: Reading, limit: int) -> list[Twin]:
        twins = []
        for entry, figures in self._compared(asked, CANDIDATES, IN_MEANING):
            score = chance(figures)
            twins.append(Twin(entry.row.key, entry.row.prompt, entry.row.topic, score, score >= SAME))
        return heapq.nsmallest(limit, twins, key=lambda twin: (-twin.score, twin.key))

    def _grade(self, slug: str) -> float:
        """What a concept counts for its topic."""
        return (
            _BROADLY
            if slug in self._concepts.broad
            else _POINTEDLY
            if slug in self._concepts.pointed
            else _SUBJECT
        )

    def _guesses(self, asked: Reading, neighbors: Sequence[Twin], limit: int) -> list[TopicGuess]:
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
        for slug in asked.concepts:
            scores[self._concepts.topics[slug]] += self._grade(slug)
        for word in {root(word) for word in asked.words} - GENERIC_WORDS:
            where = self._words.topics.get(word, ())
            for slug in where if len(where) <= _FEW else ():
                scores[slug] += _LOOSE / len(where)
        for slug, mates in self._words.mates.items():
            scores[slug] += _KINSHIP * max((scores[mate] for mate in mates), default=0.0)
        for twin in neighbors[:_NEIGHBORS]:
            if twin.topic in scores:
                scores[twin.topic] += 6.0 * twin.score
        total = sum(scores.values())
        ranked = sorted(scores, key=lambda slug: -scores[slug])
        return [TopicGuess(slug, scores[slug] / total) for slug in ranked[:limit]]


@dataclass(frozen=True, slots=True)
class _FieldWords:
    """What the tables say of words: patterns of topics, the words and roots in all, the topics of each root."""

    index: PhraseIndex
    known: frozenset[str]
    roots: frozenset[str]
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
    for texts in table.concepts().patterns.values():
        known.update(word for word in _pattern_words(texts) if not word.endswith("*"))
    roots = frozenset(found for found in topics if len(found) > 1 and not found.isdigit()) - GENERIC_WORDS
    mates = {slug: tuple(set(area.topics) - {slug}) for area in table.areas for slug in area.topics}
    return _FieldWords(PhraseIndex(patterns), frozenset(known), roots, topics, mates)


@lru_cache(maxsize=4)
def _concept_index(table: TopicTable) -> ConceptIndex:
    return ConceptIndex(table.concepts())


@lru_cache(maxsize=4)
def _plain_speller(table: TopicTable) -> Speller:
    return Speller(table.abbreviations)


@lru_cache(maxsize=2_000)
def _read_prompt(table: TopicTable, prompt: str) -> Reading:
    """A prompt of a bank as read: as it is written, whatever else is known."""
    return read(prompt, _plain_speller(table), _concept_index(table), table.meanings(), mend=False)


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
