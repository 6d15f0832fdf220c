"""Setting another time for a round, or its first: nothing else of it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.services import interviews, scheduling
from mltracker.ui.editors.editor import Editor
from mltracker.ui.editors.instant_fields import InstantFields
from mltracker.ui.page import PageTools
from mltracker.ui.words import day_and_time


class MoveEditor(Editor):
    """Date, time and zone of one round; a take-home moves its due time."""

    def __init__(self, tools: PageTools, parent: QWidget, interview_id: int) -> None:
        row = interviews.row(tools.ctx, interview_id)
        is_due = row.starts_at is None and (row.due_at is not None or row.format == "async")
        first = "Set when it is due" if is_due else "Set a time"
        title = first if row.at is None else "Move interview"
        super().__init__(
            tools,
            parent,
            title,
            name="move-editor",
            ok="Save",
            draft_key="editor:move",
            draft_of=("interview", interview_id),
        )
        self._row = row
        if row.at is not None:
            self.set_text(self.tr("Until now {0}").format(day_and_time(row.at, tools.ctx.clock())))
        self._when = InstantFields(tools, self, name="move", zone=row.zone)
        self._when.set_instant(row.at)
        self._when.add_to(self.form)
        self._when.set_due(on=is_due)
        if is_due:
            self.form.set_title("starts_at", self.tr("Due on"))
        self._when.changed.connect(self._on_time_changed)
        self._on_time_changed()
        self.keep_typing()
        self._when.date.setFocus()

    def _on_time_changed(self) -> None:
        self.announce(*self._when.words(self._row.minutes, self._row.id))

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            at = self._when.instant(ask=True)
        except InvalidInput as error:
            self.show_errors(error)
            return
        if at is None:
            self.form.set_error("starts_at", self.tr("A date is needed."))
            return
        words = self.tr("Moved to {0}").format(day_and_time(at, self.tools.ctx.clock()))
        self.save(words, scheduling.move, self.tools.ctx, self._row.id, at, self._when.zone_name)

    def show_errors(self, error: InvalidInput) -> None:
        """What is wrong with the due time stands at the date."""
        fields = {("starts_at" if key == "due_at" else key): text for key, text in error.fields.items()}
        super().show_errors(InvalidInput(fields))
