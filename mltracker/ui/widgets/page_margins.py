"""The margin of a page: wide where there is room, narrow in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject
from PySide6.QtWidgets import QWidget

MARGIN, MARGIN_NARROW, NARROW_BELOW = 24, 16, 1100


def margin_in(window_width: int) -> int:
    """The margin in px of a page in a window so wide."""
    return MARGIN_NARROW if window_width < NARROW_BELOW else MARGIN


def page_margin(widget: QWidget) -> int:
    """The margin in px for what stands in the window of a widget."""
    return margin_in(widget.window().width())


class PageMargins(QObject):
    """Holds the margins of a widget's layout to those of a page: no side is wider than the window allows.

    The layout is set already, with the margins of a wide window.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        layout = widget.layout()
        self._wide = layout.contentsMargins() if layout is not None else QMargins()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize) and isinstance(watched, QWidget):
            layout = watched.layout()
            if layout is not None and watched.window().isVisible():
                most, wide = page_margin(watched), self._wide
                sides = (wide.left(), wide.top(), wide.right(), wide.bottom())
                layout.setContentsMargins(*(min(side, most) for side in sides))
        return False
