"""The shipped tables that every use case may look up: topics, rounds, skills. Read once per process."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from mltracker.domain.topics import RoundTable, TopicTable, parse_rounds, parse_topics
from mltracker.paths import resource


@cache
def topics() -> TopicTable:
    """Areas, topics, phrases and skills of resources/topics.toml."""
    return parse_topics(_toml("topics.toml"))


@cache
def rounds() -> RoundTable:
    """The round kinds, weights and multipliers of resources/rounds.toml."""
    return parse_rounds(_toml("rounds.toml"))


@cache
def automatic_items() -> dict[str, tuple[str, ...]]:
    """Slugs of checklist items that the app can see done, by what it sees (questions-chosen, practice-done, debriefed)."""
    grouped: dict[str, tuple[str, ...]] = {}
    for item in _toml("checklists.toml")["item"]:
        if "auto" in item:
            grouped[item["auto"]] = (*grouped.get(item["auto"], ()), item["slug"])
    return grouped


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(name).read_text(encoding="utf-8"))
