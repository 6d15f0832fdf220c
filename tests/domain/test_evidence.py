"""Evidence from the log: weights, order, extension, cuts, and answers thought away."""

from datetime import timedelta

import pytest
from engine_cases import NOW, Reference, attempt, logs
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.evidence import (
    NO_EVIDENCE,
    NO_SUMS,
    AttemptFact,
    Evidence,
    without_recent,
)
from mltracker.domain.memory import retrievability


def test_a_first_sight_counts_in_full() -> None:
    sums = Evidence.from_log([attempt(1, "good", 0, question_id=7)]).topics["statistics"].sums
    assert sums.aged(NOW) == (1.0, 0.85)


def test_answers_without_a_twin_in_the_bank_count_in_full_each_time() -> None:
    log = [attempt(1, "hard", 0), attempt(2, "easy", 0)]
    assert Evidence.from_log(log).topics["statistics"].sums.aged(NOW) == (2.0, 1.25)


def test_an_answer_weighs_half_after_120_days() -> None:
    sums = Evidence.from_log([attempt(1, "easy", 120)]).topics["statistics"].sums
    assert sums.aged(NOW) == (0.5, 0.5)


def test_a_repeat_from_memory_weighs_what_was_forgotten() -> None:
    log = [attempt(1, "good", 10, question_id=7), attempt(2, "easy", 0, question_id=7)]
    weight, score = Evidence.from_log(log).topics["statistics"].sums.aged(NOW)
    faded, forgotten = 0.5 ** (10 / 120), 1 - retrievability(2.3065, 10)
    assert weight == pytest.approx(faded + forgotten)
    assert score == pytest.approx(0.85 * faded + forgotten)


def test_a_now_before_the_last_answer_counts_as_that_moment() -> None:
    sums = Evidence.from_log([attempt(1, "easy", 0)]).topics["statistics"].sums
    assert sums.aged(NOW - timedelta(days=50)) == (1.0, 1.0)
    assert NO_SUMS.aged(NOW) == (0.0, 0.0)


def test_the_last_grade_and_the_number_of_answers_are_kept() -> None:
    log = [attempt(1, "good", 3, question_id=7), attempt(2, "again", 1, question_id=7)]
    found = Evidence.from_log(log).questions[7]
    assert (found.last_grade, found.answers) == ("again", 2)


def test_only_interviews_with_a_stored_prediction_teach_the_shift() -> None:
    log = [
        attempt(1, "good", 3, source="interview", predicted=0.6),
        attempt(2, "good", 2, source="interview"),
        attempt(3, "good", 1, source="mock", predicted=0.6),
    ]
    assert Evidence.from_log(log).shift.answers == 1


def test_an_answer_before_the_end_of_the_log_cannot_extend_it() -> None:
    evidence = Evidence.from_log([attempt(5, "good", 1)])
    for early in (attempt(6, "good", 2), attempt(5, "good", 1)):
        with pytest.raises(ValueError, match="rebuild"):
            evidence.extended(early)
    assert evidence.extended(attempt(6, "good", 1)).topics["statistics"].sums.answers == 2


@settings(deadline=None, max_examples=80)
@given(logs(), st.randoms())
def test_rebuilding_equals_extending_to_the_last_bit(log: list[AttemptFact], shuffle: object) -> None:
    stored = Evidence()
    for entry in sorted(log, key=lambda a: (a.answered_at, a.id)):
        stored = stored.extended(entry)
    shuffle.shuffle(log)  # type: ignore[attr-defined]
    assert Evidence.from_log(log) == stored


@settings(deadline=None, max_examples=80)
@given(logs())
def test_sums_and_memory_equal_the_formulas(log: list[AttemptFact]) -> None:
    evidence, reference = Evidence.from_log(log), Reference(log, {})
    for topic, found in evidence.topics.items():
        weight, score = found.sums.aged(NOW)
        assert weight == pytest.approx(sum(w for t, w, _ in reference.weighed if t == topic))
        assert score == pytest.approx(sum(w * y for t, w, y in reference.weighed if t == topic))
    assert {key: found.memory.stability for key, found in evidence.questions.items()} == {
        key: card.stability for key, card in reference.cards.items()
    }
    assert evidence.shift.delta == pytest.approx(reference.delta)
    assert evidence.shift.variance == pytest.approx(reference.var)


@settings(deadline=None, max_examples=80)
@given(logs(), st.sets(st.integers(1, 14)))
def test_answers_thought_away_leave_what_a_log_without_them_gives(
    log: list[AttemptFact], unwanted: set[int]
) -> None:
    evidence = Evidence.from_log(log)
    for topic, found in evidence.topics.items():
        removed = [answer for answer in found.recent if answer.attempt.id in unwanted]
        gone = {answer.attempt.id for answer in removed}
        other = Evidence.from_log([entry for entry in log if entry.id not in gone])
        rest, touched = without_recent(evidence, topic, removed)
        assert rest.sums.aged(NOW) == pytest.approx(other.topics.get(topic, NO_EVIDENCE).sums.aged(NOW))
        for key, state in touched.items():
            assert state == other.questions.get(key)


def test_only_the_answers_of_the_last_two_weeks_are_kept_apart() -> None:
    log = [attempt(1, "good", 30), attempt(2, "good", 14), attempt(3, "good", 0)]
    assert [answer.attempt.id for answer in Evidence.from_log(log).topics["statistics"].recent] == [2, 3]
