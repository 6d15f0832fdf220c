"""A company: what it is called, its website, and what the user keeps of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.companies import CompanyDraft, CompanyRow
from mltracker.domain.errors import InvalidInput
from mltracker.services import companies
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.form import line_edit, text_edit


class CompanyEditor(Editor):
    """Changes what is kept of a company; its applications follow a new name."""

    def __init__(self, tools: PageTools, parent: QWidget, row: CompanyRow) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit company"),
            name="company-editor",
            ok=self.tr("Save"),
            draft_key=f"editor:company:{row.id}",
        )
        self._row = row
        self._name = line_edit("company-name", row.name, title=self.tr("Name"))
        self._website = line_edit(
            "company-website-field",
            row.website,
            longest=2_000,
            title=self.tr("Website"),
            placeholder="https://",
        )
        self._notes = text_edit("company-notes", row.notes, lines=6, title=self.tr("Notes"))
        for key, field in (("name", self._name), ("website", self._website), ("notes", self._notes)):
            self.form.add(key, field.accessibleName(), field)
        self.keep_typing()
        self._name.setFocus()

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            draft = CompanyDraft.make(
                name=self._name.text(), website=self._website.text(), notes=self._notes.toPlainText()
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        words = self.tr("Saved {0}").format(draft.name)
        self.save(words, companies.edit, self.tools.ctx, self._row.id, draft)
