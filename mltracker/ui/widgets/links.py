"""Words that lead somewhere, and rows of an index."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import paint_box, paint_text, text_width
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_ICON = 16
_GIVE = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Link(QAbstractButton):
    """Text in the color of links, as wide as its words; what does not fit is in the tooltip. `icon_name` stands behind."""

    def __init__(
        self, text: str, *, name: str, icon_name: str = "", tip: str = "", small: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon, self._role, self._tip = icon_name, "small" if small else "body", tip
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Change the text; an ampersand is an ampersand."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(self._tip or text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        icon = _ICON + 6 if self._icon else 0
        return QSize(text_width(self._words, font(self._role)) + icon + 2 * _GIVE, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, area = QPainter(self), tokens(), self.rect()
        ink = look.color("link")
        face = font(self._role)
        if self.underMouse():
            face.setUnderline(True)
        # words begin at the left edge, and give way to the ring
        left = _GIVE if keyboard_focus(self) else 0
        room = area.width() - (_ICON + 6 if self._icon else 0) - left
        width = min(text_width(self._words, face) + 2, room)
        paint_text(painter, QRect(left, 0, width, area.height()), self._words, face=face, color=ink)
        if self._icon:
            box = QRect(left + width + 4, (area.height() - _ICON) // 2, _ICON, _ICON)
            paint_icon(painter, box, self._icon, ink)
        if keyboard_focus(self):
            paint_box(painter, area, line=look.color("focus"), radius=4, width=2)


class IndexRow(QAbstractButton):
    """A row of an index: icon, title, a mark at the right; the one in view is drawn as the rail's current page."""

    def __init__(self, title: str, icon_name: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title, self._icon, self._mark = title, icon_name, ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_mark("")

    def set_mark(self, mark: str) -> None:
        """Change the words at the right."""
        self._mark = mark
        self.setAccessibleName(f"{self._title}, {mark}" if mark else self._title)
        self.update()

    def nextCheckState(self) -> None:
        """Which row is in view is not for a click to say."""

    def sizeHint(self) -> QSize:
        return QSize(140, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, area = QPainter(self), tokens(), self.rect()
        on = self.isChecked()
        if on or self.underMouse():
            paint_box(painter, area, fill=look.color("selected" if on else "hover"), radius=6)
        ink = look.color("on_accent_soft" if on else "text")
        icon_ink = ink if on else look.color("muted")
        paint_icon(painter, QRect(10, (area.height() - _ICON) // 2, _ICON, _ICON), self._icon, icon_ink)
        wanted = text_width(self._mark, font("small"))
        spot = QRect(area.width() - 10 - wanted, 0, wanted + 1, area.height())
        paint_text(painter, spot, self._mark, face=font("small"), color=look.color("muted"), align=_RIGHT)
        words = QRect(36, 0, spot.left() - 42, area.height())
        paint_text(painter, words, self._title, face=font(), color=ink)
        if keyboard_focus(self):
            paint_box(painter, area, line=look.color("focus"), radius=6, width=2)
