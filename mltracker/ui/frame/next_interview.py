"""Keeps the frame's words about the search current: the next interview, the counts of the rail, what is saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mltracker.domain.changes import Change
from mltracker.ui.frame.header import Header
from mltracker.ui.frame.rail import Rail
from mltracker.ui.page import PageTools

if TYPE_CHECKING:
    from mltracker.domain.interviews import InterviewRow

TICK_MS = 20_000
JOIN_LEAD = timedelta(minutes=15)
FORMAT_ICONS = {"video": "video", "phone": "phone", "onsite": "onsite", "async": "async"}


class NextInterview(QObject):
    """The chip "Fernhollow in 2 d 4 h", which becomes Join 15 minutes before and Debrief afterwards."""

    read_again = Signal()

    def __init__(self, tools: PageTools, header: Header, rail: Rail) -> None:
        super().__init__(header)
        self._tools, self._header, self._rail = tools, header, rail
        self._row: InterviewRow | None = None
        self._debrief: InterviewRow | None = None
        header.next_requested.connect(self._on_next_requested)
        tools.events.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self.read()

    @property
    def row(self) -> InterviewRow | None:
        """The coming interview that starts (or is due) first."""
        return self._row

    def read(self) -> None:
        """Read the coming interviews and counts anew and show them."""
        from mltracker.domain.agenda import count_coming
        from mltracker.services import applications, interviews

        ctx = self._tools.ctx
        now = ctx.clock()
        with ctx.moment():
            rows = interviews.rows(ctx)
            live = applications.live_count(ctx)
        dated = [row for row in rows if row.is_coming(now) and row.at is not None]
        self._row = dated[0] if dated else None
        missing = [row for row in rows if row.needs_debrief(now)]
        self._debrief = missing[-1] if missing else None
        self._rail.set_count("interviews", count_coming(rows, now, ctx.zone or UTC))
        self._rail.set_count("pipeline", live)
        self._show()
        self.read_again.emit()

    def stop(self) -> None:
        """Before the database is closed."""
        self._timer.stop()
        self._header.set_next("", "", "")

    def _show(self) -> None:
        from mltracker.ui.words import countdown, day_and_time

        now = self._tools.ctx.clock()
        row, debrief = self._row, self._debrief
        just_over = (
            debrief is not None
            and debrief.ends_at is not None
            and now - debrief.ends_at < timedelta(hours=24)
        )
        if (
            row is not None
            and row.starts_at is not None
            and row.starts_at - now <= JOIN_LEAD
            and row.meeting_url
        ):
            self._header.set_next(self.tr("Join {0}").format(row.company), row.meeting_url, "video")
        elif debrief is not None and just_over and (row is None or _later(row, now, 1)):
            tip = self.tr("Note what they asked while it is fresh")
            self._header.set_next(self.tr("Debrief {0}").format(debrief.company), tip, "edit")
        elif row is not None and row.at is not None:
            left = row.at - now
            words = (
                self.tr("{0} now").format(row.company)
                if left < timedelta(minutes=1)
                else self.tr("{0} in {1}").format(row.company, countdown(left))
            )
            self._header.set_next(words, day_and_time(row.at, now), FORMAT_ICONS[row.format])
        else:
            self._header.set_next("", "", "")

    def _on_tick(self) -> None:
        row = self._row
        over = row is not None and row.ends_at is not None and row.ends_at <= self._tools.ctx.clock()
        self.read() if over else self._show()

    def _on_changed(self, change: Change) -> None:
        if change & (Change.INTERVIEWS | Change.APPLICATIONS):
            self.read()

    def _on_next_requested(self) -> None:
        now = self._tools.ctx.clock()
        row, debrief = self._row, self._debrief
        text = self._header.next_chip.text()
        if debrief is not None and text == self.tr("Debrief {0}").format(debrief.company):
            self._tools.navigator.open_interview(debrief.id, "debrief")
        elif (
            row is not None
            and row.meeting_url
            and row.starts_at is not None
            and row.starts_at - now <= JOIN_LEAD
        ):
            self._tools.navigator.open_link(row.meeting_url)
        elif row is not None:
            self._tools.navigator.open_interview(row.id)


def _later(row: InterviewRow, now: datetime, hours: int) -> bool:
    return row.at is None or row.at - now > timedelta(hours=hours)
