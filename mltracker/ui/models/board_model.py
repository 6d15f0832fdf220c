"""The cards of one board column, that can be dragged to another."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal

from mltracker.ui.models.faces_model import Face, FacesModel
from mltracker.ui.models.roles import Roles

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-mltracker-cards"


class BoardModel(FacesModel[Row]):
    """Cards by integer keys. A drop changes nothing here: `dropped` carries the keys, and who moves them refreshes.

    `company` names the keys that travel along when a card is dragged: those chosen in other columns.
    """

    dropped = Signal(object)
    _landed = Signal(object)

    def __init__(
        self,
        face: Callable[[Row], Face],
        key: Callable[[Row], int],
        parent: QObject | None = None,
        *,
        size: Callable[[Row], QSize] | None = None,
    ) -> None:
        super().__init__(face, key, parent, size=size)
        self.company: Callable[[], Sequence[int]] = tuple
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
        keys = sorted({*self.company(), *(index.data(Roles.KEY) for index in indexes if index.isValid())})
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
        return any(not self.index_of(key).isValid() for key in dragged_keys(data))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            self._landed.emit(dragged_keys(data))
        # False: the view the cards came from must not remove them by itself
        return False


def dragged_keys(data: QMimeData) -> list[int]:
    """The keys of the cards that are dragged; none if the data is not ours."""
    if not data.hasFormat(MIME):
        return []
    try:
        keys = json.loads(bytes(data.data(MIME).data()))
    except ValueError:
        return []
    return keys if isinstance(keys, list) and all(isinstance(key, int) for key in keys) else []
