"""Rows that may be many: the first of them, and the others a handful at a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.layouts import clear, hbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.words import tr

FIRST, STEP = 8, 50


class LongRows(QObject):
    """Fills a flush card, and makes a widget of each row only when it is shown."""

    def __init__(self, card: Card, line: Callable[[Any], QWidget], *, name: str, first: int = FIRST) -> None:
        super().__init__(card)
        self._card, self._line, self._name, self._first = card, line, name, first
        self._rows: list[Any] = []
        self._shown = 0
        self._foot: QWidget | None = None

    def show_rows(self, rows: Sequence[Any], *, least: int = 0) -> None:
        """Show these in place of what was there, so many at least; as many as were unfolded before stay unfolded."""
        clear(self._card.body)
        self._foot = None
        unfolded, self._shown, self._rows = self._shown, 0, list(rows)
        self._go_on(max(self._first, unfolded, least))

    def fold(self) -> None:
        """What is shown next begins with the first rows again."""
        self._shown = 0

    def _go_on(self, count: int) -> None:
        if self._foot is not None:
            self._card.body.removeWidget(self._foot)
            self._foot.deleteLater()
            self._foot = None
        if len(self._rows) - self._shown == count + 1:
            count += 1  # one more row takes no more room than the words that would stand for it
        for row in self._rows[self._shown : self._shown + count]:
            self._card.add_row(self._line(row))
        self._shown = min(len(self._rows), self._shown + count)
        left = len(self._rows) - self._shown
        if left > 0:
            more = Link(tr("Show %n more", min(left, STEP)), name=f"{self._name}-more")
            more.clicked.connect(self._on_more)
            self._foot = QWidget()
            self._foot.setLayout(hbox(more, None, margins=(16, 8, 16, 8)))
            self._card.add_row(self._foot)

    def _on_more(self) -> None:
        self._go_on(STEP)


class LongCard(Card):
    """A card of such rows."""

    def __init__(self, rows: Sequence[Any], line: Callable[[Any], QWidget], *, name: str) -> None:
        super().__init__(name=name, flush=True)
        LongRows(self, line, name=name).show_rows(rows)
