"""What the sections of an interview share: a heading with a place for buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.words import home_zone_name


class Section(QWidget):
    """A heading over a card. Sub-classes name themselves and fill `card`."""

    name = ""
    icon = ""
    flush = False

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self.setObjectName(f"section-{self.name}")
        self.tools, self.changer = tools, changer
        self._drawn: tuple[object, ...] = ()
        changer.failed.connect(self._on_failed)
        self.heading = label(self.title, "section")
        self.head = hbox(self.heading, None, spacing=8)
        self.card = Card(parent=self, name=f"card-{self.name}", flush=self.flush)
        self.setLayout(vbox(self.head, self.card, spacing=8))
        self.build(self.card.body)

    def is_drawn(self, *shown: object) -> bool:
        """Whether the card shows just this, drawn on the same day by the same clock; if not, it is to be drawn now."""
        before, self._drawn = self._drawn, (self.tools.ctx.today(), home_zone_name(), *shown)
        return before == self._drawn

    @property
    def title(self) -> str:
        """The heading, also in the index of the page."""
        raise NotImplementedError

    @property
    def short(self) -> str:
        """The heading in the index of the page."""
        return self.title

    def build(self, body: QVBoxLayout) -> None:
        """Make the widgets of the card."""
        raise NotImplementedError

    def _on_failed(self) -> None:
        self._drawn = ()
