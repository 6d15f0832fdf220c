"""Figures of the search, worked out by hand."""

from datetime import date

import pytest

from mltracker.domain.insights import (
    AnswerFact,
    ApplicationFact,
    RoundFact,
    calibration,
    funnel,
    insights,
    response_figures,
    round_conversion,
    weekly_applications,
)
from mltracker.domain.scorecard import Share


def fact(number: int, furthest: str = "applied", **more: object) -> ApplicationFact:
    values = {
        "source": "referral",
        "applied_on": date(2026, 11, 2),
        "outcome": "open",
        "responded_on": None,
    } | more
    return ApplicationFact(id=number, furthest_kind=furthest, **values)  # type: ignore[arg-type]


def test_the_funnel_counts_everyone_who_ever_got_that_far() -> None:
    facts = [fact(1), fact(2, "interviewing", outcome="rejected"), fact(3, "offer"), fact(4, "saved")]
    assert funnel(facts) == {"saved": 4, "applied": 3, "screening": 2, "interviewing": 2, "offer": 1}


def test_weeks_start_on_monday_and_have_no_gaps() -> None:
    facts = [
        fact(1, applied_on=date(2026, 11, 1)),
        fact(2, applied_on=date(2026, 11, 18)),
        fact(3, applied_on=None),
    ]
    assert weekly_applications(facts) == {
        date(2026, 10, 26): 1,
        date(2026, 11, 2): 0,
        date(2026, 11, 9): 0,
        date(2026, 11, 16): 1,
    }
    assert weekly_applications([]) == {}


def test_responses_are_counted_over_sent_applications_only() -> None:
    facts = [
        fact(1, responded_on=date(2026, 11, 6)),
        fact(2, responded_on=date(2026, 11, 12)),
        fact(3),
        fact(4, "saved", applied_on=None),
    ]
    figures = response_figures(facts)
    assert (figures.responses, figures.median_days) == (Share(2, 3), 7.0)
    assert figures.responses.rate is None
    assert Share(2, 5).rate == pytest.approx(0.4)


def test_conversion_counts_decided_rounds() -> None:
    rounds = [
        RoundFact("coding", passed=True),
        RoundFact("coding", passed=False),
        RoundFact("behavioral", passed=True),
    ]
    assert round_conversion(rounds) == {"behavioral": Share(1, 1), "coding": Share(1, 2)}


def test_calibration_stays_silent_below_twenty_answers() -> None:
    few = [AnswerFact(0.7, 0.0, good=True)] * 19
    assert calibration(few).brier is None
    assert calibration(few).bins == ()


def test_calibration_compares_the_stored_shifted_prediction_with_what_happened() -> None:
    answers = [AnswerFact(0.5, 0.0, good=i < 8) for i in range(10)] + [
        AnswerFact(0.9, -2.1972245773362196, good=True)
    ] * 10
    result = calibration(answers)
    assert [(b.low, b.count) for b in result.bins] == [(0.4, 20)]
    assert result.bins[0].predicted == pytest.approx(0.5)
    assert result.bins[0].happened == pytest.approx(0.9)
    assert result.brier == pytest.approx(0.25)
    assert result.brier_constant == pytest.approx(0.09)
    assert (result.mean_predicted, result.mean_happened) == pytest.approx((0.5, 0.9))


def test_no_data_gives_figures_of_zero_and_no_rates() -> None:
    empty = insights([], [], [], [])
    assert set(empty.funnel.values()) == {0}
    assert empty.responses.responses.rate is None
    assert empty.scorecard.recall.rate is None
    assert empty.calibration.answers == 0
