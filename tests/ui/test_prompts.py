"""The real dialogs, answered by key and mouse while they run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from mltracker.ui.prompts import Option, Prompts
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.labels import label
from tests.prompts import ScriptedPrompts


@pytest.fixture
def window(qtbot: object) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def real(window: QWidget) -> Prompts:
    return Prompts(window)


def answer(act: Callable[[Dialog], None]) -> None:
    """Do this to the dialog that opens next."""

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, reply)


def press(name: str) -> Callable[[Dialog], None]:
    return lambda dialog: QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def key(code: Qt.Key) -> Callable[[Dialog], None]:
    return lambda dialog: QTest.keyClick(dialog, code)


def test_confirming_by_button_enter_or_escape(real: Prompts) -> None:
    answer(press("confirm-ok"))
    assert real.confirm("Archive 3 applications?", "You can restore them.", "Archive")
    answer(key(Qt.Key.Key_Return))
    assert real.confirm("Archive 3 applications?", "You can restore them.", "Archive")
    answer(key(Qt.Key.Key_Escape))
    assert not real.confirm("Archive 3 applications?", "You can restore them.", "Archive")


def test_enter_cancels_what_cannot_be_undone(real: Prompts) -> None:
    answer(key(Qt.Key.Key_Return))
    assert not real.confirm("Delete for good?", "This cannot be undone.", "Delete", danger=True)
    answer(press("confirm-ok"))
    assert real.confirm("Delete for good?", "This cannot be undone.", "Delete", danger=True)


def test_an_option_must_be_chosen_first(real: Prompts) -> None:
    options = [Option("rejected", "Not taken further"), Option("ghosted", "No answer", "after 30 days")]

    def choose(dialog: Dialog) -> None:
        ok = dialog.findChild(QPushButton, "choose-ok")
        assert not ok.isEnabled()
        QTest.mouseClick(dialog.findChild(QWidget, "choose-1"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(ok, Qt.MouseButton.LeftButton)

    answer(choose)
    assert real.choose_option("Close Wexlund", "Its history stays.", options, "Close") == "ghosted"
    answer(press("choose-ok"))
    assert real.choose_option("Close", "", options, "Close", chosen="rejected") == "rejected"

    def enter(dialog: Dialog) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        if dialog.isVisible():
            dialog.reject()

    answer(enter)
    assert real.choose_option("Close", "", options, "Close", chosen="ghosted") == "ghosted", (
        "Enter keeps the choice"
    )
    answer(key(Qt.Key.Key_Escape))
    assert real.choose_option("Close", "", options, "Close", chosen="rejected") is None


def test_a_typed_text_comes_back_stripped(real: Prompts) -> None:
    def write(dialog: Dialog) -> None:
        field = dialog.findChild(QLineEdit, "ask-text-field")
        assert field.selectedText() == "old"
        QTest.keyClicks(field, " Two new words ")
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(write)
    assert real.ask_text("Rename", "Name", "old") == "Two new words"
    answer(key(Qt.Key.Key_Escape))
    assert real.ask_text("Rename", "Name", "old") is None


def test_a_long_text_keeps_its_lines(real: Prompts) -> None:
    def write(dialog: Dialog) -> None:
        field = dialog.findChild(QPlainTextEdit, "ask-text-field")
        QTest.keyClicks(field, "one")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, "two")
        press("ask-text-ok")(dialog)

    answer(write)
    assert real.ask_text("Paste", "Questions", multiline=True) == "one\ntwo"


def test_words_of_a_prompt_stay_words(real: Prompts) -> None:
    def look(dialog: Dialog) -> None:
        for name in ("confirm-title", "confirm-text"):
            assert dialog.findChild(QWidget, name).textFormat() is Qt.TextFormat.PlainText
        key(Qt.Key.Key_Escape)(dialog)

    answer(look)
    real.confirm("<b>Fernhollow</b>", "<img src='file:///x.png'>", "OK")


def test_a_dialog_dims_the_window_while_it_is_open(real: Prompts, window: QWidget) -> None:
    def look(dialog: Dialog) -> None:
        scrim = window.findChild(QWidget, "scrim")
        assert scrim.isVisible()
        assert scrim.size() == window.size()
        key(Qt.Key.Key_Escape)(dialog)

    answer(look)
    real.confirm("Archive?", "", "Archive")
    scrim = window.findChild(QWidget, "scrim")
    assert scrim is None or not scrim.isVisible()


def test_files_and_folders_come_back_as_paths(
    real: Prompts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []

    def dialog(answer: str) -> Callable[..., tuple[str, str]]:
        return lambda *words: asked.append(words[1:]) or (answer, "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog("/data/jobs.csv"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog("/data/sheet.pdf"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: "/data")
    assert real.choose_file("Import", "Job lists (*.csv)", tmp_path) == Path("/data/jobs.csv")
    assert real.save_file("Save", "sheet.pdf", "PDF (*.pdf)", tmp_path) == Path("/data/sheet.pdf")
    assert real.choose_folder("Folder") == Path("/data")
    assert asked[1] == ("Save", str(tmp_path / "sheet.pdf"), "PDF (*.pdf)")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog(""))
    assert real.choose_file("Import") is None


def test_a_scripted_prompt_fails_when_nobody_told_the_answer(prompts: ScriptedPrompts) -> None:
    with pytest.raises(AssertionError, match="nobody told"):
        prompts.confirm("Archive?", "", "Archive")
    prompts.will("ask_text", "x")
    with pytest.raises(AssertionError, match="but an answer to ask_text"):
        prompts.confirm("Archive?", "", "Archive")
    prompts.will("confirm", True)
    assert prompts.confirm("Archive?", "", "Archive")


def test_a_dialog_grows_with_its_body(window: QWidget, qtbot: object) -> None:
    dialog = Dialog("Add application", window, name="grow")
    dialog.add_ok_cancel("Add")
    dialog.open()
    low = dialog.height()
    more = label("words " * 100, wrap=True)
    dialog.body.addWidget(more)
    qtbot.waitUntil(lambda: dialog.height() >= low + more.heightForWidth(dialog.width() - 40))
    assert dialog.width() == 480
    more.hide()
    qtbot.waitUntil(lambda: dialog.height() < low + 40)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
