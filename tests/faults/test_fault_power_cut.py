"""A power cut at any moment: what the window showed as saved is there, and no change is there by half."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, NoteDraft
from mltracker.domain.errors import UserError
from mltracker.services import applications, drafts, notes
from mltracker.services.context import Context, open_context
from mltracker.store import gate
from tests.conftest import FakeClock, _copied
from tests.faults import power_cut
from tests.faults.power_cut import Recording
from tests.services.cases import applied, booked
from tests.store.full_rows import content

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not power_cut.can_record(),
    reason="writes are recorded through the system's own SQLite library",
)


@dataclass(frozen=True, slots=True)
class Evening:
    """What was written in an evening, and what the data held after each change that was said to be saved."""

    recording: Recording
    states: list[object]


def changes(ctx: Context) -> Iterator[object]:
    """Small changes and large ones, new pages and freed ones, undone and unrecorded."""
    for number in range(6):
        row = applied(ctx, f"Company {number}")
        yield row
        yield notes.add(ctx, row.id, NoteDraft.make(body=f"Note {number} " * (1 + 400 * number)))
        yield applications.move_stage(ctx, row.id, "interviewing")
        yield booked(ctx, row.id)
        yield drafts.put(ctx, f"draft {number}", "x" * 3_000 * number)
        if number % 2:
            yield applications.delete(ctx, [row.id])
            yield ctx.undo()
            yield ctx.redo()
    ids = [row.id for row in applications.rows(ctx)]
    yield applications.move_many(ctx, ids, "screening")
    for name in ("Late", "Later"):
        yield applications.add(
            ctx, ApplicationDraft.make(company=name, role_title="x", posting_text="y" * 90_000)
        )


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory, bare_template: Path) -> Evening:
    folder = _copied(bare_template, tmp_path_factory.mktemp("evening") / "data")
    path = paths.database(folder)
    with power_cut.recording(folder) as recorder:
        ctx = open_context(folder, FakeClock(), "write")
        states: list[object] = [content(path)]
        for _ in changes(ctx):
            recorder.told()
            states.append(content(path))
        ctx.close()
    return Evening(recorder.recording, states)


def outcome(evening: Evening, cut: int, luck: Random, folder: Path, *, honest: bool = True) -> str:
    """What the next start finds after a cut: "whole", or what is wrong with it."""
    folder.mkdir()
    for name, data in evening.recording.cut(cut, luck, honest=honest).items():
        (folder / name).write_bytes(data)
    path = paths.database(folder)
    try:
        if gate.half_written(path):
            gate.roll_back(path)
        gate.check_content(path)
        found = content(path)
    except (UserError, sqlite3.Error) as error:
        return f"damaged: {type(error).__name__}"
    told = evening.recording.told(cut)
    if found in evening.states[told : told + 2]:
        return "whole"
    return "lost" if found in evening.states[:told] else "half"


def outcomes(evening: Evening, cuts: int, folder: Path, *, honest: bool = True) -> Counter[str]:
    luck = Random(20261127)
    moments = [luck.randint(0, len(evening.recording.events)) for _ in range(cuts)]
    return Counter(
        outcome(evening, cut, luck, folder / str(number), honest=honest) for number, cut in enumerate(moments)
    )


def test_no_cut_of_sixty_loses_what_was_told_as_saved_or_leaves_a_half(
    evening: Evening, tmp_path: Path
) -> None:
    assert len(evening.states) > 40
    assert outcomes(evening, 60, tmp_path) == {"whole": 60}


def test_the_simulation_sees_what_a_drive_loses_that_only_says_it_syncs(
    evening: Evening, tmp_path: Path
) -> None:
    found = outcomes(evening, 40, tmp_path, honest=False)
    assert found["whole"] < 20
    assert sum(found.values()) == 40


def test_the_app_opens_what_a_cut_in_a_change_left(evening: Evening, tmp_path: Path) -> None:
    luck = Random(7)
    events = evening.recording.events
    inside = [number for number, event in enumerate(events) if event.what == "write" and event.file == 0]
    for number in range(4):
        folder = tmp_path / str(number)
        cut = luck.choice(inside) + 1
        assert outcome(evening, cut, luck, folder) == "whole"
        ctx = open_context(folder, FakeClock(), "window")
        applied(ctx, "After the cut")
        assert "After the cut" in {row.company for row in applications.rows(ctx)}
        ctx.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_cut_of_five_hundred_loses_anything(evening: Evening, tmp_path: Path) -> None:
    assert outcomes(evening, 500, tmp_path) == {"whole": 500}
