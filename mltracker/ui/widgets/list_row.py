"""A row with buttons, for lists of at most a dozen; longer lists are views with delegates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from mltracker.ui.paint import RowLook, Sign, paint_row
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import keyboard_focus
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.notice import IconMark


class ListRow(QFrame):
    """Icon, title, second line with an optional sign before it, and whatever is added at the right.

    `height` is 36 for one line and 48 to 56 for two; title and detail of a `long` one may take a second line each; without `inset` the text begins at the left edge.
    """

    def __init__(  # noqa: PLR0913 - each names one part of the picture
        self,
        title: str,
        detail: str = "",
        parent: QWidget | None = None,
        *,
        name: str,
        icon_name: str = "",
        icon_role: str = "muted",
        sign: Sign | None = None,
        height: int = 0,
        strong: bool = False,
        inset: bool = True,
        long: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(", ".join(part for part in (title, sign.text if sign else "", detail) if part))
        self.setMinimumHeight(height or (56 if detail or sign else 36))
        upright = QSizePolicy.Policy.Minimum if long else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)
        role, at = "strong" if strong else "body", f"{name}-title"
        self.title: ElidedLabel | ClampedLabel = (
            ClampedLabel(title, role, name=at) if long else ElidedLabel(title, role=role, keep=20, name=at)
        )
        words = vbox(None, self.title, spacing=0)
        self.detail: ElidedLabel | ClampedLabel | None = None
        if detail or sign:
            at = f"{name}-detail"
            self.detail = (
                ClampedLabel(detail, "small", "muted", name=at)
                if long
                else ElidedLabel(detail, role="muted", name=at)
            )
            line = hbox(spacing=6)
            if sign is not None:
                line.addWidget(SignLabel(sign))
            line.addWidget(self.detail, 1)
            words.addLayout(line)
        words.addStretch(1)
        self._above = 6 if long else 0
        sides = (16, 12) if inset else (0, 0)
        self._row = hbox(spacing=12, margins=(sides[0], self._above, sides[1], self._above))
        if icon_name:
            self._row.addWidget(IconMark(icon_name, icon_role, size=16))
        self._row.addLayout(words, 1)
        self.setLayout(self._row)

    def lead(self, widget: QWidget) -> None:
        """Put a widget at the left end, before the icon and the words."""
        self._row.insertWidget(0, widget)
        self._row.setContentsMargins(4, self._above, 12, self._above)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the right end."""
        for widget in widgets:
            self._row.addWidget(widget)

    def keep_end(self) -> None:
        """Where the end of titles tells like rows apart: cut a title of one line in the middle."""
        if isinstance(self.title, ElidedLabel):
            self.title.keep_end()


class LinkRow(ListRow):
    """A row that leads somewhere: clicked by mouse, Enter or Space."""

    clicked = Signal()

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        name: str,
        icon_name: str = "",
        height: int = 0,
        sign: Sign | None = None,
    ) -> None:
        super().__init__(title, detail, name=name, icon_name=icon_name, height=height, sign=sign)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = RowLook(hover=self.underMouse(), focus=keyboard_focus(self), divider=False)
        paint_row(QPainter(self), self.rect(), look, tokens())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)
