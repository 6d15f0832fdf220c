"""The quiet line at the foot: what is saved, when the last backup was, and how to leave the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from mltracker.ui.icons import icon

HEIGHT = 26


class Foot(QFrame):
    """Says in few words that nothing is lost."""

    leave_sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setProperty("role", "foot")
        self.setFixedHeight(HEIGHT)
        self._mark = QLabel(self)
        self._words = QLabel(self)
        self._words.setObjectName("foot-words")
        self._words.setProperty("role", "small-muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._leave = QPushButton(self.tr("Leave the sample"), self)
        self._leave.setObjectName("leave-sample")
        self._leave.setProperty("kind", "link")
        self._leave.setFlat(True)
        self._leave.clicked.connect(self.leave_sample_requested)
        self._leave.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._leave)
        self.say("")

    def say(self, words: str, icon_name: str = "check") -> None:
        """Show one line with a sign before it."""
        self._words.setText(words)
        self._mark.setPixmap(icon(icon_name, "muted").pixmap(14, 14))

    def set_sample(self, *, sample: bool) -> None:
        """Offer the way out of the sample search."""
        self._leave.setVisible(sample)
