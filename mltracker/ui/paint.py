"""The small pictures of the app: one drawing each, shared by widgets and delegates.

Every function takes the tokens to draw with, leaves the painter as it found it and snaps to whole pixels. Text is
drawn as plain text and elided where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTextLayout

from mltracker.ui.icons import paint_icon
from mltracker.ui.theme import font
from mltracker.ui.tokens import Tokens

BAR_HEIGHTS = {"hero": 14, "detail": 10, "row": 8, "card": 6}
BAR_ABOVE = 9  # the triangle's tip stands 3 px above the track
BAR_BELOW = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class BarValues:
    """A readiness as drawn: estimate, ends of its 80% interval and target, all from 0 to 1."""

    mean: float
    low: float
    high: float
    target: float | None = None
    little_data: bool = False

    @property
    def ready(self) -> bool:
        """Whether the solid part reaches the target."""
        return self.target is not None and not self.little_data and self.low >= self.target

    @property
    def percent(self) -> str:
        """The estimate as shown beside the bar."""
        return f"{round(self.mean * 100)}%"

    @property
    def spoken(self) -> str:
        """The bar in words, for assistive tools and tooltips."""
        say = QCoreApplication.translate
        parts = [
            say("ReadinessBar", "Readiness {0} percent").format(round(self.mean * 100)),
            say("ReadinessBar", "likely {0} to {1}").format(round(self.low * 100), round(self.high * 100)),
        ]
        if self.target is not None:
            parts.append(say("ReadinessBar", "target {0}").format(round(self.target * 100)))
        if self.little_data:
            parts.append(say("ReadinessBar", "little data"))
        elif self.target is not None:
            parts.append(say("ReadinessBar", "ready") if self.ready else say("ReadinessBar", "not ready yet"))
        return ", ".join(parts)


@contextmanager
def saved(painter: QPainter) -> Iterator[QPainter]:
    """Draw with antialiasing and put everything back afterwards."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.restore()


def text_width(text: str, face: QFont) -> int:
    """Width in px that a line of text needs."""
    return ceil(QFontMetricsF(face).horizontalAdvance(text))


def paint_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    face: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = _LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line of plain text inside a rectangle; what does not fit ends in an ellipsis."""
    if rect.width() <= 0:
        return
    shown = QFontMetricsF(face).elidedText(text, elide, rect.width())
    painter.setFont(face)
    painter.setPen(color)
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)


@lru_cache(maxsize=4096)
def _wrapped(text: str, key: str, width: int, most: int) -> tuple[str, ...]:
    face = QFont()
    face.fromString(key)
    layout = QTextLayout(text, face)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start = line.textStart()
        end = start + line.textLength() if len(lines) < most - 1 else len(text)
        lines.append(text[start:end].strip())
    layout.endLayout()
    return tuple(lines) or ("",)


def wrapped(text: str, face: QFont, width: int, most: int) -> tuple[str, ...]:
    """The text broken into at most `most` lines of `width` px; the last holds the rest, to be elided."""
    return _wrapped(" ".join(text.split()), face.toString(), width, most)


def paint_box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    radius: float = 0,
    width: int = 1,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A filled and outlined rounded rectangle whose line lies wholly inside `rect`."""
    with saved(painter):
        inset = width / 2 if line is not None else 0.0
        area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, width, style) if line is not None else Qt.PenStyle.NoPen)
        round_by = max(0.0, radius - inset)
        painter.drawRoundedRect(area, round_by, round_by)


