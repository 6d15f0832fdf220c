"""A list to tick in a popup, with a field that narrows it: for choices that may be thousands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from mltracker.domain.filtering import filter_words, findable, holds_words
from mltracker.ui.delegates.cells import FacetDelegate
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.layouts import vbox

Index = QModelIndex | QPersistentModelIndex
WIDTH, LINES, LINE = 260, 10, 26
_NOWHERE = QModelIndex()


class ChoicePopup(QFrame):
    """Opens below a widget; `toggled` carries the value that was ticked or let go. Escape or a click outside closes it."""

    toggled = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]],
        chosen: Iterable[Hashable],
        parent: QWidget,
        *,
        name: str,
        title: str,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._model = _Choices(options, chosen, self)
        self._field = search_field(f"{name}-field", title)
        self._list = _List()
        self._list.setObjectName(f"{name}-list")
        self._list.setAccessibleName(title)
        self._list.setModel(self._model)
        self._list.setItemDelegate(FacetDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(min(LINES, max(1, len(options))) * LINE)
        self.setLayout(vbox(self._field, self._list, margins=8))
        self.setFixedWidth(WIDTH)
        self._field.textChanged.connect(self._model.narrow)
        self._field.returnPressed.connect(self._on_return)
        self._model.toggled.connect(self.toggled)
        self._field.setFocus()

    def open_below(self, widget: QWidget) -> None:
        """Show the popup under a widget."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down and self._field.hasFocus():
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.setCurrentIndex(self._model.index(0))
        else:
            super().keyPressEvent(event)

    def _on_return(self) -> None:
        """Enter ticks the one that is left, or the first."""
        self._model.setData(self._model.index(0), None, Qt.ItemDataRole.CheckStateRole)


class _List(QListView):
    """A list in which Enter ticks like Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.model().setData(self.currentIndex(), None, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)


class _Choices(QAbstractListModel):
    """Those that hold the typed words; what is ticked stands first."""

    toggled = Signal(object)

    def __init__(
        self, options: Sequence[tuple[Hashable, str]], chosen: Iterable[Hashable], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._chosen = set(chosen)
        ticked = [option for option in options if option[0] in self._chosen]
        self._all = [*ticked, *(option for option in options if option[0] not in self._chosen)]
        self._shown = self._all

    def narrow(self, text: str) -> None:
        """Show those that hold the words."""
        words = filter_words(text)
        self.beginResetModel()
        self._shown = [option for option in self._all if holds_words(findable(option[1]), words)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        value, words = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self._chosen else Qt.CheckState.Unchecked
        return words if role == Roles.KEY else None

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick the row or let it go, whatever the value says."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        value = self._shown[index.row()][0]
        self._chosen.symmetric_difference_update({value})
        self.dataChanged.emit(index, index, [role])
        self.toggled.emit(value)
        return True
