"""A month as a grid of days, walked by arrow keys over its edges; it knows no service."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mltracker.domain.limits import EARLIEST, LATEST
from mltracker.ui.delegates.month import DayFace, DayLine, MonthDelegate
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.labels import set_look

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_KEY, _CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
_STEPS = {_KEY.Key_Left: -1, _KEY.Key_Right: 1, _KEY.Key_Up: -7, _KEY.Key_Down: 7}
_MONTHS = {_KEY.Key_PageUp: -1, _KEY.Key_PageDown: 1}
_OPEN = (_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Space)


def weeks_of(month: date, first_weekday: int) -> list[list[date]]:
    """The weeks that hold a month, whole; `first_weekday` is 0 for Monday to 6 for Sunday."""
    return Calendar(first_weekday).monthdatescalendar(month.year, month.month)


def shifted_month(day: date, months: int) -> date:
    """The same day some months away, or the last of that month where it is shorter; kept within what can be dated."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    first = min(max(date(year, month + 1, 1), EARLIEST), LATEST - timedelta(days=31))
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class MonthModel(QAbstractTableModel):
    """Weeks as rows, weekdays as columns."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._weeks: list[list[DayFace]] = []

    def set_weeks(self, weeks: Sequence[Sequence[DayFace]]) -> None:
        """Show other days."""
        self.beginResetModel()
        self._weeks = [list(week) for week in weeks]
        self.endResetModel()

    def index_of(self, day: date) -> QModelIndex:
        """Where a day stands; invalid if it is not shown."""
        for row, week in enumerate(self._weeks):
            for column, face in enumerate(week):
                if face.day == day:
                    return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._weeks else 7

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        face = self._weeks[index.row()][index.column()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: str(face.day.day),
            Qt.ItemDataRole.AccessibleTextRole: face.spoken,
            Roles.VALUE: face,
            Roles.KEY: face.day,
        }
        return values.get(role)

    @guarded
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not self._weeks:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return f"{self._weeks[0][section].day:%a}" if role == Qt.ItemDataRole.DisplayRole else None


class MonthGrid(QTableView):
    """`month_wanted` asks for `show_month` when the cursor leaves the month; Enter or a click on a line opens.

    `day_chosen` carries the day under the cursor, `opened` the day that Enter was pressed on, `line_opened` the key of
    a line that was clicked. The week begins as in the system's locale unless `first_weekday` says otherwise.
    """

    month_wanted = Signal(object)
    day_chosen = Signal(object)
    opened = Signal(object)
    line_opened = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, name: str, title: str, first_weekday: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.first_weekday = (
            QLocale.system().firstDayOfWeek().value - 1 if first_weekday is None else first_weekday
        )
        self._day: date | None = None
        self._month: date | None = None
        self._model = MonthModel(self)
        self._painter = MonthDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(40)
        set_look(head, "days", "true")
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self._day

    @property
    def month(self) -> date | None:
        """The first of the month shown."""
        return self._month

    def span(self, month: date) -> tuple[date, date]:
        """The first and the last day that a month's grid shows."""
        weeks = weeks_of(month, self.first_weekday)
        return weeks[0][0], weeks[-1][-1]

    def show_month(
        self, day: date, lines: Mapping[date, Sequence[DayLine]], today: date, words: Mapping[date, str]
    ) -> None:
        """Show the month of a day with the cursor on it; `words` name each day for assistive tools."""
        self._month = day.replace(day=1)
        weeks = [
            [
                DayFace(
                    one, one.month == day.month, one == today, words.get(one, ""), tuple(lines.get(one, ()))
                )
                for one in week
            ]
            for week in weeks_of(day, self.first_weekday)
        ]
        self._model.set_weeks(weeks)
        self._fit_rows()
        self._set_cursor(day)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, asking for its month if another is shown."""
        day = min(max(day, EARLIEST), LATEST - timedelta(days=1))
        if self._month is not None and (day.year, day.month) == (self._month.year, self._month.month):
            self._set_cursor(day)
        else:
            self.month_wanted.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, key = self._day, event.key()
        if day is None:
            super().keyPressEvent(event)
        elif key in _OPEN:
            self.opened.emit(day)
        elif key in _STEPS:
            self.go_to(_moved(day, _STEPS[_KEY(key)]))
        elif key in _MONTHS:
            self.go_to(shifted_month(day, _MONTHS[_KEY(key)]))
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            place = (day.weekday() - self.first_weekday) % 7
            self.go_to(_moved(day, -place if key == _KEY.Key_Home else 6 - place))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        line = self.line_at(spot)
        if event.button() is Qt.MouseButton.LeftButton and line is not None:
            self.line_opened.emit(line.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.line_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.indexAt(event.position().toPoint()).data(Roles.KEY)
        if day is not None and self.line_at(event.position().toPoint()) is None:
            self.opened.emit(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def line_at(self, spot: QPoint) -> DayLine | None:
        """The line under a point of the viewport."""
        index = self.indexAt(spot)
        face = index.data(Roles.VALUE)
        if not isinstance(face, DayFace):
            return None
        return self._painter.line_at(self.visualRect(index), face, spot)

    def _fit_rows(self) -> None:
        """The weeks share the height; what does not divide goes to the first ones."""
        count, height = self._model.rowCount(), self.viewport().height()
        for row in range(count):
            self.setRowHeight(row, height // count + (1 if row < height % count else 0))

    def _set_cursor(self, day: date) -> None:
        index = self._model.index_of(day)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        day = current.data(Roles.KEY) if current.isValid() else None
        if isinstance(day, date):
            self._day = day
            self.day_chosen.emit(day)


def _moved(day: date, days: int) -> date:
    return min(max(day, EARLIEST), LATEST - timedelta(days=1)) + timedelta(days=days)
