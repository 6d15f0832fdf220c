"""Whatever the log and the calendar hold, the engine says something sensible: finite, between 0 and 1, without a fault."""

from __future__ import annotations

import math
import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from mltracker.domain.plain import plain
from mltracker.domain.questions import GRADES
from mltracker.services import (
    insights,
    interviews,
    learning,
    practice,
    questions,
    readiness,
    recommendations,
    scorecards,
    today,
    what_if,
)
from mltracker.services.context import Context
from mltracker.store.tables import Attempt, Question
from tests.conftest import FakeClock
from tests.services.cases import DAY, bank, booked

CHANCES = frozenset(("mean", "low", "high", "u", "level", "p_asked", "p_now", "p_after", "coverage", "p"))


def everything(ctx: Context) -> dict[str, Any]:
    """All that the engine says, as the command line would print it."""
    ids = [row.id for row in interviews.rows(ctx)]
    return plain(
        {
            "table": readiness.table(ctx),
            "later": readiness.table(ctx, on=date(2027, 6, 1)),
            "all": readiness.for_interviews(ctx, ids, factors_for=ids),
            "each": [readiness.for_interview(ctx, key) for key in ids],
            "recommended": [recommendations.for_interview(ctx, key, limit=5) for key in ids],
            "what if": [what_if.after_questions(ctx, interview_id=key, most=3) for key in ids],
            "summary": what_if.summary(ctx, after=3),
            "scores": [scorecards.for_interview(ctx, key) for key in ids],
            "insights": insights.insights(ctx),
            "today": today.overview(ctx),
        }
    )


def check(value: Any, name: str = "") -> None:
    """Every number finite, every chance between 0 and 1."""
    if isinstance(value, dict):
        for key, inner in value.items():
            check(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            check(inner, name)
    elif isinstance(value, float):
        assert math.isfinite(value), name
        assert name not in CHANCES or 0 <= value <= 1, (name, value)


def logged(ctx: Context, moments: list[datetime], seed: int = 1) -> None:
    """Answers at these moments, written past the use cases in this order."""
    luck = random.Random(seed)
    with ctx.write_unrecorded() as session:
        there = session.execute(select(Question.id, Question.topic_id).where(Question.complete)).all()
        rows = []
        for at in moments:
            question, topic = luck.choice(there)
            rows.append(
                {"created_at": at, "updated_at": at, "answered_at": at}
                | {"topic_id": topic, "question_id": question, "grade": luck.choice(GRADES)}
                | {
                    "rubric_ticks": [0] if luck.random() < 0.3 else [],
                    "predicted": 0.5,
                    "predicted_shift": -0.2,
                }
                | {"source": luck.choice(("practice", "mock", "interview")), "recall_before": 0.0}
            )
        session.execute(insert(Attempt), rows)


def test_no_attempts_at_all(ctx: Context) -> None:
    booked(ctx)
    check(everything(ctx))
    assert readiness.overall(ctx).label == "little-data"


def test_one_attempt(ctx: Context) -> None:
    row = booked(ctx)
    practice.add_attempt(ctx, str(bank(ctx, "ml-foundations")[0].id), "again")
    check(everything(ctx))
    assert readiness.for_interview(ctx, row.id).readiness.label == "little-data"


def test_fifty_thousand_attempts(ctx: Context, clock: FakeClock) -> None:
    booked(ctx)
    logged(ctx, [clock() - timedelta(minutes=9 * n) for n in range(50_000)])
    check(everything(ctx))
    found = readiness.table(ctx)
    assert sum(line.readiness.answers for area in found.areas for line in area.topics) == 50_000


def test_attempts_in_the_future_wait_until_their_time_has_come(ctx: Context, clock: FakeClock) -> None:
    booked(ctx)
    logged(ctx, [clock() - DAY, clock() + DAY, clock() + 4000 * DAY])
    check(everything(ctx))

    def counted() -> int:
        return sum(line.readiness.answers for area in readiness.table(ctx).areas for line in area.topics)

    assert counted() == 1
    clock.advance(days=2)
    assert counted() == 2


def test_attempts_out_of_order_say_the_same_as_in_order(ctx: Context, clock: FakeClock) -> None:
    moments = [clock() - timedelta(hours=7 * n) for n in range(60)]
    logged(ctx, moments)
    check(everything(ctx))
    with ctx.read() as session:
        found = learning.timeline(ctx, session)
        facts = learning.attempts(session)
    assert [fact.answered_at for fact in facts] == sorted(moments)
    assert [fact.id for fact in facts] != sorted(fact.id for fact in facts)
    assert found.evidence.last == (max(moments), facts[-1].id)


def test_two_attempts_at_the_same_instant_count_in_the_order_of_their_ids(
    ctx: Context, clock: FakeClock
) -> None:
    logged(ctx, [clock()] * 4)
    check(everything(ctx))
    assert readiness.overall(ctx).mean > 0


def test_a_topic_without_questions(ctx: Context) -> None:
    booked(ctx, round_kind="behavioral")
    for row in bank(ctx, "behavioral"):
        questions.archive(ctx, row.id)
    assert not bank(ctx, "behavioral")
    check(everything(ctx))
    (topic,) = [topic for topic in what_if.summary(ctx).topics if topic.slug == "behavioral"]
    assert (topic.coverage, topic.answers) == (0, 0)


def test_a_bank_without_any_question(ctx: Context) -> None:
    booked(ctx)
    with ctx.write_unrecorded() as session:
        session.connection().exec_driver_sql("UPDATE question SET archived_at = '2026-01-01 00:00:00.000000'")
    check(everything(ctx))
    assert what_if.after_questions(ctx)[-1].questions == 0


def test_an_interview_without_a_date(ctx: Context) -> None:
    row = booked(ctx, starts_at=None)
    check(everything(ctx))
    assert readiness.for_interview(ctx, row.id).readiness.on > ctx.clock()


@pytest.mark.parametrize("back", [1, 400, 12_000])
def test_an_interview_in_the_past(ctx: Context, clock: FakeClock, back: int) -> None:
    row = booked(ctx, starts_at=clock() - back * DAY)
    practice.add_attempt(ctx, str(bank(ctx, "ml-foundations")[0].id), "good", at=clock() - (back + 1) * DAY)
    check(everything(ctx))
    assert readiness.for_interview(ctx, row.id).readiness.on == row.starts_at


def test_an_interview_decades_away(ctx: Context, clock: FakeClock) -> None:
    booked(ctx, starts_at=clock() + 20_000 * DAY)
    practice.add_attempt(ctx, str(bank(ctx, "ml-foundations")[0].id), "easy")
    check(everything(ctx))
