"""A user's own questions as files in the format of the shipped ones: bytes to entries and faults, entries to text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from mltracker.domain.content import PackEntry, QuestionEntry
from mltracker.domain.drafts import sentence
from mltracker.domain.limits import PACK_BYTES, PACK_QUESTIONS
from mltracker.domain.prose import hostile_marks
from mltracker.exchange.toml_text import table

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*question[ \t]*\]\]", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# a key of thousands of parts would keep the reader busy for hours
_LONG_KEY = re.compile(r"(?<![\w\"'-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){9}")
# more of these than any pack of this size needs would only keep the reader busy: headings, fields, tables in a line
_HEADINGS = re.compile(r"^[ \t]*\[", re.MULTILINE)
_MOST_HEADINGS, _MOST_SIGNS, _MOST_FIELDS = 20_000, 200_000, 100
_HEADER = "# Questions of one's own, in the format of the questions that mltracker ships.\n"
_WORDS = {
    "string_pattern_mismatch": "small letters, digits and single hyphens, such as my-first-question",
    "extra_forbidden": "this is no field of a question",
    "list_type": "a list is needed here",
    "string_too_long": "at most {max_length} characters fit here",
    "too_short": "at least {min_length} are needed, here are {actual_length}",
    "too_long": "at most {max_length} fit here",
}


@dataclass(frozen=True, slots=True)
class PackFault:
    """Why a pack is refused: where (line 0 when it cannot be told), which question, and what is wrong."""

    line: int
    slug: str
    reason: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (f"line {self.line}" if self.line else "", self.slug)))
        return f"{where}: {self.reason}" if where else self.reason


@dataclass(frozen=True, slots=True)
class Pack:
    """What a file holds: entries and faults in the order of the file. With a fault nothing of it should be kept."""

    entries: tuple[PackEntry, ...]
    faults: tuple[PackFault, ...]


def parse(data: bytes, *, topics: Collection[str], complete: bool = False) -> Pack:
    """Read a pack. `complete` asks of every question what the shipped ones hold. Code in it is never run."""
    if len(data) > PACK_BYTES:
        return _refused(f"the file is too big; a pack of up to {PACK_BYTES / 1e6:,.0f} MB can be read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _refused("this is not UTF-8 text; save the file as UTF-8", line)
    if harm := _harm(text):
        return harm
    try:
        document = tomllib.loads(text)
    except RecursionError:
        return _refused("this is nested too deeply to be a pack of questions")
    except ValueError as error:
        return _not_toml(str(error), text)
    return _entries(document, text, topics, QuestionEntry if complete else PackEntry)


def write(entries: Iterable[PackEntry]) -> str:
    """The text of a pack; reading it gives equal entries."""
    return "\n".join([_HEADER, *(_written(entry) for entry in entries)])


def _entries(document: dict[str, Any], text: str, topics: Collection[str], kind: type[PackEntry]) -> Pack:
    raw = document.get("question")
    strangers = [key for key in document if key != "question"]
    if strangers:
        return _refused(f"'{strangers[0][:60]}' is not known; every question begins with [[question]]")
    if not isinstance(raw, list) or not raw or not all(isinstance(item, dict) for item in raw):
        return _refused("there is no question in it; every question begins with [[question]]")
    if len(raw) > PACK_QUESTIONS:
        return _refused(f"{len(raw):,} questions are too many for one pack; {PACK_QUESTIONS:,} can be read")
    lines = _lines(text, len(raw))
    entries: list[PackEntry] = []
    faults: list[PackFault] = []
    for number, (item, line) in enumerate(zip(raw, lines, strict=True), start=1):
        slug = item.get("slug")
        name = slug[:100] if isinstance(slug, str) and slug else f"question {number}"
        if len(item) > _MOST_FIELDS:
            faults.append(PackFault(line, name, f"{len(item):,} fields are too many for a question"))
            continue
        try:
            entry = kind.model_validate(item)
        except ValidationError as error:
            faults += [PackFault(line, name, reason) for reason in _reasons(error)]
            continue
        faults += [PackFault(line, name, reason) for reason in _wrong(entry, topics)]
        entries.append(entry)
    faults += _twice(entries, raw, lines)
    return Pack(tuple(entries), tuple(sorted(faults, key=lambda fault: fault.line)))


def _wrong(entry: PackEntry, topics: Collection[str]) -> Iterator[str]:
    for slug in (entry.topic, *entry.also):
        if slug not in topics:
            yield f"there is no topic '{slug[:60]}'"
    if entry.part_of == entry.slug:
        yield "it cannot be part of itself"
    for text in (entry.short_answer, entry.answer):
        yield from hostile_marks(text)


def _twice(
    entries: Sequence[PackEntry], raw: Sequence[dict[str, Any]], lines: Sequence[int]
) -> list[PackFault]:
    counts = Counter(entry.slug for entry in entries)
    seen: Counter[str] = Counter()
    faults = []
    for item, line in zip(raw, lines, strict=True):
        slug = item.get("slug")
        if not isinstance(slug, str) or counts[slug] < 2:
            continue
        seen[slug] += 1
        if seen[slug] > 1:
            faults.append(PackFault(line, slug, "the slug stands in this file before"))
    return faults


def _reasons(error: ValidationError) -> Iterator[str]:
    for item in error.errors():
        parts = [f"{part + 1}" if isinstance(part, int) else str(part) for part in item["loc"]]
        place = " ".join(part for part in parts if not part.startswith(("function-", "constrained-")))
        words = _WORDS.get(item["type"]) or sentence(item)
        words = words.format(**item.get("ctx", {})).rstrip(".")
        yield f"{place}: {words[0].lower()}{words[1:]}" if place else f"{words[0].lower()}{words[1:]}"


def _harm(text: str) -> Pack | None:
    """Why a text is not even given to the reader; None for one that is."""
    if found := _LONG_KEY.search(text):
        return _refused("a name with so many dots has no place here", text.count("\n", 0, found.start()) + 1)
    if max(text.count("="), text.count("{")) > _MOST_SIGNS or len(_HEADINGS.findall(text)) > _MOST_HEADINGS:
        return _refused("this holds more headings and fields than a pack of questions can have")
    return None


def _not_toml(message: str, text: str) -> Pack:
    place = _PLACE.search(message)
    words = _PLACE.sub("", message)
    line = 0
    if place:
        line = int(place[1]) if place[1] else text.count("\n") + 1
        words += "" if place[1] else " at the end of the file"
    return _refused(f"this is not TOML: {words[:1].lower()}{words[1:200]}", line)


def _refused(reason: str, line: int = 0) -> Pack:
    return Pack((), (PackFault(line, "", reason),))


def _lines(text: str, count: int) -> list[int]:
    """The line of each heading; zeros when some stand where headings are none, within a text."""
    starts = [found.start() for found in _HEADING.finditer(text)]
    if len(starts) != count:
        return [0] * count
    found, line, at = [], 1, 0
    for start in starts:
        line += text.count("\n", at, start)
        found.append(line)
        at = start
    return found


def _written(entry: PackEntry) -> str:
    values = {
        name: value
        for name, value in entry.model_dump(exclude_none=True, exclude={"coding"}).items()
        if value not in ("", [])
    }
    for item in values.get("references", []):
        for key in ("url", "isbn"):
            if not item[key]:
                del item[key]
    text = table("question", values, many=True)
    if entry.coding is not None:
        coding = {key: value for key, value in entry.coding.stored().items() if value not in ("", [], False)}
        text += "\n" + table("question.coding", {"starter": "", **coding})
    return text
