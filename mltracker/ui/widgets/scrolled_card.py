"""A card of a fixed height in which rows scroll, for lists inside dialogs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.layouts import clear, rule, vbox
from mltracker.ui.widgets.scroll import scroll_area


class ScrolledCard(Card):
    """`tall` px high; `name` is that of the area that scrolls."""

    def __init__(self, tall: int, *, name: str) -> None:
        super().__init__(name=f"{name}-card", flush=True)
        self._rows = vbox(spacing=0)
        inner = QWidget()
        inner.setLayout(self._rows)
        self.body.addWidget(scroll_area(inner, name=name))
        self.setFixedHeight(tall)

    def show_rows(self, rows: Iterable[QWidget]) -> None:
        """Show these in place of what was there, with a line between any two."""
        clear(self._rows)
        for row in rows:
            if self._rows.count():
                self._rows.addWidget(rule())
            self._rows.addWidget(row)
        self._rows.addStretch(1)
