"""Readiness is worked out from the log alone: caches can go, and nothing is ever not a number."""

from __future__ import annotations

import math
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.services import backups, interviews, learning, practice, readiness, recommendations
from mltracker.services.context import Context, open_context
from tests.conftest import FakeClock
from tests.services.cases import DAY, bank, booked, memories


def everything(ctx: Context) -> tuple[object, ...]:
    """All that the engine says of the sample search."""
    ids = [row.id for row in interviews.rows(ctx)]
    return (
        readiness.table(ctx),
        readiness.for_interviews(ctx, ids, factors_for=ids[-1:]),
        [recommendations.for_interview(ctx, key, limit=20) for key in ids],
    )


def test_readiness_and_memory_are_rebuilt_from_the_log_exactly(sample_ctx: Context, sample_dir: Path) -> None:
    before, kept = everything(sample_ctx), memories(sample_ctx)
    assert len(kept) > 30
    with sample_ctx.write_unrecorded() as session:
        session.connection().exec_driver_sql("DELETE FROM memory")
    assert memories(sample_ctx) == {}
    with sample_ctx.write_unrecorded() as session:
        assert learning.rebuild_memory(sample_ctx, session) == len(kept)
    assert memories(sample_ctx) == kept
    assert everything(sample_ctx) == before


def test_another_process_works_out_the_same(sample_ctx: Context, sample_dir: Path, clock: FakeClock) -> None:
    # answers come one by one in the first, which extends what it holds; the second reads the whole log
    for row in bank(sample_ctx, "ml-foundations"):
        practice.add_attempt(sample_ctx, str(row.id), "hard")
        readiness.table(sample_ctx)
    before = everything(sample_ctx)
    other = open_context(sample_dir, clock, "read")
    try:
        assert everything(other) == before
    finally:
        other.close()


def test_the_check_finds_nothing_to_mend_after_a_search_of_months(
    sample_ctx: Context, clock: FakeClock
) -> None:
    for number, row in enumerate(bank(sample_ctx, "ml-foundations")):
        practice.add_attempt(sample_ctx, str(row.id), "again", at=clock() - number * DAY)
    assert backups.check(sample_ctx)["memories"] == 0


def test_an_answer_that_is_changed_behind_our_back_is_noticed(
    sample_ctx: Context, sample_dir: Path, clock: FakeClock
) -> None:
    before = readiness.table(sample_ctx).overall.mean
    with sqlite3.connect(paths.database(sample_dir)) as connection:
        connection.execute("UPDATE attempt SET grade = 'again' WHERE source = 'practice'")
    connection.close()
    assert readiness.table(sample_ctx).overall.mean < before


def test_without_a_single_answer_everything_is_a_number(ctx: Context) -> None:
    row = booked(ctx)
    table = readiness.table(ctx)
    found = readiness.for_interview(ctx, row.id)
    for ready in (
        table.overall,
        found.readiness,
        *(line.readiness for area in table.areas for line in area.topics),
    ):
        assert all(math.isfinite(value) and 0 < value < 1 for value in (ready.low, ready.mean, ready.high))
        assert ready.low < ready.mean < ready.high
    assert found.readiness.label == table.overall.label == "little-data"
    assert sum(found.mix.p.values()) == pytest.approx(1)
    assert len({line.slug for area in table.areas for line in area.topics}) == 30


def test_little_data_is_never_called_ready(ctx: Context) -> None:
    row = booked(ctx, target_readiness=0.05)
    assert readiness.for_interview(ctx, row.id).readiness.label == "little-data"


def test_the_label_follows_the_target(sample_ctx: Context) -> None:
    key = interviews.coming(sample_ctx)[0].id
    labels = []
    for target in (0.05, 0.95):
        draft = interviews.detail(sample_ctx, key).draft
        interviews.edit(sample_ctx, key, draft.changed(target_readiness=target))
        labels.append(readiness.for_interview(sample_ctx, key).readiness.label)
    assert labels == ["ready", "not-yet"]


