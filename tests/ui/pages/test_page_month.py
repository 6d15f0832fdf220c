"""The calendar of the Interviews page: agenda and month with everything dated, walked by mouse and keys."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView

from mltracker.domain.interviews import InterviewDraft
from mltracker.services import applications, interviews
from mltracker.ui.delegates.month import DayFace
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.month_grid import MonthGrid
from tests.ui.pages import checks
from tests.ui.pages.person import Person

PAGE = "interviews"
FERNHOLLOW, MARROWBY = 5, 7


def faces(person: Person) -> dict[str, DayFace]:
    """The days of the month in view, by "3 Dec"."""
    model = person.find("month-grid", MonthGrid).model()
    found = [
        model.index(row, column).data(Roles.VALUE)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return {f"{face.day.day} {face.day:%b}": face for face in found}


def words(person: Person, day: str) -> list[str]:
    return [line.text for line in faces(person)[day].lines]


def read_the_agenda(sample: Person) -> None:
    rows = sample.rows("agenda-list")
    assert rows[:3] == ["Tue 1 Dec (today)", "Greyhaddock", "Wed 2 Dec (tomorrow)"]
    assert rows.count("Marrowby") == 1
    spoken = sample.index("agenda-list", "Marrowby").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Onsite loop, 3 sessions" in spoken
    assert "Readiness" in spoken
    task = sample.index("agenda-list", "Saltmarrow").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "5 d 7 h left" in task
    sample.click_row("agenda-list", "Mossgrave")
    assert "Last day to apply" in sample.text("entry-title")
    sample.click("entry-button")
    assert (sample.page_name, sample.text("detail-company")) == ("pipeline", "Mossgrave")


def meet_a_clash(sample: Person) -> None:
    rows = applications.rows(sample.ctx)
    row = interviews.row(sample.ctx, FERNHOLLOW)
    assert row.starts_at is not None
    draft = InterviewDraft.make(
        application_id=next(a.id for a in rows if a.company == "Quillmere"),
        round_kind="coding",
        starts_at=row.starts_at + timedelta(minutes=30),
        zone="Asia/Tokyo",
    )
    interviews.add(sample.ctx, draft)
    sample.session.open()
    sample.settle()
    index = sample.index("agenda-list", "Fernhollow Labs")
    assert "clash" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Quillmere, Coding, 15:30" in index.data(Qt.ItemDataRole.ToolTipRole)
    sample.segment("agenda-views", "Month")
    assert "At the same time: Fernhollow Labs" in faces(sample)["3 Dec"].spoken
    assert {line.icon for line in faces(sample)["3 Dec"].lines if line.filled} == {"warning"}


def walk_the_month_by_keys(sample: Person) -> None:
    sample.segment("agenda-views", "Month")
    assert sample.text("month-title") == "December 2026"
    assert faces(sample)["1 Dec"].today
    assert words(sample, "3 Dec") == ["15:00 Fernhollow Labs", "Mossgrave"], "the round first"
    assert words(sample, "6 Dec") == ["18:00 Saltmarrow"]
    assert words(sample, "14 Dec") == ["09:30 Marrowby"]
    assert words(sample, "30 Nov") == ["15:00 Wexlund"]
    assert "debrief missing" in faces(sample)["30 Nov"].spoken
    sample.key(Qt.Key.Key_Right, times=2)
    assert sample.text("month-day") == "Thu 3 Dec"
    assert sample.rows("month-day-list") == ["Mossgrave", "Fernhollow Labs"]
    sample.key(Qt.Key.Key_Return)
    assert sample.find("month-day-list").hasFocus(), "two things happen on this day: which one?"
    sample.key(Qt.Key.Key_Escape)
    assert sample.find("month-grid").hasFocus()
    sample.key(Qt.Key.Key_Return)
    sample.key(Qt.Key.Key_Down)
    sample.key(Qt.Key.Key_Return)
    assert sample.text("interview-title").startswith("Fernhollow Labs")
    sample.key(Qt.Key.Key_Escape)
    assert sample.text("month-day") == "Thu 3 Dec", "Esc leads back to where the month was left"
    sample.key(Qt.Key.Key_PageDown)
    assert sample.text("month-title") == "January 2027"
    assert sample.is_shown("month-free")
    sample.click("month-today")
    assert sample.text("month-day") == "Tue 1 Dec"
    sample.click("month-before")
    assert sample.text("month-title") == "November 2026"
    sample.segment("month-views", "Past")
    assert sample.rows("agenda-list")[:2] == ["Debrief missing", "Wexlund"]


def click_on_a_line_of_the_month(sample: Person) -> None:
    sample.segment("agenda-views", "Month")
    grid = sample.find("month-grid", MonthGrid)
    cell = grid.visualRect(grid.model().index(2, 0))
    spot = cell.topLeft() + QPoint(24, 33)
    sample.qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    sample.settle()
    assert sample.text("interview-title").startswith("Marrowby")
    current = sample.find("agenda-list", QAbstractItemView).currentIndex()
    assert current.data() == "Marrowby"


def leave_the_month_and_come_back(sample: Person) -> None:
    sample.segment("agenda-views", "Month")
    sample.key(Qt.Key.Key_Right, times=2)
    sample.show("pipeline")
    sample.main.go_back()
    sample.settle()
    assert sample.text("month-day") == "Thu 3 Dec"


def look_at_a_full_month_in_both_sizes_and_themes(sample: Person) -> None:
    row = applications.rows(sample.ctx)[0]
    for number in range(8):
        draft = InterviewDraft.make(
            application_id=row.id,
            round_kind="coding",
            starts_at=sample.clock.now + timedelta(days=1, hours=number),
            zone="Asia/Tokyo",
        )
        interviews.add(sample.ctx, draft)
    sample.session.open()
    sample.settle()
    sample.segment("agenda-views", "Month")
    sample.key(Qt.Key.Key_Right)
    found = []
    for look, size in (("light", (1024, 640)), ("dark", (1440, 900))):
        sample.main.theme.apply(look, "normal" if look == "light" else "compact")
        sample.main.resize(*size)
        sample.settle()
        found += [*checks.outside(sample.main), *checks.clipped(sample.main), *checks.sideways(sample.page)]
        found += checks.unnamed(sample.main)
    assert found == []
    assert checks.lost(sample.page) == []


def test_all_that_is_dated_stands_in_agenda_and_month_which_are_walked_left_and_come_back_to(
    sample: Person,
) -> None:
    read_the_agenda(sample)
    sample.show("interviews")
    leave_the_month_and_come_back(sample)
    sample.segment("month-views", "Agenda")
    click_on_a_line_of_the_month(sample)
    sample.segment("agenda-views", "Month")
    sample.click("month-today")
    sample.segment("month-views", "Agenda")
    walk_the_month_by_keys(sample)


def test_a_clash_is_told_and_a_full_month_fits_and_is_reached_by_keys_in_both_sizes_and_themes(
    sample: Person,
) -> None:
    meet_a_clash(sample)
    sample.segment("month-views", "Agenda")
    look_at_a_full_month_in_both_sizes_and_themes(sample)
