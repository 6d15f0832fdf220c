"""The calendar: rounds, take-homes, deadlines, follow-ups and replies on their days, and what clashes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mltracker.domain.agenda import count_coming
from mltracker.services import agenda, applications, interviews, readiness
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, TODAY, applied, asked, booked


def shown(ctx: Context) -> list[tuple[str, str]]:
    return [(entry.kind, entry.company) for entry in agenda.calendar(ctx).coming]


def test_everything_dated_stands_in_the_agenda_by_day(ctx: Context) -> None:
    applied(ctx, "Saved Co", deadline_on=TODAY + DAY)
    applied(ctx, "Offer Co", stage="Offer", deadline_on=TODAY + 3 * DAY)
    applied(ctx, "Quiet Co", stage="Applied", follow_up_on=TODAY + DAY, follow_up_note="Ask about the date")
    take_home = applied(ctx, "Task Co", stage="Screening")
    booked(ctx, take_home.id, round_kind="take-home", starts_at=None, due_at=SOON - DAY, received_at=PAST)
    booked(ctx, applied(ctx, "Undated Co").id, starts_at=None)
    round_ = booked(ctx, applied(ctx, "Talk Co", stage="Screening").id)
    over = booked(ctx, applied(ctx, "Reply Co", stage="Screening").id, starts_at=PAST)
    interviews.edit(
        ctx, over.id, interviews.detail(ctx, over.id).draft.changed(reply_expected_on=TODAY + DAY)
    )
    assert shown(ctx) == [
        ("follow-up", "Quiet Co"),
        ("reply", "Reply Co"),
        ("deadline", "Saved Co"),
        ("take-home", "Task Co"),
        ("interview", "Talk Co"),
        ("offer", "Offer Co"),
        ("interview", "Undated Co"),
    ]
    entry = next(entry for entry in agenda.calendar(ctx).coming if entry.company == "Talk Co")
    assert (entry.at, [row.id for row in entry.sessions]) == (SOON, [round_.id])


def test_a_sent_application_has_no_posting_deadline_and_a_closed_one_nothing(ctx: Context) -> None:
    applied(ctx, "Sent Co", stage="Applied", deadline_on=TODAY + DAY)
    closed = applied(ctx, "Closed Co", stage="Applied", follow_up_on=TODAY + DAY)
    over = booked(ctx, closed.id, starts_at=PAST, reply_expected_on=TODAY + DAY)
    assert over.reply_expected_on is not None
    applications.close(ctx, closed.id, "rejected")
    assert shown(ctx) == []


def test_what_is_still_open_from_earlier_comes_first(ctx: Context) -> None:
    applied(ctx, "Late Co", applied_on=TODAY - 9 * DAY, follow_up_on=TODAY - 2 * DAY)
    booked(ctx, applied(ctx, "Silent Co").id, starts_at=PAST, reply_expected_on=TODAY - DAY)
    booked(ctx, applied(ctx, "Talk Co").id)
    calendar = agenda.calendar(ctx)
    assert [(e.company, calendar.is_open(e)) for e in calendar.coming] == [
        ("Late Co", True),
        ("Silent Co", True),
        ("Talk Co", False),
    ]


def test_days_are_those_of_the_users_zone(ctx: Context) -> None:
    ctx.zone = ZoneInfo("Asia/Tokyo")
    booked(ctx, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC), zone="Europe/Berlin")
    (entry,) = agenda.calendar(ctx).coming
    assert entry.day == date(2026, 12, 4)


def test_sessions_of_a_loop_are_one_entry_a_day(ctx: Context) -> None:
    readiness.rate(ctx, "behavioral", 5)
    readiness.rate(ctx, "algorithms", 1)
    first = booked(ctx, round_kind="coding")
    draft = interviews.detail(ctx, first.id).draft
    interviews.edit(ctx, first.id, draft.changed(loop_id=first.id))
    for number, kind in enumerate(("behavioral", "ml-breadth"), start=1):
        booked(
            ctx,
            first.application_id,
            round_kind=kind,
            loop_id=first.id,
            starts_at=SOON + timedelta(hours=number),
        )
    booked(ctx, first.application_id, round_kind="ml-depth", loop_id=first.id, starts_at=SOON + DAY)
    loop, alone = agenda.calendar(ctx).coming
    assert (loop.kind, [row.round_kind for row in loop.sessions]) == (
        "loop",
        ["coding", "behavioral", "ml-breadth"],
    )
    assert (alone.kind, alone.sessions[0].round_kind) == ("interview", "ml-depth")
    assert count_coming(interviews.rows(ctx), ctx.clock(), ctx.zone or UTC) == 2, (
        "the rail counts what is listed"
    )
    ready = agenda.readiness_of(ctx, [loop, alone])
    each = readiness.for_interviews(ctx, [row.id for row in loop.sessions])
    means = [found.mean for found in each.values()]
    assert min(means) < ready[loop.key].mean < max(means)
    assert ready[alone.key] == readiness.for_interviews(ctx, [alone.sessions[0].id])[alone.sessions[0].id]


def test_a_loop_rolls_up_what_is_still_ahead(ctx: Context, clock: FakeClock) -> None:
    first = booked(ctx, round_kind="coding", minutes=45)
    interviews.edit(ctx, first.id, interviews.detail(ctx, first.id).draft.changed(loop_id=first.id))
    later = booked(
        ctx,
        first.application_id,
        round_kind="behavioral",
        loop_id=first.id,
        starts_at=SOON + timedelta(hours=1),
    )
    assert agenda.loop_of(ctx, booked(ctx)) is None
    clock.now = SOON + timedelta(minutes=50)
    found = agenda.loop_of(ctx, later)
    assert found is not None
    assert [row.id for row in found.sessions] == [first.id, later.id]
    assert list(found.each) == [later.id]
    assert found.whole.mean == pytest.approx(found.each[later.id].mean)
    other = booked(ctx, starts_at=SOON + timedelta(hours=2))
    clock.now = SOON + DAY
    over = agenda.loop_of(ctx, later)
    for number in range(6):
        asked(ctx, other.id, f"Question {number}?", topic="nlp", grade="again")
    assert over is not None
    assert agenda.loop_of(ctx, later) == over, "what was learned after the day does not change it"


def test_rounds_that_overlap_name_each_other_across_zones(ctx: Context) -> None:
    berlin = booked(ctx, starts_at=SOON, zone="Europe/Berlin", minutes=60)
    tokyo = booked(ctx, starts_at=SOON + timedelta(minutes=59), zone="Asia/Tokyo")
    after = booked(ctx, starts_at=SOON + timedelta(minutes=60), zone="America/New_York", minutes=30)
    interviews.set_status(ctx, booked(ctx, starts_at=SOON).id, "cancelled")
    found = {entry.sessions[0].id: [row.id for row in entry.clashes] for entry in agenda.calendar(ctx).coming}
    assert found == {berlin.id: [tokyo.id], tokyo.id: [berlin.id, after.id], after.id: [tokyo.id]}


def test_a_debrief_that_is_missing_comes_first_among_what_is_over(ctx: Context) -> None:
    old = booked(ctx, starts_at=PAST - 9 * DAY)
    done = booked(ctx, starts_at=PAST)
    interviews.set_status(ctx, done.id, "cancelled")
    newer = booked(ctx, starts_at=PAST - 3 * DAY)
    assert [row.id for row in agenda.calendar(ctx).past] == [newer.id, old.id, done.id]


def test_a_day_of_the_month_lists_what_lasts_all_day_first(ctx: Context) -> None:
    row = booked(ctx)
    applied(ctx, "Saved Co", deadline_on=SOON.date())
    by_day = agenda.calendar(ctx).by_day(date(2026, 12, 1), date(2026, 12, 31))
    assert [entry.kind for entry in by_day[SOON.date()]] == ["deadline", "interview"]
    assert set(by_day) == {SOON.date()}
    assert agenda.calendar(ctx).by_day(date(2027, 1, 1), date(2027, 1, 31)) == {}
    assert row.id in {r.id for e in by_day[SOON.date()] for r in e.sessions}
