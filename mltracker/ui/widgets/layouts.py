"""Rows and columns of widgets in one expression."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Item = QWidget | QLayout | int | None
Margins = int | tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def hbox(*items: Item, spacing: int = 8, margins: Margins = 0) -> QHBoxLayout:
    """Widgets and layouts from left to right; a number is that many px of space, None takes the room left."""
    return _filled(QHBoxLayout(), items, spacing, margins)


def vbox(*items: Item, spacing: int = 8, margins: Margins = 0) -> QVBoxLayout:
    """Widgets and layouts from top to bottom; a number is that many px of space, None takes the room left."""
    return _filled(QVBoxLayout(), items, spacing, margins)


def frame(role: str, layout: QLayout | None = None, *, name: str = "") -> QFrame:
    """A frame drawn by its role in the style sheet: pane, page, bar, foot, column, quote, selection, ..."""
    made = QFrame()
    made.setProperty("role", role)
    made.setObjectName(name)
    if layout is not None:
        made.setLayout(layout)
    return made


def rule(*, tall: bool = False) -> QFrame:
    """A line of 1 px that divides what lies beside it."""
    return frame("rule-tall" if tall else "rule")


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets are deleted when control returns to the event loop."""
    while layout.count():  # a form warns when asked for more than it has
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _filled(box: Box, items: tuple[Item, ...], spacing: int, margins: Margins) -> Box:
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    box.setContentsMargins(*sides)
    box.setSpacing(spacing)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
    return box
