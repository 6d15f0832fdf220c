"""Section 6: the way into the debrief, or what it held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from mltracker.domain.questions import GRADE_WORDS
from mltracker.domain.scorecard import Foreseen, InterviewScore
from mltracker.services import catalog
from mltracker.services.interviews import InterviewDetail
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import clock_time, day, home_zone

FORESEEN = {
    "recommended": "had been recommended",
    "practiced": "had been practiced",
    "unforeseen": "nobody saw it coming",
}
FEELINGS = ("", "Rough", "Shaky", "Fair", "Good", "Great")


class DebriefSection(Section):
    """Before: when it opens. Afterwards: what was asked, and a way to add to it."""

    name, icon, flush = "debrief", "edit", True
    start_requested = Signal()

    @property
    def title(self) -> str:
        return self.tr("Debrief")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body

    def show_state(self, detail: InterviewDetail, score: InterviewScore | None) -> None:
        """Show how far the debrief is, and of what was noted what had been seen coming."""
        clear(self._body)
        row, now = detail.row, self.tools.ctx.clock()
        begun = row.at is None or row.at <= now
        if row.debriefed_at is not None or detail.asked:
            feeling = self.tr(FEELINGS[row.feeling]) if row.feeling else ""
            words = self.tr("%n questions noted", "", len(detail.asked)).replace("%n", str(len(detail.asked)))
            line = ListRow(words, feeling, icon_name="edit", name="debrief-state")
        elif begun:
            line = ListRow(
                self.tr("Note what they asked while it is fresh"),
                self.tr("Ten questions take about 90 seconds."),
                icon_name="edit",
                name="debrief-state",
            )
        else:
            ends = row.ends_at.astimezone(home_zone()) if row.ends_at else None
            when = f"{day(ends.date())} {clock_time(ends)}" if ends else ""
            line = ListRow(
                self.tr("Opens when the interview has ended, {0}").format(when),
                self.tr("Ten questions take about 90 seconds."),
                icon_name="edit",
                name="debrief-state",
            )
        if begun:
            fresh = row.debriefed_at is None
            start = Button(
                self.tr("Start") if fresh else self.tr("Open"),
                name="debrief-start",
                kind="primary" if fresh else "secondary",
                size="small",
            )
            start.clicked.connect(self.start_requested)
            line.add(start)
        self.card.add_row(line)
        titles = catalog.topics().by_slug
        kinds: Sequence[Foreseen | None] = [None] * len(detail.asked) if score is None else score.lines
        for asked, kind in zip(detail.asked, kinds, strict=True):
            details = [titles[asked.topic].title, *([self.tr(FORESEEN[kind])] if kind else [])]
            shown = ListRow(asked.text, " · ".join(details), name=f"asked-{asked.id}")
            shown.add(label(GRADE_WORDS[asked.grade] if asked.grade else "", "small", "muted"))  # type: ignore[index]
            self.card.add_row(shown)
