"""A heading that shows and hides what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import paint_box, paint_text, text_width
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus
from mltracker.ui.widgets.layouts import vbox


class Disclosure(QWidget):
    """A row with an arrow, a title and a few words at the right; `toggled` tells whether the content shows."""

    toggled = Signal(bool)

    def __init__(
        self,
        title: str,
        content: QWidget,
        parent: QWidget | None = None,
        *,
        name: str,
        right: str = "",
        link: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._head = _Head(title, right, link=link)
        self._head.setObjectName(f"{name}-head")
        self._content = content
        self._content.hide()
        self.setLayout(vbox(self._head, content, spacing=4))
        self._head.toggled.connect(self._on_toggled)

    @property
    def is_open(self) -> bool:
        """Whether the content shows."""
        return self._head.isChecked()

    def set_open(self, *, on: bool) -> None:
        """Show or hide the content."""
        self._head.setChecked(on)

    def set_right(self, text: str) -> None:
        """Change the words at the right."""
        self._head.set_right(text)

    def set_title(self, text: str) -> None:
        """Change the title."""
        self._head.set_title(text)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - the signal's argument
        self._content.setVisible(on)
        self.toggled.emit(on)


class _Head(QAbstractButton):
    def __init__(self, title: str, right: str, *, link: bool) -> None:
        super().__init__()
        self._title, self._right, self._link = title, right, link
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_right(self, text: str) -> None:
        self._right = text
        self._name()

    def set_title(self, text: str) -> None:
        self._title = text
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(120, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        arrow = "chevron-down" if self.isChecked() else "chevron-right"
        ink = look.color("link" if self._link else "text")
        middle = (self.height() - 16) // 2
        paint_icon(painter, QRect(0, middle, 16, 16), arrow, look.color("link" if self._link else "muted"))
        wanted = text_width(self._right, font("small"))
        spot = QRect(self.width() - wanted, 0, wanted, self.height())
        paint_text(painter, spot, self._right, face=font("small"), color=look.color("muted"))
        words = QRect(24, 0, self.width() - 24 - wanted - 8, self.height())
        paint_text(painter, words, self._title, face=font(), color=ink)
        if keyboard_focus(self):
            ring = self.rect().adjusted(0, 4, 0, -4)
            paint_box(painter, ring, line=look.color("focus"), radius=6, width=2)

    def _name(self) -> None:
        self.setAccessibleName(f"{self._title}, {self._right}" if self._right else self._title)
        self.update()
