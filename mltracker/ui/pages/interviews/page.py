"""Interviews: the agenda at the left and one interview whole at the right, or the month over the whole page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from mltracker.domain.agenda import Calendar
from mltracker.domain.changes import Change
from mltracker.services import agenda, interviews
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.interviews.agenda import Agenda, AgendaLine
from mltracker.ui.pages.interviews.detail import OWN_SECTIONS, InterviewView
from mltracker.ui.pages.interviews.entry_view import EntryView
from mltracker.ui.pages.interviews.month_view import MonthView
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import frame, vbox
from mltracker.ui.widgets.settle import settle
from mltracker.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from mltracker.ui.pages.interviews.debrief import DebriefView

WEEK = timedelta(days=7)
BOTH_FROM = 1_400
MONTH = "month"


class InterviewsPage(Page):
    """Keeps agenda, month and detail in step; sections of the detail do their own work."""

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
        | Change.STORIES
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._shown: int | None = None
        self._line: AgendaLine | None = None
        self._calendar: Calendar | None = None
        self._any = False
        self._filled = ""
        self._debrief: DebriefView | None = None  # made when one is opened first
        self._build()

    def refresh(self) -> None:
        calendar = self._calendar = agenda.calendar(self.tools.ctx)
        self._any = bool(calendar.entries or calendar.past)
        self.set_subtitle(self._subtitle(calendar))
        if self._views.currentWidget() is self._month:
            self._month.show_calendar(calendar)
            self.place_changed.emit()
            return
        self._follow(calendar)
        self._fill_agenda(calendar)
        self._fit()
        debrief = self._debrief_in_view
        if debrief is not None:
            debrief.refresh()
            self._agenda.select(debrief.interview_id)
            return
        kept = self._agenda.select_line(self._line.id) if self._line is not None else None
        if kept is not None and kept.shows == self._shown:
            self._show_line(kept)
            return
        self._line = None
        if self._shown is None or not self._agenda.lists(self._shown):
            self._shown = self._agenda.first_interview()
        self._agenda.select(self._shown)
        self._show_detail()

    def refresh_after(self, change: Change) -> None:
        if change & ~OWN_SECTIONS:
            self.refresh()
        elif self._views.currentWidget() is self._month:
            return  # the month shows nothing of these, and what leads out of it reads the interview anew
        elif self._debrief_in_view is not None:
            self._debrief_in_view.refresh()
        elif self._right.currentWidget() is self._detail:
            self._detail.show_sections(change)

    def open(self, place: Place) -> None:
        if place.item is None:
            if place.section == MONTH:
                self._on_view_changed(MONTH)
            return
        with self.tools.ctx.moment():
            self._open_interview(place.item, place.section)

    def prepare(self, place: Place) -> bool:
        return place.item is not None or place.section == MONTH

    def begins_at(self) -> QWidget | None:
        return self._agenda.begins_at()

    def place(self) -> Place | None:
        if self._views.currentWidget() is self._month:
            return Place("interviews", section=MONTH)
        return Place("interviews", self._shown)

    def may_leave(self) -> bool:
        if self._debrief_in_view is not None:
            self._debrief_in_view.keep_draft()
        return True

    @property
    def _debrief_in_view(self) -> DebriefView | None:
        """The debrief, while it stands in place of the interview."""
        return self._debrief if self._right.currentWidget() is self._debrief else None

    def _build(self) -> None:
        self._agenda = Agenda(self)
        self._agenda.line_chosen.connect(self._on_line_chosen)
        self._agenda.line_opened.connect(self._on_line_opened)
        self._agenda.view_changed.connect(self._on_view_changed)
        self._agenda.add_requested.connect(self._on_add)
        self._detail = InterviewView(self.tools, self)
        self._detail.debrief_requested.connect(self._open_debrief)
        self._detail.session_chosen.connect(self.tools.navigator.open_interview)
        self._other = EntryView(self.tools, self)
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
        for widget in (self._nothing, self._detail, self._other):
            self._right.addWidget(widget)
        self._right.currentChanged.connect(self._fit)
        splitter = Splitter(Qt.Orientation.Horizontal, name="interviews-splitter")
        self._side = frame("pane", vbox(self._agenda, spacing=0))
        splitter.add_pane(self._side, size=264, least=220)
        splitter.add_pane(self._right, grows=True)
        self._month = MonthView(self)
        self._month.view_changed.connect(self._on_view_changed)
        self._month.line_opened.connect(self._on_month_line_opened)
        self._lists = splitter
        self._views = QStackedWidget(self)
        self._views.addWidget(splitter)
        self._views.addWidget(self._month)
        self._to_month = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._to_month.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._to_month.setEnabled(False)
        self._to_month.activated.connect(self._on_back_to_month)
        self.setLayout(vbox(self._views, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A debrief needs the room of the agenda where the window is narrow."""
        debriefing = self._right.currentWidget() is self._debrief
        self._side.setVisible(self._any and (self.width() >= BOTH_FROM or not debriefing))

    def _subtitle(self, calendar: Calendar) -> str:
        until = calendar.now + WEEK
        ahead = [row for entry in calendar.coming if entry.is_round for row in entry.sessions]
        week = sum(row.is_coming(calendar.now) and row.at is not None and row.at <= until for row in ahead)
        return self.tr("{0} this week").format(week) if week else ""

    def _follow(self, calendar: Calendar) -> None:
        """What stood among the past ones and is planned again is shown where it stands now."""
        ahead = (row for entry in calendar.coming if entry.is_round for row in entry.sessions)
        if self._agenda.view == self._filled == "past" and any(
            row.id == self._shown and row.is_coming(calendar.now) for row in ahead
        ):
            self._agenda.set_view("coming")

    def _fill_agenda(self, calendar: Calendar) -> None:
        self._filled = self._agenda.view
        if self._agenda.view == "past":
            self._agenda.show_past(calendar)
        else:
            self._agenda.show_coming(calendar, agenda.readiness_of(self.tools.ctx, calendar.coming))

    def _show_list(self, view: str) -> None:
        """Bring the list into view, of what is coming or over."""
        self._agenda.set_view(view)
        self._views.setCurrentWidget(self._lists)

    def _show_detail(self) -> None:
        self.place_changed.emit()
        if self._shown is None:
            self._right.setCurrentWidget(self._nothing)
            return
        clashes = self._calendar.clashes.get(self._shown, ()) if self._calendar is not None else ()
        self._detail.show_interview(self._shown, clashes)
        self._right.setCurrentWidget(self._detail)
        settle(self._right)

    def _show_line(self, line: AgendaLine) -> None:
        """Show the interview of a line, or what it says where it has none."""
        self._line, self._shown = line, line.shows
        if line.shows is None and line.entry is not None and self._calendar is not None:
            self._other.show_entry(line.entry, self._calendar.today)
            self._right.setCurrentWidget(self._other)
            self.place_changed.emit()
        else:
            self._show_detail()

    def _open_interview(self, interview_id: int, section: str) -> None:
        ctx = self.tools.ctx
        row = interviews.row(ctx, interview_id)
        self._show_list("coming" if row.is_coming(ctx.clock()) else "past")
        self._shown, self._line = row.id, None
        if section == "debrief":
            self._open_debrief(row.id)
            return
        self._leave_debrief()
        self.refresh()
        self._detail.go_to(section)

    def _open_debrief(self, interview_id: object) -> None:
        if isinstance(interview_id, int):
            self._to_month.setEnabled(False)
            if self._debrief is None:
                self._debrief = self._build_debrief()
            with self.tools.ctx.moment():
                self._debrief.show_interview(interview_id)
                self._right.setCurrentWidget(self._debrief)
                self.refresh()

    def _build_debrief(self) -> DebriefView:
        from mltracker.ui.pages.interviews.debrief import DebriefView

        made = DebriefView(self.tools, self)
        made.left.connect(self._on_debrief_left)
        self._right.addWidget(made)
        return made

    def _leave_debrief(self) -> None:
        if self._debrief_in_view is not None:
            self._debrief_in_view.keep_draft()
            self._right.setCurrentWidget(self._detail)

    def _on_debrief_left(self) -> None:
        self._leave_debrief()
        self.refresh()

    def _on_line_chosen(self, line: object) -> None:
        if isinstance(line, AgendaLine):
            self._leave_debrief()
            with self.tools.ctx.moment():
                self._show_line(line)

    def _on_line_opened(self, line: object) -> None:
        if isinstance(line, AgendaLine) and line.shows is None:
            self._other.open()

    def _on_month_line_opened(self, line: object) -> None:
        if not isinstance(line, AgendaLine):
            return
        if line.shows is not None:
            self.tools.navigator.open_interview(line.shows)
            self._to_month.setEnabled(True)
        elif line.entry is not None:
            self.tools.navigator.open_application(line.entry.application_id)

    def _on_back_to_month(self) -> None:
        self._on_view_changed(MONTH)

    def _on_view_changed(self, view: str) -> None:
        self._to_month.setEnabled(False)
        self._leave_debrief()
        if view == MONTH:
            self._agenda.set_view("coming")
            self._views.setCurrentWidget(self._month)
            self.refresh()
            self._month.focus_grid()
            return
        self._show_list(view)
        self.refresh()

    def _on_add(self) -> None:
        self.tools.navigator.add("interview")
