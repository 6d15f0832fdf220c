"""The list of questions: facets are AND and their values OR, counts say what each value would leave, orders hold."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.question_list import FACETS, QuestionList
from mltracker.domain.questions import QuestionFilter, QuestionRow


def row(key: int, **more: Any) -> QuestionRow:
    values = {
        "slug": None, "topic": "nlp", "category": "theory", "kind": "concept", "difficulty": 3, "minutes": 5,
        "popularity": 3, "prompt": f"q{key}", "origin": "shipped", "complete": True, "part_of_id": None,
        "archived": False, "edited": False,
    }  # fmt: skip
    return QuestionRow(id=key, **{**values, **more})


LISTED = QuestionList.of(
    [
        row(1, difficulty=1, kind="coding"),
        row(2, difficulty=2, topic="mlops", state="weak", asked_times=2),
        row(3, difficulty=1, topic="mlops", origin="mine", asked_times=1),
        row(4, archived=True),
    ],
    {1: ("coding", "ml-breadth"), 2: ("ml-breadth",)},
)


def ids(wanted: QuestionFilter, matches: list[int] | None = None, order: str = "topic") -> list[int]:
    return [found.id for found in LISTED.narrowed(wanted, matches, order)]


def test_archived_questions_are_a_list_of_their_own() -> None:
    assert ids(QuestionFilter()) == [1, 2, 3]
    assert ids(QuestionFilter(archived=True)) == [4]


def test_orders_and_matches_decide_what_comes_first() -> None:
    assert ids(QuestionFilter(), order="newest") == [3, 2, 1]
    assert ids(QuestionFilter(), order="difficulty") == [1, 3, 2]
    assert ids(QuestionFilter(text="x"), [3, 99, 4, 1], "newest") == [3, 1]


def test_values_are_or_and_facets_are_and() -> None:
    assert ids(QuestionFilter(topics=frozenset({"mlops"}))) == [2, 3]
    assert ids(QuestionFilter(topics=frozenset({"mlops", "nlp"}), difficulties=frozenset({1}))) == [1, 3]
    assert ids(QuestionFilter(rounds=frozenset({"coding", "lunch"}))) == [1]
    assert ids(QuestionFilter(states=frozenset({"asked"}))) == [2, 3]
    assert ids(QuestionFilter(states=frozenset({"asked", "new"}))) == [1, 2, 3]
    assert ids(QuestionFilter(states=frozenset({"weak"}), origins=frozenset({"mine"}))) == []


def test_a_count_says_what_its_value_would_leave() -> None:
    counts = LISTED.facets(QuestionFilter(topics=frozenset({"mlops"}), difficulties=frozenset({1})), None)
    assert counts["topics"] == {"nlp": 1, "mlops": 1}
    assert counts["difficulties"] == {2: 1, 1: 1}
    assert counts["origins"] == {"mine": 1}
    assert counts["states"] == {"new": 1, "asked": 1}
    assert counts["rounds"] == {}
    assert LISTED.facets(QuestionFilter(), [1, 2])["rounds"] == {"coding": 1, "ml-breadth": 2}


CHOICES = {
    "topics": ("nlp", "mlops"),
    "categories": ("theory", "data"),
    "kinds": ("concept", "sql"),
    "difficulties": (1, 2),
    "rounds": ("coding", "ml-breadth"),
    "states": ("new", "weak", "asked"),
    "origins": ("shipped", "mine"),
}
ROWS = st.lists(
    st.tuples(
        *(
            st.sampled_from(CHOICES[facet])
            for facet in ("topics", "categories", "kinds", "difficulties", "origins")
        ),
        st.sampled_from(("new", "weak")),
        st.integers(0, 1),
        st.sets(st.sampled_from(CHOICES["rounds"])),
    ),
    max_size=8,
)
CHOSEN = st.fixed_dictionaries(
    {facet: st.sets(st.sampled_from(values), max_size=2) for facet, values in CHOICES.items()}
)


@given(rows=ROWS, chosen=CHOSEN)
def test_every_count_is_what_choosing_the_value_alone_in_its_facet_gives(
    rows: list[tuple[Any, ...]], chosen: dict[str, set[Any]]
) -> None:
    made = QuestionList.of(
        [
            row(n, topic=t, category=c, kind=k, difficulty=d, origin=o, state=s, asked_times=a)
            for n, (t, c, k, d, o, s, a, _) in enumerate(rows)
        ],
        {n: tuple(found[-1]) for n, found in enumerate(rows)},
    )
    wanted = {facet: frozenset(values) for facet, values in chosen.items()}
    counts = made.facets(QuestionFilter(**wanted), None)
    for facet, value in ((facet, value) for facet in FACETS for value in CHOICES[facet]):
        alone = QuestionFilter(**{**wanted, facet: frozenset({value})})
        assert counts[facet].get(value, 0) == len(made.narrowed(alone, None)), (facet, value)
