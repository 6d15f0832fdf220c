"""Reminders and snoozes in the window's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from mltracker.domain.reminders import DAY, Reminder, Snooze
from mltracker.services import catalog
from mltracker.ui.words import clock_time, countdown, day, day_and_time, home_zone, relative_day, tr

ICONS = {
    "interview": "interviews",
    "take-home": "async",
    "deadline": "flag",
    "offer": "flag",
    "follow-up": "bell",
    "reply": "clock",
    "checklist": "list",
}


def reminder_at(reminder: Reminder) -> datetime:
    """When the thing itself is, for a list in its order; a day without an hour stands before the hours of that day."""
    about = reminder.about
    return about if isinstance(about, datetime) else datetime.combine(about, time.min, home_zone())


def reminder_title(reminder: Reminder) -> str:
    """What it is about: "Fernhollow Labs, ML breadth"."""
    company, words = reminder.company, _round(reminder)
    return {
        "interview": tr("{0}, {1}"),
        "take-home": tr("Hand in the {0} take-home"),
        "deadline": tr("Apply to {0}"),
        "offer": tr("Answer the {0} offer"),
        "follow-up": tr("Follow up with {0}"),
        "reply": tr("{0} said they would answer"),
        "checklist": tr("{0}: {1}"),
    }[reminder.kind].format(company, words)


def reminder_when(reminder: Reminder, now: datetime) -> str:
    """When it is, seen from `now`: "in 52 min, at 14:00", "began at 14:00", "by Thu 3 Dec (in 2 days)", "due today"."""
    about = reminder.about
    if isinstance(about, datetime) and reminder.kind == "checklist" and reminder.interview_id is None:
        # a task is for a day: the hour is only when that day is first spoken of
        about = about.astimezone(home_zone()).date()
    today = now.astimezone(home_zone()).date()
    if not isinstance(about, datetime):
        words = f"{day(about, today)} ({relative_day(about, today)})"
        if reminder.kind in ("deadline", "offer"):
            return tr("by {0}").format(words)
        return (
            tr("due today") if about == today else tr("since {0}").format(words) if about < today else words
        )
    if reminder.kind == "interview" and about <= now:
        return tr("began at {0}").format(clock_time(about))
    if reminder.kind == "checklist":
        return tr("due {0}").format(day_and_time(about, now))
    if about - now < DAY:
        words = tr("now, at {1}") if about - now < timedelta(minutes=1) else tr("in {0}, at {1}")
        return words.format(countdown(about - now), clock_time(about))
    return day_and_time(about, now)


def reminder_line(reminder: Reminder, now: datetime) -> str:
    """Both in one line, for a bar or a notification."""
    return tr("{0} · {1}").format(reminder_title(reminder), reminder_when(reminder, now))


def snooze_choices(times: Mapping[Snooze, datetime], now: datetime) -> list[tuple[Snooze, str]]:
    """What a menu offers, each with when that is: "Tomorrow (Wed 2 Dec, 09:00)"."""
    titles = {
        "ten-minutes": tr("In 10 minutes"),
        "hour": tr("In an hour"),
        "later-today": tr("Later today"),
        "tomorrow": tr("Tomorrow"),
        "next-week": tr("Next week"),
    }
    today = now.astimezone(home_zone()).date()
    found = []
    for name, at in times.items():
        local = at.astimezone(home_zone())
        when = f"{local:%H:%M}" if local.date() == today else f"{day(local.date(), today)}, {local:%H:%M}"
        found.append((name, tr("{0} ({1})").format(titles[name], when)))
    return found


def _round(reminder: Reminder) -> str:
    entry = catalog.rounds().by_kind.get(reminder.words)
    return entry.title if entry is not None else reminder.words
