"""Two opinions of one answer: how far the user's grades run kinder than the points they tick, and what that costs."""

import math
from datetime import timedelta
from statistics import NormalDist

import pytest
from engine_cases import NOW, attempt, coming, learner_of, logs
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.leniency import MOST, NO_LENIENCY, Leniency
from mltracker.domain.outlook import grade_outlook
from mltracker.domain.questions import Grade
from mltracker.domain.readiness import interview_readiness
from mltracker.domain.recommend import rank
from mltracker.domain.shift import logit

ON = NOW + timedelta(days=4)
MIX = {"statistics": 1.0}


def ticked(count: int, own: Grade, rubric: Grade | None) -> list[AttemptFact]:
    return [attempt(n, own, n, question_id=n % 4, rubric_grade=rubric) for n in range(1, count + 1)]


def test_without_ticks_nothing_is_taken_off() -> None:
    assert NO_LENIENCY.logits == 0
    learner = learner_of(ticked(9, "good", None))
    assert learner.offset == learner.delta


def test_grades_that_agree_with_the_ticks_take_nothing_off() -> None:
    assert Evidence.from_log(ticked(9, "good", "easy")).leniency.logits == 0
    assert Evidence.from_log(ticked(9, "hard", "again")).leniency.logits == 0


def test_grades_kinder_than_the_ticks_lower_every_figure_shown_alike() -> None:
    kind, plain = learner_of(ticked(8, "good", "hard")), learner_of(ticked(8, "good", None))
    taken = kind.evidence.leniency.logits
    assert 0 < taken <= MOST
    for first, second in (
        (interview_readiness(kind, MIX, ON).mean, interview_readiness(plain, MIX, ON).mean),
        (grade_outlook(kind, 9, "nlp", ON)["good"], grade_outlook(plain, 9, "nlp", ON)["good"]),
        (rank(kind, [coming(4)])[0].p_now, rank(plain, [coming(4)])[0].p_now),
    ):
        assert logit(second) - logit(first) == pytest.approx(taken)


def test_what_is_stored_with_an_answer_stays_about_the_users_own_grades() -> None:
    kind, plain = learner_of(ticked(8, "good", "hard")), learner_of(ticked(8, "good", None))
    assert kind.prediction(1, "statistics") == plain.prediction(1, "statistics")


def test_ticks_kinder_than_the_grades_promise_nothing() -> None:
    assert Evidence.from_log(ticked(8, "hard", "good")).leniency.logits == 0


def test_a_few_answers_move_less_than_many() -> None:
    few, many = (Leniency(n, n // 2 + n // 5, n // 5, 0).logits for n in (10, 60))
    assert 0 < few < many


def test_it_equals_the_posterior_mean_of_a_normal_prior() -> None:
    # 20 answers, 12 good by the user, 5 of them not by the ticks, and one the other way round
    p = (10 + 1) / 22
    scale = 1 / (20 * p * (1 - p))
    noise = 7 * scale**2
    assert Leniency(20, 12, 5, 1).logits == pytest.approx(4 * scale * 0.25 / (0.5 + noise))


def test_what_it_overlooks_is_the_kindness_left_over_by_the_posterior() -> None:
    # X normal with mean 4 scale * kept and variance 0.25 (1 - kept), cut off at zero, by sums over a fine grid
    scale = 1 / (20 * (11 / 22) ** 2)
    kept = 0.25 / (0.5 + 7 * scale**2)
    x = NormalDist(4 * scale * kept, math.sqrt(0.25 * (1 - kept)))
    grid = [n / 2000 for n in range(8000)]
    weights = [x.pdf(value) / 2000 for value in grid]
    mean = sum(w * value for w, value in zip(weights, grid, strict=True))
    square = sum(w * value**2 for w, value in zip(weights, grid, strict=True))
    lean, variance = Leniency(20, 12, 5, 1).overlooked
    assert lean == pytest.approx(mean - x.mean, abs=1e-3)
    assert variance == pytest.approx(square - mean**2, abs=1e-3)


def test_without_ticks_a_fifth_of_a_logit_may_be_overlooked_and_ticks_lower_that() -> None:
    assert NO_LENIENCY.overlooked == pytest.approx((0.199471, 0.085211), abs=1e-6)
    assert Leniency(40, 20, 0, 0).overlooked[0] < 0.17
    assert Leniency(40, 25, 10, 0).overlooked[0] < 0.07


@given(logs(), st.lists(st.sampled_from(("again", "hard", "good", "easy")), min_size=14, max_size=14))
def test_it_stays_within_its_bounds_and_is_counted_alike_in_any_order(
    log: list[AttemptFact], rubric: list[Grade]
) -> None:
    both = [
        attempt(a.id, a.grade, n, rubric_grade=g) for n, (a, g) in enumerate(zip(log, rubric, strict=False))
    ]
    found = Evidence.from_log(both).leniency
    assert 0 <= found.logits <= MOST
    assert found == Evidence.from_log(reversed(both)).leniency
    assert (found.answers, found.good) == (len(both), sum(a.good for a in both))
