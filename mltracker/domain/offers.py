"""Offers: versions of a negotiation, what each is worth a year, and how they compare by the user's own measures.

Plain arithmetic on what the user entered. A part that is not known is named and never counted as nothing; equity is
taken to vest in equal yearly shares; nothing is discounted or taxed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from mltracker.domain.drafts import Draft
from mltracker.domain.limits import Day, Money, Name, Note, OneLine

HORIZON = 4
MOST_CRITERIA = 12
HIGHEST = 5
EquityKind = Literal["", "rsu", "options", "shares", "other"]
EQUITY_TITLES: dict[EquityKind, str] = {
    "": "Not said",
    "rsu": "Stock units (RSU)",
    "options": "Options",
    "shares": "Shares",
    "other": "Other",
}
Part = Literal["base", "bonus", "equity", "sign_on"]
PARTS: tuple[Part, ...] = ("base", "bonus", "equity", "sign_on")
_FIGURES = ("base", "bonus", "equity_total", "sign_on")


def check_currency(value: str) -> str:
    """Three capital letters, or nothing; raises ValueError with a sentence."""
    if value and not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        raise ValueError("Write the currency in three capital letters, such as EUR.")
    return value


def check_rate(value: str) -> str:
    """An exchange rate as typed: a number above 0 with at most 8 decimals; raises ValueError with a sentence."""
    try:
        rate = Decimal(value.strip().replace(",", "."))
    except InvalidOperation:
        rate = Decimal(0)
    exponent = rate.as_tuple().exponent
    if not rate.is_finite() or not 0 < rate < 1_000_000_000 or not isinstance(exponent, int) or exponent < -8:
        raise ValueError("Write a number above 0, such as 0.92.")
    return f"{rate:f}"


Currency = Annotated[str, AfterValidator(check_currency)]
Rate = Annotated[str, AfterValidator(check_rate)]
Level = Annotated[int, Field(ge=0, le=HIGHEST)]


class OfferDraft(Draft):
    """One version of an offer; money in whole units, base and bonus a year. 0 means none, nothing means not known."""

    base: Money | None = None
    bonus: Money | None = None
    equity_total: Money | None = None
    equity_kind: EquityKind = ""
    vest_years: Annotated[int, Field(ge=1, le=10)] | None = None
    sign_on: Money | None = None
    currency: Currency = Field(default="", validate_default=True)
    level: OneLine = ""
    deadline_on: Day | None = None
    start_on: Day | None = None
    notes: Note = ""

    @field_validator("currency")
    @classmethod
    def _currency_of_figures(cls, value: str, info: ValidationInfo) -> str:
        if not value and any(info.data.get(name) is not None for name in _FIGURES):
            raise ValueError("Say which currency the figures are in, such as EUR.")
        return value

    @field_validator("start_on")
    @classmethod
    def _start_after_answer(cls, value: date | None, info: ValidationInfo) -> date | None:
        deadline = info.data.get("deadline_on")
        if value is not None and deadline is not None and value < deadline:
            raise ValueError("You would start before your answer is due.")
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(value not in (None, "") for name, value in self if name != "currency"):
            raise ValueError("Note at least one thing of the offer, such as the base.")
        return self


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One version as it was noted; `at` says when."""

    id: int
    application_id: int
    version: int
    base: int | None
    bonus: int | None
    equity_total: int | None
    equity_kind: EquityKind
    vest_years: int | None
    sign_on: int | None
    currency: str
    level: str
    deadline_on: date | None
    start_on: date | None
    notes: str
    at: datetime

    @property
    def draft(self) -> OfferDraft:
        """The version as what the next one begins with."""
        return OfferDraft.model_construct(**{name: getattr(self, name) for name in OfferDraft.model_fields})


@dataclass(frozen=True, slots=True)
class Worth:
    """What an offer is worth in its own currency.

    The parts are a year's share each, equity averaged over four years, the sign-on spread as wanted; None is not known.
    `per_year` adds up the known parts, `first_year` what the first twelve months bring: the whole sign-on and what
    vests in them; each is None when no part of it is known. `missing` names the parts that are not.
    """

    base: Fraction | None
    bonus: Fraction | None
    equity: Fraction | None
    sign_on: Fraction | None
    per_year: Fraction | None
    first_year: Fraction | None
    missing: tuple[Part, ...]

    def part(self, name: Part) -> Fraction | None:
        """One part's share of a year."""
        return {"base": self.base, "bonus": self.bonus, "equity": self.equity, "sign_on": self.sign_on}[name]


