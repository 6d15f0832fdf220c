"""Applications and the pipeline: words, drafts, rows and the rules of moving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field, ValidationInfo, field_validator

from mltracker.domain.drafts import Draft
from mltracker.domain.errors import InvalidMove
from mltracker.domain.filtering import findable
from mltracker.domain.limits import Day, Money, Name, Note, OneLine, PostingText, WebAddress

StageKind = Literal["saved", "applied", "screening", "interviewing", "offer", "closed"]
Outcome = Literal["open", "accepted", "declined", "rejected", "withdrawn", "ghosted", "expired"]
RoleFamily = Literal[
    "mle", "data-scientist", "llm-ai-engineer", "ml-platform", "research", "cv", "nlp", "recsys-ads", "other"
]
WorkMode = Literal["", "onsite", "hybrid", "remote"]
EmploymentType = Literal["", "full-time", "part-time", "contract", "internship"]
SalaryPeriod = Literal["year", "month", "day", "hour"]
NoteKind = Literal["note", "email", "call", "message", "said"]

STAGE_KINDS: tuple[StageKind, ...] = get_args(StageKind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CLOSING_OUTCOMES: tuple[Outcome, ...] = OUTCOMES[1:]
ROLE_FAMILIES: tuple[RoleFamily, ...] = get_args(RoleFamily)
ROLE_FAMILY_TITLES: dict[str, str] = {
    "mle": "ML engineer",
    "data-scientist": "Data scientist",
    "llm-ai-engineer": "LLM and AI engineer",
    "ml-platform": "ML platform",
    "research": "Research",
    "cv": "Computer vision",
    "nlp": "NLP",
    "recsys-ads": "Recommenders and ads",
    "other": "Other",
}
DEFAULT_STAGES: tuple[tuple[str, StageKind], ...] = (
    ("Saved", "saved"),
    ("Applied", "applied"),
    ("Screening", "screening"),
    ("Interviewing", "interviewing"),
    ("Offer", "offer"),
    ("Closed", "closed"),
)
_TRACKING = frozenset(
    [
        "gclid",
        "fbclid",
        "ref",
        "refid",
        "src",
        "source",
        "trk",
        "trackingid",
        "gh_src",
        "lever-source",
        "lever-origin",
        "mc_cid",
        "mc_eid",
    ]
)


class ApplicationDraft(Draft):
    """What a form or a command says of an application; company and role are enough."""

    company: Name
    role_title: Name
    role_family: RoleFamily = "mle"
    seniority: OneLine = ""
    location: OneLine = ""
    work_mode: WorkMode = ""
    employment_type: EmploymentType = ""
    salary_min: Money | None = None
    salary_max: Money | None = None
    salary_currency: str = ""
    salary_period: SalaryPeriod = "year"
    source: OneLine = ""
    posting_url: WebAddress = ""
    posting_text: PostingText = ""
    priority: int = Field(default=2, ge=1, le=3)
    applied_on: Day | None = None
    deadline_on: Day | None = None
    follow_up_on: Day | None = None
    follow_up_note: OneLine = ""

    @field_validator("salary_currency")
    @classmethod
    def _currency_code(cls, value: str) -> str:
        if value and not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
            raise ValueError("Write the currency in three capital letters, such as EUR.")
        return value

    @field_validator("salary_max")
    @classmethod
    def _salary_in_order(cls, value: int | None, info: ValidationInfo) -> int | None:
        low = info.data.get("salary_min")
        if low is not None and value is not None and low > value:
            raise ValueError("The lowest salary is above the highest.")
        return value

    @field_validator("follow_up_on")
    @classmethod
    def _follow_up_after_applying(cls, value: date | None, info: ValidationInfo) -> date | None:
        applied = info.data.get("applied_on")
        if applied is not None and value is not None and value < applied:
            raise ValueError("The follow-up lies before the day you applied.")
        return value


@dataclass(frozen=True, slots=True)
class StageRow:
    """A column of the pipeline, as the user named it."""

    id: int
    name: str
    kind: StageKind
    position: int
    color_role: str

    @property
    def hue(self) -> str:
        """The stage kind whose color it wears: its own, unless the user chose another."""
        chosen = self.color_role.removeprefix("stage.")
        return chosen if chosen in STAGE_KINDS else self.kind


@dataclass(frozen=True, slots=True)
class StageEventRow:
    """One step of an application's history."""

    id: int
    application_id: int
    from_stage: str | None
    to_stage: str
    to_kind: StageKind
    occurred_at: datetime
    note: str


