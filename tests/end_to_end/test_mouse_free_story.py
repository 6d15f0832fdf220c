"""A day without a mouse: every key goes to whatever has the focus, and nothing else is done to the window.

The test sets no focus and calls nothing of the window; what it knows it reads from the screen and through services. Only
the words for a saved view are given by the scripted prompts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mltracker import paths
from mltracker.domain.applications import ApplicationRow
from mltracker.services import applications, checklists, interviews, offers, preferences, today, views
from tests.conftest import FakeClock
from tests.end_to_end.keyboard import SHIFT, Keyboard
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import CTRL, at_window

ALT = Qt.KeyboardModifier.AltModifier
FERNHOLLOW = 5
ASKED = (
    ("What is the difference between precision and recall", Qt.Key.Key_3, "good"),
    ("How do you know that a model is calibrated", Qt.Key.Key_1, "again"),
    ("What do you do about rare positives", Qt.Key.Key_2, "hard"),
    ("How would you watch a model for drift", Qt.Key.Key_4, "easy"),
    ("What does bagging do to variance", Qt.Key.Key_3, "good"),
    ("Tell me about a project that failed", Qt.Key.Key_2, "hard"),
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened outside the app."""
    urls: list[str] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url.toString())
        return True

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices", SimpleNamespace(openUrl=open_url))
    return urls


