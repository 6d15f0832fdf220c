import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, qCritical
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mltracker.ui.crash import CrashHandler
from mltracker.ui.crash_dialog import CrashDialog

pytestmark = pytest.mark.logs


@pytest.fixture
def window(qtbot: object) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def handler(window: QWidget) -> Iterator[CrashHandler]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashHandler(window)
    yield made
    sys.excepthook, threading.excepthook = hooks


def dialogs(window: QWidget) -> list[CrashDialog]:
    return [dialog for dialog in window.findChildren(CrashDialog) if dialog.isVisible()]


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def hand(handler: CrashHandler, error: Exception) -> None:
    handler.handle(type(error), error, error.__traceback__)


def close(dialog: CrashDialog, name: str, qtbot: object) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_an_error_is_shown_once_however_often_it_comes(
    handler: CrashHandler, window: QWidget, qtbot: object
) -> None:
    error = raised(ValueError("lost <b>bold</b>"))
    hand(handler, error)
    hand(handler, error)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    [dialog] = dialogs(window)
    assert dialog.report.count("ValueError: lost <b>bold</b>") == 1
    close(dialog, "crash-continue", qtbot)
    hand(handler, error)
    QApplication.sendPostedEvents()
    assert dialogs(window) == []


def test_another_error_joins_the_dialog_that_is_open(
    handler: CrashHandler, window: QWidget, qtbot: object
) -> None:
    hand(handler, raised(ValueError("first")))
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    hand(handler, raised(KeyError("second")))
    [dialog] = dialogs(window)
    qtbot.waitUntil(lambda: "second" in dialog.report)
    assert len(dialogs(window)) == 1
    close(dialog, "crash-continue", qtbot)


def test_an_error_of_a_thread_arrives_on_the_gui_thread(
    handler: CrashHandler, window: QWidget, qtbot: object
) -> None:
    handler.install()

    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    handler.uninstall()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    [dialog] = dialogs(window)
    assert "in a thread" in dialog.report
    close(dialog, "crash-continue", qtbot)


def test_a_critical_message_of_qt_is_shown_too(handler: CrashHandler, window: QWidget, qtbot: object) -> None:
    handler.install()
    qCritical("the canary of Qt")
    handler.uninstall()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    [dialog] = dialogs(window)
    assert "the canary of Qt" in dialog.report
    close(dialog, "crash-continue", qtbot)


def test_the_report_can_be_copied_and_the_app_left(
    handler: CrashHandler, window: QWidget, qtbot: object
) -> None:
    hand(handler, raised(ValueError("copy me")))
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    [dialog] = dialogs(window)
    QTest.mouseClick(dialog.findChild(QPushButton, "crash-copy"), Qt.MouseButton.LeftButton)
    assert "copy me" in QApplication.clipboard().text()
    with qtbot.waitSignal(handler.quit_requested):
        close(dialog, "crash-quit", qtbot)


def test_the_log_holds_no_words_of_the_user(
    handler: CrashHandler, window: QWidget, qtbot: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        hand(handler, raised(ValueError("secret salary")))
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    close(dialogs(window)[0], "crash-continue", qtbot)


def test_an_interrupt_from_the_keyboard_just_quits(handler: CrashHandler, qtbot: object) -> None:
    with qtbot.waitSignal(handler.quit_requested):
        handler.handle(KeyboardInterrupt, KeyboardInterrupt(), None)
