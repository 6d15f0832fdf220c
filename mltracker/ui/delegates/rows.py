"""Rows of lists: icon, title, second line, signs at the right, a readiness bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from mltracker.ui.delegates.base import BaseDelegate, Index, view_of
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import (
    BAR_HEIGHTS,
    DOTS_WIDTH,
    BarValues,
    Sign,
    badge_size,
    paint_badge,
    paint_difficulty,
    paint_readiness_bar,
    paint_sign,
    paint_text,
    sign_width,
    text_width,
    wrapped,
)
from mltracker.ui.theme import font, row_height, tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TITLE, _SMALL, _GAP = 20, 16, 12


@dataclass(frozen=True, slots=True)
class RowFace:
    """How a list row looks.

    First line: icon, title (up to `lines` lines), badge, `right`. Second line, if it has anything: the details one
    after the other, difficulty dots, and at the right the sign and a muted note. Last the readiness bar.
    A row with `heading` only divides the list. `tip` says by its tooltip what the row has no room for.
    """

    title: str
    details: tuple[str, ...] = ()
    icon: str = ""
    icon_role: str = "muted"
    right: str = ""
    right_tone: str = "muted"
    badge: tuple[str, str] | None = None
    dots: int = 0
    sign: Sign | None = None
    note: str = ""
    bar: BarValues | None = None
    strong: bool = False
    dim: bool = False
    lines: int = 1
    heading: bool = False
    tip: str = ""

    @property
    def has_second_line(self) -> bool:
        """Whether there is more than the title's line."""
        return bool(self.details or self.dots or self.note or (self.sign and self.right))

    @property
    def spoken(self) -> str:
        """The row in words."""
        parts = [
            self.title,
            self.badge[1] if self.badge else "",
            self.right,
            *self.details,
            self.sign.text if self.sign else "",
            self.note,
            self.bar.spoken if self.bar else "",
        ]
        return ", ".join(part for part in parts if part)


