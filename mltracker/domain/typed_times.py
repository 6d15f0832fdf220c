"""Dates and times as people type them, and lines such as "Thu 3 Dec 14:00" as they stand in mails."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORDY = re.compile(r"(?:[a-z]{2,9},?\s+)?(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
_AMERICAN = re.compile(r"(?:[a-z]{2,9},\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\(?\d{1,2}[.)](?=\s))\s*")
_SLOT = re.compile(
    r"(?P<day>.+?)[\s,]+(?:at\s+)?"
    r"(?P<time>\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    r"(?:\s*(?:-|–|—|to|until)\s*\d{1,2}(?:[:.h]?\d{2})?(?:\s*[ap]\.?m\.?)?)?"
    r"(?:\s*(?:(?:UTC|GMT)\s?(?P<offset>[+-]\d{1,2}(?::\d{2})?)|(?P<ahead>\+\d{2}:\d{2})))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})")
_WEEKDAY = re.compile(r"^([a-z]{2,9}),?\s+(?=\d|[a-z]{3,9}\.?\s+\d)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
WRITE_IT = "Write a day and a time, such as Thu 3 Dec 14:00."


def parse_date(text: str, today: date | None = None) -> date | None:
    """A date typed as 2026-12-03, 3 Dec 2026 or Dec 3, 2026, a weekday before it or not; None if it is none.

    Given `today`, 3 Dec without a year is the one nearest to it, and today, tomorrow and yesterday are days as well.
    Forms like 3/12/2026 mean different days to different people and are not taken.
    """
    words = text.strip()
    if today is None or _YEAR.search(words):
        return _whole(words)
    if words.lower() in _NEAR:
        return today + timedelta(days=_NEAR[words.lower()])
    years = (_whole(f"{words} {year}") for year in range(today.year - 4, today.year + 5))
    return min((day for day in years if day is not None), key=lambda day: abs(day - today), default=None)


def _whole(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    if match := _WORDY.fullmatch(words):
        day, month, year = match.groups()
    elif match := _AMERICAN.fullmatch(words):
        month, day, year = match.groups()
    else:
        return None
    if month[:3].lower() not in _MONTHS:
        return None
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """A time typed as 14:00, 1400, 14, 2pm or 2:30 pm; None if it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_slot(line: str, today: date) -> datetime:
    """The local start in a line such as "Thu 3 Dec 14:00", "- 2026-12-03, 2 pm" or "Dec 3, 14:00 to 15:00".

    Without a year the next such day is meant; an offset behind the time (UTC-05:00) makes the start aware. Raises
    ValueError with a sentence for what is no day and time, and for a weekday that is not that day's.
    """
    words = _ISO.sub(r"\1 \2", _BULLET.sub("", line)).strip().rstrip(".;,")
    match = _SLOT.fullmatch(words)
    if match is None:
        raise ValueError(WRITE_IT)
    clock = parse_time(match["time"])
    day = _day(match["day"].strip().rstrip(","), today)
    if clock is None or day is None:
        raise ValueError(WRITE_IT)
    found, offset = datetime.combine(day, clock), match["offset"] or match["ahead"]
    return found.replace(tzinfo=_zone(offset)) if offset else found


def _day(words: str, today: date) -> date | None:
    weekday = _WEEKDAY.match(words)
    named = weekday[1][:3].lower() if weekday else ""
    if weekday and named not in _DAYS:
        weekday, named = None, ""
    rest = words[weekday.end() :] if weekday else words
    day = parse_date(rest) if _YEAR.search(rest) else _next(rest, today)
    if day is not None and named and _DAYS[day.weekday()] != named:
        raise ValueError(f"{day.day} {day:%b} {day.year} is a {day:%A}.")
    return day


def _next(words: str, today: date) -> date | None:
    """The day of a date without a year: the first one that is not over."""
    for year in range(today.year, today.year + 9):
        day = _whole(f"{words} {year}")
        if day is not None and day >= today:
            return day
    return None


def _zone(offset: str) -> timezone:
    hours, _, minutes = offset[1:].partition(":")
    if int(hours) > 14 or int(minutes or 0) > 59:
        raise ValueError(WRITE_IT)
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-span if offset[0] == "-" else span)
