"""What texts mean is known from small vectors of their words, and from the known questions that they come near."""

import pytest
from topic_cases import meanings, topics

from mltracker.domain.meaning import Meanings, alike, asked_alike, parse_meanings
from mltracker.domain.wording import Speller, root
from mltracker.paths import resource

SPELLER = Speller(topics().abbreviations)


def of(text: str):
    return meanings().of(map(root, SPELLER.words(text)))


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("roll back a bad release", "undo a deployment", "choose a learning rate"),
        ("groups of similar customers", "clustering of users", "gradient of the loss"),
        ("argue with the boss", "disagreement with a manager", "vectors of words"),
        ("undo a bad release", "roll back to the previous version", "accuracy of a classifier"),
    ],
)
def test_other_words_for_the_same_are_nearer_than_something_else(text: str, same: str, other: str) -> None:
    assert alike(of(text), of(same)) > alike(of(text), of(other)) + 0.1


def test_a_text_is_like_itself_and_nothing_without_words() -> None:
    assert alike(of("model registry"), of("registry of a model")) > 0.8
    assert alike(of("model registry"), of("model registry")) == pytest.approx(1)
    assert of("") is None
    assert alike(None, of("model")) == 0


def test_a_word_that_the_table_lacks_has_a_direction_of_its_own() -> None:
    assert "zzxqy" not in meanings()
    assert alike(of("zzxqy"), of("zzxqy")) == pytest.approx(1)
    assert alike(of("zzxqy"), of("qyzzx")) < 0.3
    assert (
        alike(of("explain zzxqy"), of("what is zzxqy"))
        > alike(of("explain qyzzx"), of("what is zzxqy")) + 0.2
    )
    assert alike(Meanings().of(["model"]), Meanings().of(["model"])) == pytest.approx(1)


def test_signs_tell_roughly_how_near_two_texts_are() -> None:
    text, near, far = (
        of("confidence interval of a mean"),
        of("interval for an average"),
        of("reverse a linked list"),
    )
    assert (text.signs ^ near.signs).bit_count() < (text.signs ^ far.signs).bit_count()


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        (
            "tortoise and hare pointers",
            "How do you detect a cycle in a linked list?",
            "Reverse a linked list.",
        ),
        (
            "spread of the errors grows with the prediction",
            "What is heteroscedasticity?",
            "What are the assumptions of linear regression?",
        ),
        (
            "fight with a coworker",
            "Tell me about a disagreement with a colleague.",
            "Tell me about a time you missed a deadline.",
        ),
    ],
)
def test_texts_that_share_no_word_may_be_the_same_known_question(text: str, same: str, other: str) -> None:
    assert asked_alike(of(text).known, of(same).known) > 0.4 > asked_alike(of(text).known, of(other).known)


def test_a_known_question_names_its_topic() -> None:
    found = of("how do you detect a cycle in a linked list")
    place, share = next(iter(found.known.items()))
    assert meanings().topics[place] == "algorithms"
    assert share > 0.7
    assert sum(part * part for part in found.known.values()) == pytest.approx(1, abs=0.01)
    assert list(found.known.values()) == sorted(found.known.values(), reverse=True)


@pytest.mark.parametrize(
    "text", ["qwzxv", "что такое переобучение", "什么是过拟合", "lorem ipsum dolor sit amet"]
)
def test_what_is_no_question_of_the_field_is_none_of_the_known(text: str) -> None:
    assert sum(part * part for part in of(text).known.values()) < 0.3


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    rows = bytes(range(1, 127)) + bytes(2)
    table = parse_meanings(b"two\nother\nspelled\nalgorithms\n" + rows + rows)
    assert table.of(["two"]).numbers.tolist() == [*range(1, 127), 0, 0]
    assert table.of(["two"]).known == {0: pytest.approx(1, abs=0.01)}
    assert (table.words, table.topics) == (["spelled"], ["algorithms"])
    assert "two" in table
    assert "other" in table
    assert "spelled" not in table
    with pytest.raises(ValueError, match="256 numbers, not 255"):
        parse_meanings(b"two\n\n\nalgorithms\n" + rows + rows[1:])
    with pytest.raises(ValueError, match="four lines"):
        parse_meanings(b"two words")


def test_the_shipped_table_stays_small_and_names_known_topics() -> None:
    assert resource("meanings.bin").stat().st_size < 4_000_000
    assert "overfit" in meanings()
    assert set(meanings().topics) == set(topics().by_slug)
