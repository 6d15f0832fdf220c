"""Readiness for one topic: the formulas once more, their laws, and the edges."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from engine_cases import (
    NOW,
    TOPICS,
    Reference,
    attempt,
    learner_of,
    logs,
    question,
    ratings,
    small_bank,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import EMPTY_BANK, Bank
from mltracker.domain.coverage import Coverage, coverage
from mltracker.domain.doubt import Doubt
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.learner import Grip
from mltracker.domain.memory import retrievability
from mltracker.domain.topic_readiness import (
    all_topics,
    level,
    topic_interval,
    topic_readiness,
    topic_variance,
)

horizons = st.floats(-30, 400)


def test_without_answers_readiness_is_a_half_shifted_by_the_prior() -> None:
    found = topic_readiness(learner_of(), "statistics", NOW)
    assert found.level == 0.5
    assert found.mean == pytest.approx(1 / (1 + math.exp(0.2)))
    # v = 0.25/5 + 0.05 * 0.25^2; se^2 = v / 0.0625 + 0.25 = 1.1; kindness overlooked 0.5 / sqrt(2 pi) = 0.199471
    assert found.low == pytest.approx(1 / (1 + math.exp(0.399471 + 1.2816 * math.sqrt(1.1))))
    assert found.high == pytest.approx(1 / (1 + math.exp(0.399471 - 1.2816 * math.sqrt(1.1))))
    assert (found.answers, found.seen, found.questions) == (0, 0, 4)
    assert found.oldest_at is None
    assert found.last_practiced_at is None
    assert found.little_data


def test_one_fresh_answer_gives_the_level_worked_out_by_hand() -> None:
    # m = 2.85/5 = 0.57; u = (4*0.57 + 0.85)/5 = 0.626; g = 0.274; the question has 2 of 5 parts of the weight, R = 1
    found = topic_readiness(learner_of([attempt(1, "good", 0, question_id=1)]), "statistics", NOW)
    assert found.u == pytest.approx(0.626)
    assert found.level == pytest.approx(0.626 + 0.5 * 0.274 * 0.4)


def test_the_answers_of_a_topic_are_counted_and_dated() -> None:
    log = [
        attempt(1, "good", 23, question_id=1),
        attempt(2, "again", 3, question_id=2),
        attempt(3, "good", 1, source="interview"),
    ]
    found = topic_readiness(learner_of(log), "statistics", NOW)
    assert (found.answers, found.seen, found.questions) == (3, 2, 4)
    assert found.oldest_at == NOW - timedelta(days=23)
    assert found.last_practiced_at == NOW - timedelta(days=1)
    assert not found.little_data


def test_one_and_a_half_effective_answers_are_just_enough() -> None:
    found = topic_readiness(learner_of(), "statistics", NOW)
    assert not replace(found, effective_answers=1.5).little_data
    assert replace(found, effective_answers=1.49).little_data


def test_a_topic_without_questions_stands_at_the_grip() -> None:
    found = topic_readiness(learner_of([attempt(1, "good", 0)], bank=EMPTY_BANK), "statistics", NOW)
    assert found.level == found.u
    assert found.questions == 0


def test_every_topic_of_bank_log_and_ratings_is_there() -> None:
    assert sorted(all_topics(learner_of(ratings={"behavioral": 2}), NOW)) == sorted([*TOPICS, "behavioral"])


def test_half_the_drills_count_as_half_the_long_question() -> None:
    bank = Bank.of([question(1), question(2, part_of=1), question(3, part_of=1)])
    learner = learner_of([attempt(1, "good", 10, question_id=2)], bank=bank)
    found = coverage(bank.questions("statistics"), learner.evidence.questions, NOW)
    assert found.recalled == pytest.approx(retrievability(2.3065, 10) ** 2 / 2)
    assert (found.questions, found.seen, found.met) == (1, 1, 0.5)


def test_a_long_question_is_known_by_itself_or_its_drills_whichever_is_more() -> None:
    bank = Bank.of([question(1), question(2, part_of=1), question(3, part_of=1)])
    log = [attempt(1, "good", 30, question_id=1), attempt(2, "good", 0, question_id=2)]
    learner = learner_of(log, bank=bank)
    found = coverage(bank.questions("statistics"), learner.evidence.questions, NOW)
    assert (found.recalled, found.met, found.spread) == (0.5, 1.0, 0.25)
    assert found.oldest_at == NOW


@settings(deadline=None, max_examples=120)
@given(logs(), ratings, horizons)
def test_topics_equal_the_formulas(log: list[AttemptFact], rated: dict[str, int], days: float) -> None:
    on, bank = NOW + timedelta(days=days), small_bank()
    learner, reference = learner_of(log, rated), Reference(log, rated)
    for topic in TOPICS:
        weights = {q.fact.id: q.weight for q in bank.questions(topic)}
        found = topic_readiness(learner, topic, on)
        assert (found.low, found.mean, found.high) == pytest.approx(reference.topic(topic, weights, on))
        assert (found.level, found.variance.total) == pytest.approx(reference.level(topic, weights, on))


@settings(deadline=None, max_examples=80)
@given(logs(), ratings, horizons)
def test_everything_is_finite_and_strictly_between_nothing_and_certainty(
    log: list[AttemptFact], rated: dict[str, int], days: float
) -> None:
    for bank in (small_bank(), EMPTY_BANK):
        learner = learner_of(log, rated, bank)
        for found in all_topics(learner, NOW + timedelta(days=days)).values():
            assert 0 < found.low < found.mean < found.high < 1
            assert 0 < found.u < 1
            assert math.isfinite(found.logit_variance)


def test_a_thousand_surprises_in_interviews_keep_every_figure_in_bounds() -> None:
    log = [attempt(n, "easy", 1, source="interview", predicted=0.0) for n in range(1000)]
    found = topic_readiness(learner_of(log), "statistics", NOW)
    assert 0 < found.low <= found.mean <= found.high < 1


@settings(deadline=None, max_examples=80)
@given(logs(), ratings, st.floats(-30, 400), st.floats(0, 400))
def test_without_practice_readiness_on_a_later_date_is_never_higher(
    log: list[AttemptFact], rated: dict[str, int], days: float, more: float
) -> None:
    learner = learner_of(log, rated)
    for topic in TOPICS:
        early = topic_readiness(learner, topic, NOW + timedelta(days=days))
        late = topic_readiness(learner, topic, NOW + timedelta(days=days + more))
        assert late.mean <= early.mean + 1e-12


@given(
    st.floats(0.1, 50),
    st.floats(0.1, 50),
    st.floats(1.01, 20),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
    st.floats(0, 40),
)
def test_more_evidence_of_the_same_kind_narrows_the_interval(
    alpha: float, beta: float, scale: float, squares: list[float], information: float
) -> None:
    w = 1 / len(squares)
    known = Coverage(recalled=sum(w * r for r in squares), spread=sum(w * w * r * (1 - r) for r in squares))
    doubt = Doubt(0.2, 1 / (4 + information))
    low, mean, high = topic_interval(Grip(alpha, beta, 0, 0), known, -0.1, doubt)
    narrow_low, narrow_mean, narrow_high = topic_interval(
        Grip(alpha * scale, beta * scale, 0, 0), known, -0.1, doubt
    )
    assert narrow_mean == pytest.approx(mean)
    assert narrow_low > low
    assert narrow_high < high


def test_the_parts_of_the_variance_are_as_worked_out_by_hand() -> None:
    # u = 0.6, g = 0.3, sum w r = 0.5, m_t = 0.675
    parts = topic_variance(Grip(6, 4, 0, 0), Coverage(recalled=0.5, spread=0.125))
    assert parts.grip == pytest.approx(0.75**2 * 0.24 / 11)
    assert parts.recall == pytest.approx(0.25 * 0.09 * 0.125 * 0.5)
    assert parts.model == pytest.approx(0.05 * (0.675 * 0.325) ** 2)
    assert parts.total == pytest.approx(parts.grip + parts.recall + parts.model)
    assert level(Grip(6, 4, 0, 0), 0.5) == pytest.approx(0.675)


def test_uncertainty_about_interviews_widens_the_interval() -> None:
    grip = Grip(6, 4, 0, 0)
    before = topic_interval(grip, Coverage(), -0.2, Doubt(0.0, 0.25))
    after = topic_interval(grip, Coverage(), -0.2, Doubt(0.0, 0.02))
    assert after[2] - after[0] < before[2] - before[0]
