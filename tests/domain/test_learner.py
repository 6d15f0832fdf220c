"""The general grip on topics, and the predictions stored before an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from engine_cases import NOW, QUESTIONS, TOPICS, Reference, attempt, learner_of, logs, ratings, small_bank
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.learner import Grip, Learner, prediction_at
from mltracker.domain.memory import Memory, retrievability
from mltracker.domain.questions import GRADES, Grade
from mltracker.domain.timeline import Timeline


def test_without_answers_every_topic_stands_at_a_half() -> None:
    assert learner_of().grip("statistics") == Grip(2.0, 2.0, 0, 0.0)
    assert learner_of().mean == 0.5


def test_the_grip_after_two_answers_and_a_rating_is_as_worked_out_by_hand() -> None:
    # m = (2 + 0.85 + 0) / (4 + 2) = 0.475; alpha = 4m + 2*0.6 + 0.85 = 3.95; beta = 4(1-m) + 2*0.4 + 1.15 = 4.05
    grip = learner_of([attempt(1, "good", 0), attempt(2, "again", 0)], {"statistics": 4}).grip("statistics")
    assert (grip.alpha, grip.beta) == pytest.approx((3.95, 4.05))
    assert grip.u == pytest.approx(0.49375)
    assert grip.gap == pytest.approx(0.40625)
    assert (grip.answers, grip.effective_answers) == (2, 2.0)


def test_answers_in_one_topic_move_the_others_through_the_learner_mean() -> None:
    learner = learner_of([attempt(1, "easy", 0)])
    assert learner.grip("nlp").u == learner.mean == pytest.approx(3 / 5)


def test_remembering_adds_nothing_where_the_grip_is_already_above_the_ceiling() -> None:
    strong = Grip(95, 5, 0, 0)
    assert strong.gap == 0
    assert strong.chance(1.0) == 0.95


def test_a_question_just_answered_has_the_ceiling_as_its_chance() -> None:
    learner = learner_of([attempt(1, "hard", 0, question_id=0)])
    found = learner.prediction(0, "statistics")
    assert found.predicted == pytest.approx(0.9)
    assert found.recall_before == 1.0


def test_a_question_that_is_not_in_the_bank_has_the_grip_as_its_chance() -> None:
    learner = learner_of([attempt(1, "good", 3, question_id=0)])
    found = learner.prediction(None, "statistics")
    assert (found.predicted, found.recall_before) == (learner.grip("statistics").u, 0.0)


def test_the_topics_are_those_of_bank_log_and_ratings() -> None:
    learner = learner_of([attempt(1, "good", 0, topic="time-series")], {"behavioral": 3})
    assert learner.topics == sorted([*TOPICS, "time-series", "behavioral"])


def test_taking_a_rating_away_equals_never_having_rated() -> None:
    log = [attempt(1, "good", 5)]
    both = learner_of(log, {"statistics": 1, "nlp": 2})
    assert both.without_rating("statistics") == learner_of(log, {"nlp": 2}, both.bank)


def test_other_memories_leave_the_grips_as_they_are() -> None:
    learner = learner_of([attempt(1, "good", 5, question_id=0)])
    later = NOW + timedelta(days=60)
    memory = Memory(9.0, 5.0, later)
    other = learner.remembering({0: memory, 1: memory}, later)
    assert (other.memory(0), other.memory(1), other.memory(2)) == (memory, memory, None)
    assert other.grips == learner.grips
    assert other.now == later


@settings(deadline=None, max_examples=100)
@given(logs(), ratings)
def test_grips_equal_the_formulas(log: list[AttemptFact], rated: dict[str, int]) -> None:
    learner, reference = learner_of(log, rated), Reference(log, rated)
    assert learner.mean == pytest.approx(reference.m)
    for topic in TOPICS:
        grip = learner.grip(topic)
        assert (grip.alpha, grip.beta) == pytest.approx(reference.beta(topic))
        assert 0 < grip.u < 1


@settings(deadline=None, max_examples=100)
@given(logs(), ratings, st.integers(0, QUESTIONS - 1))
def test_on_first_sight_easy_never_lowers_the_grip_and_again_never_raises_it(
    log: list[AttemptFact], rated: dict[str, int], number: int
) -> None:
    assume(number not in Evidence.from_log(log).questions)
    before = learner_of(log, rated).grip("statistics").u

    def after(grade: Grade) -> float:
        return learner_of([*log, attempt(99, grade, 0, question_id=number)], rated).grip("statistics").u

    assert after("easy") >= before - 1e-12
    assert after("again") <= before + 1e-12


@settings(deadline=None, max_examples=100)
@given(logs(), ratings, st.data())
def test_raising_a_grade_never_lowers_the_grip_until_its_question_comes_again(
    log: list[AttemptFact], rated: dict[str, int], data: st.DataObject
) -> None:
    assume(log)
    old = data.draw(st.sampled_from(log))
    later = [a for a in log if (a.answered_at, a.id) > (old.answered_at, old.id)]
    assume(old.question_id is None or old.question_id not in {a.question_id for a in later})
    better = GRADES[min(GRADES.index(old.grade) + 1, 3)]
    raised = [replace(a, grade=better) if a is old else a for a in log]
    for topic in TOPICS:
        assert learner_of(raised, rated).grip(topic).u >= learner_of(log, rated).grip(topic).u - 1e-12


@settings(deadline=None, max_examples=80)
@given(logs(), ratings)
def test_a_stored_prediction_equals_the_value_from_the_log_cut_before_the_answer(
    log: list[AttemptFact], rated: dict[str, int]
) -> None:
    stored, bank = Evidence(), small_bank()
    for entry in sorted(log, key=lambda a: (a.answered_at, a.id)):
        at = entry.answered_at
        before = Learner.at(at, stored, rated, bank).prediction(entry.question_id, entry.topic)
        cut = Timeline(log).before(at, entry.id)
        assert prediction_at(cut, rated, entry.question_id, entry.topic, at) == before
        assert 0 < before.predicted < 1
        stored = stored.extended(entry)


def test_the_chance_of_a_question_is_the_grip_plus_what_is_still_recalled() -> None:
    learner = learner_of([attempt(1, "good", 10, question_id=0)])
    grip = learner.grip("statistics")
    expected = grip.u + retrievability(2.3065, 10) ** 2 * (0.9 - grip.u)
    assert learner.prediction(0, "statistics").predicted == pytest.approx(expected)