def paint_readiness_bar(painter: QPainter, rect: QRect, values: BarValues, tokens: Tokens) -> None:
    """The bar on the track `rect`; the tick and, above 6 px, the target's triangle stand out of it."""
    low, mean, high = (_x(rect, value) for value in (values.low, values.mean, max(values.low, values.high)))
    small = rect.height() <= BAR_HEIGHTS["card"]
    with saved(painter):
        track = QPainterPath()
        track.addRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
        painter.fillPath(track, tokens.color("track"))
        painter.save()
        painter.setClipPath(track)
        band = QRect(low, rect.top(), max(1, high - low), rect.height())
        if values.little_data:
            _dashed(painter, band, tokens.color("band_line"))
        else:
            painter.fillRect(
                QRect(rect.left(), rect.top(), low - rect.left(), rect.height()), tokens.color("solid")
            )
            painter.setPen(QPen(tokens.color("band_line"), 1))
            painter.setBrush(tokens.color("band"))
            painter.drawRect(QRectF(band).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()
        width, out = (2, 2) if small else (3, 3)
        tick = QRectF(mean - width // 2, rect.top() - out, width, rect.height() + 2 * out)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("mark"))
        painter.drawRoundedRect(tick, 1, 1)
        if values.target is not None and not small:
            _triangle(painter, _x(rect, values.target), rect.top() - 3, tokens.color("target"))


def paint_progress(painter: QPainter, rect: QRect, share: float, tokens: Tokens) -> None:
    """A progress bar filled to `share` (0 to 1)."""
    with saved(painter):
        track = QPainterPath()
        track.addRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
        painter.fillPath(track, tokens.color("track"))
        painter.setClipPath(track)
        filled = QRect(rect)
        filled.setWidth(round(rect.width() * min(1.0, max(0.0, share))))
        painter.fillRect(filled, tokens.color("accent"))


def badge_size(text: str) -> QSize:
    """What a stage badge with this name needs."""
    return QSize(5 + 14 + 5 + text_width(text, font("small")) + 7, 20)


def paint_badge(
    painter: QPainter, rect: QRect, kind: str, text: str, tokens: Tokens, *, hue: str = ""
) -> None:
    """A stage badge at the left of `rect`, in its middle; `hue` is the kind whose color it wears, else its own."""
    size = badge_size(text)
    box = QRect(rect.left(), rect.center().y() - 9, min(size.width(), rect.width()), size.height())
    color = tokens.color(f"stage.{hue or kind}")
    paint_box(painter, box, fill=tokens.color(f"stage.{hue or kind}_soft"), radius=4)
    paint_icon(painter, QRect(box.left() + 5, box.top() + 3, 14, 14), f"stage-{kind}", color)
    paint_text(painter, box.adjusted(24, 0, -7, 0), text, face=font("small"), color=color)


def chip_size(text: str, *, icon: str = "", trailing: str = "", height: int = 24) -> QSize:
    """What a chip with this text and these 12 px icons needs."""
    icons = sum(17 for name in (icon, trailing) if name)
    return QSize(9 + icons + text_width(text, font("small")) + 9, height)


@dataclass(frozen=True, slots=True)
class ChipLook:
    """How a chip is drawn: `kind` is label, off or on; `state` is rest, hover or pressed."""

    kind: str = "label"
    icon: str = ""
    trailing: str = ""
    state: str = "rest"
    enabled: bool = True


def paint_chip(
    painter: QPainter, rect: QRect, text: str, tokens: Tokens, look: ChipLook = ChipLook()
) -> None:
    """A chip that fills `rect`: a label without a border, or a filter that is on or off."""
    fill, line, color = {
        "label": ("chip", None, "muted"),
        "off": ("surface", "border_strong", "text"),
        "on": ("accent_soft", "accent", "on_accent_soft"),
    }[look.kind]
    if look.state != "rest" and look.kind != "label":
        fill = {"off": look.state, "on": "accent_soft_hover"}[look.kind]
    if not look.enabled:
        fill, line, color = "surface", "border", "disabled"
    ink = tokens.color(color)
    paint_box(painter, rect, fill=tokens.color(fill), line=tokens.color(line) if line else None, radius=6)
    inner = rect.adjusted(9, 0, -9, 0)
    middle = rect.center().y() - 5
    if look.icon:
        paint_icon(painter, QRect(inner.left(), middle, 12, 12), look.icon, ink)
        inner.setLeft(inner.left() + 17)
    if look.trailing:
        paint_icon(painter, QRect(inner.right() - 11, middle, 12, 12), look.trailing, ink)
        inner.setRight(inner.right() - 17)
    paint_text(painter, inner, text, face=font("small"), color=ink)


def key_cap_width(text: str) -> int:
    """Width of a key cap with this text."""
    return max(18, text_width(text, font("key")) + 12)


def paint_key_cap(
    painter: QPainter, rect: QRect, text: str, tokens: Tokens, *, on_primary: bool = False
) -> None:
    """A key cap 18 px high in the middle of `rect`, which is as wide as `key_cap_width` says."""
    box = QRect(rect.left(), rect.center().y() - 8, rect.width(), 18)
    line = tokens.color("on_accent" if on_primary else "border_strong")
    ink = tokens.color("on_accent" if on_primary else "muted")
    paint_box(painter, box, fill=None if on_primary else tokens.color("surface"), line=line, radius=4)
    paint_text(painter, box, text, face=font("key"), color=ink, align=Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Sign:
    """A state in an icon and a word; `role` is good, warn, bad, info or muted."""

    icon: str
    text: str
    role: str = "muted"


def sign_width(sign: Sign) -> int:
    """Width of a sign."""
    return (20 if sign.icon else 0) + text_width(sign.text, font("small"))


def paint_sign(painter: QPainter, rect: QRect, sign: Sign, tokens: Tokens) -> None:
    """Icon and word at the left of `rect`, in the color of the state and without a fill."""
    color = tokens.color(sign.role)
    left = rect.left()
    if sign.icon:
        paint_icon(painter, QRect(left, rect.center().y() - 6, 14, 14), sign.icon, color)
        left += 20
    words = QRect(rect)
    words.setLeft(left)
    paint_text(painter, words, sign.text, face=font("small"), color=color)


def paint_spark(painter: QPainter, rect: QRect, values: Sequence[float], tokens: Tokens) -> None:
    """A small line of values from 0 to 1, oldest first, with a dot on the last; nothing for fewer than two."""
    if len(values) < 2:
        return
    with saved(painter):
        area = QRectF(rect).adjusted(2, 2.5, -2.5, -2.5)
        step = area.width() / (len(values) - 1)
        # a fifth of the scale fills the height, so that flat stays flat and moves can be seen
        middle = (min(values) + max(values)) / 2
        span = max(0.2, max(values) - min(values))
        points = [
            QPointF(area.left() + i * step, area.center().y() - (value - middle) / span * area.height())
            for i, value in enumerate(values)
        ]
        color = tokens.color("axis")
        painter.setPen(
            QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 2, 2)


DOTS_WIDTH = 5 * 6 + 4 * 3


def paint_difficulty(painter: QPainter, rect: QRect, level: int, tokens: Tokens) -> None:
    """Five dots at the left of `rect`, `level` of them filled."""
    with saved(painter):
        color = tokens.color("control")
        top = rect.center().y() - 2
        for i in range(5):
            dot = QRectF(rect.left() + i * 9, top, 6, 6)
            painter.setPen(QPen(color, 1))
            painter.setBrush(color if i < level else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))


@dataclass(frozen=True, slots=True)
class RowLook:
    """The state of a row as drawn; `bar` draws the accent bar of a selected row (its first cell)."""

    hover: bool = False
    selected: bool = False
    focus: bool = False
    divider: bool = True
    bar: bool = True


def paint_row(painter: QPainter, rect: QRect, look: RowLook, tokens: Tokens) -> None:
    """Ground of a list or table row: hover, selection with its bar, keyboard focus, line below."""
    if look.selected or look.hover:
        painter.fillRect(rect, tokens.color("selected" if look.selected else "hover"))
    if look.divider:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.color("divider"))
    if look.selected and look.bar:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), tokens.color("accent"))
    if look.focus:
        paint_box(painter, rect, line=tokens.color("focus"), width=2)


