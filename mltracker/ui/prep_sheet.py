"""The prep sheet of an interview on one page: what is known above, questions and stories at the left, what to say and do at
the right.

It always fits. Where there is too much, each column gives up in the order of `LEFT` and `RIGHT`, one by one, and says how
many more there are; the room that is left over becomes lines to write on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from PySide6.QtGui import QPageSize

from mltracker.domain.documents import clean_file_name
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.stories import StoryChoice
from mltracker.services import catalog
from mltracker.services.prep_sheets import PrepSheet
from mltracker.ui import explain
from mltracker.ui.paper import BOX, QUIET, TITLE, Column, Ink, Page, one_line
from mltracker.ui.words import day, home_zone, home_zone_name, likely, minutes, percent, short_day, tr
from mltracker.ui.zones import place_name, there_words

INDENT, GUTTER, LABEL, BETWEEN, FOOT = 16.0, 33.0, 56.0, 20.0, 20.0
LEFT_SHARE, HEAD_SHARE = 0.54, 0.36
NAME_BYTES, NAME_END = 90, ".pdf"
LETTERS, LESS = 240, 20
MOST_NOTES, LEAST_NOTES, MOST_LINES, MOST_ALONE = 24, 3, 8, 12

Room = Mapping[str, int]
Steps = Sequence[tuple[str, int]]
Write = Callable[[Column, Room], None]
# what is given up, first to last, and down to how much: long texts are cut before anything is left out
HEAD: Steps = (("letters", 160), ("announced", 4), ("people", 2), ("letters", 90), ("letters", 40))
LEFT: Steps = (
    ("letters", 160), ("stories", 3), ("questions", 6), ("letters", 90), ("stories", 1), ("questions", 3),
    ("letters", 40), ("stories", 0), ("questions", 0),
)  # fmt: skip
RIGHT: Steps = (
    ("lines", 1), ("checklist", 6), ("letters", 160), ("told", 2), ("checklist", 3), ("asks", 5), ("letters", 90),
    ("lines", 0), ("told", 1), ("checklist", 1), ("asks", 3), ("letters", 40), ("checklist", 0), ("told", 0),
    ("asks", 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts the parts of a sheet into columns."""

    sheet: PrepSheet
    now: datetime

    def head(self, column: Column, room: Room) -> None:
        """Whose interview it is, and the facts."""
        row, letters = self.sheet.row, room["letters"]
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        column.add(one_line(row.company, min(letters, 90)), Ink(TITLE, bold=True))
        role, round_words = (
            one_line(row.role_title, letters),
            one_line(explain.round_words(row, titles), letters),
        )
        column.add(f"{round_words} · {role}", Ink(11.5), above=1)
        space = 8.0
        for name, value in self._facts(room):
            if value:
                column.add(value, above=space, indent=LABEL, mark=name)
                space = 2.5

    def left(self, column: Column, room: Room) -> None:
        """What they will probably ask, and what to tell."""
        self._questions(column, room)
        self._stories(column, room)
        if room["notes"]:
            column.heading(tr("Notes"))
            column.lines(room["notes"])

    def right(self, column: Column, room: Room) -> None:
        """What to ask them, what was said before, what is still to do."""
        self._asks(column, room)
        self._told(column, room)
        self._checklist(column, room)

    def _facts(self, room: Room) -> Iterator[tuple[str, str]]:
        row, letters = self.sheet.row, room["letters"]
        ways = {
            "video": tr("Video"),
            "phone": tr("Phone"),
            "onsite": tr("On site"),
            "async": tr("In your own time"),
        }
        yield tr("When"), self._when()
        yield tr("Where"), " · ".join(filter(None, (ways[row.format], one_line(row.location, letters))))
        yield tr("Link"), one_line(row.meeting_url, letters)
        people = [
            f"{person.name}, {person.role}" if person.role else person.name for person in self.sheet.contacts
        ]
        yield tr("Who"), _listed([one_line(one, letters) for one in people], room["people"], "; ")
        yield tr("Announced"), _listed(self.sheet.announced, room["announced"], ", ")
        yield tr("Readiness"), self._readiness()
        yield tr("Notes"), one_line(row.notes, letters)

    def _when(self) -> str:
        row = self.sheet.row
        if row.at is None:
            return tr("No date yet")
        if row.starts_at is None or row.ends_at is None:
            return tr("Due {0}").format(_moment(row.at))
        words = f"{_moment(row.starts_at)} {tr('to')} {row.ends_at.astimezone(home_zone()):%H:%M}"
        there = there_words(row.starts_at, row.zone)
        if there:
            here = place_name(home_zone_name())
            words = f"{words} UTC" if here == "UTC" else tr("{0} in {1}").format(words, here)
            there = tr("{0}, where they are").format(there)
        return " · ".join(filter(None, (words, minutes(row.minutes), there)))

    def _readiness(self) -> str:
        ready = self.sheet.readiness
        if ready.label == "little-data":
            verdict = tr("little data")
        elif ready.label == "ready":
            verdict = tr("ready")
        else:
            verdict = tr("ready when the low end reaches {0}").format(percent(ready.target))
        on = day(ready.on.astimezone(home_zone()).date())
        return tr("{0} on {1}, {2}; {3}").format(
            percent(ready.mean), on, likely(ready.low, ready.high), verdict
        )

    def _questions(self, column: Column, room: Room) -> None:
        found = self.sheet.questions
        if not found or not room["questions"]:
            return
        shown = found[: room["questions"]]
        column.heading(tr("Recommended questions"), minutes(sum(item.minutes for item in shown)))
        for item in shown:
            column.add(
                one_line(item.prompt, room["letters"]),
                above=3.5,
                indent=INDENT,
                gutter=GUTTER,
                mark=str(item.rank),
                right=minutes(item.minutes),
            )
        _say_more(column, len(found) - len(shown))

    def _stories(self, column: Column, room: Room) -> None:
        found = self.sheet.stories
        if not found or not room["stories"]:
            return
        shown = found[: room["stories"]]
        column.heading(tr("Stories to tell"))
        for choice in shown:
            column.add(one_line(choice.row.title, room["letters"]), above=3.5, indent=INDENT, mark="•")
            if words := self._story_words(choice, room["questions"]):
                column.add(words, QUIET, indent=INDENT)
        _say_more(column, len(found) - len(shown))

    def _story_words(self, choice: StoryChoice, shown: int) -> str:
        """Which of the questions shown it answers, and where they heard it."""
        ranks = {item.id: item.rank for item in self.sheet.questions[:shown]}
        numbers = sorted(ranks[answer.id] for answer in choice.answers if answer.id in ranks)
        words = tr("for question {0}") if len(numbers) == 1 else tr("for questions {0}")
        parts = [words.format(", ".join(map(str, numbers)))] if numbers else []
        if choice.heard:
            telling = choice.heard[0]
            title = catalog.rounds().by_kind[telling.round_kind].title
            at = telling.starts_at
            on = f", {short_day(at.astimezone(home_zone()).date(), self._today)}" if at is not None else ""
            parts.append(tr("they heard it: {0}{1}").format(title, on))
        return " · ".join(parts)

    def _asks(self, column: Column, room: Room) -> None:
        found = self.sheet.asks
        column.heading(tr("Questions to ask"))
        shown = found[: room["asks"]]
        for number, ask in enumerate(shown, start=1):
            words = one_line(ask.text, room["letters"])
            column.add(words, above=3.5, indent=INDENT, mark=str(number))
            column.lines(room["lines"], indent=INDENT)
        if not found:
            column.lines(room["lines"])
        _say_more(column, len(found) - len(shown))

    def _told(self, column: Column, room: Room) -> None:
        found = self.sheet.told
        if not found or not room["told"]:
            return
        shown = found[: room["told"]]
        column.heading(tr("What I told them"))
        for note in shown:
            on = short_day(note.happened_at.astimezone(home_zone()).date(), self._today)
            column.add(f"{one_line(note.body, room['letters'])} ", above=3.5)
            column.more(f"({on})".replace(" ", "\u00a0"))
        _say_more(column, len(found) - len(shown), indent=0)

    def _checklist(self, column: Column, room: Room) -> None:
        found = self.sheet.checklist
        if not found or not room["checklist"]:
            return
        shown = found[: room["checklist"]]
        column.heading(tr("Still to do"))
        for item in shown:
            due = item.due_at.astimezone(home_zone()).date() if item.due_at is not None else None
            column.add(
                one_line(item.text, room["letters"]),
                above=2.5,
                indent=INDENT,
                gutter=GUTTER + 6,
                mark=BOX,
                right=short_day(due, self._today) if due is not None else "",
            )
        _say_more(column, len(found) - len(shown))

    @property
    def _today(self) -> date:
        return self.now.astimezone(home_zone()).date()


