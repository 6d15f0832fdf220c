"""A label of a few lines at most that says by its tooltip what did not fit."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mltracker.ui.paint import paint_text, text_width, wrapped
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.labels import face_of

_LEADING = {"title": 26, "section": 20, "body": 18, "small": 16, "muted": 16, "strong": 18}
_NARROW = 80


class ClampedLabel(QWidget):
    """Plain text in the role and tone of a label, in at most `lines` lines; the last ends in an ellipsis."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "text", *, lines: int = 2, name: str
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("tone", tone)
        self._role, self._most, self._text = role, lines, ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        """The whole text, however much of it fits."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self._tell()
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * _LEADING[self._role]

    def sizeHint(self) -> QSize:
        return QSize(text_width(self._text, face_of(self._role)) + 2, _LEADING[self._role])

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, _LEADING[self._role])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, face, height = QPainter(self), face_of(self._role), _LEADING[self._role]
        color = tokens().color(str(self.property("tone") or "text"))
        for number, line in enumerate(self._lines(self.width())):
            paint_text(painter, QRect(0, number * height, self.width(), height), line, face=face, color=color)

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._text, face_of(self._role), max(1, width), self._most)

    def _tell(self) -> None:
        """Whether a tooltip has to say the rest."""
        lines = self._lines(self.width())
        cut = any(text_width(line, face_of(self._role)) > self.width() for line in lines)
        self.setToolTip(plain_tip(self._text) if cut else "")
