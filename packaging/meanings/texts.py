"""The texts that meanings are learned from: the sentences of the bank, and known questions in the words of many people."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NO_TEXT = {
    "code",
    "starter",
    "tests",
    "solution",
    "references",
    "slug",
    "topic",
    "rounds",
    "cases",
    "reference",
}


@dataclass(frozen=True)
class KnownQuestion:
    """A question as many people put it.

    `near` are others about the same subject, and `alike` names known questions that may be the same to some.
    """

    id: str
    topic: str
    ways: list[str]
    near: list[str]
    alike: frozenset[str]


def known_questions() -> list[KnownQuestion]:
    """Those of packaging/ways_of_asking, a file for each topic."""
    found = []
    for file in sorted((ROOT / "packaging" / "ways_of_asking").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            alike = frozenset(row.get("alike", ()))
            found.append(KnownQuestion(row["id"], file.stem, row["ways"], row["near"], alike))
    return found


def bank_sentences() -> list[str]:
    """The sentences of the bank and the checklists, and a piece of each, as people type pieces."""
    texts: list[str] = []
    files = [*sorted((ROOT / "resources" / "questions").rglob("*.toml"))]
    named = ("checklists.toml", "employer_questions.toml", "rounds.toml", "topics.toml")
    for file in [*files, *(ROOT / "resources" / name for name in named)]:
        texts += _strings(tomllib.loads(file.read_text(encoding="utf-8")))
    found: dict[str, None] = {}
    for text in texts:
        plain = re.sub(r"[*`#]", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        for part in re.split(r"(?<=[.?!:])\s+|\n\n+|\n- |\n\d\. |\n\|", plain):
            if 3 <= len(part.split()) <= 60 and not re.search(r"[=|{}<>\\]", part):
                found[" ".join(part.split())] = None
    return [*found, *_pieces(found)]


def _pieces(sentences: dict[str, None]) -> Iterator[str]:
    chance = Random(1)  # noqa: S311 - pieces of texts, no secrets
    for sentence in sentences:
        words = sentence.split()
        if len(words) >= 6:
            size = chance.randint(3, min(10, len(words) - 1))
            start = chance.randrange(len(words) - size + 1)
            yield " ".join(words[start : start + size])


def _strings(value: Any) -> Iterator[str]:
    """All texts of three words or more in a table, without code and names."""
    if isinstance(value, str):
        if len(value.split()) >= 3:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_TEXT:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
