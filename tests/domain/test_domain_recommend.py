"""The rules of the order, and the rows with their reasons."""

from datetime import timedelta

import pytest
from engine_cases import NOW, TOPICS, attempt, coming, learner_of, logs, question, ratings, small_bank
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import Bank
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.gain import Scoring
from mltracker.domain.learner import Learner
from mltracker.domain.memory import retrievability
from mltracker.domain.recommend import (
    Marks,
    Recommendation,
    general_practice,
    plan,
    points_per_hour,
    rank,
    topic_practice,
)
from mltracker.domain.shift import shifted

EVEN = dict.fromkeys(TOPICS, 1 / 3)


def ids(rows: list[Recommendation]) -> list[int]:
    return [row.question_id for row in rows]


def many(count: int) -> Bank:
    return Bank.of(question(n, TOPICS[n % 3]) for n in range(count))


def test_the_question_most_worth_a_minute_comes_first() -> None:
    bank = Bank.of([question(1, popularity=2, minutes=9), question(2, popularity=1, minutes=3)])
    assert ids(rank(learner_of(bank=bank), [coming(3)])) == [2, 1]


def test_equal_questions_keep_the_order_of_their_ids() -> None:
    assert ids(rank(learner_of(), [coming(3)])) == [1, 0, 2, 3]


def test_topics_that_no_interview_asks_are_left_out() -> None:
    assert {row.topic for row in rank(learner_of(), [coming(3, {"nlp": 1.0})])} == {"nlp"}


def test_without_a_coming_interview_there_is_nothing_to_recommend() -> None:
    assert rank(learner_of(), []) == []
    assert rank(learner_of(), [coming(-1)], Marks(pinned=(1,))) == []
    assert plan(learner_of(), []) == []


def test_an_interview_that_starts_at_this_moment_still_counts() -> None:
    assert rank(learner_of(), [coming(0)])


def test_dismissed_questions_are_out() -> None:
    assert ids(rank(learner_of(), [coming(3)], Marks(dismissed=frozenset({1, 2})))) == [0, 3]


@pytest.mark.parametrize("source", ["practice", "mock", "interview"])
def test_a_question_answered_within_twenty_hours_rests(source: str) -> None:
    tired = learner_of([attempt(1, "again", 19.9 / 24, question_id=1, source=source)])
    rested = learner_of([attempt(1, "again", 20 / 24, question_id=1, source=source)])
    assert 1 not in ids(rank(tired, [coming(3)], Marks(pinned=(1,))))
    assert 1 in ids(rank(rested, [coming(3)]))


def test_a_question_that_another_answer_would_rather_harm_is_not_recommended() -> None:
    # Within a day of a firm answer there is nothing to win, while a slip would cost stability.
    log = [attempt(n, "easy", 60.9 - 20 * n, question_id=0) for n in range(4)]
    learner = learner_of(log)
    assert Scoring(learner, [coming(30)]).candidate(learner.bank.facts[0]).gain < 0
    assert ids(rank(learner, [coming(30)])) == [1, 2, 3]
    assert ids(rank(learner, [coming(30)], Marks(pinned=(0,))))[0] == 0


def test_pinned_questions_come_first_until_they_took_a_fifth_of_the_minutes() -> None:
    learner = learner_of(bank=many(12))
    rows = rank(learner, [coming(3, EVEN)], Marks(pinned=(7, 3, 5)), minutes=40)
    assert ids(rows)[:2] == [7, 3]
    assert ids(rows)[2] != 5
    assert {row.question_id for row in rows if row.pinned} == {7, 3, 5}


def test_one_pinned_question_comes_first_even_in_a_short_evening() -> None:
    assert ids(plan(learner_of(), [coming(3)], 10, Marks(pinned=(3,)))) == [3, 1]


def test_a_pinned_question_that_does_not_fit_leaves_the_minutes_to_others() -> None:
    bank = Bank.of([question(1, minutes=40), question(2)])
    assert ids(plan(learner_of(bank=bank), [coming(3)], 20, Marks(pinned=(1,)))) == [2]


