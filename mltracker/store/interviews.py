"""SQL of interviews, their moves, topics and people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.interviews import InterviewDraft, InterviewRow
from mltracker.store import moment
from mltracker.store.rows import built, fetched, inserted, pairs
from mltracker.store.tables import (
    Application,
    Company,
    Interview,
    InterviewContact,
    InterviewMove,
    InterviewTopic,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Background:
    """Behind an interview: its company, the text of the posting, and the topics that were announced."""

    company_id: int
    posting: str
    told: tuple[str, ...]


_DRAFT_FIELDS = tuple(name for name in InterviewDraft.model_fields if name not in ("topics", "contacts"))
_EVERY = "every interview"
_PLACE = ("starts_at", "zone", "minutes", "format", "location", "meeting_url", "due_at")


def load(session: Session, interview_id: int) -> Interview:
    """The table row of one interview; raises NotFound."""
    found = session.get(Interview, interview_id)
    if found is None:
        raise _missing(interview_id)
    return found


def insert(session: Session, draft: InterviewDraft, ics_uid: str) -> int:
    """A new interview with its topics and people; returns the id."""
    values = draft.model_dump(exclude={"topics", "contacts"})
    interview = Interview.model_validate({**values, "ics_uid": ics_uid})
    new_id = inserted(session, interview)
    _set_links(session, new_id, draft)
    return new_id


def update(session: Session, interview_id: int, draft: InterviewDraft, now: datetime) -> None:
    """Replace what the form holds. A new time is remembered as a move; a new time or place raises the ICS sequence."""
    interview = load(session, interview_id)
    if (interview.starts_at, interview.zone) != (
        draft.starts_at,
        draft.zone,
    ) and interview.starts_at is not None:
        values = {"interview_id": interview_id, "starts_at": interview.starts_at, "zone": interview.zone}
        session.add(InterviewMove.model_validate({**values, "moved_at": now}))
    if any(getattr(interview, name) != getattr(draft, name) for name in _PLACE):
        interview.ics_sequence += 1
    for name in _DRAFT_FIELDS:
        setattr(interview, name, getattr(draft, name))
    session.flush()
    _set_links(session, interview_id, draft)


def draft_of(session: Session, interview_id: int) -> InterviewDraft:
    """The form's view of an interview."""
    told = (
        select(func.group_concat(func.printf("%09d %s", Topic.position, Topic.slug)))
        .select_from(InterviewTopic)
        .join(Topic, Topic.id == InterviewTopic.topic_id)
        .where(InterviewTopic.interview_id == Interview.id)
        .scalar_subquery()
    )
    people = (
        select(func.group_concat(InterviewContact.contact_id))
        .where(InterviewContact.interview_id == Interview.id)
        .scalar_subquery()
    )
    columns = [getattr(Interview, name) for name in _DRAFT_FIELDS]
    query = select(*columns, func.coalesce(told, ""), func.coalesce(people, ""))
    found = fetched(session, query.where(Interview.id == interview_id))
    if not found:
        raise _missing(interview_id)
    *values, topics, contacts = found[0]
    return InterviewDraft.model_construct(
        **dict(zip(_DRAFT_FIELDS, values, strict=True)),
        topics=tuple(topic.split(" ")[1] for topic in sorted(topics.split(",")) if topic),
        contacts=tuple(sorted(int(key) for key in str(contacts).split(",") if key)),
    )


def remove(session: Session, interview_id: int) -> None:
    """Delete an interview with its checklist, asks and asked questions; the other sessions of its loop stay one."""
    interview = load(session, interview_id)
    if interview.loop_id is not None:
        left = [other for other in loop_ids(session, interview.loop_id) if other != interview_id]
        join_loop(session, left)
    session.delete(interview)
    session.flush()


def loop_ids(session: Session, loop_id: int) -> list[int]:
    """The sessions of a loop, in their order."""
    query = (
        select(Interview.id).where(Interview.loop_id == loop_id).order_by(Interview.position, Interview.id)
    )
    return [int(found) for found in session.execute(query).scalars()]


def join_loop(session: Session, ids: Sequence[int]) -> None:
    """Make these interviews the sessions of one loop, in this order; one alone belongs to none."""
    anchor = min(ids) if len(ids) > 1 else None
    for position, interview_id in enumerate(ids):
        interview = load(session, interview_id)
        interview.loop_id = anchor
        interview.position = position
    session.flush()


def link_contact(session: Session, interview_id: int, contact_id: int) -> None:
    """Add a person the user will talk to."""
    load(session, interview_id)
    session.add(InterviewContact.model_validate({"interview_id": interview_id, "contact_id": contact_id}))
    session.flush()


def rows(
    session: Session,
    *,
    application_id: int | None = None,
    ids: Collection[int] | None = None,
    default_target: float = 0.5,
) -> list[InterviewRow]:
    """Interviews by the instant that counts (start, or due time), undated last; all, or those asked for."""
    if moment.lasts(session):  # another part of the page needs others
        found = moment.kept(session, _EVERY, lambda: fetched(session, _query()))
        wanted = [
            one
            for one in found
            if (application_id is None or one.application_id == application_id)
            and (ids is None or one.id in ids)
        ]
    else:
        query = _query()
        if application_id is not None:
            query = query.where(Interview.application_id == application_id)
        if ids is not None:
            query = query.where(Interview.id.in_(ids))
        wanted = fetched(session, query)
    return [
        built(InterviewRow, (*one[:25], default_target if one[25] is None else one[25], *one[26:]))
        for one in wanted
    ]


