"""Predictions and recommendations on synthetic learners who forget by other laws than the engine supposes.

The learners are few, so that this stays quick; `dev.py bench readiness` judges with many more. The seeds are those that
judge: nothing is to be tuned on them.
"""

import math
from functools import cache
from random import Random

import pytest

from mltracker.domain.questions import GRADES
from tests.domain.simulation.history import drawn_case
from tests.domain.simulation.ideas import IDEAS
from tests.domain.simulation.learners import TOPICS, drawn_mix
from tests.domain.simulation.memories import TRUTHS, law_of
from tests.domain.simulation.policies import POLICIES
from tests.domain.simulation.practice_proof import Worth, practiced, relative
from tests.domain.simulation.prediction_proof import LEVELS, YARDSTICKS, Row, better_by, figures, predicted
from tests.domain.simulation.runs import (
    COVERAGE,
    JUDGING,
    LEAST_GAIN,
    MANY_INTERVIEWS,
    RIVALS,
    practice,
    predictions,
)
from tests.domain.simulation.scores import judged, spearman

PREDICTED, SEASONED, PRACTICED = 40, 20, 5


TICKED, UNTICKED = "ours", "ours, no ticks"


@cache
def rows(truth: str) -> list[Row]:
    return predictions(truth, JUDGING, PREDICTED, (*RIVALS, TICKED, UNTICKED))


@cache
def seasoned(truth: str) -> list[Row]:
    return predictions(truth, JUDGING, SEASONED, (TICKED, UNTICKED), interviews=MANY_INTERVIEWS)


@cache
def weeks(truth: str) -> list[Worth]:
    return practice(truth, JUDGING, PRACTICED, 30, ("random", "ours"))


@pytest.mark.parametrize("yardstick", YARDSTICKS)
@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("rival", RIVALS)
@pytest.mark.parametrize("name", [TICKED, UNTICKED])
def test_ours_beats_counting_good_answers(name: str, rival: str, truth: str, yardstick: str) -> None:
    brier, log_loss = better_by(rows(truth), name, rival, yardstick)
    assert brier.value > 0
    assert log_loss.value > 0


@pytest.mark.parametrize("truth", TRUTHS)
def test_ours_puts_topics_in_a_better_order_than_counting_good_answers(truth: str) -> None:
    """Scores alone would forgive an engine that ignores every answer: kind grades mislead those who count them."""
    found = rows(truth)
    ours, counted = (figures(found, name, "true", "topic").rank for name in ("ours", "Beta-Binomial"))
    assert ours.value > counted.value


@pytest.mark.parametrize("truth", TRUTHS)
def test_ticked_points_bring_predictions_nearer_to_the_truth(truth: str) -> None:
    for level in LEVELS:
        _, gained = better_by(rows(truth), TICKED, UNTICKED, "true", level)
        assert gained.value > 0


@pytest.mark.parametrize("yardstick", YARDSTICKS)
@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("name", [TICKED, UNTICKED])
def test_80_percent_intervals_of_topics_hold_what_they_promise(name: str, truth: str, yardstick: str) -> None:
    covered = figures(rows(truth), name, yardstick, "topic").covered
    assert covered is not None
    assert COVERAGE[0] <= covered.value <= COVERAGE[1], str(covered)


@pytest.mark.parametrize(
    ("name", "truths", "yardstick"),
    [
        (TICKED, TRUTHS, "true"),
        (TICKED, TRUTHS, "felt"),
        (UNTICKED, TRUTHS, "true"),
        (UNTICKED, TRUTHS, "felt"),
        (TICKED, ("half-life",), "true"),
        (UNTICKED, ("half-life",), "true"),
    ],
)
def test_80_percent_intervals_of_interviews_hold_what_they_promise(
    name: str, truths: tuple[str, ...], yardstick: str
) -> None:
    """Over all truths: what one learner's interviews have in common leaves too few cases in each of them."""
    everyone = [row for truth in truths for row in rows(truth)]
    covered = figures(everyone, name, yardstick, "interview").covered
    assert covered is not None
    assert COVERAGE[0] <= covered.value <= COVERAGE[1], str(covered)


@pytest.mark.parametrize("yardstick", YARDSTICKS)
@pytest.mark.parametrize("name", [TICKED, UNTICKED])
def test_after_many_interviews_intervals_still_hold_what_they_promise(name: str, yardstick: str) -> None:
    """Interviews are graded by the same user: they tell how they run, and nothing of how kind the grades are."""
    everyone = [row for truth in TRUTHS for row in seasoned(truth)]
    for level in LEVELS:
        covered = figures(everyone, name, yardstick, level).covered
        assert covered is not None
        assert COVERAGE[0] <= covered.value <= COVERAGE[1], f"{level}: {covered}"


@pytest.mark.parametrize("truth", TRUTHS)
def test_the_plan_is_worth_at_least_two_and_a_half_times_random_practice(truth: str) -> None:
    gain = relative(weeks(truth), "ours")
    assert gain.value >= LEAST_GAIN, str(gain)


@pytest.mark.parametrize("truth", TRUTHS)
def test_a_law_of_memory_never_grows_by_itself_and_gains_from_a_good_answer(truth: str) -> None:
    for seed in range(20):
        law = law_of(truth, Random(seed))
        for grade in GRADES:
            state = law.after(None, grade, 0.0)
            curve = [law.known(state, day) for day in (0.0, 0.5, 2.0, 9.0, 40.0)]
            assert all(0 <= known <= 1 for known in curve)
            assert curve == sorted(curve, reverse=True)
            again = law.after(state, "good", 9.0)
            assert law.known(again, 20.0) > law.known(state, 20.0)


def test_the_same_seed_gives_the_same_learner() -> None:
    assert drawn_case("fsrs", 3).log == drawn_case("fsrs", 3).log
    assert drawn_case("fsrs", 3).log != drawn_case("fsrs", 4).log


def test_what_interviews_brought_was_predicted_before_them() -> None:
    logs = [drawn_case("half-life", seed).log for seed in range(6)]
    asked = [attempt for log in logs for attempt in log if attempt.source == "interview"]
    assert asked
    assert all(attempt.predicted is not None and 0 < attempt.predicted < 1 for attempt in asked)
    assert any(attempt.question_id is None for attempt in asked)


def test_policies_keep_to_the_minutes_and_the_oracle_is_not_beaten() -> None:
    found = practiced("power-law", 1, 15, POLICIES)
    assert found["oracle"] == max(found.values())
    assert all(math.isfinite(worth) for worth in found.values())


def test_scores_of_the_truth_itself() -> None:
    truth = [0.2, 0.5, 0.9]
    score = judged(truth, truth, [(0.1, 0.3), (0.6, 0.7), (0.8, 1.0)])
    assert score.brier == pytest.approx(sum(p * (1 - p) for p in truth) / 3)
    assert score.rank == pytest.approx(1)
    assert score.covered == pytest.approx(2 / 3)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert spearman([1, 1, 1], [3, 2, 1]) == 0


def test_a_mix_is_over_all_topics() -> None:
    mix = drawn_mix(Random(1))
    assert set(mix) == set(TOPICS)
    assert sum(mix.values()) == pytest.approx(1)


def test_every_idea_beside_the_engine_still_predicts() -> None:
    found = predicted("fsrs", 2, tuple(IDEAS))
    assert {name for name, _, _ in found} == set(IDEAS)
    assert all(
        math.isfinite(judgment.log_loss) and judgment.covered is not None for judgment in found.values()
    )
