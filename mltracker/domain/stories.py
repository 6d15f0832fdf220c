"""Stories to tell: what happened in parts that an interviewer asks for, and where each was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from mltracker.domain.drafts import Draft
from mltracker.domain.limits import Name, Note

StoryKind = Literal["star", "project"]
MOST_SKILLS = 20
KINDS: dict[StoryKind, str] = {"star": "What you did", "project": "A project"}
SECTIONS: dict[StoryKind, dict[str, str]] = {
    "star": {
        "situation": "Situation",
        "task": "Task",
        "action": "Action",
        "result": "Result",
        "lesson": "Lesson learned",
    },
    "project": {
        "problem": "Problem",
        "role": "My role",
        "data": "Data",
        "approach": "Approach",
        "tools": "Tools",
        "measured_result": "Measured result",
        "trade_off": "Trade-off",
        "change": "What I would change",
    },
}


class StoryDraft(Draft):
    """What the form of a story holds. The parts of the other kind are kept too: changing the kind loses no words."""

    kind: StoryKind = "star"
    title: Name
    situation: Note = ""
    task: Note = ""
    action: Note = ""
    result: Note = ""
    lesson: Note = ""
    problem: Note = ""
    role: Note = ""
    data: Note = ""
    approach: Note = ""
    tools: Note = ""
    measured_result: Note = ""
    trade_off: Note = ""
    change: Note = ""
    skills: Annotated[tuple[Name, ...], Field(max_length=MOST_SKILLS)] = ()

    @property
    def sections(self) -> dict[str, str]:
        """The parts that say something, by key."""
        keys = [key for parts in SECTIONS.values() for key in parts]
        return {key: text for key in keys if (text := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as a list shows it; `told` counts the interviews, `questions` what it answers."""

    id: int
    kind: StoryKind
    title: str
    sections: dict[str, str]
    skills: tuple[str, ...]
    questions: int = 0
    told: int = 0

    @property
    def written(self) -> int:
        """How many parts of its kind say something."""
        return sum(1 for key in SECTIONS[self.kind] if self.sections.get(key))


@dataclass(frozen=True, slots=True)
class StoryAnswers:
    """A question that a story answers."""

    id: int
    prompt: str


@dataclass(frozen=True, slots=True)
class StoryTelling:
    """An interview at which a story was told; `starts_at` is None for one without a time."""

    interview_id: int
    company_id: int
    company: str
    role_title: str
    round_kind: str
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """A story with the questions it answers and where it was told, the latest first."""

    row: StoryRow
    questions: tuple[StoryAnswers, ...]
    told: tuple[StoryTelling, ...]


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A story as one interview sees it.

    `answers` are those of the interview's questions it is linked to, `told` says that it was told there, and `heard`
    where else the same company has heard it, the latest first.
    """

    row: StoryRow
    answers: tuple[StoryAnswers, ...]
    told: bool
    heard: tuple[StoryTelling, ...]


def as_text(row: StoryRow) -> str:
    """A story as an answer can take it: its written parts in their order, each under its name; the title if none is."""
    parts = [
        f"{words}: {text}" for key, words in SECTIONS[row.kind].items() if (text := row.sections.get(key))
    ]
    return "\n\n".join(parts) or row.title


def with_text(before: str, row: StoryRow) -> str:
    """An answer with a story behind what stands there; one that holds it already stays as it is."""
    text = as_text(row)
    if text in before:
        return before
    return f"{before.rstrip()}\n\n{text}" if before.strip() else text
