"""Lists and tables over our models: row hover, rows by density, keyboard focus round the whole row."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListView,
    QTableView,
    QWidget,
)

from mltracker.ui.delegates.cells import CellDelegate
from mltracker.ui.models.roles import Roles
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.paint import paint_box
from mltracker.ui.theme import row_height, tokens
from mltracker.ui.widgets.focus_ring import paint_view_focus
from mltracker.ui.widgets.table_head import TableHead

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GOES_ON = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NARROWEST, GROWING = 40, 140


class ListView(QListView):
    """A list for RowDelegate and its kin. `opened` carries the row chosen by Enter or double click."""

    opened = Signal(object)
    current_row_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        _prepare(self)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(self._on_opened)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self.selectionModel() is not None:
            self.selectionModel().currentChanged.connect(self._on_current_changed)

    def current_row(self) -> object:
        """The row under the cursor; None if there is none."""
        return self.currentIndex().data(Roles.ROW)

    def select_key(self, key: Hashable) -> bool:
        """Make the row with this key current and bring it into view; False if it is not shown."""
        return _select_key(self, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        found = super().moveCursor(action, modifiers)
        if action is QAbstractItemView.CursorAction.MoveHome:
            # Qt stays where it is when the first row is a heading, on which nobody can stand
            while found.isValid() and not found.flags() & Qt.ItemFlag.ItemIsEnabled:
                found = found.siblingAtRow(found.row() + 1)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_view_focus(self)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Roles.ROW))

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid() is not before.isValid():
            self.viewport().update()
        self.current_row_changed.emit(current.data(Roles.ROW) if current.isValid() else None)


class TableView(QTableView):
    """A table for a RowsModel: whole rows are chosen, the head sorts, columns keep their widths.

    `opened` carries the row chosen by Enter or double click. A click into the column of `tick_column`, or Space, ticks
    a row without going to it. `is_ticking`: rows were chosen by ticks; else the one chosen is only the one looked at.
    """

    opened = Signal(object)
    current_row_changed = Signal(object)
    ticked = Signal()
    layout_chosen = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, name: str, title: str, head: type[TableHead] = TableHead
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        _prepare(self)
        self.hover_row = -1
        self.tick_column = -1
        self.is_ticking = False
        self._on_tick = self._ticked_now = self._untold = False
        self._left_out: set[str] = set()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(CellDelegate(self))
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        made = head(self)
        self.setHorizontalHeader(made)
        made.setObjectName(f"{name}-head")
        made.setMinimumSectionSize(NARROWEST)
        made.setSortIndicatorClearable(False)
        made.setSectionsMovable(True)
        made.sortIndicatorChanged.connect(self.layout_chosen)
        self.doubleClicked.connect(self._on_opened)

    def set_rows_model(self, model: RowsModel, *, sort: str = "", descending: bool = False) -> None:  # type: ignore[type-arg]
        """Show a model with the widths, the one growing column and the hidden ones of its columns."""
        self.setModel(model)
        head = self.horizontalHeader()
        for number, column in enumerate(model.columns):
            fixed = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(number, fixed)
            if column.width:
                head.resizeSection(number, column.width)
        self._left_out = {column.key for column in model.columns if column.hidden}
        self._fit_columns()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(model.column_of(sort) if sort else -1, order)
        self.fit_rows()

    def choose_column(self, key: str, *, on: bool) -> None:
        """Show or leave out a column."""
        self._left_out = self._left_out - {key} if on else self._left_out | {key}
        self._fit_columns()
        self.layout_chosen.emit()

    def is_chosen(self, key: str) -> bool:
        """Whether a column is to be shown, room permitting."""
        return key not in self._left_out

    def saved_layout(self) -> str:
        """Columns left out and the order, for `restore_layout`."""
        head, model = self.horizontalHeader(), self.model()
        keys = [column.key for column in model.columns] if isinstance(model, RowsModel) else []
        section = head.sortIndicatorSection()
        sort = keys[section] if 0 <= section < len(keys) else ""
        falling = head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return json.dumps({"left_out": sorted(self._left_out), "sort": sort, "falling": falling})

    def restore_layout(self, saved: str) -> None:
        """Show what `saved_layout` returned once; anything else changes nothing."""
        model = self.model()
        try:
            found = json.loads(saved)
            left_out, sort, falling = set(found["left_out"]), found["sort"], bool(found["falling"])
        except (ValueError, TypeError, KeyError):
            return
        if not isinstance(model, RowsModel):
            return
        known = {column.key for column in model.columns}
        self._left_out = left_out & known
        if sort in known:
            order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicator(model.column_of(sort), order)
        self._fit_columns()

    def set_delegate(self, column: str, delegate: QAbstractItemDelegate) -> None:
        """Draw a column by a delegate of its own."""
        model = self.model()
        if isinstance(model, RowsModel):
            self.setItemDelegateForColumn(model.column_of(column), delegate)

    def fit_rows(self) -> None:
        """Take over the row height of the density in use."""
        self.verticalHeader().setDefaultSectionSize(row_height())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self.selectionModel() is not None:
            self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def current_row(self) -> object:
        """The row under the cursor; None if there is none."""
        return self.currentIndex().data(Roles.ROW)

    def chosen_rows(self) -> list[object]:
        """The selected rows, from top to bottom."""
        indexes = sorted(self.selectionModel().selectedRows(), key=_row_number)
        return [index.data(Roles.ROW) for index in indexes]

    def select_key(self, key: Hashable) -> bool:
        """Make the row with this key current and bring it into view; False if it is not shown."""
        return _select_key(self, key)

    def shows_ticks(self) -> bool:
        """Whether the rows selected are marked as ticked."""
        return self.is_ticking or _several(self.selectionModel())

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """To go to a row ends ticking; Ctrl and Shift go on with it."""
        chosen = event is not None and event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress)
        if chosen and not event.modifiers() & _GOES_ON:  # type: ignore[union-attr]
            self.is_ticking = False
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._on_tick = self._ticks_at(event)
        if self._on_tick:
            return
        before, untold = self.currentIndex().row(), self._untold
        super().mousePressEvent(event)
        if untold and self.currentIndex().row() == before:
            self._on_current_changed(self.currentIndex(), QModelIndex())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._ticks_at(event):
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._on_tick:
            super().mouseReleaseEvent(event)
        self._on_tick = False

    def _ticks_at(self, event: QMouseEvent) -> bool:
        """Tick the row whose box lies under the mouse; False if none does."""
        index = self.indexAt(event.position().toPoint())
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers() & _GOES_ON
        if not plain or not index.isValid() or index.column() != self.tick_column:
            return False
        self._tick(index)
        return True

    def _tick(self, index: QModelIndex) -> None:
        """Tick or untick a row; the first tick lets go what was only looked at."""
        flags = QItemSelectionModel.SelectionFlag
        how = flags.Toggle if self.shows_ticks() else flags.ClearAndSelect
        self._ticked_now = self._untold = True  # the cursor goes along, but nothing is opened for that
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self._ticked_now = False
        self.selectionModel().select(index, how | flags.Rows)
        self.is_ticking = self.selectionModel().hasSelection()
        self.viewport().update()
        self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            event.accept()
        elif event.key() == Qt.Key.Key_Space and self.tick_column >= 0 and self.currentIndex().isValid():
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._on_tick:  # or a hand that is not quite still would select by dragging
            super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.fit_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        by_keyboard = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if not index.isValid():
            paint_view_focus(self)
        elif self.hasFocus() and by_keyboard:
            row = self.visualRect(index)
            row.setLeft(0)
            row.setRight(self.viewport().width() - 1)
            paint_box(QPainter(self.viewport()), row, line=tokens().color("focus"), width=2)

    def _fit_columns(self) -> None:
        """Hide what was left out, and then what the width has no room for."""
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        shown = [column for column in model.columns if column.key not in self._left_out]
        room = self.viewport().width()
        while shown and sum(column.width or GROWING for column in shown) > room:
            least = max(shown, key=_rank)
            if not least.rank:
                break
            shown.remove(least)
        keys = {column.key for column in shown}
        for number, column in enumerate(model.columns):
            if self.isColumnHidden(number) is (column.key in keys):
                self.setColumnHidden(number, column.key not in keys)

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Roles.ROW))

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._ticked_now:
            return
        self._untold = False
        self.current_row_changed.emit(current.data(Roles.ROW) if current.isValid() else None)


def _prepare(view: QAbstractItemView) -> None:
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)


def _select_key(view: QAbstractItemView, key: Hashable) -> bool:
    model = view.model()
    index = model.index_of(key) if isinstance(model, RowsModel) else QModelIndex()
    if not index.isValid():
        return False
    view.setCurrentIndex(index)
    view.scrollTo(index)
    return True


def _several(model: QItemSelectionModel) -> bool:
    """Whether more than one row is selected; counts no further."""
    parts = model.selection()
    return parts.count() > 1 or (parts.count() == 1 and parts.at(0).height() > 1)


def _rank(column: Column[Any]) -> float:
    """Who goes first when the room gets short; what was left out at first is there because somebody wanted it."""
    return min(column.rank, 1.5) if column.hidden else column.rank


def _row_number(index: QModelIndex) -> int:
    return index.row()
