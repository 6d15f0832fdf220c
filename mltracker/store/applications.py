"""SQL of applications: lists as Core columns, writes one row at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, delete, false, func, or_, select
from sqlalchemy.orm import Session

from mltracker.domain.applications import (
    STAGE_KINDS,
    ApplicationDraft,
    ApplicationFilter,
    ApplicationRow,
    StageEventRow,
    StageKind,
    StageRow,
    searchable,
)
from mltracker.domain.errors import NotFound
from mltracker.domain.filtering import filter_words, holds_words
from mltracker.domain.limits import name_key
from mltracker.store import moment
from mltracker.store.columns import UtcInstant
from mltracker.store.rows import fetched, inserted
from mltracker.store.tables import Application, ApplicationTag, Company, PipelineStage, StageEvent, Tag

_DRAFT_FIELDS = tuple(field for field in ApplicationDraft.model_fields if field != "company")
_TAGS = "every tag"


def stages(session: Session) -> list[StageRow]:
    """Every pipeline stage, in the user's order."""
    columns = (
        PipelineStage.id,
        PipelineStage.name,
        PipelineStage.kind,
        PipelineStage.position,
        PipelineStage.color_role,
    )
    return [StageRow(*row) for row in fetched(session, select(*columns).order_by(PipelineStage.position))]


def company_id(session: Session, name: str) -> int:
    """The company with this name in any spelling, added if new."""
    key = name_key(name)
    found = session.execute(select(Company.id).where(Company.name_key == key)).scalar()
    if found is not None:
        return int(found)
    return inserted(session, Company.model_validate({"name": name, "name_key": key}))


def load(session: Session, application_id: int) -> Application:
    """The table row of one application; raises NotFound."""
    found = session.get(Application, application_id)
    if found is None:
        raise NotFound(f"There is no application {application_id}.")
    return found


def insert(session: Session, draft: ApplicationDraft, stage: StageRow, now: datetime) -> int:
    """A new application in a stage, with the first event of its history; returns its id."""
    values = draft.model_dump(exclude={"company"})
    values |= {"company_id": company_id(session, draft.company), "stage_id": stage.id}
    application = Application.model_validate(values)
    new_id = inserted(session, application)
    add_event(session, new_id, None, stage.id, now)
    return new_id


def update(session: Session, application_id: int, draft: ApplicationDraft) -> None:
    """Replace what the form holds; stage, outcome and history stay."""
    application = load(session, application_id)
    application.company_id = company_id(session, draft.company)
    for field in _DRAFT_FIELDS:
        setattr(application, field, getattr(draft, field))
    session.flush()


def draft_of(session: Session, application_id: int, company: str | None = None) -> ApplicationDraft:
    """The form's view of an application; `company` is its name where that is known."""
    application = load(session, application_id)
    if company is None:
        company = session.execute(
            select(Company.name).where(Company.id == application.company_id)
        ).scalar_one()
    return ApplicationDraft.model_construct(
        company=company, **{field: getattr(application, field) for field in _DRAFT_FIELDS}
    )


def add_event(
    session: Session, application_id: int, from_stage: int | None, to_stage: int, at: datetime, note: str = ""
) -> None:
    """Append one step to the history."""
    values = {"application_id": application_id, "from_stage_id": from_stage, "to_stage_id": to_stage}
    session.add(StageEvent.model_validate({**values, "occurred_at": at, "note": note}))
    session.flush()


def set_event_times(session: Session, times: Mapping[int, datetime]) -> None:
    """Correct when steps of the history happened."""
    for event_id, at in times.items():
        event = session.get(StageEvent, event_id)
        if event is not None:
            event.occurred_at = at
    session.flush()


def change_tags(
    session: Session, ids: Sequence[int], add: Iterable[str], remove_names: Iterable[str]
) -> None:
    """Add and remove tags by name on several applications."""
    wanted = [tag_id(session, name) for name in add]
    dropped = select(Tag.id).where(Tag.name_key.in_([name_key(name) for name in remove_names]))
    session.execute(
        delete(ApplicationTag).where(
            ApplicationTag.application_id.in_(ids), ApplicationTag.tag_id.in_(dropped)
        )
    )
    tagged = select(ApplicationTag.application_id, ApplicationTag.tag_id).where(
        ApplicationTag.application_id.in_(ids)
    )
    present = {tuple(row) for row in fetched(session, tagged)}
    for application_id in ids:
        for tag in wanted:
            if (application_id, tag) not in present:
                session.add(ApplicationTag.model_validate({"application_id": application_id, "tag_id": tag}))
    session.flush()


def open_postings(session: Session, most: int) -> list[tuple[str, str]]:
    """Role family and posting of live applications, those that changed last first."""
    query = (
        select(Application.role_family, Application.posting_text)
        .where(Application.archived_at.is_(None), Application.outcome == "open")
        .order_by(Application.updated_at.desc(), Application.id.desc())
        .limit(most)
    )
    return [(family, posting) for family, posting in fetched(session, query)]


