"""Letters: fields filled in, gaps marked so that they cannot be overlooked, and the link that opens a mail program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from mltracker.domain.content import MESSAGE_FIELDS, MessageEntry, MessageField
from mltracker.domain.errors import InvalidInput

MARKS: dict[MessageField, str] = {
    "contact": "[their name]",
    "company": "[company]",
    "role": "[role]",
    "round": "[which round]",
    "date": "[date]",
    "fact": "[one thing from the talk]",
    "name": "[your name]",
}
# mail programs get the link through the system, and Windows passes on about two thousand characters
LONGEST_LINK = 1_900
SHORT = 32
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\?&]+@[^\s@,;:<>()\[\]\"\\?&]+\.[^\s@.,;:<>()\[\]\"\\?&]+")
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx"})


@dataclass(frozen=True, slots=True)
class LetterText:
    """A subject and a body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MailLink:
    """A mailto link; without `whole` it holds the subject only, because the letter is too long for a link."""

    url: str
    whole: bool


def filled(letter: MessageEntry, values: Mapping[MessageField, str]) -> LetterText:
    """The letter with its fields; a missing one stays as a mark such as "[their name]"."""
    known = {field: " ".join(values.get(field, "").split()) or MARKS[field] for field in MESSAGE_FIELDS}
    return LetterText(letter.subject.format(**known), letter.body.strip().format(**known))


def gaps(start: LetterText, now: LetterText) -> tuple[str, ...]:
    """What is still to be filled in: marks, and lines for the writer that are as they were at the `start`.

    Lines for the writer are bare dashes and lines that end in a colon with nothing below them.
    """
    found = dict.fromkeys(mark for mark in MARKS.values() if mark in now.subject or mark in now.body)
    asked = {line.strip() for line in start.body.splitlines() if _is_open_line(line)}
    lines = [line.strip() for line in now.body.splitlines()]
    for number, line in enumerate(lines):
        if line not in asked:
            continue
        below = lines[number + 1 : number + 2]
        listed = next(filter(None, lines[number + 1 :]), "").startswith("-")
        if line == "-":
            found.setdefault(line)
        elif not any(below) and not listed:
            found.setdefault(_end_of(line.rstrip(":")))
    return tuple(found)


def swapped(text: LetterText, before: str, after: str) -> LetterText:
    """The letter with one passage, such as a mark, in place of another."""
    if not before:
        return text
    return LetterText(text.subject.replace(before, after), text.body.replace(before, after))


def greeting(text: LetterText, before: str, after: str) -> LetterText:
    """The letter with another name in its first line, where the one before stands as a word of its own."""
    first, line, rest = text.body.partition("\n")
    pattern = rf"(?<!\w){re.escape(before)}(?!\w)"
    return LetterText(text.subject, re.sub(pattern, lambda _: after, first, count=1) + line + rest)


def first_name(name: str) -> str:
    """How a letter greets: the first name; the whole name where it begins with a title."""
    words = name.split()
    if not words or words[0].rstrip(".").casefold() in _TITLES:
        return " ".join(words)
    return words[0]


def letter_date(day: date, today: date) -> str:
    """A day as a letter says it: "Thursday, December 3", with the year when it is not today's."""
    words = f"{day:%A}, {day:%B} {day.day}"
    return words if day.year == today.year else f"{words}, {day.year}"


def mail_link(to: str, text: LetterText) -> MailLink:
    """A mailto link with nothing but address, subject and body; raises InvalidInput at `to` for a wrong address."""
    address = to.strip()
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise InvalidInput({"to": "An e-mail address is needed here, such as name@company.com."})
    link = f"mailto:{quote(address, safe='@+')}?subject={quote(text.subject, safe='')}"
    whole = link + f"&body={quote(text.body.replace(chr(10), chr(13) + chr(10)), safe='')}"
    return MailLink(whole, whole=True) if len(whole) <= LONGEST_LINK else MailLink(link, whole=False)


def _end_of(line: str) -> str:
    """The last words of a line, as many as stand in a short notice."""
    words = line.split()
    while len(words) > 1 and sum(map(len, words)) + len(words) > SHORT:
        words = words[1:]
    return " ".join(words) if len(words) == len(line.split()) else "… " + " ".join(words)


def _is_open_line(line: str) -> bool:
    return line.strip() == "-" or line.rstrip().endswith(":")
