"""Use case of the palette: everything that was entered, by a few letters of its name or words of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from mltracker.domain.documents import KIND_TITLES
from mltracker.domain.finding import INITIALS, WORDS, Marked, Names, marked, snippet, words_of
from mltracker.domain.interviews import ASK_CATEGORIES
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.services.hits import OVER, Hit, Lead, state_of
from mltracker.services.search_texts import SNIPPET, written
from mltracker.store import found as store
from mltracker.store.engine import Session
from mltracker.store.search import matching_questions

# sentences found by full text lie below names as typed and above those written nearly so
A_QUESTION, AN_ASK = 84.0, 83.0
AHEAD = 0.5
IN_VIEW = 45


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Everything of one kind that has a name."""

    rows: Sequence[Any]
    names: Names


@dataclass(slots=True)
class _Known:
    """The names of one moment of the data."""

    state: tuple[int, ...] | None = None
    shelves: dict[str, _Shelf] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Context, _Known] = WeakKeyDictionary()


def get_ready(ctx: Context) -> None:
    """Read every name, so that the first letter typed does not have to."""
    everything(ctx, "a", 1)


def questions(ctx: Context, typed: str, limit: int = 12) -> list[Hit]:
    """Questions of the bank alone, best first."""
    with ctx.read() as session:
        return list(_questions(session, typed, limit))


def everything(ctx: Context, typed: str, limit: int = 4) -> list[Hit]:
    """What matches, at most `limit` of each kind: names however they are typed, texts by their words; best first.

    What is archived or closed is found too, behind what is not. Whatever is typed is only words.
    """
    if not typed.strip():
        return []
    known = _known(ctx)
    with ctx.read() as session:
        hits = [hit for kind in _SHELVES for hit in _named(ctx, known, session, kind, typed, limit)]
        hits += _questions(session, typed, limit)
        companies = _shelf(ctx, known, session, "company")
        ids = [row[0] for row in companies.rows]
        hits += written(session, typed, (companies.names, ids), {(hit.kind, hit.id) for hit in hits})
    return sorted(hits, key=_order)


def _order(hit: Hit) -> float:
    return -hit.score


def _known(ctx: Context) -> _Known:
    known = _KNOWN.get(ctx) or _KNOWN.setdefault(ctx, _Known())
    state = ctx.state()
    if state != known.state:
        known.state = state
        known.shelves = {}
    return known


def _shelf(ctx: Context, known: _Known, session: Session, kind: str) -> _Shelf:
    shelf = known.shelves.get(kind)
    if shelf is None:
        read, named = _SHELVES[kind][:2]
        rows = read(session)
        if kind == "interview":
            rows = _nearest_first(rows, ctx.clock())
        shelf = known.shelves[kind] = _Shelf(rows, Names(map(named, rows)))
    return shelf


def _nearest_first(rows: Sequence[Any], now: datetime) -> list[Any]:
    """Rounds of one name are told apart by their time: the next one first, behind what is ahead the latest."""

    def place(row: Any) -> tuple[bool, bool, float]:
        at = row[5]
        if at is None or at + timedelta(minutes=row[6]) > now:
            return False, at is not None, at.timestamp() if at is not None else 0.0
        return True, True, -at.timestamp()

    return sorted(rows, key=place)


def _named(ctx: Context, known: _Known, session: Session, kind: str, typed: str, limit: int) -> Iterator[Hit]:
    shelf, make = _shelf(ctx, known, session, kind), _SHELVES[kind][2]
    now = ctx.clock()
    for place, score in shelf.names.best(typed, limit, nearly=kind != "ask"):
        yield make(shelf.rows[place], typed, score, now)


def _name(text: str, typed: str, score: float) -> Marked:
    return marked(text, typed, letters=score <= INITIALS)


def _sentence(text: str, typed: str, where: str) -> tuple[Marked, Marked]:
    """A sentence as a title, with what it belongs to behind it, or its later part where the words stand there."""
    title = marked(text, typed)
    if title.marks and title.marks[0][0] > IN_VIEW:
        return title, snippet([text], typed, SNIPPET) or Marked(where)
    return title, Marked(where)


