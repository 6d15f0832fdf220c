"""A company: what it is called, its website, and what the user keeps of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.companies import CompanyDraft, CompanyRow
from mltracker.domain.errors import InvalidInput
from mltracker.services import companies
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.joining import JoinCompanies
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.form import line_edit, text_edit


class CompanyEditor(Editor):
    """Changes what is kept of a company; its applications follow a new name.

    A name that another company has offers to merge the two; `joined` then carries the id of the one that stayed.
    """

    joined = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget, row: CompanyRow) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit company"),
            name="company-editor",
            ok=self.tr("Save"),
            draft_key="editor:company",
            draft_of=("company", row.id),
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
        self._merge = Button(self.tr("Merge the two…"), name="company-editor-merge")
        self._merge.hide()
        self._merge.clicked.connect(self._on_merge)
        self.add_left(self._merge)
        self._other: CompanyRow | None = None
        self.keep_typing()
        self._name.setFocus()

    def _draft(self) -> CompanyDraft:
        return CompanyDraft.make(
            name=self._name.text(), website=self._website.text(), notes=self._notes.toPlainText()
        )

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        self._other = companies.other_named(self.tools.ctx, self._row.id, draft.name)
        self._merge.setVisible(self._other is not None)
        words = self.tr("Saved {0}").format(draft.name)
        self.save(words, companies.edit, self.tools.ctx, self._row.id, draft)

    def _on_merge(self) -> None:
        if self._other is None:
            return
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        dialog = JoinCompanies(self.tools, self, [self._other, self._row], (self._row.id, draft))
        dialog.joined.connect(self._on_joined)
        dialog.open()

    def _on_joined(self, kept: object) -> None:
        self.drafts.forget()
        self.joined.emit(kept)
        self.accept()
