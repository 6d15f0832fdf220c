"""Concepts are found whatever their words, and the shipped table holds together."""

from itertools import chain

import pytest
from topic_cases import raw, topics

from mltracker.domain.concepts import ConceptIndex, ConceptTable, parse_concepts
from mltracker.domain.matching import Matcher
from mltracker.domain.wording import Speller

TABLE = topics().concepts()
INDEX = ConceptIndex(TABLE)
SPELLER = Speller(topics().abbreviations)


def samples(pattern: str) -> list[str]:
    """Texts that a pattern must be found in: each of its alternatives once, gaps and endings left out."""
    slots = [[word for word in slot.rstrip("?").split("|") if word] for slot in pattern.split()]
    words = [slot for slot in slots if slot not in (["~"], ["+"])]
    return [
        " ".join(slot[min(at, len(slot) - 1)].rstrip("*") for slot in words)
        for at in range(max(map(len, words)))
    ]


def test_every_concept_belongs_to_a_known_topic() -> None:
    assert set(TABLE.topics.values()) == set(topics().by_slug)
    assert set(TABLE.topics) == set(TABLE.patterns)
    assert not TABLE.broad & TABLE.pointed


def test_every_pattern_is_reached_by_words_as_they_are_spelled_out() -> None:
    lost = [
        (slug, text)
        for slug, patterns in TABLE.patterns.items()
        for text in chain.from_iterable(map(samples, patterns))
        if slug not in INDEX.find(SPELLER.words(text, mend=False))
    ]
    assert lost == []


def test_no_pattern_is_listed_twice_in_a_concept() -> None:
    assert [slug for slug, patterns in TABLE.patterns.items() if len(patterns) != len(set(patterns))] == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("training acc 100, test 70", "overfitting"),
        ("what to do if half of the column is missing", "missing-data"),
        ("row count grew after the join", "join-duplicates"),
        ("only the best customers sign up", "confounding"),
        ("people click the top one because it is the top one", "position-bias"),
    ],
)
def test_a_situation_is_known_by_its_description(text: str, concept: str) -> None:
    assert concept in INDEX.find(SPELLER.words(text, mend=False))


def table(**concepts: tuple[str, ...]) -> ConceptIndex:
    return ConceptIndex(ConceptTable(concepts))


def test_a_name_inside_a_longer_name_does_not_count() -> None:
    index = table(bayes=("bayes",), naive=("naive bayes",))
    assert index.find(["naive", "bayes", "or", "bayes"]) == {"naive": [(0, 2)], "bayes": [(3, 4)]}


def test_a_loose_pattern_hides_no_name() -> None:
    index = table(split=("tree ~ split",), tree=("tree",))
    assert set(index.find(["tree", "chooses", "its", "split"])) == {"split", "tree"}


def test_joined_patterns_must_all_occur() -> None:
    index = table(skew=("train* + serve + differ*",))
    assert index.find(["training", "and", "serve", "differ"]) == {"skew": [(0, 1), (2, 3), (3, 4)]}
    assert index.find(["training", "differs"]) == {}


def test_a_broken_table_is_refused() -> None:
    with pytest.raises(ValueError, match="listed under"):
        parse_concepts({"concepts": {"nlp": {"a": ["x"]}, "statistics": {"a": ["y"]}}})
    with pytest.raises(ValueError, match="not known"):
        parse_concepts({"concepts": {"nlp": {"a": ["x"]}}, "grades": {"broad": ["b"]}})


def test_the_shipped_table_is_read_when_it_is_needed() -> None:
    assert parse_concepts(raw("concepts.toml")).patterns == TABLE.patterns
    assert Matcher(topics()).match("what is overfitting").topics[0].slug == "ml-foundations"
