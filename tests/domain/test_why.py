"""Why a question is recommended: each factor equals the difference between two worked-out gains."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from engine_cases import NOW, attempt, coming, learner_of, logs, question, ratings, small_bank
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.bank import Bank
from mltracker.domain.evidence import AttemptFact
from mltracker.domain.factors import Factor
from mltracker.domain.gain import ComingInterview
from mltracker.domain.learner import Learner
from mltracker.domain.memory import Memory
from mltracker.domain.recommend import Recommendation, rank
from mltracker.domain.topic_mix import TopicShare

NO_PARTS = {"posting": 0.0, "told": 0.0, "asked_here": 0.0, "asked_elsewhere": 0.0}
LOG = [attempt(1, "good", 30, question_id=0), attempt(2, "hard", 9, question_id=2)]


def share(slug: str, **parts: float) -> TopicShare:
    whole = NO_PARTS | parts
    return TopicShare(slug, sum(whole.values()), **whole)


def asking(days: float, shares: Sequence[TopicShare]) -> ComingInterview:
    mix = {entry.slug: entry.p for entry in shares}
    return replace(coming(days, mix), shares={entry.slug: entry for entry in shares})


def row(learner: Learner, interview: ComingInterview, number: int) -> Recommendation:
    return next(item for item in rank(learner, [interview]) if item.question_id == number)


def factor(item: Recommendation, kind: str) -> Factor:
    return next(entry for entry in item.factors if entry.kind == kind)


def test_the_points_are_what_it_adds_to_its_interview() -> None:
    interview = coming(4, {"statistics": 0.4, "nlp": 0.6}, priority=1, questions=1)
    item = row(learner_of(LOG), interview, 0)
    assert item.points == pytest.approx(100 * item.gain)


@pytest.mark.parametrize(
    ("part", "kind"), [("posting", "posting"), ("told", "told"), ("asked_here", "asked-here")]
)
def test_a_source_is_weighed_against_what_the_others_say(part: str, kind: str) -> None:
    with_it = [share("statistics", table=0.2, **{part: 0.3}), share("nlp", table=0.4, **{part: 0.1})]
    without = [share("statistics", table=1 / 3), share("nlp", table=2 / 3)]
    learner = learner_of(LOG)
    item, other = (row(learner, asking(4, shares), 0) for shares in (with_it, without))
    assert factor(item, kind).points == pytest.approx(item.points - other.points)
    assert factor(item, kind).direction == "raises"
    lowered = row(learner, asking(4, with_it), 20)
    assert factor(lowered, kind).direction == "lowers"


def test_what_our_table_alone_says_is_no_factor() -> None:
    item = row(learner_of(LOG), asking(4, [share("statistics", table=1.0)]), 0)
    assert {"posting", "told", "asked-here"}.isdisjoint(entry.kind for entry in item.factors)


def test_popularity_is_weighed_against_questions_asked_alike() -> None:
    alike = Bank.of(replace(fact, popularity=1) for fact in small_bank().facts.values())
    popular, plain = (row(learner_of(bank=bank), coming(4), 1) for bank in (small_bank(), alike))
    found = factor(popular, "popularity")
    assert found.points == pytest.approx(popular.points - plain.points)
    assert (found.count, found.direction, found.certainty) == (4, "raises", "low")


def test_what_is_still_remembered_is_weighed_against_having_forgotten_it() -> None:
    learner, interview = learner_of([attempt(1, "good", 30, question_id=0)]), coming(4)
    item = row(learner, interview, 0)
    found = factor(item, "remembered")
    forgotten = learner.remembering({0: Memory(0.001, 5.0, NOW - timedelta(days=30_000))}, NOW)
    known = learner.grip("statistics").gap * interview.mix["statistics"] * 0.5 * 0.2 * 100
    then = learner.memory(0)
    assert then is not None
    assert forgotten.memory(0) is not None
    assert found.points == pytest.approx(-known * _squared(then, interview))
    assert (found.count, found.days, found.direction) == (1, 30, "lowers")


def _squared(memory: Memory, interview: ComingInterview) -> float:
    days = (interview.starts_at - memory.last_review_at) / timedelta(days=1)
    factor_ = 0.9 ** (-1 / 0.1542) - 1
    return float((1 + factor_ * days / memory.stability) ** (-2 * 0.1542))


def test_a_weak_topic_is_weighed_against_the_mean_of_all() -> None:
    log = [attempt(n, "again", 1, topic="nlp", question_id=None) for n in range(1, 5)]
    learner = learner_of([*log, attempt(9, "easy", 2, topic="transformers")])
    mix = {"statistics": 0.5, "nlp": 0.5}
    item = row(learner, coming(4, mix), 20)
    found = factor(item, "grip")
    gap, usual = learner.grip("nlp").gap, 0.9 - learner.mean
    assert found.points == pytest.approx(item.points * (1 - usual / gap))
    assert (found.direction, found.count, found.certainty) == ("raises", 4, "high")


def test_on_the_last_day_what_is_new_is_worth_half() -> None:
    learner = learner_of(bank=Bank.of([question(0)]))
    late = row(learner, coming(0.5), 0)
    found = factor(late, "last-day")
    assert found.points == pytest.approx(-late.points)
    assert found.direction == "lowers"
    assert not [entry for entry in row(learner, coming(3), 0).factors if entry.kind == "last-day"]


@settings(deadline=None, max_examples=40)
@given(
    logs(),
    ratings,
    st.floats(0.2, 60),
    st.dictionaries(st.sampled_from(("nlp", "statistics")), st.floats(0, 0.4)),
)
def test_factors_come_with_the_most_points_first_and_say_their_direction(
    log: list[AttemptFact], rated: dict[str, int], days: float, told: Mapping[str, float]
) -> None:
    shares = [share(slug, table=0.3, told=told.get(slug, 0.0)) for slug in ("nlp", "statistics")]
    for item in rank(learner_of(log, rated), [asking(days, shares)], limit=6):
        points = [abs(entry.points) for entry in item.factors]
        assert points == sorted(points, reverse=True)
        assert all(entry.direction == ("raises" if entry.points > 0 else "lowers") for entry in item.factors)
        assert all(value < 100 for value in points)
