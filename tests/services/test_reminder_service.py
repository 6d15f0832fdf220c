"""Reminders on real data: what they follow from, and that what was said of them is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mltracker.domain.errors import InvalidInput
from mltracker.domain.loops import LoopDraft, SessionDraft
from mltracker.services import (
    applications,
    checklists,
    interviews,
    loops,
    preferences,
    reminders,
    scheduling,
    today,
)
from mltracker.services.context import Context, open_context
from tests.conftest import NOW, FakeClock
from tests.services.cases import DAY, TODAY, applied, booked

HOUR = timedelta(hours=1)


@pytest.fixture
def ctx(ctx: Context) -> Context:
    """A user in Berlin."""
    ctx.zone = ZoneInfo("Europe/Berlin")
    return ctx


def told(ctx: Context) -> list[tuple[str, str]]:
    return [(reminder.kind, reminder.company) for reminder in reminders.plan(ctx).due(ctx.clock())]


def dismiss_all(ctx: Context) -> None:
    plan = reminders.plan(ctx)
    reminders.dismiss(ctx, plan, plan.due(ctx.clock()))


def without_items(ctx: Context) -> None:
    preferences.change(ctx, remind_checklist=False)


def test_nothing_is_told_before_there_is_anything(ctx: Context) -> None:
    assert reminders.plan(ctx).reminders == ()


def test_an_interview_is_told_when_each_of_its_times_comes(ctx: Context, clock: FakeClock) -> None:
    without_items(ctx)
    booked(ctx, starts_at=NOW + 2 * DAY)
    said = []
    for hours in (0, 24, 0.5, 22.5, 0.5, 0.4, 1):
        clock.advance(hours=hours)
        said.append(len(told(ctx)))
        dismiss_all(ctx)
    # a day before, not half an hour later, an hour before, not again, ten minutes before, and it is over
    assert said == [0, 1, 0, 1, 0, 1, 0]


def test_what_the_user_turned_off_is_not_told(ctx: Context) -> None:
    booked(ctx, starts_at=NOW + 30 * DAY)
    applied(ctx, "Greyhaddock", follow_up_on=TODAY)
    applied(ctx, "Mossgrave", deadline_on=TODAY)
    every = {reminder.kind for reminder in reminders.plan(ctx).reminders}
    assert every == {"interview", "checklist", "follow-up", "deadline"}
    for name, kind in (
        ("remind_checklist", "checklist"),
        ("remind_follow_ups", "follow-up"),
        ("remind_deadlines", "deadline"),
    ):
        preferences.change(ctx, **{name: False})
        every.remove(kind)  # type: ignore[arg-type]
        assert {reminder.kind for reminder in reminders.plan(ctx).reminders} == every
    preferences.change(ctx, remind_day=False, remind_ten_minutes=False)
    (only,) = reminders.plan(ctx).reminders
    assert only.at == NOW + 30 * DAY - HOUR


def test_the_hour_of_days_is_the_users(ctx: Context) -> None:
    applied(ctx, follow_up_on=TODAY)
    assert told(ctx) == [("follow-up", "Fernhollow Labs")]
    preferences.change(ctx, remind_from=12)
    assert told(ctx) == []
    with pytest.raises(InvalidInput):
        preferences.change(ctx, remind_from=24)


def test_what_was_dismissed_stays_so_after_a_restart_and_what_was_not_is_told_again(
    ctx: Context, data_dir: Path, clock: FakeClock
) -> None:
    applied(ctx, "Greyhaddock", follow_up_on=TODAY)
    applied(ctx, "Mossgrave", follow_up_on=TODAY)
    plan = reminders.plan(ctx)
    first, second = plan.due(NOW)
    reminders.dismiss(ctx, plan, [first])
    ctx.close()
    clock.advance(hours=6)
    with_restart = open_context(data_dir, clock, "write")
    with_restart.zone = ZoneInfo("Europe/Berlin")
    assert [reminder.key for reminder in reminders.plan(with_restart).due(clock())] == [second.key]
    with_restart.close()


def test_dismissing_several_is_one_step_and_can_be_undone(ctx: Context) -> None:
    for company in ("Greyhaddock", "Mossgrave", "Quillmere"):
        applied(ctx, company, follow_up_on=TODAY)
    dismiss_all(ctx)
    assert told(ctx) == []
    assert [action.kind for action in today.overview(ctx).actions] == ["follow-up"] * 3
    assert ctx.undo() == "Dismiss 3 reminders"
    assert len(told(ctx)) == 3
    assert ctx.redo() == "Dismiss 3 reminders"
    assert told(ctx) == []


def test_a_reminder_put_off_comes_back_and_may_be_put_off_again(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, follow_up_on=TODAY)
    for _ in range(2):
        (reminder,) = reminders.plan(ctx).due(clock())
        reminders.snooze(ctx, [reminder], reminders.snooze_times(ctx)["hour"])
        assert told(ctx) == []
        clock.advance(minutes=59)
        assert told(ctx) == []
        clock.advance(minutes=1)
    assert told(ctx) == [("follow-up", "Fernhollow Labs")]


def test_what_was_dismissed_is_not_brought_back_by_putting_it_off(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, follow_up_on=TODAY)
    plan = reminders.plan(ctx)
    found = plan.due(NOW)
    reminders.dismiss(ctx, plan, found)
    reminders.snooze(ctx, found, NOW + HOUR)
    clock.advance(hours=3)
    assert told(ctx) == []


def test_a_next_action_that_was_put_off_is_not_told_either(ctx: Context) -> None:
    applied(ctx, follow_up_on=TODAY)
    (action,) = today.overview(ctx).actions
    today.snooze(ctx, action.key, NOW + DAY)
    assert told(ctx) == []
    ctx.undo()
    assert told(ctx) == [("follow-up", "Fernhollow Labs")]


def test_what_is_done_is_not_told(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=NOW + 10 * DAY)
    item, _ = checklists.add(ctx, row.id, "Print the portfolio", due_at=NOW + HOUR)
    clock.advance(hours=2)
    assert told(ctx) == [("checklist", "Fernhollow Labs")]
    checklists.tick(ctx, item.id, done=True)
    assert told(ctx) == []
    ctx.undo()
    assert told(ctx) == [("checklist", "Fernhollow Labs")]
    applications.close(ctx, row.application_id, "withdrawn")
    assert told(ctx) == []


def test_booking_a_round_for_today_brings_no_pile_of_what_is_late_already(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx, starts_at=None)
    clock.advance(days=1)
    scheduling.move(ctx, row.id, clock() + 5 * HOUR)
    assert len([i for i in checklists.items(ctx, row.id) if i.is_overdue(clock())]) > 3
    assert told(ctx) == []
    clock.advance(hours=4)
    assert ("interview", "Fernhollow Labs") in told(ctx)
    scheduling.move(ctx, row.id, clock() + 3 * DAY)
    clock.advance(hours=1)
    scheduling.move(ctx, row.id, clock() + 5 * HOUR)
    assert told(ctx) == []
    clock.advance(hours=4)
    assert ("interview", "Fernhollow Labs") in told(ctx)


def test_a_loop_is_told_once_the_day_before(ctx: Context, clock: FakeClock) -> None:
    without_items(ctx)
    first = booked(ctx, starts_at=NOW + 3 * DAY)
    values = {"loop_id": first.id, "round_kind": "behavioral", "starts_at": NOW + 3 * DAY + HOUR}
    booked(ctx, first.application_id, **values)
    interviews.edit(ctx, first.id, interviews.detail(ctx, first.id).draft.changed(loop_id=first.id))
    clock.advance(days=2, hours=1)
    assert len(told(ctx)) == 1
    interviews.set_status(ctx, first.id, "cancelled")
    assert len(told(ctx)) == 1
    clock.advance(hours=23.9)
    assert len(told(ctx)) == 1


def test_plans_say_what_came_due_between_two_instants_and_what_comes_next(ctx: Context) -> None:
    without_items(ctx)
    booked(ctx, starts_at=NOW + 2 * DAY)
    plan = reminders.plan(ctx)
    assert plan.due_between(NOW, NOW + DAY - HOUR) == ()
    assert len(plan.due_between(NOW, NOW + DAY)) == 1
    assert len(plan.due_between(NOW - 30 * DAY, NOW + 2 * DAY - HOUR)) == 1
    assert [reminder.at for reminder in plan.coming(NOW, NOW + 7 * DAY)] == [NOW + DAY]


def test_reading_a_plan_takes_six_statements_whatever_there_is(sample_ctx: Context) -> None:
    from sqlalchemy import Engine, event

    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        reminders.plan(sample_ctx)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(seen) <= 6


def test_a_loop_over_midnight_in_greenwich_is_one_day_where_it_happens(
    ctx: Context, clock: FakeClock
) -> None:
    without_items(ctx)
    sessions = tuple(SessionDraft.make(round_kind="coding", minutes=60) for _ in range(3))
    start = NOW.replace(hour=22, minute=30) + 3 * DAY
    loops.save_day(
        ctx,
        LoopDraft.make(
            application_id=applied(ctx).id, starts_at=start, zone="America/Los_Angeles", sessions=sessions
        ),
    )
    leads = [r.key.rpartition(":")[2] for r in reminders.plan(ctx).reminders if r.kind == "interview"]
    assert sorted(leads) == ["10", "10", "10", "1440", "60"]
