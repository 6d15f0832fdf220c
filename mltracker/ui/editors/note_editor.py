"""A dated entry in an application's timeline."""

from __future__ import annotations

from datetime import UTC, datetime, time

from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import NoteDraft, NoteKind, NoteRow
from mltracker.domain.errors import InvalidInput
from mltracker.services import applications, notes
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit, TimeEdit
from mltracker.ui.widgets.form import Choice, text_edit
from mltracker.ui.words import home_zone

KINDS: tuple[tuple[NoteKind, str], ...] = (
    ("note", "Note"),
    ("email", "E-mail"),
    ("call", "Call"),
    ("message", "Message"),
    ("said", "What I told them"),
)


class NoteEditor(Editor):
    """Adds an entry, now or as of an earlier time, or changes one."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        application_id: int | None = None,
        *,
        note: NoteRow | None = None,
        kind: NoteKind = "note",
    ) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit entry") if note else self.tr("Add note"),
            name="note-editor",
            ok=self.tr("Save") if note else self.tr("Add note"),
            draft_key="editor:note",
            draft_of=("note", note.id) if note else None,
        )
        self._note = note
        self._application = Choice(name="note-application", title=self.tr("Application"))
        self._kind = Choice(KINDS, name="note-kind", title=self.tr("Kind"))
        self._kind.set_value(note.kind if note else kind)
        self._day = DateEdit(name="note-date", title=self.tr("Date"), today=self.tools.ctx.today)
        self._time = TimeEdit(name="note-time", title=self.tr("Time"))
        if note is not None:
            local = note.happened_at.astimezone(home_zone())
            self._day.set_value(local.date())
            self._time.set_value(local.time().replace(second=0, microsecond=0))
        else:
            self._time.setPlaceholderText(self.tr("now"))
        self._body = text_edit(
            "note-body", note.body if note else "", lines=5, title=self.tr("What happened")
        )
        self._arrange(application_id)
        self.keep_typing()
        self._body.setFocus()

    def _arrange(self, application_id: int | None) -> None:
        if self._note is None:
            known = {row.id: f"{row.company}, {row.role_title}" for row in applications.rows(self.tools.ctx)}
            if application_id is not None and application_id not in known:
                row = applications.row(self.tools.ctx, application_id)
                known[row.id] = f"{row.company}, {row.role_title}"
            self._application.set_options(list(known.items()))
            if not known:
                self._application.setPlaceholderText(self.tr("No application yet"))
            if application_id is not None:
                self._application.set_value(application_id)
            self.form.add("application", self.tr("Application"), self._application)
        self.form.add("kind", self.tr("Kind"), self._kind, beside=self._note is None)
        self.form.add("happened_at", self.tr("Date"), self._day)
        self.form.add("time", self.tr("Time"), self._time, beside=True)
        self.form.add("body", self.tr("What happened"), self._body)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()

    def _on_kind(self) -> None:
        told = self._kind.value == "said"
        self.form.set_title("body", self.tr("What you told them") if told else self.tr("What happened"))

    def _moment(self) -> datetime | None:
        """When it happened; None for now. A day without a time is its noon."""
        if self._day.is_wrong:
            raise InvalidInput({"happened_at": self._day.problem})
        if self._time.is_wrong:
            raise InvalidInput({"time": self.tr("This is not a time. Write it like 14:00.")})
        day, clock = self._day.value, self._time.value
        if day is None and clock is None:
            return None
        now = self.tools.ctx.clock()
        if day is None:
            day = self.tools.ctx.today()
        if self._note is not None:
            kept = self._note.happened_at.astimezone(home_zone())
            if (day, clock) == (kept.date(), kept.time().replace(second=0, microsecond=0)):
                return self._note.happened_at
        if clock is None:
            noon = datetime.combine(day, time(12), home_zone()).astimezone(UTC)
            return min(noon, now) if day == self.tools.ctx.today() else noon
        return datetime.combine(day, clock, home_zone()).astimezone(UTC)

    def _on_save(self) -> None:
        self.form.clear_errors()
        application_id = self._note.application_id if self._note else self._application.value
        if application_id is None:
            self.form.set_error("application", self.tr("A note belongs to an application; add one first."))
            return
        try:
            draft = NoteDraft.make(kind=self._kind.value, body=self._body.toPlainText())
            moment = self._moment()
        except InvalidInput as error:
            self.show_errors(error)
            return
        ctx = self.tools.ctx
        if self._note is not None:
            at = moment or self._note.happened_at
            self.save(self.tr("Entry saved"), notes.edit, ctx, self._note.id, draft, at=at)
        else:
            self.save(self.tr("Note added"), notes.add, ctx, application_id, draft, at=moment)
