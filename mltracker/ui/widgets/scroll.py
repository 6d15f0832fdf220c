"""Scroll areas that show the ground they lie on and never scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def prepare_scroll(area: QScrollArea, *, name: str) -> None:
    """Give a scroll area the manners of a page."""
    area.setObjectName(name)
    area.setAccessibleName(QCoreApplication.translate("Scroll", "Content"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)


def scroll_area(content: QWidget | None = None, *, name: str) -> QScrollArea:
    """A scroll area round a widget."""
    area = QScrollArea()
    prepare_scroll(area, name=name)
    if content is not None:
        set_content(area, content)
    return area


def set_content(area: QScrollArea, content: QWidget) -> None:
    """Show another widget in a scroll area, without a ground of its own.

    What was shown is deleted once control returns to the event loop: it may be the sender of what is being handled.
    """
    before = area.takeWidget()
    if before is not None:
        before.hide()
        before.deleteLater()
    area.setWidget(content)
    content.setAutoFillBackground(False)
