"""What had been seen coming, counted by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.scorecard import (
    AskedFact,
    DebriefFact,
    Share,
    by_month,
    by_round,
    interview_score,
    scorecard,
)

NLP, OWN = AskedFact(None, "nlp"), AskedFact(None, "statistics")


def debriefed(*asked: AskedFact, on: date = date(2026, 11, 3), kind: str = "ml-breadth") -> DebriefFact:
    """Questions 10, 20 and 30 had been recommended; 10, 11 and 30 practiced."""
    recommended = {10: "nlp", 20: "nlp", 30: "transformers"}
    return DebriefFact(1, "Fernhollow", kind, on, asked, recommended, frozenset({10, 11, 30}))


def test_what_was_asked_is_split_without_remainder() -> None:
    card = scorecard([debriefed(AskedFact(10, "nlp"), AskedFact(11, "nlp"), AskedFact(12, "nlp"), OWN)])
    assert (card.recommended_asked, card.practiced_only, card.unforeseen) == (1, 1, 2)
    assert card.asked == 4
    assert (card.recall, card.precision) == (Share(1, 4), Share(1, 3))


def test_a_question_nobody_saw_coming_may_be_of_a_topic_that_was() -> None:
    assert scorecard([debriefed(NLP, NLP, OWN)]).topic_expected == 2


def test_prepared_in_vain_is_what_was_recommended_and_practiced_but_not_asked() -> None:
    score = interview_score(debriefed(AskedFact(10, "nlp"), OWN))
    assert score.in_vain == (30,)
    assert score.scorecard.in_vain == Share(1, 2)
    assert score.lines == ("recommended", "unforeseen")


def test_a_question_asked_twice_was_foreseen_twice_and_hit_once() -> None:
    card = scorecard([debriefed(AskedFact(10, "nlp"), AskedFact(10, "nlp"))])
    assert (card.recall, card.precision) == (Share(2, 2), Share(1, 3))


def test_rounds_and_months_are_told_apart_in_order() -> None:
    facts = [
        debriefed(NLP, on=date(2026, 12, 1), kind="coding"),
        debriefed(NLP, OWN, on=date(2026, 11, 30)),
        debriefed(OWN, on=date(2026, 11, 2)),
    ]
    assert {kind: card.asked for kind, card in by_round(facts).items()} == {"coding": 1, "ml-breadth": 3}
    assert list(by_month(facts)) == [date(2026, 11, 1), date(2026, 12, 1)]
    assert by_month(facts)[date(2026, 11, 1)].interviews == 2


def test_no_rate_is_given_under_five_cases() -> None:
    assert Share(3, 4).rate is None
    assert Share(3, 5).rate == pytest.approx(0.6)
    assert scorecard([]).recall.rate is None


@given(st.lists(st.sampled_from((10, 11, 12, 30, None)), max_size=9))
def test_one_interview_and_all_of_them_agree(ids: list[int | None]) -> None:
    fact = debriefed(*(AskedFact(key, "nlp") for key in ids))
    assert interview_score(fact).scorecard == scorecard([fact])
    assert scorecard([fact, fact]).asked == 2 * len(ids)
    assert len(interview_score(fact).lines) == len(ids)