def composed(sheet: PrepSheet, size: QPageSize, now: datetime) -> Page:
    """The sheet on one page of this size, cut down as far as it must be."""
    page, writer = Page(size), _Writer(sheet, now)
    room = page.height - FOOT
    full = {"letters": LETTERS, "people": 4, "announced": 8}
    head, _ = _fitting(writer.head, page.width, room * HEAD_SHARE, full, HEAD)
    page.put(head, 0, 0)
    top = head.height + BETWEEN * 0.7
    left_width = (page.width - BETWEEN) * LEFT_SHARE
    full = {
        "letters": LETTERS,
        "stories": min(len(sheet.stories), 6),
        "questions": len(sheet.questions),
        "notes": 0,
    }
    left = _filled(writer.left, left_width, room - top, full, LEFT, ("notes", LEAST_NOTES, MOST_NOTES))
    page.put(left, 0, top)
    full = {
        "letters": LETTERS,
        "lines": 2,
        "asks": min(len(sheet.asks), 10),
        "told": min(len(sheet.told), 4),
        "checklist": min(len(sheet.checklist), 14),
    }
    width = page.width - BETWEEN - left_width
    most = MOST_LINES if sheet.asks else MOST_ALONE
    page.put(
        _filled(writer.right, width, room - top, full, RIGHT, ("lines", 3, most)), left_width + BETWEEN, top
    )
    foot = Column(page.width)
    foot.add(tr("Prepared {0}").format(_date(now)), Ink(7.5, muted=True))
    page.put(foot, 0, page.height - foot.height)
    return page


