"""Amounts as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mltracker.domain.errors import InvalidInput
from mltracker.ui.amounts import amount, figure
from mltracker.ui.words import tr


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        ("95000", 95_000),
        ("95,000", 95_000),
        ("95.000", 95_000),
        ("95 000", 95_000),
        ("95\u202f000", 95_000),
        ("95'000", 95_000),
        ("95k", 95_000),
        ("95 K", 95_000),
        ("92.5k", 92_500),
        ("1,25m", 1_250_000),
        ("1,250,000", 1_250_000),
        ("٣", 3),
    ],
)
def test_amounts_are_read_in_many_spellings(typed: str, value: int | None) -> None:
    assert amount("base", typed) == value


@pytest.mark.parametrize("typed", ["95000.50", "1,2", "-5", "95,00", "about 90k", "9e4", "95%"])
def test_what_is_no_whole_amount_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        amount("base", typed)
    assert refused.value.fields == {"base": "Write whole units, such as 95,000 or 95k."}


def test_amounts_are_shown_with_their_thousands_apart() -> None:
    assert [figure(value) for value in (None, 0, 1_234_567, Fraction(285_001, 2))] == [
        "",
        "0",
        "1,234,567",
        "142,500",
    ]
    assert [tr("%n questions", number) for number in (0, 999, 10_348)] == [
        "0 questions",
        "999 questions",
        "10,348 questions",
    ]
