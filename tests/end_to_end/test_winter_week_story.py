"""A week with five interviews in three zones, across the night in which Europe sets its clocks back.

The user lives in Berlin. Until Sunday 25 October 2026 Berlin is six hours ahead of New York, for a week after it only
five; Tokyo is seven and then eight hours ahead of Berlin.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, checklists, interviews, scheduling
from mltracker.services.context import open_context
from mltracker.ui.delegates.month import DayFace
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.month_grid import MonthGrid
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import CTRL, Person, at_window

SHIFT = Qt.KeyboardModifier.ShiftModifier
FRIDAY = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
COMPANIES = ("Fernhollow Labs", "Quillmere", "Saltmarrow", "Marrowby", "Wexlund")


@pytest.fixture
def week(qtbot: QtBot, qapp: QApplication, data_dir: Path, prompts: ScriptedPrompts) -> Iterator[Person]:
    """A window on Friday before the clocks change, with five applications."""
    clock = FakeClock(FRIDAY)
    ctx = open_context(data_dir, clock, "write")
    for company in COMPANIES:
        draft = ApplicationDraft.make(company=company, role_title="ML Engineer")
        applications.add(ctx, draft, stage="Applied")
    ctx.close()
    with at_window(qtbot, qapp, data_dir, clock, prompts, "interviews") as person:
        yield person


def book(person: Person, company: str, kind: str, day: str, time: str, zone: str) -> int:
    """Book a round by its form, on the clock of the place."""
    before = {row.id for row in interviews.rows(person.ctx)}
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.choose("interview-application", f"{company}, ML Engineer")
    person.choose("interview-round", kind)
    person.type("interview-date", day)
    person.type("interview-time", time)
    person.type("interview-zone", zone)
    person.click("interview-editor-ok")
    (row,) = [row for row in interviews.rows(person.ctx) if row.id not in before]
    return row.id


def times(person: Person) -> tuple[str, str]:
    """When it is for the user, and there."""
    there = person.text("when-there") if person.is_shown("when-there") else ""
    return person.text("when-start"), there


def test_a_week_across_the_change_to_winter_time(week: Person) -> None:
    screen = _book_the_week(week)
    _see_the_month(week)
    _plan_by_mail(week)
    _plan_the_onsite_day(week)
    _move_one(week, screen)
    _live_through_it(week, screen)


def _book_the_week(week: Person) -> int:
    """The same wall clock in New York is another hour in Berlin before and after Sunday."""
    friday = book(week, "Fernhollow Labs", "Recruiter screen", "Fri 23 Oct 2026", "9:00", "America/New_York")
    assert times(week) == ("Fri 23 Oct, 15:00 (today)", "09:00 in New York, where they are")
    assert week.text("stage-move") == "Move to Screening"
    week.click("stage-move")
    monday = book(week, "Fernhollow Labs", "Technical screen", "Mon 26 Oct 2026", "9:00", "America/New_York")
    assert times(week) == ("Mon 26 Oct, 14:00 (in 3 days)", "09:00 in New York, where they are")
    assert not week.is_shown("stage-notice"), "a screen fits where it stands"
    first, second = interviews.row(week.ctx, friday).starts_at, interviews.row(week.ctx, monday).starts_at
    assert first is not None
    assert second is not None
    assert (second - first).days == 3, "there the two are three days apart to the minute"
    week.prompts.will("choose_option", "+01:00")
    book(week, "Quillmere", "Online assessment", "Sun 25 Oct 2026", "2:30", "Europe/Berlin")
    assert week.text("when-start") == "Due Sun 25 Oct, 02:30 (in 2 days)"
    assert "1 d 17 h left" in week.text("when-how"), "the second half past two, an hour after the first"
    book(week, "Saltmarrow", "ML breadth", "Mon 26 Oct 2026", "22:30", "Asia/Tokyo")
    assert times(week) == ("Mon 26 Oct, 14:30 (in 3 days)", "22:30 in Tokyo, where they are")
    assert week.text("clash-notice-text") == "At the same time: Fernhollow Labs, Technical screen, 14:00."
    return friday


def _see_the_month(week: Person) -> None:
    week.segment("agenda-views", "Month")
    week.key(Qt.Key.Key_Right, times=2)
    assert week.text("month-day") == "Sun 25 Oct"
    model = week.find("month-grid", MonthGrid).model()
    faces = [model.index(r, c).data(Roles.VALUE) for r in range(model.rowCount()) for c in range(7)]
    found = {face.day.day: face for face in faces if isinstance(face, DayFace) and face.inside}
    assert len(found) == 31
    assert [line.text for line in found[26].lines] == ["14:00 Fernhollow Labs", "14:30 Saltmarrow"]
    assert {line.icon for line in found[26].lines} == {"warning"}
    assert [line.text for line in found[25].lines] == ["02:30 Quillmere"]
    week.segment("month-views", "Agenda")
    assert [row for row in week.rows("agenda-list") if "(" in row] == [
        "Fri 23 Oct (today)",
        "Sun 25 Oct (in 2 days)",
        "Mon 26 Oct (in 3 days)",
    ]


def _plan_by_mail(week: Person) -> None:
    """Offered before the change, meant after it: the copy is right on their clock."""
    row = book_undated(week, "Wexlund", "Hiring manager", "America/New_York")
    week.click("when-offer")
    week.paste("slots-lines", "Tue 27 Oct 15:00\nWed 28 Oct 16:00\nTue 3 Nov 15:00")
    week.click("slots-editor-ok")
    week.click("slots-copy")
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Tuesday, 27 October 2026, 10:00 to 10:40 New York time (UTC-4)",
        "Wednesday, 28 October 2026, 11:00 to 11:40 New York time (UTC-4)",
        "Tuesday, 3 November 2026, 09:00 to 09:40 New York time (UTC-5)",
    ]
    QGuiApplication.clipboard().clear()
    week.click(f"slot-take-{scheduling.slots(week.ctx, row)[0].id}")
    assert times(week) == ("Tue 27 Oct, 15:00 (in 4 days)", "10:00 in New York, where they are")


def book_undated(person: Person, company: str, kind: str, zone: str) -> int:
    before = {row.id for row in interviews.rows(person.ctx)}
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.choose("interview-application", f"{company}, ML Engineer")
    person.choose("interview-round", kind)
    person.type("interview-zone", zone)
    person.click("interview-editor-ok")
    (row,) = [row for row in interviews.rows(person.ctx) if row.id not in before]
    return row.id


def _plan_the_onsite_day(week: Person) -> None:
    book(week, "Marrowby", "Onsite loop", "Thu 29 Oct 2026", "9:00", "Europe/Berlin")
    week.click("interview-more")
    week.pick("Enter the sessions of the day")
    week.click("session-remove-3")
    week.click("loop-editor-ok")
    sessions = [row for row in interviews.rows(week.ctx) if row.company == "Marrowby"]
    starts = [row.starts_at.strftime("%H:%M") for row in sessions if row.starts_at is not None]
    assert starts == ["08:00", "09:00", "10:00"], "nine in the morning is eight in UTC again"
    assert week.text("loop-readiness").endswith("%")
    assert week.text("interview-title") == "Marrowby, Coding"
    assert week.rows("agenda-list").count("Marrowby") == 1


def _move_one(week: Person, screen: int) -> None:
    """The clash goes; where the round stood stays in view."""
    week.click_row("agenda-list", "Saltmarrow")
    week.click("when-move")
    week.type("move-date", "Fri 30 Oct 2026")
    week.type("move-time", "17:00")
    week.click("move-editor-ok")
    assert times(week) == ("Fri 30 Oct, 09:00 (in 7 days)", "17:00 in Tokyo, where they are")
    assert week.text("when-moved") == "Moved from Mon 26 Oct, 14:30"
    assert not week.is_shown("clash-notice")
    row = interviews.row(week.ctx, screen)
    due = [item.due_at for item in checklists.items(week.ctx, row.id) if item.due_at is not None]
    assert due
    assert all(item.tzinfo is not None for item in due)


def _live_through_it(week: Person, screen: int) -> None:
    """The week passes: what is over asks for its debrief, what is ahead counts down in real hours."""
    week.clock.now = datetime(2026, 10, 25, 22, 0, tzinfo=UTC)
    week.session.open()
    week.settle()
    week.segment("agenda-views", "Past")
    assert week.rows("agenda-list")[0] == "Debrief missing"
    assert set(week.rows("agenda-list")[1:]) == {"Fernhollow Labs", "Quillmere"}
    week.show_interview(screen)
    week.segment("interview-result", "Passed")
    assert interviews.row(week.ctx, screen).status == "done"
    week.segment("agenda-views", "Agenda")
    assert week.text("when-start") == "Mon 26 Oct, 14:00 (tomorrow)"
    week.clock.now = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    week.session.open()
    week.settle()
    assert week.is_shown("no-interviews")
    week.segment("agenda-views", "Past")
    assert len([row for row in week.rows("agenda-list") if row in COMPANIES]) == 8
