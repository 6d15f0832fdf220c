"""Fields for a date and for a time: typed in several ways, checked, and written back in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QWidget

from mltracker.domain.limits import check_date
from mltracker.domain.typed_times import parse_date, parse_time
from mltracker.ui.icons import icon
from mltracker.ui.paint import paint_box
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import set_look
from mltracker.ui.widgets.layouts import hbox, vbox

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def format_date(day: date) -> str:
    """Thu 3 Dec 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


class DateEdit(QWidget):
    """A date or nothing. `changed` after a date was typed whole or chosen; what is no date stays and is marked.
    `entered` when Enter is pressed in it.

    Where it is told what `today` is, the year may be left out: the nearest such day is meant, and written out.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str,
        title: str = "",
        today: Callable[[], date] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._date: date | None = None
        self._offered: date | None = None
        self._today = today
        self._field = QLineEdit()
        self._field.setObjectName(f"{name}-field")
        self._field.setPlaceholderText(self.tr("like 3 Dec 2026"))
        self._field.setMaxLength(40)
        self._open = Button(name=f"{name}-calendar", icon_name="calendar", tip=self.tr("Choose a date"))
        self.setLayout(hbox(self._field, self._open, spacing=4))
        self.setFocusProxy(self._field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the order of Tab could not be set through it
        self.setAccessibleName(title)
        self._field.editingFinished.connect(self._on_edited)
        self._field.returnPressed.connect(self.entered)
        self._open.clicked.connect(self._on_open)

    def setAccessibleName(self, name: str) -> None:
        """Name the field itself too."""
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    def set_placeholder(self, words: str) -> None:
        """Say something else in the empty field."""
        self._field.setPlaceholderText(words)

    @property
    def value(self) -> date | None:
        """The date; None if the field is empty or holds no date."""
        text = self._field.text().strip()
        return parse_date(text, self._today() if self._today is not None else None) if text else None

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no date, or one no search can have."""
        return bool(self.problem)

    @property
    def problem(self) -> str:
        """What is wrong with what was typed, in a sentence."""
        if not self._field.text().strip():
            return ""
        if self.value is None:
            return self.tr("This is not a date. Write it like 3 Dec 2026 or 2026-12-03.")
        try:
            check_date(self.value)
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, day: date | None) -> None:
        """Show a date without telling; None empties the field."""
        self._date = day
        self._field.setText(format_date(day) if day is not None else "")
        self._field.setCursorPosition(0)
        self._mark()

    def offer(self, day: date | None) -> bool:
        """Start with a day that was found elsewhere; another one typed here stays, and False is returned."""
        if self.value != self._offered or self.is_wrong:
            return False
        self._offered = day
        self.set_value(day)
        return True

    def event(self, event: QEvent) -> bool:
        """Pass on that a form found an error here."""
        if event.type() is QEvent.Type.DynamicPropertyChange:
            set_look(self._field, "error", self.property("error"))
        return super().event(event)

    def _on_edited(self) -> None:
        day = self.value
        if day is not None:
            self._field.setText(format_date(day))
        self._mark()
        if day != self._date and not self.is_wrong:
            self._date = day
            self.changed.emit()

    def _on_open(self) -> None:
        popup = _Calendar(self.value, self._today() if self._today is not None else None, self)
        popup.chosen.connect(self._on_chosen)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()

    def _on_chosen(self, day: date) -> None:
        self.set_value(day)
        self._field.setFocus()
        self.changed.emit()

    def _mark(self) -> None:
        set_look(self._field, "error", "true" if self.is_wrong else None)
        self._field.setToolTip(plain_tip(self.problem))


class TimeEdit(QLineEdit):
    """A time of day or nothing. `changed` after one was typed whole; what is no time stays and is marked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText("14:00")
        self.setMaxLength(12)
        self._time: time | None = None
        self.editingFinished.connect(self._on_edited)

    @property
    def value(self) -> time | None:
        """The time; None if the field is empty or holds no time."""
        return parse_time(self.text()) if self.text().strip() else None

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no time."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, value: time | None) -> None:
        """Show a time without telling; None empties the field."""
        self._time = value
        self.setText(value.strftime("%H:%M") if value is not None else "")
        set_look(self, "error", None)

    def _on_edited(self) -> None:
        value = self.value
        if value is not None:
            self.setText(value.strftime("%H:%M"))
        set_look(self, "error", "true" if self.is_wrong else None)
        if value != self._time and not self.is_wrong:
            self._time = value
            self.changed.emit()


class _Calendar(QFrame):
    """A month to choose a day from, in a popup."""

    chosen = Signal(object)

    def __init__(self, day: date | None, today: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._month = _Month(
            QDate(today.year, today.month, today.day) if today is not None else QDate.currentDate()
        )
        self._month.setObjectName("calendar-month")
        self._month.setAccessibleName(self.tr("Calendar"))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
        self._month.setGridVisible(False)
        self._dress()
        if day is not None:
            self._month.choose(QDate(day.year, day.month, day.day))
        self.setLayout(vbox(self._month, margins=8))
        self._month.clicked.connect(self._on_clicked)
        self._month.activated.connect(self._on_clicked)
        self._month.setFocus()

    def _dress(self) -> None:
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(tokens().color("text"))
        head.setForeground(tokens().color("muted"))
        head.setBackground(tokens().color("raised"))
        head.setFont(font("small"))
        for day in Qt.DayOfWeek:
            self._month.setWeekdayTextFormat(day, plain)
        self._month.setHeaderTextFormat(head)
        for arrow, name in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self._month.findChild(QToolButton, f"qt_calendar_{arrow}")
            if button is not None:
                button.setIcon(icon(name))

    def _on_clicked(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


class _Month(QCalendarWidget):
    """A month that marks today, and a day as chosen only once somebody chose one."""

    def __init__(self, today: QDate) -> None:
        super().__init__()
        self._today = today
        self.is_chosen = False
        self.setSelectedDate(today)
        self.selectionChanged.connect(self._on_selected)

    def choose(self, day: QDate) -> None:
        """Show a day as the one chosen."""
        self.setSelectedDate(day)
        self.is_chosen = True

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        look = tokens()
        chosen = self.is_chosen and day == self.selectedDate()
        here = day.month() == self.monthShown()
        area = rect.adjusted(2, 1, -2, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            paint_box(painter, area, fill=look.color("accent"), radius=6)
        elif day == self._today:
            paint_box(painter, area, line=look.color("control"), radius=6)
        painter.setFont(font())
        painter.setPen(look.color("on_accent" if chosen else "text" if here else "disabled"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))

    def _on_selected(self) -> None:
        self.is_chosen = True
