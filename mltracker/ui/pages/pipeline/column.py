"""The cards of one stage: chosen, opened, moved by keys and by dragging."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from mltracker.domain.applications import StageRow
from mltracker.services.pipeline import Card
from mltracker.ui.delegates.board import BoardCardDelegate, CardFace, card_size
from mltracker.ui.models.board_model import BoardModel, dragged_keys
from mltracker.ui.models.roles import Roles
from mltracker.ui.pages.pipeline import faces
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.focus_ring import paint_view_focus

_ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
MANY = 150
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Column(QListView):
    """The cards of one stage. What is chosen in other columns is known to the board, which moves all of it."""

    dropped_here = Signal(object, object)
    drag_entered = Signal()
    card_chosen = Signal(object)
    card_opened = Signal(object)
    shift_requested = Signal(object)
    step_requested = Signal(object)
    archive_requested = Signal()
    menu_requested = Signal(object)
    picked_alone = Signal()
    picked = Signal()

    def __init__(self, stage: StageRow) -> None:
        super().__init__()
        self.stage = stage
        self.known: Mapping[int, Card] = {}
        self._today = date.min
        self._shown: tuple[date, list[Card]] = (date.min, [])
        self._filling = self._adds = self._pressing = False
        self._landing: int | None = None
        self._dense = False
        self.setObjectName(f"column-{stage.id}")
        self.setAccessibleName(self.tr("Stage {0}").format(stage.name))
        self.cards: BoardModel[Card] = BoardModel(self._face, _key, self, size=self._size)
        self.setModel(self.cards)
        self.setItemDelegate(BoardCardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setProperty("role", "board")
        self.viewport().setAutoFillBackground(False)
        self.cards.dropped.connect(self._on_dropped)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def show_cards(self, cards: list[Card], today: date, known: Mapping[int, Card]) -> None:
        """Show the cards of the stage; `known` are those of the whole board."""
        self.known = known
        if (today, cards) == self._shown:
            return  # nothing to lay out and draw anew
        self._today, self._shown = today, (today, cards)
        # asking each of thousands for its height would cost more than reading them: they all get the same
        self._dense = len(cards) > MANY
        if self.uniformItemSizes() is not self._dense:
            self.setUniformItemSizes(self._dense)
        # a row that leaves puts the cursor on its neighbor; nobody has chosen that one
        self._filling = True
        self.cards.set_rows(cards)
        self._filling = False

    def current(self) -> Card | None:
        """The card under the cursor."""
        found = self.currentIndex().data(Roles.ROW)
        return found if isinstance(found, Card) else None

    def chosen_ids(self) -> list[int]:
        """The applications selected here, from top to bottom."""
        indexes = sorted(self.selectionModel().selectedIndexes(), key=_row_number)
        return [index.data(Roles.KEY) for index in indexes]

    def choose(self, ids: AbstractSet[int], current: int | None = None) -> None:
        """Select these applications and no others, without telling; the cursor goes to the current one."""
        picked = QItemSelection()
        for key in ids & self.cards.keys():
            index = self.cards.index_of(key)
            picked.select(index, index)
        cursor = self.cards.index_of(current)
        flags = QItemSelectionModel.SelectionFlag
        self._filling = True
        self.selectionModel().select(picked, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(cursor, flags.NoUpdate)
        self._filling = False
        if cursor.isValid():
            self.scrollTo(cursor)

    def enter(self, row: int) -> None:
        """Take the keyboard and put the cursor on a row, or the last one."""
        self._adds = False
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setCurrentIndex(self.cards.index(min(row, self.cards.rowCount() - 1), 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt puts the cursor on the first card then; nobody has chosen that one
        self._filling = True
        super().focusInEvent(event)
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._adds = bool(event.modifiers() & _ADDS)
        key, there = Qt.Key(event.key()), self.current() is not None
        if there and key in STEPS and event.modifiers() & _CONTROL:
            self.shift_requested.emit(STEPS[key])
        elif key in STEPS and not event.modifiers() & _ADDS:
            self.step_requested.emit(STEPS[key])
        elif there and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_double_clicked()
        elif there and key == Qt.Key.Key_Delete:
            self.archive_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._adds = bool(event.modifiers() & _ADDS)
        if not self._adds and not self.indexAt(event.position().toPoint()).isValid():
            self.picked_alone.emit()
        # what opens beside the board makes its columns narrower: not while a card may be on its way to one of them
        self._pressing = True
        super().mousePressEvent(event)
        self._pressing = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, keys = self.currentIndex(), event.reason() is QContextMenuEvent.Reason.Keyboard
        if index.isValid() and (keys or self.indexAt(event.pos()).isValid()):
            spot = self.visualRect(index).center()
            self.menu_requested.emit(self.viewport().mapToGlobal(spot) if keys else event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if dragged_keys(event.mimeData()):
            self._land(event.mimeData())
            self.drag_entered.emit()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        # the whole column takes the card, over its cards too: where it stands is settled by its priority
        if self.cards.canDropMimeData(event.mimeData(), event.dropAction(), -1, -1, QModelIndex()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._land(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._land(None)
        data = event.mimeData()
        if self.cards.canDropMimeData(data, event.dropAction(), -1, -1, QModelIndex()):
            self.cards.dropMimeData(data, event.dropAction(), -1, -1, QModelIndex())
        # a use case moves the cards, and the page shows it; the view they came from must not remove them itself
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_view_focus(self)
        if self._landing is None:
            return
        painter = QPainter(self.viewport())
        painter.fillRect(self._line(self._landing), tokens().color("accent"))

    def _line(self, row: int) -> QRect:
        """Where the line is drawn before which a card would come to stand, at the nearest edge if that is out of view."""
        width, height = self.viewport().width(), self.viewport().height()
        if row < self.cards.rowCount():
            top = self.visualRect(self.cards.index(row, 0)).top() - 4
        elif row:
            top = self.visualRect(self.cards.index(row - 1, 0)).bottom() - 3
        else:
            top = 0
        return QRect(0, min(max(top, 0), height - 2), width, 2)

    def _land(self, data: QMimeData | None) -> None:
        """Show where what is dragged would come to stand; None shows nothing."""
        before = self._landing
        self._landing = None
        if data is not None:
            dragged = [self.known[key] for key in dragged_keys(data) if key in self.known]
            new = [card for card in dragged if card.row.stage_id != self.stage.id]
            if new:
                first = min(map(_place, new))
                self._landing = sum(_place(card) < first for card in self.cards.rows)
        if self._landing != before:
            self.viewport().update()

    def _face(self, card: Card) -> CardFace:
        return faces.face(card, self._today, dense=self._dense)

    def _size(self, card: Card) -> QSize:
        if self._dense:
            return card_size(event=False, bar=False)
        return card_size(event=faces.has_event(card), bar=card.readiness is not None)

    def _on_dropped(self, keys: object) -> None:
        self.dropped_here.emit(keys, self.stage.id)

    def _on_double_clicked(self) -> None:
        card = self.current()
        if card is not None:
            self.card_opened.emit(card.row.id)

    def _on_clicked(self) -> None:
        """Chosen when the mouse lets go, the card that the cursor stood on already too."""
        card = self.current()
        if card is not None:
            self.card_chosen.emit(card.row.id)

    def _on_current_changed(self) -> None:
        card = self.current()
        self.viewport().update()
        if card is not None and not self._filling and not self._pressing:
            self.card_chosen.emit(card.row.id)

    def _on_selection_changed(self) -> None:
        if self._filling:
            return
        if not self._adds:
            self.picked_alone.emit()
        self.picked.emit()


def _key(card: Card) -> int:
    return card.row.id


def _row_number(index: QModelIndex) -> int:
    return index.row()


def _place(card: Card) -> tuple[int, float, int]:
    """The order of a column: highest priority first, then the newest."""
    created: datetime = card.row.created_at
    return (-card.row.priority, -created.timestamp(), card.row.id)
