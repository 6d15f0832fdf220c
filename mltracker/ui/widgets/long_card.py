"""A card of rows that may be many: the first of them, and the others a handful at a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.words import tr

FIRST, STEP = 8, 50


class LongCard(Card):
    """Makes a widget of each row only when it is shown."""

    def __init__(
        self, rows: Sequence[Any], line: Callable[[Any], QWidget], *, name: str, first: int = FIRST
    ) -> None:
        super().__init__(name=name, flush=True)
        self._rows, self._line, self._shown = list(rows), line, 0
        self._more = Link("", name=f"{name}-more")
        self._more.clicked.connect(self._on_more)
        self._foot = QWidget()
        self._foot.setLayout(hbox(self._more, None, margins=(16, 8, 16, 8)))
        # one more row takes no more room than the words that would stand for it
        self._show(len(self._rows) if len(self._rows) == first + 1 else first)

    def _show(self, count: int) -> None:
        self.body.removeWidget(self._foot)
        for row in self._rows[self._shown : self._shown + count]:
            self.add_row(self._line(row))
        self._shown += count
        left = len(self._rows) - self._shown
        self._foot.setVisible(left > 0)
        if left > 0:
            self._more.set_words(tr("Show %n more", min(left, STEP)))
            self.body.addWidget(self._foot)

    def _on_more(self) -> None:
        self._show(STEP)
