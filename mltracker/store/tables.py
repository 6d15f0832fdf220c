"""Every table, as the data model names it. Rows are built by `Table.model_validate(...)` only: constructors do not check."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from mltracker.domain.applications import OUTCOMES, STAGE_KINDS
from mltracker.domain.questions import GRADES
from mltracker.store.columns import Row, at, json_list, json_object, key, one_of, to


class Company(Row, table=True):
    __tablename__: ClassVar[str] = "company"
    id: int | None = key()
    name: str
    name_key: str = Field(unique=True)
    website: str = ""
    notes: str = ""
    board_kind: str | None = None
    board_token: str | None = None


class Contact(Row, table=True):
    __tablename__: ClassVar[str] = "contact"
    id: int | None = key()
    company_id: int | None = to("company.id", "SET NULL", optional=True)
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    notes: str = ""


class PipelineStage(Row, table=True):
    __tablename__: ClassVar[str] = "pipeline_stage"
    __table_args__ = (one_of("stage_kind_known", "kind", STAGE_KINDS),)
    id: int | None = key()
    name: str
    kind: str
    position: int
    color_role: str = ""


class Application(Row, table=True):
    __tablename__: ClassVar[str] = "application"
    __table_args__ = (one_of("application_outcome_known", "outcome", OUTCOMES),)
    id: int | None = key()
    company_id: int = to("company.id", "RESTRICT")
    role_title: str
    role_family: str = "mle"
    seniority: str = ""
    location: str = ""
    work_mode: str = ""
    employment_type: str = ""
    salary_min: int | None = None
    salary_max: int | None = None
    salary_currency: str = ""
    salary_period: str = "year"
    source: str = ""
    posting_url: str = ""
    posting_text: str = ""
    priority: int = 2
    applied_on: date | None = None
    deadline_on: date | None = None
    follow_up_on: date | None = None
    follow_up_note: str = ""
    stage_id: int = to("pipeline_stage.id", "RESTRICT")
    outcome: str = "open"
    outcome_on: date | None = None
    outcome_note: str = ""
    archived_at: datetime | None = at()


class StageEvent(Row, table=True):
    __tablename__: ClassVar[str] = "stage_event"
    id: int | None = key()
    application_id: int = to("application.id")
    from_stage_id: int | None = to("pipeline_stage.id", "RESTRICT", optional=True, index=False)
    to_stage_id: int = to("pipeline_stage.id", "RESTRICT", index=False)
    occurred_at: datetime = at(optional=False)
    note: str = ""


class ApplicationContact(Row, table=True):
    __tablename__: ClassVar[str] = "application_contact"
    __table_args__ = (UniqueConstraint("application_id", "contact_id", "relation"),)
    id: int | None = key()
    application_id: int = to("application.id")
    contact_id: int = to("contact.id")
    relation: str = "other"


class Note(Row, table=True):
    __tablename__: ClassVar[str] = "note"
    id: int | None = key()
    application_id: int = to("application.id")
    interview_id: int | None = to("interview.id", "SET NULL", optional=True)
    kind: str = "note"
    happened_at: datetime = at(optional=False)
    body: str


class Document(Row, table=True):
    __tablename__: ClassVar[str] = "document"
    id: int | None = key()
    kind: str = "other"
    title: str
    version_label: str = ""
    file_uuid: str = Field(unique=True)
    original_name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""


class ApplicationDocument(Row, table=True):
    __tablename__: ClassVar[str] = "application_document"
    __table_args__ = (UniqueConstraint("application_id", "document_id"),)
    id: int | None = key()
    application_id: int = to("application.id")
    document_id: int = to("document.id")


class Tag(Row, table=True):
    __tablename__: ClassVar[str] = "tag"
    id: int | None = key()
    name: str
    name_key: str = Field(unique=True)


class ApplicationTag(Row, table=True):
    __tablename__: ClassVar[str] = "application_tag"
    __table_args__ = (UniqueConstraint("application_id", "tag_id"),)
    id: int | None = key()
    application_id: int = to("application.id", index=False)
    tag_id: int = to("tag.id")


class OfferVersion(Row, table=True):
    __tablename__: ClassVar[str] = "offer_version"
    __table_args__ = (UniqueConstraint("application_id", "version"),)
    id: int | None = key()
    application_id: int = to("application.id", index=False)
    version: int
    base: int | None = None
    bonus: int | None = None
    equity_total: int | None = None
    equity_kind: str = ""
    vest_years: int | None = None
    sign_on: int | None = None
    currency: str = ""
    level: str = ""
    deadline_on: date | None = None
    start_on: date | None = None
    notes: str = ""


class Interview(Row, table=True):
    __tablename__: ClassVar[str] = "interview"
    __table_args__ = (
        UniqueConstraint("ics_uid", "ics_recurrence_id"),
        one_of("interview_status_known", "status", ("planned", "done", "cancelled", "no-show")),
        one_of("interview_result_known", "result", ("pending", "passed", "failed")),
        CheckConstraint("feeling IS NULL OR feeling BETWEEN 1 AND 5", name="interview_feeling_range"),
        CheckConstraint("starts_at IS NULL OR zone <> ''", name="interview_start_has_zone"),
    )
    id: int | None = key()
    application_id: int = to("application.id")
    loop_id: int | None = to("interview.id", "SET NULL", optional=True)
    round_kind: str
    label: str = ""
    position: int = 0
    audience: str | None = None
    starts_at: datetime | None = at(index=True)
    zone: str = "UTC"
    minutes: int = 45
    format: str = "video"
    location: str = ""
    meeting_url: str = ""
    received_at: datetime | None = at()
    due_at: datetime | None = at()
    status: str = "planned"
    result: str = "pending"
    reply_expected_on: date | None = None
    feeling: int | None = None
    debriefed_at: datetime | None = at()
    notes: str = ""
    priority: int | None = None
    target_readiness: float | None = None
    ics_uid: str
    ics_recurrence_id: str = ""
    ics_sequence: int = 0


class InterviewSlot(Row, table=True):
    __tablename__: ClassVar[str] = "interview_slot"
    id: int | None = key()
    interview_id: int = to("interview.id")
    starts_at: datetime = at(optional=False)
    state: str = "offered"


class InterviewMove(Row, table=True):
    __tablename__: ClassVar[str] = "interview_move"
    id: int | None = key()
    interview_id: int = to("interview.id")
    starts_at: datetime = at(optional=False)
    zone: str
    moved_at: datetime = at(optional=False)


class InterviewContact(Row, table=True):
    __tablename__: ClassVar[str] = "interview_contact"
    __table_args__ = (UniqueConstraint("interview_id", "contact_id"),)
    id: int | None = key()
    interview_id: int = to("interview.id", index=False)
    contact_id: int = to("contact.id")


class InterviewTopic(Row, table=True):
    __tablename__: ClassVar[str] = "interview_topic"
    __table_args__ = (UniqueConstraint("interview_id", "topic_id"),)
    id: int | None = key()
    interview_id: int = to("interview.id", index=False)
    topic_id: int = to("topic.id")


class ChecklistTemplate(Row, table=True):
    __tablename__: ClassVar[str] = "checklist_template"
    id: int | None = key()
    slug: str | None = Field(default=None, unique=True)
    round_kind: str = Field(index=True)
    text: str
    offset_hours: int = 0
    position: int = 0
    edited_at: datetime | None = at()


class ChecklistItem(Row, table=True):
    __tablename__: ClassVar[str] = "checklist_item"
    id: int | None = key()
    application_id: int = to("application.id")
    interview_id: int | None = to("interview.id", optional=True)
    text: str
    offset_hours: int | None = None
    due_at: datetime | None = at()
    position: int = 0
    done_at: datetime | None = at()
    template_id: int | None = to("checklist_template.id", "SET NULL", optional=True)


class EmployerQuestion(Row, table=True):
    __tablename__: ClassVar[str] = "employer_question"
    id: int | None = key()
    slug: str | None = Field(default=None, unique=True)
    category: str
    text: str
    why: str = ""
    good_signs: list[str] = json_list()
    warning_signs: list[str] = json_list()
    ask_back: str = ""
    best_rounds: list[str] = json_list()
    origin: str = "shipped"
    content_version: str = ""
    edited_at: datetime | None = at()
    archived_at: datetime | None = at()


class PlannedAsk(Row, table=True):
    __tablename__: ClassVar[str] = "planned_ask"
    __table_args__ = (UniqueConstraint("interview_id", "employer_question_id"),)
    id: int | None = key()
    interview_id: int = to("interview.id", index=False)
    employer_question_id: int = to("employer_question.id")
    position: int = 0
    asked_at: datetime | None = at()
    answer: str = ""
    flag: str | None = None


class Topic(Row, table=True):
    __tablename__: ClassVar[str] = "topic"
    id: int | None = key()
    slug: str = Field(unique=True)
    area: str
    position: int


class Question(Row, table=True):
    __tablename__: ClassVar[str] = "question"
    id: int | None = key()
    slug: str | None = Field(default=None, unique=True)
    topic_id: int = to("topic.id", "RESTRICT")
    part_of_id: int | None = to("question.id", "SET NULL", optional=True)
    category: str
    kind: str
    difficulty: int = 3
    minutes: int = 5
    popularity: int = 3
    popularity_basis: str = ""
    prompt: str
    why_asked: str = ""
    short_answer: str = ""
    answer: str = ""
    how_to_answer: list[str] = json_list()
    rubric: list[dict[str, Any]] = json_list()
    pitfalls: list[str] = json_list()
    follow_ups: list[dict[str, Any]] = json_list()
    hints: list[str] = json_list()
    references: list[dict[str, Any]] = json_list()
    coding: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    origin: str = "shipped"
    complete: bool = False
    content_version: str = ""
    review_by: date | None = None
    edited_at: datetime | None = at()
    archived_at: datetime | None = at()


class QuestionTopic(Row, table=True):
    __tablename__: ClassVar[str] = "question_topic"
    __table_args__ = (UniqueConstraint("question_id", "topic_id"),)
    id: int | None = key()
    question_id: int = to("question.id", index=False)
    topic_id: int = to("topic.id")


class QuestionRound(Row, table=True):
    __tablename__: ClassVar[str] = "question_round"
    __table_args__ = (UniqueConstraint("question_id", "round_kind"),)
    id: int | None = key()
    question_id: int = to("question.id", index=False)
    round_kind: str = Field(index=True)


class QuestionTag(Row, table=True):
    __tablename__: ClassVar[str] = "question_tag"
    __table_args__ = (UniqueConstraint("question_id", "tag_id"),)
    id: int | None = key()
    question_id: int = to("question.id", index=False)
    tag_id: int = to("tag.id")


class MyAnswer(Row, table=True):
    __tablename__: ClassVar[str] = "my_answer"
    question_id: int = to("question.id", primary_key=True, index=False)
    body: str


class PracticeSession(Row, table=True):
    __tablename__: ClassVar[str] = "practice_session"
    id: int | None = key()
    mode: str
    interview_id: int | None = to("interview.id", "SET NULL", optional=True)
    budget_minutes: int = 20
    started_at: datetime = at(optional=False)
    ended_at: datetime | None = at()


class Attempt(Row, table=True):
    __tablename__: ClassVar[str] = "attempt"
    __table_args__ = (one_of("attempt_grade_known", "grade", GRADES),)
    id: int | None = key()
    topic_id: int = to("topic.id", "RESTRICT")
    question_id: int | None = to("question.id", "SET NULL", optional=True)
    session_id: int | None = to("practice_session.id", "SET NULL", optional=True)
    asked_question_id: int | None = to("asked_question.id", optional=True)
    source: str = "practice"
    grade: str
    answered_at: datetime = at(optional=False, index=True)
    seconds: int = 0
    answer_text: str = ""
    rubric_ticks: list[int] = json_list()
    predicted: float
    predicted_shift: float
    recall_before: float
    model_version: int = 1


class Memory(Row, table=True):
    __tablename__: ClassVar[str] = "memory"
    question_id: int = to("question.id", primary_key=True, index=False)
    stability: float
    difficulty: float
    last_review_at: datetime = at(optional=False)


class SelfRating(Row, table=True):
    __tablename__: ClassVar[str] = "self_rating"
    __table_args__ = (CheckConstraint("rating BETWEEN 1 AND 5", name="self_rating_range"),)
    id: int | None = key()
    topic_id: int = to("topic.id", "RESTRICT")
    rating: int
    rated_at: datetime = at(optional=False)


class AskedQuestion(Row, table=True):
    __tablename__: ClassVar[str] = "asked_question"
    __table_args__ = (one_of("asked_grade_known", "grade", GRADES, optional=True),)
    id: int | None = key()
    interview_id: int = to("interview.id")
    question_id: int | None = to("question.id", "SET NULL", optional=True)
    topic_id: int = to("topic.id", "RESTRICT")
    text: str
    grade: str | None = None
    my_answer: str = ""
    depth: int = 0
    source: str = "recall"
    position: int = 0
    predicted: float | None = None
    predicted_shift: float | None = None


class InterviewQuestion(Row, table=True):
    __tablename__: ClassVar[str] = "interview_question"
    __table_args__ = (UniqueConstraint("interview_id", "question_id"),)
    id: int | None = key()
    interview_id: int = to("interview.id", index=False)
    question_id: int = to("question.id")
    mark: str


class Recommendation(Row, table=True):
    __tablename__: ClassVar[str] = "recommendation"
    __table_args__ = (UniqueConstraint("interview_id", "question_id"),)
    id: int | None = key()
    interview_id: int = to("interview.id", index=False)
    question_id: int = to("question.id")
    rank: int
    p_asked: float
    p_now: float
    p_after: float
    gain: float
    reasons: list[Any] = json_list()


class Story(Row, table=True):
    __tablename__: ClassVar[str] = "story"
    id: int | None = key()
    kind: str
    title: str
    sections: dict[str, Any] = json_object()
    skills: list[str] = json_list()


class StoryQuestion(Row, table=True):
    __tablename__: ClassVar[str] = "story_question"
    __table_args__ = (UniqueConstraint("story_id", "question_id"),)
    id: int | None = key()
    story_id: int = to("story.id", index=False)
    question_id: int = to("question.id")


class StoryTold(Row, table=True):
    __tablename__: ClassVar[str] = "story_told"
    __table_args__ = (UniqueConstraint("story_id", "interview_id"),)
    id: int | None = key()
    story_id: int = to("story.id", index=False)
    interview_id: int = to("interview.id")


class Opening(Row, table=True):
    __tablename__: ClassVar[str] = "opening"
    __table_args__ = (UniqueConstraint("company_id", "external_id"),)
    id: int | None = key()
    company_id: int = to("company.id", index=False)
    external_id: str
    title: str
    location: str = ""
    url: str = ""
    posted_on: date | None = None
    posting_text: str = ""
    first_seen_at: datetime = at(optional=False)
    gone_at: datetime | None = at()
    application_id: int | None = to("application.id", "SET NULL", optional=True)
