"""A question to ask, of one's own or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import ASK_CATEGORIES, EmployerQuestionDraft, EmployerQuestionRow
from mltracker.services import asks
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.form import Choice, text_edit


class AskEditor(Editor):
    """Category and words are enough."""

    def __init__(self, tools: PageTools, parent: QWidget, row: EmployerQuestionRow | None = None) -> None:
        super().__init__(
            tools,
            parent,
            "Edit question to ask" if row else "Add a question to ask",
            name="ask-editor",
            ok="Save" if row else "Add question",
            draft_key="editor:ask",
            draft_of=("employer_question", row.id) if row else None,
        )
        self._row = row
        self._category = Choice(
            list(ASK_CATEGORIES.items()), name="ask-editor-category", title=self.tr("Category")
        )
        self._category.set_value(row.category if row else "projects")
        self._words = text_edit(
            "ask-editor-text", row.text if row else "", lines=2, title=self.tr("Question")
        )
        self._why = text_edit("ask-editor-why", row.why if row else "", lines=2, title=self.tr("Why ask it"))
        self.form.add("category", self.tr("Category"), self._category)
        self.form.add("text", self.tr("Question"), self._words)
        self.form.add("why", self.tr("Why ask it"), self._why)
        self.keep_typing()
        self._words.setFocus()

    def _on_save(self) -> None:
        self.form.clear_errors()
        kept = {}
        if self._row is not None:
            names = ("good_signs", "warning_signs", "ask_back", "best_rounds")
            kept = {name: getattr(self._row, name) for name in names}
        try:
            draft = EmployerQuestionDraft.make(
                category=self._category.value,
                text=self._words.toPlainText(),
                why=self._why.toPlainText(),
                **kept,
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        if self._row is None:
            self.save(self.tr("Question added"), asks.add, self.tools.ctx, draft)
        else:
            self.save(self.tr("Question saved"), asks.edit, self.tools.ctx, self._row.id, draft)
