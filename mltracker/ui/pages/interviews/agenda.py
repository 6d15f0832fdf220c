"""The list at the left of the Interviews page: what is coming by day, or what is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.agenda import AgendaEntry, Calendar
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.pages.interviews.faces import agenda_face, past_face
from mltracker.ui.widgets.buttons import Segment, SegmentedControl
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import day, home_zone, relative_day, tr


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A row of the list: an entry of the calendar, or an interview that is over. `interviews` it stands for."""

    id: str
    interviews: tuple[int, ...]
    shows: int | None
    entry: AgendaEntry | None = None


def line_of(entry: AgendaEntry, now: datetime) -> AgendaLine:
    """The row of an entry; it shows the session that is next."""
    shown = entry.next_session(now)
    ids = tuple(row.id for row in entry.sessions)
    return AgendaLine(entry.key, ids, shown.id if shown is not None else None, entry)


def view_switch(name: str) -> SegmentedControl:
    """The three ways to look at interviews."""
    segments = [Segment("coming", tr("Agenda")), Segment("month", tr("Month")), Segment("past", tr("Past"))]
    return SegmentedControl(segments, name=name, title=tr("Which interviews"), small=True)


class Agenda(QWidget):
    """Switches between what is coming, the month and what is over; `line_chosen` carries an AgendaLine.

    `line_opened` when it was chosen by Enter or a double click.
    """

    line_chosen = Signal(object)
    line_opened = Signal(object)
    view_changed = Signal(str)
    add_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("agenda")
        self._views = view_switch("agenda-views")
        self._views.set_key("coming")
        self._lines: list[AgendaLine | None] = []
        self._model = FaceListModel(self)
        self._list = ListView(self, name="agenda-list", title=self.tr("Interviews"))
        self._list.setItemDelegate(RowDelegate(self._list, pad=16))
        self._list.setModel(self._model)
        self._empty = EmptyState(
            "interviews",
            self.tr("No interviews here"),
            self.tr("A booked round shows what it will ask and how ready you are."),
            self,
            name="no-interviews",
            button=self.tr("Add interview"),
        )
        bar = frame("bar-surface", hbox(self._views, None, margins=(16, 8, 16, 8)))
        layout = vbox(bar, spacing=0)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._empty, 1)
        self.setLayout(layout)
        self._views.changed.connect(self.view_changed)
        self._list.current_row_changed.connect(self._on_current_changed)
        self._list.opened.connect(self._on_opened)
        self._empty.pressed.connect(self.add_requested)

    @property
    def view(self) -> str:
        """coming, month or past."""
        return self._views.key

    def set_view(self, view: str) -> None:
        """Mark coming, month or past."""
        self._views.set_key(view)

    def begins_at(self) -> QWidget | None:
        """Where the keyboard begins: the list, if there is anything in it."""
        return self._list if self._list.isVisible() else None

    def show_coming(self, calendar: Calendar, ready: Mapping[str, Readiness]) -> None:
        """Show what is ahead, under the headings of its days."""
        lines: list[tuple[str, AgendaLine, RowFace]] = []
        for entry in calendar.coming:
            heading = tr("Open from before") if calendar.is_open(entry) else _heading(entry, calendar)
            face = agenda_face(entry, ready.get(entry.key), calendar.now)
            lines.append((heading, line_of(entry, calendar.now), face))
        self._show(lines)

    def show_past(self, calendar: Calendar) -> None:
        """Show what is over: first where the debrief is missing."""
        self._show(
            (
                _past_heading(row, calendar),
                AgendaLine(f"interview:{row.id}", (row.id,), row.id),
                past_face(row, calendar.now),
            )
            for row in calendar.past
        )

    def select(self, interview_id: int | None) -> bool:
        """Mark an interview without announcing it; None takes the first. False if it is not listed here."""
        index = self._model.first() if interview_id is None else self._place(interview_id)
        if index.isValid():
            self._mark(index)
        return index.isValid()

    def select_line(self, key: str) -> AgendaLine | None:
        """Mark a line by its key, like `select`, and return it; None if it is not listed here."""
        index = self._model.index_of(key)
        if not index.isValid():
            return None
        self._mark(index)
        return self._lines[index.row()]

    def first_interview(self) -> int | None:
        """The interview of the first round in the list."""
        rounds = (line for line in self._lines if line and (line.entry is None or line.entry.is_round))
        return next((line.shows for line in rounds), None)

    def lists(self, interview_id: int) -> bool:
        """Whether an interview stands in the list."""
        return self._place(interview_id).isValid()

    def _show(self, lines: Iterable[tuple[str, AgendaLine, RowFace]]) -> None:
        entries: list[tuple[AgendaLine | None, RowFace]] = []
        last = ""
        for heading, line, face in lines:
            if heading != last:
                entries.append((None, RowFace(heading, heading=True)))
                last = heading
            entries.append((line, face))
        self._lines = [line for line, _ in entries]
        self._model.set_entries(entries)
        self._list.setVisible(bool(entries))
        self._empty.setVisible(not entries)

    def _mark(self, index: QModelIndex) -> None:
        before = self._list.blockSignals(True)  # noqa: FBT003
        self._list.setCurrentIndex(index)
        self._list.blockSignals(before)
        # the heights of new rows are known only once they have been laid out
        QTimer.singleShot(0, self._reveal)

    def _reveal(self) -> None:
        self._list.scrollTo(self._list.currentIndex())

    def _place(self, interview_id: int) -> QModelIndex:
        """Where an interview stands: its own line before the one of a reply that is expected to it."""
        found = [
            (line.entry is not None and not line.entry.is_round, number)
            for number, line in enumerate(self._lines)
            if line is not None and interview_id in line.interviews
        ]
        return self._model.index(min(found)[1]) if found else QModelIndex()

    def _on_current_changed(self, row: object) -> None:
        if isinstance(row, AgendaLine):
            self.line_chosen.emit(row)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, AgendaLine):
            self.line_opened.emit(row)


def _heading(entry: AgendaEntry, calendar: Calendar) -> str:
    if entry.day is None:
        return tr("No date yet")
    return f"{day(entry.day, calendar.today)} ({relative_day(entry.day, calendar.today)})"


def _past_heading(row: InterviewRow, calendar: Calendar) -> str:
    if row.needs_debrief(calendar.now):
        return tr("Debrief missing")
    if row.at is None:
        return tr("No date")
    local = row.at.astimezone(home_zone()).date()
    return f"{day(local, calendar.today)} ({relative_day(local, calendar.today)})"
