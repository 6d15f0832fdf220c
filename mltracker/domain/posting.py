"""Which topics a job posting speaks about, and what kind of role it describes.

A topic is detected when a duty, a requirement, an extra or a described round names it. Word patterns do the finding;
what is denied, left to other teams, part of a degree list or meant in another sense does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.phrases import Hit
from mltracker.domain.posting_reading import AWAY, FIELD, PLAIN, TOPIC, WEAK, Entry, entries_of
from mltracker.domain.posting_role import TERSE, Kind, kind_of
from mltracker.domain.topics import TopicTable

MOST_PHRASES = 8
_WEAK_NEEDED = 2
_OPEN_TOPICS = frozenset({"behavioral", "project-deep-dive", "statistics"})
_MODELS, _LANGUAGE_MODELS = "evaluation-metrics", "llm-evaluation-safety"


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
    entries = entries_of(table, text)
    kind = kind_of(entries, terse=len(text.split(maxsplit=TERSE)) < TERSE)
    return PostingReading(tuple(_detections(table, entries, kind)), kind.family)


def detect_topics(table: TopicTable, text: str) -> list[Detection]:
    """The topics that a posting speaks about, the most mentioned first."""
    return list(read_posting(table, text).detections)


def detect_role_family(table: TopicTable, text: str) -> str:
    """What the person will mostly do, as one of the role families; `other` when nothing says so."""
    return read_posting(table, text).role_family


def _detections(table: TopicTable, entries: Sequence[Entry], kind: Kind) -> list[Detection]:
    strong: set[str] = set()
    weak: dict[str, set[str]] = {}
    phrases: dict[str, dict[str, str]] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        for slug, hits in _hits(entry, kind).items():
            for hit, is_strong in hits:
                excerpt = entry.excerpt(hit)
                phrases.setdefault(slug, {}).setdefault(excerpt.lower(), excerpt)
                counts[slug] = counts.get(slug, 0) + 1
                if is_strong:
                    strong.add(slug)
                else:
                    weak.setdefault(slug, set()).add(entry.words.stems[hit.first])
    found = [
        Detection(topic.slug, counts[topic.slug], tuple(phrases[topic.slug].values())[:MOST_PHRASES])
        for topic in table.topics
        if topic.slug in strong or len(weak.get(topic.slug, ())) >= _WEAK_NEEDED
    ]
    return sorted(found, key=lambda detection: -detection.matches)


def _hits(entry: Entry, kind: Kind) -> dict[str, list[tuple[Hit, bool]]]:
    """By topic, the occurrences that count, and whether each says enough by itself.

    None lies inside another, and none is denied, somebody else's work or meant in another sense.
    """
    found = _candidates(entry, kind)
    kept = {}
    for slug in found.keys() - entry.found.get(AWAY, {}).keys():
        barred = entry.barred | entry.never(slug) | (entry.others if slug != "behavioral" else set())
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


def _candidates(entry: Entry, kind: Kind) -> dict[str, list[tuple[Hit, bool]]]:
    """What was found by topic, and whether it is strong; in a job outside ML only what means the same there."""
    found: dict[str, list[tuple[Hit, bool]]] = {}
    if not kind.about_ml:
        for slug, hits in entry.found.get(PLAIN, {}).items():
            found[slug] = [(hit, True) for hit in hits]
        for slug in _OPEN_TOPICS & entry.found.get(TOPIC, {}).keys():
            found.setdefault(slug, []).extend((hit, True) for hit in entry.hits(TOPIC, slug))
        return found
    for pattern, is_strong in ((TOPIC, True), (WEAK, False)):
        for slug, hits in entry.found.get(pattern, {}).items():
            found.setdefault(slug, []).extend((hit, is_strong) for hit in hits)
    judged = entry.hits(FIELD, "evaluation")
    if judged:
        slug = _LANGUAGE_MODELS if kind.about_llm else _MODELS
        found.setdefault(slug, []).extend((hit, True) for hit in judged)
    return found
