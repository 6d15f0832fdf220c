"""The gain of a question: the formula once more, and its special cases."""

from datetime import timedelta

import pytest
from engine_cases import (
    NOW,
    TOPICS,
    Reference,
    attempt,
    coming,
    learner_of,
    logs,
    question,
    ratings,
    small_bank,
)
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import Bank
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.gain import Candidate, ComingInterview, Scoring, grade_odds
from mltracker.domain.learner import Learner
from mltracker.domain.memory import retrievability
from mltracker.domain.questions import GRADES

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def scored(learner: Learner, question_id: int, *interviews: ComingInterview) -> Candidate:
    return Scoring(learner, interviews).candidate(learner.bank.facts[question_id])


@given(st.floats(0, 1))
def test_the_odds_of_the_grades_sum_to_one_and_good_ones_to_the_chance(p: float) -> None:
    odds = grade_odds(p)
    assert sum(odds.values()) == pytest.approx(1)
    assert odds["good"] + odds["easy"] == pytest.approx(p)


def test_a_first_sight_is_worth_what_the_four_outcomes_leave_on_the_day() -> None:
    # u = 0.5, g = 0.4, w = 1/5; odds .3 .2 .4 .1; stabilities .212 1.2931 2.3065 8.2956 after 3 days
    expected = 0.3 * retrievability(0.212, 3) ** 2 + 0.2 * retrievability(1.2931, 3) ** 2
    expected += 0.4 * retrievability(2.3065, 3) ** 2 + 0.1 * retrievability(8.2956, 3) ** 2
    found = scored(learner_of(), 0, coming(3, {"statistics": 0.5, "nlp": 0.5}, priority=3, questions=10))
    assert found.before == 0.0
    assert found.after == pytest.approx(expected)
    assert found.gain == pytest.approx(3 * 10 * 0.5 * 0.5 * 0.2 * expected * 0.4)
    assert found.gain_per_minute == pytest.approx(found.gain / 5)


def test_the_chance_to_be_asked_counts_every_expected_question() -> None:
    assert coming(3, {"nlp": 0.4}, questions=8).p_asked("nlp", 0.25) == pytest.approx(1 - 0.95**8)
    assert coming(3, {"nlp": 0.4}).p_asked("statistics", 0.25) == 0


@settings(deadline=None, max_examples=60)
@given(logs(8), ratings, st.lists(st.floats(1.01, 60), min_size=1, max_size=3), st.integers(0, 3))
def test_gains_equal_the_formula(
    log: list[AttemptFact], rated: dict[str, int], days: list[float], number: int
) -> None:
    interviews = [coming(day, {"statistics": 0.7, "nlp": 0.3}, priority=1 + n) for n, day in enumerate(days)]
    found = scored(learner_of(log, rated), number, *interviews)
    reference = Reference(log, rated)
    alpha, beta = reference.beta("statistics")
    u = alpha / (alpha + beta)
    g = max(0.9 - u, 0)
    p = u + reference.recall(number, NOW) ** 2 * g
    before = [reference.recall(number, interview.starts_at) ** 2 for interview in interviews]
    after = [0.0] * len(days)
    odds = {"again": 0.6 * (1 - p), "hard": 0.4 * (1 - p), "good": 0.8 * p, "easy": 0.2 * p}
    card = reference.cards.get(number, Card(card_id=1, due=NOW))
    for grade in GRADES:
        reference.cards[number], _ = SCHEDULER.review_card(card, Rating[grade.capitalize()], NOW)
        for n, interview in enumerate(interviews):
            after[n] += odds[grade] * reference.recall(number, interview.starts_at) ** 2
    w = 0.4 if number == 1 else 0.2
    gain = sum(
        (1 + n) * 8 * 0.7 * 0.5 * w * (after[n] - before[n]) * g for n, interview in enumerate(interviews)
    )
    assert found.gain == pytest.approx(gain)