def test_one_interview_and_all_at_once_agree(sample_ctx: Context, clock: FakeClock) -> None:
    first, *others = interviews.coming(sample_ctx)
    ids = [first.id, *(row.id for row in others)]
    assert first.at is not None
    for now in (clock(), first.at + timedelta(minutes=10)):
        clock.now = now
        # what is answered while a round is going on says nothing about what was known when it began
        question = practice.make_plan(sample_ctx, PracticeRequest.make(mode="tonight", minutes=20)).items[0]
        practice.answer(sample_ctx, None, question.id, AnswerDraft.make(grade="again"))
        clock.advance(minutes=1)
        assert first.id in [row.id for row in interviews.coming(sample_ctx)]
        together = readiness.for_interviews(sample_ctx, ids, factors_for=ids[-1:])
        for key in ids:
            alone = readiness.for_interview(sample_ctx, key).readiness
            assert (together[key].mean, together[key].low, together[key].high, together[key].on) == (
                alone.mean,
                alone.low,
                alone.high,
                alone.on,
            )
    assert readiness.for_interviews(sample_ctx, []) == {}


def test_of_an_interview_that_is_over_what_was_known_when_it_began(
    sample_ctx: Context, clock: FakeClock
) -> None:
    key = interviews.coming(sample_ctx)[0].id
    held = interviews.row(sample_ctx, key)
    assert held.at is not None
    clock.now = held.at - timedelta(seconds=1)
    before = readiness.for_interview(sample_ctx, key).readiness
    clock.now = held.at + timedelta(days=30)
    question = practice.make_plan(sample_ctx, PracticeRequest.make(mode="tonight", minutes=20)).items[0]
    practice.answer(sample_ctx, None, question.id, AnswerDraft.make(grade="easy"))
    after = readiness.for_interview(sample_ctx, key)
    assert after.readiness.on == held.at
    assert after.readiness.mean == pytest.approx(before.mean, abs=1e-4)
    assert after.way_there is None
    clock.now = held.at - timedelta(minutes=12)
    assert readiness.for_interview(sample_ctx, key).way_there is None, "no 20 minutes are left"


def test_a_later_day_is_never_better_without_practice(sample_ctx: Context) -> None:
    key = interviews.coming(sample_ctx)[0].id
    days = (date(2026, 12, 2), date(2026, 12, 9), date(2027, 1, 31), date(2099, 12, 31))
    means = [readiness.for_interview(sample_ctx, key, on=day).readiness.mean for day in days]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[-1]


def test_a_day_that_is_over_counts_as_now(sample_ctx: Context, clock: FakeClock) -> None:
    assert readiness.table(sample_ctx, on=date(2020, 1, 1)).on == clock()


def test_a_rating_needs_a_topic_and_one_to_five(ctx: Context) -> None:
    for topic, rating in (("astrology", 3), ("", 3), ("\ud800", 3), ("nlp", 0), ("nlp", 6)):
        with pytest.raises(InvalidInput):
            readiness.rate(ctx, topic, rating)
    assert ctx.undo_label is None


def test_the_latest_rating_counts_and_undo_takes_it_back(ctx: Context, clock: FakeClock) -> None:
    def mean() -> float:
        (line,) = [line for area in readiness.table(ctx).areas for line in area.topics if line.slug == "nlp"]
        return line.readiness.mean

    readiness.rate(ctx, "nlp", 1)
    low = mean()
    clock.advance(minutes=1)
    readiness.rate(ctx, "nlp", 5)
    assert mean() > low
    assert ctx.undo() == "Rate a topic"
    assert mean() == pytest.approx(low, abs=1e-4)


def test_the_clock_set_back_leaves_out_what_it_has_not_reached(sample_ctx: Context, clock: FakeClock) -> None:
    clock.advance(days=-60)
    table = readiness.table(sample_ctx)
    assert math.isfinite(table.overall.mean)
    early = sum(line.readiness.answers for area in table.areas for line in area.topics)
    clock.advance(days=60)
    assert sum(line.readiness.answers for a in readiness.table(sample_ctx).areas for line in a.topics) > early


def test_an_interview_that_is_gone_is_said(ctx: Context) -> None:
    with pytest.raises(NotFound):
        readiness.for_interview(ctx, 99)
