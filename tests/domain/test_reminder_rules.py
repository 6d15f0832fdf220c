"""When to be told of what: nothing twice, nothing lost, whatever the computer and its clock do in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain import reminders as domain
from mltracker.domain.agenda import DatedApplication
from mltracker.domain.reminders import DAY, HOUR, TEN_MINUTES, ItemFact, Kept, Reminder, RoundFact, Rules

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
# zones that change their clocks at different hours, by half an hour, at midnight, and never
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "America/Santiago",
        "Asia/Kolkata",
        "UTC",
    )
]
spans = st.integers(0, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
moments = spans.map(lambda span: NOW - timedelta(days=20) + span)


def a_round(**more: Any) -> RoundFact:
    values = {
        "id": 1,
        "application_id": 7,
        "company": "Fernhollow Labs",
        "round_kind": "ml-breadth",
        "label": "",
        "starts_at": NOW + timedelta(days=3),
        "due_at": None,
        "minutes": 45,
        "status": "planned",
        "pending": True,
        "debriefed": False,
        "reply_expected_on": None,
        "touched_at": NOW - timedelta(days=10),
    }
    return RoundFact(**(values | more))  # type: ignore[arg-type]


def an_item(**more: Any) -> ItemFact:
    values = {
        "id": 3,
        "application_id": 7,
        "interview_id": 1,
        "company": "Fernhollow Labs",
        "text": "Test audio",
        "due_at": NOW + timedelta(days=2),
        "position": 0,
        "touched_at": NOW - timedelta(days=10),
        "slug": None,
        "added_at": NOW - timedelta(days=10),
    }
    return ItemFact(**(values | more))  # type: ignore[arg-type]


def an_application(**more: Any) -> DatedApplication:
    values = {
        "id": 7,
        "company": "Greyhaddock",
        "role_title": "ML Engineer",
        "stage_kind": "applied",
        "deadline_on": None,
        "follow_up_on": None,
        "follow_up_note": "",
    }
    return DatedApplication(**(values | more))  # type: ignore[arg-type]


def plan(
    *facts: RoundFact | ItemFact | DatedApplication, rules: Rules | None = None, zone: Any = BERLIN
) -> tuple[Reminder, ...]:
    return domain.reminders(
        [fact for fact in facts if isinstance(fact, RoundFact)],
        [fact for fact in facts if isinstance(fact, ItemFact)],
        [fact for fact in facts if isinstance(fact, DatedApplication)],
        rules or Rules(),
        zone,
    )


def dismissed(found: tuple[Reminder, ...], chosen: tuple[Reminder, ...], now: datetime) -> dict[str, Kept]:
    return {key: Kept(None, now, now) for key in domain.covered(found, chosen)}


@st.composite
def plans(draw: Any) -> tuple[Reminder, ...]:
    """Some subjects with one to three reminders each, of any length and distance."""
    found = []
    for subject in range(draw(st.integers(1, 5))):
        about = draw(moments) + DAY
        ends = about + draw(st.sampled_from([timedelta(0), HOUR, 14 * DAY]))
        for lead in draw(
            st.lists(st.sampled_from([3 * DAY, DAY, HOUR, TEN_MINUTES]), min_size=1, unique=True)
        ):
            found.append(
                Reminder(
                    f"remind:{subject}:{lead}", "interview", about - lead, ends, about, f"subject:{subject}",
                    "Fernhollow Labs", "", subject,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda reminder: (reminder.at, reminder.key)))


# what the suite must hold for every clock: forwards, asleep for days, set back, set forward


@given(plans(), st.lists(st.tuples(moments, st.booleans()), max_size=30))
def test_nothing_comes_back_once_it_was_dismissed_whatever_the_clock_does(
    found: tuple[Reminder, ...], looks: list[tuple[datetime, bool]]
) -> None:
    kept: dict[str, Kept] = {}
    gone: set[str] = set()
    for now, dismisses in looks:
        shown = domain.due(found, kept, now)
        assert not gone & {reminder.key for reminder in shown}
        if dismisses:
            said = dismissed(found, shown, now)
            kept |= said
            gone |= said.keys()
            assert domain.due(found, kept, now) == ()


@given(plans(), st.lists(spans, max_size=30))
def test_nothing_is_missed_or_told_twice_on_the_way_however_long_the_computer_sleeps(
    found: tuple[Reminder, ...], naps: list[timedelta]
) -> None:
    before, told = NOW - timedelta(days=60), []
    looks = []
    for nap in naps:
        now = before + nap
        told += [reminder.key for reminder in domain.due_between(found, {}, before, now)]
        looks.append(now)
        before = now
    assert len(told) == len(set(told))
    for now in looks:
        for reminder in found:
            others = [
                other
                for other in found
                if other.subject == reminder.subject and reminder.at < other.at <= now
            ]
            if reminder.at <= now < reminder.until and not others:
                assert reminder.key in told


@given(plans(), moments, moments)
def test_a_restart_shows_just_what_the_window_showed(
    found: tuple[Reminder, ...], first: datetime, second: datetime
) -> None:
    """There is no memory beside what was said, so what is due is the same after any past."""
    shown = domain.due(found, {}, second)
    assert {r.key for r in domain.due_between(found, {}, first, second)} <= {r.key for r in shown}
    assert domain.due_between(found, {}, second, second) == ()
    assert len({reminder.subject for reminder in shown}) == len(shown)


@given(plans(), moments, st.sampled_from([TEN_MINUTES, HOUR, DAY, 6 * DAY]), spans)
def test_what_was_put_off_is_away_until_then_and_comes_back_while_it_has_a_point(
    found: tuple[Reminder, ...], now: datetime, length: timedelta, after: timedelta
) -> None:
    shown = domain.due(found, {}, now)
    until = now + length
    kept = {reminder.key: Kept(until, None, now) for reminder in shown}
    keys = {reminder.key for reminder in shown}
    at = now + after
    seen = {reminder.key for reminder in domain.due(found, kept, at)}
    for reminder in shown:
        spoken_for = any(
            other.subject == reminder.subject and reminder.at < other.at <= at for other in found
        )
        if at < until:
            assert reminder.key not in seen
        elif at < reminder.until and not spoken_for:
            assert reminder.key in seen
    assert not {reminder.key for reminder in domain.due(found, kept, now)} & keys


@given(plans(), moments, spans)
def test_a_clock_that_was_ahead_when_something_was_put_off_does_not_hide_it_for_that_long(
    found: tuple[Reminder, ...], now: datetime, ahead: timedelta
) -> None:
    wrong = now + ahead + 2 * HOUR
    kept = {reminder.key: Kept(wrong + DAY, None, wrong) for reminder in found}
    assert domain.due(found, kept, now) == domain.due(found, {}, now)


@given(plans(), st.lists(moments, max_size=12), moments)
def test_a_clock_set_far_ahead_for_a_while_loses_nothing(
    found: tuple[Reminder, ...], wrong: list[datetime], now: datetime
) -> None:
    kept: dict[str, Kept] = {}
    for at in wrong:
        domain.due(found, kept, at + 365 * DAY)
    assert domain.due(found, kept, now) == domain.due(found, {}, now)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(5, 20), st.sampled_from(ZONES))
def test_days_are_spoken_of_at_the_same_hour_also_when_the_clocks_change(
    day: date, hour: int, zone: ZoneInfo
) -> None:
    local = domain.morning(day, zone, hour).astimezone(zone)
    assert (local.date(), local.time()) == (day, time(hour))
    assert domain.morning(day, zone, 0) < domain.morning(day, zone, hour) < domain.morning(day + DAY, zone, 0)


@given(moments, st.sampled_from(ZONES), st.integers(5, 20))
def test_every_time_to_put_off_to_lies_ahead_in_order(now: datetime, zone: ZoneInfo, hour: int) -> None:
    times = domain.snooze_times(now, zone, hour)
    assert all(at > now for at in times.values())
    local = now.astimezone(zone)
    assert times["tomorrow"].astimezone(zone).date() == local.date() + DAY
    week = times["next-week"].astimezone(zone)
    assert (week.weekday(), (week.date() - local.date()).days in range(1, 8)) == (0, True)
    if "later-today" in times:
        assert times["later-today"].astimezone(zone).date() == local.date()
        assert times["later-today"].minute % 15 in (0, 15)
        assert times["later-today"] - now >= 3 * HOUR


def test_later_today_is_not_offered_at_night_and_nothing_past_the_thing_itself() -> None:
    times = domain.snooze_times(NOW, BERLIN, 9, before=NOW + 2 * HOUR)
    assert list(times) == ["ten-minutes", "hour"]
    evening = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert list(domain.snooze_times(evening, BERLIN, 9)) == ["ten-minutes", "hour", "tomorrow", "next-week"]
    full = datetime(2026, 12, 1, 9, 45, tzinfo=UTC)
    assert domain.snooze_times(full, BERLIN, 9)["later-today"] == full + 3 * HOUR


# what there is to be reminded of


def test_an_interview_is_told_a_day_an_hour_and_ten_minutes_before() -> None:
    row = a_round()
    assert row.starts_at is not None
    assert [row.starts_at - reminder.at for reminder in plan(row)] == [DAY, HOUR, TEN_MINUTES]
    assert [r.at for r in plan(row, rules=Rules(leads=(HOUR,)))] == [row.starts_at - HOUR]
    assert plan(row, rules=Rules(leads=())) == ()


def test_a_day_before_is_twenty_four_hours_also_across_the_change_to_winter_time() -> None:
    # the clocks go back in Berlin on 25 October 2026 at 03:00
    row = a_round(starts_at=datetime(2026, 10, 25, 14, 0, tzinfo=BERLIN).astimezone(UTC))
    first = plan(row)[0]
    assert first.at == datetime(2026, 10, 24, 15, 0, tzinfo=BERLIN)


def test_the_nearest_reminder_speaks_for_the_others_until_the_interview_is_over() -> None:
    row = a_round(starts_at=NOW + timedelta(minutes=50))
    found = plan(row)
    (shown,) = domain.due(found, {}, NOW)
    assert shown.at == NOW - TEN_MINUTES
    kept = dismissed(found, (shown,), NOW)
    assert domain.due(found, kept, NOW) == ()
    (last,) = domain.due(found, kept, NOW + timedelta(minutes=60))
    assert last.at == NOW + timedelta(minutes=40)
    assert domain.due(found, {}, NOW + timedelta(minutes=95)) == ()


def test_a_clock_set_back_does_not_bring_up_the_reminder_before_the_dismissed_one() -> None:
    row = a_round(starts_at=NOW + timedelta(minutes=50))
    found = plan(row)
    kept = dismissed(found, domain.due(found, {}, NOW), NOW)
    assert domain.due(found, kept, NOW - 5 * HOUR) == ()


def test_what_was_booked_late_is_not_told_at_once() -> None:
    row = a_round(starts_at=NOW + 5 * HOUR, touched_at=NOW - timedelta(minutes=1))
    assert domain.due(plan(row), {}, NOW) == ()
    assert len(domain.due(plan(row), {}, NOW + 4 * HOUR)) == 1
    # a clock that was ahead when it was booked proves nothing
    ahead = replace(row, touched_at=NOW + 30 * DAY)
    assert len(domain.due(plan(ahead), {}, NOW)) == 1


def test_a_moved_interview_is_told_anew() -> None:
    row = a_round(starts_at=NOW + HOUR)
    kept = dismissed(plan(row), plan(row), NOW)
    moved = replace(row, starts_at=NOW + 3 * DAY)
    assert len(domain.due(plan(moved), kept, NOW + 2 * DAY)) == 1


@pytest.mark.parametrize("status", ["done", "cancelled", "no-show"])
def test_a_round_that_does_not_come_is_not_told(status: str) -> None:
    assert plan(a_round(status=status)) == ()


def test_what_passed_without_a_debrief_is_no_reminder() -> None:
    assert domain.due(plan(a_round(starts_at=NOW - 2 * HOUR)), {}, NOW) == ()


def test_the_sessions_of_one_day_are_told_once_the_day_before() -> None:
    first, second = a_round(), a_round(id=2, starts_at=NOW + timedelta(days=3, hours=1), follows=True)
    told = [(r.interview_id, r.about - r.at) for r in plan(first, second) if isinstance(r.about, datetime)]
    assert sorted(told) == [(1, TEN_MINUTES), (1, HOUR), (1, DAY), (2, TEN_MINUTES)]


def test_a_take_home_is_told_a_day_and_an_hour_before_it_is_due() -> None:
    row = a_round(starts_at=None, due_at=NOW + 2 * DAY)
    assert [r.at - NOW for r in plan(row)] == [DAY, 2 * DAY - HOUR]
    assert domain.due(plan(row), {}, NOW + 2 * DAY) == ()
    assert plan(row, rules=Rules(deadlines=False)) == ()
    assert plan(a_round(starts_at=None)) == ()


def test_a_deadline_is_told_the_day_before_and_on_the_day() -> None:
    offer = an_application(stage_kind="offer", deadline_on=date(2026, 12, 3))
    told = [(r.kind, r.at.astimezone(BERLIN)) for r in plan(offer)]
    assert told == [
        ("offer", datetime(2026, 12, 2, 9, tzinfo=BERLIN)),
        ("offer", datetime(2026, 12, 3, 9, tzinfo=BERLIN)),
    ]
    assert len(domain.due(plan(offer), {}, datetime(2026, 12, 3, 23, 59, tzinfo=BERLIN))) == 1
    assert domain.due(plan(offer), {}, datetime(2026, 12, 4, tzinfo=BERLIN)) == ()
    assert [r.kind for r in plan(replace(offer, stage_kind="saved"))] == ["deadline", "deadline"]
    assert plan(replace(offer, stage_kind="applied")) == ()
    assert plan(offer, rules=Rules(deadlines=False)) == ()


def test_a_follow_up_and_a_reply_are_told_on_their_day_for_two_weeks() -> None:
    today = date(2026, 12, 1)
    follow_up = an_application(follow_up_on=today, follow_up_note="Ask about the take-home")
    over = a_round(starts_at=NOW - 5 * DAY, status="done", debriefed=True, reply_expected_on=today)
    found = domain.due(plan(follow_up, over), {}, NOW)
    assert [(r.kind, r.words) for r in found] == [
        ("follow-up", "Ask about the take-home"),
        ("reply", "ml-breadth"),
    ]
    assert domain.due(plan(follow_up, over), {}, NOW - 2 * HOUR) == ()
    assert domain.due(plan(follow_up, over), {}, NOW + 15 * DAY) == ()
    assert plan(follow_up, over, rules=Rules(follow_ups=False)) == ()
    assert [r.words for r in plan(an_application(follow_up_on=today))] == ["ML Engineer"]
    assert [r for r in plan(replace(over, pending=False)) if r.kind == "reply"] == []


def test_who_put_off_the_next_action_is_not_reminded_of_it() -> None:
    found = plan(an_application(follow_up_on=date(2026, 12, 1)))
    kept = {"follow-up:7:2026-12-01": Kept(None, NOW, NOW)}
    assert domain.due(found, kept, NOW) == ()
    assert domain.coming(found, kept, NOW - DAY, NOW) == ()


def test_an_item_is_told_when_it_is_due_while_it_still_counts() -> None:
    row, item = a_round(), an_item()
    (reminder,) = plan(row, item, rules=Rules(leads=()))
    assert (reminder.at, reminder.until) == (item.due_at, row.ends_at)
    assert plan(row, item, rules=Rules(leads=(), checklist=False)) == ()
    assert plan(replace(row, status="cancelled"), item) == ()
    assert plan(row, replace(item, due_at=None), rules=Rules(leads=())) == ()
    assert plan(item) == ()
    task = replace(item, interview_id=None)
    assert [r.until for r in plan(task)] == [NOW + 16 * DAY]
    after = replace(item, due_at=NOW + timedelta(days=3, hours=20))
    assert [r.until for r in plan(row, after, rules=Rules(leads=()))] == [row.ends_at + domain.THANKS]  # type: ignore[operator]


def test_items_after_a_round_count_until_its_debrief_and_thanks_for_four_days() -> None:
    over = a_round(starts_at=NOW - 2 * DAY, status="done")
    before, after = an_item(due_at=NOW - 3 * DAY), an_item(due_at=NOW - DAY)
    thanks = an_item(due_at=NOW - DAY, slug="any-thank-you")
    counted = [domain.item_counts(item, over, NOW) for item in (before, after, thanks)]
    assert counted == [False, True, True]
    known = replace(over, debriefed=True)
    assert [domain.item_counts(item, known, NOW) for item in (before, after, thanks)] == [False, False, True]
    assert not domain.item_counts(thanks, known, NOW + 3 * DAY)
    assert domain.item_counts(an_item(), a_round(starts_at=None), NOW)
    assert not domain.item_counts(an_item(), None, NOW)


def test_what_comes_next_is_listed_with_what_was_put_off() -> None:
    row = a_round(starts_at=NOW + 2 * DAY)
    soon = an_application(follow_up_on=date(2026, 12, 1))
    found = plan(row, soon)
    (now_due,) = domain.due(found, {}, NOW)
    assert [r.kind for r in domain.coming(found, {}, NOW, NOW + 7 * DAY)] == ["interview"]
    kept = {now_due.key: Kept(NOW + 3 * HOUR, None, NOW)}
    assert [r.kind for r in domain.coming(found, kept, NOW, NOW + 7 * DAY)] == ["follow-up", "interview"]
    assert domain.coming(found, kept, NOW, NOW + HOUR) == ()
    first = next(r for r in found if r.kind == "interview")
    told = dismissed(found, (first,), NOW)
    later = domain.coming(found, told, NOW, NOW + 7 * DAY)
    assert [r.at for r in later if r.kind == "interview"] == [NOW + 2 * DAY - HOUR]
