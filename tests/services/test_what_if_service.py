"""What would be: after some practice, on another day, hour by hour."""

from __future__ import annotations

from datetime import date

import pytest

from mltracker.services import interviews, practice, readiness, recommendations, what_if
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, bank, booked


def test_practicing_what_is_recommended_leads_up_from_where_one_stands(sample_ctx: Context) -> None:
    key = interviews.coming(sample_ctx)[0].id
    steps = what_if.after_questions(sample_ctx, interview_id=key, most=5)
    ready = readiness.for_interview(sample_ctx, key).readiness
    rows = recommendations.for_interview(sample_ctx, key, limit=5)
    assert steps[0].mean == pytest.approx(ready.mean)
    assert [step.questions for step in steps] == list(range(6))
    assert steps[-1].minutes == sum(row.minutes for row in rows)
    means = [step.mean for step in steps]
    assert means == sorted(means)
    assert means[0] < means[-1]


def test_a_later_day_leaves_less_of_the_same_practice(sample_ctx: Context) -> None:
    key = interviews.coming(sample_ctx)[0].id
    soon, later = (
        what_if.after_questions(sample_ctx, interview_id=key, on=day, most=4)[-1].mean
        for day in (date(2026, 12, 3), date(2027, 2, 3))
    )
    assert later < soon


def test_over_all_interviews_it_starts_from_overall_readiness(sample_ctx: Context) -> None:
    steps = what_if.after_questions(sample_ctx, most=3)
    assert steps[0].mean == pytest.approx(readiness.overall(sample_ctx).mean)
    assert steps[3].mean > steps[0].mean


def test_without_any_interview_there_is_something_to_practice_too(ctx: Context) -> None:
    steps = what_if.after_questions(ctx, most=3)
    assert len(steps) == 4
    assert steps[3].mean > steps[0].mean
    assert steps[0].label == "little-data"


def test_an_interview_that_is_over_has_no_what_if(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    assert what_if.after_questions(ctx, interview_id=row.id) == ()
    assert what_if.summary(ctx, interview_id=row.id, after=3).after is None


def test_dismissed_questions_are_not_counted_on(ctx: Context) -> None:
    row = booked(ctx)
    best = recommendations.for_interview(ctx, row.id, limit=12)
    before = what_if.after_questions(ctx, interview_id=row.id, most=1)[1].mean
    for item in best:
        recommendations.mark(ctx, row.id, item.id, "dismissed")
    assert what_if.after_questions(ctx, interview_id=row.id, most=1)[1].mean < before


def test_the_summary_says_what_an_hour_adds_by_topic_and_why_readiness_is_what_it_is(
    sample_ctx: Context, clock: FakeClock
) -> None:
    for row in bank(sample_ctx, "statistics")[:3]:
        practice.add_attempt(sample_ctx, str(row.id), "good", at=clock() - 2 * DAY)
    found = what_if.summary(sample_ctx)
    assert found.factors
    assert any(topic.points_per_hour for topic in found.topics)
    (line,) = [
        line
        for area in readiness.table(sample_ctx).areas
        for line in area.topics
        if line.slug == found.topics[0].slug
    ]
    assert line.points_per_hour == pytest.approx(found.topics[0].points_per_hour)
