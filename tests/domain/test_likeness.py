"""What speaks for and against two questions being the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import topics

from mltracker.domain.concepts import ConceptIndex
from mltracker.domain.likeness import Figures, Reading, chance, compared, read
from mltracker.domain.wording import Speller

CONCEPTS = topics().concepts()
INDEX = ConceptIndex(CONCEPTS)
SPELLER = Speller(topics().abbreviations)


def reading(text: str) -> Reading:
    return read(text, SPELLER, INDEX, mend=False)


def between(typed: str, prompt: str) -> Figures:
    return compared(reading(typed), reading(prompt), lambda _: 1.0, CONCEPTS.pointed)


def test_a_text_is_read_as_words_concepts_and_parts() -> None:
    found = reading(
        "What is dropout? Why does it help a deep network to generalize, and when would you leave it out?"
    )
    assert "dropout" in found.concepts
    assert {"dropout", "deep"} <= found.roots
    assert [sorted(piece.intents) for piece in found.pieces[1:]] == [["define", "mend", "why"], ["when"]]
    assert found.intents >= {"define", "why", "when"}


def test_words_that_only_ask_are_read_where_there_are_no_others() -> None:
    assert reading("why us").roots == {"why", "us"}


def test_other_words_for_a_concept_are_shared() -> None:
    found = between("model memorises the training data", "What is overfitting?")
    assert found.roots_shared == 0
    assert found.concepts_shared == found.concepts_covered == 1
    assert found.situations == 1
    assert found.amount > 0.2


def test_the_best_fitting_part_of_a_long_prompt_counts() -> None:
    prompt = "Build a churn model on a table of customers. How would you handle missing data?"
    assert between("how to handle missing data", prompt).amount > 0.4
    assert between("how to handle missing data", prompt).asks_the_same == 1


def test_one_asks_for_code_and_the_other_does_not() -> None:
    assert between("why does dropout work", "Implement dropout.").only_prompt_codes == 1
    assert between("code dropout", "Implement dropout.").only_prompt_codes == 0
    assert between("what is dropout", "Implement dropout.").only_typed_defines == 1
    assert between("dropout versus weight decay", "Explain dropout.").only_typed_compares == 1
    assert between("how to choose the rate of dropout", "Explain dropout.").only_typed_chooses == 1


def test_nothing_typed_has_nothing_in_common() -> None:
    found = between("", "What is overfitting?")
    assert (found.roots_shared, found.amount, found.brief) == (0, 0, 1)
    assert chance(found) < 0.01


@pytest.mark.parametrize(
    ("typed", "prompt", "other"),
    [
        (
            "pm wants to stop the test early",
            "Why is it wrong to stop an A/B test at the first significant result?",
            "How do you choose the metric of an A/B test?",
        ),
        ("adam vs sgd", "How does Adam differ from SGD?", "What does AdamW change in Adam?"),
        ("docs that are nearly the same", "How do you find near-duplicate documents?", "What is a document?"),
    ],
)
def test_the_same_question_is_likelier_than_one_on_the_same_subject(
    typed: str, prompt: str, other: str
) -> None:
    assert chance(between(typed, prompt)) > chance(between(typed, other))


@given(st.text(max_size=80), st.text(max_size=80))
def test_chances_lie_between_0_and_1(typed: str, prompt: str) -> None:
    found = between(typed, prompt)
    assert 0 <= chance(found) <= 1
    for name in ("roots_shared", "concepts_shared", "concepts_covered", "meaning", "amount"):
        assert 0 <= getattr(found, name) <= 1, name
