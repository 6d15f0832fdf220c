"""A text as typed, with the words marked that another version of it does not have."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from mltracker.ui.theme import tokens
from mltracker.ui.widgets.markdown_view import MarkdownView


class ComparedText(MarkdownView):
    """Marks stretches by ground and underline, so that neither color nor line speaks alone."""

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str, ground: str) -> None:
        super().__init__(parent, name=name, title=title, fit=True)
        self._spans: tuple[tuple[int, int], ...] = ()
        self._ground = ground

    def set_compared(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Show a text with these stretches marked."""
        self._spans = tuple(spans)
        self.set_plain(text)

    def _dress(self, document: QTextDocument) -> None:
        super()._dress(document)
        mark = QTextCharFormat()
        mark.setBackground(tokens().color(self._ground))
        mark.setFontUnderline(True)
        cursor = QTextCursor(document)
        for start, end in self._spans:
            cursor.setPosition(_place(self.text, start))
            cursor.setPosition(_place(self.text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mark)


def _place(text: str, at: int) -> int:
    """Qt counts in UTF-16, where letters beyond the first plane count twice."""
    return len(text[:at].encode("utf-16-le")) // 2
