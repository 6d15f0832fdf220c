"""Typed words spelled out, mended and reduced to their roots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import topics

from mltracker.domain.wording import Speller, root

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
        ("naïve Bayes, Hölder", "naive bayes holder"),
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
        ("resets", "resets"),
    ],
)
def test_only_easy_slips_are_mended(typed: str, meant: str) -> None:
    speller = Speller(
        {}, ["precision", "recall", "gradient", "overfitting", "kernel", "drift", "aces", "resnet"], {"reset"}
    )
    assert speller.words(typed) == [meant]


@pytest.mark.parametrize(
    "family",
    [
        ("regularize", "regularized", "regularization"),
        ("evaluate", "evaluation", "evaluating"),
        ("boost", "boosting", "boosted"),
        ("cluster", "clusters"),
        ("normalization", "normalise", "normalised", "normalizing"),
        ("analysis", "analyse", "analyzed", "analyses"),
        ("behavior", "behaviour", "behaviours"),
        ("neighbors", "neighbour"),
        ("precise", "precision"),
        ("noise", "noisy"),
    ],
)
def test_a_family_of_words_has_one_root(family: tuple[str, ...]) -> None:
    assert len({root(word) for word in family}) == 1


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text: str) -> None:
    assert all(isinstance(word, str) and word for word in SPELLER.words(text))
