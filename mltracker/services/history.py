"""Use cases that correct when something happened: the day of applying, and the days of the steps between stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from mltracker.domain import history
from mltracker.domain.applications import ApplicationRow, StageEventRow
from mltracker.domain.changes import Change
from mltracker.domain.drafts import day_field
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services.context import Context
from mltracker.store import applications as store
from mltracker.store.engine import Session
from mltracker.store.tables import Application

APPLIED_ON = "applied_on"


def field_of(event_id: int) -> str:
    """The name of a step's field, for errors."""
    return f"step-{event_id}"


def correct(
    ctx: Context, application_id: int, days: Mapping[int, date], applied_on: date | None = None
) -> tuple[ApplicationRow, Change]:
    """Set the days of steps by their id, and with a date the day of applying; in one step of Undo.

    The order of the steps stays: raises InvalidInput, a sentence for each day that is impossible, at `field_of` the
    step or at `applied_on`. The day of applying, and of the outcome, go along with their step where they were the same.
    """
    with ctx.read() as session:
        company = store.row(session, application_id).company
    with ctx.write(f"Correct the dates of {company}") as session:
        events = store.history(session, application_id)
        application = store.load(session, application_id)
        unknown = set(days) - {event.id for event in events}
        if unknown:
            raise NotFound(f"There is no step {min(unknown)} in this history.")
        steps = _steps(ctx, events, days)
        wrong = {field_of(key): said for key, said in history.faults(steps, ctx.today(), ctx.zone).items()}
        if applied_on is not None and applied_on != application.applied_on:
            wrong |= _applied_fault(ctx, applied_on, steps, events)
        if wrong:
            raise InvalidInput(wrong)
        _follow(ctx, application, events, steps, applied_on)
        store.set_event_times(session, history.instants(steps, ctx.clock(), ctx.zone))
        return store.row(session, application_id), Change.APPLICATIONS


def check_applied_on(ctx: Context, session: Session, application_id: int, applied_on: date) -> None:
    """Raise InvalidInput where the day of applying lies in the future, or after a step that came later."""
    events = store.history(session, application_id)
    wrong = _applied_fault(ctx, applied_on, _steps(ctx, events, {}), events)
    if wrong:
        raise InvalidInput(wrong)


def move_applied_step(ctx: Context, session: Session, application_id: int, before: date, after: date) -> None:
    """Let the step to Applied go along with the day of applying, where it was noted for the same day."""
    events = store.history(session, application_id)
    found = next((e for e in events if e.to_kind == "applied" and _day(ctx, e.occurred_at) == before), None)
    if found is None:
        return
    steps = _steps(ctx, events, {found.id: after})
    if not history.faults(steps, ctx.today(), ctx.zone):
        store.set_event_times(session, history.instants(steps, ctx.clock(), ctx.zone))


def noon(ctx: Context, day: date) -> datetime:
    """The middle of a day of the user's, never after now: when something happened of which only the day is known."""
    # without a zone of its own `astimezone` reads the clock of the system, as everywhere
    local = (
        datetime.combine(day, time(12), ctx.zone)
        if ctx.zone
        else datetime.combine(day, time(12)).astimezone()
    )
    return min(local.astimezone(UTC), ctx.clock())


def _steps(ctx: Context, events: list[StageEventRow], days: Mapping[int, date]) -> list[history.Step]:
    return [
        history.Step(
            event.id, event.to_stage, event.occurred_at, days.get(event.id, _day(ctx, event.occurred_at))
        )
        for event in events
    ]


def _day(ctx: Context, at: datetime) -> date:
    return at.astimezone(ctx.zone).date()


def _applied_fault(
    ctx: Context, applied_on: date, steps: list[history.Step], events: list[StageEventRow]
) -> dict[str, str]:
    day_field(APPLIED_ON, applied_on)
    if applied_on > ctx.today():
        return {APPLIED_ON: "This day is still to come."}
    for step, event in zip(steps, events, strict=True):
        if event.to_kind not in ("saved", "applied") and step.day < applied_on:
            return {
                APPLIED_ON: f"{step.stage} came on {step.day:%a} {step.day.day} {step.day:%b %Y}, before this day."
            }
    return {}


def _follow(
    ctx: Context,
    application: Application,
    events: list[StageEventRow],
    steps: list[history.Step],
    applied_on: date | None,
) -> None:
    """Take the dates along that tell of the same happening as a step."""
    for event, step in zip(events, steps, strict=True):
        before = _day(ctx, event.occurred_at)
        if before == step.day:
            continue
        same_day = applied_on in (None, application.applied_on) and application.applied_on == before
        if event.to_kind == "applied" and same_day:
            applied_on = step.day
        if event.to_kind == "closed" and application.outcome_on == before:
            application.outcome_on = step.day
    if applied_on is not None:
        application.applied_on = applied_on
