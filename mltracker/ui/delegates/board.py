"""Cards of the board."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mltracker.ui.delegates.base import BaseDelegate, Index, is_on
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import BAR_HEIGHTS, BarValues, paint_box, paint_readiness_bar, paint_text, text_width
from mltracker.ui.theme import font, tokens

GAP_BELOW = 6
_PAD, _TOP, _BOTTOM, _GAP = 11, 9, 7, 2
_NAME, _SMALL, _EVENT = 20, 16, 18
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class CardFace:
    """How an application looks on the board; `event` begins with its date, `days` is the time in the stage.

    A `dense` card has three lines whatever happens next, for columns of hundreds: what is next stands at its foot then.
    """

    title: str
    role: str
    event: str = ""
    event_icon: str = "calendar"
    event_tone: str = "text"
    bar: BarValues | None = None
    priority: int = 2
    days: str = ""
    dense: bool = False

    @property
    def spoken(self) -> str:
        """The card in words."""
        rank = QCoreApplication.translate("CardFace", "priority {0}").format(self.priority)
        parts = [self.title, self.role, self.event, self.bar.spoken if self.bar else "", rank, self.days]
        return ", ".join(part for part in parts if part)


class BoardCardDelegate(BaseDelegate):
    """Draws CardFace values as cards with a gap below; the view's frame draws the column.

    The model says how large they are (`card_size`): a card that had to be made for it would cost a full board its speed.
    """

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        face = index.data(Roles.VALUE)
        room = option.rect.width() - 2 * _PAD
        if not isinstance(face, CardFace):
            return False
        small = font("small")
        return (
            text_width(face.title, font("body", weight=600)) > room
            or text_width(face.role, small) > room
            or text_width(face.event, small) > room - 20
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = index.data(Roles.VALUE)
        if not isinstance(face, CardFace):
            return
        look = tokens()
        card = option.rect.adjusted(0, 0, 0, -GAP_BELOW)
        selected = is_on(option, QStyle.StateFlag.State_Selected)
        hover = is_on(option, QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_box(
            painter,
            card,
            fill=look.color("surface"),
            line=look.color("focus" if selected else "border_strong" if hover else "border"),
            radius=6,
            width=2 if selected else 1,
        )
        self._paint_face(painter, card.adjusted(_PAD, _TOP, -_PAD, -_BOTTOM), face)
        if self.has_focus(option):
            # of several that are selected, one has the focus
            inner, width = card.adjusted(3, 3, -3, -3), 1 if selected else 2
            paint_box(painter, inner, line=look.color("focus"), radius=4, width=width)
        painter.restore()

    def _paint_face(self, painter: QPainter, area: QRect, face: CardFace) -> None:
        look, small = tokens(), font("small")
        text, muted = look.color("text"), look.color("muted")
        line = QRect(area.left(), area.top(), area.width(), _NAME)
        paint_text(painter, line, face.title, face=font("body", weight=600), color=text)
        line = QRect(area.left(), line.bottom() + 1 + _GAP, area.width(), _SMALL)
        paint_text(painter, line, face.role, face=small, color=muted)
        if face.event and not face.dense:
            line = QRect(area.left(), line.bottom() + 1 + _GAP, area.width(), _EVENT)
            self._paint_event(painter, line, face)
        if face.bar is not None and not face.dense:
            line = QRect(area.left(), line.bottom() + 1 + _GAP, area.width(), _SMALL)
            self._paint_bar(painter, line, face.bar)
        line = QRect(area.left(), line.bottom() + 1 + _GAP, area.width(), _SMALL)
        right = face.bar.percent if face.dense and face.bar is not None else face.days
        paint_text(painter, line, right, face=small, color=muted, align=_RIGHT)
        if face.dense and face.event:
            self._paint_event(painter, line.adjusted(0, 0, -text_width(right, small) - 6, 0), face)
            return
        star = "star-filled" if face.priority >= 3 else "star"
        paint_icon(painter, QRect(line.left(), line.top() + 2, 12, 12), star, muted)
        paint_text(painter, line.adjusted(14, 0, 0, 0), str(face.priority), face=small, color=muted)

    def _paint_event(self, painter: QPainter, line: QRect, face: CardFace) -> None:
        look = tokens()
        icon_role = "muted" if face.event_tone == "text" else face.event_tone
        spot = QRect(line.left(), line.center().y() - 6, 14, 14)
        paint_icon(painter, spot, face.event_icon, look.color(icon_role))
        words = line.adjusted(20, 0, 0, 0)
        paint_text(painter, words, face.event, face=font("small"), color=look.color(face.event_tone))

    def _paint_bar(self, painter: QPainter, line: QRect, bar: BarValues) -> None:
        look, small = tokens(), font("small")
        percent = QRect(line.right() - 31, line.top(), 32, line.height())
        paint_text(painter, percent, bar.percent, face=small, color=look.color("text"), align=_RIGHT)
        height = BAR_HEIGHTS["card"]
        track = QRect(line.left(), line.top() + (line.height() - height) // 2, line.width() - 36, height)
        paint_readiness_bar(painter, track, bar, look)


def _size(*, event: bool, bar: bool) -> QSize:
    lines = [_NAME, _SMALL, *([_EVENT] if event else []), *([_SMALL] if bar else []), _SMALL]
    return QSize(140, _TOP + sum(lines) + _GAP * (len(lines) - 1) + _BOTTOM + GAP_BELOW)


# made once: a board asks for thousands
_SIZES = {(event, bar): _size(event=event, bar=bar) for event in (False, True) for bar in (False, True)}


def card_size(*, event: bool, bar: bool) -> QSize:
    """How large a card is, the gap below it included, with or without a next event and a readiness bar."""
    return _SIZES[event, bar]