def row(session: Session, interview_id: int, default_target: float = 0.5) -> InterviewRow:
    """One interview; raises NotFound."""
    found = rows(session, ids={interview_id}, default_target=default_target)
    if not found:
        raise _missing(interview_id)
    return found[0]


def moves(session: Session, interview_id: int) -> list[tuple[datetime, str, datetime]]:
    """Where it stood before: start, zone, and when it was moved; oldest first."""
    query = (
        select(InterviewMove.starts_at, InterviewMove.zone, InterviewMove.moved_at)
        .where(InterviewMove.interview_id == interview_id)
        .order_by(InterviewMove.id)
    )
    return [tuple(found) for found in fetched(session, query)]


def backgrounds(session: Session, ids: Sequence[int]) -> dict[int, Background]:
    """What else is known of what each interview may ask."""
    told = (
        select(func.group_concat(Topic.slug, " "))
        .select_from(InterviewTopic)
        .join(Topic, Topic.id == InterviewTopic.topic_id)
        .where(InterviewTopic.interview_id == Interview.id)
        .scalar_subquery()
    )
    query = (
        select(Interview.id, Application.company_id, Application.posting_text, func.coalesce(told, ""))
        .join(Application, Application.id == Interview.application_id)
        .where(Interview.id.in_(ids))
    )
    return {
        key: Background(company, posting, tuple(sorted(slugs.split())))
        for key, company, posting, slugs in fetched(session, query)
    }


def companies(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The company that holds each interview."""
    query = (
        select(Interview.id, Application.company_id)
        .join(Application, Application.id == Interview.application_id)
        .where(Interview.id.in_(ids))
    )
    return pairs(session, query)


def topic_ids(session: Session, slugs: Sequence[str]) -> list[int]:
    """Ids of topics in the order asked for; raises InvalidInput for an unknown one."""
    known = pairs(session, select(Topic.slug, Topic.id))
    missing = [slug for slug in slugs if slug not in known]
    if missing:
        raise InvalidInput({"topics": f"There is no topic '{missing[0]}'."})
    return [known[slug] for slug in slugs]


def set_outcome(
    session: Session,
    interview_id: int,
    *,
    status: str | None = None,
    result: str | None = None,
    feeling: int | None = None,
    notes: str | None = None,
    reply_expected_on: date | None = None,
    debriefed_at: datetime | None = None,
) -> None:
    """Set what is given of status, result and debrief; a new status raises the ICS sequence."""
    interview = load(session, interview_id)
    if status is not None and status != interview.status:
        interview.status = status
        interview.ics_sequence += 1
    given = {
        "result": result,
        "feeling": feeling,
        "notes": notes,
        "reply_expected_on": reply_expected_on,
        "debriefed_at": debriefed_at,
    }
    for name, value in given.items():
        if value is not None:
            setattr(interview, name, value)
    session.flush()


def _missing(interview_id: int) -> NotFound:
    return NotFound(f"There is no interview {interview_id}.")


def _set_links(session: Session, interview_id: int, draft: InterviewDraft) -> None:
    _set_linked(
        session, InterviewTopic, InterviewTopic.topic_id, interview_id, topic_ids(session, draft.topics)
    )
    _set_linked(session, InterviewContact, InterviewContact.contact_id, interview_id, draft.contacts)
    session.flush()


def _set_linked(
    session: Session,
    link: type[InterviewTopic | InterviewContact],
    other: Any,
    interview_id: int,
    ids: Iterable[int],
) -> None:
    """Make the rows of a link table that belong to an interview name just these ids of the `other` column."""
    wanted = set(ids)
    present = set(session.execute(select(other).where(link.interview_id == interview_id)).scalars())
    for other_id in wanted - present:
        session.add(link.model_validate({"interview_id": interview_id, other.key: other_id}))
    session.execute(delete(link).where(link.interview_id == interview_id, other.in_(present - wanted)))


def _query() -> Select[Any]:
    at = func.coalesce(Interview.starts_at, Interview.due_at)
    order = (at.is_(None), at, Interview.position, Interview.id)
    number = func.row_number().over(partition_by=Interview.application_id, order_by=order)
    count = func.count().over(partition_by=Interview.application_id)
    numbered = select(Interview.id, number.label("number"), count.label("total")).subquery()
    return (
        select(
            Interview.id,
            Interview.application_id,
            Company.name,
            Application.role_title,
            Application.role_family,
            Interview.loop_id,
            Interview.round_kind,
            Interview.label,
            Interview.position,
            Interview.audience,
            Interview.starts_at,
            Interview.zone,
            Interview.minutes,
            Interview.format,
            Interview.location,
            Interview.meeting_url,
            Interview.received_at,
            Interview.due_at,
            Interview.status,
            Interview.result,
            Interview.reply_expected_on,
            Interview.feeling,
            Interview.debriefed_at,
            Interview.notes,
            func.coalesce(Interview.priority, Application.priority),
            Interview.target_readiness,
            numbered.c.number,
            numbered.c.total,
            Application.archived_at.is_(None) & (Application.outcome == "open"),
            case((Application.outcome != "open", Application.outcome_on)),
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .join(numbered, numbered.c.id == Interview.id)
        .order_by(*order)
    )
