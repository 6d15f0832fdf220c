"""SQL of the pipeline page beside the applications themselves: stages with their counts, sources, tags, signs of life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from mltracker.domain.applications import StageRow
from mltracker.store.rows import fetched
from mltracker.store.tables import Application, Note, PipelineStage
from mltracker.store.window_tables import ReminderState

SILENCE = "silence:"


@dataclass(frozen=True, slots=True)
class Shelves:
    """What there is to choose from: stages in their order, every source, and how many applications there are.

    `by_stage` counts those that are not archived; `total` counts all.
    """

    stages: tuple[StageRow, ...]
    sources: tuple[str, ...]
    by_stage: dict[int, int]
    total: int


def shelves(session: Session) -> Shelves:
    """Stages, sources and counts in one statement."""
    columns = (
        PipelineStage.id,
        PipelineStage.name,
        PipelineStage.kind,
        PipelineStage.position,
        PipelineStage.color_role,
    )
    here = func.count(Application.id)
    query = (
        select(*columns, Application.source, here, here.filter(Application.archived_at.is_(None)))
        .outerjoin(Application, Application.stage_id == PipelineStage.id)
        .group_by(PipelineStage.id, Application.source)
        .order_by(PipelineStage.position, PipelineStage.id)
    )
    stages: dict[int, StageRow] = {}
    by_stage: dict[int, int] = {}
    sources: set[str] = set()
    total = 0
    for *stage, source, count, kept in fetched(session, query):
        row = stages.setdefault(stage[0], StageRow(*stage))
        by_stage[row.id] = by_stage.get(row.id, 0) + kept
        total += count
        if source:
            sources.add(source)
    return Shelves(tuple(stages.values()), tuple(sorted(sources, key=str.casefold)), by_stage, total)


def last_notes(session: Session, ids: Iterable[int], now: datetime) -> dict[int, datetime | None]:
    """The latest note of each of these applications; those whose silence was put off beyond `now` are left out."""
    key = literal(SILENCE) + cast(Application.id, String)
    put_off = and_(
        ReminderState.key == key,
        or_(ReminderState.dismissed_at.is_not(None), ReminderState.snoozed_until > now),
    )
    query = (
        select(Application.id, func.max(Note.happened_at))
        .outerjoin(Note, Note.application_id == Application.id)
        .outerjoin(ReminderState, put_off)
        .where(Application.id.in_(list(ids)), ReminderState.key.is_(None))
        .group_by(Application.id)
    )
    return {row[0]: row[1] for row in fetched(session, query)}