def paint_tick_box(
    painter: QPainter, rect: QRect, state: Qt.CheckState, tokens: Tokens, *, enabled: bool = True
) -> None:
    """A 16 px tick box in the middle of `rect`."""
    box = QRect(0, 0, 16, 16)
    box.moveCenter(rect.center())
    if state is Qt.CheckState.Unchecked or not enabled:
        line = tokens.color("control" if enabled else "border")
        paint_box(painter, box, fill=tokens.color("surface"), line=line, radius=4)
    else:
        paint_box(painter, box, fill=tokens.color("accent"), radius=4)
    ink = tokens.color("on_accent" if enabled else "disabled")
    if state is Qt.CheckState.Checked:
        paint_icon(painter, QRect(box.left() + 2, box.top() + 2, 12, 12), "check", ink)
    elif state is Qt.CheckState.PartiallyChecked:
        painter.fillRect(QRect(box.left() + 4, box.top() + 7, 8, 2), ink)


def _x(rect: QRect, value: float) -> int:
    return rect.left() + round(rect.width() * min(1.0, max(0.0, value)))


def _dashed(painter: QPainter, band: QRect, color: QColor) -> None:
    pen = QPen(color, 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.drawRect(band.adjusted(0, 0, -1, -1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _triangle(painter: QPainter, x: int, bottom: int, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(
        QPolygonF([QPointF(x - 4, bottom - 6), QPointF(x + 4, bottom - 6), QPointF(x, bottom)])
    )
