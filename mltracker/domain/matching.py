"""From a question as the user typed it to its topic and to the same question in the bank.

Topics are scored by the words of resources/topics.toml and by the topics of the nearest questions. Two questions are
the same when they share nearly all that they speak about and ask the same of it; the threshold was set on labeled
pairs (tests/domain/typed_questions.toml, the half named rules).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from mltracker.domain.phrases import PhraseIndex, words_of
from mltracker.domain.topics import TopicTable
from mltracker.domain.wording import GENERIC_WORDS, Speller, Wording, root, segments, wording

SAME = 0.62
CANDIDATES = 80
FEWEST_TOPICS = 5
_NEIGHBORS = 6
_ASKED, _PIECE, _WHOLE, _LETTERS = 0.40, 0.24, 0.16, 0.20
_TRAILING = 0.4
_BARE = 0.9
_GATE, _ENOUGH = 0.4, 0.7
_BOTH_SIDES, _ONE_SIDED = 0.8, 0.8
_LOOSE, _FEW, _KINSHIP = 0.8, 6, 0.03
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
        self._words = _field_words(table)
        self._slugs = frozenset(table.by_slug)
        self._speller = Speller(table.abbreviations, self._words.known)
        self._entries: list[_Entry | None] = []
        self._places: dict[str, int] = {}
        self._postings: dict[str, list[int]] = {}
        self._weights: dict[str, float] = {}
        self.add(bank)

    def add(self, rows: Iterable[BankRow]) -> None:
        """Take in questions; one with a known key replaces the former."""
        for row in rows:
            self.remove(row.key)
            entry = self._entry(row)
            place = len(self._entries)
            self._entries.append(entry)
            self._places[row.key] = place
            self._weights.clear()
            for word in set(entry.whole.roots):
                self._postings.setdefault(word, []).append(place)

    def remove(self, key: str) -> None:
        """Forget a question; an unknown key is passed over."""
        place = self._places.pop(key, None)
        entry = self._entries[place] if place is not None else None
        if place is not None and entry is not None:
            self._entries[place] = None
            self._weights.clear()
            for word in set(entry.whole.roots):
                self._postings[word].remove(place)

    def match(self, text: str, *, topics: int = FEWEST_TOPICS, near: int = 8) -> Match:
        """At least five topics, and the nearest questions. Empty or foreign text gives topics by their order."""
        words = self._speller.words(text)
        asked = wording(words)
        neighbors = self._neighbors(asked, near)
        guesses = self._guesses(words, neighbors, max(topics, FEWEST_TOPICS))
        return Match(tuple(_by_twin(guesses, neighbors, self._slugs)), tuple(neighbors))

    def _entry(self, row: BankRow) -> _Entry:
        words = self._speller.words(row.prompt, mend=False)
        self._speller.learn(word for word in words if len(word) >= 4)
        whole = wording(words)
        parts = segments(row.prompt)
        pieces = [wording(self._speller.words(part, mend=False)) for part in parts] if len(parts) > 1 else []
        return _Entry(row, whole, tuple(piece for piece in pieces if len(piece.roots) >= 2))

    def _weight(self, word: str) -> float:
        """What a root counts: terms of the field most, words of every question and words met nowhere least."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._computed_weight(word)
        return known

    def _computed_weight(self, word: str) -> float:
        prior = 0.35 if word in GENERIC_WORDS else 1.2 if word in self._words.roots else 0.8
        count, where = len(self._places), self._postings.get(word)
        if count < 2:
            return prior
        if not where:
            return prior if word in self._words.roots else 0.5 * prior
        rarity = math.log((count + 1) / (len(where) + 0.5)) / math.log(count + 1.5)
        return prior * (0.5 + 0.5 * min(1.0, max(0.0, rarity)))

    def _neighbors(self, asked: Wording, limit: int) -> list[Twin]:
        weights = {word: self._weight(word) for word in asked.roots}
        total = sum(weights.values())
        if total <= 0:
            return []
        shared: dict[int, float] = {}
        for word, weight in weights.items():
            for place in self._postings.get(word, ()):
                shared[place] = shared.get(place, 0.0) + weight
        best = heapq.nlargest(CANDIDATES, shared.items(), key=lambda pair: (pair[1], -pair[0]))
        twins = []
        for place, _ in best:
            entry = self._entries[place]
            if entry is not None:
                score = self._likeness(asked, weights, total, entry)
                twins.append(Twin(entry.row.key, entry.row.prompt, entry.row.topic, score, score >= SAME))
        return heapq.nsmallest(limit, twins, key=lambda twin: (-twin.score, twin.key))

    def _likeness(self, asked: Wording, weights: dict[str, float], total: float, entry: _Entry) -> float:
        """How far two questions are the same, 0 to 1, by the best fitting sentence of the prompt."""
        covered, whole = self._share(entry.whole, weights)
        best = 0.0
        for piece in (entry.whole, *entry.pieces):
            common, theirs = self._share(piece, weights)
            if common > 0:
                letters = fuzz.token_sort_ratio(" ".join(asked.roots), " ".join(piece.roots)) / 100
                likeness = (
                    _ASKED * covered / total
                    + _PIECE * common / theirs
                    + _WHOLE * covered / whole
                    + _LETTERS * letters
                )
                best = max(best, likeness)
        bare = 1.0 if asked.intents else _BARE + (1 - _BARE) * covered / whole
        gate = min(1.0, _GATE + (1 - _GATE) * covered / total / _ENOUGH)
        if "compare" in asked.intents and covered < _BOTH_SIDES * total:
            gate *= _ONE_SIDED
        return best * bare * gate * _agreement(asked.intents, entry.whole.intents)

    def _share(self, piece: Wording, weights: dict[str, float]) -> tuple[float, float]:
        """The weight that a piece shares with the typed question, and its own weight.

        What follows the last shared word mostly narrows the setting (in a random forest, for card payments) and counts
        half; what comes before it changes the subject.
        """
        common = before = pending = 0.0
        for word in piece.roots:
            weight = weights.get(word)
            if weight is None:
                pending += self._weight(word)
            else:
                common += weight
                before += pending
                pending = 0.0
        return common, common + before + _TRAILING * pending

    def _guesses(self, words: Sequence[str], neighbors: Sequence[Twin], limit: int) -> list[TopicGuess]:
        scores = dict.fromkeys(self._words.mates, 0.01)
        found = words_of(" ".join(words))
        best: dict[tuple[str, int], float] = {}
        for hit in self._words.index.find(found, any_case=True):
            kind, colon, slug = hit.label.partition(":")
            length = hit.last - hit.first
            weight = _WEIGHTS[kind + colon] * (1 + 0.5 * (min(length, 4) - 1))
            for at in range(hit.first, hit.last):
                best[slug, at] = max(best.get((slug, at), 0.0), weight / length)
        for (slug, _), weight in best.items():
            scores[slug] += weight
        for word in {root(word) for word in words} - GENERIC_WORDS:
            where = self._words.topics.get(word, ())
            for slug in where if len(where) <= _FEW else ():
                scores[slug] += _LOOSE / len(where)
        for slug, mates in self._words.mates.items():
            scores[slug] += _KINSHIP * max((scores[mate] for mate in mates), default=0.0)
        for twin in neighbors[:_NEIGHBORS]:
            if twin.topic in scores:
                scores[twin.topic] += 6.0 * twin.score**3
        total = sum(scores.values())
        ranked = sorted(scores, key=lambda slug: -scores[slug])
        return [TopicGuess(slug, scores[slug] / total) for slug in ranked[:limit]]


