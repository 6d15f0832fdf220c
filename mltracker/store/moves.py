"""SQL of what is done to one application or thousands in one step: stage, archive, removal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from mltracker.domain.applications import Outcome, StageRow
from mltracker.domain.errors import NotFound
from mltracker.store import offers, reminders
from mltracker.store.rows import pairs
from mltracker.store.tables import Application, StageEvent


def set_stage(
    session: Session,
    ids: Sequence[int],
    stage: StageRow,
    outcome: Outcome,
    *,
    on: date | None,
    note: str,
    now: datetime,
    unarchive: bool = True,
) -> None:
    """Move to a stage with an event each; raises NotFound. Out of a closed stage also means out of the archive.

    `on` is the day it happened: that of the outcome for a closed stage, that of applying where none is known yet.
    """
    before = stages_of(session, ids)
    closed = stage.kind == "closed"
    values: dict[str, Any] = {
        "stage_id": stage.id,
        "outcome": outcome,
        "outcome_on": on if closed else None,
        "outcome_note": note if closed else "",
        "updated_at": now,
    }
    if unarchive and not closed:
        values["archived_at"] = None
    session.execute(update(Application).where(Application.id.in_(ids)).values(values))
    if stage.kind == "applied" and on is not None:
        undated = update(Application).where(Application.id.in_(ids), Application.applied_on.is_(None))
        session.execute(undated.values(applied_on=on))
    moved = [key for key, old in before.items() if old != stage.id]
    latest = pairs(
        session,
        select(StageEvent.application_id, func.max(StageEvent.occurred_at))
        .where(StageEvent.application_id.in_(moved))
        .group_by(StageEvent.application_id),
    )
    stamps = {"created_at": now, "updated_at": now, "note": note, "to_stage_id": stage.id}
    events = [
        # a clock set back must not put the newest step before older ones: the last one says where it stands
        {
            **stamps,
            "application_id": key,
            "from_stage_id": before[key],
            "occurred_at": max(now, latest.get(key, now)),
        }
        for key in moved
    ]
    if events:
        session.execute(insert(StageEvent), events)


def rename_stage(session: Session, ids: Sequence[int], stage_id: int, now: datetime) -> None:
    """Let applications stand in another stage without a step of the history: their own is about to be renamed so."""
    values = {"stage_id": stage_id, "updated_at": now}
    session.execute(update(Application).where(Application.id.in_(ids)).values(values))


def stages_of(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The stage of each of these applications; raises NotFound if one is missing."""
    found = pairs(session, select(Application.id, Application.stage_id).where(Application.id.in_(ids)))
    for application_id in ids:
        if application_id not in found:
            raise NotFound(f"There is no application {application_id}.")
    return found


def set_archived(session: Session, ids: Sequence[int], at: datetime | None, now: datetime) -> int:
    """Archive (or bring back with None); returns how many changed. Raises NotFound."""
    stages_of(session, ids)
    otherwise = Application.archived_at.is_(None) if at is not None else Application.archived_at.is_not(None)
    wanted = update(Application).where(Application.id.in_(ids), otherwise)
    done: Any = session.execute(wanted.values(archived_at=at, updated_at=now))
    return int(done.rowcount)


def remove(session: Session, ids: Sequence[int]) -> int:
    """Delete applications with everything that hangs on them; returns how many there were. Raises NotFound."""
    stages_of(session, ids)
    reminders.forget(session, ids)
    offers.forget_scores(session, ids)
    session.execute(delete(Application).where(Application.id.in_(ids)))
    return len(ids)
