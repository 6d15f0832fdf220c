"""The header of every page: title, the next interview, the search field and the one Add button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from mltracker.ui.frame.measures import header_height
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button, FieldButton
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.page_margins import margin_in

SEARCH, NARROW_SEARCH = 320, 268
NARROW_BELOW = 1200
NEXT = 260


class Header(QFrame):
    """Shows what the page is; asks for the palette and for the next interview."""

    palette_requested = Signal()
    next_requested = Signal()

    def __init__(self, add_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setProperty("role", "bar")
        self._title = label("", "title", name="page-title")
        self._subtitle = ElidedLabel("", self, tone="muted", keep=0)
        self._subtitle.setObjectName("page-subtitle")
        self.next_chip = FilterChip("", self, name="next-interview", checkable=False)
        self.next_chip.setMaximumWidth(NEXT)
        self.next_chip.hide()
        self._search = FieldButton(
            self.tr("Search or run a command"),
            self,
            name="search-field",
            icon_name="search",
            keys="Ctrl+K",
            short=self.tr("Search"),
        )
        self._search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._add = Button(self.tr("Add"), self, name="add-button", kind="tonal", icon_name="add", arrow=True)
        self._menu = QMenu(self)
        self._menu.addActions(list(add_actions))
        self._line = hbox(
            self._title, 4, self._subtitle, None, self.next_chip, self._search, self._add, spacing=12
        )
        self.setLayout(self._line)
        self.next_chip.clicked.connect(self.next_requested)
        self._search.clicked.connect(self.palette_requested)
        self._add.clicked.connect(self._on_add_clicked)
        self.fit(1_440, 900)

    def set_page(self, title: str) -> None:
        """Name the page in view."""
        self._title.setText(title)

    def set_subtitle(self, text: str) -> None:
        """The small words beside the title."""
        self._subtitle.setText(text)

    def set_next(self, text: str, tip: str, icon_name: str) -> None:
        """What the chip of the next interview says; an empty text hides it."""
        self.next_chip.setVisible(bool(text))
        if text:
            self.next_chip.setText(text)
            self.next_chip.setToolTip(plain_tip(tip))
            self.next_chip.set_icon(icon_name)

    def set_working(self, *, on: bool) -> None:
        """Without data there is nothing to find and nothing to add to, and no page to name."""
        self._search.setEnabled(on)
        self._add.setEnabled(on)
        if not on:
            self.set_page("")
            self.set_subtitle("")

    def fit(self, width: int, height: int) -> None:
        """Be lower in a low window, and spare words in a narrow one."""
        self.setFixedHeight(header_height(height))
        side = margin_in(width)
        self._line.setContentsMargins(side, 0, side, 0)
        self._search.setFixedWidth(NARROW_SEARCH if width < NARROW_BELOW else SEARCH)

    def _on_add_clicked(self) -> None:
        corner = self._add.mapToGlobal(QPoint(self._add.width(), self._add.height() + 4))
        self._menu.popup(corner - QPoint(self._menu.sizeHint().width(), 0))
