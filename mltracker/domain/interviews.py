"""Interview rounds: words, drafts, rows, local times and the timing of checklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from mltracker.domain.applications import STAGE_KINDS, StageKind
from mltracker.domain.drafts import Draft, day_field
from mltracker.domain.errors import AmbiguousTime, InvalidInput
from mltracker.domain.limits import (
    Day,
    FilledNote,
    Id,
    Instant,
    Minutes,
    Note,
    OneLine,
    WebAddress,
    Zone,
    check_zone,
)

RoundKind = Literal[
    "recruiter-screen",
    "online-assessment",
    "technical-screen",
    "coding",
    "ml-coding",
    "ml-breadth",
    "ml-depth",
    "ml-system-design",
    "take-home",
    "presentation",
    "behavioral",
    "hiring-manager",
    "offer-hr",
    "onsite-loop",
]
InterviewFormat = Literal["video", "phone", "onsite", "async"]
Audience = Literal["recruiter", "manager", "peer", "mixed"]
WEST = timedelta(hours=12)  # how far the latest of all clocks is behind UTC
InterviewStatus = Literal["planned", "done", "cancelled", "no-show"]
InterviewResult = Literal["pending", "passed", "failed"]
AskFlag = Literal["good", "mixed", "warning"]
Mark = Literal["pinned", "dismissed"]
SlotState = Literal["offered", "declined", "taken"]

ROUND_KINDS: tuple[RoundKind, ...] = get_args(RoundKind)
JOIN_LEAD = timedelta(minutes=15)


class InterviewDraft(Draft):
    """What a form or a command says of an interview. `starts_at` is UTC; the zone is where it happens."""

    application_id: Id
    round_kind: RoundKind
    label: OneLine = ""
    loop_id: Id | None = None
    position: int = Field(default=0, ge=0, le=1_000)
    audience: Audience | None = None
    starts_at: Instant | None = None
    zone: Zone = "UTC"
    minutes: Minutes = 45
    format: InterviewFormat = "video"
    location: OneLine = ""
    meeting_url: WebAddress = ""
    received_at: Instant | None = None
    due_at: Instant | None = None
    reply_expected_on: Day | None = None
    notes: Note = ""
    priority: int | None = Field(default=None, ge=1, le=3)
    target_readiness: float | None = Field(default=None, ge=0.05, le=0.95)
    topics: tuple[str, ...] = ()
    contacts: tuple[Id, ...] = ()

    @field_validator("due_at")
    @classmethod
    def _due_after_received(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        received = info.data.get("received_at")
        if received is not None and value is not None and value < received:
            raise ValueError("It is due before it was received.")
        return value


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One interview with what lists show of its application; instants in UTC.

    `live`: its application is neither closed nor archived; `closed_on` is the day it was closed, if it is.
    """

    id: int
    application_id: int
    company: str
    role_title: str
    role_family: str
    loop_id: int | None
    round_kind: RoundKind
    label: str
    position: int
    audience: Audience | None
    starts_at: datetime | None
    zone: str
    minutes: int
    format: InterviewFormat
    location: str
    meeting_url: str
    received_at: datetime | None
    due_at: datetime | None
    status: InterviewStatus
    result: InterviewResult
    reply_expected_on: date | None
    feeling: int | None
    debriefed_at: datetime | None
    notes: str
    priority: int
    target_readiness: float
    round_number: int
    round_count: int
    live: bool = True
    closed_on: date | None = None

    @property
    def at(self) -> datetime | None:
        """The instant that counts for preparing: the start, or for a take-home its due time."""
        return self.starts_at or self.due_at

    @property
    def ends_at(self) -> datetime | None:
        """When it is over; a take-home ends when it is due."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else self.due_at

    def is_coming(self, now: datetime) -> bool:
        """Planned and not yet over at `now`; one without a date counts as coming, one of a closed application does not."""
        return self.live and self.status == "planned" and (self.ends_at is None or self.ends_at > now)

    def needs_debrief(self, now: datetime) -> bool:
        """Over at `now`, took place, and nothing written about it yet."""
        return (
            (self.status == "done" or (self.status == "planned" and not self.is_moot))
            and self.debriefed_at is None
            and bool(self.ends_at and self.ends_at <= now)
        )

    @property
    def is_moot(self) -> bool:
        """Whether its application was closed on an earlier day, wherever on earth that day is reckoned."""
        return bool(self.closed_on and self.ends_at and self.closed_on < (self.ends_at - WEST).date())

    def is_late(self, item: ChecklistRow, now: datetime) -> bool:
        """Whether an item of its checklist is overdue and still wants doing.

        What was meant for before a round that is over is moot, and all of it once the round is debriefed.
        """
        if item.came_late:
            return False
        if not item.is_overdue(now) or self.is_coming(now):
            return item.is_overdue(now)
        after = self.at is not None and item.due_at is not None and item.due_at >= self.at
        return after and self.status in ("planned", "done") and self.debriefed_at is None

    def has_begun(self, now: datetime) -> bool:
        """Whether it started, or the take-home arrived, by `now`; a round without any date counts as begun."""
        first = self.starts_at or self.received_at or self.due_at
        return first is None or first <= now


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A time offered for an interview by mail; `starts_at` in UTC."""

    id: int
    interview_id: int
    starts_at: datetime
    state: SlotState


