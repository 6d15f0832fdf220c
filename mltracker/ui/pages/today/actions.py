"""The list of next actions: five rows, the others on request, each with one button that does it and a way to put it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mltracker.domain.reminders import Snooze
from mltracker.services.next_actions import NextAction
from mltracker.ui.paint import Sign
from mltracker.ui.reminder_words import snooze_choices
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import day, day_and_time, home_zone, relative_day, tr

ICONS = {
    "deadline": "flag",
    "debrief": "edit",
    "prepare": "target",
    "follow-up": "bell",
    "reply": "clock",
    "thanks": "note",
    "checklist": "clock",
    "task": "clock",
    "practice": "practice",
}
TALL, LOW = 56, 42
MOST = 25  # rows at once, however much there is to do


class NextActions(Card):
    """`chosen` carries the action whose button was pressed; `put_off` one and the instant, or None for good."""

    chosen = Signal(object)
    put_off = Signal(object, object)
    later_wanted = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent, name="next-actions", flush=True)
        self._first: Sequence[NextAction] = ()
        self._others: Sequence[NextAction] = ()
        self._by_key: dict[str, NextAction] = {}
        self._now: datetime | None = None
        self._whole = False
        self._low = False

    def show_actions(self, first: Sequence[NextAction], others: Sequence[NextAction], now: datetime) -> None:
        """Show the first ones, and the others as well once they were asked for."""
        self._first, self._others, self._now = first, others, now
        self._whole = self._whole and bool(others)
        self._fill()

    def fit(self, *, low: bool) -> None:
        """In a low window rows are lower."""
        if low != self._low:
            self._low = low
            for row in self.findChildren(ListRow):
                row.setMinimumHeight(LOW if low else TALL)

    def ask_later(self, action: NextAction, below: QWidget, times: Mapping[Snooze, datetime]) -> None:
        """Ask when an action should come back."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted: dict[Snooze, datetime] = {
            name: at for name, at in times.items() if name in ("later-today", "tomorrow", "next-week")
        }
        for name, words in snooze_choices(wanted, self._now or min(times.values())):
            menu.addAction(words).setData((action, times[name]))
        menu.addSeparator()
        menu.addAction(self.tr("Dismiss")).setData((action, None))
        menu.triggered.connect(self._on_later_chosen)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _fill(self) -> None:
        place = self._focused_row()
        clear(self.body)
        shown = [*self._first, *(self._others if self._whole else ())][:MOST]
        left = len(self._first) + len(self._others) - len(shown)
        self._by_key = {action.key: action for action in shown}
        buttons = [self._add(action) for action in shown]
        if not shown:
            title, line = (
                self.tr("Nothing waits for you"),
                self.tr("Good time for a walk, or for twenty minutes of practice."),
            )
            self.add_row(EmptyState("check", title, line, name="no-actions"))
        if self._others:
            self.add_row(self._toggle(left))
        if place is not None and buttons:
            # who works through the list by keys goes on where they were
            buttons[min(place, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused_row(self) -> int | None:
        focus = QApplication.focusWidget()
        key = focus.property("action_key") if focus is not None and self.isAncestorOf(focus) else None
        keys = list(self._by_key)
        return keys.index(key) if key in keys else None

    def _add(self, action: NextAction) -> Button:
        row = ListRow(
            action.title,
            self._detail(action),
            icon_name=ICONS[action.kind],
            icon_role="warn" if action.overdue else "muted",
            sign=Sign("", self.tr("Overdue"), "warn") if action.overdue else None,
            name=f"action-{action.key}",
            height=LOW if self._low else TALL,
        )
        button = Button(self._words(action), name=f"do-{action.key}", size="small")
        later = Button(
            name=f"later-{action.key}", kind="ghost", size="small", icon_name="more", tip=self.tr("Later")
        )
        for made, slot in ((button, self._on_do), (later, self._on_later)):
            made.setProperty("action_key", action.key)
            made.setAccessibleDescription(action.title)
            made.clicked.connect(slot)
            row.add(made)
        self.add_row(row)
        return button

    def _toggle(self, left: int) -> QWidget:
        words = self.tr("Show fewer") if self._whole else tr("%n more", len(self._others))
        icon_name = "chevron-up" if self._whole else "chevron-down"
        button = Button(words, name="more-actions", kind="ghost", size="small", icon_name=icon_name)
        button.clicked.connect(self._on_toggle)
        row = QWidget()
        after = tr("%n more come after these", left) if self._whole and left else ""
        note = label(after, "small", "muted", name="actions-left")
        row.setLayout(hbox(button, note, None, margins=(8, 4, 8, 4)))
        return row

    def _words(self, action: NextAction) -> str:
        if action.letter:
            return self.tr("Write")
        return {
            "debrief": self.tr("Debrief"),
            "prepare": self.tr("Practice"),
            "checklist": self.tr("Done"),
            "task": self.tr("Done"),
            "practice": self.tr("Practice"),
        }.get(action.kind, self.tr("Open"))

    def _detail(self, action: NextAction) -> str:
        missed = action.overdue and action.kind != "task"
        words = "%n more overdue" if missed else "%n more due"
        more = tr(words, action.more) if action.more else ""
        effort = self.tr("takes 90 seconds") if action.kind == "debrief" else ""
        return " · ".join(filter(None, (self._when(action), action.detail, effort, more)))

    def _when(self, action: NextAction) -> str:
        at, now = action.at, self._now
        if at is None or now is None:
            return ""
        if isinstance(at, datetime) and action.kind == "task":
            # it is for a day: the hour is only when that day is first spoken of
            at = at.astimezone(home_zone()).date()
        if isinstance(at, datetime):
            words = day_and_time(at, now)
            is_due = action.kind in ("deadline", "thanks") and at > now
            return self.tr("by {0}").format(words) if is_due else words
        return self._day(action, at, now.astimezone(home_zone()).date())

    def _day(self, action: NextAction, at: date, today: date) -> str:
        words = f"{day(at, today)} ({relative_day(at, today)})"
        if action.kind == "deadline":
            return self.tr("by {0}").format(words)
        return self.tr("due today") if at == today else self.tr("since {0}").format(words)

    def _on_toggle(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _action(self) -> NextAction | None:
        return self._by_key.get(str(self.sender().property("action_key")))

    def _on_do(self) -> None:
        action = self._action()
        if action is not None:
            self.chosen.emit(action)

    def _on_later(self) -> None:
        action, button = self._action(), self.sender()
        if action is not None:
            self.later_wanted.emit(action, button)

    def _on_later_chosen(self, choice: object) -> None:
        action, until = choice.data()  # type: ignore[attr-defined]
        self.put_off.emit(action, until)
