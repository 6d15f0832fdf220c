"""The header of every page: title, the next interview, the search field and the one Add button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from mltracker.ui.widgets.buttons import key_cap, menu_button, tool_button
from mltracker.ui.widgets.elided_label import ElidedLabel

TALL, LOW = 56, 48
LOW_BELOW = 720


class Header(QFrame):
    """Shows what the page is; asks for the palette and for the next interview."""

    palette_requested = Signal()
    next_requested = Signal()

    def __init__(self, add_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setProperty("role", "header")
        self._build(add_actions)
        self.search.clicked.connect(self.palette_requested)
        self.next_chip.clicked.connect(self.next_requested)
        self.fit(TALL)

    def set_page(self, title: str, subtitle: str) -> None:
        """Name the page in view."""
        self.title.setText(title)
        self.set_subtitle(subtitle)

    def set_subtitle(self, text: str) -> None:
        """The small words beside the title."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def set_next(self, text: str, tooltip: str, icon_name: str) -> None:
        """What the chip of the next interview says; an empty text hides it."""
        self.next_chip.setVisible(bool(text))
        self.next_chip.setText(text)
        self.next_chip.setToolTip(tooltip)
        self.next_chip.setAccessibleName(self.tr("Next interview: {0}").format(text))
        self.next_chip.setProperty("icon_name", icon_name)

    def fit(self, window_height: int) -> None:
        """Be lower in a low window."""
        self.setFixedHeight(LOW if window_height < LOW_BELOW else TALL)

    def _build(self, add_actions: Sequence[QAction]) -> None:
        self.title = QLabel(self)
        self.title.setObjectName("page-title")
        self.title.setProperty("role", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.subtitle = ElidedLabel("", self)
        self.subtitle.setObjectName("page-subtitle")
        self.subtitle.setProperty("role", "muted")
        self.next_chip = tool_button("", self, kind="chip", name="next-interview")
        self.next_chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next_chip.hide()
        self.search = self._search_field()
        self.add_button = menu_button(self.tr("Add"), self, kind="tonal", icon_name="add", name="add-button")
        menu = QMenu(self.add_button)
        menu.addActions(list(add_actions))
        self.add_button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        row.addWidget(self.next_chip)
        row.addWidget(self.search)
        row.addWidget(self.add_button)

    def _search_field(self) -> QToolButton:
        button = tool_button(
            self.tr("Search or run a command"), self, kind="field", name="search-field", icon_name="search"
        )
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setFixedWidth(320)
        inner = QHBoxLayout(button)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        inner.addWidget(key_cap("Ctrl+K", button))
        return button