def tag_id(session: Session, name: str) -> int:
    """The tag with this name in any spelling, added if new."""
    key = name_key(name)
    found = session.execute(select(Tag.id).where(Tag.name_key == key)).scalar()
    if found is not None:
        return int(found)
    return inserted(session, Tag.model_validate({"name": name, "name_key": key}))


def rows(
    session: Session,
    wanted: ApplicationFilter,
    today: date,
    tagged: Mapping[int, tuple[str, ...]] | None = None,
) -> list[ApplicationRow]:
    """Applications that pass the filter, in the order of stages, then priority, then the newest first.

    `tagged` are the tags by application where they were read already.
    """
    found = _rows(session, _filtered(_list_query(), wanted, today), tagged)
    words = filter_words(wanted.text)
    return [row for row in found if holds_words(searchable(row), words)] if words else found


def row(session: Session, application_id: int) -> ApplicationRow:
    """One application; raises NotFound."""
    found = rows_of(session, [application_id])
    if not found:
        raise NotFound(f"There is no application {application_id}.")
    return found[0]


def rows_of(session: Session, ids: Sequence[int]) -> list[ApplicationRow]:
    """These applications, in the order of a list; those that are no more are left out."""
    return _rows(session, _list_query().where(Application.id.in_(ids)))


def live_count(session: Session) -> int:
    """How many applications are open and not archived."""
    query = select(func.count()).where(Application.outcome == "open", Application.archived_at.is_(None))
    return int(session.execute(query).scalar_one())


def stage_of(session: Session, application_id: int) -> tuple[str, StageKind]:
    """Name and kind of the stage an application stands in; raises NotFound."""
    query = (
        select(PipelineStage.name, PipelineStage.kind)
        .join(Application, Application.stage_id == PipelineStage.id)
        .where(Application.id == application_id)
    )
    found = fetched(session, query)
    if not found:
        raise NotFound(f"There is no application {application_id}.")
    return found[0][0], found[0][1]


def of_company(session: Session, company_id: int) -> list[ApplicationRow]:
    """Every application at a company, the latest first."""
    found = _rows(session, _list_query().where(Application.company_id == company_id))
    return sorted(found, key=_added, reverse=True)


def history(session: Session, application_id: int) -> list[StageEventRow]:
    """The steps of an application, oldest first."""
    before, after = PipelineStage.__table__.alias("before"), PipelineStage.__table__.alias("after")
    query = (
        select(
            StageEvent.id,
            StageEvent.application_id,
            before.c.name,
            after.c.name,
            after.c.kind,
            StageEvent.occurred_at,
            StageEvent.note,
        )
        .outerjoin(before, before.c.id == StageEvent.from_stage_id)
        .join(after, after.c.id == StageEvent.to_stage_id)
        .where(StageEvent.application_id == application_id)
        .order_by(StageEvent.occurred_at, StageEvent.id)
    )
    return [StageEventRow(*found) for found in fetched(session, query)]


def alike(session: Session, company_key: str, host: str) -> list[tuple[Any, ...]]:
    """What the duplicate warning looks at, of applications at companies whose key begins so or with a posting at a host.

    Id, company's name and its key, role, posting address, stage, applied date, outcome and its date.
    """
    begins = and_(Company.name_key >= company_key, Company.name_key < f"{company_key}\U0010ffff")
    company = begins if company_key else false()
    query = (
        select(
            Application.id,
            Company.name,
            Company.name_key,
            Application.role_title,
            Application.posting_url,
            PipelineStage.name,
            Application.applied_on,
            Application.outcome,
            Application.outcome_on,
        )
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .where(or_(company, Application.posting_url.icontains(host, autoescape=True)) if host else company)
    )
    return [tuple(found) for found in fetched(session, query)]


def tags(session: Session, ids: Sequence[int] | None = None) -> dict[int, tuple[str, ...]]:
    """Tags by application, in order of their names: of these applications, or of all."""
    if ids is None or _TAGS in moment.known(session):
        every = moment.kept(session, _TAGS, lambda: _tags(session, None))
        return dict(every) if ids is None else {key: every[key] for key in ids if key in every}
    return _tags(session, ids)


def _tags(session: Session, ids: Sequence[int] | None) -> dict[int, tuple[str, ...]]:
    query = select(ApplicationTag.application_id, Tag.name).join(Tag, Tag.id == ApplicationTag.tag_id)
    if ids is not None:
        query = query.where(ApplicationTag.application_id.in_(ids))
    grouped: dict[int, list[str]] = defaultdict(list)
    for application_id, name in session.execute(query.order_by(Tag.name_key)):
        grouped[application_id].append(name)
    return {application_id: tuple(names) for application_id, names in grouped.items()}