class RowDelegate(BaseDelegate):
    """Draws RowFace values; `pad` is the room at the left and right, `inset` above and below tall rows.

    Lines stand between rows, not below the last."""

    def __init__(
        self, parent: QWidget | None = None, *, pad: int = 12, inset: int = 7, dividers: bool = True
    ) -> None:
        super().__init__(parent)
        self._pad = pad
        self._inset = inset
        self._dividers = dividers

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        face = index.data(Roles.VALUE)
        if not isinstance(face, RowFace):
            return QSize(0, row_height())
        if face.heading:
            return QSize(0, 34)
        view = view_of(option)
        width = view.viewport().width() if view is not None else option.rect.width()
        return QSize(0, self._height(face, width))

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        face = index.data(Roles.VALUE)
        if not isinstance(face, RowFace):
            return False
        room = self._title_width(face, option.rect.width())
        lines = wrapped(face.title, _title_font(face), room, face.lines)
        return text_width(lines[-1], _title_font(face)) > room

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = index.data(Roles.VALUE)
        if not isinstance(face, RowFace):
            return
        rect = QRect(option.rect)
        painter.save()
        if face.heading:
            area = QRect(rect.left() + self._pad, rect.top() + 14, rect.width() - 2 * self._pad, _SMALL)
            paint_text(painter, area, face.title, face=font("small"), color=tokens().color("muted"))
            painter.restore()
            return
        last = index.row() == index.model().rowCount() - 1
        self.paint_ground(painter, option, divider=self._dividers and not last)
        self._paint_face(painter, rect, face)
        painter.restore()

    def _paint_face(self, painter: QPainter, rect: QRect, face: RowFace) -> None:
        look = tokens()
        left = rect.left() + self._pad
        tall = face.has_second_line or face.bar is not None or face.lines > 1
        top = rect.top() + (self._inset if tall else (rect.height() - _TITLE) // 2)
        if face.icon:
            paint_icon(painter, QRect(left, top + 2, 16, 16), face.icon, look.color(face.icon_role))
            left += 26
        area = QRect(left, top, rect.right() - self._pad - left + 1, _TITLE)
        bottom = self._paint_first(painter, area, face, rect.width())
        if face.has_second_line:
            bottom += 4 if face.lines > 1 else 0
            self._paint_second(painter, QRect(area.left(), bottom, area.width(), _SMALL), face)
            bottom += _SMALL
        if face.bar is not None:
            self._paint_bar(painter, QRect(area.left(), bottom + 4, area.width(), _SMALL), face.bar)

    def _paint_first(self, painter: QPainter, area: QRect, face: RowFace, width: int) -> int:
        look, first = tokens(), QRect(area)
        sign = face.sign if not face.has_second_line else None
        for text, wanted in ((face.right, text_width(face.right, self._right_font(face))),):
            if text:
                spot = QRect(first.right() - wanted + 1, first.top(), wanted, first.height())
                color = look.color(face.right_tone)
                paint_text(painter, spot, text, face=self._right_font(face), color=color, align=_RIGHT)
                first.setRight(spot.left() - _GAP)
        if sign is not None:
            spot = QRect(first.right() - sign_width(sign) + 1, first.top(), sign_width(sign), first.height())
            paint_sign(painter, spot, sign, look)
            first.setRight(spot.left() - _GAP)
        if face.badge is not None:
            size = badge_size(face.badge[1])
            spot = QRect(first.right() - size.width() + 1, first.top(), size.width(), first.height())
            paint_badge(painter, spot, *face.badge, look)
            first.setRight(spot.left() - _GAP)
        color = look.color("muted" if face.dim else "text")
        for text in wrapped(face.title, _title_font(face), self._title_width(face, width), face.lines):
            paint_text(painter, first, text, face=_title_font(face), color=color)
            first.translate(0, _TITLE)
        return first.top()

    def _paint_second(self, painter: QPainter, area: QRect, face: RowFace) -> None:
        look, small, rest = tokens(), font("small"), QRect(area)
        muted = look.color("muted")
        if face.note:
            wanted = text_width(face.note, small)
            spot = QRect(rest.right() - wanted + 1, rest.top(), wanted, rest.height())
            paint_text(painter, spot, face.note, face=small, color=muted)
            rest.setRight(spot.left() - _GAP)
        if face.sign is not None:
            wanted = sign_width(face.sign)
            spot = QRect(rest.right() - wanted + 1, rest.top(), wanted, rest.height())
            paint_sign(painter, spot, face.sign, look)
            rest.setRight(spot.left() - _GAP)
        for text in face.details:
            paint_text(painter, rest, text, face=small, color=muted)
            rest.setLeft(rest.left() + text_width(text, small) + _GAP)
        if face.dots and rest.width() >= DOTS_WIDTH:
            paint_difficulty(painter, rest, face.dots, look)

    def _paint_bar(self, painter: QPainter, area: QRect, bar: BarValues) -> None:
        look, small = tokens(), font("small")
        spot = QRect(area.right() - 31, area.top(), 32, area.height())
        paint_text(painter, spot, bar.percent, face=small, color=look.color("text"), align=_RIGHT)
        height = BAR_HEIGHTS["card"]
        track = QRect(area.left(), area.top() + (area.height() - height) // 2, area.width() - 38, height)
        paint_readiness_bar(painter, track, bar, look)

    def _height(self, face: RowFace, width: int) -> int:
        if not face.has_second_line and face.bar is None and face.lines == 1:
            return row_height()
        lines = len(wrapped(face.title, _title_font(face), self._title_width(face, width), face.lines))
        height = lines * _TITLE + 2 * self._inset
        if face.has_second_line:
            height += _SMALL + (4 if face.lines > 1 else 0)
        if face.bar is not None:
            height += _SMALL + 4
        return height + 1

    def _title_width(self, face: RowFace, width: int) -> int:
        room = width - 2 * self._pad - (26 if face.icon else 0)
        if face.right:
            room -= text_width(face.right, self._right_font(face)) + _GAP
        if face.sign is not None and not face.has_second_line:
            room -= sign_width(face.sign) + _GAP
        if face.badge is not None:
            room -= badge_size(face.badge[1]).width() + _GAP
        return max(40, room)

    def _right_font(self, face: RowFace) -> QFont:
        return font("small" if face.right_tone == "muted" else "body")


def _title_font(face: RowFace) -> QFont:
    return font("body", weight=600 if face.strong else None)
