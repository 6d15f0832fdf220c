"""Use case of the palette: everything that has a name, by a few letters of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.documents import KIND_TITLES
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import contacts as contact_store
from mltracker.store import documents as document_store
from mltracker.store import interviews as interview_store
from mltracker.store import questions as question_store
from mltracker.store import stories as story_store

HitKind = Literal["application", "interview", "question", "contact", "story", "document"]
ENOUGH = 65.0
EXACTLY = 91.0  # scores above are words as typed, not nearly so
BEHIND = 6.0
NEAR = 30
FULL_TEXT = 84.0  # below names that begin as typed, above names that are written nearly so


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; the score lies between 0 and 100."""

    kind: HitKind
    id: int
    title: str
    subtitle: str
    score: float


def palette(ctx: Context, typed: str, limit: int = 8) -> list[Hit]:
    """Applications, interviews, contacts, stories and documents by fuzzy name, questions by full text; best first within each kind."""
    if not typed.strip():
        return []
    rounds = catalog.rounds().by_kind
    with ctx.read() as session:
        applications = [
            Hit("application", row.id, row.company, f"{row.role_title}, {row.stage}", 0.0)
            for row in application_store.rows(session, ApplicationFilter(active_only=False), ctx.today())
        ]
        interviews = [
            Hit("interview", row.id, f"{row.company}, {rounds[row.round_kind].title}", row.role_title, 0.0)
            for row in interview_store.rows(session)
        ]
        contacts = [
            Hit("contact", row.id, row.name, ", ".join(filter(None, (row.role, row.company))), 0.0)
            for row in contact_store.everyone(session)
        ]
        told = [
            Hit("story", row.id, row.title, ", ".join(row.skills), 0.0) for row in story_store.rows(session)
        ]
        kept = [
            Hit("document", row.id, row.name, KIND_TITLES[row.kind], 0.0)
            for row in document_store.rows(session)
        ]
        found = question_store.best(session, typed, limit)
    questions = [
        Hit("question", row.id, row.prompt, catalog.topics().by_slug[row.topic].title, FULL_TEXT - place)
        for place, row in enumerate(found)
    ]
    return [
        *_best(typed, applications, limit),
        *_best(typed, interviews, limit),
        *questions,
        *_best(typed, contacts, limit),
        *_best(typed, told, limit),
        *_best(typed, kept, limit),
    ]


def rank(typed: str, names: Sequence[str], limit: int = 8) -> list[tuple[int, float]]:
    """Positions and scores (0 to 100) of the names that match what was typed, best first.

    A name that begins with it comes before one with a word that does, that before names that hold all its words, and
    those before names that are written nearly so.
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return [(position, 0.0) for position in range(min(limit, len(names)))]
    folded = [name.casefold() for name in names]
    words = wanted.split()
    near = process.extract(wanted, folded, scorer=fuzz.partial_ratio, limit=NEAR, score_cutoff=ENOUGH)
    places = {place for place, name in enumerate(folded) if all(word in name for word in words)}
    places.update(place for _, _, place in near)
    scored = [(place, _score(wanted, folded[place])) for place in places]
    scored.sort(key=_order)
    return [(place, score) for place, score in scored[:limit] if score >= ENOUGH]


def _order(found: tuple[int, float]) -> tuple[float, int]:
    return -found[1], found[0]


def _score(wanted: str, name: str) -> float:
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return 98.0
    words = name.replace(",", " ").split()
    if any(word.startswith(wanted) for word in words) or f" {wanted}" in name:
        return 95.0
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 92.0
    # nearly so: against the whole name, or the beginning of a word as long as what was typed
    starts = [fuzz.ratio(wanted, word[: len(wanted) + 1]) for word in words]
    return 0.9 * max(fuzz.ratio(wanted, name), *starts)


def _best(typed: str, hits: list[Hit], limit: int) -> list[Hit]:
    """By title; what stands behind the title counts a little less."""
    titles = dict(rank(typed, [hit.title for hit in hits], limit))
    behind = rank(typed, [f"{hit.title}, {hit.subtitle}" for hit in hits], limit)
    scores = {place: score - BEHIND for place, score in behind if score > EXACTLY} | titles
    ranked = sorted(scores.items(), key=_order)[:limit]
    return [replace(hits[place], score=score) for place, score in ranked]