def _application(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, company, role, stage, outcome, archived = row
    state = state_of(outcome, archived)
    detail = role if state else f"{role} · {stage}"
    return Hit(
        "application",
        key,
        _name(company, typed, score),
        marked(detail, typed),
        score + (OVER if state else 0),
        Lead("application", key),
        state,
        company,
    )


def _interview(row: Any, typed: str, score: float, now: datetime) -> Hit:
    key, company, role, kind, label, at, minutes, status, outcome, archived = row
    over = (
        status != "planned"
        or (at is not None and at + timedelta(minutes=minutes) <= now)
        or outcome != "open"
        or archived
    )
    state = (status,) if status in ("cancelled", "no-show") else state_of(outcome, archived) if over else ()
    return Hit(
        "interview",
        key,
        _name(f"{company}, {label or catalog.rounds().by_kind[kind].title}", typed, score),
        marked(role, typed) if at is None else Marked(""),
        score + (OVER if over else AHEAD),
        Lead("interview", key),
        state,
        company,
        at,
        ahead=not over,
    )


def _company(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, name, count = row
    detail = "1 application" if count == 1 else f"{count} applications" if count else ""
    return Hit("company", key, _name(name, typed, score), Marked(detail), score - 2, Lead("company", key))


def _person(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, name, role, company, _email = row
    detail = ", ".join(filter(None, (role, company)))
    return Hit("contact", key, _name(name, typed, score), marked(detail, typed), score, Lead("contact", key))


def _story(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, title, skills = row
    detail = marked(", ".join(skills), typed)
    return Hit("story", key, _name(title, typed, score), detail, score, Lead("story", key))


def _document(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, kind, title, version, _file = row
    name = _name(f"{title} {version}".strip(), typed, score)
    return Hit("document", key, name, Marked(KIND_TITLES[kind]), score, Lead("document", key))


def _ask(row: Any, typed: str, score: float, _now: datetime) -> Hit:
    key, text, category, archived = row
    return Hit(
        "ask",
        key,
        *_sentence(text, typed, ASK_CATEGORIES.get(category, category)),
        AN_ASK + (score - WORDS) / 10 + (OVER if archived else 0),
        Lead("ask", key),
        ("archived",) if archived else (),
    )


def _round_name(row: Any) -> tuple[str, str]:
    return f"{row[1]} {catalog.rounds().by_kind[row[3]].title} {row[4]}", row[2]


# what is read of each kind, what it is called (and what stands behind), and the hit made of it
_SHELVES: dict[
    str,
    tuple[
        Callable[[Session], Sequence[Any]],
        Callable[[Any], tuple[str, str]],
        Callable[[Any, str, float, datetime], Hit],
    ],
] = {
    "interview": (store.interviews, _round_name, _interview),
    "application": (store.applications, lambda row: (row[1], row[2]), _application),
    "company": (store.companies, lambda row: (row[1], ""), _company),
    "contact": (store.people, lambda row: (row[1], f"{row[2]} {row[3]} {row[4]}"), _person),
    "story": (store.stories, lambda row: (row[1], " ".join(row[2])), _story),
    "document": (
        store.documents,
        lambda row: (f"{row[2]} {row[3]}", f"{KIND_TITLES[row[1]]} {row[4]}"),
        _document,
    ),
    "ask": (store.asks, lambda row: (row[1], row[2]), _ask),
}


def _questions(session: Session, typed: str, limit: int) -> Iterator[Hit]:
    words = words_of(typed)
    if len(words) > 1 and len(words[-1]) == 1:
        # the first letter of a word says nothing yet, and its matches are many
        typed = " ".join(words[:-1])
    # a few more than wanted, for those that are archived
    ids = matching_questions(session, typed)[: limit * 4]
    for place, (key, prompt, topic, archived) in enumerate(store.questions(session, ids)[:limit]):
        yield Hit(
            "question",
            key,
            *_sentence(prompt, typed, catalog.topics().by_slug[topic].title),
            A_QUESTION - place + (OVER if archived else 0),
            Lead("question", key),
            ("archived",) if archived else (),
        )
