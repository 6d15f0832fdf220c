"""Words typed to narrow a list: each stands in what is left, in any case, with or without accents, ß and umlauts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.filtering import (
    MOST_WORDS,
    filter_words,
    findable,
    holds_umlauts,
    holds_words,
)


@pytest.mark.parametrize(
    ("text", "typed", "left"),
    [
        ("Fernhollow Labs, Dunmere", "LABS fern", True),
        ("Fernhollow Labs", "labs quill", False),
        ("Straßenwerk", "strasse", True),
        ("Strassenwerk", "STRAßE", True),
        ("Bei Jörg Müller", "mueller joerg", True),
        ("Bei Jörg Müller", "muller jorg", True),
        ("Bei Jörg Müller", "müller JÖRG", True),
        ("Bei Jo\u0308rg", "jörg", True),
        ("Jorg", "jörg", True),
        ("Résumé", "resume", True),
        ("Bei Joerg Mueller", "müller JÖRG", True),
        ("Bei Joerg Mueller", "muller", False),
        ("Value of a queue", "queue value", True),
        ("Vale", "value", False),
        ("Value", "vale", False),
        ("Full", "fuel", False),
        ("x", "", True),
    ],
)
def test_a_row_is_left_if_every_word_stands_in_it_however_it_is_spelled(
    text: str, typed: str, left: bool
) -> None:
    assert holds_words(findable(text), filter_words(typed)) is left


@pytest.mark.parametrize(
    ("text", "typed", "held"),
    [
        ("Bei Frau Müller.", "(mueller) frau", True),
        ("Bei Frau Müller", "Frau Mueller-Lang", True),
        ("Ein Pot", "poet", False),
        ("Über Pot und Muller", "poet", False),
        ("Anything", "at all", True),
    ],
)
def test_umlauts_that_were_spelled_out_are_more_than_bare_letters(text: str, typed: str, held: bool) -> None:
    assert holds_umlauts(text, typed) is held


@given(st.text(max_size=30))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    words = filter_words(text)
    assert len(words) <= MOST_WORDS
    assert holds_words(findable(text), words)
