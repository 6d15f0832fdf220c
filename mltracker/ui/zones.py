"""Times in two zones, in words: the user's clock and the one of the place."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCompleter

from mltracker.domain import limits
from mltracker.ui.widgets.form import completer
from mltracker.ui.words import clock_time, day, home_zone, tr


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone the zone data knows, for completion."""
    return tuple(sorted(limits.zone_names()))


def zone_completer(parent: QObject) -> QCompleter:
    """Completes a zone by any part of its name."""
    made = completer(zone_names(), parent)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made


def place_name(zone: str) -> str:
    """The place a zone is named for: "New York"; the zone itself where it names none."""
    return zone.rpartition("/")[2].replace("_", " ")


def same_clock(at: datetime, zone: str) -> bool:
    """Whether the clocks of a zone and of the user show the same at an instant."""
    return at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(home_zone()).utcoffset()


def there_words(at: datetime, zone: str) -> str:
    """An instant on their clock: "09:00 in New York", with the day where it is another; empty where it is the same."""
    if same_clock(at, zone):
        return ""
    theirs, mine = at.astimezone(ZoneInfo(zone)), at.astimezone(home_zone())
    other_day = f"{day(theirs.date())}, " if theirs.date() != mine.date() else ""
    return tr("{0}{1} in {2}").format(other_day, f"{theirs:%H:%M}", place_name(zone))


def here_words(at: datetime, zone: str, now: datetime) -> str:
    """An instant on the user's clock, where that differs from theirs: "That is Thu 3 Dec, 15:00 for you." """
    if same_clock(at, zone):
        return ""
    local = at.astimezone(home_zone())
    today = now.astimezone(home_zone()).date()
    return tr("That is {0}, {1} for you.").format(day(local.date(), today), clock_time(at))


def mail_line(at: datetime, zone: str, minutes: int) -> str:
    """A time as a mail states it, on their clock: "Thursday, 3 December 2026, 09:00 to 09:45 New York time (UTC-5)"."""
    tz = ZoneInfo(zone)
    start = at.astimezone(tz)
    end = datetime.fromtimestamp(at.timestamp() + 60 * minutes, tz)
    place = tr("{0} time ({1})").format(place_name(zone), offset_words(start)) if zone != "UTC" else "UTC"
    return f"{start:%A}, {start.day} {start:%B} {start.year}, {start:%H:%M} to {end:%H:%M} {place}"


def offset_words(at: datetime) -> str:
    """How far a local time is from UTC: "UTC-5", "UTC+5:30", "UTC"."""
    span = at.utcoffset()
    seconds = int(span.total_seconds()) if span is not None else 0
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
