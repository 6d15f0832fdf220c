"""The reasons of a figure as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mltracker.domain.factors import Factor
from mltracker.services import catalog
from mltracker.ui import explain
from mltracker.ui.widgets.factor_row import FactorRow
from mltracker.ui.words import points_words


def factor_rows(factors: Iterable[Factor], *, keep: int = 16) -> Iterator[FactorRow]:
    """A row for each; `keep` characters of its words are always given room."""
    titles = catalog.titles()
    for factor in factors:
        yield FactorRow(
            explain.factor_icon(factor),
            explain.factor_words(factor, titles),
            points_words(factor.points),
            certainty=explain.certainty_words(factor),
            doubtful=factor.certainty == "low",
            keep=keep,
        )
