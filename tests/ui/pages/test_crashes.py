"""An error that nobody caught: one dialog, the window lives on, what was typed is kept."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QListView, QWidget

from mltracker.domain.errors import Busy
from mltracker.services import applications, drafts
from mltracker.ui.models.rows_model import Column, RowsModel
from tests.ui.pages.person import Person

pytestmark = pytest.mark.logs


class Broken(RuntimeError):
    """A fault of ours."""


def fail(*_args: object, **_kwargs: object) -> object:
    raise Broken("made to fail")


@pytest.fixture
def person(empty: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """A window whose own handler is in charge."""
    monkeypatch.setattr(sys, "excepthook", empty.session.crash.handle)
    monkeypatch.setattr(threading, "excepthook", lambda args: empty.session.crash.handle(*args[:3]))
    yield empty
    for dialog in dialogs(empty):
        dialog.close()


def dialogs(person: Person) -> list[QWidget]:
    return [widget for widget in person.main.findChildren(QWidget, "crash") if widget.isVisible()]


def in_a_slot(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applications, "add", fail)
    person.type("first-company", "Dapplewood")
    person.type("first-role", "ML Engineer")
    person.click("first-add")


def in_a_timer(person: Person, _monkeypatch: pytest.MonkeyPatch) -> None:
    QTimer.singleShot(0, person.main, fail)


def in_work(person: Person, _monkeypatch: pytest.MonkeyPatch) -> None:
    person.session.tasks.run(fail)


def in_a_thread(_person: Person, _monkeypatch: pytest.MonkeyPatch) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_data(person: Person, _monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [True]

    def words(row: int) -> str:
        return str(fail() if broken[0] else row)

    view = QListView(person.main)
    model = RowsModel([Column("words", "Words", text=words)], _itself, view)
    model.set_rows([1, 2, 3])
    view.setModel(model)
    view.resize(200, 200)
    # from the event loop, as in the app: an error is raised again in a call from Python
    QTimer.singleShot(0, view, view.show)
    person.until(lambda: bool(dialogs(person)), "no dialog")
    broken[0] = False
    QTimer.singleShot(0, view, view.hide)
    person.until(view.isHidden)


def _itself(row: int) -> int:
    return row


class BrokenPane(QWidget):
    def closeEvent(self, _event: QCloseEvent) -> None:
        fail()


def in_closing(person: Person, _monkeypatch: pytest.MonkeyPatch) -> None:
    pane = BrokenPane(person.main)
    pane.show()
    QTimer.singleShot(0, pane, pane.close)


CASES = (in_a_slot, in_a_timer, in_work, in_a_thread, in_data, in_closing)


@pytest.mark.parametrize("cause", CASES, ids=lambda cause: cause.__name__)
def test_an_error_opens_one_dialog_and_the_window_lives_on(
    person: Person, monkeypatch: pytest.MonkeyPatch, cause: Callable[[Person, pytest.MonkeyPatch], None]
) -> None:
    with monkeypatch.context() as patch:
        cause(person, patch)
    person.until(lambda: bool(dialogs(person)), "no dialog")
    person.settle()
    assert len(dialogs(person)) == 1
    report = person.text("crash-report")
    assert "Broken" in report
    assert "made to fail" in report
    person.click("crash-continue")
    assert dialogs(person) == []
    person.show("questions")
    assert person.rows("question-list")


@pytest.mark.parametrize("where", ["slot", "thread"])
def test_what_can_be_said_in_a_sentence_is_said_and_is_no_crash(person: Person, where: str) -> None:
    def meet() -> None:
        raise Busy("Another program is using your data.")

    if where == "slot":
        QTimer.singleShot(0, person.main, meet)
    else:
        thread = threading.Thread(target=meet)
        thread.start()
        thread.join()
    person.until(lambda: person.is_shown("toast-text"), "nothing is said")
    assert person.text("toast-text") == "Another program is using your data. Nothing already saved is lost."
    assert dialogs(person) == []


def test_what_was_typed_in_a_form_is_kept(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.action("add-application").trigger()
    person.type("application-company", "Dapplewood")
    person.type("application-role", "ML Engineer")
    with monkeypatch.context() as patch:
        patch.setattr(applications, "add", fail)
        person.click("application-editor-ok")
    person.until(lambda: bool(dialogs(person)), "no dialog")
    person.key(Qt.Key.Key_Return)
    assert person.text("application-company") == "Dapplewood"
    person.until(lambda: drafts.get(person.ctx, "editor:application") is not None, "nothing is kept")
    person.click("application-editor-ok")
    assert [row.company for row in applications.rows(person.ctx)] == ["Dapplewood"]


def test_the_same_error_again_and_again_opens_no_second_dialog(person: Person) -> None:
    for _ in range(5):
        QTimer.singleShot(0, person.main, fail)
    person.until(lambda: bool(dialogs(person)), "no dialog")
    person.settle()
    assert len(dialogs(person)) == 1
