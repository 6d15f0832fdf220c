"""Changing a task: its words and its day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.interviews import ChecklistRow
from mltracker.services import application_tasks
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.form import line_edit


class TaskEditor(Editor):
    """Two fields."""

    def __init__(self, tools: PageTools, parent: QWidget, task: ChecklistRow) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit task"),
            name="task-editor",
            ok=self.tr("Save"),
            draft_key="editor:task",
            draft_of=("checklist_item", task.id),
        )
        self._task = task
        self._what = line_edit("task-text", task.text, title=self.tr("What is to be done"))
        self._due = DateEdit(name="task-due-on", title=self.tr("Due on"), today=tools.ctx.today)
        self._due.set_value(application_tasks.day_of(tools.ctx, task))
        self.form.add("text", self.tr("What is to be done"), self._what)
        self.form.add("due_on", self.tr("Due on"), self._due)
        self.keep_typing()
        self._what.setFocus()

    def _on_save(self) -> None:
        if self._due.is_wrong:
            self.form.set_error("due_on", self._due.problem)
            return
        self.save(
            self.tr("Task saved"),
            application_tasks.edit,
            self.tools.ctx,
            self._task.id,
            self._what.text(),
            due_on=self._due.value,
        )
