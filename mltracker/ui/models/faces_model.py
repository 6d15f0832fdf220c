"""One column of rows that a delegate draws whole: lists, agendas, board columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QSize, Qt

from mltracker.ui.models.rows_model import Column, RowsModel

Row = TypeVar("Row")


class Face(Protocol):
    """How a row looks, as its delegate wants it."""

    @property
    def title(self) -> str:
        """The words that stand for the row."""
        ...

    @property
    def spoken(self) -> str:
        """Everything the row says, for assistive tools."""
        ...


class FacesModel(RowsModel[Row]):
    """Rows with a face each; the delegate of the face draws them.

    A face is made when it is first looked at and kept until other rows are shown. `size` says how large a row is
    without making its face, for lists of thousands.
    """

    def __init__(
        self,
        face: Callable[[Row], Face],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
        *,
        size: Callable[[Row], QSize] | None = None,
    ) -> None:
        self._make_face = face
        self._size = size
        self._faces: dict[Hashable, Face] = {}
        column: Column[Row] = Column("face", "", text=self._title, value=self._face, spoken=self._words)
        super().__init__([column], key, parent)
        if size is not None:
            self._readers[Qt.ItemDataRole.SizeHintRole.value] = self._row_size

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows, with new faces."""
        self._faces.clear()
        super().set_rows(rows)

    def _face(self, row: Row) -> Face:
        key = self._key(row)
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self._make_face(row)
        return found

    def _title(self, row: Row) -> str:
        return self._face(row).title

    def _words(self, row: Row) -> str:
        return self._face(row).spoken

    def _row_size(self, row: Row, _column: int) -> QSize | None:
        return self._size(row) if self._size is not None else None
