"""The shape of shipped content and of a user's own packs: questions, employer questions, checklists, letters, stories."""

from __future__ import annotations

import hashlib
import json
from string import Formatter
from typing import Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    model_validator,
)

from mltracker.domain.interviews import ASK_CATEGORIES, RoundKind
from mltracker.domain.limits import Day, FilledNote, Name, Note, OneLine, WebAddress
from mltracker.domain.questions import Category, QuestionKind, RubricWeight

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Field(pattern=SLUG, max_length=100)
MOST = 50
Cell = StrictBool | StrictInt | FiniteFloat | StrictStr | None
Skill = Literal["analytical-thinking", "programming", "ml-frameworks", "communication", "adaptability"]
MessageField = Literal["contact", "company", "role", "round", "date", "fact", "name"]
MESSAGE_FIELDS: tuple[MessageField, ...] = get_args(MessageField)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class RubricEntry(_Strict):
    """One checkable point."""

    text: FilledNote
    weight: RubricWeight


class FollowUpEntry(_Strict):
    """What comes next, with a one-line answer."""

    question: FilledNote
    answer: FilledNote


class ReferenceEntry(_Strict):
    """A source: a title with a year, and an address or an ISBN."""

    title: Name
    year: int | None = Field(default=None, ge=1600, le=2100)
    url: WebAddress = ""
    isbn: OneLine = ""

    @model_validator(mode="after")
    def _findable(self) -> Self:
        if not self.url.startswith("https://") and not self.isbn:
            raise ValueError("a reference needs an https address or an ISBN")
        return self


class CodingEntry(_Strict):
    """Code to start with and a solution; doctests for Python, a schema and the expected rows for SQL."""

    language: Literal["python", "sql"]
    starter: Note
    solution: Note = Field(min_length=1)
    tests: Note = ""
    schema_: Note = Field(default="", alias="schema")
    expected: list[list[Cell]] = Field(default=[], max_length=1_000)
    ordered: bool = False

    @model_validator(mode="after")
    def _has_cases(self) -> Self:
        if self.language == "python" and ">>>" not in self.tests:
            raise ValueError("a coding question needs doctest cases in tests")
        if self.language == "sql" and not (self.schema_ and self.expected):
            raise ValueError("an SQL question needs a schema and the expected rows")
        return self

    def stored(self) -> dict[str, Any]:
        """What the database keeps."""
        return self.model_dump(by_alias=True)


class PackEntry(_Strict):
    """One question of a user's own pack: slug, prompt and topic are needed, what else is given must be right."""

    slug: str = Slug
    prompt: Note = Field(min_length=1)
    topic: str
    category: Category = "theory"
    kind: QuestionKind = "concept"
    also: list[str] = Field(default=[], max_length=3)
    difficulty: int = Field(default=3, ge=1, le=5)
    minutes: int = Field(default=5, ge=1, le=240)
    popularity: int = Field(default=3, ge=1, le=5)
    popularity_basis: OneLine = Field(default="mine", max_length=60)
    rounds: list[RoundKind] = []
    why_asked: Note = ""
    short_answer: Note = ""
    answer: Note = ""
    how_to_answer: list[FilledNote] = Field(default=[], max_length=MOST)
    rubric: list[RubricEntry] = Field(default=[], max_length=MOST)
    pitfalls: list[FilledNote] = Field(default=[], max_length=MOST)
    follow_ups: list[FollowUpEntry] = Field(default=[], max_length=MOST)
    hints: list[FilledNote] = Field(default=[], max_length=MOST)
    references: list[ReferenceEntry] = Field(default=[], max_length=MOST)
    part_of: str | None = None
    review_by: Day | None = None
    coding: CodingEntry | None = None
    tags: list[Name] = Field(default=[], max_length=MOST)


class QuestionEntry(PackEntry):
    """One question of the shipped bank, complete."""

    prompt: Note = Field(min_length=20, max_length=600)
    category: Category
    kind: QuestionKind
    difficulty: int = Field(ge=1, le=5)
    minutes: int = Field(ge=1, le=240)
    popularity: int = Field(ge=1, le=5)
    popularity_basis: OneLine = Field(min_length=1, max_length=60)
    rounds: list[RoundKind] = Field(min_length=1)
    why_asked: Note = Field(min_length=1)
    short_answer: Note = Field(min_length=1)
    answer: Note = Field(min_length=1)
    how_to_answer: list[FilledNote] = Field(min_length=2, max_length=5)
    rubric: list[RubricEntry] = Field(min_length=4, max_length=8)
    pitfalls: list[FilledNote] = Field(min_length=2, max_length=5)
    follow_ups: list[FollowUpEntry] = Field(min_length=2, max_length=5)
    hints: list[FilledNote] = Field(default=[], max_length=3)
    references: list[ReferenceEntry] = Field(min_length=1)
    tags: list[Name] = Field(default=[], max_length=0)

    @model_validator(mode="after")
    def _has_a_must(self) -> Self:
        if not any(point.weight == "must" for point in self.rubric):
            raise ValueError("the rubric needs at least one must")
        if (self.kind in ("coding", "sql")) != (self.coding is not None):
            raise ValueError("questions of kind coding and sql, and only they, carry code")
        return self


