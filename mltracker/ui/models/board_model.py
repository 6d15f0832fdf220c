"""The cards of one board column, that can be dragged to another."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mltracker.ui.models.faces_model import Face, FacesModel
from mltracker.ui.models.roles import Roles

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-mltracker-cards"


class BoardModel(FacesModel[Row]):
    """Cards by integer keys. A drop changes nothing here: `dropped` carries the keys, and who moves them refreshes."""

    dropped = Signal(object)
    _landed = Signal(object)

    def __init__(
        self, face: Callable[[Row], Face], key: Callable[[Row], int], parent: QObject | None = None
    ) -> None:
        super().__init__(face, key, parent)
        # told only after Qt is done with the drag, because moving the card resets both columns
        self._landed.connect(self.dropped, Qt.ConnectionType.QueuedConnection)

    def flags(self, index: Index) -> Qt.ItemFlag:
        own = super().flags(index)
        if index.isValid():
            return own | Qt.ItemFlag.ItemIsDragEnabled
        return own | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        keys = sorted({index.data(Roles.KEY) for index in indexes if index.isValid()})
        data = QMimeData()
        data.setData(MIME, json.dumps(keys).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        keys = _keys(data)
        here = {self._key(card) for card in self.rows}
        return bool(keys) and not set(keys) <= here

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            self._landed.emit(_keys(data))
        # False: the view the cards came from must not remove them by itself
        return False


def _keys(data: QMimeData) -> list[int]:
    """The dragged keys; none if the data is not ours."""
    if not data.hasFormat(MIME):
        return []
    try:
        keys = json.loads(bytes(data.data(MIME).data()))
    except ValueError:
        return []
    return keys if isinstance(keys, list) and all(isinstance(key, int) for key in keys) else []