def file_name(row: InterviewRow, now: datetime) -> str:
    """The name under which a sheet is saved: "Fernhollow Labs, ML breadth, 3 Dec.pdf", safe for any system."""
    title = row.label or catalog.rounds().by_kind[row.round_kind].title
    parts = [_piece(row.company), _piece(title)]
    if row.at is not None:
        today = now.astimezone(home_zone()).date()
        parts.append(short_day(row.at.astimezone(home_zone()).date(), today))
    return clean_file_name(", ".join(filter(None, parts)) + NAME_END)


def titled(row: InterviewRow, now: datetime) -> str:
    """What the document calls itself."""
    return PurePath(file_name(row, now)).stem


def _fitting(write: Write, width: float, height: float, full: Room, steps: Steps) -> tuple[Column, Room]:
    """The column with as much as its height has room for, and what that is; measured, not guessed."""
    rooms = list(_cuts(full, steps))
    tried: dict[int, Column] = {}

    def fits(number: int) -> bool:
        tried[number] = _written(write, width, rooms[number])
        return tried[number].height <= height

    if not fits(0):
        # each step leaves out more than the one before
        found = bisect_left(range(len(rooms) - 1), x=True, lo=1, key=fits)
        return tried.get(found) or _written(write, width, rooms[found]), rooms[found]
    return tried[0], rooms[0]


def _filled(
    write: Write, width: float, height: float, full: Room, steps: Steps, grows: tuple[str, int, int]
) -> Column:
    """The same, and where room is left over, as many lines to write on, between two numbers, as go in."""
    best, room = _fitting(write, width, height, full, steps)
    name, least, most = grows
    if room != full:
        return best
    for count in range(least, most + 1):
        longer = _written(write, width, {**room, name: count})
        if longer.height > height:
            break
        best = longer
    return best


def _written(write: Write, width: float, room: Room) -> Column:
    column = Column(width)
    write(column, room)
    return column


def _cuts(full: Room, steps: Steps) -> Iterator[Room]:
    """From everything to the least, one thing less each time."""
    room = full
    yield room
    for name, least in steps:
        while room[name] > least:
            room = {**room, name: max(least, room[name] - (LESS if name == "letters" else 1))}
            yield room


def _say_more(column: Column, count: int, *, indent: float = INDENT) -> None:
    if count > 0:
        column.add(
            tr("and 1 more") if count == 1 else tr("and %n more", count), QUIET, above=3, indent=indent
        )


def _listed(items: Sequence[str], most: int, between: str) -> str:
    shown, more = items[:most], len(items) - most
    words = between.join(shown)
    if more <= 0:
        return words
    return f"{words}{between}" + (tr("and 1 more") if more == 1 else tr("and %n more", more))


def _moment(at: datetime) -> str:
    local = at.astimezone(home_zone())
    return f"{_date(at)}, {local:%H:%M}"


def _date(at: datetime) -> str:
    local = at.astimezone(home_zone())
    return f"{day(local.date())} {local.year}"


def _piece(text: str) -> str:
    """A part of a file's name: no folder in it, and short enough in any script."""
    return (
        one_line(text.replace("/", "-").replace("\\", "-"), 40).encode()[:NAME_BYTES].decode(errors="ignore")
    )