class ApplicationRow(NamedTuple):
    """One application as lists and boards show it; times in UTC. A tuple, because thousands are made at once."""

    id: int
    company_id: int
    company: str
    role_title: str
    role_family: RoleFamily
    stage_id: int
    stage: str
    stage_kind: StageKind
    furthest_kind: StageKind
    outcome: Outcome
    outcome_on: date | None
    priority: int
    source: str
    location: str
    work_mode: WorkMode
    applied_on: date | None
    deadline_on: date | None
    follow_up_on: date | None
    follow_up_note: str
    posting_url: str
    archived_at: datetime | None
    stage_since: datetime
    created_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """Everything the detail pane shows: the row, the fields the lists leave out, and the history."""

    row: ApplicationRow
    draft: ApplicationDraft
    outcome_note: str
    history: tuple[StageEventRow, ...]
    notes: tuple[NoteRow, ...]
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A dated entry: a note, e-mail, call, message, or what the user told them."""

    id: int
    application_id: int
    interview_id: int | None
    kind: NoteKind
    happened_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person, with the relation to the application or interview that lists them."""

    id: int
    name: str
    role: str
    email: str
    phone: str
    url: str
    company: str = ""
    relation: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """An application that a person has to do with, and what they are for it."""

    application_id: int
    company: str
    role_title: str
    relation: str
    stage_kind: str
    stage: str


class NoteDraft(Draft):
    """A dated entry in an application's timeline."""

    kind: NoteKind = "note"
    body: Note = Field(min_length=1)


class ContactDraft(Draft):
    """A person met in the search."""

    name: Name
    role: OneLine = ""
    email: OneLine = ""
    phone: OneLine = ""
    url: WebAddress = ""
    notes: Note = ""
    company: OneLine = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An application that may be the same as the one being typed."""

    application_id: int
    company: str
    role_title: str
    stage: str
    applied_on: date | None
    reason: Literal["same posting", "same company and role", "same company"]
    outcome: Outcome = "open"
    outcome_on: date | None = None


def check_move(to_kind: StageKind, outcome: Outcome) -> None:
    """A closed stage needs an outcome and no other stage may have one; raises InvalidMove."""
    if to_kind == "closed" and outcome == "open":
        raise InvalidMove("Closing an application needs an outcome, such as rejected or withdrawn.")
    if to_kind != "closed" and outcome != "open":
        raise InvalidMove("Only a closed application has an outcome.")


def normalized_url(url: str) -> str:
    """The posting address without what differs between two links to the same posting: scheme, www, tracking, fragment."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(k.lower())]
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("", netloc, parts.path.rstrip("/"), urlencode(sorted(kept)), "")).removeprefix("//")


def _is_tracking(parameter: str) -> bool:
    return parameter in _TRACKING or parameter.startswith("utm_")


def searchable(row: ApplicationRow) -> str:
    """What a filter's words are looked for in: company, role, place, source and tags."""
    return findable("\n".join((row.company, row.role_title, row.location, row.source, *row.tags)))


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """What a list of applications leaves in; empty collections leave everything in. By default the live ones.

    `archived` leaves in only those that are archived, or only those that are not. `silent` is for the pipeline alone,
    which knows for how long nothing was heard.
    """

    active_only: bool = True
    archived: bool | None = None
    stage_ids: frozenset[int] = frozenset()
    outcomes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    role_families: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    follow_up_due: bool = False
    silent: bool = False
    text: str = ""
