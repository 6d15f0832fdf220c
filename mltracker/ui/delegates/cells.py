"""Cells of tables and facets. The ground of the row is drawn cell by cell, so it reaches across the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QTreeView

from mltracker.ui.delegates.base import BaseDelegate, Index, is_on, view_of
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import (
    BAR_HEIGHTS,
    BarValues,
    RowLook,
    badge_size,
    paint_badge,
    paint_box,
    paint_readiness_bar,
    paint_row,
    paint_spark,
    paint_text,
    paint_tick_box,
    text_width,
)
from mltracker.ui.theme import font, row_height, tokens

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PAD, FIRST_PAD = 8, 16
BAR_WIDTH = 88


class CellDelegate(BaseDelegate):
    """Text of a table: icon, tone and alignment from the model. The others of this module draw something instead."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._pads(index) + self.content_width(index), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        view = view_of(option)
        first = index.column() == 0
        look = RowLook(
            hover=getattr(view, "hover_row", -1) == index.row(),
            selected=is_on(option, QStyle.StateFlag.State_Selected),
            bar=first,
        )
        paint_row(painter, option.rect, look, tokens())
        last = view is not None and option.rect.right() >= view.viewport().width() - 1
        before, behind = FIRST_PAD if first else PAD, FIRST_PAD if last else PAD
        self.paint_content(painter, option.rect.adjusted(before, 0, -behind, -1), index)
        painter.restore()

    def content_width(self, index: Index) -> int:
        """Room that the content would like."""
        icon = 24 if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
        return icon + text_width(str(index.data() or ""), index.data(Qt.ItemDataRole.FontRole) or font())

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw what the cell shows into `area`."""
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(area.left(), area.center().y() - 7, 16, 16))
            area.setLeft(area.left() + 24)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or _LEFT
        face = index.data(Qt.ItemDataRole.FontRole) or font()
        paint_text(painter, area, str(index.data() or ""), face=face, color=_tone(index), align=align)

    def _pads(self, index: Index) -> int:
        return PAD + (FIRST_PAD if index.column() == 0 else PAD)


class BadgeDelegate(CellDelegate):
    """A stage badge from (kind, name), and the kind whose color it wears where that is another."""

    def content_width(self, index: Index) -> int:
        value = index.data(Roles.VALUE)
        return badge_size(value[1]).width() if value else 0

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        value = index.data(Roles.VALUE)
        if value:
            hue = value[2] if len(value) > 2 else ""
            paint_badge(painter, area, value[0], value[1], tokens(), hue=hue)


class ReadinessDelegate(CellDelegate):
    """A readiness bar from BarValues, the number at its right; `size` is card (6 px), row (8 px) or detail.

    `number` off leaves the whole cell to the bar, where a column of its own says the number.
    """

    def __init__(self, parent: QObject | None = None, *, size: str = "card", number: bool = True) -> None:
        super().__init__(parent)
        self._size = size
        self._number = number

    def content_width(self, _index: Index) -> int:
        return BAR_WIDTH + (36 if self._number else 0)

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        value = index.data(Roles.VALUE)
        if not isinstance(value, BarValues):
            return
        look = tokens()
        if self._number:
            spot = QRect(area.right() - 31, area.top(), 32, area.height())
            paint_text(painter, spot, value.percent, face=font(), color=look.color("text"), align=_RIGHT)
            area.setRight(spot.left() - 5)
        height = BAR_HEIGHTS[self._size]
        track = QRect(area.left(), area.top() + (area.height() - height) // 2, area.width(), height)
        paint_readiness_bar(painter, track, value, look)


class SparkDelegate(CellDelegate):
    """A small line from values of 0 to 1, oldest first; the cell's text where there is no line."""

    def content_width(self, _index: Index) -> int:
        return 56

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        values = index.data(Roles.VALUE)
        if isinstance(values, Sequence) and len(values) > 1:
            spot = QRect(area.left(), area.center().y() - 9, min(56, area.width()), 18)
            paint_spark(painter, spot, values, tokens())
        else:
            text = str(index.data() or "")
            paint_text(painter, area, text, face=font("small"), color=tokens().color("muted"))


class GainDelegate(CellDelegate):
    """A short bar before a number, from (share of the longest, words)."""

    def content_width(self, _index: Index) -> int:
        return 48 + 40

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        look = tokens()
        paint_text(
            painter, area, str(index.data() or ""), face=font(), color=look.color("text"), align=_RIGHT
        )
        share = index.data(Roles.VALUE)
        if isinstance(share, float | int) and share > 0 and index.data():  # never without its number
            width = max(2, round(42 * min(1.0, share)))
            right = area.right() - max(32, text_width(str(index.data() or ""), font()) + 8)
            painter.fillRect(QRect(right - width, area.center().y() - 2, width, 6), look.color("series"))


class TickDelegate(CellDelegate):
    """A tick box that shows whether the row is ticked, in a TableView, which also says what that means."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view, on = view_of(option), is_on(option, QStyle.StateFlag.State_Selected)
        if isinstance(view, QTableView):
            on = on and getattr(view, "shows_ticks", bool)()
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        left = option.rect.left() + (FIRST_PAD if index.column() == 0 else PAD)
        painter.save()
        paint_tick_box(painter, QRect(left, option.rect.top(), 16, option.rect.height()), state, tokens())
        painter.restore()

    def content_width(self, _index: Index) -> int:
        return 16

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Drawn by `paint`, which knows the selection."""


class FacetDelegate(BaseDelegate):
    """A facet: tick box, words, and at the right how many match (Roles.VALUE). Groups are small gray heads."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 26 if self._checks(index) else 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, area = tokens(), QRect(option.rect)
        painter.save()
        if not self._checks(index):
            head = QRect(area.left() + 4, area.bottom() - 18, area.width() - 8, 16)
            tone = index.data(Roles.TONE) or "muted"
            paint_text(painter, head, str(index.data() or ""), face=font("small"), color=look.color(tone))
            view = option.widget
            if isinstance(view, QTreeView):
                arrow = "chevron-down" if view.isExpanded(index) else "chevron-right"
                spot = QRect(head.right() - 13, head.top() + 1, 14, 14)
                paint_icon(painter, spot, arrow, look.color("muted"))
            self._paint_focus(painter, option, head.adjusted(-4, -2, 4, 2))
            painter.restore()
            return
        area.adjust(4, 0, -4, 0)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        paint_tick_box(painter, QRect(area.left(), area.top(), 16, area.height()), state, look)
        count = str(index.data(Roles.VALUE) if index.data(Roles.VALUE) is not None else "")
        wanted = text_width(count, font())
        spot = QRect(area.right() - wanted + 1, area.top(), wanted, area.height())
        paint_text(painter, spot, count, face=font(), color=look.color("muted"), align=_RIGHT)
        words = QRect(area.left() + 26, area.top(), spot.left() - area.left() - 34, area.height())
        paint_text(painter, words, str(index.data() or ""), face=font(), color=look.color("text"))
        self._paint_focus(painter, option, QRect(option.rect))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click anywhere on the row, or Space, ticks it."""
        released = event.type() is QEvent.Type.MouseButtonRelease
        space = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        space = space and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)  # type: ignore[attr-defined]
        if not self._checks(index) or not (released or space):
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        if self.has_focus(option):
            paint_box(painter, area, line=tokens().color("focus"), radius=4, width=2)

    def _checks(self, index: Index) -> bool:
        return index.data(Qt.ItemDataRole.CheckStateRole) is not None


def _tone(index: Index) -> QColor:
    return tokens().color(index.data(Roles.TONE) or "text")
