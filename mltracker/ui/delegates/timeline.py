"""Entries of a timeline: the day, what kind of thing it was, and its words in as many lines as they need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from mltracker.ui.delegates.base import BaseDelegate, Index, view_of
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import paint_text, text_width, wrapped
from mltracker.ui.theme import font, row_height, tokens

LINES = 5
_LINE, _SMALL, _INSET, _ICON, _GAP = 20, 16, 8, 16, 10


@dataclass(frozen=True, slots=True)
class TimelineFace:
    """How an entry looks; `ahead` is what has not happened yet."""

    title: str
    day: str
    icon: str
    detail: str = ""
    tip: str = ""
    ahead: bool = False

    @property
    def spoken(self) -> str:
        """The entry in words."""
        return ", ".join(part for part in (self.day, self.title, self.detail) if part)


class TimelineDelegate(BaseDelegate):
    """Draws TimelineFace values; days stand in a column as wide as the widest of them."""

    def __init__(self, parent: QWidget | None = None, *, pad: int = 16) -> None:
        super().__init__(parent)
        self._pad = pad
        self.day_width = 48

    def fit_days(self, days: list[str]) -> None:
        """Make the column of days as wide as the widest of these."""
        self.day_width = max((text_width(day, font("small")) for day in days), default=0) + 4

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        face = index.data(Roles.VALUE)
        if not isinstance(face, TimelineFace):
            return QSize(0, row_height())
        view = view_of(option)
        width = view.viewport().width() if view is not None else option.rect.width()
        lines = len(wrapped(face.title, font(), self._room(width), LINES))
        return QSize(0, 2 * _INSET + lines * _LINE + (_SMALL if face.detail else 0))

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        face = index.data(Roles.VALUE)
        if not isinstance(face, TimelineFace):
            return False
        room = self._room(option.rect.width())
        lines = wrapped(face.title, font(), room, LINES)
        return any(text_width(line, font()) > room for line in lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = index.data(Roles.VALUE)
        if not isinstance(face, TimelineFace):
            return
        look, rect, small = tokens(), QRect(option.rect), font("small")
        painter.save()
        last = index.row() == index.model().rowCount() - 1
        self.paint_ground(painter, option, divider=not last)
        top, left = rect.top() + _INSET, rect.left() + self._pad
        day = QRect(left, top, self.day_width, _LINE)
        paint_text(painter, day, face.day, face=small, color=look.color("muted"))
        left += self.day_width + _GAP
        paint_icon(painter, QRect(left, top + 2, _ICON, _ICON), face.icon, look.color("muted"))
        left += _ICON + _GAP
        room = self._room(rect.width())
        ink = look.color("text")
        for line in wrapped(face.title, font(), room, LINES):
            paint_text(painter, QRect(left, top, room, _LINE), line, face=font(), color=ink)
            top += _LINE
        if face.detail:
            tone = look.color("info" if face.ahead else "muted")
            paint_text(painter, QRect(left, top, room, _SMALL), face.detail, face=small, color=tone)
        painter.restore()

    def _room(self, width: int) -> int:
        return max(60, width - 2 * self._pad - self.day_width - _ICON - 2 * _GAP)
