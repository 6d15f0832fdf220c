"""SQL of merging two applications: whatever names the one that goes names the other from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, and_, exists, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from mltracker.store import offers, reminders
from mltracker.store.rows import fetched
from mltracker.store.tables import Application, OfferVersion, StageEvent


def hanging(session: Session, application_id: int) -> dict[str, int]:
    """How many rows of each table hang on an application."""
    counts = {}
    for table, column in _references():
        query = select(func.count()).select_from(table).where(column == application_id)
        counts[table.name] = int(session.execute(query).scalar_one())
    return counts


def move_all(session: Session, gone: int, kept: int, now: datetime) -> None:
    """Hand everything that hangs on one application to another; what that one has already stays behind.

    Offers are numbered anew in the order in which they were noted. The history of stages ends where the kept one stands.
    What is handed over is as old as it was: reminders tell by that what the user had in hand lately.
    """
    _number_offers(session, gone, kept)
    for table, column in _references():
        twins = _twins(table, column, kept)
        query = update(table).where(column == gone)
        if twins is not None:
            query = query.where(~twins)
        session.execute(query.values({column.name: kept}))
    offers.hand_over_scores(session, gone, kept)
    reminders.hand_over(session, gone, kept)
    session.expire_all()
    _end_where_it_stands(session, kept, now)


def _references() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that names an application, of whatever table."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is Application.__table__ for key in column.foreign_keys):
                yield table, column


def _twins(table: Table, column: Column[Any], kept: int) -> Any:
    """Whether the kept application has the same row already, for tables where it may have it once only."""
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns:
            others = [each for each in rule.columns if each.name != column.name]
            twin = table.alias("twin")
            same = [twin.c[each.name] == each for each in others]
            return exists().where(and_(twin.c[column.name] == kept, *same))
    return None


def _number_offers(session: Session, gone: int, kept: int) -> None:
    """Give the offers of both numbers that follow each other, before they meet in one application."""
    query = (
        select(OfferVersion.id, OfferVersion.version)
        .where(OfferVersion.application_id.in_((gone, kept)))
        .order_by(OfferVersion.created_at, OfferVersion.application_id == kept, OfferVersion.version)
    )
    found = fetched(session, query)
    highest = max((version for _, version in found), default=0)
    # first beyond every number in use, then to their places: no two of an application may share one on the way
    for start in (highest + 1, 1):
        for number, (key, _) in enumerate(found, start):
            session.execute(update(OfferVersion).where(OfferVersion.id == key).values(version=number))


def _end_where_it_stands(session: Session, kept: int, now: datetime) -> None:
    """The stage of an application is that of its last event: where the other's came later, one more leads back."""
    stage = session.execute(select(Application.stage_id).where(Application.id == kept)).scalar_one()
    last = session.execute(
        select(StageEvent.to_stage_id, StageEvent.occurred_at)
        .where(StageEvent.application_id == kept)
        .order_by(StageEvent.occurred_at.desc(), StageEvent.id.desc())
        .limit(1)
    ).one()
    if last.to_stage_id != stage:
        values = {
            "application_id": kept,
            "from_stage_id": last.to_stage_id,
            "to_stage_id": stage,
            "occurred_at": max(now, last.occurred_at),
            "note": "Merged",
        }
        session.add(StageEvent.model_validate(values))
        session.flush()
