"""Section 1: when, where, who, and how to get in; what is learned bit by bit is written in place."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.interviews import JOIN_LEAD, InterviewRow
from mltracker.services import catalog
from mltracker.services.interviews import InterviewDetail
from mltracker.ui import explain
from mltracker.ui.notices import Notice
from mltracker.ui.pages.interviews.faces import left_words
from mltracker.ui.pages.interviews.learned_facts import AnnouncedFact, ReplyFact, WhoFact
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.fact import Fact
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, rule, vbox
from mltracker.ui.words import day, day_and_time, home_zone, minutes


class WhenSection(Section):
    """Dates in the user's zone first, then in the interview's own."""

    name, icon = "when", "clock"
    move_requested = Signal()
    offer_requested = Signal()
    day_requested = Signal()

    @property
    def title(self) -> str:
        return self.tr("When and who")

    def build(self, body: QVBoxLayout) -> None:
        self._url = ""
        self._when = label("", "section", wrap=True, name="when-start")
        self._there = label("", "small", "muted", wrap=True, name="when-there")
        self._how = label("", "small", "muted", wrap=True, name="when-how")
        self._moved = label("", "small", "muted", wrap=True, name="when-moved")
        self._join = Button(self.tr("Join"), name="when-join", icon_name="video")
        self._copy = Button(self.tr("Copy link"), name="when-copy", kind="ghost", icon_name="link")
        self._move = Button(self.tr("Move"), name="when-move", kind="ghost", icon_name="calendar")
        self._offer = Button(self.tr("Offer times"), name="when-offer", kind="ghost", icon_name="list")
        self._day = Button(self.tr("Enter the sessions"), name="when-day", kind="ghost", icon_name="onsite")
        self._join.clicked.connect(self._on_join)
        self._copy.clicked.connect(self._on_copy)
        self._move.clicked.connect(self.move_requested)
        self._offer.clicked.connect(self.offer_requested)
        self._day.clicked.connect(self.day_requested)
        buttons = hbox(self._join, self._copy, self._move, self._offer, self._day, None, spacing=4)
        left = vbox(self._when, self._there, self._how, self._moved, 8, buttons, None, spacing=4)
        halves = hbox(spacing=24)
        halves.addLayout(left, 11)
        halves.addWidget(rule(tall=True))
        halves.addLayout(self._build_facts(), 10)
        body.addLayout(halves)
        self._notes = Fact(self.tr("Notes"), name="when-notes")
        self._below = QWidget()
        self._below.setLayout(vbox(rule(), self._notes, spacing=12))
        body.addWidget(self._below)

    def _build_facts(self) -> QVBoxLayout:
        self._who = WhoFact(self.tools, self.changer)
        self._round = Fact(self.tr("Round"), name="when-round")
        self._announced = AnnouncedFact(self.tools, self.changer)
        self._place = Fact(self.tr("Place"), name="when-place")
        self._reply = ReplyFact(self.tools, self.changer)
        self._status = Fact(self.tr("Status"), name="when-status")
        facts = (self._who, self._round, self._announced, self._place, self._reply, self._status)
        return vbox(*facts, None, spacing=0)

    @property
    def joining(self) -> bool:
        """Whether joining is the thing to do now."""
        return self._join.kind == "primary"

    def show_detail(self, detail: InterviewDetail) -> None:
        """Show the facts of an interview."""
        row, now = detail.row, self.tools.ctx.clock()
        self._show_time(detail, now)
        self._url = row.meeting_url
        self._join.setVisible(bool(self._url))
        self._copy.setVisible(bool(self._url))
        soon = row.starts_at is not None and row.is_coming(now) and row.starts_at - now <= JOIN_LEAD
        self._join.set_kind("primary" if soon and self._url else "secondary")
        own_time = row.format == "async"
        first = self.tr("Set when it is due") if own_time else self.tr("Set a time")
        self._move.setText(self.tr("Move") if row.at is not None else first)
        self._move.set_kind("ghost" if self._url else "secondary")
        self._offer.setVisible(row.at is None and not own_time)
        self._day.setVisible(row.round_kind == "onsite-loop" and row.is_coming(now))
        entry = catalog.rounds().by_kind[row.round_kind]
        self._round.set_text(entry.title)
        self._round.setToolTip(plain_tip(entry.description))
        self._who.show_detail(detail)
        self._announced.show_detail(detail)
        self._reply.show_detail(detail)
        self._show_text(self._place, row.location)
        self._below.setVisible(bool(row.notes))
        self._notes.set_long_text(row.notes)
        self._status.set_text(self._status_words(row))

    def _show_time(self, detail: InterviewDetail, now: datetime) -> None:
        row = detail.row
        formats = {
            "video": self.tr("video"),
            "phone": self.tr("phone"),
            "onsite": self.tr("on site"),
            "async": self.tr("in your own time"),
        }
        if row.starts_at is None and row.due_at is not None:
            self._when.setText(self.tr("Due {0}").format(day_and_time(row.due_at, now)))
            came = row.received_at
            left = left_words(row.due_at, now) if row.is_coming(now) else ""
            came_on = day(came.astimezone(home_zone()).date(), self.tools.ctx.today()) if came else ""
            received = self.tr("received {0}").format(came_on) if came_on else ""
            self._how.setText(" · ".join(filter(None, (left, received))))
        else:
            self._when.setText(day_and_time(row.at, now) if row.at else self.tr("No date yet"))
            self._how.setText(f"{minutes(row.minutes)} · {formats[row.format]}")
        self._how.setVisible(bool(self._how.text()))
        there = explain.zone_words(row)
        self._there.setText(there)
        self._there.setVisible(bool(there))
        self._show_moves(detail, now)

    def _show_moves(self, detail: InterviewDetail, now: datetime) -> None:
        """Where it stood before, quietly; all of it in the tooltip."""
        self._moved.setVisible(bool(detail.moves))
        if detail.moves:
            last = day_and_time(detail.moves[-1].starts_at, now).partition(" (")[0]
            words = self.tr("Moved from {0}").format(last)
            more = len(detail.moves) - 1
            if more:
                words += self.tr("; moved %n times before", "", more).replace("%n", str(more))
            self._moved.setText(words)
            every = [
                self.tr("{0}, moved {1}").format(
                    day_and_time(move.starts_at, now).partition(" (")[0],
                    day_and_time(move.moved_at, now).partition(" (")[0],
                )
                for move in detail.moves
            ]
            self._moved.setToolTip(plain_tip("\n".join(every)))

    def _status_words(self, row: InterviewRow) -> str:
        statuses = {
            "planned": self.tr("Planned"),
            "done": self.tr("Took place"),
            "cancelled": self.tr("Cancelled"),
            "no-show": self.tr("Did not happen"),
        }
        results = {"pending": "", "passed": self.tr(", passed"), "failed": self.tr(", not passed")}
        priority = self.tr(" · priority {0}").format(row.priority)
        return statuses[row.status] + results[row.result] + priority

    def _show_text(self, fact: Fact, text: str) -> None:
        fact.setVisible(bool(text))
        fact.set_text(text)

    def _on_join(self) -> None:
        self.tools.navigator.open_link(self._url)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url)
        self.tools.events.notice.emit(Notice(self.tr("Link copied")))
