"""Merging two applications: which one stays, and in words what becomes of the other, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from mltracker.domain.applications import STAGE_KINDS, ApplicationRow
from mltracker.domain.errors import UserError
from mltracker.services import applications, merging
from mltracker.services.merging import MergePreview
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.words import day, tr

# steps of the history move along without a word
QUIET = frozenset({"stage_event"})


class MergeDialog(Dialog):
    """Two lines to choose from, and the preview of what the choice means."""

    def __init__(self, tools: PageTools, parent: QWidget, ids: Sequence[int]) -> None:
        super().__init__(
            "Merge two applications",
            parent,
            name="merge",
            wide=True,
            text="One stays, and everything of the other moves to it. Which one stays?",
        )
        rows = sorted((applications.row(tools.ctx, each) for each in ids), key=_further_first)
        self._tools, self._ids = tools, [row.id for row in rows]
        self._group = QButtonGroup(self)
        for number, row in enumerate(rows):
            side = _Side(row, tools, name=f"merge-keep-{number}")
            self._group.addButton(side.radio, number)
            self.body.addWidget(side)
        self._words = label("", wrap=True, name="merge-preview")
        self.body.addWidget(frame("quote", vbox(self._words, margins=(12, 8, 12, 8))))
        self.add_ok_cancel(self.tr("Merge")).clicked.connect(self._on_ok)
        self._group.idToggled.connect(self._on_toggled)
        first = self._group.button(0)
        first.setChecked(True)
        first.setFocus()

    def _pair(self) -> tuple[int, int]:
        kept = self._ids[max(0, self._group.checkedId())]
        return kept, next(each for each in self._ids if each != kept)

    def _on_toggled(self) -> None:
        try:
            found = merging.preview(self._tools.ctx, *self._pair())
        except UserError as error:
            self._words.setText(str(error))
            return
        self._words.setText(preview_words(found))

    def _on_ok(self) -> None:
        try:
            row, change = merging.merge(self._tools.ctx, *self._pair())
        except UserError as error:
            self._words.setText(str(error))
            return
        self._tools.events.changed.emit(change)
        self._tools.events.notice.emit(Notice.done(self.tr("Merged into {0}").format(row.role_title)))
        self.accept()


class _Side(QFrame):
    """One of the two: a click anywhere on it chooses it."""

    chosen = Signal()

    def __init__(self, row: ApplicationRow, tools: PageTools, *, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        title = f"{row.company}, {row.role_title}"
        self.radio = QRadioButton()
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(title)
        words = vbox(
            ElidedLabel(title, role="strong", keep=24),
            ElidedLabel(_facts(row, tools), role="small", tone="muted", keep=24),
            spacing=2,
        )
        line = hbox(self.radio, spacing=12, margins=12)
        line.addLayout(words, 1)
        self.setLayout(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)
            self.radio.setFocus()
        super().mousePressEvent(event)


def preview_words(found: MergePreview) -> str:
    """What merging would do, in sentences."""
    lines = []
    moves = counted(found.moves)
    if moves:
        lines.append(tr("What moves over: {0}.").format(moves))
    else:
        lines.append(tr("Nothing hangs on the other one."))
    if found.filled:
        lines.append(tr("Empty fields are filled from it: {0}.").format(", ".join(found.filled)))
    if found.noted:
        lines.append(tr("What differs is kept in a note: {0}.").format(", ".join(found.noted)))
    lines.append(tr("Undo takes the two apart again."))
    return " ".join(lines)


def counted(moves: Mapping[str, int]) -> str:
    """How many of each: "2 interviews, 3 notes and 1 tag"."""
    words = {
        "interview": (tr("1 interview"), tr("%n interviews", moves.get("interview", 0))),
        "note": (tr("1 note"), tr("%n notes", moves.get("note", 0))),
        "application_document": (
            tr("1 document"),
            tr("%n documents", moves.get("application_document", 0)),
        ),
        "application_contact": (tr("1 person"), tr("%n people", moves.get("application_contact", 0))),
        "application_tag": (tr("1 tag"), tr("%n tags", moves.get("application_tag", 0))),
        "checklist_item": (tr("1 checklist item"), tr("%n checklist items", moves.get("checklist_item", 0))),
        "offer_version": (tr("1 offer"), tr("%n offers", moves.get("offer_version", 0))),
    }
    parts = [words[name][count != 1] for name, count in moves.items() if count and name in words]
    rest = sum(count for name, count in moves.items() if name not in words and name not in QUIET)
    if rest:
        parts.append(tr("1 other entry") if rest == 1 else tr("%n other entries", rest))
    if len(parts) < 2:
        return "".join(parts)
    return tr("{0} and {1}").format(", ".join(parts[:-1]), parts[-1])


def _further_first(row: ApplicationRow) -> tuple[bool, int, int]:
    """The one that is live and further on is most likely to stay; of equals the older."""
    return (row.outcome != "open", -STAGE_KINDS.index(row.furthest_kind), row.id)


def _facts(row: ApplicationRow, tools: PageTools) -> str:
    today = tools.ctx.today()
    ended = row.outcome if row.outcome != "open" else ""
    applied = tr("applied {0}").format(day(row.applied_on, today)) if row.applied_on else ""
    entered = tr("entered {0}").format(day(row.created_at.astimezone(tools.ctx.zone).date(), today))
    return " · ".join(filter(None, (row.stage, ended, applied, entered)))
