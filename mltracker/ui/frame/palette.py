"""The command palette (Ctrl+K): every action, and whatever has a name, by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from mltracker.ui.delegates.palette import PAD, PaletteDelegate, PaletteEntry
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.buttons import KeyCap
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, rule, vbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.widgets.scrim import Scrim

WIDTH, TOP, FIELD, FOOT = 640, 96, 52, 38
ROOM_FOR_ICON = 26
MOST_ROWS, LEAST_BELOW, LONGEST = 12, 24, 60
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_PageDown: 8}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_PageUp: -8, **_DOWN}
_ON_ROWS = (*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaletteModel(QAbstractListModel):
    """The rows that match, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[PaletteEntry, ...] = ()

    def set_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._entries = tuple(entries)
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
            Qt.ItemDataRole.DisplayRole: entry.title.text,
            Qt.ItemDataRole.AccessibleTextRole: entry.spoken,
            Roles.VALUE: entry,
        }
        return values.get(role)


class CommandPalette(QFrame):
    """A field over a list, above the dimmed window. The owner gives the rows for a text and runs the chosen one."""

    chosen = Signal(object)
    _typed = Signal()

    def __init__(self, find: Callable[[str], Sequence[PaletteEntry]], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setProperty("role", "palette")
        self._find = find
        self._came_from: QWidget | None = None
        # keys that came in faster than they can be searched are searched once, together
        self._behind = False
        self._typed.connect(self._on_typed, Qt.ConnectionType.QueuedConnection)
        self._scrim = Scrim(window)
        self._scrim.clicked.connect(self.dismiss)
        self._build()
        window.installEventFilter(self)
        self.hide()

    def present(self) -> None:
        """Open over the window with an empty field."""
        if self.isVisible():
            self._field.selectAll()
            return
        self._came_from = self.window().focusWidget()
        self._scrim.cover()
        self._field.clear()
        self._search()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self._behind = False
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
        self._field.installEventFilter(self)
        hint = label(self.tr("Esc closes"), "small", "muted")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark = IconMark("search", "muted")
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._field.setLayout(hbox(mark, None, hint, margins=(PAD, 0, PAD, 0)))
        self._field.setTextMargins(ROOM_FOR_ICON, 0, hint.sizeHint().width() + 8, 0)
        self._field.textChanged.connect(self._on_text_changed)
        self._model = PaletteModel(self)
        self._list = QListView(self)
        self._list.setObjectName("palette-list")
        self._list.setAccessibleName(self.tr("Results"))
        self._list.setProperty("ground", "raised")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.clicked.connect(self._on_clicked)
        self._empty = QLabel(self)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "muted")
        self._empty.setContentsMargins(16, 12, 16, 12)
        column: QVBoxLayout = vbox(self._field, self._list, self._empty, spacing=0, margins=1)
        column.addWidget(self._foot())
        self.setLayout(column)

    def _foot(self) -> QWidget:
        """What the keys do."""
        self._below = frame("palette-foot", name="palette-foot")
        line = hbox(spacing=6, margins=(16, 0, 16, 0))
        for keys, words in (
            (("↑", "↓"), self.tr("choose")),
            (("Enter",), self.tr("open")),
            ((), ""),
            ((">",), self.tr("actions only")),
            (("?",), self.tr("questions only")),
        ):
            for key in keys:
                line.addWidget(KeyCap(key))
            if words:
                line.addWidget(label(words, "small", "muted"))
                line.addSpacing(8)
            else:
                line.addStretch(1)
        self._below.setLayout(vbox(rule(), line, spacing=0))
        self._below.setFixedHeight(FOOT)
        return self._below

    def _place(self) -> None:
        window = self.window()
        width = min(WIDTH, window.width() - 48)
        rows = self._model.rowCount()
        tall = sum(self._list.sizeHintForRow(row) for row in range(min(rows, MOST_ROWS))) + 8
        if not rows:
            tall = self._empty.heightForWidth(width - 2)
        tall = min(tall, window.height() - TOP - FIELD - FOOT - LEAST_BELOW)
        self._list.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        self.setGeometry((window.width() - width) // 2, TOP, width, FIELD + tall + FOOT + 2)

    def _search(self) -> None:
        """Show what matches the text as it is now."""
        self._behind = False
        text = self._field.text().strip()
        entries = self._find(text)
        self._model.set_entries(entries)
        if entries:
            self._list.setCurrentIndex(self._model.index(0))
            self._list.scrollToTop()
        else:
            shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
            self._empty.setText(self.tr('Nothing matches "{0}". Fewer letters find more.').format(shown))
        self._place()

    def _on_text_changed(self, _text: str) -> None:
        if not self._behind:
            self._behind = True
            self._typed.emit()

    def _on_typed(self) -> None:
        if self._behind:
            self._search()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self._behind and key in _ON_ROWS:
            self._search()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
        elif key in _STEPS:
            row = self._list.currentIndex().row() + _STEPS[Qt.Key(key)]
            row = max(0, min(self._model.rowCount() - 1, row))
            self._list.setCurrentIndex(self._model.index(row))
            if row == 0:
                self._list.scrollToTop()
        else:
            return False
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entry(index.row())
            self.dismiss()
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            self.chosen.emit(entry)
