"""Tasks of an application outside its rounds: add, tick, change, with or without a day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.interviews import ChecklistRow
from mltracker.services import application_tasks
from mltracker.ui.changer import Changer
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.page import PageTools
from mltracker.ui.paint import Sign
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.form import line_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.words import day, relative_day, tr


class TasksSection(QWidget):
    """Open tasks by their day, a line for a new one, and what was done folded away."""

    def __init__(self, tools: PageTools, application_id: int) -> None:
        super().__init__()
        self.setObjectName("detail-tasks")
        self._tools, self._id = tools, application_id
        self._changer = Changer(tools, self)
        self._show_done = False
        self._lines = vbox(spacing=2)
        self._text = line_edit("task-new", placeholder=self.tr("What to do"), title=self.tr("New task"))
        self._due = DateEdit(name="task-due", title=self.tr("Due on"), today=tools.ctx.today)
        self._due.set_placeholder(self.tr("by which day?"))
        self._due.setFixedWidth(168)
        self._text.returnPressed.connect(self._on_add)
        self._due.entered.connect(self._on_add)
        add = Button(name="task-add", icon_name="add", tip=self.tr("Add this task (Enter)"))
        add.clicked.connect(self._on_add)
        self._error = SignLabel()
        self._error.setObjectName("task-error")
        self._error.hide()
        line = hbox(self._text, self._due, add, spacing=4)
        line.setStretch(0, 1)
        self._drafts = DraftKeeper(tools, self, self._typed)
        stored = self._drafts.open("task", ("application", application_id))
        if isinstance(stored, str):
            self._text.setText(stored)
        self._text.textChanged.connect(self._drafts.touch)
        self.setLayout(vbox(label(self.tr("Tasks"), "strong"), self._lines, line, self._error, spacing=4))
        self.show_tasks()

    def show_tasks(self) -> None:
        """Read the tasks again."""
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and focus.property("task_id") is not None else ""
        clear(self._lines)
        tasks = application_tasks.tasks(self._tools.ctx, self._id)
        done = [task for task in tasks if task.done_at is not None]
        for task in tasks:
            if task.done_at is None or self._show_done:
                self._lines.addWidget(self._line(task))
        if done:
            words = tr("Hide what is done") if self._show_done else tr("%n done", len(done))
            fold = Button(
                words,
                name="tasks-done",
                kind="ghost",
                size="small",
                icon_name="chevron-down" if self._show_done else "chevron-right",
            )
            fold.clicked.connect(self._on_fold)
            self._lines.addWidget(fold)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, task: ChecklistRow) -> QWidget:
        box = QCheckBox()
        box.setObjectName(f"task-{task.id}")
        box.setAccessibleName(task.text)
        box.setChecked(task.done_at is not None)
        box.setProperty("task_id", task.id)
        box.toggled.connect(self._on_ticked)
        words = label(task.text, tone="muted" if task.done_at else "", wrap=True)
        edit = Button.small_icon(f"task-edit-{task.id}", "edit", self.tr("Edit this task"))
        remove = Button.small_icon(f"task-remove-{task.id}", "close", self.tr("Remove this task"))
        for button, slot in ((edit, self._on_edit), (remove, self._on_remove)):
            button.setProperty("task_id", task.id)
            button.clicked.connect(slot)
        said = vbox(words, spacing=0, margins=(0, 6, 0, 0))
        due = self._due_mark(task)
        if due is not None:
            said.addLayout(hbox(due, None))
        line = hbox(spacing=4)
        line.addLayout(vbox(box, None, margins=(0, 6, 0, 0)))
        line.addLayout(said, 1)
        for button in (edit, remove):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _due_mark(self, task: ChecklistRow) -> QWidget | None:
        ctx = self._tools.ctx
        due = application_tasks.day_of(ctx, task)
        if due is None or task.done_at is not None:
            return None
        today = ctx.today()
        words = day(due, today) if due > today else relative_day(due, today)
        if due < today:
            return SignLabel(Sign("clock", tr("overdue, {0}").format(day(due, today)), "warn"))
        return label(words, "muted")

    def _typed(self) -> str | None:
        return self._text.text().strip() or None

    def _on_add(self) -> None:
        if not self._text.text().strip():
            self._text.setFocus()
            return
        self._set_error("")
        try:
            if self._due.is_wrong:
                self._refuse_date()
            self._changer.save(
                self.tr("Task added"),
                application_tasks.add,
                self._tools.ctx,
                self._id,
                self._text.text(),
                due_on=self._due.value,
            )
        except UserError as error:
            self._drafts.keep()
            self._set_error(str(error))
            return
        self._text.clear()
        self._due.set_value(None)
        self._drafts.forget()
        self._text.setFocus()

    def _refuse_date(self) -> None:
        raise InvalidInput({"due_on": self._due.problem})

    def _set_error(self, text: str) -> None:
        self._error.set_sign(Sign("error", text, "bad") if text else None)
        self._error.setToolTip(plain_tip(text))
        self._error.setVisible(bool(text))

    def _on_ticked(self, checked: bool) -> None:  # noqa: FBT001  (Qt's signal)
        task_id = int(self.sender().property("task_id"))
        words = self.tr("Task done") if checked else self.tr("Task open again")
        self._changer.run(words, application_tasks.tick, self._tools.ctx, task_id, done=checked)

    def _on_fold(self) -> None:
        self._show_done = not self._show_done
        self.show_tasks()

    def _on_edit(self) -> None:
        from mltracker.ui.editors.task_editor import TaskEditor

        task_id = int(self.sender().property("task_id"))
        task = next(t for t in application_tasks.tasks(self._tools.ctx, self._id) if t.id == task_id)
        TaskEditor(self._tools, self.window(), task).open()

    def _on_remove(self) -> None:
        task_id = int(self.sender().property("task_id"))
        self._changer.run(self.tr("Task removed"), application_tasks.remove, self._tools.ctx, task_id)
