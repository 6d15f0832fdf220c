"""SQL of the search over everything: what has a name, and what stands around a text that was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, case, cast, func, literal, null, select
from sqlalchemy.orm import Session

from mltracker.domain.stories import SECTIONS
from mltracker.store.rows import fetched
from mltracker.store.tables import (
    Application,
    AskedQuestion,
    Company,
    Contact,
    Document,
    EmployerQuestion,
    Interview,
    Note,
    OfferVersion,
    PipelineStage,
    PlannedAsk,
    Question,
    Story,
    Topic,
)
from mltracker.store.texts import TextKind


@dataclass(frozen=True, slots=True)
class Found:
    """A text with what it belongs to. `texts` are its parts in the order of reading; `owner` is what it is opened by.

    `name` is what it is called; `about` says more: the stage of an application, the kind of a note or a round.
    """

    id: int
    texts: tuple[str, ...]
    owner: int
    company_id: int | None
    company: str
    name: str
    about: str = ""
    outcome: str = "open"
    archived: bool = False


def applications(session: Session) -> list[Any]:
    """Id, company, role, stage, outcome and whether archived: open ones first, the newest first among them."""
    query = (
        select(
            Application.id,
            Company.name,
            Application.role_title,
            PipelineStage.name,
            Application.outcome,
            Application.archived_at.is_not(None),
        )
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .order_by(Application.archived_at.is_not(None), Application.outcome != "open", Application.id.desc())
    )
    return fetched(session, query)


def companies(session: Session) -> list[Any]:
    """Id, name, and how many applications there are; the newest company first."""
    count = func.count(Application.id)
    query = (
        select(Company.id, Company.name, count)
        .outerjoin(Application, Application.company_id == Company.id)
        .group_by(Company.id)
        .order_by(Company.id.desc())
    )
    return fetched(session, query)


def interviews(session: Session) -> list[Any]:
    """Id, company, role, round kind, label, when it counts and for how many minutes, status, and how its application is.

    A take-home is over when it is due. The latest first, those without a date before them.
    """
    at = func.coalesce(Interview.starts_at, Interview.due_at, type_=Interview.starts_at.type)
    query = (
        select(
            Interview.id,
            Company.name,
            Application.role_title,
            Interview.round_kind,
            Interview.label,
            at,
            case((Interview.starts_at.is_not(None), Interview.minutes), else_=0),
            Interview.status,
            Application.outcome,
            Application.archived_at.is_not(None),
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .order_by(at.is_not(None), at.desc(), Interview.id.desc())
    )
    return fetched(session, query)


def people(session: Session) -> list[Any]:
    """Id, name, role, company and mail address, by name."""
    query = (
        select(Contact.id, Contact.name, Contact.role, func.coalesce(Company.name, ""), Contact.email)
        .outerjoin(Company, Company.id == Contact.company_id)
        .order_by(Contact.name, Contact.id)
    )
    return fetched(session, query)


def stories(session: Session) -> list[Any]:
    """Id, title and skills, by title."""
    return fetched(
        session, select(Story.id, Story.title, Story.skills).order_by(func.lower(Story.title), Story.id)
    )


def documents(session: Session) -> list[Any]:
    """Id, kind, title, version and the name of its file, the newest first."""
    columns = (Document.id, Document.kind, Document.title, Document.version_label, Document.original_name)
    return fetched(session, select(*columns).order_by(Document.id.desc()))


def asks(session: Session) -> list[Any]:
    """Id, text, category and whether archived, of the questions to employers; those in use first."""
    gone = EmployerQuestion.archived_at.is_not(None)
    columns = (EmployerQuestion.id, EmployerQuestion.text, EmployerQuestion.category, gone)
    return fetched(session, select(*columns).order_by(gone, EmployerQuestion.id))


def questions(session: Session, ids: Sequence[int]) -> list[Any]:
    """Id, prompt, topic and whether archived, of some questions: those in use first, in the order given."""
    columns = (Question.id, Question.prompt, Topic.slug, Question.archived_at.is_not(None))
    query = select(*columns).join(Topic, Topic.id == Question.topic_id).where(Question.id.in_(ids))
    places = {key: place for place, key in enumerate(ids)}
    return sorted(fetched(session, query), key=lambda row: (row[3], places[row[0]]))


def around(session: Session, kind: TextKind, ids: Sequence[int]) -> list[Found]:
    """Texts of one kind by their ids, in that order; those that are no more are left out."""
    column, query = _QUERIES[kind]
    rows = {row[0]: _READ.get(kind, _plain)(row) for row in fetched(session, query.where(column.in_(ids)))}
    return [rows[key] for key in ids if key in rows]


def _plain(row: Any) -> Found:
    """From id, owner, company and its name, name, about, outcome, archived, then the texts."""
    key, owner, company_id, company, name, about, outcome, archived, *texts = row
    return Found(
        key, tuple(texts), owner, company_id, company or "", name, about, outcome or "open", bool(archived)
    )


def _story(row: Any) -> Found:
    sections = row[2] if isinstance(row[2], dict) else {}
    parts = [str(sections[key]) for of in SECTIONS.values() for key in of if sections.get(key)]
    return Found(row[0], (*parts, ", ".join(map(str, row[3]))), row[0], None, "", row[1])


def _of_application(table: Any, name: Any, about: Any, *texts: Any) -> Select[Any]:
    """A query for `_plain` of what hangs on an application."""
    columns = (name, about, Application.outcome, _ARCHIVED, *texts)
    query = select(table.id, Application.id, Company.id, Company.name, *columns).select_from(Application)
    if table is not Application:
        query = query.join(table, table.application_id == Application.id)
    return query.join(Company, Company.id == Application.company_id)


def _of_interview(table: Any, name: Any, *texts: Any) -> Select[Any]:
    """A query for `_plain` of what hangs on an interview; it is about the kind of round."""
    columns = (Interview.round_kind, Application.outcome, _ARCHIVED)
    query = (
        select(table.id, Interview.id, Company.id, Company.name, name, *columns, *texts)
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
    )
    return query if table is Interview else query.join(table, table.interview_id == Interview.id)


_ARCHIVED = Application.archived_at.is_not(None)
_NOTHING = (literal(""), null(), null())
_QUERIES: Mapping[TextKind, tuple[Any, Select[Any]]] = {
    "posting": (
        Application.id,
        _of_application(Application, Application.role_title, literal(""), Application.posting_text),
    ),
    "application": (
        Application.id,
        _of_application(
            Application,
            Application.role_title,
            PipelineStage.name,
            Application.follow_up_note,
            Application.outcome_note,
            Application.location,
            Application.source,
            Application.role_title,
        ).join(PipelineStage, PipelineStage.id == Application.stage_id),
    ),
    "note": (Note.id, _of_application(Note, literal(""), Note.kind, Note.body)),
    "offer": (
        OfferVersion.id,
        _of_application(
            OfferVersion,
            cast(OfferVersion.version, String),
            literal(""),
            OfferVersion.notes,
            OfferVersion.level,
        ),
    ),
    "asked": (
        AskedQuestion.id,
        _of_interview(AskedQuestion, AskedQuestion.text, AskedQuestion.text, AskedQuestion.my_answer),
    ),
    "answer": (
        PlannedAsk.id,
        _of_interview(PlannedAsk, EmployerQuestion.text, PlannedAsk.answer).join(
            EmployerQuestion, EmployerQuestion.id == PlannedAsk.employer_question_id
        ),
    ),
    "interview": (Interview.id, _of_interview(Interview, Interview.label, Interview.notes, Interview.label)),
    "contact": (
        Contact.id,
        select(
            Contact.id, Contact.id, Company.id, Company.name, Contact.name, *_NOTHING, Contact.notes
        ).outerjoin(Company, Company.id == Contact.company_id),
    ),
    "company": (
        Company.id,
        select(Company.id, Company.id, Company.id, Company.name, Company.name, *_NOTHING, Company.notes),
    ),
    "story": (Story.id, select(Story.id, Story.title, Story.sections, Story.skills)),
}
_READ: Mapping[TextKind, Callable[[Any], Found]] = {"story": _story}
