"""What speaks for and against two questions being the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import meanings, topics

from mltracker.domain.likeness import Figures, Reading, chance, compared, read
from mltracker.domain.wording import Speller

SPELLER = Speller(topics().abbreviations)


def reading(text: str) -> Reading:
    return read(text, SPELLER, meanings(), mend=False)


def between(typed: str, prompt: str) -> Figures:
    return compared(reading(typed), reading(prompt))


def test_a_text_is_read_as_words_and_meaning() -> None:
    found = reading("whats the diff btw l1 n l2 reg")
    assert " ".join(found.words) == "what is the difference between l1 and l2 regularization"
    assert found.meaning.known
    assert reading("").meaning is None


def test_what_a_word_or_two_ask_is_uncertain() -> None:
    assert between("dropout", "What is dropout?").brief == 1 / 2
    assert between("dropout as noise", "What is dropout?").brief == 1 / 3
    one, several = Figures(0.8, 0.6, 1 / 2), Figures(0.8, 0.6, 1 / 6)
    assert chance(one) < chance(several)


def test_nothing_typed_has_nothing_in_common() -> None:
    found = between("", "What is overfitting?")
    assert found == Figures(meaning=0, known=0, brief=1)
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
        ("model memorises the training data", "What is overfitting?", "What is training data?"),
        ("code dropout", "Implement dropout.", "Why does dropout help?"),
    ],
)
def test_the_same_question_is_likelier_than_one_on_the_same_subject(
    typed: str, prompt: str, other: str
) -> None:
    assert chance(between(typed, prompt)) > chance(between(typed, other))


@given(st.text(max_size=80), st.text(max_size=80))
def test_figures_and_chances_lie_between_0_and_1(typed: str, prompt: str) -> None:
    found = between(typed, prompt)
    assert all(0 <= figure <= 1 for figure in found)
    assert 0 <= chance(found) <= 1
