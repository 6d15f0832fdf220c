"""Questions of the bank: words, drafts, rows, and what the rubric says about a grade."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from pydantic import Field

from mltracker.domain.drafts import Draft
from mltracker.domain.limits import Note

Grade = Literal["again", "hard", "good", "easy"]
Category = Literal["theory", "practice", "coding", "data", "tools"]
QuestionKind = Literal[
    "concept", "derivation", "coding", "sql", "design", "case", "debugging", "behavioral", "project"
]
Origin = Literal["shipped", "mine", "asked"]
RubricWeight = Literal["must", "should", "bonus"]
QuestionState = Literal["new", "due", "weak", "strong", "asked"]

GRADES: tuple[Grade, ...] = get_args(Grade)
GRADE_WORDS: dict[Grade, str] = {"again": "Missed", "hard": "Shaky", "good": "Solid", "easy": "Nailed"}
CATEGORIES: tuple[Category, ...] = get_args(Category)
CATEGORY_TITLES: dict[Category, str] = {
    "theory": "Theoretical concepts",
    "practice": "Practical application",
    "coding": "Coding challenges",
    "data": "Data handling",
    "tools": "Frameworks and tools",
}
QUESTION_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """One checkable thing an answer should hold."""

    text: str
    weight: RubricWeight


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer asks next, with a one-line answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact can be read up."""

    title: str
    year: int | None
    url: str
    isbn: str


@dataclass(frozen=True, slots=True)
class Coding:
    """Code to start with, a solution, and the cases that decide (doctests, or a schema and the expected rows)."""

    language: Literal["python", "sql"]
    starter: str
    solution: str
    tests: str
    schema: str
    expected: tuple[tuple[Any, ...], ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as a list shows it."""

    id: int
    slug: str | None
    topic: str
    category: Category
    kind: QuestionKind
    difficulty: int
    minutes: int
    popularity: int
    prompt: str
    origin: Origin
    complete: bool
    part_of_id: int | None
    archived: bool
    edited: bool
    state: QuestionState = "new"
    last_grade: Grade | None = None
    last_answered_at: datetime | None = None
    attempts: int = 0
    asked_times: int = 0


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """Everything the reading pane and the practice card show."""

    row: QuestionRow
    also: tuple[str, ...]
    rounds: tuple[str, ...]
    tags: tuple[str, ...]
    why_asked: str
    short_answer: str
    answer: str
    how_to_answer: tuple[str, ...]
    rubric: tuple[RubricPoint, ...]
    pitfalls: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    hints: tuple[str, ...]
    references: tuple[Reference, ...]
    coding: Coding | None
    my_answer: str
    popularity_basis: str
    review_by: date | None
    seen_at: tuple[SeenAt, ...] = ()
    shipped_changed: bool = False
    """The user edited it, and the shipped text has changed since."""


@dataclass(frozen=True, slots=True)
class SeenAt:
    """A real interview in which this question came up."""

    interview_id: int
    company: str
    round_kind: str
    happened_at: datetime | None
    grade: Grade | None


class QuestionDraft(Draft):
    """What the user writes of a question: a prompt and a topic are enough; the rest can come later."""

    prompt: Note = Field(min_length=1)
    topic: str
    category: Category = "theory"
    kind: QuestionKind = "concept"
    difficulty: int = Field(default=3, ge=1, le=5)
    minutes: int = Field(default=5, ge=1, le=240)
    popularity: int = Field(default=3, ge=1, le=5)
    also: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    why_asked: Note = ""
    short_answer: Note = ""
    answer: Note = ""
    how_to_answer: tuple[str, ...] = ()
    rubric: tuple[RubricPoint, ...] = ()
    pitfalls: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def is_complete(draft: QuestionDraft) -> bool:
    """A question counts in coverage and readiness once it has an answer to compare with."""
    return bool(draft.short_answer.strip() or draft.answer.strip())


def suggested_grade(rubric: Sequence[RubricPoint], ticked: Collection[int]) -> Grade | None:
    """The grade that the ticked points suggest; None without a rubric.

    A must missing and under 30% of the points: again. Any must missing, or under 60% of the rest: hard.
    All musts and 60% of the rest: good. Everything: easy.
    """
    if not rubric:
        return None
    got = [index in ticked for index in range(len(rubric))]
    if all(got):
        return "easy"
    if not all(hit for hit, point in zip(got, rubric, strict=True) if point.weight == "must"):
        return "again" if sum(got) < 0.3 * len(rubric) else "hard"
    rest = [hit for hit, point in zip(got, rubric, strict=True) if point.weight != "must"]
    return "good" if sum(rest) >= 0.6 * len(rest) else "hard"


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What a list of questions leaves in: values of one facet are OR, facets are AND, empty leaves everything in."""

    text: str = ""
    topics: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    difficulties: frozenset[int] = frozenset()
    rounds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    archived: bool = False
