"""One column of rows that a delegate draws whole: lists, agendas, board columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject

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
    """Rows with a face each; the delegate of the face draws them."""

    def __init__(
        self,
        face: Callable[[Row], Face],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        self._face = face
        column: Column[Row] = Column("face", "", text=self._title, value=self._drawn, spoken=self._words)
        super().__init__([column], key, parent)

    def _title(self, row: Row) -> str:
        return self._face(row).title

    def _drawn(self, row: Row) -> Any:
        return self._face(row)

    def _words(self, row: Row) -> str:
        return self._face(row).spoken
