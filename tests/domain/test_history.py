"""Corrected days of a history keep its order, and say in a sentence when they cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.history import Step, faults, instants

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)


def history(*days: int) -> list[Step]:
    """Steps noted at noon of days of November, not changed yet."""
    names = ("Saved", "Applied", "Screening", "Closed")
    return [
        Step(number, names[number], datetime(2026, 11, day, 12, tzinfo=UTC), date(2026, 11, day))
        for number, day in enumerate(days)
    ]


def changed(steps: list[Step], number: int, day: date) -> list[Step]:
    step = steps[number]
    return [*steps[:number], Step(step.id, step.stage, step.at, day), *steps[number + 1 :]]


def test_a_day_between_its_neighbors_is_fine() -> None:
    steps = changed(history(1, 10, 20), 1, date(2026, 11, 15))
    assert faults(steps, TODAY, UTC) == {}
    assert instants(steps, NOW, UTC) == {1: datetime(2026, 11, 15, 12, tzinfo=UTC)}


def test_what_cannot_be_is_said() -> None:
    steps = history(1, 10, 20)
    for number, day, said in (
        (1, date(2026, 10, 31), "This lies before the step to Saved on Sun 1 Nov 2026."),
        (1, date(2026, 11, 21), "This lies after the step to Screening on Fri 20 Nov 2026."),
        (2, date(2026, 12, 2), "This day is still to come."),
        (0, date(1989, 12, 31), "The year must lie between 1990 and 2099."),
    ):
        assert faults(changed(steps, number, day), TODAY, UTC) == {number: said}


def test_steps_of_one_day_stay_in_their_order() -> None:
    steps = changed(changed(history(1, 10, 20), 0, date(2026, 11, 20)), 1, date(2026, 11, 20))
    assert faults(steps, TODAY, UTC) == {}
    moved = instants(steps, NOW, UTC)
    assert moved[0] < moved[1] < steps[2].at


def test_a_step_moved_to_today_is_not_after_now() -> None:
    steps = changed(history(1, 10), 1, TODAY)
    assert instants(steps, NOW, UTC) == {1: NOW}


def test_days_nobody_changed_are_taken_as_they_are() -> None:
    """The clock was set back behind the history."""
    steps = changed(history(1, 10, 20), 0, date(2026, 10, 20))
    assert faults(steps, date(2026, 10, 25), UTC) == {}


def test_a_day_is_that_of_the_user() -> None:
    late = datetime(2026, 11, 10, 23, 30, tzinfo=UTC)
    step = Step(1, "Applied", late, date(2026, 11, 11))
    assert not step.is_changed(ZoneInfo("Europe/Berlin"))
    assert step.is_changed(UTC)


@given(
    gaps=st.lists(st.integers(0, 5), min_size=2, max_size=6),
    moves=st.lists(st.integers(-6, 6), min_size=6, max_size=6),
)
def test_whatever_is_allowed_keeps_the_order(gaps: list[int], moves: list[int]) -> None:
    at, steps = datetime(2026, 10, 1, 12, tzinfo=UTC), []
    for number, gap in enumerate(gaps):
        at += timedelta(days=gap, minutes=1)
        steps.append(Step(number, "Stage", at, at.date() + timedelta(days=moves[number])))
    if faults(steps, TODAY, UTC):
        return
    moved = instants(steps, NOW, UTC)
    times = [moved.get(step.id, step.at) for step in steps]
    assert times == sorted(times)
    assert all(time.date() == step.day for time, step in zip(times, steps, strict=True))
