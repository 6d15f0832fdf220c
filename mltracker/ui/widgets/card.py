"""Cards: what stands apart on a page."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mltracker.ui.widgets.layouts import Item, hbox, rule, vbox


class Card(QFrame):
    """A bordered block; fill `body`. `flush` leaves no padding, for lists that reach the border."""

    def __init__(
        self,
        role: Literal["card", "hero"] = "card",
        parent: QWidget | None = None,
        *,
        name: str = "",
        flush: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setObjectName(name)
        pad = 24 if role == "hero" else 16
        self.body: QVBoxLayout = vbox(margins=1 if flush else pad, spacing=0 if flush else 8)
        self.setLayout(self.body)

    def add_row(self, row: QWidget) -> None:
        """Add a row to a flush card, with a line between it and the one above."""
        if self.body.count():
            self.body.addWidget(rule())
        self.body.addWidget(row)


def heading(title: QWidget, *right: Item, spacing: int = 12) -> QWidget:
    """A section's heading: the title left, what belongs to it right."""
    made = QWidget()
    made.setLayout(hbox(title, None, *right, spacing=spacing))
    return made
