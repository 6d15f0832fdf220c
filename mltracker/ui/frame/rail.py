"""The rail: one row a page with its count, Settings at the foot; names or icons only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mltracker.ui.actions import PAGES, PageSpec
from mltracker.ui.frame.measures import RAIL, RAIL_ICONS
from mltracker.ui.icons import paint_icon
from mltracker.ui.models.guard import guarded
from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import keyboard_focus

ROW, GAP, PAD, ICON, BAR = 34, 2, 10, 18, 3
NAME = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
ICON_NAME = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(slots=True)
class _Entry:
    spec: PageSpec
    count: int = 0


class RailModel(QAbstractListModel):
    """Pages of the rail with a number that says how much waits there."""

    def __init__(self, specs: tuple[PageSpec, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = [_Entry(spec) for spec in specs]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spec.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.spec.title
        if role == NAME:
            return entry.spec.name
        if role == ICON_NAME:
            return entry.spec.icon
        return entry.count if role == COUNT else None

    def spec(self, row: int) -> PageSpec:
        """The page of a row."""
        return self._entries[row].spec

    def row_of(self, name: str) -> int:
        """The row of a page, -1 if it is not here."""
        return next((row for row, entry in enumerate(self._entries) if entry.spec.name == name), -1)

    def set_count(self, name: str, count: int) -> None:
        """Show a number behind a page's name; 0 hides it."""
        row = self.row_of(name)
        if row >= 0 and self._entries[row].count != count:
            self._entries[row].count = count
            self.dataChanged.emit(self.index(row), self.index(row))


class RailDelegate(QStyledItemDelegate):
    """Paints icon, name and count; the current page stands on `selected` with an accent bar at its left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icons_only = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(RAIL_ICONS if self.icons_only else RAIL, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        row = option.rect.adjusted(8, GAP // 2, -8, -GAP // 2)
        self._paint_ground(painter, option, row, selected=selected)
        role = "on_accent_soft" if selected else "muted"
        box = QRect(row.left() + PAD, row.center().y() - ICON // 2 + 1, ICON, ICON)
        paint_icon(painter, box, index.data(ICON_NAME), tokens().color(role))
        if not self.icons_only:
            self._paint_words(painter, row, index, selected=selected)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, *, selected: bool
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(tokens().color("selected" if selected else "hover"))
            painter.drawRoundedRect(row, 6, 6)
        if selected:
            painter.setBrush(tokens().color("accent"))
            painter.drawRoundedRect(QRect(row.left(), row.top() + 6, BAR, row.height() - 12), 1.5, 1.5)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(tokens().color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_words(self, painter: QPainter, row: QRect, index: Index, *, selected: bool) -> None:
        words = row.adjusted(PAD + ICON + 10, 0, -PAD, 0)
        count = index.data(COUNT)
        if count:
            painter.setPen(tokens().color("muted"))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{count}")
        painter.setPen(tokens().color("on_accent_soft" if selected else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.data()))


class _RailView(QListView):
    def __init__(self, specs: tuple[PageSpec, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.rail_model = RailModel(specs, self)
        self.setModel(self.rail_model)
        self.rail_delegate = RailDelegate(self)
        self.setItemDelegate(self.rail_delegate)
        self.setProperty("role", "rail-list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(ROW * len(specs) + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make the first row current, and that is a page nobody has asked for
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QFrame.focusInEvent(self, event)
            self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # without a page of its own in view the list stands on its first one
        goes = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)
        if not self.currentIndex().isValid() and event.key() in goes:
            self.setCurrentIndex(self.rail_model.index(0))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.currentIndex().isValid() and keyboard_focus(self):
            first = self.visualRect(self.rail_model.index(0)).adjusted(8, 1, -8, -1)
            paint_box(QPainter(self.viewport()), first, line=tokens().color("focus"), radius=6, width=2)


class Rail(QFrame):
    """The way between pages; `page_requested` names the page that was chosen."""

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self._pages = _RailView(tuple(spec for spec in PAGES if spec.name != "settings"), self)
        self._pages.setObjectName("rail-pages")
        self._pages.setAccessibleName(self.tr("Pages"))
        self._foot = _RailView(tuple(spec for spec in PAGES if spec.name == "settings"), self)
        self._foot.setObjectName("rail-settings")
        self._foot.setAccessibleName(self.tr("Settings"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(0)
        column.addWidget(self._pages)
        column.addStretch(1)
        column.addWidget(self._foot)
        self._views = (self._pages, self._foot)
        self._pages.selectionModel().currentChanged.connect(self._on_page_changed)
        self._foot.selectionModel().currentChanged.connect(self._on_foot_changed)
        self._showing = False
        self.set_icons_only(icons_only=False)

    @property
    def icons_only(self) -> bool:
        """Whether only icons show."""
        return self._pages.rail_delegate.icons_only

    def set_icons_only(self, *, icons_only: bool) -> None:
        """Show icons only, or icons and names."""
        self.setFixedWidth(RAIL_ICONS if icons_only else RAIL)
        for view in self._views:
            view.rail_delegate.icons_only = icons_only
            view.doItemsLayout()

    def show_current(self, name: str) -> None:
        """Mark a page as the one in view, without asking for it again."""
        self._showing = True
        for view in self._views:
            row = view.rail_model.row_of(name)
            if row >= 0:
                view.setCurrentIndex(view.rail_model.index(row))
            else:
                view.selectionModel().clear()
        self._showing = False

    def set_count(self, name: str, count: int) -> None:
        """Show how much waits on a page."""
        self._pages.rail_model.set_count(name, count)

    def _on_page_changed(self, current: QModelIndex) -> None:
        self._request(self._pages, current)

    def _on_foot_changed(self, current: QModelIndex) -> None:
        self._request(self._foot, current)

    def _request(self, view: _RailView, current: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self.page_requested.emit(view.rail_model.spec(current.row()).name)
