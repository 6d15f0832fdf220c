"""Use cases of typed questions: which topic is meant, and is it in the bank already."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from mltracker.domain.errors import ImportRejected
from mltracker.domain.matching import BankRow, Matcher
from mltracker.domain.matching import Match as Found
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import moment
from mltracker.store import questions as store
from mltracker.store.ledger import Stamp

MOST = 5
# the tables of what typed questions are compared with
_COMPARED = frozenset({"question", "topic"})


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


class _Bank:
    """The questions of one database as compared, brought up to date when the data changed."""

    def __init__(self) -> None:
        self._state: tuple[int, ...] | None = None
        self._stamp: Stamp | None = None
        self._rows: dict[str, BankRow] = {}
        self._turn = Lock()

    @cached_property
    def _matcher(self) -> Matcher:
        """Made where the bank is first read: a tenth of a second, for the tables."""
        return Matcher(catalog.topics())

    def match(self, ctx: Context, text: str) -> Found:
        """Raises StorageError kinds."""
        with self._turn:
            self._update(ctx)
            return self._matcher.match(text)

    def prepare(self, ctx: Context) -> None:
        """Read what `match` would read first. Raises StorageError kinds."""
        with self._turn:
            self._update(ctx)

    def is_ready(self, ctx: Context) -> bool:
        """Whether `match` would answer at once."""
        if not self._turn.acquire(blocking=False):
            return False
        try:
            with ctx.read() as session:
                moment.hold(session)
                return self._is_current(ctx, ctx.ledger.stamp())
        finally:
            self._turn.release()

    def _is_current(self, ctx: Context, stamp: Stamp | None) -> bool:
        if self._state is None:
            return False
        changes = ctx.ledger.since(self._stamp, stamp)
        return not changes.keys() & _COMPARED if changes is not None else ctx.state() == self._state

    def _update(self, ctx: Context) -> None:
        prompts = None
        with ctx.read() as session:
            moment.hold(session)
            state, stamp = ctx.state(), ctx.ledger.stamp()
            if not self._is_current(ctx, stamp):
                prompts = store.prompts(session)
        if prompts is not None:
            # seconds for thousands of questions, in which nobody could save if they were still being read
            self._take({str(key): BankRow(str(key), prompt, topic) for key, prompt, topic in prompts})
        self._state, self._stamp = state, stamp

    def _take(self, rows: dict[str, BankRow]) -> None:
        for key in self._rows.keys() - rows.keys():
            self._matcher.remove(key)
        self._matcher.add(row for key, row in rows.items() if self._rows.get(key) != row)
        self._rows = rows


_BANKS: WeakKeyDictionary[Context, _Bank] = WeakKeyDictionary()


def prepare(ctx: Context) -> None:
    """Read the bank for `match`: seconds for thousands of questions, so on a worker where somebody is about to type."""
    _bank(ctx).prepare(ctx)


def is_ready(ctx: Context) -> bool:
    """Whether `match` would answer at once, with nothing to read before."""
    return _bank(ctx).is_ready(ctx)


def match(ctx: Context, text: str) -> Match:
    """Topics and twins of a typed question in the own bank."""
    result = _bank(ctx).match(ctx, text)
    found = result.twins[:MOST]
    with ctx.read() as session:
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
        if int(item.key) in slugs
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


def _bank(ctx: Context) -> _Bank:
    return _BANKS.get(ctx) or _BANKS.setdefault(ctx, _Bank())


def _guesses(found: Found) -> tuple[TopicGuess, ...]:
    titles = catalog.topics().by_slug
    return tuple(TopicGuess(guess.slug, titles[guess.slug].title, guess.score) for guess in found.topics)
