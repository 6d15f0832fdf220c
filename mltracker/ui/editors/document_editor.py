"""What a document is called, what it is, and when it went to an application."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.documents import KIND_TITLES, DocumentDraft, DocumentRow
from mltracker.domain.errors import InvalidInput
from mltracker.services import documents
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.form import Choice, line_edit
from mltracker.ui.words import home_zone


class DocumentEditor(Editor):
    """Title, version and kind; with an application also the day it was sent there. The file itself stays."""

    def __init__(
        self, tools: PageTools, parent: QWidget, row: DocumentRow, application_id: int | None = None
    ) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit document"),
            name="document-editor",
            ok=self.tr("Save"),
            draft_key="editor:document",
            draft_of=("document", row.id),
        )
        self.set_text(self.tr("Kept from the file {0}").format(row.original_name))
        self._row, self._application_id = row, application_id
        self._title = line_edit("document-title", row.title, title=self.tr("Title"))
        self._version = line_edit("document-version", row.version_label, title=self.tr("Version"))
        self._kind = Choice(list(KIND_TITLES.items()), name="document-kind", title=self.tr("Kind"))
        self._kind.set_value(row.kind)
        self._sent = DateEdit(name="document-sent", title=self.tr("Sent on"), today=self.tools.ctx.today)
        self._before = row.linked_at.astimezone(home_zone()).date() if row.linked_at else None
        self._sent.set_value(self._before)
        self.form.add("title", self.tr("Title"), self._title)
        self.form.add("version_label", self.tr("Version"), self._version, beside=True)
        self.form.add("kind", self.tr("Kind"), self._kind)
        if application_id is not None:
            self.form.add("sent_on", self.tr("Sent on"), self._sent, beside=True)
        self.keep_typing()
        self._title.setFocus()

    def _draft(self) -> DocumentDraft:
        if self._sent.is_wrong:
            raise InvalidInput({"sent_on": self._sent.problem})
        return DocumentDraft.make(
            kind=self._kind.value, title=self._title.text(), version_label=self._version.text()
        )

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        sent_on = self._sent.value if self._sent.value != self._before else None
        self.save(
            self.tr("Saved {0}").format(draft.title),
            documents.edit,
            self.tools.ctx,
            self._row.id,
            draft,
            application_id=self._application_id,
            sent_on=sent_on,
        )
