"""Chips: filters that are on or off, and labels."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from mltracker.ui.paint import ChipLook, chip_size, paint_box, paint_chip
from mltracker.ui.text import plain_tip
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import keyboard_focus

_LEAST = 120


class FilterChip(QToolButton):
    """A filter. Checkable ones show a tick while on; `menu` ones an arrow; `removable` ones, on by nature, a cross.

    Signals are those of QAbstractButton: `toggled` for checkable chips, `clicked` for the others.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        name: str,
        icon_name: str = "",
        checkable: bool = True,
        opens_menu: bool = False,
        removable: bool = False,
        tip: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # what was typed may be longer than its place; the words of a filter are ours
        sideways = QSizePolicy.Policy.Maximum if removable else QSizePolicy.Policy.Fixed
        self.setSizePolicy(sideways, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._label = ""
        self._icon = icon_name
        self._opens_menu = opens_menu
        self._removable = removable
        self._active = removable
        self.setCheckable(checkable and not opens_menu and not removable)
        self.setText(text)
        self.setToolTip(plain_tip(tip))

    def text(self) -> str:
        """The words on the chip."""
        return self._label

    def setText(self, text: str) -> None:
        """Change the words."""
        self._label = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(self.tr("Remove filter {0}").format(text) if self._removable else text)
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Change the icon in front of the words; an empty name removes it."""
        self._icon = name
        self.updateGeometry()
        self.update()

    @property
    def active(self) -> bool:
        """Whether the filter narrows anything: checked, or marked so for chips with a menu."""
        return self._active or self.isChecked()

    def set_active(self, active: bool) -> None:  # noqa: FBT001
        """Mark a chip with a menu as narrowing or not."""
        self._active = active
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look()
        return chip_size(self._label, icon=look.icon, trailing=look.trailing)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), _LEAST), hint.height()) if self._removable else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._removable:
            self.setToolTip(plain_tip(self._label) if self.width() < self.sizeHint().width() else "")

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self.updateGeometry()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._label, tokens(), self._look())
        if keyboard_focus(self):
            paint_box(painter, self.rect(), line=tokens().color("focus"), radius=6, width=2)

    def _look(self) -> ChipLook:
        state = "pressed" if self.isDown() else "hover" if self.underMouse() else "rest"
        leading = "check" if self.isChecked() else self._icon
        trailing = "close" if self._removable else "chevron-down" if self._opens_menu else ""
        kind = "on" if self.active else "off"
        return ChipLook(kind, leading, trailing, state, self.isEnabled())


class LabelChip(QWidget):
    """A tag or a topic: gray, without a border. `small` is 20 px high, for rows."""

    def __init__(
        self, text: str, parent: QWidget | None = None, *, small: bool = False, icon_name: str = ""
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._icon = icon_name
        self._height = 20 if small else 24
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The words on the chip."""
        return self._text

    def sizeHint(self) -> QSize:
        return chip_size(self._text, icon=self._icon, height=self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), self._height)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.setToolTip(plain_tip(self._text) if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self._text, tokens(), ChipLook(icon=self._icon))
