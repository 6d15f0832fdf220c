"""Weights of questions, and what drills and incomplete questions count for."""

import pytest
from engine_cases import question
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.bank import EMPTY_BANK, Bank


def test_weights_are_popularity_shares_within_the_topic() -> None:
    bank = Bank.of([question(2, popularity=1), question(1, popularity=3), question(3, "nlp", 5)])
    assert [(q.fact.id, q.weight) for q in bank.questions("statistics")] == [(1, 0.75), (2, 0.25)]
    assert [q.weight for q in bank.questions("nlp")] == [1.0]


def test_an_incomplete_question_weighs_nothing_and_is_not_counted() -> None:
    bank = Bank.of([question(1), question(2, complete=False)])
    assert [q.fact.id for q in bank.questions("statistics")] == [1]
    assert bank.topic_of(2) is None
    assert 2 in bank.facts


def test_drills_are_not_extra_questions() -> None:
    bank = Bank.of([question(1, popularity=2), question(2, part_of=1), question(3, part_of=1)])
    (whole,) = bank.questions("statistics")
    assert (whole.weight, whole.drills) == (1.0, (2, 3))
    assert bank.whole_of(3) is whole
    assert bank.topic_of(2) == "statistics"


def test_a_drill_without_its_long_question_weighs_nothing() -> None:
    bank = Bank.of([question(1, complete=False), question(2, part_of=1), question(3, part_of=99)])
    assert bank.topics == {}
    assert bank.drills == {}
    assert bank.topic_of(2) is None
    assert bank.topic_of(3) is None


def test_a_topic_unknown_to_the_bank_has_no_questions() -> None:
    assert EMPTY_BANK.questions("statistics") == ()


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=30))
def test_weights_sum_to_one(entries: list[tuple[int, bool]]) -> None:
    bank = Bank.of(question(n, popularity=p, complete=done) for n, (p, done) in enumerate(entries))
    if bank.topics:
        assert sum(q.weight for q in bank.questions("statistics")) == pytest.approx(1)
