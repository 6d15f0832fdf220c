"""Section 6: the way into the debrief, or what it held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.questions import GRADE_WORDS
from mltracker.domain.scorecard import Foreseen, InterviewScore
from mltracker.services import catalog, interview_facts
from mltracker.services.interviews import InterviewDetail
from mltracker.ui.pages.interviews.detail_head import RESULTS, set_result
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import clock_time, day, home_zone, tr

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
        self._row: InterviewRow | None = None

    def show_state(self, detail: InterviewDetail, score: InterviewScore | None) -> None:
        """Show how far the debrief is, and of what was noted what had been seen coming."""
        self._row = row = detail.row
        now = self.tools.ctx.clock()
        begun = row.at is None or row.at <= now
        if self.is_drawn(row, detail.asked, score, begun, row.has_begun(now)):
            return
        clear(self._body)
        if row.debriefed_at is not None or detail.asked:
            feeling = self.tr(FEELINGS[row.feeling]) if row.feeling else ""
            count = len(detail.asked)
            words = tr("1 question noted") if count == 1 else tr("%n questions noted", count)
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
        if begun and row.debriefed_at is not None and row.status != "no-show":
            thanks = Button(self.tr("Thank them"), name="debrief-write", size="small", kind="ghost")
            thanks.clicked.connect(self._on_thanks)
            line.add(thanks)
        if begun:
            line.add(self._start_button(row, noted=bool(detail.asked)))
        self.card.add_row(line)
        if row.has_begun(now):
            self.card.add_row(self._outcome(row))
        titles = catalog.topics().by_slug
        kinds: Sequence[Foreseen | None] = [None] * len(detail.asked) if score is None else score.lines
        for asked, kind in zip(detail.asked, kinds, strict=True):
            details = [titles[asked.topic].title, *([self.tr(FORESEEN[kind])] if kind else [])]
            shown = ListRow(asked.text, " · ".join(details), name=f"asked-{asked.id}", long=True)
            shown.add(label(GRADE_WORDS[asked.grade] if asked.grade else "", "small", "muted"))  # type: ignore[index]
            self.card.add_row(shown)

    def _start_button(self, row: InterviewRow, *, noted: bool) -> Button:
        """The way into the debrief, said after how far it is."""
        fresh = row.debriefed_at is None
        words = self.tr("Go on") if noted else self.tr("Start")
        start = Button(
            words if fresh else self.tr("Open"),
            name="debrief-start",
            kind="primary" if fresh else "secondary",
            size="small",
        )
        start.clicked.connect(self.start_requested)
        return start

    def _outcome(self, row: InterviewRow) -> QWidget:
        """How it ended and how it felt, each at a click."""
        result = SegmentedControl(
            [
                Segment("pending", self.tr("Waiting")),
                Segment("passed", self.tr("Passed")),
                Segment("failed", self.tr("Not passed")),
            ],
            name="interview-result",
            title=self.tr("Result"),
            small=True,
        )
        result.set_key(row.result)
        result.changed.connect(self._on_result)
        felt = SegmentedControl(
            [Segment(str(number), self.tr(words)) for number, words in enumerate(FEELINGS) if words],
            name="interview-feeling",
            title=self.tr("How it felt"),
            small=True,
        )
        felt.set_key(str(row.feeling or ""))
        felt.changed.connect(self._on_feeling)
        holder = QWidget()
        lines = []
        for words, control in ((self.tr("Result"), result), (self.tr("It felt"), felt)):
            name = label(words, tone="muted")
            name.setFixedWidth(60)
            lines.append(hbox(name, control, None, spacing=12))
        holder.setLayout(vbox(*lines, spacing=8, margins=(16, 10, 16, 10)))
        return holder

    def _on_result(self, key: str) -> None:
        if self._row is not None:
            set_result(self.tools, self.changer, self._row, RESULTS[key])

    def _on_feeling(self, key: str) -> None:
        if self._row is not None:
            self.changer.run(
                self.tr("Noted how it felt"),
                interview_facts.set_feeling,
                self.tools.ctx,
                self._row.id,
                int(key),
            )

    def _on_thanks(self) -> None:
        from mltracker.ui.editors.letter_editor import write_letter

        if self._row is not None:
            write_letter(self.tools, self.window(), "thank-you", self._row.application_id, self._row.id)
