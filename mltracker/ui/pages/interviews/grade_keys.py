"""Four small keys for a grade: 1 Missed, 2 Shaky, 3 Solid, 4 Nailed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.questions import GRADE_WORDS, GRADES
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox

WORD = 48


class GradeKeys(QWidget):
    """Shows a grade and takes one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._buttons = []
        for number, grade in enumerate(GRADES, start=1):
            button = Button(str(number), self, name=f"{name}-{number}", size="small", tip=GRADE_WORDS[grade])
            button.setFixedWidth(30)
            button.setProperty("grade", grade)
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)
        self._word = label("", "small", "muted")
        self._word.setFixedWidth(WORD)
        self.setLayout(hbox(*self._buttons, self._word, spacing=4))

    def set_grade(self, grade: str | None) -> None:
        """Mark a grade; None marks none."""
        for button in self._buttons:
            button.set_kind("primary" if button.property("grade") == grade else "secondary")
        self._word.setText(GRADE_WORDS[grade] if grade else "")  # type: ignore[index]

    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().property("grade"))
