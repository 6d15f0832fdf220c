"""Stage badges and signs as widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mltracker.ui.paint import (
    Sign,
    badge_size,
    paint_badge,
    paint_sign,
    sign_width,
    wrapped,
)
from mltracker.ui.theme import font, tokens

_LINE, _MOST, _NARROW = 16, 5, 60


class _Mark(QWidget):
    """A small picture of a fixed size."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _renew(self, spoken: str) -> None:
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()


class StageBadge(_Mark):
    """A pipeline stage: the glyph of its kind and its name."""

    def __init__(self, kind: str = "saved", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._text, self._hue = kind, text, ""
        self.set_stage(kind, text)

    def set_stage(self, kind: str, text: str, hue: str = "") -> None:
        """Show another stage; `hue` is the kind whose color it wears, else its own."""
        self._kind, self._text, self._hue = kind, text, hue
        self._renew(self.tr("Stage {0}").format(text))

    def sizeHint(self) -> QSize:
        return badge_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._kind, self._text, tokens(), hue=self._hue)


class SignLabel(_Mark):
    """A state in an icon and a word."""

    def __init__(self, sign: Sign | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self.set_sign(sign)

    @property
    def sign(self) -> Sign | None:
        """What is shown."""
        return self._sign

    def set_sign(self, sign: Sign | None) -> None:
        """Show another state; None leaves nothing."""
        self._sign = sign
        self._renew(sign.text if sign is not None else "")

    def sizeHint(self) -> QSize:
        return QSize(sign_width(self._sign) if self._sign is not None else 0, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._sign is not None:
            paint_sign(QPainter(self), self.rect(), self._sign, tokens())


class WrappedSign(SignLabel):
    """A sentence with the icon of a state before it, in as many lines as it needs at its width."""

    def __init__(self, sign: Sign | None = None, parent: QWidget | None = None) -> None:
        super().__init__(sign, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, _LINE)

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * _LINE

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.sign is None:
            return
        painter, line = QPainter(self), QRect(0, 0, self.width(), _LINE)
        for number, words in enumerate(self._lines(self.width())):
            # the lines after the first stand under its words
            rect = line.adjusted(sign_width(Sign(self.sign.icon, "")) if number else 0, 0, 0, 0)
            paint_sign(painter, rect, Sign("" if number else self.sign.icon, words, self.sign.role), tokens())
            line.translate(0, _LINE)

    def _lines(self, width: int) -> tuple[str, ...]:
        sign = self.sign or Sign("", "")
        room = max(_NARROW, width - sign_width(Sign(sign.icon, "")))
        return wrapped(sign.text, font("small"), room, _MOST) or ("",)
