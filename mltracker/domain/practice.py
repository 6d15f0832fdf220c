"""Practicing: what is asked for, what an answer holds, and rows of sessions and attempts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from mltracker.domain.drafts import Draft
from mltracker.domain.limits import Id, Note
from mltracker.domain.questions import Grade

PracticeMode = Literal["interview", "tonight", "topic", "mistakes", "mock", "custom"]
AttemptSource = Literal["practice", "mock", "interview"]


class PracticeRequest(Draft):
    """What to practice: tonight's plan, one interview, a topic, what went wrong, a mock round, or chosen questions."""

    mode: PracticeMode = "tonight"
    minutes: int = Field(default=20, ge=1, le=480)
    interview_id: Id | None = None
    topic: str = ""
    question_ids: tuple[Id, ...] = ()


class AnswerDraft(Draft):
    """One graded answer; `warm_up` marks a repeat within the session, which is no evidence."""

    grade: Grade
    seconds: int = Field(default=0, ge=0, le=86_400)
    answer_text: Note = ""
    rubric_ticks: tuple[int, ...] = ()
    warm_up: bool = False


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One answer as stored, with what had been predicted just before it."""

    id: int
    topic: str
    question_id: int | None
    question_slug: str | None
    session_id: int | None
    source: AttemptSource
    grade: Grade
    answered_at: datetime
    seconds: int
    predicted: float
    predicted_shift: float
    recall_before: float


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A time box of practice."""

    id: int
    mode: PracticeMode
    interview_id: int | None
    budget_minutes: int
    started_at: datetime
    ended_at: datetime | None
