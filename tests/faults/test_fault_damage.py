"""Kinds of damage: noticed at the start, the file left as it is, and the readable rows saved."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import backups
from mltracker.services.context import Context, open_context
from mltracker.store import gate
from tests.conftest import FakeClock
from tests.services.cases import applied
from tests.store.full_rows import digest

PAGE = 4096
noise = random.Random(7)


def put(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def page(path: Path, number: int) -> bytes:
    return path.read_bytes()[(number - 1) * PAGE : number * PAGE]


def root(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(connection.execute(query, (name,)).fetchone()[0])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def last_page_gone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE])


def header_overwritten(path: Path) -> None:
    put(path, 0, noise.randbytes(100))


def first_page_zeroed(path: Path) -> None:
    put(path, 0, bytes(PAGE))


def page_zeroed(path: Path) -> None:
    put(path, (root(path, "question") - 1) * PAGE, bytes(PAGE))


def page_of_noise(path: Path) -> None:
    put(path, (root(path, "application") - 1) * PAGE, noise.randbytes(PAGE))


def pages_swapped(path: Path) -> None:
    one, other = root(path, "topic"), root(path, "pipeline_stage")
    first, second = page(path, one), page(path, other)
    put(path, (one - 1) * PAGE, second)
    put(path, (other - 1) * PAGE, first)


def bit_flipped_in_a_page_header(path: Path) -> None:
    at = (root(path, "stage_event") - 1) * PAGE + 3
    put(path, at, bytes([page(path, root(path, "stage_event"))[3] ^ 0x40]))


def index_of_another_time(path: Path) -> None:
    name = "ix_application_stage_id"
    older = page(path, root(path, name))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE application SET stage_id = (SELECT max(id) FROM pipeline_stage)")
    put(path, (root(path, name) - 1) * PAGE, older)


def parents_gone(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM company")


def text_over_the_end(path: Path) -> None:
    put(path, path.stat().st_size - 3 * PAGE, b"conflicted copy\n" * (3 * PAGE // 16))


def letter_changed_in_a_text(path: Path) -> None:
    data = path.read_bytes()
    put(path, data.index(b"Fernhollow"), b"f")


NOTICED: list[Callable[[Path], None]] = [
    emptied, cut_in_half, last_page_gone, header_overwritten, first_page_zeroed, page_zeroed, page_of_noise,
    pages_swapped, bit_flipped_in_a_page_header, parents_gone, text_over_the_end,
]  # fmt: skip
# quick_check does not compare rows with their indexes, and nothing can tell one letter from another
UNNOTICED: list[Callable[[Path], None]] = [index_of_another_time, letter_changed_in_a_text]


@pytest.fixture
def folder(data_dir: Path, clock: FakeClock) -> Path:
    ctx = open_context(data_dir, clock, "write")
    applied(ctx)
    ctx.close()
    return data_dir


@pytest.mark.parametrize("damage", NOTICED)
def test_damage_is_noticed_and_the_file_left_as_it_is(
    folder: Path, clock: FakeClock, damage: Callable[[Path], None]
) -> None:
    path = paths.database(folder)
    damage(path)
    before = digest(path)
    for mode in ("window", "write", "read"):
        with pytest.raises((errors.DatabaseDamaged, errors.DatabaseForeign)) as caught:
            open_context(folder, clock, mode)  # type: ignore[arg-type]
        assert caught.value.safe
    assert digest(path) == before
    assert not gate.journal(path).exists()
    assert len(NOTICED) >= 10


@pytest.mark.parametrize("damage", UNNOTICED)
def test_what_the_start_cannot_see_does_no_harm(
    folder: Path, clock: FakeClock, damage: Callable[[Path], None]
) -> None:
    damage(paths.database(folder))
    ctx = open_context(folder, clock, "write")
    if damage is index_of_another_time:  # a copy is looked at more closely before it counts
        with pytest.raises(errors.DatabaseDamaged):
            backups.create(ctx)
        assert backups.listed(ctx) == []
    ctx.close()


@pytest.mark.parametrize("number", range(12))
def test_wherever_a_backup_is_changed_it_is_not_listed(bare: Context, number: int) -> None:
    applied(bare)
    good, bad = backups.create(bare), backups.create(bare)
    size = bad.path.stat().st_size
    at = (0, 18, 28, 60, 99, 100, size - 1)[number] if number < 7 else noise.randrange(size)
    value = bad.path.read_bytes()[at]
    put(bad.path, at, bytes([value ^ (1 << number % 8)]))
    assert backups.listed(bare) == [good]
    put(bad.path, at, bytes([value]))
    assert len(backups.listed(bare)) == 2
    bad.path.write_bytes(bad.path.read_bytes()[:-1])
    assert backups.listed(bare) == [good]


def test_wherever_a_manifest_is_changed_nothing_bad_is_listed(bare: Context) -> None:
    good, bad = backups.create(bare), backups.create(bare)
    manifest = bad.path.with_suffix(".json")
    text = manifest.read_bytes()
    bad.path.write_bytes(b"not what it was")
    for at in range(0, len(text), 3):
        manifest.write_bytes(text[:at] + bytes([text[at] ^ (1 << at % 7)]) + text[at + 1 :])
        assert backups.listed(bare) == [good], at


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {gate.HEAD + 1}")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE application (id INTEGER)")


@pytest.mark.parametrize("make", [newer, foreign])
@pytest.mark.parametrize(
    "words",
    [("application", "list"), ("rate", "nlp", "3"), ("check",), ("backup",), ("backup", "list"), ("sample",)],
)
def test_no_command_touches_a_newer_or_foreign_file(
    data_dir: Path, cli: Any, make: Callable[[Path], None], words: tuple[str, ...]
) -> None:
    path = paths.database(data_dir)
    make(path)
    before, state = digest(path), path.stat().st_mtime_ns
    code, document, said = cli(*words)
    assert code != 0
    assert document == ""
    assert said
    assert (digest(path), path.stat().st_mtime_ns) == (before, state)
    assert not list(data_dir.glob("backups/*"))
