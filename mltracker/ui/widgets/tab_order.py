"""Tab goes through what is in view in the order in which it is laid out, however and whenever it was built."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def put_in_order(root: QWidget) -> None:
    """Let Tab go through everything in view inside a widget, in the order of its layouts."""
    last = None
    for widget in in_order(root):
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """The widget and everything inside it that Tab reaches, as it is laid out."""
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield widget  # it moves with everything inside
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and proxy is None:
        yield widget
    for inside in _inside(widget):
        if inside.isVisible() and not inside.isWindow():
            yield from in_order(inside)


def first_in(root: QWidget) -> QWidget | None:
    """What Tab reaches first inside a widget; areas that only scroll are passed over."""
    return next((w for w in in_order(root) if w.isEnabled() and not isinstance(w, QScrollArea)), None)


def _inside(widget: QWidget) -> list[QWidget]:
    """The parts of a widget: those that are laid out, then what lies over them."""
    panes: list[QWidget | None] | None = None
    if isinstance(widget, QScrollArea):
        panes = [widget.widget()]
    elif isinstance(widget, QAbstractScrollArea | QComboBox | QAbstractSpinBox):
        panes = []
    elif isinstance(widget, QStackedWidget):
        panes = [widget.currentWidget()]
    elif isinstance(widget, QSplitter):
        panes = [widget.widget(number) for number in range(widget.count())]
    if panes is not None:
        return [pane for pane in panes if pane is not None]
    layout = widget.layout()
    found = list(_laid_out(layout)) if layout is not None else []
    known = set(map(id, found))
    over = [child for child in widget.children() if isinstance(child, QWidget) and id(child) not in known]
    return [*found, *over]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