@pytest.fixture
def keys(
    qtbot: QtBot, qapp: QApplication, sample_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> Iterator[Keyboard]:
    """The sample search on the first of December, as a person's own data."""
    with at_window(qtbot, qapp, sample_dir, clock, prompts, "today") as person:
        yield Keyboard(person)


def row_of(keys: Keyboard, company: str) -> ApplicationRow:
    rows = applications.rows(keys.look.ctx, applications.EVERYTHING)
    return next(row for row in rows if row.company == company)


def test_a_day_without_a_mouse(keys: Keyboard, opened: list[str]) -> None:
    _read_today(keys)
    _open_by_the_palette(keys)
    _add_an_application_and_an_interview(keys)
    _move_a_card(keys)
    _prepare(keys)
    _practice(keys)
    _go_to_the_interview(keys, opened)
    _debrief(keys)
    _write_thanks(keys)
    _note_an_offer(keys)
    _choose_a_view(keys)
    _change_the_settings(keys)
    _quit(keys)


def _read_today(keys: Keyboard) -> None:
    """The first thing to do leads to where it is done; the second can wait until tomorrow."""
    assert keys.at == "hero-practice"
    assert keys.look.text("hero-company") == "Fernhollow Labs"
    keys.tab("do-deadline:12:2026-12-03", 1)
    keys.enter()
    assert (keys.at, keys.look.text("detail-company")) == ("detail-tabs", "Mossgrave")
    keys.tab("detail-move", 2, back=True)
    keys.press(Qt.Key.Key_Space)
    keys.pick("Applied")
    assert row_of(keys, "Mossgrave").stage == "Applied"
    keys.press(Qt.Key.Key_1, CTRL)
    assert not keys.look.is_shown("do-deadline:12:2026-12-03"), "what was applied for has no closing posting"
    keys.tab("later-follow-up:9:2026-12-01", 4)
    keys.press(Qt.Key.Key_Space)
    keys.pick("Tomorrow (Wed 2 Dec, 09:00)")
    assert "follow-up:9:2026-12-01" not in {action.key for action in today.overview(keys.look.ctx).actions}
    assert keys.at.startswith("do-"), "the next in the list is at hand"


def _open_by_the_palette(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    assert keys.at == "palette-field"
    keys.type("quillm")
    keys.enter()
    assert (keys.at, keys.look.text("detail-company")) == ("detail-tabs", "Quillmere")
    keys.escape()
    assert not keys.look.is_shown("detail-pane")
    assert keys.at == "column-3", "back on its card"


def _add_an_application_and_an_interview(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    assert keys.at == "application-company"
    keys.type("Dapplewood")
    keys.tab("application-role", 1)
    keys.type("ML Engineer")
    keys.enter()
    assert row_of(keys, "Dapplewood").stage == "Saved"
    assert keys.at == "column-3", "where it was before"
    keys.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert keys.at == "interview-application"
    keys.choose("Dapplewood, ML Engineer")
    keys.tab("interview-round", 1)
    keys.choose("Recruiter screen")
    keys.tab("interview-date-field", 2)
    keys.type("4 Dec 2026")
    keys.tab("interview-time", 2)
    keys.type("11:00")
    keys.enter()
    (row,) = [row for row in interviews.rows(keys.look.ctx) if row.company == "Dapplewood"]
    assert row.starts_at == datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
    assert keys.look.text("interview-title") == "Dapplewood, Recruiter screen"
    assert keys.at == "agenda-list"


def _move_a_card(keys: Keyboard) -> None:
    """Moved, taken back and done again, with the cursor on the card all the time."""
    keys.press(Qt.Key.Key_2, CTRL)
    assert keys.at == "column-3"
    keys.press(Qt.Key.Key_Left, times=2)
    assert keys.at == "column-1"
    keys.row("Dapplewood")
    keys.press(Qt.Key.Key_Right, CTRL)
    assert (row_of(keys, "Dapplewood").stage, keys.at) == ("Applied", "column-2")
    keys.press(Qt.Key.Key_Z, CTRL)
    assert row_of(keys, "Dapplewood").stage == "Saved"
    keys.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert row_of(keys, "Dapplewood").stage == "Applied"


def _prepare(keys: Keyboard) -> None:
    """The index leads into the sections; what is filled anew keeps the cursor at its place."""
    keys.press(Qt.Key.Key_3, CTRL)
    keys.row("Fernhollow Labs")
    keys.tab("index-checklist", 6)
    keys.enter()
    keys.tab("item-58", 4)
    keys.press(Qt.Key.Key_Space)
    done = {item.id for item in checklists.items(keys.look.ctx, FERNHOLLOW) if item.done_at is not None}
    assert (58 in done, keys.at) == (True, "item-59")
    keys.press(Qt.Key.Key_Z, CTRL)
    assert keys.at == "item-59"
    keys.press(Qt.Key.Key_Z, CTRL | SHIFT)
    before = [ask.id for ask in interviews.detail(keys.look.ctx, FERNHOLLOW).asks]
    keys.tab("asks-choose", 40)
    keys.press(Qt.Key.Key_Space)
    assert keys.at == "choose-filter"
    keys.type("first")
    keys.press(Qt.Key.Key_Tab)
    assert keys.at.startswith("choose-")
    keys.enter()
    keys.enter()
    keys.escape()
    assert keys.at == "asks-choose"
    planned = [ask.id for ask in interviews.detail(keys.look.ctx, FERNHOLLOW).asks]
    assert (planned[:-2], len(planned)) == (before, len(before) + 2)
    keys.tab(f"grip-{planned[-1]}", 20)
    keys.press(Qt.Key.Key_Up, ALT, times=2)
    assert keys.at == f"grip-{planned[-1]}"
    assert [ask.id for ask in interviews.detail(keys.look.ctx, FERNHOLLOW).asks].index(planned[-1]) == len(
        planned
    ) - 3


def _practice(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_4, CTRL)
    assert keys.at == "start-tonight"
    keys.enter()
    for grade in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_2):
        assert keys.look.is_shown("card-reveal")
        keys.press(Qt.Key.Key_Space)
        keys.press(Qt.Key.Key_A)
        keys.press(Qt.Key.Key_C)
        assert keys.look.is_shown("rubric-pane")
        keys.press(grade)
    keys.escape()
    assert keys.look.text("finish-headline") == "3 questions answered"
    assert keys.look.text("finish-line") == "1 nailed, 1 solid, 1 shaky"
    assert keys.at == "finish-done"
    keys.enter()
    assert keys.at == "start-tonight"


def _go_to_the_interview(keys: Keyboard, opened: list[str]) -> None:
    keys.look.clock.now = datetime(2026, 12, 3, 13, 50, tzinfo=UTC)
    keys.press(Qt.Key.Key_1, CTRL)
    assert keys.look.text("hero-company") == "Fernhollow Labs"
    keys.tab("hero-join", 20, back=True)
    keys.enter()
    assert opened == ["https://meet.example/fernhollow-breadth"]


def _debrief(keys: Keyboard) -> None:
    """Six questions: one is taken for the one of the bank that is meant, all are graded by one key."""
    keys.look.clock.now = datetime(2026, 12, 3, 15, 5, tzinfo=UTC)
    keys.press(Qt.Key.Key_3, CTRL)
    keys.press(Qt.Key.Key_1, CTRL)
    keys.tab("do-debrief:5:2026-12-03T14:00", 8)
    keys.enter()
    for number, (text, grade, _) in enumerate(ASKED):
        assert keys.at == "debrief-text"
        keys.type(text)
        if number == 0:
            keys.look.find("debrief-suggestions")
            keys.press(Qt.Key.Key_Tab)
        else:
            keys.enter()
        keys.press(grade)
    noted = interviews.detail(keys.look.ctx, FERNHOLLOW).asked
    assert [(row.text, row.grade) for row in noted] == [(text, grade) for text, _, grade in ASKED]
    assert noted[0].question_id is not None
    keys.tab("debrief-result-pending", 6)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.look.text("debrief-headline").endswith("of 6")
    assert keys.at == "debrief-done"
    row = interviews.row(keys.look.ctx, FERNHOLLOW)
    assert (row.status, row.result) == ("done", "passed")


def _write_thanks(keys: Keyboard) -> None:
    """The letter is copied with what is typed into its first gap; logged, it is in the timeline."""
    keys.tab("debrief-thanks", 1)
    keys.enter()
    assert keys.at == "letter-body"
    keys.type("how you split by time.")
    keys.tab("letter-copy", 10)
    keys.enter()
    copied = QApplication.clipboard().text()
    QApplication.clipboard().clear()
    assert copied.startswith("Thank you for the conversation\n\nHi Rowan,")
    assert "kept thinking about: how you split by time." in copied
    keys.press(Qt.Key.Key_Return, CTRL)
    application = interviews.row(keys.look.ctx, FERNHOLLOW).application_id
    notes = [note.body for note in applications.detail(keys.look.ctx, application).notes]
    assert any("how you split by time." in note for note in notes)
    assert keys.at == "debrief-thanks"
    keys.tab("debrief-done", 2, back=True)
    keys.enter()
    assert keys.look.text("interview-title").startswith("Fernhollow Labs")


def _note_an_offer(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    keys.type("harrowm")
    keys.enter()
    assert (keys.at, keys.look.text("detail-company")) == ("detail-tabs", "Harrowmint")
    keys.tab_bar("Offer")
    application = row_of(keys, "Harrowmint").id
    before = [offer.base for offer in offers.versions(keys.look.ctx, application)]
    keys.tab("offer-add", 2)
    keys.enter()
    assert keys.at == "offer-base"
    keys.type("112,000")
    keys.tab("offer-deadline-field", 10)
    keys.retype("9 Dec 2026")
    keys.enter()
    now = offers.versions(keys.look.ctx, application)
    assert [offer.base for offer in now] == [112_000, *before]
    assert now[0].deadline_on == date(2026, 12, 9)
    assert keys.at == "offer-add"


def _choose_a_view(keys: Keyboard) -> None:
    keys.tab("pipeline-saved-views", 30, back=True)
    keys.press(Qt.Key.Key_Space)
    keys.pick("Active and closed")
    keys.look.prompts.will("ask_text", "All of it")
    keys.press(Qt.Key.Key_Space)
    keys.pick("Save this view…")
    assert [view.name for view in views.listed(keys.look.ctx)] == ["All of it"]
    keys.press(Qt.Key.Key_Space)
    keys.pick("Active")
    assert not keys.look.is_shown("column-6")
    keys.press(Qt.Key.Key_Space)
    keys.pick("All of it")
    assert keys.look.is_shown("column-6")
    assert (keys.at, keys.look.text("pipeline-saved-views")) == ("pipeline-saved-views", "All of it")


def _change_the_settings(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Comma, CTRL)
    assert keys.at == "appearance-system"
    keys.press(Qt.Key.Key_Right, times=2)
    assert keys.look.session.settings.appearance == "dark"
    keys.tab("practice-length", 10)
    keys.choose("30 minutes")
    keys.press(Qt.Key.Key_Tab)
    assert preferences.get(keys.look.ctx).practice_minutes == 30


def _quit(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Q, CTRL)
    assert not keys.look.main.isVisible()
    with sqlite3.connect(paths.database(keys.look.folder)) as data:
        assert data.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert data.execute("PRAGMA foreign_key_check").fetchall() == []
