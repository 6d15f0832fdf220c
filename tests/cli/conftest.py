"""Data folders to try commands on, and commands that must be refused or must succeed in silence."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.cli import main
from tests.cli.shapes import ADD, BOOK


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A folder with an application and a round that is over, which no refused command may change."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copy(paths.database(template), paths.database(folder))
    for words in (ADD, (*BOOK, "--starts", "2026-11-30T10:00")):
        with redirect_stdout(io.StringIO()):
            assert main([*words, "--data-dir", str(folder), "--now", "2026-12-01T09:40:00Z"]) == 0
    return folder


@pytest.fixture
def refused(cli: Any, sound: Path) -> Any:
    """Run a command that must end with one sentence and leave the file as it is; returns the sentence."""

    def call(*words: str) -> str:
        before = hashlib.sha256(paths.database(sound).read_bytes()).hexdigest()
        code, document, said = cli(*words, folder=sound)
        assert (code, document) == (1, ""), said
        assert said.startswith("mltracker: ")
        assert len(said.splitlines()) == 1
        assert hashlib.sha256(paths.database(sound).read_bytes()).hexdigest() == before
        return str(said.removeprefix("mltracker: ").strip())

    return call


@pytest.fixture
def booked(data_dir: Path, sound: Path) -> None:
    """The same application and round, to be changed."""
    shutil.copy(paths.database(sound), paths.database(data_dir))


@pytest.fixture
def run(cli: Any, sample_dir: Path) -> Callable[..., Any]:
    """A command on the sample search that must succeed in silence; returns its document."""

    def call(*words: str) -> Any:
        code, document, said = cli(*words, folder=sample_dir)
        assert (code, said) == (0, ""), said
        return document

    return call
