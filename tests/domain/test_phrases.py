"""The notation of patterns."""

import pytest

from mltracker.domain.phrases import PhraseIndex, stem, words_of


def hits(pattern: str, text: str, *, any_case: bool = False) -> list[str]:
    words = words_of(text)
    index = PhraseIndex({"label": [pattern]})
    return [words.excerpt(hit.first, hit.last) for hit in index.find(words, any_case=any_case)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("data pipeline", "Data pipelines and data-pipeline work", ["Data pipelines", "data-pipeline"]),
        ("fine tun*", "fine-tuning, fine tune, finetune", ["fine-tuning", "fine tune"]),
        ("a/b test*", "an A/B test, A/B testing", ["A/B test", "A/B testing"]),
        ("ci/cd", "CI/CD and CI / CD", ["CI/CD"]),
        ("model serv*|deploy*", "model serving or model deployment", ["model serving", "model deployment"]),
        (
            "train* large? model",
            "training models, train a large model, train large models",
            ["training models", "train large models"],
        ),
        ("deploy* ~ model", "deploy and watch over all models", ["deploy and watch over all models"]),
        ("deploy* ~ model", "deploy one two three four five models", []),
        ("vision", "visionary", []),
        ("rag", "drag and drop", []),
    ],
)
def test_patterns_match_words_not_letters(pattern: str, text: str, expected: list[str]) -> None:
    assert hits(pattern, text) == expected


def test_an_exact_spelling_needs_its_capitals_unless_told_otherwise() -> None:
    assert hits("=RAG", "a rag, RAG and RAGs") == ["RAG", "RAGs"]
    assert hits("=RAG", "a rag", any_case=True) == ["rag"]


@pytest.mark.parametrize("pattern", ["", "~ model", "model ~", "large? model"])
def test_a_pattern_without_a_firm_start_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="begin and end"):
        PhraseIndex({"label": [pattern]})


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("models", "model"),
        ("queries", "query"),
        ("losses", "loss"),
        ("batches", "batch"),
        ("bias", "bia"),
        ("analysis", "analysis"),
        ("gpus", "gpus"),
    ],
)
def test_plural_endings_come_off(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("data set", "data (set), data: set, the data. Set", []),
        ("data set", "data, set", []),
        ("train* ~ model", "train, watch and keep models", ["train, watch and keep models"]),
        ("train* ~ model", "train dogs (not models)", []),
        ("organi*ation", "organisation, organization", ["organisation", "organization"]),
        ("behavio*ral test", "behavioural tests, behavioral test", ["behavioural tests", "behavioral test"]),
    ],
)
def test_only_a_gap_passes_a_comma_and_nothing_a_bracket(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert hits(pattern, text) == expected


def test_the_longest_reading_of_a_label_is_the_one() -> None:
    words = words_of("large language model")
    index = PhraseIndex({"label": ["large", "large language", "large ~ model"]})
    assert [(hit.first, hit.last) for hit in index.find(words)] == [(0, 3)]


def test_a_pattern_with_two_spaces_is_refused() -> None:
    with pytest.raises(ValueError, match="begin and end"):
        PhraseIndex({"label": ["data  set"]})
