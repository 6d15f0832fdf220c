"""Until when one can apply, where a posting says so: a phrase of a deadline, and a date right behind it.

English and German, as German postings are common in Europe. Else nothing is offered: an empty field is mended sooner
than a wrong one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from mltracker.domain.limits import LATEST
from mltracker.domain.posting_text import plain_text

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_MONTHS = [
    ("Jan", "January", "Januar", "Jänner"),
    ("Feb", "February", "Februar"),
    ("Mar", "March", "März", "Mrz"),
    ("Apr", "April"),
    ("May", "Mai"),
    ("Jun", "June", "Juni"),
    ("Jul", "July", "Juli"),
    ("Aug", "August"),
    ("Sep", "Sept", "September"),
    ("Oct", "October", "Okt", "Oktober"),
    ("Nov", "November"),
    ("Dec", "December", "Dez", "Dezember"),
]
_WEEKDAYS = [
    ("Mon", "Mo", "Monday", "Montag"),
    ("Tue", "Di", "Tues", "Tuesday", "Dienstag"),
    ("Wed", "Mi", "Wednesday", "Mittwoch"),
    ("Thu", "Do", "Thur", "Thurs", "Thursday", "Donnerstag"),
    ("Fri", "Fr", "Friday", "Freitag"),
    ("Sat", "Sa", "Saturday", "Samstag", "Sonnabend"),
    ("Sun", "So", "Sunday", "Sonntag"),
]


def _any(words: str) -> str:
    """One of these words, or none, each followed by a space; several in a row."""
    return rf"(?:(?:{words.replace(' ', '|')}),? ){{0,12}}?"


_BY = r"(?:by|before|until|till|through|no later than|not later than)"
_VACANCY = r"(?:applications?|application window|vacancy|role|position|posting|job|advert(?:isement)?|call)"
_PHRASES = (
    rf"apply {_any('now online here directly today please via through with using to for at the this our your a an and role position job link website portal form cv resume cover letter email')}{_BY}",
    rf"(?:submit|send) {_any('us in your an the a application applications cv resume cover letter and documents materials online via email')}{_BY}",
    rf"applications? {_any('will must should can may need to are is be being only received accepted submitted sent open in us reach considered and')}(?:{_BY}|due)",
    rf"{_VACANCY} (?:will |is (?:expected|scheduled|anticipated) to )?(?:closes?|expires?)",
    rf"{_VACANCY} (?:will |is )?(?:remains? |stays? )?open until",
    rf"{_VACANCY} (?:closing date|close date|end date|due date|deadline)",
    r"(?:deadline|closing date|last da(?:y|te)) (?:for|of|to) (?:the )?(?:receipt of )?(?:applications?|apply|applying|submission)",
    # looks back at the stop, since a phrase begins behind no word
    r"(?:^|(?<=[.!?] ))[*#• -]*(?:the )?(?:deadline|clos(?:ing|e) date)",
    r"bewerbungs(?:schluss|frist|ende|deadline)|einsendeschluss",
    rf"(?:bewerbung|bewerbungen|unterlagen|bewerben|bewirb) {_any('sie ihr euch sich dich bitte uns an per mail e-mail online gerne direkt jetzt')}bis",
)
_CLOCK = r"\b\d{1,2}(?:[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?)"
_TIE = (
    r"(?:[\s:,|*_()–—-]|\b(?:is|are|on|by|until|before|the|no later than|latest|midnight|noon|end of|extended to|to|at"
    r"|date|ist|der|am|bis|zum|den|spätestens|einschließlich|läuft|endet|uhr|utc|gmt|cet|cest|[ecmp][sd]?t)\b"
    rf"|{_CLOCK}){{1,24}}?"
)
_DAY_NAME = rf"(?:(?P<weekday>{'|'.join(w.lower() for names in _WEEKDAYS for w in names)})\b[.,]{{0,2}}\s(?:the |den |der )?)?"
_MONTH_NAMES = sorted((m.lower() for names in _MONTHS for m in names), key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})\b\.?"
_YEAR = r"(?:,?[\s-](?P<{0}>20\d\d)(?!\d)|(?!,?[\s-]\d{{4}}))"
_DATE = (
    r"(?:(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
    r"|(?P<dotted>(?P<dd>\d{1,2})\. ?(?P<dm>\d{1,2})\.(?:(?: (?=20))?(?P<dy>20\d\d|\d\d)(?![\d:]))?)"
    r"|(?P<slashed>(?P<s1>\d{1,2})[/-](?P<s2>\d{1,2})[/-](?P<sy>20\d\d)(?!\d))"
    rf"|(?P<wordy>(?P<wd>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-](?:of )?(?P<wm>{_MONTH}){_YEAR.format('wy')})"
    rf"|(?P<american>(?P<am>{_MONTH}) (?P<ad>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR.format('ay')}))"
)


@cache
def _pattern() -> re.Pattern[str]:
    """For texts in lower case, which are searched faster; made when first needed, since starting the app needs none."""
    phrases = "|".join(_PHRASES)
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-]){_TIE}{_DAY_NAME}{_DATE}", re.MULTILINE)


def posting_deadline(text: str, today: date) -> date | None:
    """The last day to apply that a posting names; None where it names none plainly.

    A day without a year is the one nearest to `today`. None is also said of a day that is over, of 3/12/2026 (two days,
    depending on the reader), of a weekday that is not that day's, and where two days are named.
    """
    days = {_day(match, today) for match in _pattern().finditer(plain_text(text).lower())} - {None}
    ahead = {day for day in days if day is not None and today <= day < LATEST}
    return ahead.pop() if len(ahead) == 1 else None


def _day(match: re.Match[str], today: date) -> date | None:
    day, month, year = _parts(match)
    years = [year] if year else [today.year - 1, today.year, today.year + 1]
    days = [found for number in years if (found := _read(day, month, number)) is not None]
    nearest = min(days, key=lambda found: abs(found - today), default=None)
    named = match["weekday"]
    if nearest is not None and named and _info().weekday(named) != nearest.weekday():
        return None
    return nearest


def _parts(match: re.Match[str]) -> tuple[str, str, int]:
    """Day, month by its name and year; no month where none or more than one can be meant, year 0 where none is said."""
    if match["iso"]:
        year, month, day = match["iso"].split("-")
    elif match["dotted"]:
        day, month, year = match["dd"], match["dm"], match["dy"] or "0"
    elif match["slashed"]:
        month, day = sorted((match["s1"], match["s2"]), key=int)
        year = match["sy"]
        month = "" if int(day) <= 12 and int(day) != int(month) else month
    else:
        day, month = match["wd"] or match["ad"], match["wm"] or match["am"]
        year = match["wy"] or match["ay"] or "0"
    if month.isdigit():
        month = _MONTHS[int(month) - 1][0] if 1 <= int(month) <= 12 else ""
    return day, month.rstrip("."), int(year) + 2_000 * (0 < int(year) < 100)


def _read(day: str, month: str, year: int) -> date | None:
    from dateutil.parser import parse

    if not month:
        return None
    try:
        # with a default, or what is missing would be that of the day on which this runs
        return parse(f"{day} {month} {year}", parserinfo=_info(), default=datetime(2000, 1, 1)).date()  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


@cache
def _info() -> parserinfo:
    """The names of months and weekdays in both languages."""
    from dateutil.parser import parserinfo

    class Names(parserinfo):
        MONTHS = _MONTHS  # type: ignore[assignment]
        WEEKDAYS = _WEEKDAYS  # type: ignore[assignment]

    return Names(dayfirst=True)