@dataclass(frozen=True, slots=True)
class _FieldWords:
    """What the table of topics says of words: its patterns, the words and roots in them, the topics of each root."""

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
        patterns[_TERM + topic.slug] = words.terms
        patterns[_PHRASE + topic.slug] = [pattern for pattern in words.phrases if "~" not in pattern]
        patterns[_HINT + topic.slug] = [*words.hints, *(p for p in words.weak_phrases if "~" not in p)]
    known: set[str] = set()
    topics: dict[str, set[str]] = {}
    for label, texts in patterns.items():
        for word in _pattern_words(texts):
            topics.setdefault(root(word.rstrip("*")), set()).add(label.partition(":")[2])
            if not word.endswith("*"):
                known.add(word)
    roots = frozenset(found for found in topics if len(found) > 1 and not found.isdigit()) - GENERIC_WORDS
    mates = {slug: tuple(set(area.topics) - {slug}) for area in table.areas for slug in area.topics}
    return _FieldWords(PhraseIndex(patterns), frozenset(known), roots, topics, mates)


def _pattern_words(patterns: Iterable[str]) -> Iterable[str]:
    """The single words that patterns name, in lower case; those with any ending keep their star."""
    for pattern in patterns:
        for slot in pattern.split():
            yield from (
                word.lstrip("=").lower() for word in slot.rstrip("?").split("|") if word not in ("~", "")
            )


@dataclass(frozen=True, slots=True)
class _Entry:
    row: BankRow
    whole: Wording
    pieces: tuple[Wording, ...]


_PLAIN = frozenset({"define"})
# What a bare name may also be meant to ask, and what a comparison may be asked as.
_OPEN = frozenset({"define", "why", "when", "implement", "design"})


def _agreement(asked: frozenset[str], theirs: frozenset[str]) -> float:
    """A factor for asking the same of a subject: 1 when it may be, less when one asks why and the other to code it."""
    if not theirs or asked & theirs:
        return 0.8 if "compare" in theirs - asked and asked <= _PLAIN else 1.0
    if "compare" in theirs:
        return 0.72
    if not asked:
        return 0.95 if theirs & _OPEN else 0.8
    if asked == _PLAIN:
        return 0.86 if theirs & {"why", "when"} else 0.78
    if "compare" in asked:
        return 0.92 if theirs & (_OPEN | {"choose"}) else 0.82
    return 0.88 if theirs == _PLAIN else 0.78


def _by_twin(guesses: list[TopicGuess], neighbors: Sequence[Twin], known: Container[str]) -> list[TopicGuess]:
    """The topic of the very same question in the bank comes first, whatever else its words point to."""
    topic = next((twin.topic for twin in neighbors if twin.same), None) or ""
    if topic not in known or not guesses or guesses[0].slug == topic:
        return guesses
    order = [topic, *(guess.slug for guess in guesses if guess.slug != topic)]
    return [TopicGuess(slug, guess.score) for slug, guess in zip(order, guesses, strict=False)]
