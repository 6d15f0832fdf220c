"""What practice would lead to."""

from datetime import timedelta

import pytest
from engine_cases import NOW, attempt, coming, learner_of, logs, question
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import Bank
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.memory import recall
from mltracker.domain.outlook import after_practice, grade_outlook, nights_until, way_there
from mltracker.domain.questions import GRADES
from mltracker.domain.readiness import interview_readiness
from mltracker.domain.recommend import Marks, plan, rank
from mltracker.domain.shift import shifted


@pytest.mark.parametrize(
    ("hours", "nights"),
    [(-1, 0), (0, 0), (1, 1), (16, 1), (31, 1), (32, 2), (63.5, 3), (24 * 90, 14)],
)
def test_evenings_leave_eight_hours_before_the_start(hours: float, nights: int) -> None:
    assert nights_until(NOW, NOW + timedelta(hours=hours)) == nights


def test_no_evenings_leave_readiness_where_it_is() -> None:
    learner, interview = learner_of([attempt(1, "good", 3, question_id=0)]), coming(3)
    found = way_there(learner, interview, nights=0)
    assert found.mean == pytest.approx(interview_readiness(learner, interview.mix, interview.starts_at).mean)
    assert (found.nights, found.minutes) == (0, 20)


def test_one_evening_adds_what_its_recommendations_promise() -> None:
    interview = coming(3, priority=1, questions=1)
    learner = learner_of([attempt(1, "good", 30, question_id=0)])
    rows = plan(learner, [interview], 10)
    now = interview_readiness(learner, interview.mix, interview.starts_at).topics[0].level
    found = way_there(learner, interview, 10, nights=1)
    assert found.mean == pytest.approx(shifted(now + sum(row.gain for row in rows), learner.delta))


@settings(deadline=None, max_examples=25)
@given(logs(8), st.floats(1.5, 9), st.integers(5, 40))
def test_more_evenings_never_promise_less(log: list[AttemptFact], days: float, minutes: int) -> None:
    learner, interview = learner_of(log), coming(days)
    means = [way_there(learner, interview, minutes, nights=n).mean for n in range(3)]
    assert means[0] <= means[1] + 1e-9
    assert means[1] <= means[2] + 1e-3
    assert all(0 < mean < 1 for mean in means)


def test_a_question_can_come_again_the_next_evening() -> None:
    learner = learner_of(bank=Bank.of([question(0)]))
    one, two = (way_there(learner, coming(9), nights=n).mean for n in (1, 2))
    assert one < two


def test_the_evenings_up_to_the_interview_are_counted() -> None:
    assert way_there(learner_of(), coming(3)).nights == 3


def test_dismissed_questions_are_not_part_of_the_way() -> None:
    learner, interview = learner_of(), coming(3)
    nothing = Marks(dismissed=frozenset(learner.bank.facts))
    found = way_there(learner, interview, marks=nothing)
    assert found.mean == pytest.approx(interview_readiness(learner, interview.mix, interview.starts_at).mean)


def test_the_way_of_a_long_question_leads_through_its_drills() -> None:
    bank = Bank.of([question(1, minutes=45), *(question(n, part_of=1, minutes=10) for n in (2, 3, 4))])
    learner, interview = learner_of(bank=bank), coming(3)
    none, one, two = (way_there(learner, interview, 20, nights=n).mean for n in range(3))
    assert none < one < two


def test_an_interview_right_now_can_still_be_practiced_for() -> None:
    assert way_there(learner_of(), coming(0), nights=1).mean > way_there(learner_of(), coming(0)).mean


def test_better_grades_promise_more() -> None:
    learner = learner_of([attempt(1, "good", 3, question_id=0)])
    chances = grade_outlook(learner, 0, "statistics", NOW + timedelta(days=3))
    assert list(chances) == list(GRADES)
    assert sorted(chances.values()) == list(chances.values())


def test_the_outlook_can_be_asked_at_the_instant_of_the_last_answer() -> None:
    learner = learner_of([attempt(7, "good", 0, question_id=1)])
    assert 0 < grade_outlook(learner, 0, "statistics", NOW)["again"] < 1


def test_the_outlook_of_a_grade_is_the_chance_once_it_is_given() -> None:
    on, bank = NOW + timedelta(days=3), Bank.of([question(0)])
    given_hard = learner_of([attempt(1, "hard", 0, question_id=0)], bank=bank)
    grip, memory = given_hard.grip("statistics"), given_hard.memory(0)
    expected = shifted(grip.chance(recall(memory, on)), given_hard.delta)
    assert grade_outlook(learner_of(bank=bank), 0, "statistics", on)["hard"] == pytest.approx(expected)


def test_nothing_practiced_leaves_readiness_where_it_is() -> None:
    learner, interview = learner_of([attempt(1, "good", 3, question_id=0)]), coming(3)
    ready = interview_readiness(learner, interview.mix, interview.starts_at, 0.4)
    (found,) = after_practice(learner, [interview], interview.mix, interview.starts_at, 0, target=0.4)
    assert (found.questions, found.minutes) == (0, 0)
    assert (found.mean, found.low, found.high) == pytest.approx((ready.mean, ready.low, ready.high))
    assert found.label == ready.label


def test_each_question_adds_what_its_recommendation_promises() -> None:
    interview = coming(5, priority=1, questions=1)
    learner = learner_of([attempt(1, "good", 30, question_id=0)])
    rows = rank(learner, [interview], limit=3)
    level = interview_readiness(learner, interview.mix, interview.starts_at).topics[0].level
    steps = after_practice(learner, [interview], interview.mix, interview.starts_at, 3)
    for count, step in enumerate(steps):
        gained = sum(row.gain for row in rows[:count])
        assert step.mean == pytest.approx(shifted(level + gained, learner.offset))
        assert step.minutes == sum(row.minutes for row in rows[:count])


def test_it_ends_where_nothing_is_left_to_recommend() -> None:
    learner = learner_of(bank=Bank.of([question(0), question(1)]))
    interview = coming(4)
    steps = after_practice(learner, [interview], interview.mix, interview.starts_at, 50)
    assert [step.questions for step in steps] == [0, 1, 2]


@settings(deadline=None, max_examples=30)
@given(logs(), st.floats(0.1, 30), st.integers(0, 8))
def test_more_questions_never_promise_less(log: list[AttemptFact], days: float, most: int) -> None:
    learner, interview = learner_of(log), coming(days)
    steps = after_practice(learner, [interview], interview.mix, interview.starts_at, most)
    means = [step.mean for step in steps]
    assert means == sorted(means)
    assert all(0 < step.low < step.mean < step.high < 1 for step in steps)