class Criterion(Draft):
    """Something that counts for the user besides money, and how much: 0 not at all, 5 most."""

    key: Name
    name: Name
    weight: Level = 3


class Comparison(Draft):
    """How the user compares offers: currency and own rates to it, years for the sign-on, criteria and scores.

    `rates` go by pair: "USD/EUR" says how many EUR one USD is. `scores` go by application and criterion.
    """

    currency: Currency = ""
    rates: dict[Annotated[str, Field(pattern="^[A-Z]{3}/[A-Z]{3}$")], Rate] = Field(default_factory=dict)
    sign_on_years: Annotated[int, Field(ge=0, le=HORIZON)] = HORIZON
    criteria: tuple[Criterion, ...] = (
        Criterion(key="growth", name="Growth"),
        Criterion(key="team", name="Team"),
        Criterion(key="place", name="Place"),
    )
    scores: dict[int, dict[str, Level]] = Field(default_factory=dict)

    @field_validator("criteria")
    @classmethod
    def _few_and_different(cls, value: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        if len(value) > MOST_CRITERIA:
            raise ValueError(f"At most {MOST_CRITERIA} criteria fit side by side.")
        if len({criterion.name.casefold() for criterion in value}) < len(value):
            raise ValueError("There is a criterion of this name already.")
        return value


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted mean of the scores given, 0 to 5; None when none counts. `missing` names criteria without one."""

    value: Fraction | None
    missing: tuple[str, ...]


def differences(before: OfferRow | None, after: OfferRow | OfferDraft) -> tuple[str, ...]:
    """The fields in which a version differs from the one before; all that say something when there is none."""
    return tuple(
        name
        for name in OfferDraft.model_fields
        if getattr(after, name) != (getattr(before, name) if before is not None else _default(name))
    )


def worth(offer: OfferRow | OfferDraft, sign_on_years: int = HORIZON) -> Worth:
    """What an offer is worth a year, its sign-on spread over so many years; 0 leaves the sign-on out of the yearly sum."""
    base, bonus = _exact(offer.base), _exact(offer.bonus)
    whole = _exact(offer.sign_on)
    vesting = _vesting(offer)
    equity = sum(vesting, Fraction(0)) / HORIZON if vesting is not None else None
    share = Fraction(0) if not sign_on_years else None if whole is None else whole / sign_on_years
    yearly = [base, bonus, equity, *([share] if sign_on_years else [])]
    first = [base, bonus, vesting[0] if vesting is not None else None, whole]
    missing = [name for name, part in zip(PARTS, (base, bonus, equity, share), strict=True) if part is None]
    return Worth(base, bonus, equity, share, _known(yearly), _known(first), tuple(missing))


def rate_to(comparison: Comparison, currency: str) -> Fraction | None:
    """How much of the comparison's currency one unit of another is; None when the user has not said."""
    wanted = comparison.currency
    if currency == wanted:
        return Fraction(1)
    if stated := comparison.rates.get(f"{currency}/{wanted}"):
        return Fraction(stated)
    other_way = comparison.rates.get(f"{wanted}/{currency}")
    return 1 / Fraction(other_way) if other_way else None


def weighted(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> Score:
    """The mean of the scores by the criteria's weights; those without weight or score do not count."""
    counted = [c for c in criteria if c.weight]
    given = [(c.weight, scores[c.key]) for c in counted if c.key in scores]
    weight = sum(w for w, _ in given)
    value = Fraction(sum(w * s for w, s in given), weight) if weight else None
    return Score(value, tuple(c.name for c in counted if c.key not in scores))


def _vesting(offer: OfferRow | OfferDraft) -> list[Fraction] | None:
    """What vests in each of the first four years; None when that is not known."""
    if offer.equity_total is None:
        return None
    if not offer.equity_total:
        return [Fraction(0)] * HORIZON
    if offer.vest_years is None:
        return None
    share = Fraction(offer.equity_total, offer.vest_years)
    return [share if year < offer.vest_years else Fraction(0) for year in range(HORIZON)]


def _known(parts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum of the parts that are known; None when none is."""
    found = [part for part in parts if part is not None]
    return sum(found, Fraction(0)) if found else None


def _exact(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _default(name: str) -> object:
    return OfferDraft.model_fields[name].default
