"""The end of a session: what changed in readiness, and for which interview."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.questions import GRADE_WORDS, GRADES
from mltracker.services import catalog
from mltracker.services.practice import SessionSummary
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import day, home_zone, moved

WIDTH = 640


class FinishView(QWidget):
    """Calm: what was done, what it did, one way on."""

    again_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("practice-finish")
        self._headline = label("", "title", wrap=True, name="finish-headline")
        self._line = label("", tone="muted", wrap=True, name="finish-line")
        self._card = Card(parent=self, name="finish-changes", flush=True)
        done = Button(self.tr("Done"), name="finish-done", kind="primary")
        done.clicked.connect(self.closed)
        again = self._again = Button(self.tr("Another round"), name="finish-again")
        again.clicked.connect(self.again_requested)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(
            vbox(self._headline, self._line, 8, self._card, 8, hbox(done, again, None), None, spacing=8)
        )
        outer = hbox(margins=48)
        outer.addStretch(1)
        outer.addWidget(middle, 10, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self.setLayout(outer)

    def show_summary(self, found: SessionSummary) -> None:
        """Show what a session held and changed."""
        count = len(found.answers)
        self._headline.setText(
            self.tr("{0} questions answered").format(count)
            if count > 1
            else self.tr("One question answered")
            if count
            else self.tr("Ended without a grade")
        )
        self._again.setText(self.tr("Another round") if count else self.tr("Start again"))
        grades = Counter(answer.grade for answer in found.answers)
        words = ", ".join(
            f"{grades[grade]} {GRADE_WORDS[grade].lower()}" for grade in reversed(GRADES) if grades[grade]
        )
        self._line.setText(
            words or self.tr("Nothing was graded, so nothing changed. It begins anew whenever it suits you.")
        )
        clear(self._card.body)
        titles = catalog.rounds().by_kind
        for change in found.changes:
            row = change.interview
            when = day(row.at.astimezone(home_zone()).date()) if row.at else ""
            line = ListRow(
                row.company,
                f"{titles[row.round_kind].title}, {when}",
                icon_name="readiness",
                name=f"finish-{row.id}",
            )
            line.add(label(moved(change.before, change.after), "strong"))
            self._card.add_row(line)
        self._card.setVisible(bool(found.changes) and count > 0)
