"""What holds for every screen: nothing outside its parent, nothing cut without a tooltip, all named, Tab reaches all."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel

SLACK = 1


def outside(root: QWidget) -> list[str]:
    """Visible widgets that stick out of their parent; what scrolls may."""
    found = []
    for widget in _visible(root):
        parent = widget.parentWidget()
        if (
            parent is None
            or _scrolls(parent)
            or isinstance(parent, QSplitter | QStackedWidget | QAbstractItemView)
        ):
            continue
        room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not room.contains(widget.geometry()):
            found.append(
                f"{_name(widget)} {_box(widget.geometry())} in {_name(parent)} {_box(parent.rect())}"
            )
    return found


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons with more words than room and no tooltip that tells them."""
    found = []
    for widget in _visible(root):
        if widget.toolTip() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            room = widget.contentsRect()
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                cut = needed > widget.height() + SLACK or _longest_word(widget) > room.width() + SLACK
            else:
                wanted = widget.fontMetrics().size(0, widget.text())
                cut = wanted.width() > room.width() + SLACK or wanted.height() > room.height() + 2 * SLACK
        elif isinstance(widget, QAbstractButton) and widget.text() and not isinstance(widget, QCheckBox):
            words = widget.text().replace("&&", "&")
            cut = widget.fontMetrics().horizontalAdvance(words) > widget.width() + SLACK
        else:
            continue
        if cut:
            found.append(f"{_name(widget)} {_box(widget.rect())}: {_words(widget)!r}")
    return found


def sideways(root: QWidget) -> list[str]:
    """Horizontal scroll bars in view, and areas whose content is wider than what they show."""
    found = [
        _name(bar.parentWidget() or bar)
        for bar in root.findChildren(QScrollBar)
        if bar.isVisible()
        and bar.orientation() is Qt.Orientation.Horizontal
        and bar.maximum() > bar.minimum()
    ]
    for area in root.findChildren(QAbstractScrollArea):
        bar = area.horizontalScrollBar()
        never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if (
            area.isVisible()
            and never
            and not isinstance(area, QAbstractItemView)
            and bar.maximum() > bar.minimum()
        ):
            found.append(f"{_name(area)} is {bar.maximum()} px too narrow")
    return found


def unnamed(root: QWidget) -> list[str]:
    """Widgets that take the focus but have no name for assistive tools; areas that only scroll are told apart."""
    return [_name(widget) for widget in _nameless(root) if not isinstance(widget, QScrollArea)]


def unnamed_areas(root: QWidget) -> list[str]:
    """Areas that take the focus for scrolling but have no name for assistive tools."""
    return [_name(widget) for widget in _nameless(root) if isinstance(widget, QScrollArea)]


def _nameless(root: QWidget) -> list[QWidget]:
    found = []
    for widget in focusable(root):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            found.append(widget)
    return found


def tipless(root: QWidget) -> list[str]:
    """Buttons with an icon alone and no tooltip that says what they do."""
    return [
        _name(widget)
        for widget in _visible(root)
        if isinstance(widget, Button) and not widget.text() and not widget.toolTip()
    ]


def unringed(root: QWidget) -> list[str]:
    """Widgets that look the same with the focus of the keyboard and without it."""
    found, window = [], root.window()
    for widget in focusable(root):
        if _is_other_choice(widget):
            continue
        _bring_into_view(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        # the window notes that the key was Tab before the widget hears of it
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
        QCoreApplication.sendPostedEvents()
        area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
        there = window.grab(area).toImage()
        widget.clearFocus()
        if there == window.grab(area).toImage():
            found.append(f"{_name(widget)} does not show the focus")
    return found


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def focusable(root: QWidget) -> list[QWidget]:
    """Widgets that Tab should reach."""
    return [
        widget
        for widget in _visible(root)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QScrollBar)
    ]


def lost(root: QWidget) -> list[str]:
    """What Tab never reaches in the window, and what it reaches twice before it comes round."""
    wanted = [widget for widget in focusable(root) if not _is_other_choice(widget)]
    if len(wanted) < 2:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(600):
        current = QApplication.focusWidget()
        if current is None or (len(seen) > 1 and current is seen[0]):
            break
        # links inside a text are reached one by one while the text keeps the focus
        if not seen or seen[-1] is not current:
            seen.append(current)
        QTest.keyClick(current, Qt.Key.Key_Tab)
    else:
        return ["Tab does not come round"]
    ids = [id(widget) for widget in seen]
    missed = [f"{_name(widget)} is not reached" for widget in wanted if id(widget) not in ids]
    twice = [f"{_name(widget)} is reached twice" for widget in seen if ids.count(id(widget)) > 1]
    return [*missed, *twice]


def _is_other_choice(widget: QWidget) -> bool:
    """Of choices of which one is on, Tab reaches that one; arrows reach the others."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    alone = group is not None and group.exclusive() and group.checkedButton() is not None
    return alone and not widget.isChecked()


def _visible(root: QWidget) -> list[QWidget]:
    return [
        w
        for w in root.findChildren(QWidget)
        if w.isVisible() and not w.isWindow() and w.window() is root.window()
    ]


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _longest_word(label: QLabel) -> int:
    metrics = label.fontMetrics()
    return max(
        (metrics.horizontalAdvance(word) for word in QLabel.text(label).replace("\u200b", " ").split()),
        default=0,
    )


def _name(widget: QWidget) -> str:
    own = widget.objectName() or type(widget).__name__
    above = widget.parentWidget()
    while above is not None and not above.objectName():
        above = above.parentWidget()
    return f"{above.objectName()}/{own}" if above is not None else own


def _words(widget: QLabel | QAbstractButton) -> str:
    return widget.text()[:40]


def _box(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}x{area.height()}"
