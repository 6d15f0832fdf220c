"""Companies: what the user keeps of one, and what the search has to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from mltracker.domain.applications import Outcome, StageKind
from mltracker.domain.drafts import Draft
from mltracker.domain.interviews import AskFlag, InterviewResult, InterviewStatus
from mltracker.domain.limits import Name, Note, WebAddress
from mltracker.domain.questions import Grade


class CompanyDraft(Draft):
    """What the form of a company holds."""

    name: Name
    website: WebAddress = ""
    notes: Note = ""


class CompanyRow(NamedTuple):
    """A company as a list shows it. `active` counts open applications that are not archived.

    `last_contact` is the latest note, e-mail, call, interview or move past the saved ones of any of its applications.
    A tuple, because thousands are made at once.
    """

    id: int
    name: str
    website: str
    notes: str
    applications: int
    active: int
    interviews: int
    last_contact: datetime | None


@dataclass(frozen=True, slots=True)
class TriedRow:
    """An application among all of a company or person, with how it ended if it did."""

    id: int
    role_title: str
    stage: str
    stage_kind: StageKind
    outcome: Outcome
    outcome_on: date | None
    applied_on: date | None
    created_at: datetime
    archived: bool


@dataclass(frozen=True, slots=True)
class MetRow:
    """An interview among all of a company or person; `at` is None for one without a time."""

    id: int
    company: str
    role_title: str
    round_kind: str
    at: datetime | None
    status: InterviewStatus
    result: InterviewResult


@dataclass(frozen=True, slots=True)
class AskedThere:
    """A question that a company asked, and when."""

    id: int
    interview_id: int
    text: str
    topic: str
    grade: Grade | None
    round_kind: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AnsweredThere:
    """What a company answered to a question asked back."""

    id: int
    interview_id: int
    question: str
    answer: str
    flag: AskFlag | None
    asked_at: datetime
