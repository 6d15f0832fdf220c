"""What stands around every page: rail, header, banner, foot, and the room between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from mltracker.ui.frame.foot import Foot
from mltracker.ui.frame.header import Header
from mltracker.ui.frame.measures import RAIL_ICONS_BELOW
from mltracker.ui.frame.rail import Rail
from mltracker.ui.frame.read_only import ReadOnlyBanner
from mltracker.ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from mltracker.ui.frame.menus import Actions

ADDS = ("application", "interview", "question", "contact", "note")


class Frame(QWidget):
    """The main window's central widget; pages are put into `room`, whose parent is `body`."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.rail = Rail(self)
        self.header = Header([actions[f"add-{kind}"] for kind in ADDS], self)
        self.foot = Foot(self)
        self.body = QWidget(self)
        self.body.setObjectName("body")
        self.banner = ReadOnlyBanner(self)
        self.room = vbox(self.banner, spacing=0)
        self.body.setLayout(self.room)
        right = vbox(self.header, spacing=0)
        right.addWidget(self.body, 1)
        middle = hbox(self.rail, spacing=0)
        middle.addLayout(right, 1)
        whole = vbox(spacing=0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.foot)
        self.setLayout(whole)

    def fit(self, size: QSize, *, icons_only: bool) -> None:
        """Take the measures for a window of this size; `icons_only`: the user wants a narrow rail in any case."""
        self.rail.set_icons_only(icons_only=icons_only or size.width() < RAIL_ICONS_BELOW)
        self.header.fit(size.width(), size.height())
