"""SQL of the pipeline's own stages: names, order, and what becomes of what stands in one that goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.store.rows import fetched, inserted, pairs
from mltracker.store.tables import Application, PipelineStage, StageEvent


def in_use(session: Session) -> dict[int, int]:
    """How many applications stand in each stage, archived ones too; stages without any are left out."""
    return pairs(session, select(Application.stage_id, func.count()).group_by(Application.stage_id))


def standing_in(session: Session, stage_id: int) -> list[int]:
    """The applications in a stage."""
    return [
        row[0] for row in fetched(session, select(Application.id).where(Application.stage_id == stage_id))
    ]


def insert(session: Session, name: str, kind: str, color_role: str, position: int) -> int:
    """A new stage at a position; those from there on move up by one. Returns its id."""
    session.execute(
        update(PipelineStage)
        .where(PipelineStage.position >= position)
        .values(position=PipelineStage.position + 1)
    )
    values = {"name": name, "kind": kind, "color_role": color_role, "position": position}
    return inserted(session, PipelineStage.model_validate(values))


def load(session: Session, stage_id: int) -> PipelineStage:
    """The table row of one stage; raises NotFound."""
    found = session.get(PipelineStage, stage_id)
    if found is None:
        raise NotFound("This stage is not there any more.")
    return found


def set_order(session: Session, ids: Sequence[int]) -> None:
    """Put the stages into this order."""
    for position, stage_id in enumerate(ids):
        load(session, stage_id).position = position
    session.flush()


def remove(session: Session, stage_id: int, heir: int, now: datetime) -> None:
    """Delete a stage that no application stands in; the history names the heir, a stage of the same kind, instead."""
    for column in (StageEvent.from_stage_id, StageEvent.to_stage_id):
        session.execute(
            update(StageEvent).where(column == stage_id).values({column.key: heir, "updated_at": now})
        )
    session.execute(delete(PipelineStage).where(PipelineStage.id == stage_id))
