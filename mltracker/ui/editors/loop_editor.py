"""The form of an onsite day: when it begins, where, and its sessions one after the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.loops import LoopDraft, overlapping, session_starts
from mltracker.services import interview_facts, interviews, loops
from mltracker.ui.editors.editor import Editor
from mltracker.ui.editors.instant_fields import InstantFields
from mltracker.ui.editors.session_rows import SessionRows
from mltracker.ui.navigation import Place
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.form import Choice, line_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.words import clock_time, day_and_time

FORMATS = (("onsite", "On site"), ("video", "Video"), ("phone", "Phone"))
USUAL = ("coding", "ml-breadth", "ml-system-design", "behavioral")
PAUSE = 15


class LoopEditor(Editor):
    """Opened from one interview: its loop, or itself as the first session of one."""

    def __init__(self, tools: PageTools, parent: QWidget, *, interview_id: int) -> None:
        self._row: InterviewRow = interviews.row(tools.ctx, interview_id)
        self._day = loops.day_of(tools.ctx, interview_id)
        known = self._day is not None and len(self._day.sessions) > 1
        super().__init__(
            tools,
            parent,
            "Change the day" if known else "Sessions of the day",
            name="loop-editor",
            ok="Save the day",
            draft_key="editor:loop",
            draft_of=("interview", interview_id),
        )
        self.set_text(f"{self._row.company}, {self._row.role_title}")
        self._build()
        self.keep_typing()
        self._on_changed()

    def _build(self) -> None:
        row = self._row
        self._when = InstantFields(self.tools, self, name="day", zone=row.zone)
        self._when.set_instant(self._day.starts_at if self._day is not None else row.starts_at)
        self._when.add_to(self.form, one_line=True)
        self._format = Choice(FORMATS, name="day-format", title=self.tr("How"))
        self._format.set_value(row.format if row.format != "async" else "onsite")
        self._place = line_edit("day-location", row.location, title=self.tr("Place"))
        self._url = line_edit("day-url", row.meeting_url, longest=2_000, title=self.tr("Link"))
        self.form.add("format", self.tr("How"), self._format)
        self.form.add("location", self.tr("Place"), self._place, beside=True)
        self.form.add("meeting_url", self.tr("Link"), self._url, beside=True)
        names = interview_facts.people_names(self.tools.ctx, row.application_id)
        self._sessions = SessionRows(names)
        self._sessions.set_values(self._first_values())
        self.form.add_wide(self._sessions)
        self._ends = label("", "small", "muted", name="day-ends")
        self.form.add_wide(self._ends)
        self._when.changed.connect(self._on_changed)
        self._sessions.changed.connect(self._on_changed)
        self._sessions.changed.connect(self.drafts.touch)

    def place_of(self, result: Any) -> Place | None:
        """The first session of the day, which has at least one."""
        return Place("interviews", result[0].id)

    def keep_typing(self) -> dict[str, Any]:
        """Bring back the sessions too."""
        self._begun_with = self._sessions.values
        stored = super().keep_typing()
        kept = stored.get("sessions")
        if isinstance(kept, list) and kept and kept != self._sessions.values:
            self._sessions.set_values(kept)
            self.announce("info", self.tr("What you had typed and not saved was brought back."))
        return stored

    def _first_values(self) -> list[dict[str, Any]]:
        """The sessions as they are; those that are usual where only a whole loop was booked."""
        row = self._row
        if self._day is not None and (len(self._day.sessions) > 1 or row.round_kind != "onsite-loop"):
            return [one.model_dump() for one in self._day.sessions]
        if row.round_kind != "onsite-loop":
            values = {"interview_id": row.id, "round_kind": row.round_kind, "label": row.label}
            return [{**values, "minutes": row.minutes}]
        usual: list[dict[str, Any]] = [{"round_kind": kind, "break_after": PAUSE} for kind in USUAL]
        usual[0]["interview_id"], usual[-1]["break_after"] = row.id, 0
        return usual

    def _typed(self) -> dict[str, Any]:
        changed = self._sessions.values != self._begun_with
        return super()._typed() | ({"sessions": self._sessions.values} if changed else {})

    def _on_changed(self) -> None:
        """Write when each session begins, when the day ends, and what else is then."""
        try:
            at = self._when.instant()
        except InvalidInput:
            at = None
        lengths = self._sessions.lengths
        if at is None:
            self._sessions.set_times([""] * len(lengths))
            self._ends.setText("")
            return
        starts = session_starts(at, lengths)
        tz = ZoneInfo(self._when.zone_name)
        self._sessions.set_times([f"{start.astimezone(tz):%H:%M}" for start in starts])
        ends = [start + timedelta(minutes=one[0]) for start, one in zip(starts, lengths, strict=True)]
        end = max(ends, default=at)
        now = self.tools.ctx.clock()
        self._ends.setText(
            self.tr("{0} to {1} for you").format(day_and_time(at, now).partition(" (")[0], clock_time(end))
        )
        self.announce(*self._words(list(zip(starts, lengths, strict=True))))

    def _words(self, sessions: list[tuple[datetime, tuple[int, int]]]) -> Any:
        """What to say of the start; interviews of other days at the same time count, sessions of this one do not."""
        own = {one.interview_id for one in self._day.sessions} if self._day is not None else {self._row.id}
        others = {
            row.id: row
            for start, (minutes, _) in sessions
            for row in interviews.clashes(self._when.taken.rows, start, minutes)
            if row.id not in own
        }
        kind, words = self._when.words(0, clashing=False)
        together = overlapping([lengths for _, lengths in sessions])
        if together:
            pairs = ", ".join(self.tr("{0} and {1}").format(*pair) for pair in together)
            overlap = self.tr("Sessions at the same time: {0}. You can keep them so.").format(pairs)
            kind, words = "warn", " ".join(filter(None, (words, overlap)))
        if not others:
            return kind, words
        named = "; ".join(
            f"{row.company}, {clock_time(row.starts_at)}"
            for row in others.values()
            if row.starts_at is not None
        )
        clash = self.tr("At the same time: {0}. You can keep both.").format(named)
        return "warn", " ".join(filter(None, (words, clash)))

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            at = self._when.instant(ask=True)
            if at is None:
                self.form.set_error("starts_at", self.tr("A date is needed."))
                return
            sessions = self._sessions.drafts()
            draft = LoopDraft.make(
                application_id=self._row.application_id,
                starts_at=at,
                zone=self._when.zone_name,
                format=self._format.value,
                location=self._place.text(),
                meeting_url=self._url.text(),
                sessions=sessions,
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        self.save(self.tr("Day saved"), loops.save_day, self.tools.ctx, draft, instead_of=self._row.id)
