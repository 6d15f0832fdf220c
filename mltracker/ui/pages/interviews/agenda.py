"""The list at the left of the Interviews page: what is coming by day, or what is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services import catalog
from mltracker.ui import explain
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Segment, SegmentedControl
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import clock_time, day, home_zone, relative_day, tr

RESULTS = {"passed": ("check", "good"), "failed": ("close", "muted"), "pending": ("clock", "muted")}


class Agenda(QWidget):
    """Switches between coming and past, and says which interview was chosen."""

    interview_chosen = Signal(object)
    view_changed = Signal(str)
    add_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("agenda")
        segments = [Segment("coming", self.tr("Agenda")), Segment("past", self.tr("Past"))]
        self._views = SegmentedControl(
            segments, name="agenda-views", title=self.tr("Which interviews"), small=True
        )
        self._views.set_key("coming")
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
        self._empty.pressed.connect(self.add_requested)

    @property
    def view(self) -> str:
        """coming or past."""
        return self._views.key

    def set_view(self, view: str) -> None:
        """Show coming or past."""
        self._views.set_key(view)

    def show_rows(self, rows: Sequence[InterviewRow], ready: Mapping[int, Readiness], now: datetime) -> None:
        """Show interviews in their order, under headings."""
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        entries: list[tuple[InterviewRow | None, RowFace]] = []
        last = ""
        for row in rows:
            heading = _heading(row, now)
            if heading != last:
                entries.append((None, RowFace(heading, heading=True)))
                last = heading
            entries.append((row, _face(row, titles, ready.get(row.id), now)))
        self._model.set_entries(entries)
        self._list.setVisible(bool(entries))
        self._empty.setVisible(not entries)

    def select(self, interview_id: int | None) -> bool:
        """Mark an interview without announcing it; None takes the first. False if it is not listed here."""
        index = self._model.first() if interview_id is None else self._model.index_of(interview_id)
        if not index.isValid():
            return False
        before = self._list.blockSignals(True)  # noqa: FBT003
        self._list.setCurrentIndex(index)
        self._list.blockSignals(before)
        return True

    def current(self) -> int | None:
        """The interview under the cursor."""
        row = self._list.current_row()
        return row.id if isinstance(row, InterviewRow) else None

    def _on_current_changed(self, row: object) -> None:
        if isinstance(row, InterviewRow):
            self.interview_chosen.emit(row.id)


def _heading(row: InterviewRow, now: datetime) -> str:
    if row.at is None:
        return tr("No date yet")
    local, today = row.at.astimezone(home_zone()).date(), now.astimezone(home_zone()).date()
    return f"{day(local, today)} ({relative_day(local, today)})"


def _face(row: InterviewRow, titles: Mapping[str, str], ready: Readiness | None, now: datetime) -> RowFace:
    time = clock_time(row.at) if row.at is not None else ""
    coming = row.is_coming(now)
    icon_name, role = RESULTS[row.result]
    sign = None
    if row.needs_debrief(now):
        sign = Sign("edit", tr("debrief missing"), "warn")
    elif not coming:
        words = {"passed": tr("passed"), "failed": tr("not passed"), "pending": tr("waiting to hear")}[
            row.result
        ]
        if row.status in ("cancelled", "no-show"):
            words, icon_name = (
                {"cancelled": tr("cancelled"), "no-show": tr("did not happen")}[row.status],
                "dismiss",
            )
        sign = Sign(icon_name, words, role)
    return RowFace(
        row.company,
        (row.label or titles[row.round_kind],),
        icon=explain.FORMAT_ICONS[row.format],
        right=time,
        right_tone="text",
        sign=sign,
        bar=explain.bar(ready, target=False) if ready is not None and coming else None,
        strong=True,
    )
