"""A label of one line that says by its tooltip what did not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.labels import face_of

WIDE = 1.1  # times the average width of a letter


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit, and then tells the whole in its tooltip.

    `keep` is the number of characters that are always given room, unless they are uncommonly wide.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "body",
        tone: str = "",
        keep: int = 4,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setFont(face_of(role))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._keep = keep
        self._where = Qt.TextElideMode.ElideRight
        self._full = ""
        self.setText(text)

    def text(self) -> str:
        """The whole text, however much of it fits."""
        return self._full

    def setText(self, text: str) -> None:
        """Show another text."""
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self.updateGeometry()
        self._fit()

    def keep_end(self) -> None:
        """Cut in the middle instead: where the end tells like things apart, such as the version of a document."""
        self._where = Qt.TextElideMode.ElideMiddle
        self._fit()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shown = self._full if len(self._full) <= self._keep else self._full[: self._keep] + "…"
        # a text of wide letters only must not push the rest out of the window
        most = round(WIDE * metrics.averageCharWidth() * (self._keep + 1))
        return QSize(min(metrics.horizontalAdvance(shown), most), metrics.height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._where, self.width())
        super().setText(shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")
