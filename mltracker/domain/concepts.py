"""Concepts of the field, and where a text speaks of them whatever its words: the table of resources/concepts.toml.

A pattern there is one of mltracker/domain/phrases.py, or several joined by ` + ` that must all occur, in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from mltracker.domain.phrases import Hit, PhraseIndex, plain_words
from mltracker.domain.wording import digits

_JOIN = " + "
_PART = "+"
_LOOSE = "~"


@dataclass(frozen=True, slots=True, eq=False)
class ConceptTable:
    """Each concept's patterns and the slug of its topic. So many questions touch the `broad` that they tell little; the `pointed` are as good as a
    question of their own."""

    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    broad: frozenset[str] = frozenset()
    pointed: frozenset[str] = frozenset()


def parse_concepts(mapping: Mapping[str, Any]) -> ConceptTable:
    """The table in resources/concepts.toml. Raises ValueError naming what is wrong."""
    file = _ConceptsFile.model_validate(mapping)
    patterns: dict[str, tuple[str, ...]] = {}
    topics: dict[str, str] = {}
    for topic, concepts in file.concepts.items():
        for slug, listed in concepts.items():
            if slug in patterns:
                raise ValueError(f"The concept {slug} is listed under {topics[slug]} and {topic}.")
            patterns[slug] = listed
            topics[slug] = topic
    unknown = (file.grades.broad | file.grades.pointed) - set(patterns)
    if unknown:
        raise ValueError(f"Concepts that are graded but not known: {sorted(unknown)}.")
    return ConceptTable(patterns, topics, file.grades.broad, file.grades.pointed)


class ConceptIndex:
    """Finds all concepts of a table in one pass. Raises ValueError for a pattern without words."""

    def __init__(self, table: ConceptTable) -> None:
        self._together: list[tuple[str, tuple[str, ...]]] = []
        patterns: dict[str, list[str]] = {}
        for slug, texts in table.patterns.items():
            for number, text in enumerate(map(digits, texts)):
                parts = text.split(_JOIN)
                if len(parts) > 1:
                    labels = tuple(f"{slug}{_PART}{number}{_PART}{at}" for at in range(len(parts)))
                    patterns.update({label: [part] for label, part in zip(labels, parts, strict=True)})
                    self._together.append((slug, labels))
                else:
                    patterns.setdefault(slug + _LOOSE if _LOOSE in text else slug, []).append(text)
        self._index = PhraseIndex(patterns)

    def find(self, words: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """Concepts in lower-case words, each with its places (first word, last word + 1).

        A hit inside a longer name does not count: naive Bayes does not speak of Bayes' rule.
        """
        hits = self._index.find(plain_words(words), any_case=True)
        names = [hit for hit in hits if _PART not in hit.label and _LOOSE not in hit.label]
        found: dict[str, list[tuple[int, int]]] = {}
        parts: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            if _PART in hit.label:
                parts.setdefault(hit.label, []).append((hit.first, hit.last))
            elif not any(_inside(hit, other) for other in names):
                found.setdefault(hit.label.removesuffix(_LOOSE), []).append((hit.first, hit.last))
        if len(parts) > 1:
            for slug, labels in self._together:
                if slug not in found and all(label in parts for label in labels):
                    found[slug] = [span for label in labels for span in parts[label]]
        return found


def _inside(hit: Hit, other: Hit) -> bool:
    return (
        other.first <= hit.first
        and hit.last <= other.last
        and other.last - other.first > hit.last - hit.first
        and other.label != hit.label.removesuffix(_LOOSE)
    )


class _Grades(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    broad: frozenset[str] = frozenset()
    pointed: frozenset[str] = frozenset()


class _ConceptsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    concepts: dict[str, dict[str, tuple[str, ...]]]
    grades: _Grades = _Grades()
