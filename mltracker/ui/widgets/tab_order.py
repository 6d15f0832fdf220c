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

# asked of every widget in view at each Tab: a look-up is cheaper than a comparison of flags
BY_TAB = (Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.WheelFocus)
OF_PANES = (QAbstractScrollArea, QComboBox, QAbstractSpinBox, QStackedWidget, QSplitter)


def put_in_order(root: QWidget) -> None:
    """Let Tab go through everything in view inside a widget, in the order of its layouts."""
    last = None
    for widget in in_order(root):
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """The widget and everything inside it that Tab reaches, as it is laid out."""
    ahead = [widget]
    while ahead:
        widget = ahead.pop()
        proxy = widget.focusProxy()
        if proxy is not None and widget.isAncestorOf(proxy):
            yield widget  # it moves with everything inside
            continue
        if proxy is None and widget.focusPolicy() in BY_TAB:
            yield widget
        ahead.extend(part for part in reversed(_inside(widget)) if part.isVisible() and not part.isWindow())


def first_in(root: QWidget) -> QWidget | None:
    """What Tab reaches first inside a widget; areas that only scroll are passed over."""
    return next((w for w in in_order(root) if w.isEnabled() and not isinstance(w, QScrollArea)), None)


def _inside(widget: QWidget) -> list[QWidget]:
    """The parts of a widget: those that are laid out, then what lies over them."""
    if isinstance(widget, OF_PANES):
        return [pane for pane in _panes(widget) if pane is not None]
    layout = widget.layout()
    found = list(_laid_out(layout)) if layout is not None else []
    known = set(map(id, found))
    over = [child for child in widget.children() if isinstance(child, QWidget) and id(child) not in known]
    return [*found, *over]


def _panes(widget: QWidget) -> list[QWidget | None]:
    """What Tab goes into of a widget that lays out its parts by itself."""
    if isinstance(widget, QScrollArea):
        return [widget.widget()]
    if isinstance(widget, QStackedWidget):
        return [widget.currentWidget()]
    if isinstance(widget, QSplitter):
        return [widget.widget(number) for number in range(widget.count())]
    return []


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
