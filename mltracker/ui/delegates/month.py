"""Days of a month: the number, what happens then line by line, and how much more there is than fits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip

from mltracker.ui.delegates.base import BaseDelegate, Index, is_on
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import paint_box, paint_text, text_width
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens

_HEAD, _LINE, _STEP, _PAD = 24, 18, 20, 4
_WITH_ICON = 112
_CENTER = Qt.AlignmentFlag.AlignCenter
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class DayLine:
    """One thing on a day. A `filled` one stands on the accent's soft ground; `words` say it whole."""

    key: str
    text: str
    words: str
    icon: str = ""
    icon_role: str = "muted"
    filled: bool = False
    dim: bool = False


@dataclass(frozen=True, slots=True)
class DayFace:
    """How a day looks: whether it is of the month shown, today, and what happens."""

    day: date
    inside: bool
    today: bool
    words: str
    lines: tuple[DayLine, ...] = field(default=())

    @property
    def spoken(self) -> str:
        """The day in words."""
        say = QCoreApplication.translate
        parts = [
            self.words,
            say("DayFace", "today") if self.today else "",
            *(one.words for one in self.lines),
        ]
        return ", ".join(part for part in parts if part)


class MonthDelegate(BaseDelegate):
    """Draws DayFace values; `line_at` says which line lies under a point."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, _HEAD + _STEP)

    def line_at(self, rect: QRect, face: DayFace, spot: QPoint) -> DayLine | None:
        """The line of a day under a point; None for its number, its ground and what did not fit."""
        shown, _ = _fitting(rect, face)
        number = (spot.y() - rect.top() - _HEAD) // _STEP
        return shown[number] if spot.y() >= rect.top() + _HEAD and number < len(shown) else None

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The line under the pointer in whole words, else the whole day."""
        face = index.data(Roles.VALUE)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(face, DayFace) or not face.lines:
            return super().helpEvent(event, view, option, index)
        line = self.line_at(option.rect, face, event.pos())
        words = line.words if line is not None else "\n".join(one.words for one in face.lines)
        QToolTip.showText(event.globalPos(), plain_tip(words), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = index.data(Roles.VALUE)
        if not isinstance(face, DayFace):
            return
        look, rect = tokens(), QRect(option.rect)
        painter.save()
        hover = is_on(option, _State.State_MouseOver)
        ground = "hover" if hover else "surface" if face.inside else "window"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), look.color("divider"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("divider"))
        self._paint_number(painter, rect, face)
        shown, more = _fitting(rect, face)
        for number, line in enumerate(shown):
            area = QRect(
                rect.left() + _PAD, rect.top() + _HEAD + number * _STEP, rect.width() - 2 * _PAD, _LINE
            )
            self._paint_line(painter, area, line)
        if more:
            area = QRect(rect.left() + _PAD + 4, rect.top() + _HEAD + len(shown) * _STEP, rect.width(), _LINE)
            words = QCoreApplication.translate("MonthGrid", "{0} more").format(more)
            paint_text(painter, area, words, face=font("small"), color=look.color("muted"))
        if is_on(option, _State.State_Selected):
            paint_box(painter, rect, line=look.color("focus"), width=2)
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, face: DayFace) -> None:
        look = tokens()
        text = f"{face.day.day} {face.day:%b}" if face.day.day == 1 else str(face.day.day)
        small = font("small", weight=600 if face.today else None)
        spot = QRect(rect.left() + _PAD + 4, rect.top() + 3, text_width(text, small), 18)
        if face.today:
            pill = spot.adjusted(-6, 0, 6, 0) if spot.width() > 12 else spot.adjusted(-5, 0, 5, 0)
            paint_box(painter, pill, fill=look.color("accent"), radius=9)
        role = "on_accent" if face.today else "text" if face.inside else "muted"
        paint_text(painter, spot, text, face=small, color=look.color(role), align=_CENTER)

    def _paint_line(self, painter: QPainter, area: QRect, line: DayLine) -> None:
        look = tokens()
        if line.filled and not line.dim:
            paint_box(painter, area, fill=look.color("accent_soft"), radius=4)
        role = "muted" if line.dim else "on_accent_soft" if line.filled else "text"
        left = area.left() + 4
        # in narrow days the words need the room; the ground says already that it is a round
        if line.icon and (line.icon_role == "warn" or not line.filled or area.width() >= _WITH_ICON):
            icon_role = role if line.filled and not line.dim and line.icon_role == "muted" else line.icon_role
            paint_icon(painter, QRect(left, area.top() + 3, 12, 12), line.icon, look.color(icon_role))
            left += 16
        words = QRect(left, area.top(), area.right() - left - 2, area.height())
        paint_text(painter, words, line.text, face=font("small"), color=look.color(role))


def _fitting(rect: QRect, face: DayFace) -> tuple[tuple[DayLine, ...], int]:
    """The lines there is room for, and how many are left; a line is kept free to say so."""
    room = max(0, (rect.height() - _HEAD - 2) // _STEP)
    if len(face.lines) <= room:
        return face.lines, 0
    shown = face.lines[: max(0, room - 1)]
    return shown, len(face.lines) - len(shown)
