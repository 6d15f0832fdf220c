"""What speaks for and against two questions being the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import meanings, topics

from mltracker.domain.likeness import Figures, Reading, chance, compared, read, read_prompt
from mltracker.domain.wording import Speller

SPELLER = Speller(topics().abbreviations)


def reading(text: str) -> Reading:
    return read(text, SPELLER, meanings(), mend=False)


def between(typed: str, prompt: str) -> Figures:
    return compared(reading(typed), read_prompt(prompt, SPELLER, meanings()))


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
        pytest.param(
            "model memorises the training data",
            "What is overfitting?",
            "What is training data?",
            marks=pytest.mark.xfail(
                strict=True, reason="The words count for more than the only known question"
            ),
        ),
        ("code dropout", "Implement dropout.", "Why does dropout help?"),
    ],
)
def test_the_same_question_is_likelier_than_one_on_the_same_subject(
    typed: str, prompt: str, other: str
) -> None:
    assert chance(between(typed, prompt)) > chance(between(typed, other))


@pytest.mark.parametrize(
    ("typed", "prompt"),
    [
        ("what is heteroscedasticity", "What is heteroscedasticity, and how do you detect it?"),
        ("how to detect heteroscedasticity", "What is heteroscedasticity, and how do you detect it?"),
        ("what is a feature store", "What is a feature store? Why do teams build one?"),
        ("precision vs recall", "Explain precision and recall to a manager, and say when you favor each."),
    ],
)
def test_a_prompt_that_asks_for_two_things_is_each_of_them(typed: str, prompt: str) -> None:
    assert between(typed, prompt).known > 0.6


def test_a_long_prompt_is_one_question_with_its_setting() -> None:
    setting = "Your team trains a model each night on yesterday's orders and has no idea what changes in them"
    one = read_prompt(f"{setting}. What is data drift, and how do you detect it?", SPELLER, meanings())
    assert one.known == one.meaning.known


@given(st.text(max_size=80), st.text(max_size=80))
def test_figures_and_chances_lie_between_0_and_1(typed: str, prompt: str) -> None:
    found = between(typed, prompt)
    assert all(0 <= figure <= 1 for figure in found)
    assert 0 <= chance(found) <= 1
