"""Every page with nothing, something, too much and hostile words, in both themes and two sizes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft
from mltracker.domain.interviews import InterviewDraft
from mltracker.services import applications, interviews
from mltracker.services.context import open_context
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages import checks, searches
from tests.ui.pages.person import PAGES, Person, at_window

SIZES = ((1024, 640), (1440, 900))


@pytest.fixture
def state(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    template: Path,
    prompts: ScriptedPrompts,
) -> Iterator[Person]:
    """A window on one of the states; all pages are looked at in one test, because filling takes seconds."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(paths.database(template), paths.database(folder))
    ctx = open_context(folder, FakeClock(), "write")
    if request.param == "overfull":
        searches.overfull(ctx)
    elif request.param == "hostile":
        searches.hostile(ctx, searches.canary(folder / "pictures"))
    ctx.close()
    with at_window(qtbot, qapp, folder, FakeClock(), prompts) as person:
        yield person


def every_page(person: Person, check: Callable[[Person], list[str]]) -> list[str]:
    found = []
    for page in PAGES:
        person.show(page)
        found += [f"{page}: {line}" for line in check(person)]
    return found


def in_both_sizes(person: Person, check: Callable[[Person], list[str]]) -> list[str]:
    """What a check finds in the smallest window and in a usual one."""
    found = []
    for size in SIZES:
        person.main.resize(*size)
        person.settle()
        found += [f"{size[0]}x{size[1]}: {line}" for line in check(person)]
    return found


def fit(person: Person) -> list[str]:
    return [*checks.outside(person.main), *checks.clipped(person.main), *checks.sideways(person.page)]


def reachable(person: Person) -> list[str]:
    person.main.activateWindow()
    return [*checks.unnamed(person.main), *checks.unnamed_areas(person.page), *checks.lost(person.page)]


def whole(person: Person) -> list[str]:
    return [*in_both_sizes(person, fit), *reachable(person)]


def bright(person: Person) -> list[str]:
    image = person.page.grab().toImage()
    spots = [
        image.pixelColor(x, y) for x in range(4, image.width(), 40) for y in range(4, image.height(), 40)
    ]
    return [] if sum(color.lightness() for color in spots) < 96 * len(spots) else ["bright"]


def test_every_page_of_the_sample_fits_is_reached_by_keys_and_is_dark_in_the_dark(sample: Person) -> None:
    assert every_page(sample, whole) == []
    assert bright(sample) == ["bright"]
    sample.main.theme.apply("dark", "compact")
    assert every_page(sample, lambda person: [*bright(person), *fit(person)]) == []


@pytest.mark.parametrize("state", ["overfull"], indirect=True)
def test_every_page_fits_and_is_reached_by_keys_with_too_much_of_everything(state: Person) -> None:
    assert every_page(state, whole) == []


def test_every_page_fits_with_nothing_and_tells_words_longer_than_a_line_whole(empty: Person) -> None:
    assert every_page(empty, whole) == []
    draft = ApplicationDraft.make(company="W" * 200, role_title="M" * 200)
    row, _ = applications.add(empty.ctx, draft)
    at = empty.clock.now + timedelta(days=2)
    booked = InterviewDraft.make(application_id=row.id, round_kind="ml-breadth", starts_at=at, zone="UTC")
    interviews.add(empty.ctx, booked)
    empty.session.open()
    empty.settle()
    assert every_page(empty, lambda person: in_both_sizes(person, fit)) == []


@pytest.mark.parametrize("state", ["hostile"], indirect=True)
def test_hostile_words_stay_in_their_place(state: Person) -> None:
    """Words longer than a line have a test of their own, above."""

    def check(person: Person) -> list[str]:
        if person.page_name in ("today", "interviews"):
            return [*checks.outside(person.main), *reachable(person)]
        return whole(person)

    assert every_page(state, check) == []


@pytest.mark.slow
def test_the_sample_fits_at_150_percent() -> None:
    wanted = (
        f"{Path(__file__)}::test_every_page_of_the_sample_fits_is_reached_by_keys_and_is_dark_in_the_dark"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", wanted],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stdout[-3_000:]
    assert "1 passed" in done.stdout
