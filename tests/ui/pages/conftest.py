"""Windows on an empty database and on the sample search, opened on the page that a test file names in PAGE."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import Person, at_window


@pytest.fixture
def page(request: pytest.FixtureRequest) -> str:
    """The page on which windows open."""
    return str(getattr(request.module, "PAGE", "today"))


@pytest.fixture
def empty(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts, page: str
) -> Iterator[Person]:
    """A window on a new database."""
    with at_window(qtbot, qapp, data_dir, clock, prompts, page) as person:
        yield person


@pytest.fixture
def sample(
    qtbot: QtBot, qapp: QApplication, sample_dir: Path, clock: FakeClock, prompts: ScriptedPrompts, page: str
) -> Iterator[Person]:
    """A window on the sample search, as a person's own data."""
    with at_window(qtbot, qapp, sample_dir, clock, prompts, page) as person:
        yield person
