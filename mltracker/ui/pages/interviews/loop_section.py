"""The day an interview is a session of: all sessions in order, and readiness for all of them together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services.agenda import LoopView
from mltracker.ui import explain
from mltracker.ui.pages.interviews.faces import RESULTS, round_title
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.words import clock_time, day, home_zone, likely, minutes, percent


class LoopSection(Section):
    """Hidden for a round that stands alone."""

    name, icon, flush = "loop", "onsite", True
    session_chosen = Signal(object)
    edit_requested = Signal()

    @property
    def title(self) -> str:
        return self.tr("Sessions of the day")

    @property
    def short(self) -> str:
        return self.tr("Sessions")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body
        change = Button(
            self.tr("Change the day"), name="loop-change", kind="ghost", size="small", icon_name="edit"
        )
        change.clicked.connect(self.edit_requested)
        self.head.addWidget(change)
        self.hide()

    def show_loop(self, row: InterviewRow, found: LoopView | None) -> None:
        """Show the day of an interview; None hides all."""
        self.setVisible(found is not None)
        clear(self._body)
        if found is None:
            return
        first = found.sessions[0].starts_at
        if first is not None:
            self.heading.setText(
                self.tr("Sessions on {0}").format(
                    day(first.astimezone(home_zone()).date(), self.tools.ctx.today())
                )
            )
        self.card.add_row(self._whole(found))
        for session in found.sessions:
            self.card.add_row(self._line(session, found.each.get(session.id), here=session.id == row.id))

    def _whole(self, found: LoopView) -> QWidget:
        """Readiness for everything that is still ahead on that day."""
        ready = found.whole
        bar = ReadinessBar("detail", name="loop-bar", number=False)
        bar.set_values(explain.bar(ready))
        count = len(found.each)
        over = not any(session.is_coming(self.tools.ctx.clock()) for session in found.sessions)
        about = self.tr("all sessions together") if count == len(found.sessions) else ""
        words = about if about or over else self.tr("what is still ahead, %n sessions", "", count)
        holder = QWidget()
        holder.setToolTip(
            plain_tip(
                self.tr(
                    "Each session counts by the questions it usually asks. A topic of two sessions is unsure only once."
                )
            )
        )
        line = hbox(
            label(percent(ready.mean), "section", name="loop-readiness"),
            label(likely(ready.low, ready.high)),
            spacing=12,
        )
        about_label = ElidedLabel(words.replace("%n", str(count)), role="small", tone="muted", keep=8)
        line.addWidget(about_label, 1)
        if ready.label == "ready":
            line.addWidget(SignLabel(explain.verdict(ready)))
        holder.setLayout(vbox(line, bar, spacing=8, margins=(16, 12, 16, 14)))
        return holder

    def _line(self, session: InterviewRow, ready: Readiness | None, *, here: bool) -> QWidget:
        now = self.tools.ctx.clock()
        time = clock_time(session.starts_at) if session.starts_at is not None else ""
        parts = (minutes(session.minutes), self.tr("this session") if here else "")
        line = LinkRow(
            f"{time}  {round_title(session)}",
            " · ".join(filter(None, parts)),
            name=f"session-{session.id}",
            icon_name="arrow-right" if here else explain.FORMAT_ICONS[session.format],
            height=48,
        )
        if session.needs_debrief(now):
            line.add(SignLabel(Sign("edit", self.tr("debrief missing"), "warn")))
        elif ready is not None and session.is_coming(now):
            bar = ReadinessBar("row", name=f"session-bar-{session.id}", number=False)
            bar.set_values(explain.bar(ready, target=False))
            bar.setFixedWidth(92)
            line.add(bar)
            line.add(label(percent(ready.mean)))
        else:
            icon_name, role = RESULTS[session.result]
            said = {"passed": self.tr("passed"), "failed": self.tr("not passed"), "pending": ""}[
                session.result
            ]
            line.add(SignLabel(Sign(icon_name, said, role) if said else None))
        line.setProperty("interview_id", session.id)
        line.clicked.connect(self._on_chosen)
        return line

    def _on_chosen(self) -> None:
        self.session_chosen.emit(int(self.sender().property("interview_id")))
