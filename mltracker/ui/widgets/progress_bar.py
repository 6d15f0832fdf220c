"""How much of something is done, as a line and in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mltracker.ui.paint import paint_progress, paint_text, text_width
from mltracker.ui.theme import font, tokens


class ProgressBar(QWidget):
    """A line of 6 px with "4 of 9" at its left; `lead` stands before it, "Checklist 4 of 9".

    Without `words` someone else must write the numbers beside it.
    """

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "", lead: str = "", words: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lead = lead
        self._show_words = words
        self._done = 0
        self._total = 0
        self.set_progress(0, 0)

    @property
    def words(self) -> str:
        """The progress in words."""
        said = self.tr("{0} of {1}").format(self._done, self._total)
        return f"{self._lead} {said}" if self._lead else said

    def set_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self._done, self._total = done, total
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 16 if self._show_words else 6)

    def minimumSizeHint(self) -> QSize:
        words = text_width(self.words, font("small")) + 8 if self._show_words else 0
        return QSize(48 + words, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, line = QPainter(self), tokens(), self.rect()
        if self._show_words:
            width = text_width(self.words, font("small"))
            area = QRect(0, 0, width, self.height())
            paint_text(painter, area, self.words, face=font("small"), color=look.color("text"))
            line.setLeft(width + 8)
        line = QRect(line.left(), (self.height() - 6) // 2, line.width(), 6)
        paint_progress(painter, line, self._done / self._total if self._total else 0.0, look)
