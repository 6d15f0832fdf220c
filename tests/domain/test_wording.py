"""Typed words spelled out, mended and reduced to their roots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import topics

from mltracker.domain.wording import Speller, intents_of, root, segments

SPELLER = Speller(
    topics().abbreviations, ("precision", "recall", "regularization", "overfitting", "gradient")
)


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("whats the diff btw l1 n l2 reg", "what is the difference between l1 and l2 regularization"),
        ("w/o k8s", "without kubernetes"),
        ("xgb vs rf", "xgboost versus random forest"),
        ("precison & recal", "precision recall"),
        ("GRADIANT?", "gradient"),
        ("kfold cv", "cross validation k fold"),
        ("two or more than ten", "2 or more than 10"),
    ],
)
def test_short_forms_and_slips_are_spelled_out(typed: str, spelled: str) -> None:
    assert " ".join(SPELLER.words(typed)) == spelled


def test_words_that_are_known_are_left_alone() -> None:
    speller = Speller({}, ("trade",))
    assert speller.words("grade") == ["grade"]
    assert speller.words("trabe") == ["trabe"]
    assert speller.words("tradde") == ["trade"]
    speller.learn(["tradde"])
    assert speller.words("tradde") == ["tradde"]


def test_bank_prompts_are_not_mended() -> None:
    assert SPELLER.words("precison", mend=False) == ["precison"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("precsion", "precision"),
        ("recal", "recall"),
        ("graident", "gradient"),
        ("overfiting", "overfitting"),
        ("overfitted", "overfitted"),
        ("kernl", "kernel"),
        ("kernal", "kernel"),
        ("draft", "draft"),
        ("ages", "ages"),
        ("reset", "reset"),
    ],
)
def test_only_easy_slips_are_mended(typed: str, meant: str) -> None:
    speller = Speller(
        {}, ["precision", "recall", "gradient", "overfitting", "kernel", "drift", "aces", "resnet"]
    )
    assert speller.words(typed) == [meant]


@pytest.mark.parametrize(
    "family",
    [
        ("regularize", "regularized", "regularization"),
        ("evaluate", "evaluation", "evaluating"),
        ("boost", "boosting", "boosted"),
        ("cluster", "clusters"),
    ],
)
def test_a_family_of_words_has_one_root(family: tuple[str, ...]) -> None:
    assert len({root(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is dropout", "define"),
        ("why does dropout help", "why"),
        ("implement dropout in code", "implement"),
        ("derive the gradient", "derive"),
        ("advantages of trees", "judge"),
        ("difference of trees and forests", "compare"),
    ],
)
def test_what_is_asked_is_told_apart(text: str, intent: str) -> None:
    assert intent in intents_of(text)


def test_a_prompt_falls_into_its_sentences() -> None:
    assert segments("What is X good for? Show it with numbers, and why does it fail.") == [
        "What is X good for?",
        "Show it with numbers",
        "why does it fail.",
    ]


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text: str) -> None:
    assert all(isinstance(word, str) and word for word in SPELLER.words(text))
