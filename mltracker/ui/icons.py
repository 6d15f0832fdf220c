"""The icon set of resources/icons, drawn in the color of a role.

An icon asks for its color when it is painted, so icons on buttons and actions follow a change of theme by
themselves.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mltracker.paths import resource
from mltracker.ui.theme import tokens


@cache
def names() -> frozenset[str]:
    """Names of all shipped icons."""
    return frozenset(path.stem for path in resource("icons").glob("*.svg"))


def icon(name: str, role: str = "text", *, on: str | None = None) -> QIcon:
    """An icon by name in the color of a theme role; `on` is the role while checked. Disabled is gray by itself."""
    if name not in names():
        raise KeyError(name)
    return QIcon(_ThemedEngine(name, role, on or role))


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square of `size` logical px for a screen with this device pixel ratio; cached."""
    key = f"mltracker:{name}:{color.name(QColor.NameFormat.HexArgb)}:{size}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    pixels = round(size * ratio)
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def paint_icon(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Draw an icon into the middle of a rectangle, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    if size <= 0:
        return
    spot = QRect(0, 0, size, size)
    spot.moveCenter(rect.center())
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(spot.topLeft(), pixmap(name, color, size, ratio))


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def _renderer(name: str, color: QColor) -> QSvgRenderer:
    text = _source(name).replace("currentColor", color.name())
    return QSvgRenderer(QByteArray(text.encode()))


class _ThemedEngine(QIconEngine):
    """Draws one icon of the set in the color its role has at that moment."""

    def __init__(self, name: str, role: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._color(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # since Qt 6.8 the size is in logical px and the scale is the screen's ratio
        side = min(size.width(), size.height())
        if side <= 0:
            return QPixmap()
        return pixmap(self._name, self._color(mode, state), side, scale)

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._role, self._on)

    def key(self) -> str:
        return f"mltracker:{self._name}"

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return tokens().color("disabled")
        return tokens().color(self._on if state is QIcon.State.On else self._role)
