"""The part of the search over everything that reads texts: notes, postings, answers, and where the words stand in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice

from mltracker.domain.filtering import holds_umlauts
from mltracker.domain.finding import Names, marked, snippet, words_of
from mltracker.domain.spelling import without_e
from mltracker.services import catalog
from mltracker.services.hits import OVER, Hit, Lead, state_of
from mltracker.store import found as store
from mltracker.store import texts
from mltracker.store.engine import Session
from mltracker.store.found import Found
from mltracker.store.texts import TextKind

MOST, SNIPPET = 3, 90
# below names as typed, above those written nearly so
A_TEXT = 80.0
# of a company's texts only those are looked for that are among so many best of each kind
LOOKED_AT, COMPANIES = 30, 20
NOTE_TITLES = {
    "note": "note",
    "email": "e-mail",
    "call": "call",
    "message": "message",
    "said": "what I told them",
}


def written(
    session: Session, typed: str, companies: tuple[Names, list[int]], known: Collection[tuple[str, int]]
) -> Iterator[Hit]:
    """Texts that hold what was typed, without what was found by its name; at most MOST of a kind.

    One of the words, or some, may name a company instead: then texts that have to do with it come first.
    """
    found: dict[TextKind, dict[int, tuple[Found, str]]] = {}
    for words, ids in _at_companies(typed, *companies):
        for kind, rows in _holding(session, words, LOOKED_AT):
            there = (row for row in rows if row.company_id in ids)
            found.setdefault(kind, {}).update((row.id, (row, words)) for row in islice(there, MOST))
    for kind, rows in _holding(session, typed, 2 * MOST):
        for row in rows:
            found.setdefault(kind, {}).setdefault(row.id, (row, typed))
    for kind, rows_of in found.items():
        fresh = [pair for key, pair in rows_of.items() if (kind, key) not in known]
        for place, (row, words) in enumerate(fresh[:MOST]):
            yield _hit(kind, row, (words, typed), A_TEXT - place)


def _holding(session: Session, typed: str, limit: int) -> Iterator[tuple[TextKind, list[Found]]]:
    """Texts that hold what was typed, by kind. What is not found as typed may have its umlauts spelled out."""
    found = texts.matching(session, typed, limit)
    for kind, keys in found.items():
        yield kind, store.around(session, kind, keys)
    meant = without_e(typed)
    if found or meant == typed:
        return
    # the index knows no umlauts, and so cannot tell them from the bare letters
    for kind, keys in texts.matching(session, meant, LOOKED_AT).items():
        rows = store.around(session, kind, keys)
        yield kind, [row for row in rows if holds_umlauts("\n".join((row.name, *row.texts)), typed)][:limit]


def _at_companies(typed: str, names: Names, ids: list[int]) -> Iterator[tuple[str, set[int]]]:
    """Ways to read what was typed as a company and words: the words, and the companies."""
    words = words_of(typed)
    if not 2 <= len(words) <= 5:
        return
    for at in range(1, len(words)):
        for name, rest in ((words[:at], words[at:]), (words[at:], words[:at])):
            places = names.best(" ".join(name), COMPANIES, nearly=False)
            if places and len(rest[-1]) > 1:
                yield " ".join(rest), {ids[place] for place, _ in places}


def _hit(kind: TextKind, row: Found, looked_for: tuple[str, str], score: float) -> Hit:
    """A text found by its words; all that was typed is marked in what it belongs to."""
    words, typed = looked_for
    title, where, lead = _TEXTS[kind](row)
    state = state_of(row.outcome, row.archived)
    found = snippet([text for text in row.texts if text != title], words, SNIPPET)
    detail = found or marked(where, typed)
    score += OVER if state else 0
    return Hit(kind, row.id, marked(title, typed), detail, score, lead, state, row.company)


def _in_application(row: Found, what: str, lead: Lead) -> tuple[str, str, Lead]:
    return f"{row.company}, {what}" if what else row.company, row.name, lead


def _round_of(row: Found) -> str:
    return f"{row.company}, {catalog.rounds().by_kind[row.about].title}"


# title, what to say where the words stand in the title alone, and where it is opened
_TEXTS: dict[TextKind, Callable[[Found], tuple[str, str, Lead]]] = {
    "posting": lambda row: _in_application(row, "posting", Lead("application", row.owner, "posting")),
    "application": lambda row: _in_application(row, "", Lead("application", row.owner)),
    "note": lambda row: _in_application(
        row, NOTE_TITLES[row.about], Lead("application", row.owner, "timeline", f"note:{row.id}")
    ),
    "offer": lambda row: _in_application(
        row, f"offer version {row.name}", Lead("application", row.owner, "offer")
    ),
    "asked": lambda row: (row.name, _round_of(row), Lead("interview", row.owner, "debrief")),
    "answer": lambda row: (row.name, _round_of(row), Lead("interview", row.owner, "ask")),
    "interview": lambda row: (
        f"{row.company}, {row.name}" if row.name else _round_of(row),
        "",
        Lead("interview", row.owner, "when"),
    ),
    "contact": lambda row: (row.name, row.company or "", Lead("contact", row.id)),
    "company": lambda row: (row.name, "", Lead("company", row.id)),
    "story": lambda row: (row.name, "", Lead("story", row.id)),
}
