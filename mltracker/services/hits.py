"""What a search finds: the thing, where the words stand, and where it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mltracker.domain.finding import Marked

HitKind = Literal[
    "application", "interview", "company", "question", "contact", "story", "document", "ask",
    "note", "posting", "asked", "answer", "offer",
]  # fmt: skip
LeadTo = Literal["application", "interview", "company", "question", "contact", "story", "document", "ask"]
# what is over stands behind the rest
OVER = -1.0


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a hit is opened: the thing, its id, and the part of it (a tab, a section), with the entry where there are several."""

    to: LeadTo
    id: int
    part: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `score` lies between 0 and about 100; `state` says by what it is over ("rejected", "archived")."""

    kind: HitKind
    id: int
    title: Marked
    detail: Marked
    score: float
    lead: Lead
    state: tuple[str, ...] = ()
    company: str = ""
    at: datetime | None = None
    ahead: bool = False


def state_of(outcome: str, archived: object) -> tuple[str, ...]:
    """How an application ended, and that it is put away; nothing for one that goes on."""
    return (*((outcome,) if outcome != "open" else ()), *(("archived",) if archived else ()))
