"""What every test stands on: no display, own fonts, a set clock, and a copy of one migrated database."""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

# before Qt is imported: no display, the user's zone and fonts do not matter
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Europe/Berlin"
_FONTS = Path(__file__).parent / "fonts.conf"
if _FONTS.is_file() and sys.platform.startswith("linux"):
    os.environ["FONTCONFIG_FILE"] = str(_FONTS)

from hypothesis import HealthCheck, settings  # noqa: E402

from mltracker import paths  # noqa: E402
from mltracker.services import sample  # noqa: E402
from mltracker.services.context import Context, open_context  # noqa: E402

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
settings.register_profile(
    "suite", deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """As the app does after its start: what is loaded by now stays, and need not be looked through again and again."""
    gc.collect()
    gc.freeze()


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database with the shipped content, made once by the real revisions."""
    folder = tmp_path_factory.mktemp("template")
    open_context(folder, FakeClock(), "write").close()
    return folder


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """The sample search, filled once."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(paths.database(template), paths.database(folder))
    ctx = open_context(folder, FakeClock(), "write")
    sample.fill(ctx)
    ctx.close()
    return folder


@pytest.fixture
def data_dir(tmp_path: Path, template: Path) -> Path:
    return _copied(template, tmp_path / "data")


@pytest.fixture
def sample_dir(tmp_path: Path, sample_template: Path) -> Path:
    return _copied(sample_template, tmp_path / "sample-data")


@pytest.fixture
def ctx(data_dir: Path, clock: FakeClock) -> Iterator[Context]:
    opened = open_context(data_dir, clock, "write")
    yield opened
    opened.close()


@pytest.fixture
def sample_ctx(sample_dir: Path, clock: FakeClock) -> Iterator[Context]:
    opened = open_context(sample_dir, clock, "write")
    yield opened
    opened.close()


@pytest.fixture
def cli(data_dir: Path, clock: FakeClock) -> Callable[..., tuple[int, Any, str]]:
    """Run a command in this process: exit code, JSON document (or text), what it said on standard error."""
    from mltracker.cli import main

    def run(*words: str, json_out: bool = True, folder: Path = data_dir) -> tuple[int, Any, str]:
        out, err = io.StringIO(), io.StringIO()
        now = clock().isoformat().replace("+00:00", "Z")
        extra = ["--data-dir", str(folder), "--now", now, *(["--json"] if json_out else [])]
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([*extra, *words])
            except SystemExit as stop:
                code = int(stop.code or 0)
        text = out.getvalue()
        return code, (json.loads(text) if json_out and text.strip() else text), err.getvalue()

    return run


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log is a fault of the code or of the test."""
    caplog.set_level(logging.WARNING)
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    expected = request.node.get_closest_marker("logs") is not None
    assert expected or not [r for r in loud if r.name.startswith("mltracker")], [r.getMessage() for r in loud]


def _copied(source: Path, target: Path) -> Path:
    target.mkdir(mode=0o700)
    shutil.copy(paths.database(source), paths.database(target))
    paths.database(target).chmod(0o600)
    if paths.documents(source).is_dir():
        shutil.copytree(paths.documents(source), paths.documents(target))
    return target
