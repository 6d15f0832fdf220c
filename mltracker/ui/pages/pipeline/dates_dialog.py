"""The days of an application's history, corrected in one place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import applications, history
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Form
from mltracker.ui.widgets.notice import InlineNotice


class DatesDialog(Dialog):
    """A field for the day of applying and one for each step; the order of the steps stays."""

    def __init__(self, tools: PageTools, parent: QWidget, application_id: int) -> None:
        detail = applications.detail(tools.ctx, application_id)
        super().__init__(
            f"Dates of {detail.row.company}",
            parent,
            name="dates",
            text="When each step really happened. Days in a stage and response times go by these.",
            scrolls=True,
        )
        self._tools, self._id = tools, application_id
        self._applied_before = detail.row.applied_on
        self._notice = InlineNotice("bad", "", self, name="dates-notice")
        self._notice.hide()
        self._form = Form(name="dates-form")
        self._applied = DateEdit(name="dates-applied", title=self.tr("Applied on"), today=tools.ctx.today)
        self._applied.set_value(detail.row.applied_on)
        self._form.add(history.APPLIED_ON, self.tr("Applied on"), self._applied)
        self._days: dict[int, DateEdit] = {}
        self._before = {}
        for event in detail.history:
            title = (
                self.tr("{0} to {1}").format(event.from_stage, event.to_stage)
                if event.from_stage
                else self.tr("Entered as {0}").format(event.to_stage)
            )
            field = DateEdit(name=f"dates-{event.id}", title=title, today=tools.ctx.today)
            on = event.occurred_at.astimezone(tools.ctx.zone).date()
            field.set_value(on)
            self._days[event.id], self._before[event.id] = field, on
            self._form.add(history.field_of(event.id), title, field)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._form)
        self.add_ok_cancel(self.tr("Save")).clicked.connect(self._on_ok)
        self._applied.setFocus()

    def _on_ok(self) -> None:
        fields = {history.APPLIED_ON: self._applied} | {
            history.field_of(key): field for key, field in self._days.items()
        }
        wrong = {key: field.problem for key, field in fields.items() if field.is_wrong}
        wrong |= {
            history.field_of(key): self.tr("A step needs a day.")
            for key, field in self._days.items()
            if field.value is None and not field.is_wrong
        }
        if self._form.set_errors(wrong) or wrong:
            return
        days = {
            key: field.value
            for key, field in self._days.items()
            if field.value is not None and field.value != self._before[key]
        }
        try:
            row, change = history.correct(self._tools.ctx, self._id, days, self._applied.value)
        except InvalidInput as error:
            self._say(" ".join(self._form.set_errors(error.fields)))
            self.reveal(self.focusWidget())
            return
        except UserError as error:
            self._say(str(error))
            return
        self._tools.events.changed.emit(change)
        self._tools.events.notice.emit(Notice.done(self.tr("Dates of {0} corrected").format(row.company)))
        self.accept()

    def _say(self, words: str) -> None:
        self._notice.set_notice("bad", words)
        self._notice.setVisible(bool(words))
