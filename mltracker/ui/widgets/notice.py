"""A message inside a page or form: what happened, and what is safe."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from mltracker.ui.icons import paint_icon
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label, set_look
from mltracker.ui.widgets.layouts import hbox

NoticeKind = Literal["info", "good", "warn", "bad"]
_ICONS = {"info": "info", "good": "done", "warn": "warning", "bad": "error"}


class IconMark(QWidget):
    """An icon in the color of a role, as a picture without a function."""

    def __init__(
        self, icon_name: str, role: str = "muted", *, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._side = icon_name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon_name: str, role: str = "muted") -> None:
        """Show another icon."""
        self._name, self._role = icon_name, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            box = QRect(0, 0, self._side, self._side)
            paint_icon(QPainter(self), box, self._name, tokens().color(self._role))


class InlineNotice(QFrame):
    """A colored line with icon and words, and room for buttons at its right."""

    def __init__(
        self, kind: NoticeKind = "info", text: str = "", parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumHeight(36)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = IconMark("info")
        self._label = label("", wrap=True, name=f"{name}-text")
        self._row = hbox(self._icon, spacing=8, margins=(12, 4, 12, 4))
        self._row.addWidget(self._label, 1)
        self.setLayout(self._row)
        self.set_notice(kind, text)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def set_notice(self, kind: NoticeKind, text: str) -> None:
        """Show another message."""
        set_look(self, "role", kind)
        self._icon.set_icon(_ICONS[kind], kind)
        self._label.setText(text)
        self.setAccessibleName(text)

    def add_button(self, button: Button) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)
