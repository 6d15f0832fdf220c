"""What a good answer holds, to tick off by mouse or by the letters A to H."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox

LETTERS = "ABCDEFGH"


class RubricList(QWidget):
    """Points with a tick box each; `changed` after every tick. A point has words and its weight in a word."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "rubric") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows: list[_Point] = []
        self._column = vbox(spacing=0)
        self.setLayout(self._column)

    def set_points(self, points: Sequence[tuple[str, str]], *, must: str = "must") -> None:
        """Show these (words, weight) without ticks; `must` is the weight set in bold."""
        clear(self._column)
        self._rows = []
        for number, (words, weight) in enumerate(points[: len(LETTERS)]):
            row = _Point(LETTERS[number], words, weight, strong=weight == must)
            row.box.setObjectName(f"{self.objectName()}-{LETTERS[number]}")
            row.box.toggled.connect(self._on_toggled)
            self._rows.append(row)
            self._column.addWidget(row)

    @property
    def ticks(self) -> tuple[int, ...]:
        """Numbers of the points ticked, from 0."""
        return tuple(number for number, row in enumerate(self._rows) if row.box.isChecked())

    def toggle(self, letter: str) -> bool:
        """Tick or untick a point by its letter; False if there is none."""
        number = LETTERS.find(letter.upper()) if letter else -1
        if not 0 <= number < len(self._rows):
            return False
        self._rows[number].box.toggle()
        return True

    def _on_toggled(self) -> None:
        self.changed.emit()


class _Point(QWidget):
    """A tick box beside a label that wraps; a click on the words ticks too."""

    def __init__(self, letter: str, words: str, weight: str, *, strong: bool) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(f"{letter}: {words}, {weight}")
        self.box.setToolTip(plain_tip(letter))
        text = label(words, wrap=True)
        text.setBuddy(self.box)
        tail = label(weight, "small", tone="" if strong else "muted")
        if strong:
            face = tail.font()
            face.setWeight(face.Weight.DemiBold)
            tail.setFont(face)
        row = hbox(spacing=10, margins=(0, 6, 0, 6))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        row.addWidget(tail, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self.box.toggle()
            event.accept()
