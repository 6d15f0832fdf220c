"""A card of a fixed height in which rows scroll, for lists inside dialogs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.layouts import rule, vbox
from mltracker.ui.widgets.scroll import scroll_area, set_content


class ScrolledCard(Card):
    """`tall` px high; `name` is that of the area that scrolls."""

    def __init__(self, tall: int, *, name: str) -> None:
        super().__init__(name=f"{name}-card", flush=True)
        self._area = scroll_area(name=name)
        self.body.addWidget(self._area)
        self.setFixedHeight(tall)

    def show_rows(self, rows: Iterable[QWidget], *, from_top: bool = False) -> None:
        """Show these in place of what was there, with a line between any two.

        What was read stays in view unless it begins `from_top`.
        """
        column = vbox(spacing=0)
        for row in rows:
            if column.count():
                column.addWidget(rule())
            column.addWidget(row)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        place = 0 if from_top else self._area.verticalScrollBar().value()
        before = self._area.widget()
        if before is not None:
            before.hide()  # all at once, or the focus would go from row to row as they go, and the area with it
        set_content(self._area, inner)
        self._area.verticalScrollBar().setValue(place)

    def reveal(self, name: str) -> None:
        """Bring the row of this name into view."""
        row = self._area.findChild(QWidget, name)
        if row is not None:
            self._area.ensureWidgetVisible(row, 0, 0)
