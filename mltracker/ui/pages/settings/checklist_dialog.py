"""The items that the list of one round begins with: add, change, remove, go back to the shipped ones."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.checklists import ANY_ROUND, TemplateRow, in_days
from mltracker.domain.errors import InvalidInput
from mltracker.services import catalog, templates
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Choice, Form, line_edit
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.scrolled_card import ScrolledCard
from mltracker.ui.words import tr

TALL = 300
TIMES = (-168, -120, -72, -48, -24, -12, -4, -2, -1, 0, 1, 4, 12, 24)


def offset_words(hours: int) -> str:
    """When an item is due: "2 days before", "1 hour after", "at the start"."""
    if hours == 0:
        return tr("at the start")
    amount, days = in_days(hours)
    unit = (
        (tr("1 day") if days else tr("1 hour"))
        if amount == 1
        else tr("%n days" if days else "%n hours", amount)
    )
    return (tr("{0} before") if hours < 0 else tr("{0} after")).format(unit)


class ChecklistDialog(Dialog):
    """Each change is saved, and undone, by itself."""

    def __init__(self, tools: PageTools, round_kind: str, parent: QWidget) -> None:
        title = tr("Every round") if round_kind == ANY_ROUND else catalog.rounds().by_kind[round_kind].title
        super().__init__(
            title,
            parent,
            name="checklist-template",
            text=tr(
                "What the checklist of such a round begins with. Lists that you have already stay as they are."
            ),
            wide=True,
        )
        self._tools, self._kind = tools, round_kind
        self._changer = Changer(tools, self)
        self._changed_id: int | None = None
        self._list = ScrolledCard(TALL, name="checklist-template-scroll")
        self.body.addWidget(self._list)
        self._form = Form(name="template")
        self._words = self._form.add("text", self.tr("Item"), line_edit("template-text"))
        self._when = self._form.add(
            "offset_hours",
            self.tr("When"),
            Choice([(h, offset_words(h)) for h in TIMES], name="template-when", title=self.tr("When")),
            beside=True,
        )
        self._when.set_value(-24)
        self._save = Button(self.tr("Add"), name="template-save", icon_name="add")
        self._save.clicked.connect(self._on_save)
        self._words.returnPressed.connect(self._on_save)
        self.body.addWidget(self._form)
        self.body.addLayout(hbox(self._save, None))
        self._reset = Button(self.tr("Back to the shipped items"), name="template-reset")
        self._reset.clicked.connect(self._on_reset)
        self.add_left(self._reset)
        done = Button(self.tr("Done"), name="template-done", kind="primary")
        done.clicked.connect(self.accept)
        self.add_buttons(done)
        # Enter in the field saves the item and leaves the dialog open
        done.setDefault(False)
        self._fill()
        self._words.setFocus()

    def _fill(self) -> None:
        self._rows = templates.rows(self._tools.ctx, self._kind)
        self._list.show_rows([self._line(row) for row in self._rows])
        changed = not templates.is_shipped(self._tools.ctx, self._kind)
        if not changed and self._reset.hasFocus():
            self._words.setFocus()
        self._reset.setEnabled(changed)
        self._reset.setToolTip("" if changed else self.tr("These are the shipped items"))

    def _line(self, row: TemplateRow) -> QWidget:
        note = self.tr("yours") if row.mine else self.tr("changed by you") if row.edited else ""
        detail = ", ".join(filter(None, (offset_words(row.offset_hours), note)))
        line = ListRow(row.text, detail, name=f"template-{row.id}")
        edit = Button(
            name=f"template-edit-{row.id}", kind="ghost", size="small", icon_name="edit", tip=self.tr("Edit")
        )
        remove = Button(
            name=f"template-remove-{row.id}",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Remove this item"),
        )
        for button, slot in ((edit, self._on_edit), (remove, self._on_remove)):
            button.setProperty("template_id", row.id)
            button.clicked.connect(slot)
        line.add(edit, remove)
        return line

    def _on_edit(self) -> None:
        self._changed_id = int(self.sender().property("template_id"))
        row = next(row for row in self._rows if row.id == self._changed_id)
        self._words.setText(row.text)
        times = sorted({*TIMES, row.offset_hours})
        self._when.set_options([(hours, offset_words(hours)) for hours in times])
        self._when.set_value(row.offset_hours)
        self._save.setText(self.tr("Save"))
        self._words.setFocus()
        self._words.selectAll()

    def _on_save(self) -> None:
        ctx, text, hours = self._tools.ctx, self._words.text(), int(str(self._when.value))
        try:
            if self._changed_id is None:
                template_id = self._changer.save("", templates.add, ctx, self._kind, text, hours)
            else:
                template_id = self._changed_id
                self._changer.save("", templates.change, ctx, template_id, text, hours)
        except InvalidInput as error:
            self._form.set_errors(error.fields)
            return
        self._form.clear_errors()
        self._changed_id = None
        self._words.clear()
        self._save.setText(self.tr("Add"))
        self._fill()
        self._list.reveal(f"template-{template_id}")

    def _on_remove(self) -> None:
        template_id = int(self.sender().property("template_id"))
        self._changer.run(self.tr("Item removed"), templates.remove, self._tools.ctx, template_id)
        self._fill()

    def _on_reset(self) -> None:
        self._changer.run(self.tr("The shipped items are back"), templates.reset, self._tools.ctx, self._kind)
        self._fill()
