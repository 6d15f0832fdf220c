"""The file renamed, deleted, emptied, cut short or replaced while it is open: nothing is shown as saved that is not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import applications
from mltracker.services.context import Context, open_context
from mltracker.store import settings
from mltracker.store.tables import Company
from tests.conftest import FakeClock
from tests.services.cases import applied
from tests.store.full_rows import content, difference

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
Fault = Callable[[Path], None]


def renamed(path: Path) -> None:
    path.rename(path.with_name("other.db"))


def deleted(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.open("wb").close()


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 8192 * 4096)


def last_page_gone(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 4096)


def replaced_by_a_copy(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    copy.replace(path)


def replaced_by_text(path: Path) -> None:
    path.unlink()
    path.write_text("text")


def folder_renamed(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def folder_deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


FAULTS: list[Fault] = [
    renamed, deleted, emptied, cut_short, last_page_gone, replaced_by_a_copy, replaced_by_text, folder_renamed,
    folder_deleted,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_no_change_is_called_saved_that_is_not_in_the_file(
    bare_dir: Path, clock: FakeClock, fault: Fault
) -> None:
    ctx = open_context(bare_dir, clock, "window")
    applied(ctx, "Before")
    path = paths.database(bare_dir)
    fault(path)
    refused: list[str] = []
    for attempt in (
        lambda: applied(ctx, "After"),
        lambda: applications.rows(ctx) and applied(ctx, "Again"),
        ctx.undo,
        lambda: unrecorded(ctx),
    ):
        try:
            attempt()
        except (errors.FileMoved, errors.DatabaseDamaged, errors.ReadOnly, errors.CannotOpen) as error:
            refused.append(str(error))
    assert len(refused) == 4
    assert [said for said in refused if "not" not in said] == []
    assert not ctx.writable
    assert ctx.undo_label == "Add Before"
    ctx.close()


def unrecorded(ctx: Context) -> None:
    with ctx.write_unrecorded() as session:
        settings.put(session, "a", 1)


@pytest.mark.parametrize("fault", [renamed, deleted, emptied, replaced_by_a_copy])
def test_a_file_that_goes_during_a_change_ends_it(bare_dir: Path, clock: FakeClock, fault: Fault) -> None:
    ctx = open_context(bare_dir, clock, "window")
    applied(ctx, "Before")
    path = paths.database(bare_dir)
    safe = shutil.copy(path, bare_dir / "safe.copy")

    def change() -> None:
        with ctx.write("Change") as session:
            session.add(Company(name="After", name_key="after"))
            session.flush()
            fault(path)

    with pytest.raises(errors.FileMoved):
        change()
    assert not ctx.writable
    ctx.close()
    for found in (path, path.with_name("other.db")):
        if found.exists() and found.stat().st_size:
            assert difference(content(Path(safe)), content(found)) == []


def test_another_file_put_in_its_place_is_never_written_to(bare_dir: Path, clock: FakeClock) -> None:
    ctx = open_context(bare_dir, clock, "window")
    applied(ctx, "Mine")
    path = paths.database(bare_dir)
    path.rename(bare_dir / "mine.db")
    shutil.copy(bare_dir / "mine.db", path)
    before = path.read_bytes()
    with pytest.raises(errors.FileMoved, match="moved or replaced"):
        applied(ctx, "After")
    ctx.close()
    assert path.read_bytes() == before
    again = open_context(bare_dir, clock, "window")
    with again.read() as session:
        assert session.execute(select(Company.name)).scalars().all() == ["Mine"]
    applied(again, "After")
    again.close()
