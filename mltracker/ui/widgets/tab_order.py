"""Tab goes through what was built piece by piece in the order in which it is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


def follow(after: QWidget, root: QWidget) -> None:
    """Let Tab go from a widget through everything inside another one, in the order of its layouts."""
    last = after
    for widget in _in_order(root):
        QWidget.setTabOrder(last, widget)
        last = widget


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield widget  # it moves with everything inside
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and proxy is None:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
    elif isinstance(widget, QStackedWidget):
        inside = widget.currentWidget()
    else:
        inside = None
    if inside is not None:
        yield from _in_order(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _in_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)
