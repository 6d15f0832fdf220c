"""Typed questions find their topic and their twin, judged on the halves of the labeled sets left alone."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from topic_cases import topics
from typed_sets import Case, halves, share, typed_set, with_twin, without_twin

from mltracker.domain.matching import SAME, BankRow, Matcher

PLAIN = Matcher(topics())
SETS = halves()
# Twins to be found nearest, and to be offered first: in words alike, in hardly a word alike, in the shipped bank, in quite
# other words, and by hands that had seen nothing of the app.
LEAST = {
    "questions": (0.96, 0.94),
    "paraphrases": (0.90, 0.62),
    "bank": (0.97, 0.82),
    "voices": (0.86, 0.39),
    "outside_a": (0.94, 0.86),
    "outside_b": (0.92, 0.85),
    "outside_c": (0.94, 0.89),
    "outside_d": (0.94, 0.82),
    "outside_e": (0.95, 0.87),
    "outside_f": (0.94, 0.86),
}
TOPICS = {"questions": (0.91, 0.97), "paraphrases": (0.87, 0.97), "voices": (0.70, 0.91)}
FALSELY = {"outside_b": 0.06}
OUTSIDE = [name for name in LEAST if name.startswith("outside")]


@cache
def twins_of(name: str, half: str) -> list[Case]:
    return with_twin(typed_set(name, half))


@cache
def strangers_of(name: str, half: str) -> list[Case]:
    return list(without_twin(typed_set(name, half)))


def prompts(half: str) -> list[BankRow]:
    found = typed_set("questions", half)
    return found.bank_of(found.pairs)


def test_the_labeled_sets_are_large_and_name_known_topics() -> None:
    sets = [typed_set(name, half) for name, half in SETS]
    assert sum(len(found.typed) for found in sets) >= 300
    assert sum(len(found.pairs) for found in sets) >= 500
    assert sum(len(found.strangers) for found in sets) >= 500
    assert {topic for found in sets for _, topic in found.typed} == set(topics().by_slug)


@pytest.mark.parametrize(("name", "half"), [pair for pair in SETS if pair[0] in TOPICS])
def test_topics_of_typed_questions(name: str, half: str) -> None:
    guesses = [([g.slug for g in PLAIN.match(t).topics], topic) for t, topic in typed_set(name, half).typed]
    first, in_three = TOPICS[name]
    assert share([slugs[0] == topic for slugs, topic in guesses]) >= first
    assert share([topic in slugs[:3] for slugs, topic in guesses]) >= in_three


@pytest.mark.parametrize(("name", "half"), SETS)
def test_twins_are_nearest_and_offered_first(name: str, half: str) -> None:
    cases = twins_of(name, half)
    nearest, offered = LEAST[name]
    assert share([case.is_nearest for case in cases]) >= nearest
    assert share([case.is_nearest and case.is_offered for case in cases]) >= offered


@pytest.mark.parametrize(("name", "half"), SETS)
def test_other_questions_are_not_offered_as_the_same(name: str, half: str) -> None:
    assert share([case.is_offered for case in strangers_of(name, half)]) <= FALSELY.get(name, 0.05)


def test_what_others_typed_finds_its_twin_and_little_else() -> None:
    """The bound of the whole: halves that nothing was chosen by, each by a hand that had seen nothing of the app."""
    twins = [case for name in OUTSIDE for case in twins_of(name, "judge")]
    strangers = [case for name in OUTSIDE for case in strangers_of(name, "judge")]
    assert (len(twins), len(strangers)) == (720, 1_200)
    assert share([case.is_nearest and case.is_offered for case in twins]) >= 0.85
    assert share([case.is_offered for case in strangers]) <= 0.05


@pytest.mark.xfail(strict=True, reason="Former bounds of single sets, which do not hold: see CONTRIBUTING")
@pytest.mark.parametrize(
    ("name", "half", "bound"),
    [
        ("paraphrases", "judge", 0.80),
        ("paraphrases", "rules", 0.80),
        ("bank", "judge", 0.83),
        ("voices", "judge", 0.43),
        ("outside_a", "judge", 0.87),
    ],
)
def test_twins_were_offered_more_often(name: str, half: str, bound: float) -> None:
    cases = twins_of(name, half)
    assert share([case.is_nearest and case.is_offered for case in cases]) >= bound


@pytest.mark.xfail(strict=True, reason="Former bounds of single sets, which do not hold: see CONTRIBUTING")
@pytest.mark.parametrize(("name", "bound"), [("questions", 0.93), ("questions", 0.95), ("paraphrases", 0.90)])
def test_topics_came_first_more_often(name: str, bound: float) -> None:
    found = typed_set(name, "judge").typed
    assert share([PLAIN.match(text).topics[0].slug == topic for text, topic in found]) >= bound


@pytest.mark.xfail(strict=True, reason="Former bounds of single sets, which do not hold: see CONTRIBUTING")
@pytest.mark.parametrize("bound", ["nearest", "falsely"])
def test_other_bounds_that_do_not_hold(bound: str) -> None:
    nearest = share([case.is_nearest for case in twins_of("paraphrases", "judge")])
    false = share([case.is_offered for case in strangers_of("outside_b", "judge")])
    assert {"nearest": nearest >= 0.95, "falsely": false <= 0.05}[bound]


@pytest.mark.xfail(
    strict=True, reason="The only known question about a subject is taken for any other about it"
)
def test_another_question_about_a_rare_subject_is_not_offered() -> None:
    decoy = BankRow("decoy", "How long does a shadow deployment have to run before a release?")
    assert Matcher(topics(), [decoy]).match("what is a shadow deployment").twins == ()


@pytest.mark.parametrize(
    ("text", "decoy"),
    [
        ("precision vs recall", "What is precision at k, and where is it used?"),
        ("L1 vs L2", "What is the L2 norm of a vector?"),
        ("why dropout", "Implement dropout in NumPy."),
        ("what is dropout", "How do you choose the rate of dropout?"),
        ("choose k in k-means", "Implement k-means in NumPy."),
    ],
)
def test_the_same_words_may_be_another_question(text: str, decoy: str) -> None:
    assert Matcher(topics(), [BankRow("decoy", decoy)]).match(text).twins == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("¿Qué es el gradiente?", "¿Qué es el sobreajuste?"),
        ("¿Qué es la regularización?", "¿Qué es el sobreajuste?"),
        ("Was ist ein Gradient?", "Was ist ein Baum?"),
        ("qu'est-ce que le gradient", "qu'est-ce que le surapprentissage"),
        ("Что такое градиент?", "Что такое переобучение?"),
    ],
)
def test_other_languages_are_not_taken_for_the_same(text: str, other: str) -> None:
    assert Matcher(topics(), [BankRow("other", other)]).match(text).twins == ()


def test_the_very_same_words_are_the_same_in_any_language() -> None:
    matcher = Matcher(topics(), [BankRow("a", "¿Qué es el sobreajuste?")])
    assert [twin.key for twin in matcher.match("que es el sobreajuste").twins] == ["a"]


def test_accents_do_not_hide_a_question() -> None:
    matcher = Matcher(topics(), [BankRow("a", "What is naive Bayes?")])
    assert [twin.key for twin in matcher.match("naïve bayes?").twins] == ["a"]


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
    rows = prompts("rules")
    grown = Matcher(topics())
    for row in rows:
        grown.add([row])
    whole = Matcher(topics(), rows)
    for text, _ in typed_set("questions", "rules").pairs[:20]:
        assert grown.match(text).near == whole.match(text).near


def test_the_same_prompt_is_its_own_twin() -> None:
    rows = prompts("judge")
    matcher = Matcher(topics(), rows)
    for row in rows:
        best = matcher.match(row.prompt).near[0]
        assert (best.key, best.same) == (row.key, True)


def test_a_twin_without_a_word_alike_is_near() -> None:
    rows = [
        BankRow(str(at), f"How would you describe the {word} to a colleague?")
        for at, word in enumerate(("weather", "garden", "kitchen", "river") * 20)
    ]
    twin = BankRow("twin", "In which way can one undo a faulty deployment?")
    matcher = Matcher(topics(), [*rows, twin])
    assert matcher.match("revert a broken rollout").near[0].key == "twin"
    for _ in range(150):  # one is edited over and over, and in the end about something else
        matcher.add([BankRow("0", "Revert a broken rollout")])
    matcher.add(rows[:1])
    assert matcher.match("revert a broken rollout").near[0].key == "twin"


ONE = Matcher(topics(), [BankRow("a", "What is overfitting?", "ml-foundations")])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_matched(text: str) -> None:
    match = ONE.match(text)
    assert len(match.topics) >= 5
    assert all(0 <= twin.score <= 1 and twin.same == (twin.score >= SAME) for twin in match.near)


@pytest.mark.bench
def test_a_key_stroke_over_10000_questions_in_20_ms(benchmark) -> None:
    chance = random.Random(5)
    shipped = typed_set("bank", "rules").prompts
    words = [word for prompt in shipped for word in prompt.split()]
    rows = []
    for number in range(10_000):
        prompt = [
            chance.choice(words) if chance.random() < 0.4 else word for word in chance.choice(shipped).split()
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
