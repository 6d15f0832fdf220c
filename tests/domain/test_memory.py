"""Memory against the library it wraps and against numbers worked out by hand."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from engine_cases import NOW
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.errors import InvalidInput
from mltracker.domain.memory import (
    Memory,
    elapsed_days,
    recall,
    refuse_future,
    replay,
    retrievability,
    review,
    squared_recall,
    squared_recalls,
    stability_for,
)
from mltracker.domain.questions import GRADES

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
stabilities = st.floats(0.001, 5_000)


def test_recall_is_nine_in_ten_after_as_many_days_as_the_stability() -> None:
    assert retrievability(7.5, 7.5) == pytest.approx(0.9)


def test_recall_follows_the_curve_worked_out_by_hand() -> None:
    # F = exp(0.105361 / 0.1542) - 1 = 0.98035; (1 + 0.98035 * 3 / 2.3065)^-0.1542 = exp(-0.1542 * 0.822035)
    assert retrievability(2.3065, 3) == pytest.approx(0.880947, abs=2e-6)


def test_recall_fades_within_the_first_day() -> None:
    assert retrievability(0.212, 0.25) < retrievability(0.212, 0.125) < 1


def test_time_before_the_last_answer_counts_as_none() -> None:
    assert retrievability(2.0, -3) == 1.0
    assert recall(Memory(2.0, 5.0, NOW), NOW - timedelta(days=9)) == 1.0
    assert elapsed_days(NOW, NOW - timedelta(days=1)) == 0.0


def test_a_question_never_answered_is_not_recalled() -> None:
    assert recall(None, NOW) == 0.0


def test_the_first_answer_takes_the_default_stabilities() -> None:
    assert [review(None, grade, NOW).stability for grade in GRADES] == [0.212, 1.2931, 2.3065, 8.2956]


def test_any_zone_is_taken_and_kept_as_utc() -> None:
    for zone in (timezone(timedelta(hours=2)), ZoneInfo("UTC"), ZoneInfo("America/New_York")):
        memory = review(review(None, "good", NOW.astimezone(zone)), "good", NOW.astimezone(zone))
        assert memory.last_review_at.tzinfo is UTC
        assert memory.last_review_at == NOW


def test_an_answer_before_the_last_one_counts_as_given_at_that_moment() -> None:
    first = review(None, "good", NOW)
    assert review(first, "hard", NOW - timedelta(days=3)) == review(first, "hard", NOW)


def test_an_empty_log_leaves_no_memory() -> None:
    assert replay([]) is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(GRADES), st.floats(0, 900)), min_size=1, max_size=6))
def test_replaying_a_log_gives_the_card_of_the_library(steps: list[tuple[str, float]]) -> None:
    at, card, events = datetime(2024, 2, 28, 23, 59, tzinfo=UTC), Card(card_id=1, due=NOW), []
    for grade, days in steps:
        at += timedelta(days=days)
        card, _ = SCHEDULER.review_card(card, Rating[grade.capitalize()], at)
        events.append((at, grade))
    assert replay(events) == Memory(card.stability, card.difficulty, at)  # type: ignore[arg-type]


@given(stabilities, st.floats(0, 40_000))
def test_recall_is_a_chance_above_nothing(stability: float, days: float) -> None:
    assert 0 < retrievability(stability, days) <= 1


@given(stabilities, st.lists(st.floats(0, 4_000), max_size=4))
def test_squares_equal_the_curve(stability: float, days: list[float]) -> None:
    memory = Memory(stability, 5.0, NOW)
    for t in [-1.0, *days]:
        at = NOW + timedelta(days=t)
        assert squared_recall(memory, at) == pytest.approx(recall(memory, at) ** 2)
    assert squared_recalls(stability, days) == pytest.approx(
        [retrievability(stability, t) ** 2 for t in days]
    )


@given(st.floats(0.5, 0.999), st.floats(0.1, 400))
def test_the_stability_for_a_recall_leads_back_to_it(recalled: float, days: float) -> None:
    assert retrievability(stability_for(recalled, days), days) == pytest.approx(recalled, abs=0.01)


def test_without_time_or_doubt_any_stability_fits_and_a_long_one_is_taken() -> None:
    assert stability_for(0.9, 0) == stability_for(1.0, 5) == 36_500


def test_answers_in_the_future_are_refused_in_a_sentence() -> None:
    refuse_future(NOW, NOW)
    with pytest.raises(InvalidInput, match="dated in the future") as caught:
        refuse_future(NOW + timedelta(seconds=1), NOW)
    assert list(caught.value.fields) == ["answered_at"]