def tag_names(session: Session) -> list[str]:
    """Every tag on an application, by name."""
    used = select(ApplicationTag.tag_id)
    return list(session.execute(select(Tag.name).where(Tag.id.in_(used)).order_by(Tag.name_key)).scalars())


def company_names(session: Session) -> list[str]:
    """Every company, by name."""
    return list(session.execute(select(Company.name).order_by(Company.name_key)).scalars())


def sources(session: Session) -> list[str]:
    """Where applications came from, each once."""
    query = select(Application.source).where(Application.source != "").distinct().order_by(Application.source)
    return list(session.execute(query).scalars())


def closed_count(session: Session) -> int:
    """How many applications stand in a closed stage and are not archived."""
    query = (
        select(func.count())
        .select_from(Application)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .where(PipelineStage.kind == "closed", Application.archived_at.is_(None))
    )
    return int(session.execute(query).scalar_one())


def closed_before(session: Session, day: date) -> list[int]:
    """Closed applications that are not archived and whose outcome is older than a day."""
    query = select(Application.id).where(
        Application.outcome != "open", Application.archived_at.is_(None), Application.outcome_on < day
    )
    return list(session.execute(query).scalars())


def first_answers(session: Session) -> dict[int, date]:
    """The day each application first moved beyond applied (or was rejected), for response times."""
    query = (
        select(StageEvent.application_id, func.min(StageEvent.occurred_at))
        .join(PipelineStage, PipelineStage.id == StageEvent.to_stage_id)
        .join(Application, Application.id == StageEvent.application_id)
        .where(
            or_(
                PipelineStage.kind.in_(("screening", "interviewing", "offer")),
                and_(PipelineStage.kind == "closed", Application.outcome == "rejected"),
            )
        )
        .group_by(StageEvent.application_id)
    )
    return {application_id: moment.date() for application_id, moment in session.execute(query)}


def _list_query() -> Select[Any]:
    """The fields of an ApplicationRow in their order, tags left out; since and furthest stage from the log."""
    log = select(StageEvent).where(StageEvent.application_id == Application.id)
    since = log.with_only_columns(func.max(StageEvent.occurred_at))
    reached = PipelineStage.__table__.alias("reached")
    order = {kind: number for number, kind in enumerate(STAGE_KINDS) if kind != "closed"}
    furthest = log.join(reached, reached.c.id == StageEvent.to_stage_id).with_only_columns(
        func.max(case(order, value=reached.c.kind))
    )
    named = case(dict(enumerate(STAGE_KINDS)), value=furthest.scalar_subquery(), else_="saved")
    return (
        select(
            Application.id,
            Application.company_id,
            Company.name,
            Application.role_title,
            Application.role_family,
            Application.stage_id,
            PipelineStage.name,
            PipelineStage.kind,
            named,
            Application.outcome,
            Application.outcome_on,
            Application.priority,
            Application.source,
            Application.location,
            Application.work_mode,
            Application.applied_on,
            Application.deadline_on,
            Application.follow_up_on,
            Application.follow_up_note,
            Application.posting_url,
            Application.archived_at,
            func.coalesce(since.scalar_subquery(), Application.created_at, type_=UtcInstant()),
            Application.created_at,
            Application.updated_at,
        )
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
        .order_by(
            PipelineStage.position, Application.priority.desc(), Application.created_at.desc(), Application.id
        )
    )


def _filtered(query: Select[Any], wanted: ApplicationFilter, today: date) -> Select[Any]:
    if wanted.archived is not None:
        shelf = Application.archived_at
        query = query.where(shelf.is_not(None) if wanted.archived else shelf.is_(None))
    if wanted.active_only:
        query = query.where(Application.outcome == "open", Application.archived_at.is_(None))
    for column, values in (
        (Application.stage_id, wanted.stage_ids),
        (Application.outcome, wanted.outcomes),
        (Application.source, wanted.sources),
        (Application.role_family, wanted.role_families),
    ):
        if values:
            query = query.where(column.in_(sorted(values)))
    if wanted.follow_up_due:
        query = query.where(Application.follow_up_on <= today)
    if wanted.tags:
        keys = [name_key(tag) for tag in wanted.tags]
        tagged = select(ApplicationTag.application_id).join(Tag, Tag.id == ApplicationTag.tag_id)
        query = query.where(Application.id.in_(tagged.where(Tag.name_key.in_(keys))))
    return query


def _rows(
    session: Session, query: Select[Any], tagged: Mapping[int, tuple[str, ...]] | None = None
) -> list[ApplicationRow]:
    found = fetched(session, query)
    if tagged is None:
        # for a handful tags are read by id, for a whole list at once: the number of statements stays the same
        tagged = tags(session, [item[0] for item in found] if len(found) <= 200 else None)
    return [ApplicationRow._make((*item, tagged.get(item[0], ()))) for item in found]


def _added(row: ApplicationRow) -> tuple[datetime, int]:
    return row.created_at, row.id
