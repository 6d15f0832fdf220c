"""Readiness of an onsite loop, and sessions that follow each other."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from engine_cases import NOW, TOPICS, Reference, attempt, learner_of, logs, ratings, small_bank
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.errors import InvalidInput
from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.loops import LoopDraft, SessionDraft, overlapping, rolled_up, session_starts
from mltracker.domain.readiness import Readiness, interview_readiness
from mltracker.domain.shift import logit, sigmoid

mixes = st.dictionaries(st.sampled_from(TOPICS), st.floats(0.01, 5), min_size=1)
sessions = st.lists(st.tuples(st.floats(0.5, 20), mixes), min_size=1, max_size=5)
START = datetime(2026, 12, 14, 8, 30, tzinfo=UTC)


def figures(ready: Readiness) -> tuple[float, float, float]:
    return ready.low, ready.mean, ready.high


@settings(deadline=None, max_examples=60)
@given(logs(), ratings, sessions)
def test_a_loop_equals_the_formula(
    log: list[AttemptFact], rated: dict[str, int], parts: list[tuple[float, dict[str, float]]]
) -> None:
    learner, reference, bank = learner_of(log, rated), Reference(log, rated), small_bank()
    found = rolled_up(
        [(n, interview_readiness(learner, mix, NOW)) for n, mix in parts], learner.evidence.doubt
    )
    total, own, mean, common = sum(n for n, _ in parts), dict.fromkeys(TOPICS, 0.0), 0.0, 0.0
    for n, mix in parts:
        for topic, share in mix.items():
            p = n / total * share / sum(mix.values())
            weights = {q.fact.id: q.weight for q in bank.questions(topic)}
            ready = reference.topic(topic, weights, NOW)[1]
            m_t, v = reference.level(topic, weights, NOW)
            d = ready * (1 - ready)
            mean += p * ready
            own[topic] += p * d * math.sqrt(v) / (m_t * (1 - m_t))
            common += p * d
    lean, variance = reference.doubt
    spread = sum(part**2 for part in own.values()) + common**2 * variance
    half = 1.2816 * math.sqrt(spread) / (mean * (1 - mean))
    center = logit(mean) - lean * common / (mean * (1 - mean))
    assert figures(found) == pytest.approx((sigmoid(center - half), mean, sigmoid(center + half)))
    assert sum(found.mix.values()) == pytest.approx(1)


@settings(deadline=None, max_examples=40)
@given(logs(), sessions)
def test_a_loop_lies_between_its_weakest_and_its_strongest_session(
    log: list[AttemptFact], parts: list[tuple[float, dict[str, float]]]
) -> None:
    learner = learner_of(log)
    each = [(n, interview_readiness(learner, mix, NOW)) for n, mix in parts]
    found = rolled_up(each, learner.evidence.doubt)
    means = [ready.mean for _, ready in each]
    assert min(means) - 1e-9 <= found.mean <= max(means) + 1e-9
    assert 0 < found.low < found.mean < found.high < 1
    backwards = rolled_up(each[::-1], learner.evidence.doubt)
    assert figures(backwards) == pytest.approx(figures(found))


def test_one_session_and_the_same_session_twice_have_its_own_readiness() -> None:
    learner = learner_of([attempt(1, "good", 3, question_id=0)])
    alone = interview_readiness(learner, {"nlp": 2.0, "statistics": 1.0}, NOW)
    doubt = learner.evidence.doubt
    assert figures(rolled_up([(5, alone)], doubt)) == pytest.approx(figures(alone))
    assert figures(rolled_up([(5, alone), (2, alone)], doubt)) == pytest.approx(figures(alone))


def test_sessions_without_questions_are_no_loop() -> None:
    ready = interview_readiness(learner_of(), {"nlp": 1.0}, NOW)
    with pytest.raises(ValueError, match="at least one session"):
        rolled_up([(0, ready)], Evidence().doubt)


def test_sessions_follow_each_other_with_their_breaks() -> None:
    assert session_starts(START, [(45, 15), (60, 60), (30, 0)]) == (
        START,
        START + timedelta(hours=1),
        START + timedelta(hours=3),
    )


def test_a_day_needs_a_session_and_holds_a_dozen() -> None:
    one = SessionDraft.make(round_kind="coding")
    draft = LoopDraft.make(application_id=1, starts_at=START, zone="Europe/Berlin", sessions=(one, one))
    assert draft.starts == (START, START + timedelta(minutes=45))
    for wrong, said in (((), "Add at least one session."), ((one,) * 13, "A day holds at most 12 sessions.")):
        with pytest.raises(InvalidInput) as caught:
            draft.changed(sessions=wrong)
        assert caught.value.fields == {"sessions": said}


def test_sessions_that_share_time_are_named_in_pairs() -> None:
    assert overlapping([(45, 15), (45, 0)]) == ()
    assert overlapping([(60, -15), (45, 0), (30, 0)]) == ((1, 2),)
    assert overlapping([(180, -120), (30, 15), (30, 0)]) == ((1, 2), (1, 3))
