"""What the sections of an interview share: a heading with a place for buttons, and a way to change things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox

P = ParamSpec("P")


class Changer(QObject):
    """Runs a writing use case, tells all pages, and says so with a way back."""

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._events = tools.events

    def run(
        self, words: str, use_case: Callable[P, tuple[Any, Change]], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """The result, or None after saying what went wrong. Empty words: no toast."""
        try:
            result, change = use_case(*args, **kwargs)
        except UserError as error:
            self._events.notice.emit(Notice.problem(error))
            return None
        if words:
            self._events.notice.emit(Notice.done(words))
        self._events.changed.emit(change)
        return result


class Section(QWidget):
    """A heading over a card. Sub-classes name themselves and fill `card`."""

    name = ""
    icon = ""
    flush = False

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self.setObjectName(f"section-{self.name}")
        self.tools, self.changer = tools, changer
        self.heading = label(self.title, "section")
        self.head = hbox(self.heading, None, spacing=8)
        self.card = Card(parent=self, name=f"card-{self.name}", flush=self.flush)
        self.setLayout(vbox(self.head, self.card, spacing=8))
        self.build(self.card.body)

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