def test_pinned_questions_need_no_weight() -> None:
    bank = Bank.of([question(1), question(2, complete=False), question(3, "nlp")])
    rows = rank(learner_of(bank=bank), [coming(3)], Marks(pinned=(2, 3, 99)), minutes=60)
    assert ids(rows) == [2, 3, 1]
    assert (rows[0].gain, rows[0].p_asked, rows[1].p_asked) == (0.0, 0.0, 0.0)
    assert rows[0].p_now == rows[0].p_after
    assert [reason.kind for reason in rows[0].reasons] == ["pinned", "new"]


def test_no_more_than_three_of_a_topic_follow_each_other_while_another_is_left() -> None:
    bank = Bank.of([*(question(n, minutes=1) for n in range(6)), question(8, "nlp", minutes=9)])
    rows = rank(learner_of(bank=bank), [coming(3, {"statistics": 0.9, "nlp": 0.1})])
    assert [row.topic for row in rows[:4]] == ["statistics"] * 3 + ["nlp"]
    assert len(rows) == 7


def test_a_plan_never_takes_longer_and_fills_the_end_with_what_fits() -> None:
    bank = Bank.of(
        [
            question(1, popularity=5, minutes=8),
            question(2, popularity=4, minutes=8),
            question(3, minutes=4),
        ]
    )
    assert ids(plan(learner_of(bank=bank), [coming(3)], 12)) == [1, 3]


def test_a_limit_cuts_the_list() -> None:
    assert ids(rank(learner_of(), [coming(3)], limit=2)) == [1, 0]
    assert ids(rank(learner_of(), [coming(3)], Marks(pinned=(3, 2)), minutes=60, limit=1)) == [3]


def drilled() -> Bank:
    return Bank.of(
        [
            question(1, minutes=45),
            question(2, part_of=1, minutes=10),
            question(3, part_of=1, minutes=10),
        ]
    )


def test_a_long_question_is_served_through_its_drills() -> None:
    rows = plan(learner_of(bank=drilled()), [coming(3)], 20)
    assert ids(rows) == [2, 3]
    assert [row.part_of for row in rows] == [1, 1]
    assert [r.value for r in rows[0].reasons if r.kind == "drill"] == [1]


def test_a_long_question_is_served_whole_when_it_fits() -> None:
    assert ids(plan(learner_of(bank=drilled()), [coming(3)], 60)) == [1]


def test_pinning_dismissing_or_answering_a_long_question_reaches_its_drills() -> None:
    learner, interview = learner_of(bank=drilled()), [coming(3)]
    assert all(row.pinned for row in rank(learner, interview, Marks(pinned=(1,))))
    assert rank(learner, interview, Marks(dismissed=frozenset({1}))) == []
    assert ids(rank(learner, interview, Marks(dismissed=frozenset({2})))) == [3]
    answered = learner_of([attempt(1, "again", 0.5, question_id=1)], bank=drilled())
    assert rank(answered, interview) == []


def test_a_drill_can_be_pinned_by_itself() -> None:
    assert ids(plan(learner_of(bank=drilled()), [coming(3)], 20, Marks(pinned=(3,)))) == [3, 2]


def test_a_drill_pinned_by_itself_rests_with_its_long_question() -> None:
    marks, answered = Marks(pinned=(3,)), [attempt(1, "again", 0.5, question_id=1)]
    assert rank(learner_of(answered, bank=drilled()), [coming(3)], marks) == []
    marks = Marks(pinned=(3,), dismissed=frozenset({1}))
    assert rank(learner_of(bank=drilled()), [coming(3)], marks) == []


def test_drills_that_can_add_nothing_are_left_out() -> None:
    learner = learner_of([attempt(1, "easy", 1, question_id=1)], bank=drilled())
    assert rank(learner, [coming(3)], minutes=20) == []


def test_a_row_shows_where_the_user_stands_on_the_day_without_and_with_practice() -> None:
    learner = learner_of([attempt(1, "hard", 10, question_id=1)], {"statistics": 2})
    (row,) = [r for r in rank(learner, [coming(3, questions=6)]) if r.question_id == 1]
    grip = learner.grip("statistics")
    known = retrievability(1.2931, 13) ** 2
    assert row.p_now == pytest.approx(shifted(grip.u + known * grip.gap, -0.2))
    assert row.p_after > row.p_now
    assert row.p_asked == pytest.approx(1 - (1 - 0.5 * 0.4) ** 6)
    assert (row.interview_id, row.on, row.minutes) == (1, NOW + timedelta(days=3), 5)


