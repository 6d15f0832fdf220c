"""Four small keys for a grade: 1 Missed, 2 Shaky, 3 Solid, 4 Nailed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mltracker.domain.questions import GRADE_WORDS, GRADES
from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button, keyboard_focus
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox

WORD = 48


class GradeKeys(QWidget):
    """Shows a grade and takes one; `as_one` has one place in the order of Tab, whose owner reads the keys."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str, as_one: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        if as_one:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(self.tr("How it went, 1 to 4"))
        self._buttons = []
        for number, grade in enumerate(GRADES, start=1):
            button = Button(str(number), self, name=f"{name}-{number}", size="small", tip=GRADE_WORDS[grade])
            button.setFixedWidth(30)
            button.setProperty("grade", grade)
            if as_one:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)
        self._word = label("", "small", "muted")
        self._word.setFixedWidth(WORD)
        self.setLayout(hbox(*self._buttons, self._word, spacing=4, margins=3 if as_one else 0))

    def set_grade(self, grade: str | None) -> None:
        """Mark a grade; None marks none."""
        for button in self._buttons:
            button.set_kind("primary" if button.property("grade") == grade else "secondary")
        self._word.setText(GRADE_WORDS[grade] if grade else "")  # type: ignore[index]

    def paintEvent(self, _event: QPaintEvent) -> None:
        if keyboard_focus(self):
            paint_box(QPainter(self), self.rect(), line=tokens().color("focus"), radius=6, width=2)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().property("grade"))
