"""The board: one list a stage, cards dragged or moved by keyboard, Closed folded to a strip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from mltracker.domain.applications import StageRow
from mltracker.services.pipeline import Card
from mltracker.ui.delegates.board import BoardCardDelegate, CardFace
from mltracker.ui.models.board_model import BoardModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.pages.pipeline import faces
from mltracker.ui.widgets import strip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, frame, hbox, vbox
from mltracker.ui.widgets.notice import IconMark

NARROWEST, GAP, SIDE = 165, 8, 16


class Column(QListView):
    """The cards of one stage."""

    moved = Signal(object, object)
    card_chosen = Signal(object)
    card_opened = Signal(object)
    shift_requested = Signal(object, object)
    archive_requested = Signal(object)

    def __init__(self, stage: StageRow) -> None:
        super().__init__()
        self.stage = stage
        self._today = date.min
        self._filling = False
        self.setObjectName(f"column-{stage.id}")
        self.setAccessibleName(self.tr("Stage {0}").format(stage.name))
        self.cards: BoardModel[Card] = BoardModel(self._face, _key, self)
        self.setModel(self.cards)
        self.setItemDelegate(BoardCardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMouseTracking(True)
        self.setProperty("role", "board")
        self.viewport().setAutoFillBackground(False)
        self.cards.dropped.connect(self._on_dropped)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_cards(self, cards: Sequence[Card], today: date) -> None:
        """Show the cards of the stage."""
        self._today = today
        # a row that leaves puts the cursor on its neighbor; nobody has chosen that one
        self._filling = True
        self.cards.set_rows(cards)
        self._filling = False

    def current(self) -> Card | None:
        """The card under the cursor."""
        found = self.currentIndex().data(Roles.ROW)
        return found if isinstance(found, Card) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if card is not None and control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shift_requested.emit(card.row.id, 1 if event.key() == Qt.Key.Key_Right else -1)
        elif card is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.card_opened.emit(card.row.id)
        elif card is not None and event.key() == Qt.Key.Key_Delete:
            self.archive_requested.emit(card.row.id)
        else:
            super().keyPressEvent(event)

    def _face(self, card: Card) -> CardFace:
        return faces.face(card, self._today)

    def _on_dropped(self, keys: object) -> None:
        self.moved.emit(keys, self.stage.id)

    def _on_double_clicked(self) -> None:
        card = self.current()
        if card is not None:
            self.card_opened.emit(card.row.id)

    def _on_current_changed(self) -> None:
        card = self.current()
        if card is not None and not self._filling:
            self.card_chosen.emit(card.row.id)


class Board(QWidget):
    """All columns side by side."""

    moved = Signal(object, object)
    card_chosen = Signal(object)
    card_opened = Signal(object)
    shift_requested = Signal(object, object)
    archive_requested = Signal(object)
    add_requested = Signal(str)
    closed_opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self._row = hbox(spacing=GAP, margins=(SIDE, 12, SIDE, 12))
        self.setLayout(self._row)
        self._stages: tuple[StageRow, ...] = ()
        self._columns: dict[int, Column] = {}
        self._counts: dict[int, object] = {}
        self._open_closed = False

    def show_cards(self, stages: Sequence[StageRow], cards: Sequence[Card], today: date) -> None:
        """Show the cards under their stages."""
        if tuple(stages) != self._stages:
            self._stages = tuple(stages)
            self._make_columns()
        for stage in stages:
            own = [card for card in cards if card.row.stage_id == stage.id]
            self._columns[stage.id].show_cards(own, today)
            self._counts[stage.id].setText(str(len(own)))  # type: ignore[attr-defined]

    @property
    def room(self) -> int:
        """The px that all columns need beside each other."""
        folded = any(stage.kind == "closed" for stage in self._stages) and not self._open_closed
        full = len(self._stages) - folded
        return 2 * SIDE + full * NARROWEST + (full - 1) * GAP + (GAP + strip.WIDTH if folded else 0)

    def cover(self, width: int) -> None:
        """Leave so many px free at the right, where something lies over the board."""
        self._row.setContentsMargins(SIDE, 12, SIDE + width, 12)

    def frame_of(self, application_id: int) -> QWidget | None:
        """The column that shows an application, with its head."""
        column = self._column_of(application_id)
        return column.parentWidget() if column is not None else None

    def set_closed(self, count: int) -> None:
        """How many the folded column holds."""
        self._strip.set_count(count)

    def select(self, application_id: int | None) -> None:
        """Put the cursor on a card and nowhere else."""
        for column in self._columns.values():
            index = column.cards.index_of(application_id) if application_id is not None else None
            if index is not None and index.isValid():
                column.setCurrentIndex(index)
                column.scrollTo(index)
            else:
                column.selectionModel().clear()

    def focus_card(self, application_id: int) -> None:
        """Give a card the keyboard."""
        column = self._column_of(application_id)
        if column is not None:
            column.setFocus()

    def _column_of(self, application_id: int) -> Column | None:
        for column in self._columns.values():
            if column.cards.index_of(application_id).isValid():
                return column
        return None

    def _make_columns(self) -> None:
        clear(self._row)
        self._columns = {}
        for stage in self._stages:
            column = Column(stage)
            column.moved.connect(self.moved)
            column.card_chosen.connect(self.card_chosen)
            column.card_opened.connect(self.card_opened)
            column.shift_requested.connect(self.shift_requested)
            column.archive_requested.connect(self.archive_requested)
            self._columns[stage.id] = column
            count = label("0", tone="muted", name=f"count-{stage.id}")
            self._counts[stage.id] = count
            add = Button(
                name=f"add-{stage.kind}-{stage.id}",
                kind="ghost",
                size="small",
                icon_name="add",
                tip=self.tr("Add to {0}").format(stage.name),
            )
            add.setProperty("stage", stage.name)
            add.clicked.connect(self._on_add)
            add.setVisible(stage.kind != "closed")
            mark = IconMark(f"stage-{stage.kind}", f"stage.{stage.kind}")
            title = ElidedLabel(stage.name, role="strong", keep=4)
            head = hbox(mark, title, count, add, spacing=6, margins=(4, 0, 0, 0))
            head.setStretch(1, 1)
            box = frame("column", vbox(head, spacing=6, margins=6), name=f"stage-{stage.id}")
            layout = box.layout()
            if layout is not None:
                layout.addWidget(column)
            box.setMinimumWidth(NARROWEST)
            self._row.addWidget(box, 1)
            if stage.kind == "closed":
                self._fold(stage, box)

    def _fold(self, stage: StageRow, box: QWidget) -> None:
        """Closed ones wait behind a strip; the wall of rejections is never shown by default."""
        folded = strip.Strip(
            stage.name, f"stage-{stage.kind}", name="open-closed", tip=self.tr("Show closed applications")
        )
        folded.clicked.connect(self._on_unfold)
        self._row.addWidget(folded)
        self._strip, self._closed = folded, box
        box.setVisible(self._open_closed)
        folded.setVisible(not self._open_closed)

    def _on_unfold(self) -> None:
        self._open_closed = True
        self._closed.show()
        self._strip.hide()
        self.closed_opened.emit()

    def _on_add(self) -> None:
        self.add_requested.emit(str(self.sender().property("stage")))


def _key(card: Card) -> int:
    return card.row.id
