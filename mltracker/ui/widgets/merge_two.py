"""Two that are one: which of them stays, and in words what becomes of the other, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from mltracker.domain.errors import UserError
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.words import tr


class MergeTwo(Dialog):
    """Two lines to choose from, and the preview of what the choice means.

    Sub-classes tell in `_preview` what merging would do, and do it in `_merge`; both are handed the number of the side
    that stays and may raise UserError, which is told in place of the preview.
    """

    def __init__(self, title: str, parent: QWidget, *, name: str, text: str) -> None:
        super().__init__(title, parent, name=name, wide=True, text=text)
        self._group = QButtonGroup(self)
        self._words = label("", wrap=True, name=f"{name}-preview")

    def show_sides(self, sides: Sequence[tuple[str, str]]) -> None:
        """Offer two things by title and facts; the first is taken to stay. Called once, when all else is made."""
        for number, (title, facts) in enumerate(sides):
            side = _Side(title, facts, name=f"{self.objectName()}-keep-{number}")
            self._group.addButton(side.radio, number)
            self.body.addWidget(side)
        self.body.addWidget(frame("quote", vbox(self._words, margins=(12, 8, 12, 8))))
        self._ok = self.add_ok_cancel(tr("Merge"))
        self._ok.clicked.connect(self._on_ok)
        self._group.idToggled.connect(self._on_toggled)
        first = self._group.button(0)
        first.setChecked(True)
        first.setFocus()

    def _preview(self, stays: int) -> str:
        raise NotImplementedError

    def _merge(self, stays: int) -> None:
        raise NotImplementedError

    def _on_toggled(self) -> None:
        try:
            self._words.setText(self._preview(max(0, self._group.checkedId())))
            self._ok.setEnabled(True)
        except UserError as error:
            self._words.setText(str(error))
            self._ok.setEnabled(False)

    def _on_ok(self) -> None:
        try:
            self._merge(max(0, self._group.checkedId()))
        except UserError as error:
            self._words.setText(str(error))
            return
        self.accept()


class _Side(QFrame):
    """One of the two: a click anywhere on it chooses it."""

    def __init__(self, title: str, facts: str, *, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.radio = QRadioButton()
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(title)
        words = vbox(
            ClampedLabel(title, "strong", name=f"{name}-title"),
            ElidedLabel(facts, role="small", tone="muted", keep=24),
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


def preview_words(moves: Sequence[str], filled: Sequence[str], noted: Sequence[str], where: str) -> str:
    """What merging would do, in sentences: what moves over, what is filled in, and what is kept in a note."""
    lines = []
    if moves:
        lines.append(tr("What moves over: {0}.").format(listed(moves)))
    else:
        lines.append(tr("Nothing hangs on the other one."))
    if filled:
        lines.append(tr("Empty fields are filled from it: {0}.").format(", ".join(filled)))
    if noted:
        lines.append(where.format(", ".join(noted)))
    lines.append(tr("Undo takes the two apart again."))
    return " ".join(lines)


def listed(parts: Sequence[str]) -> str:
    """Things one after the other: "2 interviews, 3 notes and 1 tag"."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{0} and {1}").format(", ".join(parts[:-1]), parts[-1])