def came_late(due_at: datetime | None, added_at: datetime) -> bool:
    """Whether an item was due before it was added: something to do now, and nobody's omission."""
    return due_at is not None and due_at < added_at


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One item to tick before or after an interview; `due_at` in UTC when the interview has a date."""

    id: int
    application_id: int
    interview_id: int | None
    text: str
    due_at: datetime | None
    position: int
    done_at: datetime | None
    template_id: int | None
    added_at: datetime

    @property
    def came_late(self) -> bool:
        """Whether its time was over when the round was booked."""
        return self.interview_id is not None and came_late(self.due_at, self.added_at)

    def is_overdue(self, now: datetime) -> bool:
        """Still open after its time."""
        return self.done_at is None and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, slots=True)
class PlannedAskRow:
    """A question the user means to ask in an interview, and what came back."""

    id: int
    interview_id: int
    employer_question_id: int
    category: str
    text: str
    position: int
    asked_at: datetime | None
    answer: str
    flag: AskFlag | None


@dataclass(frozen=True, slots=True)
class EmployerQuestionRow:
    """A question to ask an employer, with why, and what good and bad answers sound like."""

    id: int
    slug: str | None
    category: str
    text: str
    why: str
    good_signs: tuple[str, ...]
    warning_signs: tuple[str, ...]
    ask_back: str
    best_rounds: tuple[str, ...]
    origin: Literal["shipped", "mine"]
    edited: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class EmployerAnswer:
    """What one company answered to one question, and when."""

    employer_question_id: int
    company: str
    interview_id: int
    asked_at: datetime
    answer: str
    flag: AskFlag | None


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question met in a real interview, with the prediction stored for its start."""

    id: int
    interview_id: int
    text: str
    topic: str
    question_id: int | None
    question_slug: str | None
    question_prompt: str | None
    grade: str | None
    my_answer: str
    depth: int
    position: int
    predicted: float | None
    predicted_shift: float | None


class AskedDraft(Draft):
    """One line of a debrief. Without a topic the service takes the best suggestion."""

    text: FilledNote
    topic: str = ""
    question_id: Id | None = None
    grade: Literal["again", "hard", "good", "easy"] | None = None
    my_answer: Note = ""
    depth: int = Field(default=0, ge=0, le=100)
    keep_as_question: bool = False


class DebriefDraft(Draft):
    """What the user writes beside the questions once an interview is over."""

    feeling: int | None = Field(default=None, ge=1, le=5)
    notes: Note = ""
    result: InterviewResult = "pending"
    reply_expected_on: Day | None = None


def local_to_utc(field: str, local: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time in a zone.

    A time with an offset is taken as it is. Raises InvalidInput for an unknown zone or a year out of bounds, and
    AmbiguousTime, naming the two offsets, for a local time that happens twice or never.
    """
    # first of all: the first and the last year of the calendar cannot be counted in another zone
    day_field(field, local.date())
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    try:
        tz = ZoneInfo(check_zone(zone))
    except ValueError as error:
        raise InvalidInput({"zone": str(error)}) from None
    early, late = local.replace(tzinfo=tz, fold=0), local.replace(tzinfo=tz, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    offsets = tuple(_offset(moment) for moment in (early, late))
    happens = early.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == local
    what = "happens twice" if happens else "does not exist"
    raise AmbiguousTime(
        field,
        f"{local:%Y-%m-%d %H:%M} {what} in {zone}, because the clocks change. Write it with {offsets[0]} or {offsets[1]}.",
        offsets,
    )


def _offset(moment: datetime) -> str:
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def checklist_due(anchor: datetime | None, offset_hours: int | None) -> datetime | None:
    """When an item is due: the interview's instant plus its offset in hours; None without either."""
    if anchor is None or offset_hours is None:
        return None
    return anchor + timedelta(hours=offset_hours)


_SCREENING: frozenset[RoundKind] = frozenset(
    ("recruiter-screen", "online-assessment", "technical-screen", "take-home")
)


def fitting_stage_kind(round_kind: RoundKind, stage_kind: StageKind) -> StageKind | None:
    """The kind of stage a booked round speaks for, screening or interviewing; None where the application is as far."""
    fitting: StageKind = "screening" if round_kind in _SCREENING else "interviewing"
    further = stage_kind == "closed" or STAGE_KINDS.index(stage_kind) >= STAGE_KINDS.index(fitting)
    return None if further else fitting


def overlaps(start: datetime, minutes: int, other_start: datetime, other_minutes: int) -> bool:
    """Whether two interviews share any minute."""
    return start < other_start + timedelta(minutes=other_minutes) and other_start < start + timedelta(
        minutes=minutes
    )


ASK_CATEGORIES: dict[str, str] = {
    "projects": "Projects",
    "team": "Team",
    "evaluation": "Model evaluation",
    "tools-stack": "Tools and stack",
    "data-quality": "Data quality",
    "growth": "Growth",
    "culture": "Culture",
    "process": "Process",
    "compensation": "Compensation",
    "ethics-safety": "Ethics and safety",
    "compute-research": "Compute and research",
}


class EmployerQuestionDraft(Draft):
    """A question the user wants to ask; category and text are enough."""

    category: Literal[
        "projects",
        "team",
        "evaluation",
        "tools-stack",
        "data-quality",
        "growth",
        "culture",
        "process",
        "compensation",
        "ethics-safety",
        "compute-research",
    ]
    text: FilledNote
    why: Note = ""
    good_signs: tuple[OneLine, ...] = ()
    warning_signs: tuple[OneLine, ...] = ()
    ask_back: Note = ""
    best_rounds: tuple[RoundKind, ...] = ()
