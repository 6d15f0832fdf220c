"""What happened with an application, latest first: as faces of the timeline, and as lines for a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from mltracker.domain.applications import NoteRow, StageEventRow
from mltracker.domain.documents import DocumentRow
from mltracker.domain.interviews import InterviewRow
from mltracker.services.timeline import Entry
from mltracker.ui import explain
from mltracker.ui.delegates.timeline import TimelineFace
from mltracker.ui.paint import text_width
from mltracker.ui.theme import font
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.words import home_zone, short_day, tr

NOTE_ICONS = {"note": "note", "email": "note", "call": "phone", "message": "note", "said": "mic"}
LONGEST, TIP = 600, 2_000
# kinds of documents that go to the employer
SENT = ("resume", "cover-letter", "take-home", "slides")


class EventLine(QFrame):
    """One entry: its day, its kind, its words in as many lines as they need."""

    def __init__(self, face: TimelineFace, *, name: str, day_width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(face.spoken)
        on = label(face.day, "small", "muted")
        on.setFixedWidth(day_width)
        words = " · ".join(part for part in (face.title, face.detail) if part)
        said = label(words, "small", wrap=True)
        line = hbox(spacing=8)
        line.addWidget(on, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(IconMark(face.icon), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setMinimumHeight(20)


def faces(entries: Sequence[Entry], now: datetime) -> list[TimelineFace]:
    """How entries look in the timeline."""
    return [_face(entry, now) for entry in entries]


def event_lines(entries: Sequence[Entry], now: datetime) -> list[EventLine]:
    """Entries as lines whose words stand under each other."""
    made = faces(entries, now)
    width = max((text_width(face.day, font("small")) for face in made), default=0) + 4
    return [EventLine(face, name=f"event-{number}", day_width=width) for number, face in enumerate(made)]


def _face(entry: Entry, now: datetime) -> TimelineFace:
    row = entry.row
    title = entry.title if len(entry.title) <= LONGEST else f"{entry.title[:LONGEST]}…"
    detail, ahead = tr(entry.detail) if entry.kind == "interview" else entry.detail, False
    if isinstance(row, StageEventRow):
        icon_name = f"stage-{row.to_kind}"
    elif isinstance(row, NoteRow):
        icon_name = NOTE_ICONS[row.kind]
        if row.kind == "said":
            detail = tr("what I told them")
    elif isinstance(row, InterviewRow):
        icon_name, ahead = explain.FORMAT_ICONS[row.format], row.is_coming(now)
    elif isinstance(row, DocumentRow):
        icon_name = "document"
        detail = tr("sent") if row.kind in SENT else tr("document")
    else:
        icon_name = "money"
    zone = home_zone()
    on = short_day(entry.at.astimezone(zone).date(), now.astimezone(zone).date())
    tip = entry.title[:TIP] if title != entry.title else ""
    return TimelineFace(title, on, icon_name, " ".join(detail.split()), tip, ahead)
