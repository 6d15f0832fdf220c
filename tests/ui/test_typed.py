"""Typing goes on while the bank is read beside the window; the answer for what was typed comes after."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mltracker.domain.errors import Busy
from mltracker.services import matching
from mltracker.services.context import Context
from mltracker.ui.events import Events
from mltracker.ui.navigation import Navigator
from mltracker.ui.page import PageTools
from mltracker.ui.settings import WindowSettings
from mltracker.ui.tasks import Tasks
from mltracker.ui.typed import TypedQuestions
from tests.prompts import ScriptedPrompts

TEXT = "model memorises the training data - how to spot and stop it"


def test_a_question_typed_too_early_is_answered_when_the_bank_was_read(
    qtbot: QtBot,
    ctx: Context,
    prompts: ScriptedPrompts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go, threads, read = threading.Event(), [], matching.prepare

    def slowly(ctx: Context) -> None:
        threads.append(threading.current_thread())
        assert go.wait(5)
        if len(threads) == 1:
            raise Busy("Another program is using your data.")
        read(ctx)

    monkeypatch.setattr(matching, "prepare", slowly)
    parent, tasks = QObject(), Tasks()
    tools = PageTools(ctx, Events(), prompts, tasks, Navigator(), WindowSettings(tmp_path / "window.ini"))
    typed = TypedQuestions(tools, parent)
    assert typed.match(TEXT[:20]) is None
    assert typed.match(TEXT) is None
    with qtbot.assertNotEmitted(typed.ready):
        go.set()
        qtbot.waitUntil(lambda: not tasks.busy)
    assert typed.match(TEXT) is None, "what could not be read is tried again at the next key"
    with qtbot.waitSignal(typed.ready):
        pass
    found = typed.match(TEXT)
    assert found is not None
    assert [twin.slug for twin in found.questions] == ["ml-foundations-overfitting"]
    assert threading.main_thread() not in threads
    assert len(threads) == 2
    assert tasks.close(5)
    parent.deleteLater()
