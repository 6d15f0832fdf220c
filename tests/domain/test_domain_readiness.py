"""Readiness for a mix of topics: the sums, the words, areas and the whole."""

import math
from datetime import timedelta

import pytest
from engine_cases import NOW, TOPICS, Reference, attempt, learner_of, logs, ratings, small_bank
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.evidence import AttemptFact
from mltracker.domain.readiness import (
    average_mix,
    combined,
    equal_mix,
    interview_readiness,
    label_of,
    normalized,
)
from mltracker.domain.shift import logit, sigmoid
from mltracker.domain.topic_readiness import all_topics, topic_readiness

mixes = st.dictionaries(st.sampled_from(TOPICS), st.floats(0.01, 5), min_size=1)


@settings(deadline=None, max_examples=80)
@given(logs(), ratings, mixes, st.floats(-5, 60))
def test_an_interview_equals_the_formulas(
    log: list[AttemptFact], rated: dict[str, int], mix: dict[str, float], days: float
) -> None:
    on, bank, total = NOW + timedelta(days=days), small_bank(), sum(mix.values())
    found = interview_readiness(learner_of(log, rated), mix, on)
    reference = Reference(log, rated)
    mean = own = common = 0.0
    for topic, share in mix.items():
        p, weights = share / total, {q.fact.id: q.weight for q in bank.questions(topic)}
        _, ready, _ = reference.topic(topic, weights, on)
        m_t, v = reference.level(topic, weights, on)
        d = ready * (1 - ready)
        mean += p * ready
        own += p**2 * d**2 * v / (m_t * (1 - m_t)) ** 2
        common += p * d
    lean, variance = reference.doubt
    spread = 1.2816 * math.sqrt(own + common**2 * variance) / (mean * (1 - mean))
    center = logit(mean) - lean * common / (mean * (1 - mean))
    assert found.mean == pytest.approx(mean)
    assert found.low == pytest.approx(sigmoid(center - spread))
    assert found.high == pytest.approx(sigmoid(center + spread))
    assert 0 < found.low < found.mean < found.high < 1


def test_one_topic_alone_has_the_readiness_of_that_topic() -> None:
    learner = learner_of([attempt(1, "good", 3, question_id=0)])
    alone, topic = (
        interview_readiness(learner, {"nlp": 7.0}, NOW),
        topic_readiness(learner, "nlp", NOW),
    )
    assert (alone.low, alone.mean, alone.high) == pytest.approx((topic.low, topic.mean, topic.high))


def test_topics_come_with_the_largest_share_first() -> None:
    found = interview_readiness(learner_of(), {"nlp": 1, "statistics": 3, "transformers": 0}, NOW)
    assert [topic.slug for topic in found.topics] == ["statistics", "nlp"]
    assert found.mix == {"nlp": 0.25, "statistics": 0.75}


def test_a_mix_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one topic"):
        interview_readiness(learner_of(), {"nlp": 0.0}, NOW)


@pytest.mark.parametrize(
    ("assurance", "mean", "low", "label"),
    [
        (0.49, 0.9, 0.8, "little-data"),
        (0.5, 0.9, 0.6, "ready"),
        (1.0, 0.6, 0.59, "on-course"),
        (1.0, 0.59, 0.3, "not-yet"),
    ],
)
def test_the_word_follows_the_interval_but_never_outruns_the_data(
    assurance: float, mean: float, low: float, label: str
) -> None:
    assert label_of(assurance, mean, low, 0.6) == label


def test_two_fresh_answers_are_enough_data_and_one_is_not() -> None:
    one, two = [attempt(1, "good", 0)], [attempt(1, "good", 0), attempt(2, "good", 0)]
    labels = [interview_readiness(learner_of(log), {"statistics": 1}, NOW).label for log in (one, two)]
    assert labels == ["little-data", "on-course"]


def test_data_in_one_topic_does_not_speak_for_the_rest_of_the_mix() -> None:
    log = [attempt(n, "good", 0) for n in range(9)]
    mix = {"statistics": 0.4, "nlp": 0.6}
    assert interview_readiness(learner_of(log), mix, NOW).label == "little-data"


def test_the_target_decides_between_ready_and_on_course() -> None:
    log = [attempt(n, "easy", 0, question_id=n % 4) for n in range(12)]
    learner = learner_of(log)
    assert interview_readiness(learner, {"statistics": 1}, NOW).label == "ready"
    assert interview_readiness(learner, {"statistics": 1}, NOW, target=0.75).label == "on-course"


def test_lists_get_the_same_figures_as_the_interview_page() -> None:
    learner = learner_of([attempt(1, "good", 3, question_id=0)], {"nlp": 2})
    mix = {"statistics": 0.3, "nlp": 0.7}
    page = interview_readiness(learner, mix, NOW)
    row = combined(all_topics(learner, NOW), mix, learner.evidence.doubt, NOW)
    assert (row.low, row.mean, row.high, row.label) == (page.low, page.mean, page.high, page.label)
    assert row.factors == ()
    assert page.factors


def test_the_topics_of_an_area_count_alike() -> None:
    assert equal_mix(["nlp", "statistics"]) == {"nlp": 0.5, "statistics": 0.5}


def test_the_whole_averages_the_mixes_of_the_coming_interviews() -> None:
    assert average_mix([{"nlp": 2.0}, {"nlp": 1.0, "statistics": 1.0}]) == {"nlp": 0.75, "statistics": 0.25}


@given(mixes)
def test_shares_are_rescaled_to_sum_to_one(mix: dict[str, float]) -> None:
    assert sum(normalized(mix).values()) == pytest.approx(1)
