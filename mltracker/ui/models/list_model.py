"""A list of faces, some of which only head what follows: for RowDelegate lists with sections."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Face(Protocol):
    """What a delegate draws of an entry, with its first words and all of it in words."""

    @property
    def title(self) -> str:
        """The first words."""

    @property
    def spoken(self) -> str:
        """All of it in words."""

    @property
    def tip(self) -> str:
        """What a tooltip tells, if more than what does not fit."""


class FaceListModel(QAbstractListModel):
    """Entries of (row or None for a heading, face); rows are known by their `id`.

    In lists of thousands the face may be a function that makes it from the row, asked when the row is first drawn.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[tuple[Any, Face | Callable[[Any], Face]]] = []

    def set_entries(self, entries: Sequence[tuple[Any, Face | Callable[[Any], Face]]]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def index_of(self, row_id: Hashable) -> QModelIndex:
        """Where a row stands; invalid if it is not listed."""
        for number, (row, _) in enumerate(self._entries):
            if row is not None and row.id == row_id:
                return self.index(number)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first row that is no heading."""
        return next(
            (self.index(n) for n, (row, _) in enumerate(self._entries) if row is not None), QModelIndex()
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._entries[index.row()][0] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, face = self._entries[index.row()]
        if callable(face):
            face = face(row)
            self._entries[index.row()] = (row, face)
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: face.title,
            Qt.ItemDataRole.AccessibleTextRole: face.spoken,
            Qt.ItemDataRole.ToolTipRole: plain_tip(face.tip),
            Roles.VALUE: face,
            Roles.ROW: row,
            Roles.KEY: None if row is None else row.id,
        }
        return values.get(role)
