"""Which topics a job posting speaks about, and what kind of role it describes.

A topic is detected when a duty, a requirement, an extra or a described round names it. Word patterns do the finding;
what is denied, left to other teams, part of a degree list or meant in another sense does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mltracker.domain.phrases import Hit, PhraseIndex, Words, words_of
from mltracker.domain.posting_scope import denied, of_others
from mltracker.domain.posting_sections import Statement, statements
from mltracker.domain.posting_text import capitals_matter
from mltracker.domain.topics import TopicTable

MOST_PHRASES = 8
_CONTEXT_NEEDED = 2
_TERSE = 30  # words; in a line or two one word of the field is enough
_WEAK_NEEDED = 2
_OPEN_TOPICS = frozenset(
    {"behavioral", "project-deep-dive", "sql-pipelines", "algorithms", "statistics", "mlops"}
)


@dataclass(frozen=True, slots=True)
class Detection:
    """A topic that a posting speaks about: how often, and in which words (as written, each once, 8 at most)."""

    slug: str
    matches: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostingReading:
    """What a posting says: the detected topics, the most mentioned first, and the role family."""

    detections: tuple[Detection, ...]
    role_family: str


def read_posting(table: TopicTable, text: str) -> PostingReading:
    """Topics and role family of a posting; any text will do, from nothing to noise."""
    read = _read(table, text)
    terse = len(text.split(maxsplit=_TERSE)) < _TERSE
    about_ml = _about_ml(read, 1 if terse else _CONTEXT_NEEDED)
    found = _detections(table, read, about_ml=about_ml)
    return PostingReading(tuple(found), _role_family(read) if about_ml else "other")


def detect_topics(table: TopicTable, text: str) -> list[Detection]:
    """The topics that a posting speaks about, the most mentioned first."""
    return list(read_posting(table, text).detections)


def detect_role_family(table: TopicTable, text: str) -> str:
    """What the person will mostly do, as one of the role families; `other` when nothing says so."""
    return read_posting(table, text).role_family


# Kinds of pattern in the one index; the label after the colon is a topic or a role family.
_TOPIC, _WEAK, _NEVER, _AWAY, _CONTEXT, _ROLE, _TITLE = (
    "topic:",
    "weak:",
    "never:",
    "away:",
    "context:",
    "role:",
    "title:",
)


@lru_cache(maxsize=4)
def _index(table: TopicTable) -> PhraseIndex:
    patterns: dict[str, Sequence[str]] = {_CONTEXT: table.ml_context, _NEVER: table.homographs}
    for topic in table.topics:
        patterns[_TOPIC + topic.slug] = topic.words.phrases
        patterns[_WEAK + topic.slug] = topic.words.weak_phrases
        patterns[_NEVER + topic.slug] = topic.words.never
        patterns[_AWAY + topic.slug] = topic.words.not_with
    for slug, words in table.role_words.items():
        patterns[_TITLE + slug] = words.title
        patterns[_ROLE + slug] = words.text
    return PhraseIndex(patterns)


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement, its words, which of them are denied, and what was found by kind of pattern and label."""

    statement: Statement
    words: Words
    denied: set[int]
    found: dict[str, dict[str, list[Hit]]]


def _read(table: TopicTable, text: str) -> list[_Read]:
    index = _index(table)
    any_case = not capitals_matter(text)
    read = []
    for statement in statements(text):
        words = words_of(statement.text)
        found: dict[str, dict[str, list[Hit]]] = {}
        for hit in index.find(words, any_case=any_case):
            kind, colon, label = hit.label.partition(":")
            found.setdefault(kind + colon, {}).setdefault(label, []).append(hit)
        if found:
            read.append(_Read(statement, words, denied(words), found))
    return read


def _about_ml(read: Sequence[_Read], needed: int) -> bool:
    """Whether the work has to do with ML or data: a title that says so, or enough such words in what counts."""
    evidence = 0
    for entry in read:
        found = entry.found
        barred = {at for hit in found.get(_NEVER, {}).get("", ()) for at in range(hit.first, hit.last)}
        barred |= entry.denied
        evidence += sum(hit.first not in barred for hit in found.get(_CONTEXT, {}).get("", ()))
        if entry.statement.title and found.get(_TITLE):
            evidence += needed
    return evidence >= needed


def _detections(table: TopicTable, read: Sequence[_Read], *, about_ml: bool) -> list[Detection]:
    strong: dict[str, int] = {}
    weak: dict[str, set[str]] = {}
    phrases: dict[str, dict[str, str]] = {}
    counts: dict[str, int] = {}
    for entry in read:
        for slug, hits in _hits(entry, about_ml=about_ml).items():
            for hit, is_strong in hits:
                excerpt = entry.words.excerpt(hit.first, hit.last)
                phrases.setdefault(slug, {}).setdefault(excerpt.lower(), excerpt)
                counts[slug] = counts.get(slug, 0) + 1
                if is_strong:
                    strong[slug] = strong.get(slug, 0) + 1
                else:
                    weak.setdefault(slug, set()).add(entry.words.stems[hit.first])
    found = [
        Detection(topic.slug, counts[topic.slug], tuple(phrases[topic.slug].values())[:MOST_PHRASES])
        for topic in table.topics
        if topic.slug in strong or len(weak.get(topic.slug, ())) >= _WEAK_NEEDED
    ]
    return sorted(found, key=lambda detection: -detection.matches)


def _hits(entry: _Read, *, about_ml: bool) -> dict[str, list[tuple[Hit, bool]]]:
    """By topic, the occurrences that count, and whether each says enough by itself.

    None lies inside another, and none is denied, somebody else's work or meant in another sense.
    """
    found: dict[str, list[tuple[Hit, bool]]] = {}
    for kind, is_strong in ((_TOPIC, True), (_WEAK, False)):
        for slug, hits in entry.found.get(kind, {}).items():
            if about_ml or (is_strong and slug in _OPEN_TOPICS):
                found.setdefault(slug, []).extend((hit, is_strong) for hit in hits)
    if not found:
        return {}
    never = {
        slug: {at for hit in hits for at in range(hit.first, hit.last)}
        for slug, hits in entry.found.get(_NEVER, {}).items()
    }
    for_all = never.get("", set()) | entry.denied
    others = of_others(entry.words)
    kept = {}
    for slug in found.keys() - entry.found.get(_AWAY, {}).keys():
        barred = for_all | never.get(slug, set()) | (others if slug != "behavioral" else set())
        clear: list[tuple[Hit, bool]] = []
        taken: set[int] = set()
        for hit, is_strong in sorted(
            found[slug], key=lambda pair: (not pair[1], pair[0].first, -pair[0].last)
        ):
            places = range(hit.first, hit.last)
            if barred.isdisjoint(places) and taken.isdisjoint(places):
                clear.append((hit, is_strong))
                taken.update(places)
        if clear:
            kept[slug] = clear
    return kept


def _role_family(read: Sequence[_Read]) -> str:
    scores: dict[str, float] = {}
    for entry in read:
        for slug, hits in entry.found.get(_ROLE, {}).items():
            scores[slug] = scores.get(slug, 0.0) + len(hits)
        for slug in entry.found.get(_TITLE, ()) if entry.statement.title else ():
            weight = _PLAIN_TITLE_WEIGHT if slug in _PLAIN_FAMILIES else _TITLE_WEIGHT
            scores[slug] = scores.get(slug, 0.0) + weight
    return max(scores, key=lambda slug: scores[slug]) if scores else "other"


_TITLE_WEIGHT = 6.0
_PLAIN_TITLE_WEIGHT = 2.5
_PLAIN_FAMILIES = frozenset({"mle"})
