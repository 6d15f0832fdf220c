"""The command palette (Ctrl+K): every action, and whatever has a name, by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from mltracker.ui.delegates.palette import PaletteDelegate
from mltracker.ui.icons import icon
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.scrim import Scrim

WIDTH, TOP, FIELD, ROW = 640, 96, 52, 36
MOST_ROWS = 10
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One row: what it is, where it leads (`key` is for the owner), and its keys if it has any."""

    section: str
    title: str
    key: tuple[str, object]
    subtitle: str = ""
    icon: str = ""
    shortcut: str = ""


class PaletteModel(QAbstractListModel):
    """The rows that match, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[PaletteEntry, ...] = ()
        self._text = ""

    def set_entries(self, entries: Sequence[PaletteEntry], text: str) -> None:
        """Show other rows; `text` is what was typed, for marking the match."""
        self.beginResetModel()
        self._entries, self._text = tuple(entries), text
        self.endResetModel()

    def entry(self, row: int) -> PaletteEntry:
        """One row."""
        return self._entries[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.AccessibleTextRole: f"{entry.section}: {entry.title} {entry.subtitle}".strip(),
            Roles.SUBTITLE: entry.subtitle,
            Roles.ICON: entry.icon,
            Roles.SHORTCUT: entry.shortcut,
            Roles.SECTION: entry.section,
            Roles.MATCH: self._text,
        }
        return values.get(role)


class CommandPalette(QFrame):
    """A field over a list, above the dimmed window. The owner gives the rows for a text and runs the chosen one."""

    chosen = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[PaletteEntry]], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setProperty("role", "palette")
        self._find = find
        self._came_from: QWidget | None = None
        self._scrim = Scrim(window)
        self._scrim.clicked.connect(self.dismiss)
        self._build()
        window.installEventFilter(self)
        self.hide()

    def present(self) -> None:
        """Open over the window with an empty field."""
        self._came_from = self.window().focusWidget()
        self._scrim.cover()
        self._field.clear()
        self._on_text_changed("")
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self._scrim.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            self._came_from = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _build(self) -> None:
        self._field = QLineEdit(self)
        self._field.setObjectName("palette-field")
        self._field.setProperty("role", "palette")
        self._field.setFixedHeight(FIELD)
        self._field.setPlaceholderText(self.tr("Search or run a command"))
        self._field.setAccessibleName(self.tr("Search or run a command"))
        self._field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._on_text_changed)
        self._model = PaletteModel(self)
        self._list = QListView(self)
        self._list.setObjectName("palette-list")
        self._list.setAccessibleName(self.tr("Results"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.clicked.connect(self._on_clicked)
        self._empty = QLabel(self.tr("Nothing matches. Try fewer letters."), self)
        self._empty.setProperty("role", "muted")
        self._empty.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addWidget(self._list)
        column.addWidget(self._empty)

    def _place(self) -> None:
        window = self.window()
        width = min(WIDTH, window.width() - 48)
        rows = min(self._model.rowCount(), MOST_ROWS)
        tall = sum(self._list.sizeHintForRow(row) for row in range(rows))
        self._list.setFixedHeight(tall + 4)
        self._list.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        height = FIELD + 10 + (tall + 8 if rows else 44)
        self.setGeometry((window.width() - width) // 2, TOP, width, height)

    def _on_text_changed(self, text: str) -> None:
        self._model.set_entries(self._find(text.strip()), text.strip())
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0))
            self._list.scrollToTop()
        self._place()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}.get(Qt.Key(key), -8)
            row = max(0, min(self._model.rowCount() - 1, self._list.currentIndex().row() + step))
            self._list.setCurrentIndex(self._model.index(row))
        else:
            return False
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entry(index.row())
            self.dismiss()
            self.chosen.emit(entry)
