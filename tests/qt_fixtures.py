"""Fixtures of tests with a window: the dressed application, scripted prompts, work done at once."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from mltracker.ui.events import Events
from mltracker.ui.style import Style
from mltracker.ui.tasks import InlineTasks
from mltracker.ui.theme import Theme
from tests.prompts import ScriptedPrompts


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> Theme:
    """The application as app.py dresses it."""
    qapp.setStyle(Style())
    return Theme(qapp)


@pytest.fixture(autouse=True)
def look(styled: Theme) -> Theme:
    """Every test starts in the light theme with normal rows."""
    styled.apply("light", "normal")
    return styled


@pytest.fixture(autouse=True)
def no_strays(qapp: QApplication, look: Theme) -> Iterator[None]:
    """Nothing may be left open or running after a test."""
    threads = set(threading.enumerate())
    windows = set(map(id, qapp.topLevelWidgets()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [w for w in qapp.topLevelWidgets() if id(w) not in windows and w.isVisible()]
    assert left == [], f"windows left open: {left}"
    running = [t.name for t in threading.enumerate() if t not in threads and t.is_alive()]
    assert running == [], f"threads left running: {running}"


@pytest.fixture
def prompts() -> Iterator[ScriptedPrompts]:
    """Answers scripted with `will`; every answer must be asked for."""
    scripted = ScriptedPrompts()
    yield scripted
    assert scripted.unused == []


@pytest.fixture
def tasks() -> Iterator[InlineTasks]:
    """Work that is done at once."""
    made = InlineTasks()
    yield made
    made.close()


@pytest.fixture
def events() -> Events:
    return Events()
