"""Interviews: the agenda at the left, one interview whole at the right, the debrief in its place when it is over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from mltracker.domain.changes import Change
from mltracker.services import interviews, readiness
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.interviews.agenda import Agenda
from mltracker.ui.pages.interviews.debrief import DebriefView
from mltracker.ui.pages.interviews.detail import InterviewView
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import frame, vbox
from mltracker.ui.widgets.splitter import Splitter

WEEK = 7
BOTH_FROM = 1_100


class InterviewsPage(Page):
    """Keeps agenda and detail in step; sections of the detail do their own work."""

    concerns = (
        Change.INTERVIEWS
        | Change.APPLICATIONS
        | Change.PRACTICE
        | Change.CHECKLISTS
        | Change.ASKS
        | Change.QUESTIONS
        | Change.RATINGS
        | Change.SETTINGS
        | Change.CONTACTS
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._shown: int | None = None
        self._any = False
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        coming = interviews.coming(ctx)
        rows = interviews.past(ctx) if self._agenda.view == "past" else coming
        ready = (
            readiness.for_interviews(ctx, [row.id for row in coming]) if self._agenda.view == "coming" else {}
        )
        self._agenda.show_rows(rows, ready, ctx.clock())
        self._any = bool(coming or rows or interviews.past(ctx))
        self._fit()
        week = len(interviews.coming(ctx, WEEK))
        self.set_subtitle(self.tr("{0} this week").format(week) if week else "")
        if self._right.currentWidget() is self._debrief and self._debrief.interview_id is not None:
            self._debrief.refresh()
            self._agenda.select(self._debrief.interview_id)
            return
        if self._shown is None or not self._agenda.select(self._shown):
            listed = {row.id for row in rows}
            if self._shown not in listed:
                self._shown = rows[0].id if rows else None
            if self._shown is not None:
                self._agenda.select(self._shown)
        self._show_detail()

    def open(self, place: Place) -> None:
        if place.item is None:
            return
        ctx = self.tools.ctx
        row = interviews.row(ctx, place.item)
        self._agenda.set_view("coming" if row.is_coming(ctx.clock()) else "past")
        self._shown = row.id
        if place.section == "debrief":
            self._open_debrief(row.id)
            return
        self._leave_debrief()
        self.refresh()
        self._detail.go_to(place.section)

    def place(self) -> Place | None:
        return Place("interviews", self._shown)

    def may_leave(self) -> bool:
        self._debrief.keep_draft()
        return True

    def _build(self) -> None:
        self._agenda = Agenda(self)
        self._agenda.interview_chosen.connect(self._on_chosen)
        self._agenda.view_changed.connect(self._on_view_changed)
        self._agenda.add_requested.connect(self._on_add)
        self._detail = InterviewView(self.tools, self)
        self._detail.debrief_requested.connect(self._open_debrief)
        self._debrief = DebriefView(self.tools, self)
        self._debrief.left.connect(self._on_debrief_left)
        self._nothing = EmptyState(
            "calendar",
            self.tr("Nothing is booked"),
            self.tr("Add a round to see what it will probably ask and how ready you are for it."),
            self,
            name="interviews-empty",
            button=self.tr("Add interview"),
        )
        self._nothing.pressed.connect(self._on_add)
        self._right = QStackedWidget(self)
        for widget in (self._nothing, self._detail, self._debrief):
            self._right.addWidget(widget)
        self._right.currentChanged.connect(self._fit)
        splitter = Splitter(Qt.Orientation.Horizontal, name="interviews-splitter")
        self._side = frame("pane", vbox(self._agenda, spacing=0))
        splitter.add_pane(self._side, size=264, least=220)
        splitter.add_pane(self._right, grows=True)
        self.setLayout(vbox(splitter, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A debrief needs the room of the agenda where the window is narrow."""
        debriefing = self._right.currentWidget() is self._debrief
        self._side.setVisible(self._any and (self.width() >= BOTH_FROM or not debriefing))

    def _show_detail(self) -> None:
        if self._shown is None:
            self._right.setCurrentWidget(self._nothing)
            return
        self._detail.show_interview(self._shown)
        self._right.setCurrentWidget(self._detail)

    def _open_debrief(self, interview_id: object) -> None:
        if isinstance(interview_id, int):
            self._debrief.show_interview(interview_id)
            self._right.setCurrentWidget(self._debrief)
            self.refresh()

    def _leave_debrief(self) -> None:
        if self._right.currentWidget() is self._debrief:
            self._debrief.keep_draft()
            self._right.setCurrentWidget(self._detail)

    def _on_debrief_left(self) -> None:
        self._leave_debrief()
        self.refresh()

    def _on_chosen(self, interview_id: object) -> None:
        if isinstance(interview_id, int):
            self._leave_debrief()
            self._shown = interview_id
            self._show_detail()

    def _on_view_changed(self, _view: str) -> None:
        self._leave_debrief()
        self.refresh()

    def _on_add(self) -> None:
        self.tools.navigator.add("interview")
