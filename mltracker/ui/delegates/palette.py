"""Rows of the command palette: the match marked, keys at the right, a small head where a section begins."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mltracker.ui.delegates.base import BaseDelegate, Index, is_on
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import RowLook, key_cap_width, paint_key_cap, paint_row, paint_text, text_width
from mltracker.ui.theme import font, tokens

ROW, HEAD, PAD = 36, 30, 16
Span = tuple[int, int]


def match_spans(text: str, query: str) -> list[Span]:
    """Where a query is found in a text, as (start, length): as a whole, else word by word, else letter by letter.

    Case and accents of the query count as typed except for upper and lower case; nothing if it is not found.
    """
    low, wanted = text.lower(), query.strip().lower()
    if not wanted or len(low) != len(text):
        return []
    at = low.find(wanted)
    if at >= 0:
        return [(at, len(wanted))]
    words = wanted.split()
    found = [(low.find(word), len(word)) for word in words]
    if len(words) > 1 and all(at >= 0 for at, _ in found):
        return sorted(found)
    spans: list[Span] = []
    at = 0
    for letter in wanted.replace(" ", ""):
        at = low.find(letter, at)
        if at < 0:
            return []
        if spans and sum(spans[-1]) == at:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((at, 1))
        at += 1
    return spans


class PaletteDelegate(BaseDelegate):
    """Reads title, SUBTITLE, ICON, SHORTCUT, SECTION and MATCH (what was typed) from the model."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW + (HEAD if self._begins_section(index) else 0))

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        words = f"{index.data() or ''}  {index.data(Roles.SUBTITLE) or ''}"
        return text_width(words, font()) > option.rect.width() - 2 * PAD - 100

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = tokens(), QRect(option.rect)
        painter.save()
        if self._begins_section(index):
            head = QRect(rect.left() + PAD, rect.top() + 10, rect.width() - 2 * PAD, 16)
            section = str(index.data(Roles.SECTION))
            paint_text(painter, head, section, face=font("small"), color=look.color("muted"))
            rect.setTop(rect.top() + HEAD)
        chosen = is_on(option, QStyle.StateFlag.State_Selected)
        hover = is_on(option, QStyle.StateFlag.State_MouseOver)
        paint_row(painter, rect, RowLook(hover=hover, selected=chosen, divider=False), look)
        area = rect.adjusted(PAD, 0, -PAD, 0)
        icon = str(index.data(Roles.ICON) or "")
        if icon:
            paint_icon(painter, QRect(area.left(), rect.top() + 10, 16, 16), icon, look.color("muted"))
        area.setLeft(area.left() + 28)
        keys = str(index.data(Roles.SHORTCUT) or "") or (self.tr("Enter") if chosen else "")
        if keys:
            width = key_cap_width(keys)
            cap = QRect(area.right() - width + 1, area.top(), width, area.height())
            paint_key_cap(painter, cap, keys, look)
            area.setRight(cap.left() - 10)
        self._paint_words(painter, area, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, index: Index) -> None:
        look, query = tokens(), str(index.data(Roles.MATCH) or "")
        used = _paint_marked(painter, area, str(index.data() or ""), query, font(), look.color("text"))
        rest = area.adjusted(used + 10, 0, 0, 0)
        subtitle = str(index.data(Roles.SUBTITLE) or "")
        if subtitle and rest.width() > 40:
            _paint_marked(painter, rest, subtitle, query, font("small"), look.color("muted"))

    def _begins_section(self, index: Index) -> bool:
        section = index.data(Roles.SECTION)
        if not section:
            return False
        above = index.sibling(index.row() - 1, index.column())
        return not above.isValid() or above.data(Roles.SECTION) != section


def _paint_marked(painter: QPainter, area: QRect, text: str, query: str, face: QFont, color: QColor) -> int:
    """Text with the match of the query in the link color and 600; returns the width used."""
    spans = match_spans(text, query)
    strong = QFont(face)
    strong.setWeight(QFont.Weight.DemiBold)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, length in spans:
        pieces += [(text[at:start], False), (text[start : start + length], True)]
        at = start + length
    pieces.append((text[at:], False))
    left = float(area.left())
    for piece, marked in pieces:
        room = area.right() + 1 - left
        if not piece or room < 8:
            continue
        use = strong if marked else face
        width = QFontMetricsF(use).horizontalAdvance(piece)
        spot = QRect(round(left), area.top(), int(min(room, width + 2)), area.height())
        paint_text(painter, spot, piece, face=use, color=tokens().color("link") if marked else color)
        left += width
    return round(min(left, area.right()) - area.left())
