"""Offers as arithmetic: sums that add up, missing parts that stay missing, rates and weights that only scale."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.errors import InvalidInput
from mltracker.domain.offers import (
    HORIZON,
    PARTS,
    Comparison,
    Criterion,
    OfferDraft,
    OfferRow,
    differences,
    rate_to,
    weighted,
    worth,
)

money = st.none() | st.integers(0, 2_000_000_000)
offers = st.builds(
    OfferDraft.model_construct,
    base=money,
    bonus=money,
    equity_total=money,
    vest_years=st.none() | st.integers(1, 10),
    sign_on=money,
)
whole = st.builds(
    OfferDraft.model_construct,
    base=st.integers(0, 10**9),
    bonus=st.integers(0, 10**9),
    equity_total=st.integers(0, 10**9),
    vest_years=st.integers(1, 10),
    sign_on=st.integers(0, 10**9),
)
spread = st.integers(0, HORIZON)


def row(version: int = 1, **values: object) -> OfferRow:
    draft = OfferDraft.make(**values)
    return OfferRow(version, 1, version, **draft.model_dump(), at=datetime(2026, 12, 1, tzinfo=UTC))


def test_a_year_of_an_offer_is_base_bonus_a_share_of_equity_and_of_the_sign_on() -> None:
    offer = OfferDraft.make(
        base=100_000, bonus=10_000, equity_total=80_000, vest_years=4, sign_on=12_000, currency="EUR"
    )
    found = worth(offer)
    assert found.per_year == 100_000 + 10_000 + 20_000 + 3_000
    assert found.first_year == 100_000 + 10_000 + 20_000 + 12_000
    assert worth(offer, 1).per_year == 142_000
    assert worth(offer, 0).per_year == 130_000
    assert found.missing == ()


def test_equity_that_vests_faster_or_slower_counts_what_vests_in_four_years() -> None:
    faster = worth(OfferDraft.make(equity_total=60_000, vest_years=3, currency="EUR"))
    slower = worth(OfferDraft.make(equity_total=60_000, vest_years=5, currency="EUR"))
    assert (faster.equity, faster.first_year) == (15_000, 20_000)
    assert (slower.equity, slower.first_year) == (12_000, 12_000)


@given(offers, spread)
def test_parts_add_up_and_what_is_not_known_is_named(offer: OfferDraft, years: int) -> None:
    found = worth(offer, years)
    wanted = PARTS if years else PARTS[:3]
    known = [part for name in wanted if (part := found.part(name)) is not None]
    assert found.missing == tuple(name for name in PARTS if found.part(name) is None)
    assert found.per_year == (sum(known, Fraction(0)) if known else None)
    if found.first_year is None:
        assert set(found.missing) >= {"base", "bonus", "equity"}


@given(whole)
def test_four_years_of_the_yearly_sum_are_everything_the_offer_brings(offer: OfferDraft) -> None:
    assert offer.vest_years is not None
    assert offer.equity_total is not None
    vested = Fraction(offer.equity_total * min(HORIZON, offer.vest_years), offer.vest_years)
    every = HORIZON * ((offer.base or 0) + (offer.bonus or 0)) + vested + (offer.sign_on or 0)
    yearly = worth(offer).per_year
    assert yearly is not None
    assert HORIZON * yearly == every


@given(whole, spread)
def test_more_of_a_part_is_never_worth_less(offer: OfferDraft, years: int) -> None:
    before = worth(offer, years).per_year
    assert before is not None
    for name in ("base", "bonus", "equity_total", "sign_on"):
        more = offer.model_copy(update={name: getattr(offer, name) + 1_000})
        after = worth(more, years).per_year
        assert after is not None
        assert after >= before


@given(offers, st.sampled_from(["base", "bonus", "equity_total", "sign_on"]))
def test_not_known_is_not_the_same_as_none(offer: OfferDraft, name: str) -> None:
    part = name.removesuffix("_total")
    unknown = worth(offer.model_copy(update={name: None}))
    nothing = worth(offer.model_copy(update={name: 0}))
    assert part in unknown.missing
    assert part not in nothing.missing
    assert nothing.part(part) == 0  # type: ignore[arg-type]


def test_equity_without_years_of_vesting_is_not_known() -> None:
    found = worth(OfferDraft.make(base=90_000, equity_total=40_000, currency="EUR"))
    assert found.equity is None
    assert found.missing == ("bonus", "equity", "sign_on")
    assert found.per_year == 90_000


def test_a_sign_on_that_is_left_out_is_no_yearly_sum_by_itself() -> None:
    found = worth(OfferDraft.make(sign_on=20_000, currency="EUR"), 0)
    assert (found.per_year, found.first_year) == (None, 20_000)


def test_rates_are_the_user_s_own_or_not_known() -> None:
    own = Comparison.make(currency="EUR", rates={"USD/EUR": "0,92"})
    assert rate_to(own, "EUR") == 1
    assert rate_to(own, "USD") == Fraction(92, 100)
    assert rate_to(own, "CHF") is None
    other_way = own.changed(currency="USD")
    assert rate_to(other_way, "EUR") == Fraction(100, 92)
    with pytest.raises(InvalidInput):
        Comparison.make(rates={"dollars": "1"})


@pytest.mark.parametrize("rate", ["0", "-1", "nan", "inf", "1e10", "a", "", "0.000000001", "1.2.3"])
def test_a_rate_is_a_number_above_nothing(rate: str) -> None:
    with pytest.raises(InvalidInput):
        Comparison.make(currency="EUR", rates={"USD/EUR": rate})


scores = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 5))
criteria = st.lists(st.integers(0, 5), min_size=1, max_size=4).map(
    lambda weights: [Criterion(key="abcd"[n], name="ABCD"[n], weight=w) for n, w in enumerate(weights)]
)


@given(criteria, scores)
def test_a_score_lies_between_those_given_and_names_those_that_are_not(
    wanted: list[Criterion], given_scores: dict[str, int]
) -> None:
    found = weighted(wanted, given_scores)
    counted = [given_scores[c.key] for c in wanted if c.weight and c.key in given_scores]
    assert found.missing == tuple(c.name for c in wanted if c.weight and c.key not in given_scores)
    if not counted:
        assert found.value is None
    else:
        assert found.value is not None
        assert min(counted) <= found.value <= max(counted)


@given(criteria, scores)
def test_doubling_every_weight_changes_nothing(wanted: list[Criterion], given_scores: dict[str, int]) -> None:
    doubled = [c.model_copy(update={"weight": 2 * c.weight}) for c in wanted]
    assert weighted(wanted, given_scores) == weighted(doubled, given_scores)


def test_a_version_is_told_by_what_differs() -> None:
    first = row(base=100_000, currency="EUR", level="L4")
    second = row(2, base=110_000, currency="EUR", level="L4", deadline_on=date(2026, 12, 7))
    assert differences(first, second) == ("base", "deadline_on")
    assert differences(None, first) == ("base", "currency", "level")
    assert differences(first, first.draft) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "form"),
        ({"currency": "EUR"}, "form"),
        ({"base": 1}, "currency"),
        ({"base": 1, "currency": "Euro"}, "currency"),
        ({"base": -1, "currency": "EUR"}, "base"),
        ({"base": 3_000_000_000, "currency": "EUR"}, "base"),
        ({"vest_years": 0, "level": "x"}, "vest_years"),
        ({"vest_years": 11, "level": "x"}, "vest_years"),
        ({"deadline_on": date(2026, 12, 7), "start_on": date(2026, 12, 1)}, "start_on"),
        ({"start_on": date(3000, 1, 1)}, "start_on"),
        ({"notes": "x" * 20_001}, "notes"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        OfferDraft.make(**values)
    assert set(refused.value.fields) == {field}


def test_criteria_are_few_and_different() -> None:
    same = [{"key": "a", "name": "Team"}, {"key": "b", "name": "team"}]
    many = [{"key": str(n), "name": str(n)} for n in range(13)]
    for criteria_given in (same, many):
        with pytest.raises(InvalidInput) as refused:
            Comparison.make(criteria=criteria_given)
        assert set(refused.value.fields) == {"criteria"}
    with pytest.raises(InvalidInput):
        Comparison.make(scores={1: {"team": 6}})
