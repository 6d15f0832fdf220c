"""Booking a round, or changing one: few fields at first, the rest folds out."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewDraft
from mltracker.services import applications, catalog, interview_facts, interviews
from mltracker.ui.editors.editor import Editor
from mltracker.ui.editors.instant_fields import InstantFields
from mltracker.ui.navigation import Place
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.form import Choice, Form, line_edit, text_edit
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.tag_edit import TagEdit
from mltracker.ui.words import home_zone, home_zone_name

FORMATS = (("video", "Video"), ("phone", "Phone"), ("onsite", "On site"), ("async", "In your own time"))
AUDIENCES = (
    (None, "Not known"),
    ("recruiter", "Recruiter"),
    ("manager", "Manager"),
    ("peer", "Engineers"),
    ("mixed", "Mixed"),
)
OWN_TIME = ("take-home", "online-assessment")
FIRST = ("application_id", "round_kind", "starts_at", "time", "zone", "format", "received_at")


class InterviewEditor(Editor):
    """Date and time are in the zone that is chosen; what is done in one's own time has a due time instead of a start."""

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
            draft_key="editor:interview",
            draft_of=("interview", interview_id) if interview_id is not None else None,
        )
        self._id = interview_id
        self._detail = interviews.detail(tools.ctx, interview_id) if interview_id is not None else None
        self._before = self._detail.draft if self._detail is not None else None
        self._build(application_id)
        self._on_round_changed()
        self._on_format_changed()
        if self.keep_typing():
            self._disclosure.set_open(on=True)

    def _build(self, application_id: int | None) -> None:
        old, ctx = self._before, self.tools.ctx
        rows = applications.rows(ctx, applications.LIVE if old is None else applications.EVERYTHING)
        options = [(row.id, f"{row.company}, {row.role_title}") for row in rows]
        self._application = Choice(options, name="interview-application", title=self.tr("Application"))
        if not options:
            self._application.setPlaceholderText(self.tr("No application yet"))
        wanted = old.application_id if old else application_id
        if wanted is not None:
            self._application.set_value(wanted)
        self._round = Choice(
            [(r.kind, r.title) for r in catalog.rounds().rounds],
            name="interview-round",
            title=self.tr("Round"),
        )
        self._round.set_value(old.round_kind if old else "technical-screen")
        self._when = InstantFields(
            self.tools, self, name="interview", zone=old.zone if old else home_zone_name()
        )
        self._when.set_instant((old.starts_at or old.due_at) if old else None)
        self._format = Choice(FORMATS, name="interview-format", title=self.tr("How"))
        self._format.set_value(old.format if old else "video")
        self._received = DateEdit(
            name="interview-received", title=self.tr("Received on"), today=self.tools.ctx.today
        )
        if old is not None and old.received_at is not None:
            self._received.set_value(old.received_at.astimezone(ZoneInfo(old.zone)).date())
        add = self.form.add
        add("application_id", self.tr("Application"), self._application)
        add("round_kind", self.tr("Round"), self._round)
        add("format", self.tr("How"), self._format, beside=True)
        self._when.add_to(self.form, one_line=True)
        add("received_at", self.tr("Received on"), self._received)
        if old is None:
            several = Link(self.tr("Enter several expected rounds at once"), name="interview-several")
            several.clicked.connect(self._on_several)
            self.form.add_wide(several)
        self._disclosure = Disclosure(
            self.tr("More"), self._more_fields(old), self, name="interview-more-fields"
        )
        self._disclosure.set_open(on=old is not None)
        self.body.addWidget(self._disclosure)
        self._round.currentIndexChanged.connect(self._on_round_changed)
        self._format.currentIndexChanged.connect(self._on_format_changed)
        self._when.changed.connect(self._on_time_changed)

    def _more_fields(self, old: InterviewDraft | None) -> Form:
        self._more = more = Form(name="interview-more-form")
        self._minutes = line_edit(
            "interview-minutes", str(old.minutes) if old else "", title=self.tr("Minutes"), longest=4
        )
        self._label = line_edit(
            "interview-label", old.label if old else "", title=self.tr("Their name for it")
        )
        self._url = line_edit(
            "interview-url", old.meeting_url if old else "", longest=2_000, title=self.tr("Link")
        )
        self._place = line_edit("interview-location", old.location if old else "", title=self.tr("Place"))
        self._audience = Choice(AUDIENCES, name="interview-audience", title=self.tr("Who asks"))
        self._audience.set_value(old.audience if old else None)
        self._people = TagEdit(
            name="interview-people", title=self.tr("Interviewers"), placeholder=self.tr("add a name")
        )
        self._people.set_tags([person.name for person in self._detail.contacts] if self._detail else [])
        topics = catalog.topics()
        self._told = TagEdit(
            name="interview-told",
            title=self.tr("Topics they told you"),
            suggestions=[topic.title for topic in topics.topics],
            placeholder=self.tr("add a topic"),
        )
        self._told.set_tags([topics.by_slug[slug].title for slug in old.topics] if old else [])
        self._reply = DateEdit(
            name="interview-reply", title=self.tr("They will reply by"), today=self.tools.ctx.today
        )
        self._reply.set_value(old.reply_expected_on if old else None)
        self._target = Choice(
            [(None, self.tr("As in Settings"))] + [(n / 100, f"{n}%") for n in range(30, 95, 5)],
            name="interview-target",
            title=self.tr("Ready from"),
        )
        self._target.set_value(old.target_readiness if old else None)
        self._notes = text_edit("interview-notes", old.notes if old else "", lines=2, title=self.tr("Notes"))
        more.add("meeting_url", self.tr("Link"), self._url)
        more.add("location", self.tr("Place"), self._place, beside=True)
        more.add("minutes", self.tr("Minutes"), self._minutes)
        more.add("label", self.tr("Their name for it"), self._label, beside=True)
        more.add("people", self.tr("Interviewers"), self._people)
        more.add("audience", self.tr("Who asks"), self._audience, beside=True)
        more.add("topics", self.tr("Topics they told you"), self._told)
        more.add("reply_expected_on", self.tr("They will reply by"), self._reply)
        more.add("target_readiness", self.tr("Ready from"), self._target, beside=True)
        more.add("notes", self.tr("Notes"), self._notes)
        self._minutes.textChanged.connect(self._on_time_changed)
        return more

    @property
    def _in_own_time(self) -> bool:
        return bool(self._format.value == "async")

    @property
    def _length(self) -> int:
        """The minutes typed, else the usual ones."""
        typed = self._minutes.text().strip()
        return int(typed[:5]) if typed.isdecimal() else int(self._minutes.placeholderText() or 45)

    def place_of(self, result: Any) -> Place | None:
        """A new round is shown at once."""
        return Place("interviews", result.id) if self._id is None else None

    def show_errors(self, error: InvalidInput) -> None:
        """Sentences at their fields, wherever they stand; what is folded away is folded out."""
        fields = {("starts_at" if key == "due_at" else key): text for key, text in error.fields.items()}
        rest = {key: text for key, text in fields.items() if key not in FIRST}
        left = self._more.set_errors(rest)
        if len(left) < len(rest):
            self._disclosure.set_open(on=True)
        own = {key: text for key, text in fields.items() if key in FIRST}
        super().show_errors(InvalidInput(own | ({"form": " ".join(left)} if left else {})))

    def _on_round_changed(self) -> None:
        entry = catalog.rounds().by_kind[self._round.value]
        self._minutes.setPlaceholderText(str(entry.minutes))
        if self._before is None:
            self._format.set_value("async" if entry.kind in OWN_TIME else "video")

    def _on_format_changed(self) -> None:
        """In one's own time there is a day it came and a time it is due."""
        self.form.set_shown("received_at", on=self._in_own_time)
        self._when.set_due(on=self._in_own_time)
        self.form.set_title("starts_at", self.tr("Due on") if self._in_own_time else self.tr("Date"))
        self._on_time_changed()

    def _on_time_changed(self) -> None:
        """Say what time it is for the user, and what else is then."""
        self.announce(*self._when.words(self._length, self._id))

    def _on_several(self) -> None:
        from mltracker.ui.editors.rounds_editor import RoundsEditor

        application_id = self._application.value
        parent = self.parentWidget()
        self.reject()
        if parent is not None:
            RoundsEditor(self.tools, parent, application_id).open()

    def _received_at(self) -> datetime | None:
        """The morning of the day it came, by the clock of the place."""
        if self._received.is_wrong:
            raise InvalidInput({"received_at": self._received.problem})
        if not self._in_own_time or self._received.value is None:
            return None
        zone = ZoneInfo(self._when.zone_name) if self._when.zone_name else home_zone()
        old = self._before.received_at if self._before is not None else None
        if old is not None and old.astimezone(zone).date() == self._received.value:
            return old
        return datetime.combine(self._received.value, time(), zone)

    def _draft(self) -> InterviewDraft:
        if self._application.value is None:
            raise InvalidInput(
                {"application_id": self.tr("Add the application first; an interview belongs to one.")}
            )
        if self._reply.is_wrong:
            raise InvalidInput({"reply_expected_on": self._reply.problem})
        at = self._when.instant(ask=True)
        kept = self._before.model_dump() if self._before else {}
        return InterviewDraft.make(
            **kept
            | {
                "application_id": self._application.value,
                "round_kind": self._round.value,
                "label": self._label.text(),
                "starts_at": None if self._in_own_time else at,
                "received_at": self._received_at(),
                "due_at": at if self._in_own_time else None,
                "zone": self._when.zone_name,
                "minutes": self._minutes.text().strip() or self._minutes.placeholderText(),
                "format": self._format.value,
                "meeting_url": self._url.text(),
                "location": self._place.text(),
                "audience": self._audience.value,
                "target_readiness": self._target.value,
                "reply_expected_on": self._reply.value,
                "topics": interview_facts.topic_slugs(self._told.tags),
                "notes": self._notes.toPlainText(),
            }
        )

    def _on_save(self) -> None:
        self.form.clear_errors()
        self._more.clear_errors()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        ctx, names = self.tools.ctx, self._people.tags
        if self._id is not None:
            self.save(self.tr("Interview saved"), interviews.edit, ctx, self._id, draft, people=names)
            return
        self.save(self.tr("Interview added"), interviews.add, ctx, draft, people=names)
