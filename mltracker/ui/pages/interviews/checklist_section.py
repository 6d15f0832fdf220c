"""Section 4: what to do before and after, by its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from mltracker.domain.interviews import ChecklistRow, InterviewRow
from mltracker.services import checklists
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.form import UNCUT
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.reorder import Reorder, reordered
from mltracker.ui.words import clock_time, day, home_zone


class ChecklistSection(Section):
    """Tick, add, order and remove; overdue items are marked, done ones fold away."""

    name, icon, flush = "checklist", "check", True

    @property
    def title(self) -> str:
        return self.tr("Checklist")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body
        self._items: list[ChecklistRow] = []
        self._row: InterviewRow | None = None
        self._show_done = False
        self._order = Reorder(self.card)
        self._order.moved.connect(self._on_moved)
        self._count = label("", "small", "muted", name="checklist-count")
        self._field = QLineEdit()
        self._field.setObjectName("checklist-new")
        self._field.setAccessibleName(self.tr("New checklist item"))
        self._field.setPlaceholderText(self.tr("Add an item"))
        self._field.setMaxLength(UNCUT)
        self._field.setFixedWidth(220)
        self._field.returnPressed.connect(self._on_add)
        add = Button(self.tr("Add"), name="checklist-add", kind="ghost", size="small", icon_name="add")
        add.clicked.connect(self._on_add)
        for part in (self._count, self._field, add):
            self.head.addWidget(part)

    def show_items(self, row: InterviewRow, items: Sequence[ChecklistRow]) -> None:
        """Show an interview's items: open ones first, by their order."""
        self._row, self._items = row, list(items)
        now = self.tools.ctx.clock()
        late = [(item.is_overdue(now), row.is_late(item, now)) for item in items]
        if not self.is_drawn(row.id, row.is_coming(now), self._items, late):
            self._fill()

    def _fill(self) -> None:
        items = self._items
        done = [item for item in items if item.done_at is not None]
        self._count.setText(self.tr("{0} of {1}").format(len(done), len(items)))
        self._order.begin()
        clear(self._body)
        if done:
            words = self.tr("Hide {0} done") if self._show_done else self.tr("{0} done")
            fold = Button(
                words.format(len(done)),
                name="checklist-done",
                kind="ghost",
                size="small",
                icon_name="chevron-down" if self._show_done else "chevron-right",
            )
            fold.clicked.connect(self._on_fold)
            self.card.add_row(fold)
        shown = (done if self._show_done else []) + [item for item in items if item.done_at is None]
        for item in shown:
            self.card.add_row(self._line(item))
        self._order.end()
        if not items:
            self.card.add_row(
                label(self.tr("  Nothing on the list. Add what helps you before or after."), tone="muted")
            )

    def _line(self, item: ChecklistRow) -> QWidget:
        box = QCheckBox()
        box.setObjectName(f"item-{item.id}")
        box.setAccessibleName(item.text)
        box.setChecked(item.done_at is not None)
        box.setProperty("item_id", item.id)
        box.toggled.connect(self._on_ticked)
        words = ClampedLabel(item.text, tone="muted" if item.done_at else "text", name=f"item-{item.id}-text")
        remove = Button(
            name=f"remove-{item.id}",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Remove this item"),
        )
        remove.setProperty("item_id", item.id)
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.clicked.connect(self._on_remove)
        holder = QWidget()
        grip = self._order.grip(item.id, item.text, holder)
        text = vbox(None, words, None, spacing=0)
        line = hbox(grip, box, text, self._due(item), remove, spacing=8, margins=(4, 4, 8, 4))
        line.setStretch(2, 1)
        holder.setLayout(line)
        return holder

    def _due(self, item: ChecklistRow) -> QWidget:
        if item.due_at is None:
            return label("")
        now = self.tools.ctx.clock()
        local = item.due_at.astimezone(home_zone())
        words = f"{day(local.date(), now.date())}, {clock_time(item.due_at)}"
        if self._row is not None and self._row.is_late(item, now):
            return SignLabel(Sign("clock", self.tr("overdue, {0}").format(words), "warn"))
        if item.came_late and item.is_overdue(now) and self._row is not None and self._row.is_coming(now):
            words = self.tr("now")
        return label(words, "small", "muted")

    def _on_ticked(self, checked: bool) -> None:  # noqa: FBT001  (Qt's signal)
        item_id = int(self.sender().property("item_id"))
        self.changer.run("", checklists.tick, self.tools.ctx, item_id, done=checked)

    def _on_fold(self) -> None:
        self._show_done = not self._show_done
        self._fill()

    def _on_add(self) -> None:
        text = self._field.text()
        if not text.strip():
            self._field.setFocus()
        elif self._row is not None:
            words = self.tr("Added to the checklist")
            added = self.changer.run(words, checklists.add, self.tools.ctx, self._row.id, text)
            if added is not None:
                self._field.clear()

    def _on_moved(self, shown: object) -> None:
        """The open ones in a new order; those that are folded away keep their places."""
        if isinstance(shown, list) and self._row is not None:
            ids = reordered([item.id for item in self._items], shown)
            self.changer.run("", checklists.reorder, self.tools.ctx, self._row.id, ids)

    def _on_remove(self) -> None:
        item_id = int(self.sender().property("item_id"))
        self.changer.run(self.tr("Item removed"), checklists.remove, self.tools.ctx, item_id)
