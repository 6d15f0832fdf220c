"""What happened with an application, latest first: stages and notes in one column."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from mltracker.domain.applications import ApplicationDetail
from mltracker.ui.paint import text_width
from mltracker.ui.theme import font
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.words import home_zone, short_day

NOTE_ICONS = {"note": "note", "email": "link", "call": "phone", "message": "note", "said": "mic"}


class EventLine(QFrame):
    """One entry: its day, its kind, its words in as many lines as they need."""

    def __init__(self, when: str, icon_name: str, words: str, *, name: str, day_width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(f"{when}, {words}")
        on = label(when, "small", "muted")
        on.setFixedWidth(day_width)
        said = label(words, "small", wrap=True)
        line = hbox(spacing=8)
        line.addWidget(on, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(IconMark(icon_name), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setMinimumHeight(20)


def event_lines(detail: ApplicationDetail, today: date) -> list[EventLine]:
    """The history as lines whose words stand under each other."""
    found = [
        (
            event.occurred_at,
            f"stage-{event.to_kind}",
            f"{event.from_stage} → {event.to_stage}" if event.from_stage else event.to_stage,
            event.note,
        )
        for event in detail.history
    ]
    found += [(note.happened_at, NOTE_ICONS[note.kind], note.body, "") for note in detail.notes]
    found.sort(key=_instant, reverse=True)
    days = [short_day(at.astimezone(home_zone()).date(), today) for at, *_ in found]
    width = max((text_width(day, font("small")) for day in days), default=0) + 4
    return [
        EventLine(
            day,
            icon_name,
            " · ".join(filter(None, (words, extra))),
            name=f"event-{number}",
            day_width=width,
        )
        for number, (day, (_, icon_name, words, extra)) in enumerate(zip(days, found, strict=True))
    ]


def _instant(entry: tuple[object, ...]) -> str:
    return str(entry[0])
