"""The shipped tables that every use case may look up: topics, rounds, skills, letters. Read once per process."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from mltracker.domain.topics import RoundTable, TopicTable, parse_rounds, parse_topics
from mltracker.paths import resource

if TYPE_CHECKING:
    from mltracker.domain.content import MessageEntry, StoryPromptEntry
    from mltracker.domain.meaning import Meanings


@cache
def topics() -> TopicTable:
    """Areas, topics, phrases and skills of resources/topics.toml, with what words mean."""
    return parse_topics(_toml("topics.toml"), meanings)


@cache
def meanings() -> Meanings:
    """What words and known questions mean, of resources/meanings.bin."""
    from mltracker.domain.meaning import parse_meanings

    return parse_meanings(resource("meanings.bin").read_bytes())


@cache
def titles() -> dict[str, str]:
    """The title of each topic by its slug."""
    return {slug: topic.title for slug, topic in topics().by_slug.items()}


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


@cache
def messages() -> tuple[MessageEntry, ...]:
    """The letters of resources/messages.toml, in the order in which a search needs them."""
    from mltracker.domain.content import MessagePack  # the shapes of content are not needed at the start

    return tuple(MessagePack.model_validate(_toml("messages.toml")).message)


@cache
def story_prompts() -> tuple[StoryPromptEntry, ...]:
    """The starters for stories of resources/stories.toml."""
    from mltracker.domain.content import StoryPack

    return tuple(StoryPack.model_validate(_toml("stories.toml")).story)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(name).read_text(encoding="utf-8"))
