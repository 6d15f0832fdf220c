"""Corrections of an application's history: the days of its steps, and what is possible of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mltracker.domain.limits import check_date

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history, when it was noted to have happened, and the day it shall have happened."""

    id: int
    stage: str
    at: datetime
    day: date

    def is_changed(self, zone: tzinfo | None) -> bool:
        """Whether the day is another than that of the instant."""
        return self.at.astimezone(zone).date() != self.day


def faults(steps: Sequence[Step], today: date, zone: tzinfo | None) -> dict[int, str]:
    """What is wrong with the changed days of a history in its order, in a sentence by step.

    A day lies neither before that of the step before nor after that of the next, and not in the future; days that
    nobody changed are taken as they are, even when the clock was set back behind them.
    """
    found: dict[int, str] = {}
    for number, step in enumerate(steps):
        if not step.is_changed(zone):
            continue
        before = steps[number - 1] if number else None
        after = steps[number + 1] if number + 1 < len(steps) else None
        try:
            check_date(step.day)
        except ValueError as error:
            found[step.id] = str(error)
            continue
        if step.day > today:
            found[step.id] = "This day is still to come."
        elif before is not None and step.day < before.day:
            found[step.id] = f"This lies before the step to {before.stage} on {_words(before.day)}."
        elif after is not None and step.day > after.day:
            found[step.id] = f"This lies after the step to {after.stage} on {_words(after.day)}."
    return found


def instants(steps: Sequence[Step], now: datetime, zone: tzinfo | None) -> dict[int, datetime]:
    """When the changed steps happened then: at the time of day they had, as far as their order and `now` allow it."""
    times = [min(_moved(step, zone), now) if step.is_changed(zone) else step.at for step in steps]
    for number in range(len(steps) - 2, -1, -1):
        if steps[number].is_changed(zone):
            times[number] = min(times[number], times[number + 1] - TICK)
    for number in range(1, len(steps)):
        if steps[number].is_changed(zone):
            times[number] = max(times[number], times[number - 1] + TICK)
    return {step.id: time for step, time in zip(steps, times, strict=True) if step.is_changed(zone)}


def _moved(step: Step, zone: tzinfo | None) -> datetime:
    local = step.at.astimezone(zone)
    return local + (step.day - local.date())


def _words(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"
