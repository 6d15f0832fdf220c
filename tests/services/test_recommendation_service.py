"""Recommended questions: what fits the minutes, the user's will, and the set that is frozen at the start."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, event

from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services import interviews, practice, recommendations
from mltracker.services.context import Context
from mltracker.store import practice as store
from mltracker.store.tables import Question
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, bank, booked


def frozen(ctx: Context, interview_id: int) -> list[store.FrozenRecommendation]:
    with ctx.read() as session:
        return store.frozen(session, [interview_id]).get(interview_id, [])


def test_what_is_recommended_fits_the_minutes(ctx: Context) -> None:
    row = booked(ctx)
    for minutes in (1, 5, 20, 60):
        found = recommendations.for_interview(ctx, row.id, minutes=minutes)
        assert sum(item.minutes for item in found) <= minutes
    assert len(found) >= 8


def test_a_limit_asks_for_so_many_whatever_they_take(ctx: Context) -> None:
    row = booked(ctx)
    assert len(recommendations.for_interview(ctx, row.id, minutes=5, limit=12)) == 12


def test_pinned_comes_first_and_dismissed_not_at_all(ctx: Context) -> None:
    row = booked(ctx)
    first = recommendations.for_interview(ctx, row.id)[0]
    pinned = bank(ctx, "time-series")[0]
    recommendations.mark(ctx, row.id, pinned.id, "pinned")
    recommendations.mark(ctx, row.id, first.id, "dismissed")
    found = recommendations.for_interview(ctx, row.id, limit=1_000)
    assert (found[0].id, found[0].pinned, found[0].reasons[0].kind) == (pinned.id, True, "pinned")
    assert first.id not in [item.id for item in found]
    recommendations.mark(ctx, row.id, first.id, None)
    assert first.id in [item.id for item in recommendations.for_interview(ctx, row.id, limit=1_000)]
    ctx.undo()
    assert first.id not in [item.id for item in recommendations.for_interview(ctx, row.id, limit=1_000)]


def test_marks_belong_to_one_interview(ctx: Context) -> None:
    row = booked(ctx)
    other = booked(ctx, row.application_id)
    first = recommendations.for_interview(ctx, row.id)[0]
    recommendations.mark(ctx, row.id, first.id, "dismissed")
    assert first.id in [item.id for item in recommendations.for_interview(ctx, other.id)]


def test_a_mark_needs_interview_and_question(ctx: Context) -> None:
    row = booked(ctx)
    with pytest.raises(NotFound):
        recommendations.mark(ctx, 99, 1, "pinned")
    with pytest.raises((InvalidInput, NotFound)):
        recommendations.mark(ctx, row.id, 10_000, "pinned")


def test_the_set_is_written_once_from_the_log_before_the_start(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    before = [item.id for item in recommendations.for_interview(ctx, row.id, limit=30)]
    assert frozen(ctx, row.id) == []
    clock.now = SOON + DAY
    # what is practiced after the round must not change what had been recommended for it
    for key in before:
        practice.add_attempt(ctx, str(key), "easy")
    shown = recommendations.for_interview(ctx, row.id)
    stored = frozen(ctx, row.id)
    assert len(shown) >= 8
    assert [item.id for item in shown] == [item.question_id for item in stored] == before[: len(shown)]
    assert [item.rank for item in shown] == list(range(1, len(shown) + 1))
    assert all(item.reasons for item in shown)
    clock.advance(days=30)
    practice.add_attempt(ctx, str(bank(ctx, "nlp")[0].id), "again", at=SOON - DAY)
    assert recommendations.for_interview(ctx, row.id) == shown
    assert frozen(ctx, row.id) == stored


def test_the_frozen_set_is_no_step_of_undo(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=PAST)
    label = ctx.undo_label
    recommendations.for_interview(ctx, row.id)
    assert frozen(ctx, row.id)
    assert ctx.undo_label == label


def test_a_cancelled_round_is_not_frozen(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    interviews.set_status(ctx, row.id, "cancelled")
    recommendations.freeze_started(ctx)
    assert frozen(ctx, row.id) == []


def test_without_any_question_nothing_is_worked_out_for_rounds_that_have_begun(ctx: Context) -> None:
    with ctx.write_unrecorded() as session:
        session.execute(delete(Question))
    with ctx.read() as session:
        reader = session.get_bind()
    said: list[str] = []
    counts = []
    event.listen(reader, "before_cursor_execute", lambda *args: said.append(args[2]))
    for _ in range(3):
        booked(ctx, starts_at=PAST)
        said.clear()
        recommendations.freeze_started(ctx)
        counts.append(len(said))
    assert counts[1] == counts[2]


def test_what_was_answered_today_is_held_for_at_least_a_day(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0].id
    days = [recommendations.days_held(ctx, question, grade) for grade in ("again", "hard", "good", "easy")]
    assert days == sorted(days)
    assert days[0] >= 1
    assert days[-1] > days[0]
