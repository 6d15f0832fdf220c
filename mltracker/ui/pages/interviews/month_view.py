"""The month: every interview, deadline and follow-up on its day, with the chosen day written out at the right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mltracker.domain.agenda import AgendaEntry, Calendar
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.pages.interviews.agenda import AgendaLine, line_of, view_switch
from mltracker.ui.pages.interviews.faces import agenda_face, month_line, past_face
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.month_grid import MonthGrid, shifted_month
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import day, relative_day


class MonthView(QWidget):
    """Grid and day; `line_opened` carries an AgendaLine."""

    line_opened = Signal(object)
    view_changed = Signal(str)
    add_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("month-view")
        self._calendar: Calendar | None = None
        self._lines: dict[str, AgendaLine] = {}
        self._build()

    def show_calendar(self, calendar: Calendar) -> None:
        """Show the month of the day under the cursor, or of today."""
        self._calendar = calendar
        self._lines = {entry.key: line_of(entry, calendar.now) for entry in calendar.entries}
        self._on_month_wanted(self._grid.day or calendar.today)

    def go_to(self, value: date) -> None:
        """Put the cursor on a day."""
        self._grid.go_to(value)

    def focus_grid(self) -> None:
        """Give the keys to the days."""
        self._grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        self._views = view_switch("month-views")
        self._views.set_key("month")
        self._views.changed.connect(self._on_view_changed)
        self._title = label("", "section", name="month-title")
        before = Button(name="month-before", icon_name="chevron-left", size="small", tip=self.tr("Month before"), keys="PgUp")  # fmt: skip
        after = Button(name="month-after", icon_name="chevron-right", size="small", tip=self.tr("Next month"), keys="PgDown")  # fmt: skip
        today = Button(self.tr("Today"), name="month-today", kind="ghost", size="small")
        before.clicked.connect(self._on_before)
        after.clicked.connect(self._on_after)
        today.clicked.connect(self._on_today)
        self._grid = MonthGrid(self, name="month-grid", title=self.tr("Month"))
        self._grid.month_wanted.connect(self._on_month_wanted)
        self._grid.day_chosen.connect(self._on_day_chosen)
        self._grid.opened.connect(self._on_day_opened)
        self._grid.line_opened.connect(self._on_line_opened)
        bar = hbox(self._views, 16, self._title, None, before, after, today, margins=(16, 8, 16, 8))
        layout = vbox(frame("bar-surface", bar), spacing=0)
        splitter = Splitter(Qt.Orientation.Horizontal, name="month-splitter")
        splitter.add_pane(self._grid, grows=True, least=420)
        splitter.add_pane(self._build_day(), size=264, least=220)
        layout.addWidget(splitter, 1)
        self.setLayout(layout)

    def _build_day(self) -> QWidget:
        self._heading = label("", "strong", name="month-day")
        self._relative = label("", "small", "muted", name="month-day-relative")
        self._model = FaceListModel(self)
        self._list = ListView(self, name="month-day-list", title=self.tr("What happens on this day"))
        self._list.setItemDelegate(RowDelegate(self._list, pad=16))
        self._list.setModel(self._model)
        self._list.opened.connect(self._on_row_opened)
        self._list.clicked.connect(self._on_row_clicked)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._list)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.focus_grid)
        self._free = EmptyState(
            "calendar",
            self.tr("Nothing on this day"),
            self.tr("Rounds, take-homes, deadlines and follow-ups stand here."),
            self,
            name="month-free",
        )
        column = vbox(spacing=0)
        column.addLayout(vbox(self._heading, self._relative, spacing=2, margins=(16, 12, 16, 8)))
        column.addWidget(self._list, 1)
        column.addWidget(self._free, 1)
        return frame("pane", column, name="month-day-pane")

    def _on_view_changed(self, view: str) -> None:
        self._views.set_key("month")
        self.view_changed.emit(view)

    def _on_before(self) -> None:
        if self._grid.day is not None:
            self._grid.go_to(shifted_month(self._grid.day, -1))

    def _on_after(self) -> None:
        if self._grid.day is not None:
            self._grid.go_to(shifted_month(self._grid.day, 1))

    def _on_today(self) -> None:
        if self._calendar is not None:
            self._grid.go_to(self._calendar.today)
            self.focus_grid()

    def _on_month_wanted(self, value: object) -> None:
        calendar = self._calendar
        if calendar is None or not isinstance(value, date):
            return
        first, last = self._grid.span(value)
        entries = calendar.by_day(first, last)
        lines = {
            one: [month_line(entry, calendar.now) for entry in sorted(found, key=_weight)]
            for one, found in entries.items()
        }
        days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
        self._title.setText(f"{value:%B} {value.year}")
        self._grid.show_month(value, lines, calendar.today, {one: day(one, calendar.today) for one in days})

    def _on_day_chosen(self, value: object) -> None:
        calendar = self._calendar
        if calendar is None or not isinstance(value, date):
            return
        entries = calendar.by_day(value, value).get(value, [])
        self._heading.setText(day(value, calendar.today))
        self._relative.setText(relative_day(value, calendar.today))
        self._model.set_entries([(self._lines[entry.key], _face(entry, calendar)) for entry in entries])
        self._list.setVisible(bool(entries))
        self._free.setVisible(not entries)

    def _on_day_opened(self, _value: object) -> None:
        """One thing opens at once; of several the list asks which."""
        count = self._model.rowCount()
        if count == 1:
            self._on_row_clicked(self._model.index(0))
        elif count:
            self._list.setCurrentIndex(self._model.index(0))
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, AgendaLine):
            self.line_opened.emit(row)

    def _on_row_clicked(self, index: QModelIndex) -> None:
        self._on_row_opened(index.data(Roles.ROW))

    def _on_line_opened(self, key: str) -> None:
        self._on_row_opened(self._lines.get(key))


def _weight(entry: AgendaEntry) -> int:
    """A crowded day shows its rounds and then what has to be done on it before what may wait."""
    return 0 if entry.is_round else 2 if entry.kind in ("follow-up", "reply") else 1


def _face(entry: AgendaEntry, calendar: Calendar) -> RowFace:
    over = entry.kind in ("interview", "take-home") and not entry.is_coming(calendar.now)
    return past_face(entry.sessions[0], calendar.now) if over else agenda_face(entry, None, calendar.now)
