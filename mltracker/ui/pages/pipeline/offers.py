"""Offers in words: a year's worth, its parts, and what changed from one version to the next."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mltracker.domain.offers import OfferRow, Part, Worth, differences
from mltracker.ui.amounts import figure
from mltracker.ui.words import day, relative_day, tr

FIELD_TITLES = {
    "base": "Base",
    "bonus": "Bonus",
    "equity_total": "Equity",
    "sign_on": "Sign-on",
    "level": "Level",
    "deadline_on": "Answer by",
    "start_on": "Start",
    "notes": "Notes",
}
# what is told together under one title
_TOGETHER = {"equity_kind": "equity_total", "vest_years": "equity_total", "currency": "base"}
_EQUITY = {"rsu": "stock units", "options": "options", "shares": "shares", "other": "other"}
PART_TITLES: dict[Part, str] = {
    "base": "base",
    "bonus": "bonus",
    "equity": "equity",
    "sign_on": "sign-on",
}
_LONGEST = 160


def changed_titles(before: OfferRow | None, offer: OfferRow) -> list[str]:
    """The titled fields in which a version differs from the one before, in their order."""
    names = {_TOGETHER.get(name, name) for name in differences(before, offer)}
    return [name for name in FIELD_TITLES if name in names]


def shown(offer: OfferRow, name: str, today: date) -> str:
    """A titled field of an offer as words; empty where it says nothing."""
    value = getattr(offer, name)
    if name == "equity_total":
        return equity_words(offer)
    if value is None or value == "":
        return ""
    if name in ("base", "bonus", "sign_on"):
        return f"{figure(value)} {offer.currency}"
    if name == "deadline_on":
        return f"{day(value, today)} ({relative_day(value, today)})"
    if isinstance(value, date):
        return day(value, today)
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def equity_words(offer: OfferRow) -> str:
    """The whole equity with its kind and years: "65,000 EUR, stock units, over 4 years"."""
    if offer.equity_total is None:
        return ""
    years = offer.vest_years
    vesting = (
        ""
        if not offer.equity_total
        else tr("years of vesting not known")
        if years is None
        else tr("over 1 year")
        if years == 1
        else tr("over %n years", years)
    )
    total = f"{figure(offer.equity_total)} {offer.currency}"
    return ", ".join(filter(None, (total, tr(_EQUITY.get(offer.equity_kind, "")), vesting)))


def sum_words(total: Fraction | None, missing: tuple[Part, ...]) -> str:
    """A sum of the known parts: "136,250", "at least 120,000", "not known"."""
    if total is None:
        return tr("not known")
    return tr("at least {0}").format(figure(total)) if missing else figure(total)


def missing_words(worth: Worth) -> str:
    """Which parts are not known: "bonus and equity not known"; empty when all are."""
    names = [tr(PART_TITLES[name]) for name in worth.missing]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else tr("{0} and {1}").format(", ".join(names[:-1]), names[-1])
    return tr("{0} not known").format(listed)
