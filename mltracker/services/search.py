"""Use case of the palette: everything that has a name, by a few letters of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.questions import QuestionFilter
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import contacts as contact_store
from mltracker.store import interviews as interview_store
from mltracker.store import questions as question_store

HitKind = Literal["application", "interview", "question", "contact"]
ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; the score lies between 0 and 100."""

    kind: HitKind
    id: int
    title: str
    subtitle: str
    score: float


def palette(ctx: Context, typed: str, limit: int = 8) -> list[Hit]:
    """Applications, interviews and contacts by fuzzy name, questions by full text; best first within each kind."""
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
        found, _ = question_store.rows(session, QuestionFilter(text=typed), limit=limit)
    questions = [
        Hit("question", row.id, row.prompt, catalog.topics().by_slug[row.topic].title, 100.0 - rank)
        for rank, row in enumerate(found)
    ]
    return [
        *_best(typed, applications, limit),
        *_best(typed, interviews, limit),
        *questions,
        *_best(typed, contacts, limit),
    ]


def rank(typed: str, names: list[str], limit: int = 8) -> list[tuple[int, float]]:
    """Positions and scores (0 to 100) of the names that match what was typed, best first."""
    if not typed.strip():
        return [(position, 0.0) for position in range(min(limit, len(names)))]
    hits = process.extract(
        typed.casefold(),
        [name.casefold() for name in names],
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=ENOUGH,
    )
    return [(position, float(score)) for _, score, position in hits]


def _best(typed: str, hits: list[Hit], limit: int) -> list[Hit]:
    ranked = rank(typed, [f"{hit.title} {hit.subtitle}" for hit in hits], limit)
    return [Hit(hits[p].kind, hits[p].id, hits[p].title, hits[p].subtitle, score) for p, score in ranked]