def fingerprint(entry: PackEntry) -> str:
    """Twenty characters that change exactly when the entry does."""
    document = entry.model_dump(mode="json", by_alias=True)
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:20]


FIELD_TITLES = {
    "prompt": "question", "topic": "topic", "also": "other topics", "category": "category", "kind": "kind",
    "difficulty": "difficulty", "minutes": "minutes", "popularity": "popularity", "popularity_basis": "popularity",
    "rounds": "rounds", "why_asked": "why they ask", "short_answer": "30-second answer", "answer": "full answer",
    "how_to_answer": "how to answer", "rubric": "rubric", "pitfalls": "pitfalls", "follow_ups": "follow-ups",
    "hints": "hints", "references": "references", "part_of": "part of", "review_by": "review date", "coding": "code",
    "tags": "tags",
}  # fmt: skip


def field_text(entry: PackEntry, name: str) -> str:
    """What a field of an entry says, as lines to read and to compare."""
    value = getattr(entry, name)
    if name == "rubric":
        lines = [f"{point.text} ({point.weight})" for point in entry.rubric]
    elif name == "follow_ups":
        lines = [f"{item.question} {item.answer}" for item in entry.follow_ups]
    elif name == "references":
        lines = [
            ", ".join(filter(None, (r.title, str(r.year or ""), r.url or r.isbn))) for r in entry.references
        ]
    elif name == "coding":
        coding = entry.coding
        lines = [] if coding is None else [coding.starter, coding.solution, coding.schema_, coding.tests]
    elif isinstance(value, list):
        lines = [str(item) for item in value]
    else:
        lines = [] if value is None else [str(value)]
    return "\n".join(filter(None, lines))


class EmployerQuestionEntry(_Strict):
    """One question to ask an employer."""

    slug: str = Slug
    category: str
    text: str = Field(min_length=10, max_length=400)
    why: str = Field(min_length=1)
    good_signs: list[str] = Field(min_length=2, max_length=4)
    warning_signs: list[str] = Field(min_length=2, max_length=4)
    ask_back: str = Field(min_length=1)
    best_rounds: list[RoundKind] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_category(self) -> Self:
        if self.category not in ASK_CATEGORIES:
            raise ValueError(f"category must be one of {', '.join(ASK_CATEGORIES)}")
        return self


class ChecklistEntry(_Strict):
    """One item of a round's checklist; hours relative to the start, positive after it."""

    slug: str = Slug
    round: RoundKind | Literal["any"]
    text: str = Field(min_length=3, max_length=90)
    offset_hours: int = Field(ge=-168, le=24)
    skill: Skill | Literal[""] = ""
    auto: Literal["", "questions-chosen", "practice-done", "debriefed"] = ""


class MessageEntry(_Strict):
    """A letter with fields in braces; any other than MESSAGE_FIELDS is refused, so `format` needs only those."""

    slug: str = Slug
    title: str = Field(min_length=3, max_length=40)
    when: str = Field(min_length=10, max_length=140, pattern=r"^[^\n]+$")
    subject: str = Field(min_length=3, max_length=100, pattern=r"^[^\n]+$")
    body: str = Field(min_length=40, max_length=1_200)

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        for text in (self.subject, self.body):
            for _, name, spec, conversion in Formatter().parse(text):
                if name is not None and (name not in MESSAGE_FIELDS or spec or conversion):
                    raise ValueError(f"{{{name}}} is none of the fields {', '.join(MESSAGE_FIELDS)}")
        return self


class StoryPromptEntry(_Strict):
    """A question to oneself from which a story can be written, and what makes such a story strong."""

    slug: str = Slug
    kind: Literal["star", "project"]
    title: str = Field(min_length=3, max_length=60)
    prompt: str = Field(min_length=20, max_length=200)
    skills: list[Skill] = Field(min_length=1, max_length=3)
    hints: list[str] = Field(min_length=2, max_length=3)


class QuestionPack(_Strict):
    """A file of questions."""

    question: list[QuestionEntry]


class EmployerPack(_Strict):
    """The file of employer questions."""

    employer_question: list[EmployerQuestionEntry]


class ChecklistPack(_Strict):
    """The file of checklists."""

    item: list[ChecklistEntry]


class MessagePack(_Strict):
    """The file of letters."""

    message: list[MessageEntry]


class StoryPack(_Strict):
    """The file of story prompts."""

    story: list[StoryPromptEntry]
