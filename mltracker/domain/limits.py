"""Every limit of a field, in one table, and the checked text types that drafts are made of."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

NAME = 200
URL = 2_000
LONG = 20_000
POSTING = 200_000
PACK_BYTES, PACK_QUESTIONS = 4_000_000, 2_000
DOCUMENT_BYTES = 500_000_000
MINUTES = (1, 2_880)
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)
MONEY = 2_000_000_000
INTEGER = 2**63 - 1

_LEGAL_FORMS = re.compile(
    r"(?:,? (?:ab|ag|aps|as|b\.?v|co|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|ltd|n\.?v|oy|plc|pty"
    r"|s\.?a|sarl|sas|se|sl|spa|srl|ug)\.?)+$"
)
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


def check_text(value: str, limit: int, *, one_line: bool = False) -> str:
    """Text as it is kept: stripped, on one line if asked; raises ValueError with a sentence if it cannot be stored."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("This text holds a broken character that cannot be saved.") from None
    if "\x00" in value:
        raise ValueError("This text holds a null character that cannot be saved.")
    cleaned = _SPACES.sub(" ", value).strip() if one_line else value.replace("\r\n", "\n").strip()
    if len(cleaned) > limit:
        raise ValueError(f"This is {len(cleaned):,} characters long; {limit:,} fit here.")
    return cleaned


def _text(limit: int, *, one_line: bool) -> BeforeValidator:
    def check(value: object) -> object:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ValueError("Text is needed here.")
        return check_text(value, limit, one_line=one_line)

    return BeforeValidator(check)


def _filled(value: str) -> str:
    if not value:
        raise ValueError("This is needed.")
    return value


def check_url(value: str) -> str:
    """An http or https address with a host and without user name; raises ValueError with a sentence."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        # the port is read because only reading it tells a wrong one
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError:
        raise ValueError("This is not a web address.") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("Only http and https addresses can be kept here.")
    if not host or not host.strip(".") or user is not None or _UNSEEN.search(value):
        raise ValueError("This is not a web address.")
    return value


def check_date(value: date) -> date:
    """A day between 1990 and 2100; raises ValueError with a sentence."""
    if not EARLIEST <= value < LATEST:
        raise ValueError("The year must lie between 1990 and 2099.")
    return value


def check_instant(value: datetime) -> datetime:
    """An aware instant between 1990 and 2100, returned in UTC; raises ValueError with a sentence."""
    if value.tzinfo is None:
        raise ValueError("This time needs a time zone.")
    try:
        value = value.astimezone(UTC)
    except OverflowError:
        raise ValueError("The year must lie between 1990 and 2099.") from None
    check_date(value.date())
    return value


@cache
def zone_names() -> frozenset[str]:
    """Every time zone the zone data knows; read once, as it lies in hundreds of files."""
    return frozenset(available_timezones())


def check_zone(value: str) -> str:
    """A time zone name that the zone data knows; raises ValueError with a sentence."""
    if value not in zone_names():
        # a broken character would not survive being told
        shown = value[:60].encode("utf-8", "backslashreplace").decode()
        raise ValueError(f"The time zone '{shown}' is not known.")
    ZoneInfo(value)
    return value


def name_key(name: str) -> str:
    """The form under which two spellings of a name are the same: NFC, spaces collapsed, casefolded."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def firm_key(name: str) -> str:
    """The key of a company's name without its legal form: "Brightwell Robotics, Inc." is Brightwell Robotics too."""
    return _LEGAL_FORMS.sub("", name_key(name))


OneLine = Annotated[str, _text(NAME, one_line=True)]
Name = Annotated[str, _text(NAME, one_line=True), AfterValidator(_filled)]
Note = Annotated[str, _text(LONG, one_line=False)]
FilledNote = Annotated[str, _text(LONG, one_line=False), AfterValidator(_filled)]
PostingText = Annotated[str, _text(POSTING, one_line=False)]
WebAddress = Annotated[str, _text(URL, one_line=True), AfterValidator(check_url)]
Day = Annotated[date, AfterValidator(check_date)]
Instant = Annotated[datetime, AfterValidator(check_instant)]
Zone = Annotated[str, AfterValidator(check_zone)]
Money = Annotated[int, Field(ge=0, le=MONEY)]
Minutes = Annotated[int, Field(ge=MINUTES[0], le=MINUTES[1])]
Id = Annotated[int, Field(ge=1, le=INTEGER)]
