"""Grades as large buttons that say what each means for the next interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import paint_box, paint_key_cap, paint_text, text_width
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus
from mltracker.ui.widgets.layouts import clear

_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class GradeChoice:
    """One grade: its value, key, word, and what choosing it leads to."""

    value: object
    key: str
    word: str
    outcome: str = ""


class GradeBar(QWidget):
    """A button a grade, one of them suggested by the rubric. `chosen` carries the grade's value."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str = "grades") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._buttons: list[GradeButton] = []

    def set_grades(self, grades: Sequence[GradeChoice]) -> None:
        """Show these grades, none suggested."""
        clear(self._row)
        self._buttons = []
        for grade in grades:
            made = GradeButton(grade)
            made.setObjectName(f"{self.objectName()}-{grade.key}")
            made.clicked.connect(self._on_clicked)
            self._buttons.append(made)
            self._row.addWidget(made)

    def set_suggestion(self, value: object) -> None:
        """Mark the grade that the rubric suggests; None marks none."""
        for made in self._buttons:
            made.set_suggested(on=value is not None and made.grade.value == value)

    def _on_clicked(self) -> None:
        made = self.sender()
        if isinstance(made, GradeButton):
            self.chosen.emit(made.grade.value)


class GradeButton(QAbstractButton):
    """One grade."""

    def __init__(self, grade: GradeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grade = grade
        self._suggested = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_suggested(on=False)

    def set_suggested(self, *, on: bool) -> None:
        """Mark the button as what the rubric suggests."""
        self._suggested = on
        parts = [self.grade.word, self.grade.outcome, self.tr("rubric suggests") if on else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        wanted = max(text_width(self.grade.word, font()), text_width(self.grade.outcome, font("small")))
        return QSize(42 + min(wanted, 90) + 12, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        state = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        on = self._suggested
        fill = ("accent_soft_hover" if state != "surface" else "accent_soft") if on else state
        focus = keyboard_focus(self)
        line = "focus" if focus else "accent" if on else "border_strong"
        width = 2 if on or focus else 1
        paint_box(painter, self.rect(), fill=look.color(fill), line=look.color(line), radius=6, width=width)
        paint_key_cap(painter, QRect(13, 0, 18, self.height()), self.grade.key, look)
        left, right = 43, self.width() - 13
        word, small = font("body", weight=600 if on else None), font("small")
        if on:
            right = self._paint_suggestion(painter, left, right)
        top = (self.height() - 36) // 2
        words = QRect(left, top, right - left, 18)
        paint_text(painter, words, self.grade.word, face=word, color=look.color("text"))
        soft = look.color("on_accent_soft" if on else "muted")
        paint_text(painter, words.translated(0, 18), self.grade.outcome, face=small, color=soft)

    def _paint_suggestion(self, painter: QPainter, left: int, right: int) -> int:
        """The words at the right where there is room for them; returns where the rest must end."""
        look, said = tokens(), self.tr("rubric suggests")
        wanted = 20 + text_width(said, font("small"))
        own = max(
            text_width(self.grade.word, font("body", weight=600)),
            text_width(self.grade.outcome, font("small")),
        )
        ink = look.color("on_accent_soft")
        if right - left < own + 12 + wanted:
            paint_icon(painter, QRect(right - 14, (self.height() - 14) // 2, 14, 14), "check", ink)
            return right - 20
        spot = QRect(right - wanted, 0, wanted, self.height())
        paint_icon(painter, QRect(spot.left(), (self.height() - 14) // 2, 14, 14), "check", ink)
        paint_text(painter, spot.adjusted(20, 0, 0, 0), said, face=font("small"), color=ink)
        return spot.left() - 12
