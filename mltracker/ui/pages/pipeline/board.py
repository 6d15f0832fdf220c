"""The board: one column a stage side by side, what is chosen across them, closed stages folded to strips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from mltracker.domain.applications import StageRow
from mltracker.services.pipeline import Card
from mltracker.ui.pages.pipeline.column import Column
from mltracker.ui.widgets import strip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, frame, hbox, vbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.words import tr

NARROWEST, GAP, SIDE = 152, 8, 16
COMFORT = 168  # where columns may be scrolled to, there is no need to squeeze them
HEAD, NAME = 72, 12  # px of a head beside count and name, of which so many letters are always shown


class Board(QWidget):
    """All columns side by side."""

    moved = Signal(object, object)
    card_chosen = Signal(object)
    card_opened = Signal(object)
    shifted = Signal(object, object)
    archive_requested = Signal(object)
    add_requested = Signal(str)
    closed_opened = Signal()
    closed_shut = Signal()
    selection_changed = Signal()
    dragged_over = Signal(object)
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self._row = hbox(spacing=GAP, margins=(SIDE, 12, SIDE, 12))
        self.setLayout(self._row)
        self._stages: tuple[StageRow, ...] = ()
        self._lanes: dict[int, _Lane] = {}
        self._unfolded = False
        self._covered = 0

    def show_cards(
        self, stages: Sequence[StageRow], cards: Sequence[Card], today: date, closed: Mapping[int, int]
    ) -> None:
        """Show the cards under their stages; `closed` says how many a folded stage holds."""
        if tuple(stages) != self._stages:
            self._stages = tuple(stages)
            self._make_lanes()
        own: dict[int, list[Card]] = {stage.id: [] for stage in stages}
        for card in cards:
            own[card.row.stage_id].append(card)
        known = {card.row.id: card for card in cards}
        for key, lane in self._lanes.items():
            lane.column.show_cards(own[key], today, known)
            lane.count.setText(f"{len(own[key]):,}")
            if lane.strip is not None:
                lane.strip.set_count(closed.get(key, 0))
        self._fit()

    def unfold(self, *, on: bool) -> None:
        """Show closed stages as columns, or fold them to strips."""
        self._unfolded = on
        for lane in self._lanes.values():
            lane.fold(on=not on)

    @property
    def room(self) -> int:
        """The px that all columns need beside each other."""
        lanes = list(self._lanes.values())
        columns = sum(
            strip.WIDTH if lane.strip is not None and not self._unfolded else lane.least for lane in lanes
        )
        return 2 * SIDE + columns + max(0, len(lanes) - 1) * GAP

    def cover(self, width: int) -> None:
        """Leave so many px free at the right, where something lies over the board."""
        self._covered = width
        self._fit()
        self._row.setContentsMargins(SIDE, 12, SIDE + width, 12)

    def frame_of(self, application_id: int) -> QWidget | None:
        """The column that shows an application, with its head."""
        lane = self._lane_of(application_id)
        return lane.box if lane is not None else None

    @property
    def closed_frame(self) -> QWidget | None:
        """The column of the first closed stage."""
        return next((lane.box for lane in self._lanes.values() if lane.strip is not None), None)

    def frame_around(self, widget: QWidget) -> QWidget | None:
        """The column, or the strip of a folded one, that a widget stands in."""
        parts = [part for lane in self._lanes.values() for part in (lane.box, lane.strip) if part is not None]
        return next((part for part in parts if part is widget or part.isAncestorOf(widget)), None)

    def start(self, application_id: int | None) -> QWidget | None:
        """Where the keyboard begins: the column of an application, else the first one with cards."""
        lane = self._lane_of(application_id) if application_id is not None else None
        shown = [each.column for each in self._lanes.values() if not each.box.isHidden()]
        return lane.column if lane is not None else next((c for c in shown if c.cards.rowCount()), None)

    def chosen_ids(self) -> list[int]:
        """The applications selected, from left to right and from top to bottom."""
        return [key for lane in self._lanes.values() for key in lane.column.chosen_ids()]

    def choose(self, ids: Sequence[int], current: int | None = None) -> None:
        """Select these applications and no others, without telling; the cursor goes to the current one."""
        wanted = set(ids)
        for lane in self._lanes.values():
            lane.column.choose(wanted, current)

    def focus_card(self, application_id: int) -> None:
        """Give a card the keyboard."""
        lane = self._lane_of(application_id)
        if lane is not None:
            lane.column.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        view = self.parentWidget()
        scrolls = self._covered or (view is not None and self.room > view.width())
        for lane in self._lanes.values():
            lane.fit(COMFORT if scrolls else 0)

    def _lane_of(self, application_id: int) -> _Lane | None:
        for lane in self._lanes.values():
            if lane.column.cards.index_of(application_id).isValid():
                return lane
        return None

    def _make_lanes(self) -> None:
        clear(self._row)
        self._lanes = {}
        for stage in self._stages:
            lane = _Lane(stage)
            self._lanes[stage.id] = lane
            column = lane.column
            column.cards.company = self.chosen_ids
            column.dropped_here.connect(self.moved)
            column.drag_entered.connect(self._on_drag_entered)
            column.card_chosen.connect(self.card_chosen)
            column.card_opened.connect(self.card_opened)
            column.shift_requested.connect(self._on_shift_requested)
            column.step_requested.connect(self._on_step_requested)
            column.archive_requested.connect(self._on_archive_requested)
            column.menu_requested.connect(self.menu_requested)
            column.picked_alone.connect(self._on_picked_alone)
            column.picked.connect(self.selection_changed)
            lane.button.clicked.connect(self._on_add if lane.strip is None else self.closed_shut)
            self._row.addWidget(lane.box, 1)
            if lane.strip is not None:
                lane.strip.clicked.connect(self.closed_opened)
                self._row.addWidget(lane.strip)
            lane.fold(on=not self._unfolded)

    def _sender(self) -> Column | None:
        found = self.sender()
        return found if isinstance(found, Column) else None

    def _on_drag_entered(self) -> None:
        column = self._sender()
        if column is not None:
            self.dragged_over.emit(column.parentWidget())

    def _on_shift_requested(self, step: object) -> None:
        column = self._sender()
        places = [stage.id for stage in self._stages]
        place = places.index(column.stage.id) + (1 if step == 1 else -1) if column is not None else -1
        if 0 <= place < len(places):
            self.shifted.emit(self._meant(), places[place])

    def _on_archive_requested(self) -> None:
        self.archive_requested.emit(self._meant())

    def _meant(self) -> list[int]:
        """What a key is about: everything selected, else the card under the cursor."""
        column = self._sender()
        current = column.current() if column is not None else None
        chosen = self.chosen_ids()
        return chosen or ([current.row.id] if current is not None else [])

    def _on_picked_alone(self) -> None:
        column = self._sender()
        for lane in self._lanes.values():
            if lane.column is not column:
                lane.column.choose(set())
        self.selection_changed.emit()

    def _on_step_requested(self, step: object) -> None:
        """Go to the nearest column at that side that has cards, to the card at the same height."""
        column = self._sender()
        shown = [lane.column for lane in self._lanes.values() if not lane.box.isHidden()]
        if column is None or column not in shown:
            return
        place = shown.index(column)
        rest = shown[place + 1 :] if step == 1 else shown[:place][::-1]
        target = next((each for each in rest if each.cards.rowCount()), None)
        if target is not None:
            target.enter(max(column.currentIndex().row(), 0))

    def _on_add(self) -> None:
        self.add_requested.emit(str(self.sender().property("stage")))


class _Lane:
    """The widgets of one stage: head and cards in a box, and for a closed one the strip instead of it."""

    def __init__(self, stage: StageRow) -> None:
        closed = stage.kind == "closed"
        self.column = Column(stage)
        self.count: QLabel = label("0", tone="muted", name=f"count-{stage.id}")
        words = tr("Fold closed applications away") if closed else tr("Add to {0}").format(stage.name)
        self.button = Button(
            name=f"fold-{stage.id}" if closed else f"add-{stage.kind}-{stage.id}",
            kind="ghost",
            size="small",
            icon_name="chevron-right" if closed else "add",
            tip=words,
        )
        self.button.setProperty("stage", stage.name)
        mark = IconMark(f"stage-{stage.kind}", f"stage.{stage.hue}")
        self.button.setFixedWidth(24)
        self._title = ElidedLabel(stage.name, role="strong", keep=NAME)
        head = hbox(mark, self._title, self.count, self.button, spacing=4, margins=(4, 0, 0, 0))
        head.setStretch(1, 1)
        layout = vbox(head, spacing=6, margins=6)
        layout.addWidget(self.column)
        self.box: QFrame = frame("column", layout, name=f"stage-{stage.id}")
        self.fit()
        self.strip: strip.Strip | None = None
        if closed:
            self.strip = strip.Strip(
                stage.name,
                f"stage-{stage.kind}",
                name=f"open-{stage.id}",
                tip=tr("Show closed applications"),
            )

    @property
    def least(self) -> int:
        """The px below which the head could not be read."""
        head = self._title.minimumSizeHint().width() + self.count.sizeHint().width() + HEAD
        return max(NARROWEST, head)

    def fit(self, comfort: int = 0) -> None:
        """Be no narrower than the head needs, and than what is comfortable where that is to be had."""
        self.box.setMinimumWidth(max(self.least, comfort))

    def fold(self, *, on: bool) -> None:
        """A closed stage waits behind a strip; the wall of rejections is never shown by default."""
        if self.strip is not None:
            self.strip.setVisible(on)
            self.box.setVisible(not on)
