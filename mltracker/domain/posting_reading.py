"""A posting read once: its statements, and which patterns of the topic table stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

from mltracker.domain.phrases import Hit, PhraseIndex, Words, words_of
from mltracker.domain.posting_scope import denied, of_others
from mltracker.domain.posting_sections import Statement, statements
from mltracker.domain.posting_text import capitals_matter
from mltracker.domain.topics import TopicTable

# Kinds of pattern in the one index; what follows the colon is a topic or a role family.
TOPIC, WEAK, PLAIN, NEVER, AWAY, ROLE, TITLE, FIELD = (
    "topic:",
    "weak:",
    "plain:",
    "never:",
    "away:",
    "role:",
    "title:",
    "field:",
)
_EVERY = ""


@dataclass(frozen=True)
class Entry:
    """A statement, its words, and the hits by kind of pattern and label."""

    statement: Statement
    words: Words
    found: dict[str, dict[str, list[Hit]]]

    def hits(self, kind: str, label: str = _EVERY) -> Sequence[Hit]:
        """What was found of one kind under one label, denied or not."""
        return self.found.get(kind, {}).get(label, ())

    def clear(self, kind: str, label: str) -> Iterator[Hit]:
        """What was found and is not denied, somebody else's or meant in another sense."""
        return (hit for hit in self.hits(kind, label) if self.barred.isdisjoint(range(hit.first, hit.last)))

    def excerpt(self, hit: Hit) -> str:
        """The words of a hit as written."""
        return self.words.excerpt(hit.first, hit.last)

    @cached_property
    def barred(self) -> set[int]:
        """Places of words that say nothing about the job: denied, or within a phrase of another sense."""
        return denied(self.words) | _places(self.hits(NEVER))

    @cached_property
    def others(self) -> set[int]:
        """Places of words that only name colleagues and other teams."""
        return of_others(self.words)

    def never(self, topic: str) -> set[int]:
        """Places of words that mean something else than this topic."""
        return _places(self.hits(NEVER, topic))


def entries_of(table: TopicTable, text: str) -> list[Entry]:
    """The statements of a posting in which anything was found, in their order."""
    index = _index(table)
    any_case = not capitals_matter(text)
    read = []
    for statement in statements(text):
        words = words_of(statement.text)
        found: dict[str, dict[str, list[Hit]]] = {}
        for hit in index.find(words, any_case=any_case):
            kind, colon, label = hit.label.partition(":")
            found.setdefault(kind + colon, {}).setdefault(label, []).append(hit)
        if found or statement.title:
            read.append(Entry(statement, words, found))
    return read


@lru_cache(maxsize=4)
def _index(table: TopicTable) -> PhraseIndex:
    words = table.posting_words
    patterns: dict[str, Sequence[str]] = {NEVER: words.homographs}
    patterns |= {FIELD + field.name: getattr(words, field.name) for field in fields(words)}
    for topic in table.topics:
        patterns[TOPIC + topic.slug] = (*topic.words.phrases, *topic.words.said)
        patterns[WEAK + topic.slug] = topic.words.weak_phrases
        patterns[PLAIN + topic.slug] = topic.words.plain
        patterns[NEVER + topic.slug] = topic.words.never
        patterns[AWAY + topic.slug] = topic.words.not_with
    for slug, role in table.role_words.items():
        patterns[TITLE + slug] = role.title
        patterns[ROLE + slug] = role.text
    return PhraseIndex(patterns)


def _places(hits: Sequence[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.first, hit.last)}
