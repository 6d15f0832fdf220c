"""Where an answer is typed: words, or code with its colors, four spaces for Tab and the indent of the line above."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mltracker.ui.theme import code_font, font
from mltracker.ui.widgets.code_colors import CodeColors

_INDENT = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HIGH, _LOW = 240, 120


class AnswerEdit(QPlainTextEdit):
    """A field for prose until `set_language` makes it one for code. Shift+Tab always leaves it."""

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._language = ""
        self._colors = CodeColors(self.document())
        self.set_language("")

    def set_language(self, language: str) -> None:
        """Expect code in this language; empty for prose."""
        self._language = language
        self.setFont(code_font() if language else font())
        self.setFixedHeight(_HIGH if language else _LOW)
        self.setTabChangesFocus(not language)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * _INDENT)
        self._colors.set_language(language)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not self._language or self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Tab and plain:
            self.insertPlainText(" " * (_INDENT - self.textCursor().positionInBlock() % _INDENT))
        elif event.key() == Qt.Key.Key_Backtab:
            # the field's own answer would be that keys of this kind are for the text
            QWidget.focusNextPrevChild(self, False)  # noqa: FBT003  (Qt's own argument)
        elif event.key() in _ENTER and plain:
            self._break_line()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._language:
            self._colors.rehighlight()

    def _break_line(self) -> None:
        cursor = self.textCursor()
        above = cursor.block().text()[: cursor.positionInBlock()]
        indent = len(above) - len(above.lstrip(" "))
        opens = self._language == "python" and above.rstrip().endswith(":")
        cursor.insertText("\n" + " " * (indent + (_INDENT if opens else 0)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
