"""What if: a day and a number of questions to practice, and what comes of them in words."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.slider import Slider
from mltracker.ui.words import day

AHEAD = 28  # days that the slider reaches
_WORDS = 132


class WhatIf(QWidget):
    """Two sliders; `changed` when one was moved. It knows nothing of readiness: the owner works it out and says it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._first = date.min
        self._day = Slider(self, name=f"{name}-day", title=self.tr("If it were on"))
        self._count = Slider(self, name=f"{name}-count", title=self.tr("Questions practiced before"))
        self._count.setRange(0, 0)
        self._on = label("", name=f"{name}-on")
        self._after = label("", name=f"{name}-after")
        self._said = label("", "strong", wrap=True, name=f"{name}-said")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        rows = (
            (self.tr("If it were on"), self._day, self._on),
            (self.tr("Having practiced"), self._count, self._after),
        )
        for number, (words, slider, said) in enumerate(rows):
            said.setMinimumWidth(_WORDS)
            grid.addWidget(label(words, tone="muted"), number, 0)
            grid.addWidget(slider, number, 1)
            grid.addWidget(said, number, 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._said, len(rows), 0, 1, 3)
        self._day.valueChanged.connect(self._on_moved)
        self._count.valueChanged.connect(self._on_moved)

    @property
    def day(self) -> date:
        """The day chosen."""
        return self._first + timedelta(days=self._day.value())

    @property
    def count(self) -> int:
        """How many questions."""
        return self._count.value()

    def set_days(self, today: date, chosen: date) -> None:
        """Let it reach from today to four weeks on, and to the chosen day in any case; `changed` is not told."""
        self._first = today
        days = max(0, (chosen - today).days)
        self._silently(self._day, max(AHEAD, days), days)
        self._on.setText(day(self.day, today))

    def set_most(self, count: int) -> None:
        """How many questions there are to practice; what was chosen is kept as far as it reaches."""
        self._silently(self._count, count, min(self._count.value(), count))
        self._count.setEnabled(count > 0)

    def say(self, after: str, result: str) -> None:
        """Say what the practice takes and where it leads."""
        self._after.setText(after)
        self._said.setText(result)
        self._said.setVisible(bool(result))

    def _silently(self, slider: Slider, most: int, value: int) -> None:
        slider.blockSignals(True)  # noqa: FBT003 - Qt's own
        slider.setRange(0, most)
        slider.setValue(value)
        slider.blockSignals(False)  # noqa: FBT003
        slider.update()

    def _on_moved(self) -> None:
        self._on.setText(day(self.day, self._first))
        self.changed.emit()
