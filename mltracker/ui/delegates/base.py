"""What delegates share: the ground of a row, and tooltips for what did not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from mltracker.ui.paint import RowLook, paint_row
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


def is_on(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    """Whether a state is set."""
    return bool(option.state & flag)


def view_of(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    """The view that is painted."""
    widget = option.widget
    return widget if isinstance(widget, QAbstractItemView) else None


class BaseDelegate(QStyledItemDelegate):
    """Draws the ground itself, whatever the style thinks; sub-classes draw on it."""

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The cell's tooltip, else its whole text where that did not fit."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        if not tip and self.is_cut(option, index):
            tip = plain_tip(self.whole(index))
        if tip:
            QToolTip.showText(event.globalPos(), tip, view)
        else:
            QToolTip.hideText()
        return True

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Whether the text does not fit into the cell."""
        return self.sizeHint(option, index).width() > option.rect.width()

    def whole(self, index: Index) -> str:
        """What the tooltip of a cell says whose text does not fit."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, divider: bool = True) -> None:
        """Hover, selection and focus of a row that is one cell wide."""
        look = RowLook(
            hover=is_on(option, _State.State_MouseOver),
            selected=is_on(option, _State.State_Selected),
            focus=self.has_focus(option),
            divider=divider,
        )
        paint_row(painter, option.rect, look, tokens())

    def has_focus(self, option: QStyleOptionViewItem) -> bool:
        """Whether the row has the focus, by the keyboard."""
        return is_on(option, _State.State_HasFocus) and is_on(option, _State.State_KeyboardFocusChange)
