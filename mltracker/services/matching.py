"""Use cases of typed questions: which topic is meant, and is it in the bank already."""

from __future__ import annotations

import json
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from mltracker.domain.errors import ImportRejected
from mltracker.domain.matching import BankRow, Matcher
from mltracker.domain.matching import Match as Found
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import questions as store

MOST = 5


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """A topic a typed question may be about; the score lies between 0 and 1."""

    slug: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Twin:
    """A question of the bank that is the same one in other words."""

    id: int | None
    slug: str | None
    prompt: str
    topic: str | None
    score: float
    times_asked: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """At least five topics, best first, and the questions the window would offer as the same."""

    topics: tuple[TopicGuess, ...]
    questions: tuple[Twin, ...]


_KEPT: WeakKeyDictionary[Context, tuple[int, Matcher]] = WeakKeyDictionary()


def match(ctx: Context, text: str) -> Match:
    """Topics and twins of a typed question in the own bank."""
    with ctx.read() as session:
        rows = store.prompts(session)
        fingerprint = hash(tuple(rows))
        kept = _KEPT.get(ctx)
        if kept is None or kept[0] != fingerprint:
            entries = [BankRow(str(question_id), prompt, topic) for question_id, prompt, topic in rows]
            kept = (fingerprint, Matcher(catalog.topics(), entries))
            _KEPT[ctx] = kept
        result = kept[1].match(text)
        found = result.twins[:MOST]
        slugs = store.slugs(session, [int(item.key) for item in found])
        asked = store.asked_counts(session, list(slugs))
    twins = tuple(
        Twin(
            int(item.key),
            slugs[int(item.key)],
            item.prompt,
            item.topic,
            item.score,
            asked.get(int(item.key), 0),
        )
        for item in found
    )
    return Match(_guesses(result), twins)


def match_against(text: str, bank: list[BankRow]) -> Match:
    """Topics and twins of a typed question among the given ones."""
    matcher = Matcher(catalog.topics(), bank)
    result = matcher.match(text)
    twins = tuple(Twin(None, item.key, item.prompt, item.topic, item.score) for item in result.twins[:MOST])
    return Match(_guesses(result), twins)


def parse_bank(text: str) -> list[BankRow]:
    """Lines of {"slug", "prompt"} (and "topic" where known); raises ImportRejected naming the line at fault."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            found.append(BankRow(str(item["slug"]), str(item["prompt"]), str(item.get("topic") or "")))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise ImportRejected(
                f'Line {number} of the bank is not of the form {{"slug": ..., "prompt": ...}}.'
            ) from None
    return found


def _guesses(found: Found) -> tuple[TopicGuess, ...]:
    titles = catalog.topics().by_slug
    return tuple(TopicGuess(guess.slug, titles[guess.slug].title, guess.score) for guess in found.topics)
