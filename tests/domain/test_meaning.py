"""What texts mean is known from small vectors of their words, however they are put."""

import pytest
from topic_cases import meanings

from mltracker.domain.meaning import Meanings, alike, parse_meanings
from mltracker.domain.wording import root


def of(text: str):
    return meanings().of(map(root, text.lower().split()))


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("roll back a bad release", "undo a deployment", "choose a learning rate"),
        ("groups of similar customers", "clustering of users", "gradient of the loss"),
        ("argue with the boss", "disagreement with a manager", "vectors of words"),
        ("undo a release of a model", "return to the previous version", "accuracy of a classifier"),
    ],
)
def test_other_words_for_the_same_are_nearer_than_something_else(text: str, same: str, other: str) -> None:
    assert alike(of(text), of(same)) > alike(of(text), of(other)) + 0.1


def test_a_text_is_like_itself_and_unknown_words_like_nothing() -> None:
    assert alike(of("model registry"), of("registry of a model")) > 0.8
    assert alike(of("model registry"), of("model registry")) == pytest.approx(1)
    assert of("zzxqy") is None
    assert of("") is None
    assert alike(of("zzxqy"), of("model")) == 0
    assert Meanings().of(["model"]) is None


def test_signs_tell_roughly_how_near_two_texts_are() -> None:
    text, near, far = (
        of("confidence interval of a mean"),
        of("interval for an average"),
        of("reverse a linked list"),
    )
    assert (text.signs ^ near.signs).bit_count() < (text.signs ^ far.signs).bit_count()


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    table = parse_meanings(b"two words\n" + bytes(range(128)))
    assert table.of(["two"]).numbers.tolist() == list(range(64))
    with pytest.raises(ValueError, match="128 numbers, not 127"):
        parse_meanings(b"two words\n" + bytes(127))


def test_the_shipped_table_stays_small() -> None:
    assert len(meanings().rows) < 1_500_000
    assert len(meanings().places) > 10_000
