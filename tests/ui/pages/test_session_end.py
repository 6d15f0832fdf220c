"""The desktop says that the session ends: what is typed is kept at once, nothing is asked, and staying is possible."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from mltracker import paths
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import at_window


class Desktop(QObject):
    """Stands in for the desktop's session manager, which cannot be made without one."""

    commitDataRequest = Signal()


def kept(folder: Path) -> dict[str, Any]:
    """What another program would find of the drafts, by the beginning of their keys."""
    with closing(sqlite3.connect(f"{paths.database(folder).as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT key, payload FROM draft").fetchall()
    return {key.partition("@")[0]: json.loads(payload) for key, payload in rows}


def test_open_edits_are_kept_when_the_session_ends_and_come_back(
    qtbot: QtBot,
    qapp: QApplication,
    sample_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desktop = Desktop()
    monkeypatch.setattr(qapp, "commitDataRequest", desktop.commitDataRequest)
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.show_interview(4, "debrief")
        person.type("debrief-notes", "They asked about drift")
        person.action("add-question").trigger()
        person.type("question-prompt", "What is calibr")
        assert kept(sample_dir) == {}, "nothing was kept by itself yet"
        desktop.commitDataRequest.emit()
        found = kept(sample_dir)
        assert found["debrief"]["notes"] == "They asked about drift"
        assert found["editor:question"]["question-prompt"] == "What is calibr"
        # whoever cancels the end of the session types on
        assert prompts.asked == []
        assert not [w for w in qapp.topLevelWidgets() if isinstance(w, QMessageBox)]
        assert person.main.isVisible()
        person.find("question-prompt").setFocus()
        person.keys("ation?")
        desktop.commitDataRequest.emit()
        assert kept(sample_dir)["editor:question"]["question-prompt"] == "What is calibration?"
    with at_window(qtbot, qapp, sample_dir, clock, prompts) as person:
        person.action("add-question").trigger()
        assert person.text("question-prompt") == "What is calibration?"
        person.key(Qt.Key.Key_Escape)
        person.show_interview(4, "debrief")
        assert person.text("debrief-notes") == "They asked about drift"


def test_the_real_signal_of_the_desktop_is_listened_to(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> None:
    signal = SIGNAL("commitDataRequest(QSessionManager&)")
    before = qapp.receivers(signal)
    with at_window(qtbot, qapp, data_dir, clock, prompts):
        assert qapp.receivers(signal) == before + 1
