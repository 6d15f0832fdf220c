"""What happened, and a line for a quick note."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from mltracker.domain.applications import ApplicationDetail, NoteDraft
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import contacts
from mltracker.ui.notices import Notice
from mltracker.ui.pages.pipeline.history import event_lines
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.form import UNCUT


class TimelineTab(DetailTab):
    """Newest first."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._note = QLineEdit()
        self._note.setObjectName("detail-note")
        self._note.setAccessibleName(self.tr("Quick note"))
        self._note.setPlaceholderText(self.tr("Quick note, then Enter"))
        self._note.setMaxLength(UNCUT)
        self._note.returnPressed.connect(self._on_note)
        column.addWidget(self._note)
        for line in event_lines(detail, self.tools.ctx.today()):
            column.addWidget(line)

    def _on_note(self) -> None:
        if self.detail.row.id is None:
            return
        try:
            draft = NoteDraft.make(body=self._note.text())
            _, change = contacts.add_note(self.tools.ctx, self.detail.row.id, draft)
        except (InvalidInput, UserError) as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.tools.events.notice.emit(Notice.done(self.tr("Note added")))
        self.tools.events.changed.emit(change)
