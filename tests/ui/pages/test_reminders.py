"""Reminders in the window: one quiet line, what can be done about it, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mltracker.domain.changes import Change
from mltracker.services import applications, preferences, reminders
from mltracker.services.context import Context, open_context
from mltracker.ui.frame import tray
from mltracker.ui.frame.reminders import ReminderBar, Reminders
from mltracker.ui.page import PageTools
from tests.conftest import NOW, FakeClock
from tests.prompts import ScriptedPrompts
from tests.services.cases import TODAY, applied, booked
from tests.ui.pages import checks
from tests.ui.pages.person import Person, at_window

HOUR = timedelta(hours=1)


def watch_of(person: Person) -> Reminders:
    """What looks at the clock; it begins a moment after the first page is shown."""
    person.until(lambda: person.main.findChild(Reminders) is not None, "nothing watches")
    watch = person.main.findChild(Reminders)
    assert isinstance(watch, Reminders)
    return watch


def planned_for_now(person: Person) -> list[str]:
    """The companies of what the window would tell by now if it told all."""
    watch = person.main.findChild(Reminders)
    return [reminder.company for reminder in watch.plan.due(person.clock.now)] if watch else []


def tick(person: Person) -> None:
    """Let the thirty seconds pass after which the window looks at the clock."""
    watch_of(person).look()
    person.settle()


@pytest.fixture
def data(data_dir: Path, clock: FakeClock) -> Path:
    """Three companies to write to today, and an interview in an hour and a half."""
    ctx = open_context(data_dir, clock, "write")
    clock.advance(days=-5)
    for company in ("Greyhaddock", "Mossgrave", "Quillmere"):
        applied(ctx, company, follow_up_on=TODAY)
    preferences.change(ctx, remind_checklist=False)
    booked(ctx, applied(ctx, "Fernhollow Labs").id, starts_at=NOW + 1.5 * HOUR)
    clock.advance(days=5)
    ctx.close()
    return data_dir


@pytest.fixture
def busy(
    qtbot: QtBot, qapp: QApplication, data: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> Iterator[Person]:
    with at_window(qtbot, qapp, data, clock, prompts) as person:
        watch_of(person)
        yield person


def due(person: Person) -> list[str]:
    return [reminder.company for reminder in reminders.plan(person.ctx).due(person.clock.now)]


def handle_in_a_list_what_was_missed(busy: Person) -> None:
    assert busy.text("reminder-text") == "4 reminders · Follow up with Greyhaddock · due today"
    busy.click("reminder-open")
    said = busy.dialog()
    assert said is not None
    assert len([w for w in said.findChildren(QWidget) if w.objectName().startswith("open-remind:")]) == 4
    first = reminders.plan(busy.ctx).due(NOW)[0]
    busy.qtbot.mouseClick(said.findChild(QWidget, f"dismiss-{first.key}"), Qt.MouseButton.LeftButton)
    busy.settle()
    assert due(busy) == ["Mossgrave", "Quillmere", "Fernhollow Labs"]
    second = reminders.plan(busy.ctx).due(NOW)[0]
    busy.qtbot.mouseClick(said.findChild(QWidget, f"snooze-{second.key}"), Qt.MouseButton.LeftButton)
    busy.pick("In an hour (11:40)")
    assert due(busy) == ["Quillmere", "Fernhollow Labs"]
    assert checks.unnamed(said) == []
    last = reminders.plan(busy.ctx).due(NOW)[1]
    busy.qtbot.mouseClick(said.findChild(QWidget, f"open-{last.key}"), Qt.MouseButton.LeftButton)
    busy.settle()
    assert busy.page_name == "interviews"
    assert busy.text("interview-title").startswith("Fernhollow Labs")
    assert due(busy) == ["Quillmere"]
    assert busy.text("reminder-text") == "Follow up with Quillmere · due today"
    busy.clock.advance(hours=1)
    tick(busy)
    assert due(busy) == ["Mossgrave", "Quillmere", "Fernhollow Labs"]


def reach_the_bar_by_tab(busy: Person) -> None:
    busy.focus("add-button")
    reached = []
    for _ in range(4):
        busy.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached.append(focus.objectName() if focus is not None else "")
    assert reached[:3] == ["reminder-open", "reminder-snooze", "reminder-dismiss"]
    assert busy.page.isAncestorOf(busy.find(reached[3]))
    assert checks.clipped(busy.find("reminder-bar")) == []


def dismiss_all_and_undo(busy: Person) -> None:
    busy.click("reminder-dismiss")
    assert not busy.is_shown("reminder-bar")
    assert busy.text("toast-text") == "4 reminders dismissed"
    busy.clock.advance(minutes=10)
    tick(busy)
    assert not busy.is_shown("reminder-bar")
    busy.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    busy.until(lambda: busy.is_shown("reminder-bar"), "the reminders are not back")
    assert len(due(busy)) == 4


def wait_for_an_interview(busy: Person) -> None:
    busy.click("reminder-dismiss")
    said = []
    for minutes in (29, 2, 48, 4, 10, 45):
        busy.clock.advance(minutes=minutes)
        tick(busy)
        said.append(busy.text("reminder-text") if busy.is_shown("reminder-bar") else "")
        if len(said) == 2:
            busy.click("reminder-snooze")
            # nothing is offered that lies after the start
            assert [a.text() for a in busy.menu().actions()] == ["In 10 minutes (11:21)"]
            busy.pick("In 10 minutes (11:21)")
            assert not busy.is_shown("reminder-bar")
    assert said == [
        "",
        "Fernhollow Labs, ML breadth · in 59 min, at 12:10",
        "Fernhollow Labs, ML breadth · in 11 min, at 12:10",
        "Fernhollow Labs, ML breadth · in 7 min, at 12:10",
        "Fernhollow Labs, ML breadth · began at 12:10",
        "",
    ]


def open_the_list_when_nothing_is_due(empty: Person) -> None:
    watch_of(empty)
    assert not empty.is_shown("reminder-bar")
    empty.action("reminders").trigger()
    empty.settle()
    assert empty.dialog() is not None
    assert empty.is_shown("no-reminders")
    empty.key(Qt.Key.Key_Escape)
    row = applied(empty.ctx, "Greyhaddock", follow_up_on=TODAY)
    events = empty.session._tools.events  # type: ignore[attr-defined]
    events.changed.emit(Change.APPLICATIONS)
    empty.until(lambda: empty.is_shown("reminder-bar"), "a change is not noticed")
    empty.click("reminder-open")
    assert empty.page_name == "pipeline"
    assert empty.text("detail-company") == row.company
    assert not empty.is_shown("reminder-bar")


def list_much_in_the_smallest_window(empty: Person) -> None:
    empty.clock.advance(days=-5)
    booked(empty.ctx, applied(empty.ctx, "Fernhollow Labs").id, starts_at=NOW + 40 * HOUR)
    for number in range(31):
        applied(empty.ctx, f"Company {number}", follow_up_on=TODAY)
    empty.clock.advance(days=5)
    empty.session.open()
    for size, rows in (((1024, 640), 6), ((1440, 900), 6)):
        empty.main.resize(*size)
        empty.settle()
        empty.click("reminder-open")
        dialog = empty.dialog()
        assert dialog is not None
        assert dialog.height() <= size[1]
        dialog.activateWindow()
        empty.until(dialog.isActiveWindow, "the list does not become active")
        opens = [w for w in dialog.findChildren(QWidget) if w.objectName().startswith("open-remind:")]
        assert len(opens) == rows
        assert [*checks.outside(dialog), *checks.clipped(dialog), *checks.lost(dialog)] == []
        empty.key(Qt.Key.Key_Escape)


def test_the_list_says_when_nothing_is_due_and_fits_into_the_smallest_window_however_much_is(
    empty: Person,
) -> None:
    open_the_list_when_nothing_is_due(empty)
    list_much_in_the_smallest_window(empty)


def test_the_sample_search_does_not_begin_with_its_past(empty: Person) -> None:
    empty.click("open-sample")
    empty.until(lambda: planned_for_now(empty) == ["Greyhaddock"], "the sample is not watched")
    assert due(empty) == ["Greyhaddock"]
    assert not empty.is_shown("reminder-bar")


def test_settings_turn_kinds_off_and_choose_the_hour(busy: Person) -> None:
    busy.show("settings")
    busy.tick("remind-follow-ups")
    busy.until(lambda: "Fernhollow" in busy.text("reminder-text"), "follow-ups are still told")
    busy.click("remind-day")
    wanted = preferences.get(busy.ctx)
    assert (wanted.remind_follow_ups, wanted.remind_day, wanted.remind_hour) == (False, False, True)
    busy.tick("remind-follow-ups")
    busy.choose("remind-from", "11:00")
    busy.until(lambda: not busy.is_shown("reminder-bar"), "the day has not begun yet")
    busy.type("my-name", "Rowan Ellery")
    busy.key(Qt.Key.Key_Tab)
    assert preferences.get(busy.ctx).my_name == "Rowan Ellery"
    assert not busy.find("remind-in-tray").isEnabled()
    assert "told in the window" in busy.words("setting-notifications-of-the-desktop")


def test_there_is_no_tray_offscreen(qapp: QApplication) -> None:
    assert not tray.has_tray()
    assert tray.open_tray(qapp) is None


# the tray is the desktop's: what is said to it is heard by a stand-in


class HeardTray(QObject):
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def say(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def stop(self) -> None:
        pass


@pytest.fixture
def watched(
    qtbot: QtBot, data: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> Iterator[tuple[Reminders, HeardTray, Context]]:
    """A watch over a window that is not in front."""
    from mltracker.ui.events import Events
    from mltracker.ui.navigation import Navigator
    from mltracker.ui.settings import WindowSettings
    from mltracker.ui.tasks import InlineTasks

    ctx = open_context(data, clock, "window")
    tools = PageTools(ctx, Events(), prompts, InlineTasks(), Navigator(), WindowSettings(data / "window.ini"))
    window, heard = QWidget(), HeardTray()
    qtbot.addWidget(window)
    watch = Reminders(tools, window, ReminderBar(window), make_tray=lambda _parent: heard)  # type: ignore[arg-type,return-value]
    yield watch, heard, ctx
    watch.stop()
    ctx.close()


def test_the_desktop_hears_of_the_missed_once_and_of_each_new_one_once(
    watched: tuple[Reminders, HeardTray, Context], clock: FakeClock
) -> None:
    watch, heard, _ = watched
    watch.start(sample=False)
    for _ in range(3):
        clock.advance(seconds=30)
        watch.look()
    assert [title for title, _ in heard.said] == ["4 reminders"]
    assert heard.said[0][1].splitlines()[-1] == "and 1 more"
    clock.advance(minutes=30)
    watch.look()
    watch.look()
    assert heard.said[1:] == [("Fernhollow Labs, ML breadth", "in 58 min, at 12:10")]
    # the clock set back by a day and forward again, and asleep until after the interview
    for hours in (-24, 24, 3):
        clock.advance(hours=hours)
        watch.look()
    assert len(heard.said) == 2
    assert [reminder.company for reminder in watch.due] == ["Greyhaddock", "Mossgrave", "Quillmere"]
    # what was put off is told again
    watch.put_off(watch.due[:1], clock() + HOUR)
    clock.advance(hours=1)
    watch.look()
    assert heard.said[2:] == [("Follow up with Greyhaddock", "due today")]


def test_the_desktop_is_left_alone_when_the_user_says_so(
    watched: tuple[Reminders, HeardTray, Context],
) -> None:
    watch, heard, ctx = watched
    preferences.change(ctx, remind_in_tray=False)
    watch.start(sample=False)
    assert heard.said == []


def test_a_pressed_notification_brings_the_window_forward(
    qtbot: QtBot, watched: tuple[Reminders, HeardTray, Context]
) -> None:
    watch, heard, _ = watched
    watch.start(sample=False)
    with qtbot.waitSignal(watch.raised):
        heard.pressed.emit()


def watch_without_ticking_often(busy: Person) -> None:
    """Short timers fire once, for what was just typed or changed."""
    watch = watch_of(busy)
    running = [
        timer for timer in busy.main.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()
    ]
    assert running
    assert min(timer.interval() for timer in running) >= 20_000
    assert [t.interval() for t in watch.findChildren(QTimer) if not t.isSingleShot()] == [30_000]
    applications.delete(busy.ctx, [row.id for row in applications.rows(busy.ctx)])
    watch.read()
    busy.clock.advance(days=2)
    tick(busy)
    assert not busy.is_shown("reminder-bar")


def test_the_bar_is_reached_by_tab_dismissed_and_brought_back_and_tells_of_an_interview_in_time(
    busy: Person,
) -> None:
    reach_the_bar_by_tab(busy)
    dismiss_all_and_undo(busy)
    busy.clock.now = NOW
    tick(busy)
    wait_for_an_interview(busy)


def test_what_was_missed_is_told_in_one_line_handled_in_a_list_and_watched_without_ticking_often(
    busy: Person,
) -> None:
    handle_in_a_list_what_was_missed(busy)
    watch_without_ticking_often(busy)
