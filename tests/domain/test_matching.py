"""Typed questions find their topic and their twin, judged on the half of the labeled set left alone."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from topic_cases import topics, typed

from mltracker.domain.matching import SAME, BankRow, Matcher

PLAIN = Matcher(topics())


def bank(half: str, *parts: str) -> list[BankRow]:
    return [BankRow(prompt, prompt) for part in parts for _, prompt in typed(half)[part]]


def test_the_labeled_set_is_large_and_names_known_topics() -> None:
    both = [typed("rules"), typed("judge")]
    assert sum(len(half["typed"]) for half in both) >= 200
    assert sum(len(half["pairs"]) + len(half["strangers"]) for half in both) >= 100
    assert {topic for half in both for _, topic in half["typed"]} == set(topics().by_slug)


@pytest.mark.parametrize("half", ["judge", "rules"])
def test_topics_of_typed_questions(half: str) -> None:
    guesses = [([g.slug for g in PLAIN.match(text).topics], topic) for text, topic in typed(half)["typed"]]
    assert sum(slugs[0] == topic for slugs, topic in guesses) / len(guesses) >= 0.80
    assert sum(topic in slugs[:3] for slugs, topic in guesses) / len(guesses) >= 0.93


@pytest.mark.parametrize("half", ["judge", "rules"])
def test_twins_are_found_first_and_offered(half: str) -> None:
    matcher = Matcher(topics(), bank(half, "pairs", "strangers"))
    twins = [(matcher.match(text).twins, prompt) for text, prompt in typed(half)["pairs"]]
    assert sum(bool(found) and found[0].key == prompt for found, prompt in twins) / len(twins) >= 0.85


@pytest.mark.parametrize("half", ["judge", "rules"])
def test_other_questions_are_not_offered_as_the_same(half: str) -> None:
    matcher = Matcher(topics(), bank(half, "pairs"))
    strange = Matcher(topics(), bank(half, "strangers"))
    false = [bool(strange.match(text).twins) for text, _ in typed(half)["strangers"]]
    for text, prompt in typed(half)["pairs"]:
        matcher.remove(prompt)
        false.append(bool(matcher.match(text).twins))
        matcher.add([BankRow(prompt, prompt)])
    assert sum(false) / len(false) <= 0.05


@pytest.mark.parametrize(
    ("text", "decoy"),
    [
        ("precision vs recall", "What is precision at k, and where is it used?"),
        ("L1 vs L2", "What is the L2 norm of a vector?"),
        ("why dropout", "Implement dropout in NumPy."),
    ],
)
def test_the_same_words_may_be_another_question(text: str, decoy: str) -> None:
    assert Matcher(topics(), [BankRow("decoy", decoy)]).match(text).twins == ()


def test_at_least_five_topics_come_best_first() -> None:
    for text in ("", "k", "whats overfitting", "почему", "?" * 5_000):
        guesses = PLAIN.match(text).topics
        assert len(guesses) >= 5
        scores = [guess.score for guess in guesses]
        assert scores == sorted(scores, reverse=True)
        assert 0 < sum(scores) <= 1 + 1e-9


def test_the_bank_helps_to_find_the_topic() -> None:
    odd = [BankRow("z", "Explain the zorble transform of a gloop", "time-series")]
    assert Matcher(topics(), odd).match("zorble transform gloop").topics[0].slug == "time-series"


def test_a_bank_grows_changes_and_shrinks() -> None:
    matcher = Matcher(topics())
    matcher.add([BankRow("a", "What is overfitting?")])
    assert [twin.key for twin in matcher.match("whats overfitting").twins] == ["a"]
    matcher.add([BankRow("a", "What is a left join?")])
    assert matcher.match("whats overfitting").twins == ()
    assert [twin.key for twin in matcher.match("left join").twins] == ["a"]
    matcher.remove("a")
    matcher.remove("a")
    assert matcher.match("left join").near == ()


def test_growing_step_by_step_equals_loading_at_once() -> None:
    rows = bank("rules", "pairs")
    grown = Matcher(topics())
    for row in rows:
        grown.add([row])
    whole = Matcher(topics(), rows)
    for text, _ in typed("rules")["pairs"][:20]:
        assert grown.match(text).near == whole.match(text).near


def test_the_same_prompt_is_its_own_twin() -> None:
    rows = bank("judge", "pairs")
    matcher = Matcher(topics(), rows)
    for row in rows:
        best = matcher.match(row.prompt).near[0]
        assert (best.key, best.same) == (row.key, True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_matched(text: str) -> None:
    match = Matcher(topics(), [BankRow("a", "What is overfitting?", "ml-foundations")]).match(text)
    assert len(match.topics) >= 5
    assert all(0 <= twin.score <= 1 and twin.same == (twin.score >= SAME) for twin in match.near)


@pytest.mark.bench
def test_a_key_stroke_over_10000_questions_in_20_ms(benchmark) -> None:
    chance = random.Random(5)
    prompts = [row.prompt for half in ("rules", "judge") for row in bank(half, "pairs", "strangers")]
    words = [word for prompt in prompts for word in prompt.split()]
    rows = []
    for number in range(10_000):
        prompt = [
            chance.choice(words) if chance.random() < 0.4 else word for word in chance.choice(prompts).split()
        ]
        rows.append(BankRow(str(number), " ".join(prompt)))
    matcher = Matcher(topics(), rows)
    text = "how would you evaluate a model that predicts the training loss of a network"
    benchmark(lambda: [matcher.match(text[:end]) for end in range(1, len(text) + 1)])
    assert benchmark.stats.stats.min / len(text) < 0.020


def test_the_topic_of_the_same_question_comes_first() -> None:
    prompt = (
        "A test for a condition with 1% prevalence has 95% sensitivity and 90% specificity. How likely is it?"
    )
    matcher = Matcher(topics(), [BankRow("a", prompt, "probability")])
    guesses = matcher.match(prompt).topics
    assert guesses[0].slug == "probability"
    assert [g.score for g in guesses] == sorted((g.score for g in guesses), reverse=True)
    assert len({g.slug for g in guesses}) == len(guesses) >= 5


@pytest.mark.parametrize("topic", ["", "no-such-topic"])
def test_a_bank_without_topics_of_ours_changes_no_guess(topic: str) -> None:
    matcher = Matcher(topics(), [BankRow("a", "What is overfitting, and how do you prevent it?", topic)])
    found = matcher.match("what is overfitting and how to prevent it")
    assert found.twins
    assert found.topics[0].slug == "ml-foundations"
    assert {guess.slug for guess in found.topics} <= set(topics().by_slug)
