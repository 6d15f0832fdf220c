"""What every part of the settings is: a heading over a card of rows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.ui.page import PageTools
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.list_row import ListRow


class SettingsSection(QWidget):
    """Sub-classes fill `_build` and `refresh`; the page lists them and calls `refresh` when something changed."""

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self._build()

    def refresh(self) -> None:
        """Read again what the section shows."""
        raise NotImplementedError

    def _build(self) -> None:
        raise NotImplementedError

    def _block(self, title: str, card: Card) -> None:
        """Lay out a heading over a card."""
        self.setLayout(vbox(label(title, "section"), card, spacing=8))

    def _row(self, card: Card, title: str, detail: str, *widgets: QWidget) -> None:
        """A line of a card: what it is, what it does, and the controls."""
        row = ListRow(title, detail, name=f"setting-{title.lower().replace(' ', '-')}")
        row.add(*widgets)
        card.add_row(row)
