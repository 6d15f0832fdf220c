"""Section 1: when, where, who, and how to get in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from mltracker.services import catalog
from mltracker.services.interviews import InterviewDetail
from mltracker.ui import explain
from mltracker.ui.notices import Notice
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, rule, vbox
from mltracker.ui.words import day_and_time, minutes


class WhenSection(Section):
    """Dates in the user's zone first, then in the interview's own."""

    name, icon = "when", "clock"
    move_requested = Signal()

    @property
    def title(self) -> str:
        return self.tr("When and who")

    def build(self, body: QVBoxLayout) -> None:
        self._url = ""
        self._when = label("", "section", wrap=True, name="when-start")
        self._there = label("", "small", "muted", wrap=True, name="when-there")
        self._how = label("", "small", "muted", wrap=True, name="when-how")
        self._join = Button(self.tr("Join"), name="when-join", icon_name="video")
        self._copy = Button(self.tr("Copy link"), name="when-copy", kind="ghost", icon_name="link")
        self._move = Button(self.tr("Move"), name="when-move", kind="ghost", icon_name="calendar")
        self._join.clicked.connect(self._on_join)
        self._copy.clicked.connect(self._on_copy)
        self._move.clicked.connect(self.move_requested)
        left = vbox(
            self._when,
            self._there,
            self._how,
            8,
            hbox(self._join, self._copy, self._move, None, spacing=4),
            None,
            spacing=4,
        )
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        halves = hbox(spacing=24)
        halves.addLayout(left, 11)
        halves.addWidget(rule(tall=True))
        halves.addLayout(self._facts, 10)
        body.addLayout(halves)

    def show_detail(self, detail: InterviewDetail) -> None:
        """Show the facts of an interview."""
        row, now = detail.row, self.tools.ctx.clock()
        entry = catalog.rounds().by_kind[row.round_kind]
        formats = {
            "video": self.tr("video"),
            "phone": self.tr("phone"),
            "onsite": self.tr("on site"),
            "async": self.tr("in your own time"),
        }
        self._when.setText(day_and_time(row.at, now) if row.at else self.tr("No date yet"))
        there = explain.zone_words(row)
        self._there.setText(there)
        self._there.setVisible(bool(there))
        self._how.setText(
            f"{minutes(row.minutes)} · {formats[row.format]}"
            if row.starts_at
            else self.tr("To hand in by then")
        )
        self._url = row.meeting_url
        self._join.setVisible(bool(self._url))
        self._copy.setVisible(bool(self._url))
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self._add(
            self.tr("Who"), "\n".join(f"{p.name}, {p.role}" if p.role else p.name for p in detail.contacts)
        )
        kind = label(entry.title)
        kind.setToolTip(plain_tip(entry.description))
        self._facts.addRow(label(self.tr("Round"), tone="muted"), kind)
        if detail.told_topics:
            self._facts.addRow(label(self.tr("Announced"), tone="muted"), self._chips(detail.told_topics))
        self._add(self.tr("Place"), row.location)
        if detail.moves:
            moved = detail.moves[-1]
            self._add(self.tr("Moved from"), day_and_time(moved.starts_at, now))
        statuses = {
            "planned": self.tr("Planned"),
            "done": self.tr("Took place"),
            "cancelled": self.tr("Cancelled"),
            "no-show": self.tr("Did not happen"),
        }
        results = {"pending": "", "passed": self.tr(", passed"), "failed": self.tr(", not passed")}
        priority = self.tr(" · priority {0}").format(row.priority)
        self._add(self.tr("Status"), statuses[row.status] + results[row.result] + priority)
        self._add(self.tr("Notes"), row.notes)

    def _add(self, name: str, text: str) -> None:
        if text:
            self._facts.addRow(label(name, tone="muted"), label(text, wrap=True, selectable=True))

    def _chips(self, slugs: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=4)
        for slug in slugs:
            flow.addWidget(LabelChip(catalog.topics().by_slug[slug].title, holder, small=True))
        return holder

    def _on_join(self) -> None:
        self.tools.navigator.open_link(self._url)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url)
        self.tools.events.notice.emit(Notice(self.tr("Link copied")))
