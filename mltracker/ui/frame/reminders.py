"""Watches the clock for what comes due, and says so: in a quiet bar over the page, and through the desktop's tray."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.domain.reminders import Reminder, Snooze
from mltracker.services import preferences, reminders
from mltracker.ui.frame.tray import Tray, open_tray
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.reminder_words import reminder_line, reminder_title, reminder_when, snooze_choices
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import set_look
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.words import home_zone, tr

TICK_MS = 30_000
GATHER_MS = 500
CONCERNS = Change.APPLICATIONS | Change.INTERVIEWS | Change.CHECKLISTS | Change.REMINDERS | Change.SETTINGS


class ReminderBar(QFrame):
    """One line over the page; hidden while nothing is due. Several are told as one, never as a pile."""

    opened = Signal()
    dismissed = Signal()
    snooze_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reminder-bar")
        line = QFrame(self)
        set_look(line, "role", "info")
        line.setMinimumHeight(40)
        self._text = ElidedLabel(name="reminder-text", keep=24)
        self.open_button = Button(self.tr("Open"), name="reminder-open", size="small")
        self.snooze = Button(
            self.tr("Snooze"), name="reminder-snooze", size="small", kind="ghost", arrow=True
        )
        self.dismiss = Button(
            name="reminder-dismiss", size="small", kind="ghost", icon_name="close", tip=self.tr("Dismiss")
        )
        row = hbox(IconMark("bell", "info"), spacing=8, margins=(12, 4, 8, 4))
        row.addWidget(self._text, 1)
        for button in (self.open_button, self.snooze, self.dismiss):
            row.addWidget(button)
        line.setLayout(row)
        self.setLayout(vbox(line, margins=(24, 8, 24, 8)))
        PageMargins(self)
        self.open_button.clicked.connect(self.opened)
        self.snooze.clicked.connect(self.snooze_wanted)
        self.dismiss.clicked.connect(self.dismissed)
        self.hide()

    def show_due(self, due: Sequence[Reminder], now: datetime) -> None:
        """Tell what is due at `now`; nothing hides the bar."""
        if due:
            first = reminder_line(due[0], now)
            words = first if len(due) == 1 else tr("%n reminders", len(due)) + f" · {first}"
            self._text.setText(words)
            self.setAccessibleName(words)
            self.open_button.setText(self.tr("Open") if len(due) == 1 else self.tr("Show"))
            self.dismiss.set_tip(self.tr("Dismiss") if len(due) == 1 else self.tr("Dismiss all"))
        self.setVisible(bool(due))


class Reminders(QObject):
    """Lives as long as the database is open in the window.

    Which reminders are due follows from the data and the clock alone (domain/reminders.py), so a tick that comes late,
    after a sleep or a restart, finds the same as one in time. `raised` asks for the window to come to the front,
    `due_changed` says that others are due than before.
    """

    raised = Signal()
    due_changed = Signal()

    def __init__(
        self,
        tools: PageTools,
        window: QWidget,
        bar: ReminderBar,
        *,
        make_tray: Callable[[QObject], Tray | None] = open_tray,
    ) -> None:
        super().__init__(window)
        self._tools, self._window, self._bar, self._make_tray = tools, window, bar, make_tray
        self._tray: Tray | None = None
        self._plan = reminders.plan(tools.ctx)
        self._due: tuple[Reminder, ...] = ()
        self._passed_over: frozenset[str] = frozenset()
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        # one change is often followed by others: read once for all of them
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self.read)
        tools.events.changed.connect(self._on_changed)
        bar.opened.connect(self._on_opened)
        bar.dismissed.connect(self._on_dismissed)
        bar.snooze_wanted.connect(self._on_snooze_wanted)

    @property
    def plan(self) -> reminders.Plan:
        """All reminders, as last read."""
        return self._plan

    @property
    def due(self) -> tuple[Reminder, ...]:
        """What is due and was told."""
        return self._due

    def start(self, *, sample: bool) -> None:
        """Tell in one line what came due in the meantime, and watch from now on. A sample's past is nobody's news."""
        if sample:
            due = self._plan.due(self._tools.ctx.clock())
            self._passed_over = frozenset(reminder.key for reminder in due)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Before the database is closed."""
        self._timer.stop()
        self._gather.stop()
        self._tools.events.changed.disconnect(self._on_changed)
        if self._tray is not None:
            self._tray.stop()
        self._bar.setParent(None)
        self._bar.deleteLater()
        self.deleteLater()

    def read(self) -> None:
        """Read everything anew, and look; what cannot be read just now leaves what was read before."""
        with suppress(UserError):
            self._plan = reminders.plan(self._tools.ctx)
        self.look()

    def look(self) -> None:
        """Compare what was read with the clock; costs next to nothing."""
        now = self._tools.ctx.clock()
        before = {reminder.key for reminder in self._due}
        self._due = tuple(r for r in self._plan.due(now) if r.key not in self._passed_over)
        self._bar.show_due(self._due, now)
        # a notification is not repeated when a clock that was set back comes to the same time again
        fresh = [reminder for reminder in self._due if reminder.key not in self._told]
        self._told |= {reminder.key for reminder in fresh}
        if fresh and not self._window.isActiveWindow():
            self._notify(fresh, now)
        if before != {reminder.key for reminder in self._due}:
            self.due_changed.emit()

    def open(self, reminder: Reminder) -> None:
        """Go to what it is about; that settles the reminder."""
        self.dismiss([reminder])
        navigator = self._tools.navigator
        if reminder.interview_id is not None and reminder.kind != "reply":
            section = "checklist" if reminder.kind == "checklist" else ""
            navigator.open_interview(reminder.interview_id, section)
        else:
            navigator.open_application(reminder.application_id)

    def dismiss(self, chosen: Sequence[Reminder], words: str = "") -> None:
        """Say nothing more of these; what they are about stays."""
        self._write(words, reminders.dismiss, self._tools.ctx, self._plan, chosen)

    def put_off(self, chosen: Sequence[Reminder], until: datetime) -> None:
        """Say nothing of these until an instant."""
        self._told -= {reminder.key for reminder in chosen}
        self._write(self.tr("Snoozed"), reminders.snooze, self._tools.ctx, chosen, until)

    def snooze_times(self, chosen: Sequence[Reminder]) -> dict[Snooze, datetime]:
        """When these can be put off to: before the first of what they are about, as long as it is ahead."""
        now = self._tools.ctx.clock()
        ahead = [at for at in (_too_late(reminder) for reminder in chosen) if at is not None and at > now]
        return reminders.snooze_times(self._tools.ctx, before=min(ahead, default=None))

    def show_all(self) -> None:
        """List what is due and what comes next."""
        from mltracker.ui.frame.reminder_dialog import RemindersDialog

        RemindersDialog(self, self._tools, self._window).open()

    def snooze_menu(self, chosen: Sequence[Reminder], below: QWidget) -> None:
        """Ask when these should come back."""
        now = self._tools.ctx.clock()
        times = self.snooze_times(chosen)
        menu = QMenu(below)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in snooze_choices(times, now):
            menu.addAction(words).setData((tuple(chosen), times[name]))
        if not times:
            menu.addAction(self.tr("It is too close to be put off")).setEnabled(False)
        menu.triggered.connect(self._on_snooze_chosen)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _write(self, words: str, use_case: Callable[..., tuple[object, Change]], *args: object) -> None:
        try:
            _, change = use_case(*args)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        if words:
            self._tools.events.notice.emit(Notice.done(words))
        self._tools.events.changed.emit(change)
        self.read()

    def _notify(self, fresh: Sequence[Reminder], now: datetime) -> None:
        """One notification for all that is new."""
        if not preferences.get(self._tools.ctx).remind_in_tray:
            return
        if self._tray is None:
            self._tray = self._make_tray(self)
            if self._tray is None:
                return
            self._tray.pressed.connect(self._on_tray_pressed)
        if len(fresh) == 1:
            self._tray.say(reminder_title(fresh[0]), reminder_when(fresh[0], now))
        else:
            lines = [reminder_line(reminder, now) for reminder in fresh[:3]]
            more = len(fresh) - len(lines)
            lines += [tr("and %n more", more)] if more else []
            self._tray.say(tr("%n reminders", len(fresh)), "\n".join(lines))

    def _on_changed(self, change: object) -> None:
        if isinstance(change, Change) and change & CONCERNS:
            self._gather.start()

    def _on_opened(self) -> None:
        if len(self._due) == 1:
            self.open(self._due[0])
        elif self._due:
            self.show_all()

    def _on_dismissed(self) -> None:
        words = (
            tr("Reminder dismissed") if len(self._due) == 1 else tr("%n reminders dismissed", len(self._due))
        )
        self.dismiss(self._due, words)

    def _on_snooze_wanted(self) -> None:
        self.snooze_menu(self._due, self._bar.snooze)

    def _on_snooze_chosen(self, choice: object) -> None:
        chosen, until = choice.data()  # type: ignore[attr-defined]
        self.put_off(chosen, until)

    def _on_tray_pressed(self) -> None:
        self.raised.emit()


def _too_late(reminder: Reminder) -> datetime | None:
    """From when on there is no point in being told: the start, or the end of the last day; None for what can wait."""
    about = reminder.about
    if reminder.kind not in ("interview", "take-home", "deadline", "offer"):
        return None
    return about if isinstance(about, datetime) else datetime.combine(about, time.max, home_zone())
