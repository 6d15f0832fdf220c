"""The head of a table: small gray words, the sorted column dark with an arrow behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mltracker.ui.icons import paint_icon
from mltracker.ui.paint import paint_text, text_width
from mltracker.ui.theme import font, tokens

HEIGHT = 32
_PAD, _FIRST_PAD, _ARROW = 8, 16, 14


class TableHead(QHeaderView):
    """A horizontal head that draws itself; the title stands as its column's cells do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, model = tokens(), self.model()
        painter.save()
        painter.fillRect(rect, look.color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("border"))
        title = str(model.headerData(logicalIndex, self.orientation()) or "")
        align = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        right = bool(align and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        is_sorted = (
            self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex and bool(title)
        )
        first = self.visualIndex(logicalIndex) == 0
        last = rect.right() >= self.viewport().width() - 1
        area = rect.adjusted(_FIRST_PAD if first else _PAD, 0, -(_FIRST_PAD if last else _PAD), -1)
        arrow = _ARROW + 2 if is_sorted else 0
        width = min(text_width(title, font("small")), area.width() - arrow)
        left = area.right() + 1 - width - arrow if right else area.left()
        ink = look.color("text" if is_sorted else "muted")
        paint_text(
            painter, QRect(left, area.top(), width, area.height()), title, face=font("small"), color=ink
        )
        if is_sorted:
            rising = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            box = QRect(left + width + 2, area.top() + (area.height() - _ARROW) // 2, _ARROW, _ARROW)
            paint_icon(painter, box, "chevron-up" if rising else "chevron-down", ink)
        painter.restore()
