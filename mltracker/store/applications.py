"""SQL of applications: lists as Core columns, writes one row at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from mltracker.domain.applications import (
    ApplicationDraft,
    ApplicationFilter,
    ApplicationRow,
    Outcome,
    StageEventRow,
    StageKind,
    StageRow,
    furthest_kind,
)
from mltracker.domain.errors import NotFound
from mltracker.domain.limits import name_key
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import Application, ApplicationTag, Company, PipelineStage, StageEvent, Tag

_DRAFT_FIELDS = tuple(field for field in ApplicationDraft.model_fields if field != "company")


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


def draft_of(session: Session, application_id: int) -> ApplicationDraft:
    """The form's view of an application."""
    application = load(session, application_id)
    company = session.execute(select(Company.name).where(Company.id == application.company_id)).scalar_one()
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


def set_stage(
    session: Session,
    application_id: int,
    stage: StageRow,
    outcome: Outcome,
    *,
    on: date | None,
    note: str,
    now: datetime,
) -> None:
    """Move to a stage with its event; outcome fields belong to closed stages only."""
    application = load(session, application_id)
    before = application.stage_id
    application.stage_id = stage.id
    application.outcome = outcome
    application.outcome_on = on
    application.outcome_note = note if stage.kind == "closed" else ""
    if stage.kind != "closed":
        application.archived_at = None
    session.flush()
    if before != stage.id:
        add_event(session, application_id, before, stage.id, now, note)


def set_archived(session: Session, ids: Sequence[int], at: datetime | None) -> int:
    """Archive (or bring back with None); returns how many changed."""
    changed = 0
    for application_id in ids:
        application = load(session, application_id)
        changed += (application.archived_at is None) != (at is None)
        application.archived_at = at
    session.flush()
    return changed


def remove(session: Session, ids: Sequence[int]) -> int:
    """Delete applications with everything that hangs on them; returns how many there were."""
    for application_id in ids:
        session.delete(load(session, application_id))
    session.flush()
    return len(ids)


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


def tag_id(session: Session, name: str) -> int:
    """The tag with this name in any spelling, added if new."""
    key = name_key(name)
    found = session.execute(select(Tag.id).where(Tag.name_key == key)).scalar()
    if found is not None:
        return int(found)
    return inserted(session, Tag.model_validate({"name": name, "name_key": key}))


def rows(session: Session, wanted: ApplicationFilter, today: date) -> list[ApplicationRow]:
    """Applications that pass the filter, in the order of stages, then priority, then the newest first."""
    return _rows(session, _filtered(_list_query(), wanted, today))


def row(session: Session, application_id: int) -> ApplicationRow:
    """One application; raises NotFound."""
    found = _rows(session, _list_query().where(Application.id == application_id))
    if not found:
        raise NotFound(f"There is no application {application_id}.")
    return found[0]


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


def postings(session: Session) -> list[tuple[int, str, str, str, str, date | None]]:
    """Id, company, role, posting address, stage and applied date of every application: for the duplicate warning."""
    query = (
        select(
            Application.id,
            Company.name,
            Application.role_title,
            Application.posting_url,
            PipelineStage.name,
            Application.applied_on,
        )
        .join(Company, Company.id == Application.company_id)
        .join(PipelineStage, PipelineStage.id == Application.stage_id)
    )
    return [tuple(found) for found in fetched(session, query)]


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
    for word in wanted.text.split()[:10]:
        like = f"%{word.replace('^', '^^').replace('%', '^%').replace('_', '^_')}%"
        fields = (Company.name, Application.role_title, Application.location, Application.source)
        query = query.where(or_(*(field.ilike(like, escape="^") for field in fields)))
    return query


def _rows(session: Session, query: Select[Any]) -> list[ApplicationRow]:
    found = fetched(session, query)
    # for a handful the log is read by id, for a whole list at once: the number of statements stays the same
    ids = [item[0] for item in found] if len(found) <= 200 else None
    since, kinds = _log(session, ids)
    tags = _tags(session, ids)
    return [
        built(
            ApplicationRow,
            (
                *item[:8],
                furthest_kind(kinds[item[0]]),
                *item[8:20],
                since[item[0]],
                *item[20:],
                tags.get(item[0], ()),
            ),
        )
        for item in found
    ]


def _log(
    session: Session, ids: Sequence[int] | None
) -> tuple[dict[int, datetime], dict[int, set[StageKind]]]:
    query = select(StageEvent.application_id, PipelineStage.kind, func.max(StageEvent.occurred_at)).join(
        PipelineStage, PipelineStage.id == StageEvent.to_stage_id
    )
    if ids is not None:
        query = query.where(StageEvent.application_id.in_(ids))
    since: dict[int, datetime] = {}
    kinds: dict[int, set[StageKind]] = defaultdict(set)
    for application_id, kind, latest in session.execute(
        query.group_by(StageEvent.application_id, PipelineStage.kind)
    ):
        kinds[application_id].add(kind)
        since[application_id] = max(latest, since.get(application_id, latest))
    return since, kinds


def _tags(session: Session, ids: Sequence[int] | None) -> dict[int, tuple[str, ...]]:
    query = select(ApplicationTag.application_id, Tag.name).join(Tag, Tag.id == ApplicationTag.tag_id)
    if ids is not None:
        query = query.where(ApplicationTag.application_id.in_(ids))
    grouped: dict[int, list[str]] = defaultdict(list)
    for application_id, name in session.execute(query.order_by(Tag.name_key)):
        grouped[application_id].append(name)
    return {application_id: tuple(names) for application_id, names in grouped.items()}
