"""Each factor equals the difference between two worked-out readings of the same interview."""

from dataclasses import replace
from datetime import timedelta

import pytest
from engine_cases import NOW, TOPICS, attempt, learner_of, logs, question, ratings
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import EMPTY_BANK, Bank
from mltracker.domain.doubt import Doubt
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.factors import Factor, factors
from mltracker.domain.learner import Learner
from mltracker.domain.memory import Memory
from mltracker.domain.readiness import combined, interview_readiness
from mltracker.domain.shift import Shift

MIX = {"statistics": 0.5, "nlp": 0.5}
ON = NOW + timedelta(days=4)


def mean(learner: Learner) -> float:
    return 100 * interview_readiness(learner, MIX, ON).mean


def found(learner: Learner, kind: str, topic: str | None) -> Factor:
    (factor,) = (
        f for f in interview_readiness(learner, MIX, ON).factors if (f.kind, f.topic) == (kind, topic)
    )
    return factor


def test_forgetting_is_what_the_days_since_practice_cost() -> None:
    learner = learner_of([attempt(1, "good", 23, question_id=1), attempt(2, "easy", 30, question_id=0)])
    fresh = {key: Memory(5.0, 5.0, ON) for key in (0, 1)}
    factor = found(learner, "forgetting", "statistics")
    assert factor.points == pytest.approx(mean(learner) - mean(learner.remembering(fresh, NOW)))
    assert factor.points < 0
    assert (factor.count, factor.days) == (2, 23)


def test_recent_good_answers_are_weighed_against_a_log_without_them() -> None:
    log = [attempt(n, "good", n, question_id=n % 4) for n in range(1, 8)] + [attempt(9, "again", 2)]
    factor = found(learner_of(log), "recent-good", "statistics")
    assert factor.points == pytest.approx(mean(learner_of(log)) - mean(learner_of(log[-1:])))
    assert (factor.count, factor.days) == (7, 14)


def test_recent_weak_answers_are_weighed_alike() -> None:
    log = [attempt(1, "again", 3), attempt(2, "hard", 2), attempt(3, "again", 15)]
    factor = found(learner_of(log), "recent-weak", "statistics")
    assert factor.points == pytest.approx(mean(learner_of(log)) - mean(learner_of(log[2:])))
    assert factor.count == 2
    assert factor.points < 0


def test_answers_older_than_two_weeks_are_not_called_recent() -> None:
    learner = learner_of([attempt(1, "good", 15)])
    assert not [f for f in factors(learner, MIX, ON) if f.kind == "recent-good"]


def test_a_topic_never_practiced_is_weighed_against_knowing_its_questions() -> None:
    learner = learner_of([attempt(1, "good", 0)])
    factor = found(learner, "never-practiced", "nlp")
    assert factor.count == 4
    known = learner.remembering({key: Memory(5.0, 5.0, ON) for key in range(20, 24)}, NOW)
    in_full = interview_readiness(known, MIX, NOW).mean
    bare = interview_readiness(learner, MIX, NOW).mean
    assert factor.points == pytest.approx(100 * (bare - in_full))


def test_a_self_rating_is_weighed_against_none() -> None:
    rated = learner_of(ratings={"nlp": 1})
    factor = found(rated, "self-rating", "nlp")
    assert factor.points == pytest.approx(mean(rated) - mean(learner_of()))
    assert factor.count == 1
    assert factor.points < 0


def test_the_shift_is_weighed_against_interviews_that_run_like_practice() -> None:
    log = [attempt(n, "again", 1, source="interview", predicted=0.7) for n in range(5)]
    learner = learner_of(log)
    shift = Shift(learner.evidence.shift.information, -4 * -0.2)
    like_practice = replace(learner, evidence=replace(learner.evidence, shift=shift))
    assert shift.delta == 0
    factor = found(learner, "interview-shift", None)
    assert factor.points == pytest.approx(mean(learner) - mean(like_practice))
    assert factor.count == 5


def test_kind_grades_are_weighed_against_taking_them_as_they_are() -> None:
    log = [attempt(n, "good", n, question_id=n % 4, rubric_grade="hard") for n in range(1, 7)]
    learner = learner_of(log)
    factor = found(learner, "lenient-grades", None)
    taken = learner_of([replace(entry, rubric_grade=None) for entry in log])
    assert factor.points == pytest.approx(mean(learner) - mean(taken))
    assert factor.points < 0
    assert factor.count == 6
    assert not [f for f in factors(taken, MIX, ON) if f.kind == "lenient-grades"]


def test_as_long_as_hardly_a_rubric_is_ticked_the_low_end_says_what_it_allows_for() -> None:
    log = [attempt(n, "good", n, question_id=n % 4) for n in range(1, 7)]
    learner = learner_of(log)
    factor = found(learner, "unticked-grades", None)
    ready = interview_readiness(learner, MIX, ON)
    trusting = combined(
        {t.slug: t for t in ready.topics}, MIX, Doubt(0.0, learner.evidence.shift.variance), ON
    )
    assert factor.points == pytest.approx(100 * (ready.low - trusting.low))
    assert factor.points < -1
    assert (factor.count, factor.certainty) == (0, "low")
    few, enough = ([replace(a, rubric_grade="good" if a.id <= n else None) for a in log] for n in (4, 5))
    assert found(learner_of(few), "unticked-grades", None).count == 4
    assert not [
        f for f in interview_readiness(learner_of(enough), MIX, ON).factors if f.kind == "unticked-grades"
    ]


def test_without_any_answer_there_are_no_grades_to_doubt() -> None:
    ready = interview_readiness(learner_of(ratings={"nlp": 4}), MIX, ON)
    assert "unticked-grades" not in {factor.kind for factor in ready.factors}


def test_a_question_moved_to_another_topic_counts_where_it_stands_now() -> None:
    bank = Bank.of([question(0, "nlp"), question(1, "statistics")])
    log = [attempt(1, "good", 1, question_id=0)]
    factor = found(learner_of(log, bank=bank), "recent-good", "statistics")
    assert factor.points == pytest.approx(mean(learner_of(log, bank=bank)) - mean(learner_of(bank=bank)))


def test_a_topic_whose_questions_were_practiced_under_another_name_is_not_called_never_practiced() -> None:
    bank = Bank.of([question(0, "nlp"), question(1, "nlp")])
    learner = learner_of([attempt(1, "good", 1, question_id=0)], bank=bank)
    assert "never-practiced" not in {factor.kind for factor in factors(learner, MIX, ON)}


def test_without_questions_in_the_bank_never_practiced_explains_nothing() -> None:
    assert [f.kind for f in factors(learner_of(bank=EMPTY_BANK), MIX, ON)] == ["interview-shift"]


@settings(deadline=None, max_examples=60)
@given(logs(), ratings, st.floats(0, 60))
def test_factors_come_with_the_most_points_first_and_none_is_negligible(
    log: list[AttemptFact], rated: dict[str, int], days: float
) -> None:
    mix = dict.fromkeys(TOPICS, 1 / 3)
    points = [abs(f.points) for f in factors(learner_of(log, rated), mix, NOW + timedelta(days=days))]
    assert points == sorted(points, reverse=True)
    assert all(0.1 <= p < 100 for p in points)
