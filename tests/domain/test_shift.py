"""The interview shift: its prior, one answer worked out by hand, and its limits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.shift import NO_SHIFT, clip, logit, shifted, sigmoid


def test_before_any_interview_real_ones_are_taken_to_run_a_little_harder() -> None:
    assert NO_SHIFT.delta == pytest.approx(-0.2)
    assert NO_SHIFT.variance == 0.25


def test_one_good_answer_moves_it_as_worked_out_by_hand() -> None:
    # p = sigmoid(logit(0.6) - 0.2) = 0.551159; p(1-p) = 0.247383
    shift = NO_SHIFT.learned(0.6, good=True)
    assert shift.delta == pytest.approx((-0.8 + 0.448841 - 0.2 * 0.247383) / 4.247383, abs=1e-5)
    assert shift.variance == pytest.approx(1 / 4.247383, abs=1e-5)
    assert shift.answers == 1


def test_missed_answers_lower_it_and_good_ones_raise_it() -> None:
    assert NO_SHIFT.learned(0.5, good=False).delta < NO_SHIFT.delta < NO_SHIFT.learned(0.5, good=True).delta


def test_a_chance_is_shifted_on_the_scale_of_odds() -> None:
    assert shifted(0.5, math.log(3)) == pytest.approx(0.75)


@given(st.floats(0, 1))
def test_logit_and_sigmoid_undo_each_other(p: float) -> None:
    assert sigmoid(logit(p)) == pytest.approx(clip(p))


@given(st.floats(allow_nan=False))
def test_sigmoid_stays_strictly_between_nothing_and_certainty(x: float) -> None:
    assert 0 < sigmoid(x) < 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_more_answers_never_make_it_less_certain(answers: list[tuple[float, bool]]) -> None:
    shift = NO_SHIFT
    for predicted, good in answers:
        before, shift = shift, shift.learned(predicted, good=good)
        assert shift.variance <= before.variance
        assert math.isfinite(shift.delta)
