"""Rows of the command palette: the match marked, keys at the right, a small head where a section begins."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mltracker.domain.finding import Marked
from mltracker.ui.delegates.base import BaseDelegate, Index, is_on
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import RowLook, key_cap_width, paint_key_cap, paint_row, paint_text, text_width
from mltracker.ui.theme import font, tokens

ROW, HEAD, PAD, GAP = 36, 30, 16, 10
# of the room for words, where what stands behind the title has to be read as well
TITLE_SHARE = 0.6
LEAST_DETAIL = 40
NOTHING = Marked("")


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One row: what it is called and says, where it leads (`key` is for the owner), and its keys if it has any.

    `what` names the kind for assistive tools; `note` stands at the right, such as "They said no".
    """

    section: str
    what: str
    title: Marked
    key: object
    detail: Marked = NOTHING
    icon: str = ""
    shortcut: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """The row as it is read out."""
        said = ", ".join(filter(None, (self.title.text, self.detail.text, self.note)))
        return f"{self.what}: {said}"


class PaletteDelegate(BaseDelegate):
    """Reads PaletteEntry from VALUE."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW + (HEAD if _begins_section(index) else 0))

    def is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        entry = index.data(Roles.VALUE)
        words = f"{entry.title.text}  {entry.detail.text}  {entry.note}"
        return text_width(words, font()) > option.rect.width() - 2 * PAD - 100

    def whole(self, index: Index) -> str:
        entry = index.data(Roles.VALUE)
        return "\n".join(filter(None, (entry.title.text, entry.detail.text)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, look, rect = index.data(Roles.VALUE), tokens(), QRect(option.rect)
        if not isinstance(entry, PaletteEntry):
            return
        painter.save()
        if _begins_section(index):
            head = QRect(rect.left() + PAD, rect.top() + 10, rect.width() - 2 * PAD, 16)
            paint_text(painter, head, entry.section, face=font("small"), color=look.color("muted"))
            rect.setTop(rect.top() + HEAD)
        chosen = is_on(option, QStyle.StateFlag.State_Selected)
        hover = is_on(option, QStyle.StateFlag.State_MouseOver)
        paint_row(painter, rect, RowLook(hover=hover, selected=chosen, divider=False), look)
        area = rect.adjusted(PAD, 0, -PAD, 0)
        if entry.icon:
            paint_icon(painter, QRect(area.left(), rect.top() + 10, 16, 16), entry.icon, look.color("muted"))
        area.setLeft(area.left() + 28)
        for keys in reversed(entry.shortcut.split("+") if entry.shortcut else [self.tr("Enter")] * chosen):
            width = key_cap_width(keys)
            cap = QRect(area.right() - width + 1, area.top(), width, area.height())
            paint_key_cap(painter, cap, keys, look)
            area.setRight(cap.left() - 6)
        if entry.note:
            width = text_width(entry.note, font("small"))
            spot = QRect(area.right() - width + 1, area.top(), width, area.height())
            paint_text(painter, spot, entry.note, face=font("small"), color=look.color("muted"))
            area.setRight(spot.left() - GAP)
        _paint_words(painter, area, entry)
        painter.restore()


def _begins_section(index: Index) -> bool:
    entry, above = index.data(Roles.VALUE), index.sibling(index.row() - 1, index.column())
    return bool(entry.section) and (not above.isValid() or above.data(Roles.VALUE).section != entry.section)


def _paint_words(painter: QPainter, area: QRect, entry: PaletteEntry) -> None:
    look, title = tokens(), QRect(area)
    if entry.detail.text:
        beside = min(
            text_width(entry.detail.text, font("small")) + GAP, round(area.width() * (1 - TITLE_SHARE))
        )
        title.setWidth(area.width() - beside)
    used = paint_marked(painter, title, entry.title, font(), look.color("text"))
    rest = area.adjusted(used + GAP, 0, 0, 0)
    if entry.detail.text and rest.width() > LEAST_DETAIL:
        paint_marked(painter, rest, entry.detail, font("small"), look.color("muted"))


def paint_marked(painter: QPainter, area: QRect, marked: Marked, face: QFont, color: QColor) -> int:
    """A line of text with its marks in the link color and 600, elided where it is too long; returns the width used."""
    strong = QFont(face)
    strong.setWeight(QFont.Weight.DemiBold)
    plain, bold = QFontMetricsF(face), QFontMetricsF(strong)
    # marks are a little wider than plain letters
    spare = sum(
        bold.horizontalAdvance(piece) - plain.horizontalAdvance(piece) for piece, on in _pieces(marked) if on
    )
    shown = plain.elidedText(marked.text, Qt.TextElideMode.ElideRight, area.width() - spare)
    if shown != marked.text:
        kept = len(shown) - 1
        marks = tuple((at, min(length, kept - at)) for at, length in marked.marks if at < kept)
        marked = Marked(shown, marks)
    left = float(area.left())
    for piece, on in _pieces(marked):
        width = (bold if on else plain).horizontalAdvance(piece)
        spot = QRect(round(left), area.top(), int(width) + 3, area.height())
        ink = tokens().color("link") if on else color
        paint_text(
            painter, spot, piece, face=strong if on else face, color=ink, elide=Qt.TextElideMode.ElideNone
        )
        left += width
    return round(left) - area.left()


def _pieces(marked: Marked) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, length in marked.marks:
        pieces += [(marked.text[at:start], False), (marked.text[start : start + length], True)]
        at = start + length
    pieces.append((marked.text[at:], False))
    return [(piece, on) for piece, on in pieces if piece]
