"""Who is hiring and for what, where a posting says so plainly: a start for two fields, never more than that.

A guess is made only from forms that postings use: a label, a title line, "About ...", "... is looking for". Else it is
empty, as an empty field is mended sooner than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mltracker.domain.limits import NAME
from mltracker.domain.posting_headings import WORKER
from mltracker.domain.posting_text import plain_text

LOOKED_AT, HEAD, TITLES, LONGEST_TITLE, LONGEST_COMPANY = 4_000, 25, 3, 100, 6
_MARKUP = " *#=~_>"
_JOB = re.compile(rf"\b(?:{WORKER}|programmer|scholar|fellow)\b", re.IGNORECASE)
_LABELED = {
    "company": re.compile(r"(?:company|employer|organi[sz]ation|client)\s*[:|]\s*(.+)", re.IGNORECASE),
    "role": re.compile(r"(?:job title|title|role|position|vacancy|job)\s*[:|]\s*(.+)", re.IGNORECASE),
}
_NAME = r"(?:The )?[A-Z0-9][\w&'’.+-]*(?: (?:&|and|of|for|the|[A-Z0-9][\w&'’.+-]*))*"
_HEADING = re.compile(
    rf"(?:About |Who is |Why |Join |(?:Join us|We are hiring|We're hiring|Life|Work|Working|Jobs|Careers)(?: at | ?@ ?))"
    rf"({_NAME})\s*[:?!]?"
)
_AT = re.compile(rf".*(?:\bat ({_NAME})(?: \(.*\))?|@ ?({_NAME})(?:,? \W.*|, .*)?)")
_TOLD = [
    re.compile(rf"(?:(?:Hi|Hello)\W+)?(?:We are|We're|At) ({_NAME})(?=[,.(]| and\b)"),
    re.compile(rf"({_NAME}),? (?:is|are) (?:a|an|the|one|hiring|looking|seeking|building|recruiting)\b"),
]
_NOBODY = re.compile(
    r"(?:about|hi|hello|dear|who|what) .*|.* (?:qualifications|requirements|responsibilities|skills|experience)|(?:the |this |our |your )?(?:hi|hello|us|you|we|it|this|that|there|here|who|what|role|position|job|team|company|client|opportunity|"
    r"candidate|project|department|work|person|data|join|why|about|how|remote|hybrid|location|salary|benefits|requirements|"
    rf"responsibilities|qualifications|(?:.* )?overview|summary|tasks|duties|mission|stack|series [a-e]|full.?time|part.?time|contract|.*\b{WORKER})s?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*[\(\[](?:[mfwdxh]\s*/\s*)+[mfwdxh*]\s*[\)\]]|\s*\b[mfwdx](?:/[mfwdx])+\b", re.IGNORECASE
)
_PARTS = re.compile(r"\s+(?:[-–—|·@]+|//)\s+|\s*\|\s*")
_SPEAKS = re.compile(
    r"\b(?:you|your|we|our|us|i|who|whom|looking for|seeking)\b|'(?:re|ll|s) ", re.IGNORECASE
)
_END = re.compile(r"\s*[,(|·–—].*|\s+-\s.*")
_PLACE = re.compile(
    r"remote|hybrid|on-?site|office|full.?time|part.?time|€|\$|£|\d{4}|posted|ref\b|:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PostingNames:
    """Company and role as a posting names them; empty where it does not say plainly."""

    company: str = ""
    role: str = ""


def posting_names(text: str) -> PostingNames:
    """What to offer for the two names of an application kept from this posting."""
    stripped = (line.strip(_MARKUP) for line in plain_text(text[:LOOKED_AT]).splitlines())
    lines = [line for line in stripped if line][:HEAD]
    role, at = _labeled("role", lines), -1
    if not role:
        at = next((n for n, line in enumerate(lines[:TITLES]) if _is_title(line)), -1)
        role = _ASIDE.sub("", lines[at]).strip(" *#:-–—|") if at >= 0 else ""
    company = _labeled("company", lines) or _said(lines, role) or _beside(role, lines) or _next_to(lines, at)
    if company:
        role = " - ".join(
            part
            for part in _PARTS.split(role)
            if company.casefold() not in part.casefold() or _JOB.search(part)
        )
        role = re.sub(rf"(?:,| at| @)\s*{re.escape(company)}\b.*", "", role, flags=re.IGNORECASE)
    return PostingNames(company[:NAME], role[:NAME].strip(" ,-"))


def _labeled(which: str, lines: list[str]) -> str:
    found = (_LABELED[which].fullmatch(line) for line in lines if len(line) <= LONGEST_TITLE)
    return next((match[1].strip() for match in found if match and not _SPEAKS.search(match[1])), "")


def _is_title(line: str) -> bool:
    is_short = len(line) <= LONGEST_TITLE and not line.endswith((".", "?", "!", ","))
    return is_short and bool(_JOB.search(line)) and not _SPEAKS.search(line)


def _said(lines: list[str], role: str) -> str:
    """Named by a heading, in the title behind `at`, or at the start of a sentence."""
    found = [*map(_HEADING.fullmatch, lines), _AT.fullmatch(role)]
    found += [pattern.match(line) for pattern in _TOLD for line in lines]
    names = (match[match.lastindex or 0].strip(" .") for match in found if match)
    return next((name for name in names if _is_company(name)), "")


def _beside(role: str, lines: list[str]) -> str:
    """A part of the title that is spoken of again below it: `Fernhollow Labs | ML Engineer`."""
    for part in _PARTS.split(role):
        name = _END.sub("", part)
        again = sum(name.split(" ")[0] in line.split() for line in lines) if name else 0
        if again > 1 and not _JOB.search(part) and _is_company(name) and re.fullmatch(_NAME, name):
            return name
    return ""


def _next_to(lines: list[str], at: int) -> str:
    """The short line under the title, or the first one above it."""
    for beside in (at + 1, at - 1):
        if at >= 0 and 0 <= beside < len(lines):
            line = _END.sub("", lines[beside]).strip(" *#")
            if _is_company(line) and re.fullmatch(_NAME, line) and not _PLACE.search(line):
                return line
    return ""


def _is_company(name: str) -> bool:
    return bool(name) and len(name.split()) <= LONGEST_COMPANY and not _NOBODY.fullmatch(name)