def reasons(learner: Learner, question_id: int, days: float) -> dict[str, float | None]:
    rows = rank(learner, [coming(days)], Marks(pinned=(3,)))
    (row,) = [r for r in rows if r.question_id == question_id]
    return {reason.kind: reason.value for reason in row.reasons}


def test_the_reasons_tell_new_missed_and_faded_questions_apart() -> None:
    learner = learner_of([attempt(1, "again", 3, question_id=1), attempt(2, "good", 9, question_id=2)])
    asked = 1 - (1 - 0.5 * 0.2) ** 8
    assert reasons(learner, 0, 4) == {"asked": pytest.approx(asked), "new": None}
    assert reasons(learner, 1, 4) == {"asked": pytest.approx(1 - 0.8**8), "missed": 3.0}
    assert reasons(learner, 2, 4) == {"asked": pytest.approx(asked), "faded": 9.0}
    assert list(reasons(learner, 3, 4)) == ["pinned", "asked", "new"]


def test_on_the_last_day_new_questions_say_so() -> None:
    assert "last-day" in reasons(learner_of(), 0, 0.9)
    assert "last-day" not in reasons(learner_of(), 0, 1.1)


def test_one_topic_can_be_practiced_without_an_interview() -> None:
    rows = rank(learner_of(), [topic_practice("nlp", NOW + timedelta(days=7))])
    assert ids(rows) == [21, 20, 22, 23]
    assert rows[0].interview_id is None
    assert [reason.kind for reason in rows[0].reasons] == ["new"]


def test_everything_can_be_practiced_while_no_interview_is_booked() -> None:
    rows = rank(learner_of(), [general_practice(TOPICS, NOW + timedelta(days=14))])
    assert {row.topic for row in rows} == set(TOPICS)


def test_an_hour_on_a_topic_is_told_in_points_of_the_coming_interviews() -> None:
    learner = learner_of(bank=Bank.of(question(n, minutes=25) for n in range(4)))
    points = points_per_hour(learner, [coming(3, priority=3), coming(3, {"nlp": 1.0}, 2)])
    best = rank(learner, [coming(3, priority=1, questions=1)], minutes=30)
    assert points == {"statistics": pytest.approx(100 * (best[0].gain + best[1].gain) / 2)}
    assert points_per_hour(learner, []) == {}


@settings(deadline=None, max_examples=80)
@given(
    logs(10),
    ratings,
    st.lists(st.floats(-2, 40), max_size=4),
    st.sets(st.integers(0, 23)),
    st.lists(st.integers(0, 23), max_size=4),
    st.integers(1, 60),
)
def test_the_rules_hold_whatever_the_log(
    log: list[AttemptFact],
    rated: dict[str, int],
    days: list[float],
    dismissed: set[int],
    pinned: list[int],
    minutes: int,
) -> None:
    learner = learner_of(log, rated)
    interviews = [coming(day, EVEN, number) for number, day in enumerate(days)]
    marks = Marks(tuple(pinned), frozenset(dismissed))
    ranked, planned = (
        rank(learner, interviews, marks, minutes),
        plan(learner, interviews, minutes, marks),
    )
    assert sum(row.minutes for row in planned) <= minutes
    for rows in (ranked, planned):
        assert len(set(ids(rows))) == len(rows)
        assert not set(ids(rows)) & dismissed
        for row in rows:
            memory = learner.memory(row.question_id)
            assert memory is None or NOW - memory.last_review_at >= timedelta(hours=20)
            assert row.gain > 0 or row.question_id in pinned
            assert 0 <= row.p_asked < 1
            assert 0 < row.p_now < 1
            assert 0 < row.p_after < 1
    for start in range(len(ranked) - 3):
        run, rest = ranked[start : start + 4], ranked[start + 3 :]
        assert len({row.topic for row in run}) > 1 or len({row.topic for row in rest}) == 1


def test_the_rows_of_the_plan_are_worth_more_by_the_minute_than_those_left_out() -> None:
    rows = plan(learner_of(bank=small_bank()), [coming(3, EVEN)], 15)
    left = [r for r in rank(learner_of(), [coming(3, EVEN)]) if r.question_id not in ids(rows)]
    assert min(r.gain for r in rows) >= max(r.gain for r in left)
