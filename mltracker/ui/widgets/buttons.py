"""Buttons with icon, key cap and menu arrow; segmented controls; key caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import key_cap_width, paint_box, paint_key_cap, paint_text, text_width
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.labels import set_look

Kind = Literal["primary", "tonal", "secondary", "ghost"]
Size = Literal["normal", "small", "hero"]

_HEIGHT = {"normal": 32, "small": 28, "hero": 36}
_PAD = {"normal": 14, "small": 10, "hero": 18}
_INK = {"primary": "on_accent", "tonal": "on_accent_soft", "secondary": "text", "ghost": "text"}
_ICON, _ARROW, _GAP = 16, 14, 6


def keyboard_focus(widget: QWidget) -> bool:
    """Whether the widget has the focus and got it by the keyboard, so that a ring is due."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def enter_presses(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button that has the focus in a window, if the key is Enter; for the window's keyPressEvent.

    Qt would press the default button of a dialog, whatever button one stands on, and outside of dialogs nothing.
    """
    focus = window.focusWidget()
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat()
    if not enter or not isinstance(focus, QAbstractButton) or isinstance(focus, QCheckBox | QRadioButton):
        return False
    if focus.isChecked() and focus.group() is not None:
        return False  # one of several, chosen already: there Enter means that the choice stands
    focus.click()
    return True


class Button(QPushButton):
    """A push button of the look. `keys` is drawn as a key cap; the shortcut itself belongs to an action.

    `arrow` says that a menu opens; a menu set on the button says so by itself. Without text it is a square with an
    icon and needs `tip`, which also names it for assistive tools.
    """

    def __init__(  # noqa: PLR0913 - each names one part of the picture
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        name: str,
        kind: Kind = "secondary",
        size: Size = "normal",
        icon_name: str = "",
        keys: str = "",
        arrow: bool = False,
        tip: str = "",
        checkable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setProperty("extent", size)
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind: Kind = kind
        self._size: Size = size
        self._icon = icon_name
        self._keys = keys
        self._arrow = arrow
        self._label = ""
        self.setText(text)
        self._describe(tip)

    @classmethod
    def small_icon(cls, name: str, icon_name: str, tip: str) -> Button:
        """What stands at the end of a line: a small square without a frame."""
        return cls(name=name, kind="ghost", size="small", icon_name=icon_name, tip=tip)

    def text(self) -> str:
        """The words on the button."""
        return self._label

    def setText(self, text: str) -> None:
        """Change the words; an ampersand is an ampersand."""
        self._label = text
        super().setText(text.replace("&", "&&"))
        if text:
            self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def kind(self) -> Kind:
        """How prominent the button is."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Make the button more or less prominent."""
        self._kind = kind
        set_look(self, "kind", kind)

    def set_icon(self, name: str) -> None:
        """Change the icon by name; an empty name removes it."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_keys(self, keys: str) -> None:
        """Change what the key cap says."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def set_tip(self, tip: str) -> None:
        """Change the tooltip; without words on the button it is its name too."""
        self._describe(tip)

    def sizeHint(self) -> QSize:
        height = _HEIGHT[self._size]
        if not self._label and not self._has_arrow():
            return QSize(height, height)
        widths = [width for _, width in self._parts()]
        lead = 4 if self._icon else 0
        inner = sum(widths) + _GAP * max(0, len(widths) - 1)
        return QSize(2 * (_PAD[self._size] + 1) + inner - lead, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features = QStyleOptionButton.ButtonFeature.None_
        option.text, option.icon = "", QIcon()
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        self._paint_parts(painter)
        if keyboard_focus(self):
            self._paint_focus(painter)

    def _describe(self, tip: str) -> None:
        words = tip or ("" if self._label else self.objectName())
        shown = f"{words} ({self._keys})" if words and self._keys else words
        self.setToolTip(plain_tip(shown) if tip else "")
        if not self._label:
            self.setAccessibleName(words)

    def _has_arrow(self) -> bool:
        return self._arrow or self.menu() is not None

    def _parts(self) -> list[tuple[str, int]]:
        parts = [("icon", _ICON)] if self._icon else []
        if self._label:
            parts.append(("text", text_width(self._label, font("body"))))
        if self._keys and self._label:
            parts.append(("keys", key_cap_width(self._keys)))
        if self._has_arrow():
            parts.append(("arrow", _ARROW))
        return parts

    def _ink(self) -> QColor:
        look = tokens()
        if not self.isEnabled():
            return look.color("disabled")
        if self.isChecked():
            return look.color("on_accent_soft")
        if self._kind == "ghost" and not self._label:
            return look.color("muted")
        return look.color(_INK[self._kind])

    def _paint_parts(self, painter: QPainter) -> None:
        ink, face, look = self._ink(), font("body"), tokens()
        parts = self._parts()
        total = sum(width for _, width in parts) + _GAP * max(0, len(parts) - 1)
        spare = self.width() - total
        lead = 2 if self._icon and len(parts) > 1 else 0
        left = max(4, spare // 2 - lead)
        for part, wanted in parts:
            width = min(wanted, self.width() - left - 4)
            area = QRect(left, 0, width, self.height())
            if part == "text":
                paint_text(painter, area, self._label, face=face, color=ink)
            elif part == "keys":
                on_primary = self._kind == "primary" and self.isEnabled()
                paint_key_cap(painter, area, self._keys, look, on_primary=on_primary)
            else:
                paint_icon(painter, area, self._icon if part == "icon" else "chevron-down", ink)
            left += wanted + _GAP

    def _paint_focus(self, painter: QPainter) -> None:
        look = tokens()
        if self._kind == "primary":
            inner = self.rect().adjusted(2, 2, -2, -2)
            paint_box(painter, inner, line=look.color("on_accent"), radius=4, width=2)
        else:
            paint_box(painter, self.rect(), line=look.color("focus"), radius=6, width=2)


class KeyCap(QWidget):
    """One key as drawn on keyboards, as a reminder beside what it does."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._keys), 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_key_cap(QPainter(self), self.rect(), self._keys, tokens())


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of a segmented control."""

    key: str
    text: str
    icon: str = ""


class SegmentedControl(QWidget):
    """One of a few choices, all in view. `changed` carries the key of the choice a person made."""

    changed = Signal(str)

    def __init__(
        self,
        segments: Sequence[Segment],
        *,
        name: str,
        title: str,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._keys = [segment.key for segment in segments]
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number, segment in enumerate(segments):
            ends = (number == 0, number == len(segments) - 1)
            made = _SegmentButton(segment, ends, small=small)
            made.setObjectName(f"{name}-{segment.key}")
            self._group.addButton(made, number)
            row.addWidget(made)
        self._group.idClicked.connect(self._on_clicked)
        self._group.idToggled.connect(self._fit_focus)
        self._fit_focus()

    @property
    def key(self) -> str:
        """The choice in force; empty if none."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def set_key(self, key: str) -> None:
        """Show a choice without emitting `changed`; an unknown key clears it."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(False)
        self._group.setExclusive(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tokens()
        paint_box(
            QPainter(self),
            self.rect(),
            fill=look.color("surface"),
            line=look.color("border_strong"),
            radius=6,
        )

    def _on_clicked(self, number: int) -> None:
        self.changed.emit(self._keys[number])

    def _fit_focus(self) -> None:
        """Tab reaches the choice in force, arrows the others; Qt would set this only once one had the focus."""
        reached = self._group.checkedButton() or self._group.buttons()[0]
        for made in self._group.buttons():
            tab = made is reached
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)


class _SegmentButton(QAbstractButton):
    def __init__(self, segment: Segment, ends: tuple[bool, bool], *, small: bool) -> None:
        super().__init__()
        self._segment = segment
        self._ends = ends
        self._small = small
        self.setCheckable(True)
        self.setText(segment.text.replace("&", "&&"))
        self.setAccessibleName(segment.text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        icon = 22 if self._segment.icon else 0
        pad = 10 if self._small else 12
        return QSize(text_width(self._segment.text, font()) + icon + 2 * pad, 26 if self._small else 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = self._outline()
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.fillPath(outline, look.color("selected" if self.isChecked() else "hover"))
        if self.isChecked():
            # not by a clip: at 150% its edge is ragged
            foot = QPainterPath()
            foot.addRect(QRectF(0, self.height() - 2, self.width(), 2))
            painter.fillPath(outline.intersected(foot), look.color("accent"))
        if not self._ends[0]:
            painter.fillRect(QRect(0, 0, 1, self.height()), look.color("border"))
        ink = look.color("on_accent_soft" if self.isChecked() else "text")
        ink = ink if self.isEnabled() else look.color("disabled")
        area = self.rect().adjusted(10 if self._small else 12, 0, 0, 0)
        if self._segment.icon:
            paint_icon(
                painter, QRect(area.left(), (self.height() - 16) // 2, 16, 16), self._segment.icon, ink
            )
            area.setLeft(area.left() + 22)
        paint_text(painter, area, self._segment.text, face=font(), color=ink)
        if keyboard_focus(self):
            paint_box(painter, self.rect(), line=look.color("focus"), radius=5, width=2)

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        # where it is no end of the row its round corners lie outside of it
        left, right = (0 if end else 8 for end in self._ends)
        path.addRoundedRect(QRectF(self.rect()).adjusted(-left, 0, right, 0), 5, 5)
        return path


class FieldButton(QAbstractButton):
    """A button that looks like a field, for a search that opens elsewhere; `short` is said where the text has no room."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        name: str,
        icon_name: str = "search",
        keys: str = "",
        short: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setText(text.replace("&", "&&"))
        self._short = short
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = text
        self._icon = icon_name
        self._keys = keys

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT["normal"])

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT["normal"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        focus = keyboard_focus(self)
        fill = look.color("hover" if self.underMouse() else "surface")
        line = look.color("focus" if focus else "control" if self.isEnabled() else "border")
        paint_box(painter, self.rect(), fill=fill, line=line, radius=6, width=2 if focus else 1)
        muted = look.color("muted" if self.isEnabled() else "disabled")
        area = self.rect().adjusted(9, 0, -9, 0)
        paint_icon(painter, QRect(area.left(), (self.height() - 16) // 2, 16, 16), self._icon, muted)
        area.setLeft(area.left() + 24)
        if self._keys:
            width = key_cap_width(self._keys)
            cap = QRect(area.right() - width + 1, 0, width, self.height())
            paint_key_cap(painter, cap, self._keys, look)
            area.setRight(cap.left() - 8)
        fits = not self._short or text_width(self._words, font()) <= area.width()
        paint_text(painter, area, self._words if fits else self._short, face=font(), color=muted)
