"""Layout at once instead of over the next turns of the event loop, so that nothing is seen half laid out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_LAYOUT, _CALL = QEvent.Type.LayoutRequest.value, QEvent.Type.MetaCall.value
_NESTED = 2  # scroll areas inside scroll areas


def settle(widget: QWidget) -> None:
    """Do to a visible widget and all in it what Qt puts off: show what was added, lay it out, show scroll bars.

    Only layouts are told; no input, no timer and no slot of ours runs in between.
    """
    if not widget.isVisible():
        return
    for _ in range(_NESTED):
        for added in _added(widget):
            added.show()
        QCoreApplication.sendPostedEvents(None, _LAYOUT)
        for area in widget.findChildren(QAbstractScrollArea):
            QCoreApplication.sendPostedEvents(area, _CALL)
        QCoreApplication.sendPostedEvents(None, _LAYOUT)


def _added(widget: QWidget) -> Iterator[QWidget]:
    """What was put into a visible widget and neither shown nor hidden since."""
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow():
            continue
        if not child.isHidden():
            yield from _added(child)
        elif not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            yield child