def test_on_the_last_day_new_questions_count_half_but_never_nothing() -> None:
    tomorrow, later = coming(1.0), coming(1.0 + 1e-6)
    new, near = scored(learner_of(), 0, later), scored(learner_of(), 0, tomorrow)
    assert near.gain == pytest.approx(new.gain / 2, rel=1e-5)
    assert near.gain > 0
    known = learner_of([attempt(1, "good", 5, question_id=0)])
    assert scored(known, 0, tomorrow).gain == pytest.approx(scored(known, 0, later).gain, rel=1e-5)


def test_the_lead_is_the_interview_that_gains_the_most() -> None:
    small, large = (
        coming(3, {"statistics": 0.1, "nlp": 0.9}, 1),
        coming(5, {"statistics": 0.9, "nlp": 0.1}, 2),
    )
    assert scored(learner_of(), 0, small, large).lead is large
    assert scored(learner_of(), 20, small, large).lead is small


def test_a_question_without_weight_gains_nothing() -> None:
    bank = Bank.of([question(0), question(1, complete=False)])
    found = scored(learner_of(bank=bank), 1, coming(3))
    assert (found.whole, found.gain, found.topic) == (None, 0.0, "statistics")


def test_only_topics_that_are_asked_and_can_still_gain_matter() -> None:
    strong = learner_of([attempt(n, "easy", 0) for n in range(200)])
    assert strong.grip("statistics").gap == 0
    assert not Scoring(strong, [coming(3)]).matters("statistics")
    fresh = Scoring(learner_of(), [coming(3)])
    assert [topic for topic in TOPICS if fresh.matters(topic)] == ["statistics"]


def drilled() -> Bank:
    return Bank.of([question(1, minutes=45), question(2, part_of=1), question(3, part_of=1)])


def test_a_drill_is_worth_its_share_of_the_long_question() -> None:
    learner = learner_of(bank=drilled())
    whole, drill = scored(learner, 1, coming(3)), scored(learner, 2, coming(3))
    assert drill.gain == pytest.approx(whole.gain / 2)
    assert drill.after == pytest.approx(whole.after / 2)


def test_a_drill_adds_nothing_while_the_long_question_is_fresh() -> None:
    learner = learner_of([attempt(1, "easy", 1, question_id=1)], bank=drilled())
    assert scored(learner, 2, coming(3)).gain == 0


def test_a_drill_answered_again_replaces_its_own_share_only() -> None:
    learner = learner_of([attempt(1, "good", 9, question_id=2)], bank=drilled())
    found = scored(learner, 2, coming(3))
    assert found.before == pytest.approx(retrievability(2.3065, 12) ** 2 / 2)
    assert found.before < found.after <= 0.5


def test_what_a_question_is_worth_does_not_depend_on_those_scored_before() -> None:
    learner = learner_of([attempt(1, "hard", 9, question_id=2)])
    both, facts = Scoring(learner, [coming(3)]), learner.bank.facts
    assert both.candidate(facts[0]).after < both.candidate(facts[2]).after
    assert both.candidate(facts[2]) == scored(learner, 2, coming(3))


def test_drills_already_known_lower_what_the_long_question_adds() -> None:
    log = [attempt(1, "good", 2, question_id=2), attempt(2, "good", 2, question_id=3)]
    known, new = learner_of(log, bank=drilled()), learner_of([attempt(1, "good", 2)], bank=drilled())
    found = scored(known, 1, coming(3))
    assert found.before == pytest.approx(retrievability(2.3065, 5) ** 2)
    assert 0 < found.gain < scored(new, 1, coming(3)).gain


def test_an_interview_that_starts_now_is_scored_as_remembered_at_once() -> None:
    found = scored(learner_of(), 0, coming(0))
    assert found.after == pytest.approx(1.0)


def test_a_clock_set_back_before_the_last_answer_does_no_harm() -> None:
    learner = learner_of([attempt(1, "good", 0, question_id=0)], now=NOW - timedelta(days=5))
    assert scored(learner, 0, coming(-3)).before == 1.0


def test_the_bank_of_the_cases_weighs_as_the_comments_say() -> None:
    assert [q.weight for q in small_bank().questions("nlp")] == [0.2, 0.4, 0.2, 0.2]
