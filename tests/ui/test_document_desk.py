"""Copying in the background: the window hears how far it is, may stop it, and nothing half copied stays."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.services import documents
from mltracker.services.context import Context, open_context
from mltracker.store import document_files
from mltracker.ui.documents import DocumentDesk
from mltracker.ui.events import Events
from mltracker.ui.navigation import Navigator
from mltracker.ui.page import PageTools
from mltracker.ui.settings import WindowSettings
from mltracker.ui.tasks import Tasks
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts


@pytest.fixture
def context(tmp_path: Path, template: Path, clock: FakeClock) -> Iterator[Context]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(paths.database(template), paths.database(folder))
    opened = open_context(folder, clock, "window")
    yield opened
    opened.close()


@pytest.fixture
def tools(context: Context, events: Events, prompts: ScriptedPrompts, tmp_path: Path) -> Iterator[PageTools]:
    tasks = Tasks()
    yield PageTools(context, events, prompts, tasks, Navigator(), WindowSettings(tmp_path / "window.ini"))
    assert tasks.close()


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(document_files, "CHUNK", 4_096)
    path = tmp_path / "film.mov"
    path.write_bytes(b"x" * 400_000)
    return path


def test_a_big_file_is_copied_while_the_window_hears_of_it(
    qtbot: QtBot, tools: PageTools, film: Path
) -> None:
    desk = DocumentDesk(tools, tools.events)
    told: list[tuple[object, object]] = []
    changes: list[Change] = []
    desk.progressed.connect(lambda done, total: told.append((done, total)))
    tools.events.changed.connect(changes.append)
    with qtbot.waitSignal(desk.ended):
        desk.add([film])
        assert desk.busy
    assert told[-1] == (400_000, 400_000)
    assert len(told) > 50
    assert changes == [Change.DOCUMENTS]
    assert not desk.busy
    assert [row.title for row in documents.rows(tools.ctx)] == ["Film"]


@pytest.fixture
def slow_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    write = document_files._write

    def slowly(out: int, chunk: bytes) -> None:
        time.sleep(0.01)
        write(out, chunk)

    monkeypatch.setattr(document_files, "_write", slowly)


@pytest.mark.usefixtures("slow_drive")
def test_stopping_leaves_nothing(qtbot: QtBot, tools: PageTools, film: Path) -> None:
    desk = DocumentDesk(tools, tools.events)
    desk.progressed.connect(desk.cancel)
    with qtbot.waitSignal(desk.ended):
        desk.add([film])
    assert documents.rows(tools.ctx) == []
    folder = paths.documents(tools.ctx.folder)
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.usefixtures("slow_drive")
def test_closing_in_the_middle_leaves_nothing(qtbot: QtBot, tools: PageTools, film: Path) -> None:
    desk = DocumentDesk(tools, tools.events)
    with qtbot.waitSignal(desk.progressed):
        desk.add([film])
    tools.ctx.close()
    assert tools.tasks.close()
    folder = paths.documents(tools.ctx.folder)
    assert not folder.exists() or list(folder.iterdir()) == []
