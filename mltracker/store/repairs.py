"""Logical repairs: what constraints cannot say, checked and mended; each returns how many rows it touched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mltracker.store.practice import remembered
from mltracker.store.tables import Application, Attempt, Interview, PipelineStage, Question, StageEvent

memories = remembered


def run(session: Session) -> dict[str, int]:
    """Every repair once; running again finds nothing."""
    return {"stages": _stages(session), "outcomes": _outcomes(session)}


def counts(session: Session) -> dict[str, int]:
    """How much there is."""
    tables = {
        "applications": Application,
        "interviews": Interview,
        "questions": Question,
        "attempts": Attempt,
    }
    return {
        name: int(session.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in tables.items()
    }


def _stages(session: Session) -> int:
    """An application stands where the last event of its history says."""
    last: dict[int, tuple[datetime, int, int]] = {}
    for application_id, at, event_id, stage_id in session.execute(
        select(StageEvent.application_id, StageEvent.occurred_at, StageEvent.id, StageEvent.to_stage_id)
    ):
        if application_id not in last or (at, event_id) > last[application_id][:2]:
            last[application_id] = (at, event_id, stage_id)
    mended = 0
    for application_id, stage_id in session.execute(select(Application.id, Application.stage_id)).all():
        wanted = last.get(application_id)
        if wanted is not None and wanted[2] != stage_id:
            session.execute(
                update(Application).where(Application.id == application_id).values(stage_id=wanted[2])
            )
            mended += 1
    return mended


def _outcomes(session: Session) -> int:
    """An outcome is open exactly when the stage is not closed."""
    closed = select(PipelineStage.id).where(PipelineStage.kind == "closed")
    live_but_ended = (Application.stage_id.not_in(closed), Application.outcome != "open")
    closed_but_open = (Application.stage_id.in_(closed), Application.outcome == "open")
    found = [
        session.execute(select(func.count()).select_from(Application).where(*fault)).scalar_one()
        for fault in (live_but_ended, closed_but_open)
    ]
    session.execute(update(Application).where(*live_but_ended).values(outcome="open", outcome_on=None))
    session.execute(update(Application).where(*closed_but_open).values(outcome="expired"))
    return sum(found)
