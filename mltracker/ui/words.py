"""Dates, spans and shares in the window's words: "Thu 3 Dec, 14:00 (in 2 days)", "2 d 4 h", "62%"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QTimeZone


def tr(text: str, n: int = -1) -> str:
    """A translated sentence; with n the plural that fits (%n is replaced)."""
    words = QCoreApplication.translate("words", text, "", n)
    # Qt has put the number in, without separators
    return words.replace(str(n), f"{n:,}", 1) if n >= 1_000 else words


def home_zone() -> tzinfo:
    """The user's zone, as the system has it."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def home_zone_name() -> str:
    """The IANA name of the user's zone."""
    return str(home_zone())


def day(value: date, today: date | None = None) -> str:
    """A date: "Thu 3 Dec", with the year when it is not today's."""
    text = f"{value:%a} {value.day} {value:%b}"
    return text if today is None or value.year == today.year else f"{text} {value.year}"


def short_day(value: date, today: date) -> str:
    """A date where room is scarce: "3 Dec", with the year when it is not today's."""
    text = f"{value.day} {value:%b}"
    return text if value.year == today.year else f"{text} {value.year}"


def days_between(earlier: datetime, later: datetime, zone: tzinfo | None = None) -> int:
    """How many midnights of the user's zone lie between two instants: yesterday evening is one day ago."""
    here = zone or home_zone()
    return (later.astimezone(here).date() - earlier.astimezone(here).date()).days


def day_and_time(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """An instant in the user's zone: "Thu 3 Dec, 14:00 (in 2 days)"."""
    local, today = at.astimezone(zone or home_zone()), now.astimezone(zone or home_zone())
    return f"{day(local.date(), today.date())}, {local:%H:%M} ({relative_day(local.date(), today.date())})"


def clock_time(at: datetime, zone: tzinfo | None = None) -> str:
    """The wall-clock time of an instant: "14:00"."""
    return f"{at.astimezone(zone or home_zone()):%H:%M}"


def relative_day(value: date, today: date) -> str:
    """How far a day is: "today", "tomorrow", "in 2 days", "yesterday", "3 days ago"."""
    days = (value - today).days
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("tomorrow")
    if days == -1:
        return tr("yesterday")
    return tr("in %n days", days) if days > 0 else tr("%n days ago", -days)


def countdown(left: timedelta) -> str:
    """What is left until something: "2 d 4 h", "3 h 20 min", "12 min", "now"."""
    minutes = int(left.total_seconds() // 60)
    if minutes <= 0:
        return tr("now")
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours and days < 7 else f"{days} d"
    return (f"{hours} h {minutes} min" if minutes else f"{hours} h") if hours else f"{minutes} min"


def long_countdown(left: timedelta) -> str:
    """The same for a hero: "2 days 4 h"."""
    days = int(left.total_seconds() // 86_400)
    if left.total_seconds() < 60:
        return tr("now")
    if days < 1:
        return countdown(left)
    hours = int(left.total_seconds() // 3_600) % 24
    words = tr("1 day") if days == 1 else tr("%n days", days)
    return f"{words} {hours} h" if hours and days < 7 else words


def percent(share: float) -> str:
    """A share as a whole percentage; never 0% or 100% for what is neither."""
    return f"{min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)}%"


def moved(before: float, after: float) -> str:
    """How a chance changed, as far as one can see: "45% → 51%", or "45%, as before"."""
    then, now = percent(before), percent(after)
    return tr("{0} → {1}").format(then, now) if then != now else tr("{0}, as before").format(now)


def likely(low: float, high: float) -> str:
    """An interval in words: "likely 48 to 74%"."""
    return tr("likely {0} to {1}").format(percent(low).rstrip("%"), percent(high))


def inside(title: str) -> str:
    """A title within a sentence: "Evaluation metrics" begins small there, "ML foundations" does not."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def one_in(share: float) -> str:
    """A small chance as people say it: "about 1 in 8"; from a half on, a percentage."""
    if share >= 0.45:
        return tr("about {0}").format(percent(share))
    return tr("about 1 in {0}").format(round(1 / max(share, 0.001)))


def minutes(count: int) -> str:
    """A duration: "45 min", "4 h", "1 h 30 min"."""
    hours, rest = divmod(count, 60)
    if not hours or count <= 90:
        return f"{count} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def questions(count: int) -> str:
    """How many questions: "1 question", "12 questions"."""
    return tr("1 question") if count == 1 else tr("%n questions", count)


def counted(counts: Mapping[str, int]) -> str:
    """What a backup holds, from the number of rows by table: "13 applications, 9 interviews, 120 answers"."""
    words = (
        ("application", tr("1 application"), "%n applications"),
        ("interview", tr("1 interview"), "%n interviews"),
        ("attempt", tr("1 answer"), "%n answers"),
    )
    return ", ".join(
        one if counts.get(name) == 1 else tr(many, counts.get(name, 0)) for name, one, many in words
    )


OUTCOME_WORDS = {
    "rejected": "They said no",
    "withdrawn": "I withdrew",
    "ghosted": "They went silent",
    "declined": "I declined an offer",
    "accepted": "I accepted an offer",
    "expired": "The posting closed",
}


def outcome_words(outcome: str) -> str:
    """How an application ended, in the words that were chosen for it; empty for one that is open."""
    return tr(OUTCOME_WORDS[outcome]) if outcome in OUTCOME_WORDS else ""


def money(low: int | None, high: int | None, currency: str, period: str) -> str:
    """A salary range: "165,000 to 190,000 USD a year"; empty without figures."""
    figures = [f"{value:,}" for value in dict.fromkeys((low, high)) if value is not None]
    return f"{' to '.join(figures)} {currency} a {period}".replace("  ", " ") if figures else ""


def points_words(value: float) -> str:
    """Signed percentage points in words: "+6 points", "+1 point"."""
    return tr("{0} point" if abs(round(value)) == 1 else "{0} points").format(points(value))


def fine_points(value: float) -> str:
    """Signed percentage points to a tenth, for what is worth less than one: "+0.6", "−0.1"."""
    size = f"{abs(value):.1f}"
    return size if float(size) == 0 else f"+{size}" if value > 0 else f"−{size}"


def points(value: float) -> str:
    """Signed percentage points with a real minus: "+6", "−8"."""
    rounded = round(value)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"
