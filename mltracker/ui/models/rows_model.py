"""The one table model: rows of any kind under columns that say how to read them. It never queries."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QIcon

from mltracker.ui.icons import icon
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Align = Literal["left", "right", "center"]

MAX_RUNS = 32  # beyond this many separate removals a reset is cheaper for the views
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column reads a row.

    `text` is what is shown; `sort` a native value (None stands last in either order; without `sort` the text
    decides, by case-folded text); `value` is what a delegate draws; `tip` the tooltip; `tone` a color role for the
    text; `icon` an icon's name and role; `strong` whether the text is set bold; `spoken` what assistive tools say when
    it is not the text. `width` in px, 0 takes the room that is left. Where a window is too narrow for all, the columns
    with the highest `rank` go first; those of rank 0 stay.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    align: Align = "left"
    value: Callable[[Row], Any] | None = None
    tip: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], tuple[str, str] | None] | None = None
    strong: Callable[[Row], bool] | None = None
    spoken: Callable[[Row], str] | None = None
    width: int = 0
    hidden: bool = False
    rank: int = 0


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns, sorted here. `key` names a row across refreshes, so that selections survive them."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._keys: list[Hashable] = []
        self._places: dict[Hashable, int] | None = None
        self._texts: dict[Hashable, list[str | None]] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._readers: dict[int, Callable[[Row, int], Any]] = {
            Qt.ItemDataRole.DisplayRole.value: self._text,
            Qt.ItemDataRole.TextAlignmentRole.value: self._align,
            Qt.ItemDataRole.ToolTipRole.value: self._tip,
            Qt.ItemDataRole.AccessibleTextRole.value: self._spoken,
            Qt.ItemDataRole.DecorationRole.value: self._icon,
            Qt.ItemDataRole.FontRole.value: self._font,
            Roles.ROW: self._row,
            Roles.KEY: self._row_key,
            Roles.SORT: self._sort_value,
            Roles.VALUE: self._value,
            Roles.TONE: self._tone,
        }

    @property
    def rows(self) -> list[Row]:
        """The rows in the order shown."""
        return list(self._rows)

    def keys(self) -> AbstractSet[Hashable]:
        """The keys of the rows shown."""
        return self._placed().keys()

    def row_at(self, index: Index) -> Row | None:
        """The row under an index; None for an invalid one."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """Where the row with this key stands; invalid if it is not shown."""
        number = self._placed().get(key)
        return QModelIndex() if number is None else self.index(number, column)

    def column_of(self, key: str) -> int:
        """The number of a column by its key; KeyError if there is none."""
        for number, column in enumerate(self.columns):
            if column.key == key:
                return number
        raise KeyError(key)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows, in the sorting in use; rows with known keys keep selection and place in the views."""
        wanted = list(rows)
        if self._sorted is not None:
            wanted = self._in_order(wanted, *self._sorted)
        keys = [self._key(row) for row in wanted]
        self._texts.clear()
        if keys != self._keys:
            kept = set(keys)
            gone = _runs([number for number, key in enumerate(self._keys) if key not in kept])
            fresh = not self._rows or not wanted or len(kept) != len(keys) or len(gone) > MAX_RUNS
            if fresh or sum(last - first + 1 for first, last in gone) == len(self._rows):
                self.beginResetModel()
                self._take(wanted, keys)
                self.endResetModel()
                return
            self._remove(gone)
            self._append(wanted, keys)
            self._rearrange(wanted, keys)
        self._take(wanted, keys)
        if wanted:
            last = self.index(len(wanted) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def index(self, row: int, column: int = 0, parent: Index = _NOWHERE) -> QModelIndex:
        # asked for every row of a list that is laid out: one call instead of three
        if 0 <= row < len(self._rows) and 0 <= column < len(self.columns) and not parent.isValid():
            return self.createIndex(row, column)
        return QModelIndex()

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        read = self._readers.get(int(role))
        if row is None or read is None or index.column() >= len(self.columns):
            return None
        return read(row, index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, stable, rows without a value last; a column of -1 leaves them as given."""
        if not 0 <= column < len(self.columns):
            self._sorted = None
            return
        self._sorted = (column, order)
        wanted = self._in_order(self._rows, column, order)
        self._rearrange(wanted, [self._key(row) for row in wanted])

    def _text(self, row: Row, column: int) -> str:
        texts = self._texts.setdefault(self._key(row), [None] * len(self.columns))
        text = texts[column]
        if text is None:
            text = texts[column] = self.columns[column].text(row)
        return text

    def _align(self, _row: Row, column: int) -> Qt.AlignmentFlag:
        return _ALIGN[self.columns[column].align]

    def _tip(self, row: Row, column: int) -> str | None:
        tip = self.columns[column].tip
        return plain_tip(tip(row)) if tip else None

    def _spoken(self, row: Row, column: int) -> str:
        spoken = self.columns[column].spoken
        return spoken(row) if spoken else self._text(row, column)

    def _icon(self, row: Row, column: int) -> QIcon | None:
        drawn = self.columns[column].icon
        named = drawn(row) if drawn else None
        return icon(*named) if named else None

    def _font(self, row: Row, column: int) -> QFont | None:
        strong = self.columns[column].strong
        return font("body", weight=600) if strong is not None and strong(row) else None

    def _row(self, row: Row, _column: int) -> Row:
        return row

    def _row_key(self, row: Row, _column: int) -> Hashable:
        return self._key(row)

    def _sort_value(self, row: Row, column: int) -> Any:
        return _sort_value(self.columns[column], row)

    def _value(self, row: Row, column: int) -> Any:
        value = self.columns[column].value
        return value(row) if value else None

    def _tone(self, row: Row, column: int) -> str | None:
        tone = self.columns[column].tone
        return tone(row) if tone else None

    def _in_order(self, rows: list[Row], column: int, order: Qt.SortOrder) -> list[Row]:
        spec = self.columns[column]
        valued, empty = [], []
        for row in rows:
            value = _sort_value(spec, row)
            if value is None:
                empty.append(row)
            else:
                valued.append((value, row))
        valued.sort(key=_first, reverse=order is Qt.SortOrder.DescendingOrder)
        return [row for _, row in valued] + empty

    def _placed(self) -> dict[Hashable, int]:
        if self._places is None:
            self._places = {key: number for number, key in enumerate(self._keys)}
        return self._places

    def _take(self, rows: list[Row], keys: list[Hashable]) -> None:
        self._rows, self._keys, self._places = rows, keys, None

    def _remove(self, runs: list[tuple[int, int]]) -> None:
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._take(
                self._rows[:first] + self._rows[last + 1 :], self._keys[:first] + self._keys[last + 1 :]
            )
            self.endRemoveRows()

    def _append(self, wanted: list[Row], keys: list[Hashable]) -> None:
        known = set(self._keys)
        added = [(row, key) for row, key in zip(wanted, keys, strict=True) if key not in known]
        if added:
            count = len(self._rows)
            self.beginInsertRows(QModelIndex(), count, count + len(added) - 1)
            self._take(self._rows + [row for row, _ in added], self._keys + [key for _, key in added])
            self.endInsertRows()

    def _rearrange(self, wanted: list[Row], keys: list[Hashable]) -> None:
        before = self._keys
        if before == keys:
            self._take(wanted, keys)
            return
        after = {key: number for number, key in enumerate(keys)}
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        self._take(wanted, keys)
        moved = [self.index(after[before[index.row()]], index.column()) for index in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _sort_value(column: Column[Row], row: Row) -> Any:
    return column.sort(row) if column.sort else column.text(row).casefold() or None


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
