"""A moment: what a page reads is of one state of the data, asked for once, and never older than a change of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, event

from mltracker import paths
from mltracker.services import applications, interviews, preferences, readiness
from mltracker.services.context import Context, open_context
from mltracker.store import settings
from tests.conftest import FakeClock
from tests.services.cases import DAY, applied, booked


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SELECTs that are run meanwhile."""
    found: list[str] = []

    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith("SELECT"):
            found.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_what_is_read_twice_in_a_moment_is_asked_for_once(ctx: Context, clock: FakeClock) -> None:
    first = booked(ctx, starts_at=clock() + DAY)
    second = booked(ctx, applied(ctx, "Other").id, starts_at=clock() + 2 * DAY)
    with ctx.moment(), counted() as asked:
        rows = interviews.rows(ctx)
        assert [row.id for row in rows] == [first.id, second.id]
        taken = len(asked)
        assert interviews.rows(ctx) == rows
        assert interviews.row(ctx, second.id) == rows[1]
        assert interviews.rows(ctx, application_id=first.application_id) == rows[:1]
        preferences.get(ctx)
        assert len(asked) == taken
    with counted() as asked:
        interviews.rows(ctx)
    assert len(asked) == taken


def test_readiness_of_several_parts_of_a_page_is_worked_out_from_one_reading(sample_ctx: Context) -> None:
    ids = [row.id for row in interviews.coming(sample_ctx)]
    apart = readiness.for_interviews(sample_ctx, ids), readiness.for_interview(sample_ctx, ids[0])
    with sample_ctx.moment(), counted() as asked:
        together = readiness.for_interviews(sample_ctx, ids), readiness.for_interview(sample_ctx, ids[0])
    assert together == apart
    assert len(asked) == len(set(asked))


def test_a_change_within_a_moment_is_seen_at_once(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=clock() + DAY)
    with ctx.moment():
        assert interviews.row(ctx, row.id).result == "pending"
        interviews.set_result(ctx, row.id, "passed", early=True)
        assert interviews.row(ctx, row.id).result == "passed"
        preferences.change(ctx, target_readiness=0.7)
        assert interviews.row(ctx, row.id).target_readiness == 0.7


def test_the_clock_stands_still_in_a_moment_and_goes_on_after_a_change(
    ctx: Context, clock: FakeClock
) -> None:
    with ctx.moment():
        before = ctx.clock()
        clock.advance(minutes=1)
        assert ctx.clock() == before
        row = applied(ctx)
        assert row.created_at == clock.now
        assert ctx.clock() == clock.now
        clock.advance(minutes=1)
        assert ctx.clock() == row.created_at
    assert ctx.clock() == clock.now


def test_nobody_changes_what_a_moment_sees_and_after_it_everybody_can(ctx: Context, data_dir: Path) -> None:
    applied(ctx)
    with closing(sqlite3.connect(paths.database(data_dir), timeout=0, isolation_level=None)) as other:
        with ctx.moment():
            assert len(applications.rows(ctx)) == 1
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("UPDATE application SET role_title = 'Changed'")
        other.execute("UPDATE application SET role_title = 'Changed'")
    with ctx.moment():
        assert [row.role_title for row in applications.rows(ctx)] == ["Changed"]


def test_a_moment_belongs_to_the_thread_that_opened_it(ctx: Context, clock: FakeClock) -> None:
    found: list[int] = []

    def look() -> None:
        with counted() as asked:
            interviews.rows(ctx)
        found.append(len(asked))

    with ctx.moment():
        interviews.rows(ctx)
        look()
        worker = Thread(target=look)
        worker.start()
        worker.join()
    assert found[0] == 0
    assert found[1] > 0


def test_one_page_changing_its_list_leaves_that_of_the_others(ctx: Context) -> None:
    booked(ctx)
    with ctx.moment():
        interviews.rows(ctx).clear()
        assert len(interviews.rows(ctx)) == 1


def test_who_changes_something_in_a_moment_lets_the_thread_before_it_finish(
    data_dir: Path, clock: FakeClock
) -> None:
    window = open_context(data_dir, clock, "window")
    begun, read = Event(), Event()

    def change() -> None:
        with window.write("Change a setting") as session:
            begun.set()
            read.wait(5)
            settings.put(session, "first", value=True)

    worker = Thread(target=change)
    worker.start()
    begun.wait(5)
    try:
        with window.moment():
            assert applications.rows(window) == []
            read.set()
            applied(window)
            assert len(applications.rows(window)) == 1
            with window.read() as session:
                assert settings.get(session, "first")
    finally:
        worker.join()
        window.close()
