"""More than one start, more than one writer, and a user who may only read."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.services import applications
from mltracker.services.context import open_context
from mltracker.store import gate, settings
from tests.conftest import FakeClock
from tests.faults import actors
from tests.services.cases import applied
from tests.store.full_rows import content, difference

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")


def winners(folder: Path, rounds: int) -> list[int]:
    """How many of four starts at the same moment got in, by round."""
    barrier = actors.processes.Barrier(4, timeout=60)
    with ExitStack() as stack:
        started = [
            stack.enter_context(actors.running(actors.race, folder, rounds, barrier)) for _ in range(4)
        ]
        told = [[pipe.recv() for _ in range(rounds)] for _, pipe in started]
        for process, _ in started:
            process.join(30)
    return [sum(one) for one in zip(*told, strict=True)]


def test_of_four_starts_one_gets_in_each_time(bare_dir: Path) -> None:
    assert winners(bare_dir, 20) == [1] * 20


def test_four_first_starts_make_one_database(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "fresh"
    assert winners(folder, 1) == [1]
    open_context(folder, clock, "write").close()
    assert not list(folder.glob("*.new*"))


def test_two_writers_never_undo_each_other(bare_dir: Path, clock: FakeClock) -> None:
    with ExitStack() as stack:
        started = [stack.enter_context(actors.running(actors.count_up, bare_dir, 300)) for _ in range(2)]
        assert [actors.received(pipe) for _, pipe in started] == [["done"], ["done"]]
    ctx = open_context(bare_dir, clock, "read")
    with ctx.read() as session:
        assert settings.get(session, "count") == 600
    ctx.close()


@pytest.fixture
def public(bare_dir: Path, clock: FakeClock) -> Iterator[tuple[Path, Path]]:
    """Data with one application where every user may look (temporary folders of tests are closed to others)."""
    top = Path(tempfile.mkdtemp())
    folder, elsewhere = top / "data", top / "stick"
    shutil.copytree(bare_dir, folder)
    ctx = open_context(folder, clock, "write")
    applied(ctx)
    ctx.close()
    paths.lock_file(folder).unlink()
    elsewhere.mkdir()
    top.chmod(0o755)
    elsewhere.chmod(0o777)
    yield folder, elsewhere
    for path in (folder, paths.database(folder)):
        if path.exists():
            path.chmod(0o700)
    shutil.rmtree(top)


def seen(folder: Path, elsewhere: Path) -> dict[str, object]:
    with actors.running(actors.look_around, folder, elsewhere) as (_, pipe):
        return dict(pipe.recv())


@POSIX
@pytest.mark.parametrize(("of_folder", "of_file"), [(0o777, 0o444), (0o555, 0o666), (0o555, 0o444)])
def test_data_that_cannot_be_written_opens_for_reading(
    public: tuple[Path, Path], of_folder: int, of_file: int
) -> None:
    folder, elsewhere = public
    path = paths.database(folder)
    before = path.read_bytes()
    path.chmod(of_file)
    folder.chmod(of_folder)
    said = seen(folder, elsewhere)
    assert said == {"window": (False, 1, "ReadOnly"), "read": (False, 1, "ReadOnly"), "copy": 1}
    assert path.read_bytes() == before
    assert [item.name for item in folder.iterdir()] == [path.name]


@POSIX
def test_data_that_cannot_be_read_is_said(public: tuple[Path, Path]) -> None:
    folder, elsewhere = public
    paths.database(folder).chmod(0o000)
    folder.chmod(0o777)
    said = seen(folder, elsewhere)
    assert said["window"] == said["read"]
    kind, sentence = said["read"]  # type: ignore[misc]
    assert (kind, "permission is missing" in sentence) == ("CannotOpen", True)
    paths.database(folder).chmod(0o600)
    folder.chmod(0o600 if os.geteuid() else 0o700)
    assert seen(folder, elsewhere)["window"][0] == "CannotOpen"  # type: ignore[index]


@POSIX
def test_a_half_change_that_may_not_be_taken_back_is_said(public: tuple[Path, Path]) -> None:
    folder, elsewhere = public
    path = paths.database(folder)
    with actors.running(actors.stop_in_the_middle, folder) as (process, pipe):
        assert pipe.recv() == "in the middle"
        process.kill()
        process.join()
    before = path.read_bytes(), gate.journal(path).read_bytes()
    for item in folder.iterdir():
        item.chmod(0o444)
    folder.chmod(0o555)
    kind, sentence = seen(folder, elsewhere)["window"]  # type: ignore[misc]
    assert kind == "ReadOnly"
    assert "was cut off" in sentence
    assert (path.read_bytes(), gate.journal(path).read_bytes()) == before


def test_where_writing_is_not_allowed_the_data_opens_for_reading(
    bare_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same on every system: what the system says of permissions is all that is asked."""
    before = content(paths.database(bare_dir))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    for mode in ("window", "write", "read"):
        ctx = open_context(bare_dir, clock, mode)  # type: ignore[arg-type]
        assert not ctx.writable
        assert applications.rows(ctx) == []
        ctx.close()
    assert difference(before, content(paths.database(bare_dir))) == []
