"""The frame's outline: what the window shows in the moment before its parts are made.

It asks as little of Qt as it can. The first touch of an enumeration makes all of them, which takes longer than
everything else until here.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from mltracker.ui.frame.measures import FOOT, MENU, header_height, rail_width
from mltracker.ui.settings import WindowSettings
from mltracker.ui.tokens import load_tokens


def paint_outline(window: QWidget, settings: WindowSettings) -> None:
    """Paint menu bar, rail, header and foot as areas, in the colors that the window is going to have."""
    colors = load_tokens(_theme(window, settings)).colors
    surface, line = QColor(colors["surface"]), QColor(colors["border"])
    width, height = window.width(), window.height()
    rail = rail_width(width, icons_only=settings.rail_icons_only)
    painter = QPainter(window)
    painter.fillRect(0, 0, width, height, QColor(colors["window"]))
    painter.fillRect(0, 0, width, MENU, surface)
    painter.fillRect(0, MENU, rail, height - MENU, surface)
    painter.fillRect(0, height - FOOT, width, FOOT, surface)
    painter.fillRect(rail - 1, MENU, 1, height - MENU - FOOT, line)
    painter.fillRect(rail, MENU + header_height(height) - 1, width - rail, 1, line)
    painter.fillRect(0, height - FOOT, width, 1, line)
    painter.end()


def _theme(window: QWidget, settings: WindowSettings) -> str:
    """The name of the theme; where the system decides, its own background tells."""
    if settings.appearance != "system":
        return settings.appearance
    return "dark" if window.palette().window().color().lightness() < 128 else "light"
