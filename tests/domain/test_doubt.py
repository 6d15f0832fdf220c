"""The interval around a readiness: what it allows for, and that the figure always lies inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.doubt import Doubt
from mltracker.domain.leniency import NO_LENIENCY, Leniency
from mltracker.domain.shift import NO_SHIFT, Shift, logit, sigmoid

chances = st.floats(1e-5, 1 - 1e-5)
counts = st.integers(0, 3000)


@st.composite
def doubts(draw: st.DrawFn) -> Doubt:
    kinder, stricter, both, neither = (draw(counts) for _ in range(4))
    ticks = Leniency(kinder + stricter + both + neither, kinder + both, kinder, stricter)
    return Doubt.of(Shift(draw(st.floats(0, 5000))), ticks)


def test_before_interviews_and_ticks_the_prior_of_the_shift_has_room_for_both() -> None:
    doubt = Doubt.of(NO_SHIFT, NO_LENIENCY)
    assert doubt.lean == pytest.approx(0.199471, abs=1e-6)
    assert doubt.variance == 0.25


def test_interviews_narrow_all_but_the_kindness_that_only_ticks_can_show() -> None:
    many = Shift(1e9)
    assert Doubt.of(many, NO_LENIENCY).variance == pytest.approx(NO_LENIENCY.overlooked[1])
    assert Doubt.of(many, Leniency(400, 200, 0, 0)).variance < 0.05
    assert Doubt.of(Shift(4.0), NO_LENIENCY).variance == pytest.approx(0.125 + 0.085211 / 2, abs=1e-6)


def test_both_ends_lie_lower_by_what_may_be_overlooked() -> None:
    low, high = Doubt(0.2, 0.25).ends(0.5, 0.39)
    assert (logit(low), logit(high)) == pytest.approx((0.3 - 1.2816 * 0.8, 0.3 + 1.2816 * 0.8))


@given(chances, st.floats(0, 4), doubts())
def test_a_mix_of_one_topic_has_its_ends(mean: float, own: float, doubt: Doubt) -> None:
    slope = mean * (1 - mean)
    assert doubt.ends_of_mix(mean, own * slope**2, slope) == pytest.approx(doubt.ends(logit(mean), own))


@given(chances, st.floats(0, 1), doubts())
def test_the_mean_lies_inside_however_much_is_known(mean: float, share: float, doubt: Doubt) -> None:
    """Of any number of topics, whose slopes add up to at most that of the mean."""
    low, high = doubt.ends_of_mix(mean, 0.0, share * mean * (1 - mean))
    assert 0 < low <= sigmoid(logit(mean)) + 1e-12
    assert sigmoid(logit(mean)) - 1e-12 <= high < 1
