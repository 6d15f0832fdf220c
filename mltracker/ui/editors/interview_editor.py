"""Booking a round, or changing one: asks which, when a local time happens twice or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from mltracker.domain.errors import AmbiguousTime, InvalidInput
from mltracker.domain.interviews import InterviewDraft, local_to_utc
from mltracker.services import applications, catalog, interviews
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.prompts import Option
from mltracker.ui.widgets.date_edit import DateEdit, TimeEdit
from mltracker.ui.widgets.form import Choice, line_edit, text_edit
from mltracker.ui.widgets.tag_edit import TagEdit
from mltracker.ui.words import clock_time, day, home_zone_name

FORMATS = (("video", "Video"), ("phone", "Phone"), ("onsite", "On site"), ("async", "In your own time"))
AUDIENCES = (
    (None, "Not known"),
    ("recruiter", "Recruiter"),
    ("manager", "Manager"),
    ("peer", "Engineers"),
    ("mixed", "Mixed"),
)


class InterviewEditor(Editor):
    """Date and time are in the zone that is chosen; a take-home has a due time instead of a start."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        *,
        application_id: int | None = None,
        interview_id: int | None = None,
    ) -> None:
        editing = interview_id is not None
        super().__init__(
            tools,
            parent,
            "Edit interview" if editing else "Add interview",
            name="interview-editor",
            ok="Save" if editing else "Add interview",
            draft_key=f"editor:interview:{interview_id}" if editing else "editor:interview",
        )
        self._id = interview_id
        self._before = interviews.detail(tools.ctx, interview_id).draft if interview_id is not None else None
        self._build(application_id)
        self._on_round_changed()
        self._on_time_changed()
        self.keep_typing()

    def _build(self, application_id: int | None) -> None:
        old, ctx = self._before, self.tools.ctx
        rows = applications.rows(ctx, applications.LIVE if old is None else applications.EVERYTHING)
        options = [(row.id, f"{row.company}, {row.role_title}") for row in rows]
        self._application = Choice(options, name="interview-application", title=self.tr("Application"))
        wanted = old.application_id if old else application_id
        if wanted is not None:
            self._application.set_value(wanted)
        self._round = Choice(
            [(r.kind, r.title) for r in catalog.rounds().rounds],
            name="interview-round",
            title=self.tr("Round"),
        )
        self._round.set_value(old.round_kind if old else "technical-screen")
        self._round.currentIndexChanged.connect(self._on_round_changed)
        at = (old.starts_at or old.due_at) if old else None
        zone = old.zone if old else home_zone_name()
        local = at.astimezone(ZoneInfo(zone)) if at else None
        self._date = DateEdit(name="interview-date", title=self.tr("Date"))
        self._date.set_value(local.date() if local else None)
        self._time = TimeEdit(name="interview-time", title=self.tr("Time"))
        self._time.set_value(local.time() if local else None)
        self._zone = line_edit("interview-zone", zone, title=self.tr("Time zone"))
        completer = QCompleter(sorted(available_timezones()), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._zone.setCompleter(completer)
        self._build_details(old)
        self._zone.textChanged.connect(self._on_time_changed)
        self._date.changed.connect(self._on_time_changed)
        self._time.changed.connect(self._on_time_changed)
        self._arrange()

    def _build_details(self, old: InterviewDraft | None) -> None:
        self._minutes = line_edit(
            "interview-minutes", str(old.minutes) if old else "", title=self.tr("Minutes"), longest=4
        )
        self._format = Choice(FORMATS, name="interview-format", title=self.tr("How"))
        self._format.set_value(old.format if old else "video")
        self._url = line_edit(
            "interview-url", old.meeting_url if old else "", longest=2_000, title=self.tr("Link")
        )
        self._place = line_edit("interview-location", old.location if old else "", title=self.tr("Place"))
        self._audience = Choice(AUDIENCES, name="interview-audience", title=self.tr("Who asks"))
        self._audience.set_value(old.audience if old else None)
        titles = [topic.title for topic in catalog.topics().topics]
        self._told = TagEdit(name="interview-told", title=self.tr("Topics they told you"), suggestions=titles)
        by_slug = catalog.topics().by_slug
        self._told.set_tags([by_slug[slug].title for slug in old.topics] if old else [])
        self._target = Choice(
            [(None, self.tr("As in Settings"))] + [(n / 100, f"{n}%") for n in range(30, 95, 5)],
            name="interview-target",
            title=self.tr("Ready from"),
        )
        self._target.set_value(old.target_readiness if old else None)
        self._notes = text_edit("interview-notes", old.notes if old else "", lines=2, title=self.tr("Notes"))

    def _arrange(self) -> None:
        add = self.form.add
        add("application_id", self.tr("Application"), self._application)
        add("round_kind", self.tr("Round"), self._round)
        add("minutes", self.tr("Minutes"), self._minutes, beside=True)
        add("starts_at", self.tr("Date"), self._date)
        add("time", self.tr("Time"), self._time, beside=True)
        add("zone", self.tr("Time zone"), self._zone)
        add("format", self.tr("How"), self._format, beside=True)
        add("meeting_url", self.tr("Link"), self._url)
        add("location", self.tr("Place"), self._place, beside=True)
        add("audience", self.tr("Who asks"), self._audience)
        add("target_readiness", self.tr("Ready from"), self._target, beside=True)
        add("topics", self.tr("Topics they told you"), self._told)
        add("notes", self.tr("Notes"), self._notes)

    def _on_round_changed(self) -> None:
        entry = catalog.rounds().by_kind[self._round.value]
        self._minutes.setPlaceholderText(str(entry.minutes))
        if self._before is None:
            self._format.set_value("async" if entry.kind in ("take-home", "online-assessment") else "video")

    def _on_time_changed(self) -> None:
        """Say what time it is for the user, and what else is then."""
        try:
            at = self._instant()
        except InvalidInput:
            self.notice.hide()
            return
        if at is None or self._round.value == "take-home":
            self.notice.hide()
            return
        words = []
        if self._zone.text().strip() != home_zone_name():
            words.append(self.tr("That is {0}, {1} for you.").format(day(at.date()), clock_time(at)))
        length = (
            int(self._minutes.text())
            if self._minutes.text().isdecimal()
            else int(self._minutes.placeholderText())
        )
        clashes = interviews.clashes(self.tools.ctx, at, length, self._id)
        if clashes:
            words.append(
                self.tr("At the same time: {0}. You can keep both.").format(
                    ", ".join(row.company for row in clashes)
                )
            )
        if at < self.tools.ctx.clock():
            words.append(self.tr("This lies in the past."))
        self.notice.setVisible(bool(words))
        self.notice.set_notice("warn" if clashes else "info", " ".join(words))

    def _instant(self, *, ask: bool = False) -> datetime | None:
        """The chosen instant; asks which one is meant when the clock shows it twice, if it may."""
        if self._date.is_wrong:
            raise InvalidInput({"starts_at": self._date.problem})
        if self._time.is_wrong:
            raise InvalidInput({"time": self.tr("This is not a time, like 14:00.")})
        if self._date.value is None:
            return None
        if self._time.value is None:
            raise InvalidInput({"time": self.tr("A time is needed with the date.")})
        local = datetime.combine(self._date.value, self._time.value)
        zone = self._zone.text().strip()
        try:
            return local_to_utc("starts_at", local, zone)
        except AmbiguousTime as error:
            if not ask:
                raise
            options = [
                Option(offset, self.tr("{0} at UTC{1}").format(f"{local:%H:%M}", offset))
                for offset in error.choices
            ]
            chosen = self.tools.prompts.choose_option(
                self.tr("Which time is meant?"), error.message, options, self.tr("Use this one")
            )
            if chosen is None:
                raise
            return datetime.fromisoformat(f"{local:%Y-%m-%dT%H:%M}{chosen}").astimezone(UTC)

    def _draft(self) -> InterviewDraft:
        if self._application.value is None:
            raise InvalidInput(
                {"application_id": self.tr("Add the application first; an interview belongs to one.")}
            )
        at = self._instant(ask=True)
        take_home = self._round.value == "take-home"
        by_title = {topic.title: topic.slug for topic in catalog.topics().topics}
        unknown = [title for title in self._told.tags if title not in by_title]
        if unknown:
            raise InvalidInput(
                {"topics": self.tr("There is no topic '{0}'; choose one of the list.").format(unknown[0])}
            )
        kept = self._before.model_dump() if self._before else {}
        return InterviewDraft.make(
            **kept
            | {
                "application_id": self._application.value,
                "round_kind": self._round.value,
                "starts_at": None if take_home else at,
                "due_at": at if take_home else None,
                "zone": self._zone.text().strip(),
                "minutes": self._minutes.text().strip() or self._minutes.placeholderText(),
                "format": self._format.value,
                "meeting_url": self._url.text(),
                "location": self._place.text(),
                "audience": self._audience.value,
                "target_readiness": self._target.value,
                "topics": tuple(by_title[title] for title in self._told.tags),
                "notes": self._notes.toPlainText(),
            }
        )

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        if self._id is not None:
            self.save(self.tr("Interview saved"), interviews.edit, self.tools.ctx, self._id, draft)
            return
        row = self.save(self.tr("Interview added"), interviews.add, self.tools.ctx, draft)
        if row is not None:
            self.tools.navigator.open_interview(row.id)
