"""The list behind the bar: what is due, each with what can be done about it, and what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mltracker.domain.reminders import Reminder
from mltracker.ui.page import PageTools
from mltracker.ui.reminder_words import ICONS, reminder_at, reminder_title, reminder_when
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import tr

if TYPE_CHECKING:
    from mltracker.ui.frame.reminders import Reminders

SHOWN, NEXT = 6, 4
AHEAD = timedelta(days=7)


class RemindersDialog(Dialog):
    """Follows what is due while it is open."""

    def __init__(self, watch: Reminders, tools: PageTools, window: QWidget) -> None:
        super().__init__(tr("Reminders"), window, name="reminders", wide=True, scrolls=True)
        self._watch, self._tools = watch, tools
        self._shown: dict[str, Reminder] = {}
        self._due = Card(parent=self, name="reminders-due", flush=True)
        self._more = label("", "small", "muted", name="reminders-more")
        self._next_title = label(self.tr("In the next seven days"), "strong")
        self._next = Card(parent=self, name="reminders-next", flush=True)
        for part in (self._due, self._more, self._next_title, self._next):
            self.body.addWidget(part)
        self._all = Button(self.tr("Dismiss all"), name="reminders-all")
        self._all.clicked.connect(self._on_dismiss_all)
        self.add_left(self._all)
        close = Button(self.tr("Close"), name="reminders-close", keys="Esc")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        watch.due_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        now = self._tools.ctx.clock()
        due = self._watch.due
        self._shown = {reminder.key: reminder for reminder in due}
        clear(self._due.body)
        for reminder in due[:SHOWN]:
            self._due.add_row(self._row(reminder))
        if not due:
            line = self.tr("Interviews, deadlines, follow-ups and checklist items are told here in time.")
            self._due.add_row(EmptyState("bell", self.tr("Nothing is due"), line, name="no-reminders"))
        left = len(due) - SHOWN
        self._more.setText(tr("%n more, soonest first", left) if left > 0 else "")
        self._more.setVisible(left > 0)
        self._all.setVisible(len(due) > 1)
        clear(self._next.body)
        coming = self._coming(now)
        for reminder in coming:
            title, when = reminder_title(reminder), reminder_when(reminder, now)
            name = f"next-{reminder.key}"
            self._next.add_row(ListRow(title, when, icon_name=ICONS[reminder.kind], name=name))
        self._next.setVisible(bool(coming))
        self._next_title.setVisible(bool(coming))

    def _coming(self, now: datetime) -> list[Reminder]:
        """The next few that were not told yet; of the items of one round only the first."""
        told = {reminder.subject for reminder in self._watch.due}
        found: dict[object, Reminder] = {}
        for reminder in self._watch.plan.coming(now, now + AHEAD):
            is_item = reminder.kind == "checklist" and reminder.interview_id is not None
            if reminder.subject not in told:
                found.setdefault(reminder.interview_id if is_item else reminder.subject, reminder)
        return sorted(found.values(), key=reminder_at)[:NEXT]

    def _row(self, reminder: Reminder) -> ListRow:
        now = self._tools.ctx.clock()
        row = ListRow(
            reminder_title(reminder),
            reminder_when(reminder, now),
            icon_name=ICONS[reminder.kind],
            name=f"due-{reminder.key}",
        )
        title = reminder_title(reminder)
        opened = Button(self.tr("Open"), name=f"open-{reminder.key}", size="small")
        snooze = Button.small_icon(f"snooze-{reminder.key}", "clock", self.tr("Snooze"))
        gone = Button.small_icon(f"dismiss-{reminder.key}", "close", self.tr("Dismiss"))
        for button, slot in ((opened, self._on_open), (snooze, self._on_snooze), (gone, self._on_dismiss)):
            button.setProperty("key", reminder.key)
            button.setAccessibleDescription(title)
            button.clicked.connect(slot)
            row.add(button)
        return row

    def _reminder(self) -> Reminder:
        return self._shown[str(self.sender().property("key"))]

    def _on_open(self) -> None:
        reminder = self._reminder()
        self.accept()
        self._watch.open(reminder)

    def _on_dismiss(self) -> None:
        self._watch.dismiss([self._reminder()], tr("Reminder dismissed"))

    def _on_snooze(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            self._watch.snooze_menu([self._reminder()], button)

    def _on_dismiss_all(self) -> None:
        self._watch.dismiss(self._watch.due, tr("%n reminders dismissed", len(self._watch.due)))
