"""The quiet line at the foot: what is saved, when the last backup was, and how to leave the sample."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from mltracker.ui.frame.measures import FOOT
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.notice import IconMark


class Foot(QFrame):
    """Says in few words that nothing is lost."""

    leave_sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setProperty("role", "foot")
        self.setFixedHeight(FOOT)
        self._mark = IconMark("", "muted")
        self._words = ElidedLabel("", self, role="small", tone="muted")
        self._words.setObjectName("foot-words")
        self._leave = Link(self.tr("Leave the sample"), name="foot-leave-sample", small=True)
        self._leave.clicked.connect(self.leave_sample_requested)
        self._leave.hide()
        self.setLayout(hbox(self._mark, self._words, None, self._leave, spacing=8, margins=(12, 0, 12, 0)))

    def say(self, words: str, icon_name: str = "check", role: str = "muted") -> None:
        """Show one line with a sign before it; neither, where both are empty."""
        self._words.setText(words)
        self._mark.set_icon(icon_name, role)

    def set_sample(self, *, sample: bool) -> None:
        """Offer the way out of the sample search."""
        self._leave.setVisible(sample)
