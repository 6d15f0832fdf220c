"""Offering times by mail: one a line, on their clock or mine, each understood while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import AmbiguousTime, InvalidInput
from mltracker.domain.interviews import local_to_utc
from mltracker.domain.limits import check_zone
from mltracker.domain.typed_times import parse_slot
from mltracker.services import interviews, scheduling
from mltracker.ui.editors.editor import Editor
from mltracker.ui.editors.taken import Taken
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Segment, SegmentedControl
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.form import line_edit, text_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.words import clock_time, day, home_zone, home_zone_name
from mltracker.ui.zones import there_words, zone_completer, zone_names

SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a line: an instant, or what is wrong with it."""

    number: int
    at: datetime | None
    problem: str = ""


class SlotsEditor(Editor):
    """Lines at the top, what they mean below."""

    def __init__(self, tools: PageTools, parent: QWidget, interview_id: int) -> None:
        super().__init__(
            tools,
            parent,
            "Offer times",
            name="slots-editor",
            ok="Offer these",
            draft_key="editor:slots",
            draft_of=("interview", interview_id),
        )
        self._row = interviews.row(tools.ctx, interview_id)
        self._taken = Taken(tools, self)
        self._taken.changed.connect(self._show_meaning)
        self.set_text(self.tr("Keep what was offered by mail, and copy it in their time zone."))
        self._lines = text_edit(
            "slots-lines",
            lines=5,
            title=self.tr("Times, one a line"),
            placeholder="Thu 3 Dec 14:00\nFri 4 Dec 9:30",
        )
        segments = [Segment("theirs", self.tr("Their time")), Segment("mine", self.tr("My time"))]
        self._whose = SegmentedControl(segments, name="slots-whose", title=self.tr("Whose clock"))
        self._whose.set_key("mine")
        self._zone = line_edit("slots-zone", self._row.zone, title=self.tr("Their time zone"))
        self._zone.setCompleter(zone_completer(self))
        self.form.add("slots", self.tr("Times, one a line"), self._lines)
        self.form.add("whose", self.tr("Written in"), self._whose)
        self.form.add("zone", self.tr("Their time zone"), self._zone, beside=True)
        self._preview = vbox(spacing=4)
        self.body.addLayout(self._preview)
        self._lines.textChanged.connect(self._on_typed)
        self._zone.textChanged.connect(self._on_typed)
        self._whose.changed.connect(self._on_typed)
        self.keep_typing()
        self._on_typed()
        self._lines.setFocus()

    def _read(self) -> list[_Read]:
        today, found = self.tools.ctx.today(), []
        zone = home_zone_name() if self._whose.key == "mine" else self._zone.text().strip()
        if zone not in zone_names():
            return []
        for number, line in enumerate(self._lines.toPlainText().splitlines(), start=1):
            if line.strip():
                found.append(self._understood(number, line, zone, today))
        return found

    def _understood(self, number: int, line: str, zone: str, today: date) -> _Read:
        try:
            at = local_to_utc("slots", parse_slot(line, today), zone)
        except AmbiguousTime as error:
            either = self.tr(" or ").join(f"UTC{offset}" for offset in error.choices)
            words = self.tr("The clocks change then; write {0} behind it.").format(either)
            return _Read(number, None, words)
        except (InvalidInput, ValueError) as error:
            return _Read(number, None, str(error))
        over = at <= self.tools.ctx.clock()
        return _Read(number, at, self.tr("This time is over already.") if over else "")

    def _on_typed(self) -> None:
        self.form.set_error("slots", "")
        self._show_meaning()

    def _show_meaning(self) -> None:
        """What the lines mean, and what is at the same time."""
        clear(self._preview)
        read = self._read()
        for one in read[:SHOWN]:
            self._preview.addWidget(self._line(one))
        if len(read) > SHOWN:
            more = self.tr("{0} more").format(len(read) - SHOWN)
            self._preview.addWidget(label(more, "small", "muted"))

    def _line(self, one: _Read) -> QWidget:
        words, icon_name, tone = self._meaning(one)
        holder = QWidget()
        line = hbox(IconMark(icon_name, tone, size=14), spacing=6)
        line.addWidget(
            ElidedLabel(words, role="small", tone=tone, keep=24, name=f"slot-line-{one.number}"), 1
        )
        holder.setLayout(line)
        return holder

    def _meaning(self, one: _Read) -> tuple[str, str, str]:
        """What a line says, the icon before it, and its tone."""
        if one.problem or one.at is None:
            return self.tr("Line {0}: {1}").format(one.number, one.problem), "error", "bad"
        ctx, zone = self.tools.ctx, self._zone.text().strip()
        local = one.at.astimezone(home_zone())
        words = self.tr("{0}, {1} for you").format(day(local.date(), ctx.today()), clock_time(one.at))
        there = there_words(one.at, zone) if zone in zone_names() else ""
        clashes = interviews.clashes(self._taken.rows, one.at, self._row.minutes, self._row.id)
        others = ", ".join(row.company for row in clashes)
        clash = self.tr("at the same time as {0}").format(others) if others else ""
        words = " · ".join(filter(None, (words, there, clash)))
        return (words, "warning", "warn") if clash else (words, "check", "muted")

    def _on_save(self) -> None:
        self.form.clear_errors()
        read, zone = self._read(), self._zone.text().strip()
        try:
            check_zone(zone)
        except ValueError as error:
            self.show_errors(InvalidInput({"zone": str(error)}))
            return
        wrong = next((one for one in read if one.problem), None)
        if wrong is not None:
            words = self.tr("Line {0}: {1}").format(wrong.number, wrong.problem)
            self.show_errors(InvalidInput({"slots": words}))
            return
        starts = [one.at for one in read if one.at is not None]
        words = (
            self.tr("1 time offered")
            if len(starts) == 1
            else self.tr("{0} times offered").format(len(starts))
        )
        self.save(words, scheduling.offer, self.tools.ctx, self._row.id, starts, zone=zone)
