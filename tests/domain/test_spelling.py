"""Words typed without ß and umlauts, and what may be meant by them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.spelling import either_sharp, fold, forms, spelled_out, without_e


def test_sharp_s_has_two_forms_and_an_umlaut_that_was_typed_as_one() -> None:
    assert forms("strasse") == ["strasse", "straße"]
    assert forms("straße") == ["straße", "strasse"]
    assert forms("grüße") == ["grüße", "grüsse", "grueße", "gruesse"]
    assert forms("value") == ["value"]
    assert re.fullmatch(either_sharp("strasse"), "straße")
    assert re.fullmatch(either_sharp("straße"), "strasse")


def test_umlauts_are_spelled_out_and_understood_inside_of_words_alone() -> None:
    assert spelled_out("Über Jörg Müller, Bär") == "Ueber Joerg Mueller, Baer"
    assert without_e("Mueller joerg BAER") == "Muller jorg BAR"
    assert [without_e(word) for word in ("due", "u e", "3e5", "")] == ["due", "u e", "3e5", ""]


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
