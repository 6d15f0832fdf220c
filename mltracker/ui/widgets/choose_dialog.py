"""Choosing one or several of a list that can be narrowed by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mltracker.domain.filtering import filter_words, findable, holds_words
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.views import ListView

TALL, LINE, LEAST = 320, 50, 140


@dataclass(frozen=True, slots=True)
class Choosable:
    """A row that can be chosen, known by its `id`; `words` are what narrowing looks at."""

    row: Any
    face: RowFace
    words: str


class ChooseDialog(Dialog):
    """`chosen` carries the rows that were taken, once. `nothing` is said where there is nothing to choose.

    Without `several` one row can be taken.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        parent: QWidget,
        *,
        name: str,
        text: str,
        ok: str,
        nothing: str,
        icon_name: str,
        several: bool = True,
    ) -> None:
        super().__init__(title, parent, name=name, text=text, wide=True)
        self._nothing = nothing
        self._entries: list[Choosable] = []
        self._field = search_field(f"{name}-search", self.tr("Filter by words"))
        self._model = FaceListModel(self)
        self._list = ListView(self, name=f"{name}-list", title=title)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setModel(self._model)
        if several:
            self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._empty = EmptyState(icon_name, self.tr("Nothing to choose"), "", self, name=f"{name}-empty")
        for part in (self._field, self._list, self._empty):
            self.body.addWidget(part)
        self._ok = self.add_ok_cancel(ok)
        self._ok.clicked.connect(self._on_ok)
        self._field.textChanged.connect(self._on_filter)
        self._list.opened.connect(self._on_opened)
        self._list.selectionModel().selectionChanged.connect(self._on_selection)

    def show_entries(self, entries: Sequence[Choosable]) -> None:
        """Offer these, in this order."""
        self._entries = list(entries)
        # rows of one shape are measured once, which thousands need
        shapes = {(entry.face.has_second_line, entry.face.lines, entry.face.bar is None) for entry in entries}
        self._list.setUniformItemSizes(len(shapes) == 1 and all(lines == 1 for _, lines, _ in shapes))
        height = max(LEAST, min(TALL, LINE * len(entries)))
        self._list.setFixedHeight(height)
        self._empty.setFixedHeight(height)
        self._field.setVisible(bool(entries))
        self._on_filter("")
        (self._field if entries else self).setFocus()

    def _on_filter(self, _text: str) -> None:
        words = filter_words(self._field.text())
        found = [entry for entry in self._entries if holds_words(findable(entry.words), words)]
        self._model.set_entries([(entry.row, entry.face) for entry in found])
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found)
        if self._entries:
            self._empty.set_text(self.tr("Nothing matches"), self.tr("Fewer words show more."))
        else:
            self._empty.set_text(self.tr("Nothing to choose"), self._nothing)
        if found:
            self._list.setCurrentIndex(self._model.first())
        self._ok.setEnabled(bool(found))

    def _rows(self) -> list[Any]:
        return [index.data(Roles.ROW) for index in self._list.selectionModel().selectedIndexes()]

    def _on_selection(self) -> None:
        self._ok.setEnabled(bool(self._rows()))

    def _on_opened(self, row: object) -> None:
        self._take([row])

    def _on_ok(self) -> None:
        self._take(self._rows())

    def _take(self, rows: list[Any]) -> None:
        if rows:
            self.accept()
            self.chosen.emit(rows)
