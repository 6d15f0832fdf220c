"""The whole loop in one window, with the mouse and the keyboard, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mltracker.domain.shift import logit
from mltracker.services import applications, checklists, interviews, readiness
from mltracker.services.context import Context
from mltracker.ui.session import Session
from mltracker.ui.tasks import InlineTasks
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts

POSTING = """
ML Engineer, Search

Requirements
- Solid grasp of machine learning fundamentals and of evaluation metrics
- Experience with ranking or recommender systems, gradient boosting and PyTorch
- SQL, and the patience to explain results to product partners
"""


class Window:
    """A person at the window: finds things by name, clicks and types."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.main = session.window

    @property
    def ctx(self) -> Context:
        assert self.session.context is not None
        return self.session.context

    def find(self, name: str, kind: type = QWidget) -> QWidget:
        """The newest widget of a name: what was replaced lives until the event loop comes round."""
        self.qtbot.waitUntil(lambda: bool(self._shown(name, kind)), timeout=3_000)
        return self._shown(name, kind)[-1]

    def _shown(self, name: str, kind: type) -> list[QWidget]:
        return [w for w in self.main.findChildren(kind, name) if w.isVisible()]

    def click(self, name: str) -> None:
        widget = self.find(name)
        assert widget.isEnabled(), f"{name} is disabled"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def type(self, name: str, text: str) -> None:
        widget = self.find(name)
        widget.window().activateWindow()
        widget.setFocus()
        self.until(widget.hasFocus)
        self.qtbot.keyClicks(widget, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.main
        self.qtbot.keyClick(target, key, modifier)

    def text(self, name: str) -> str:
        widget = self.find(name)
        assert isinstance(widget, QLabel | QLineEdit) or hasattr(widget, "text")
        return str(widget.text())

    def until(self, check: object) -> None:
        self.qtbot.waitUntil(check, timeout=5_000)


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> Iterator[Window]:
    session = Session(qapp, data_dir, clock, prompts=prompts, tasks=InlineTasks())
    session.crash.install = lambda: None  # type: ignore[method-assign]  # pytest-qt reports what slots raise
    session.show()
    session.open()
    qtbot.waitExposed(session.window)
    yield Window(session, qtbot)
    session.window.close()
    session.close()
    session.window.deleteLater()


def test_from_a_pasted_posting_to_a_debrief_that_changes_the_next_recommendations(
    window: Window, clock: FakeClock
) -> None:
    _paste_a_posting(window)
    interview_id = _book_a_round_in_new_york(window)
    _see_readiness_and_practice(window, interview_id)
    _prepare(window, interview_id)
    clock.now = datetime(2026, 12, 3, 20, 30, tzinfo=UTC)
    _debrief(window, interview_id)


def _paste_a_posting(window: Window) -> None:
    box = window.find("posting-text", QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText(POSTING)
    window.until(lambda: window.find("posting-result").isVisible())
    shown = " ".join(label.text() for label in window.find("posting-result").findChildren(QLabel))
    assert "“PyTorch”" in shown
    assert "Recommenders and ranking" in shown
    assert (window.text("posting-company"), window.text("posting-role")) == ("", "ML Engineer, Search")
    window.type("posting-company", "Fernhollow Labs")
    box.appendPlainText("About Quillmere")
    read_again = window.find("first-run").findChild(QTimer)
    assert isinstance(read_again, QTimer)
    window.until(lambda: not read_again.isActive())
    window.click("posting-keep")
    rows = applications.rows(window.ctx)
    kept = [(row.company, row.role_title, row.stage) for row in rows]
    assert kept == [("Fernhollow Labs", "ML Engineer, Search", "Saved")], "what was typed stays as it is"
    first_page = {label.text() for label in window.find("today-page").findChildren(QLabel)}
    assert "Tonight's plan" in first_page, "what the posting asks can be practiced from there"


def _book_a_round_in_new_york(window: Window) -> int:
    window.main.add("interview")
    window.find("interview-round").set_value("ml-breadth")  # type: ignore[attr-defined]
    _retype(window, "interview-date", "3 Dec 2026")
    _retype(window, "interview-time", "14:00")
    _retype(window, "interview-zone", "America/New_York")
    window.click("interview-editor-ok")
    (row,) = interviews.rows(window.ctx)
    assert row.starts_at == datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
    assert row.zone == "America/New_York"
    assert window.text("interview-title") == "Fernhollow Labs, ML breadth"
    return row.id


def _see_readiness_and_practice(window: Window, interview_id: int) -> None:
    before = readiness.for_interview(window.ctx, interview_id).readiness
    assert window.text("interview-readiness").endswith("%")
    window.click("questions-practice")
    answered = 0
    while window.session.window.host.page.findChild(QWidget, "practice-card").isVisible():  # type: ignore[union-attr]
        window.key(Qt.Key.Key_Space)
        window.key(Qt.Key.Key_A)
        window.key(Qt.Key.Key_3)
        answered += 1
        assert answered < 20
    assert answered >= 2
    assert f"{answered} questions answered" in window.text("finish-headline")
    after = readiness.for_interview(window.ctx, interview_id).readiness
    assert after.mean > before.mean
    # on the scale of odds: the same spread takes most points where chances are even
    assert logit(after.high) - logit(after.low) < logit(before.high) - logit(before.low)


def _prepare(window: Window, interview_id: int) -> None:
    window.session.window.host.show_place(_interviews(interview_id))  # type: ignore[union-attr]
    open_item = next(item for item in checklists.items(window.ctx, interview_id) if item.done_at is None)
    window.click(f"item-{open_item.id}")
    done = {item.id for item in checklists.items(window.ctx, interview_id) if item.done_at is not None}
    assert open_item.id in done
    window.main.undo()
    assert open_item.id not in {
        i.id for i in checklists.items(window.ctx, interview_id) if i.done_at is not None
    }


def _debrief(window: Window, interview_id: int) -> None:
    window.session.window.host.show_place(_interviews(interview_id, "debrief"))  # type: ignore[union-attr]
    asked = (
        "What is the difference between precision and recall",
        "How do you know that a model is calibrated",
        "Why is the softmax followed by cross entropy",
    )
    for number, text in enumerate(asked, start=1):
        window.type("debrief-text", text)
        window.key(Qt.Key.Key_Return)
        window.key({1: Qt.Key.Key_3, 2: Qt.Key.Key_1}.get(number, Qt.Key.Key_2))
    detail = interviews.detail(window.ctx, interview_id)
    assert [(row.text, row.grade) for row in detail.asked] == list(
        zip(asked, ("good", "again", "hard"), strict=True)
    )
    assert all(row.predicted is not None for row in detail.asked)
    window.click("debrief-finish")
    assert "of 3" in window.text("debrief-headline")
    assert interviews.row(window.ctx, interview_id).status == "done"


def _retype(window: Window, name: str, text: str) -> None:
    holder = window.find(name)
    field = holder if isinstance(holder, QLineEdit) else holder.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    window.qtbot.keyClicks(field, text)


def _interviews(interview_id: int, section: str = "") -> object:
    from mltracker.ui.navigation import Place

    return Place("interviews", interview_id, section)


def test_everything_is_there_after_closing_and_opening_again(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, clock: FakeClock, window: Window
) -> None:
    window.type("first-company", "Quillmere")
    window.type("first-role", "Data Scientist")
    window.key(Qt.Key.Key_Return)
    window.session.open()
    assert [row.company for row in applications.rows(window.ctx)] == ["Quillmere"]


def test_the_sample_is_kept_apart_and_left_at_a_click(window: Window) -> None:
    window.click("open-sample")
    assert len(applications.rows(window.ctx, applications.EVERYTHING)) == 18
    assert window.text("hero-company") == "Fernhollow Labs"
    window.click("foot-leave-sample")
    assert applications.rows(window.ctx, applications.EVERYTHING) == []


def test_the_palette_finds_a_company_and_opens_it(window: Window) -> None:
    window.session.open_sample()
    window.main.open_palette()
    window.type("palette-field", "quillm")
    window.key(Qt.Key.Key_Return)
    host = window.main.host
    assert host is not None
    assert host.shown is not None
    assert host.shown.name in ("pipeline", "interviews")
