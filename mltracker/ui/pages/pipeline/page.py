"""Pipeline: board and table with the same filter and selection, the detail beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget

from mltracker.domain.applications import StageRow
from mltracker.domain.changes import Change
from mltracker.services import applications, pipeline
from mltracker.services.pipeline import Card
from mltracker.ui.navigation import Place
from mltracker.ui.notices import Notice
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.pipeline.board import SIDE, Board
from mltracker.ui.pages.pipeline.closing import ClosingDialog
from mltracker.ui.pages.pipeline.detail import DetailPane
from mltracker.ui.pages.pipeline.filters import Filters
from mltracker.ui.pages.pipeline.table import CardTable
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.widgets.side_pane import SidePane

TABLE_ROOM = 640


class PipelinePage(Page):
    """Moves, closes, archives and tags; everything can be undone."""

    concerns = Change.APPLICATIONS | Change.INTERVIEWS | Change.PRACTICE | Change.CONTACTS | Change.SETTINGS

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._cards: list[Card] = []
        self._stages: list[StageRow] = []
        self._shown: int | None = None
        self._covered = 0
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        self._stages = applications.stages(ctx)
        self._filters.set_options(self._stages, applications.sources(ctx))
        self._cards = pipeline.cards(ctx, self._filters.filter())
        board = self._views.key == "board"
        if board:
            self._board.show_cards(self._stages, self._cards, ctx.today())
            self._board.set_closed(applications.closed_count(ctx))
            self._board.select(self._shown)
        else:
            self._table.rows.set_rows(self._cards)
        count = len(self._cards)
        self._count.setText(self.tr("{0} shown").format(count))
        none_at_all = not count and not applications.rows(ctx, applications.EVERYTHING)
        shown = 2 if none_at_all else 3 if not count else 0 if board else 1
        self._stack.setCurrentIndex(shown)
        self._bar.setVisible(not none_at_all)
        self._side.fit()
        if self._shown is not None and self._detail.isVisible():
            self._detail.show_application(self._shown)

    def open(self, place: Place) -> None:
        if place.item is not None:
            if place.item not in {card.row.id for card in self._cards}:
                self._filters.active.setChecked(False)
                self.refresh()
            self._open_detail(place.item)
            self._board.select(place.item)

    def place(self) -> Place | None:
        return Place("pipeline", self._shown if self._detail.isVisible() else None)

    def focus_search(self) -> None:
        self._filters.field.setFocus()
        self._filters.field.selectAll()

    def _build(self) -> None:
        segments = [Segment("board", self.tr("Board"), "board"), Segment("table", self.tr("Table"), "table")]
        self._views = SegmentedControl(segments, name="pipeline-views", title=self.tr("Show as"))
        self._views.set_key(self.tools.settings.text("pipeline/view", "board"))
        self._views.changed.connect(self._on_view)
        self._filters = Filters(self)
        self._filters.changed.connect(self.refresh)
        self._count = label("", tone="muted", name="pipeline-count")
        line = hbox(self._views, self._filters, self._count, spacing=12, margins=(16, 8, 16, 8))
        line.setStretch(1, 1)
        for first in (self._views, self._count):
            line.setAlignment(first, Qt.AlignmentFlag.AlignTop)
        self._count.setFixedHeight(self._views.sizeHint().height())
        self._bar = frame("bar", line)
        self._board = Board(self)
        self._board.moved.connect(self._on_moved)
        self._board.card_chosen.connect(self._on_chosen)
        self._board.card_opened.connect(self._open_detail)
        self._board.shift_requested.connect(self._on_shift)
        self._board.archive_requested.connect(self._on_archive_one)
        self._board.add_requested.connect(self._on_add_to)
        self._board.closed_opened.connect(self._on_closed_opened)
        self._table = CardTable(self, self.tools.ctx.today())
        self._table.opened.connect(self._on_row_opened)
        self._table.current_row_changed.connect(self._on_row_chosen)
        self._table.archive_requested.connect(self._on_archive_chosen)
        self._table.selectionModel().selectionChanged.connect(self._on_selection)
        self._stack = QStackedWidget(self)
        tabled = vbox(self._table, spacing=0)
        tabled.insertWidget(0, self._selection_bar())
        self._board_area = scroll_area(self._board, name="board-scroll")
        self._board_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # the room to scroll is known only after the board has been laid out
        self._board_area.horizontalScrollBar().rangeChanged.connect(self._reveal)
        self._stack.addWidget(self._board_area)
        self._stack.addWidget(frame("pane", tabled))
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._nothing())
        self._detail = DetailPane(self.tools, self)
        self._detail.closed.connect(self._on_detail_closed)
        self._detail.stage_chosen.connect(self._on_stage_chosen)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._on_detail_closed)
        left = vbox(self._bar, spacing=0)
        left.addWidget(self._stack, 1)
        main = frame("page", left)
        self._side = SidePane(main, self._detail, name="pipeline-splitter", room=self._room, head=self._bar)
        self._side.covering.connect(self._on_covering)
        self.setLayout(vbox(self._side, spacing=0))

    def _room(self) -> int:
        return self._board.room if self._views.key == "board" else TABLE_ROOM

    def _selection_bar(self) -> QFrame:
        self._chosen_count = label("", "strong", name="selection-count")
        move = Button(self.tr("Move"), name="bulk-move", size="small", arrow=True)
        archive = Button(self.tr("Archive"), name="bulk-archive", size="small", icon_name="archive")
        tag = Button(self.tr("Tag"), name="bulk-tag", size="small", icon_name="tag")
        move.clicked.connect(self._on_bulk_move)
        archive.clicked.connect(self._on_archive_chosen)
        tag.clicked.connect(self._on_bulk_tag)
        self._selected = frame(
            "selection", hbox(self._chosen_count, move, tag, archive, None, margins=(16, 6, 16, 6))
        )
        self._selected.hide()
        return self._selected

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            "pipeline",
            self.tr("No applications yet"),
            self.tr("Company and role are enough; the rest can come later."),
            name="pipeline-empty",
            button=self.tr("Add application"),
        )
        empty.pressed.connect(self._on_add)
        return empty

    def _nothing(self) -> EmptyState:
        nothing = EmptyState(
            "filter",
            self.tr("Nothing matches"),
            self.tr("Other filters show more."),
            name="pipeline-nothing",
            button=self.tr("Clear filters"),
        )
        nothing.pressed.connect(self._filters.clear)
        return nothing

    def _move(self, ids: list[int], stage: StageRow) -> None:
        """Move applications; closing asks how it ended first."""
        if stage.kind == "closed":
            names = {card.row.id: card.row.company for card in self._cards}
            what = (
                names.get(ids[0], self.tr("application"))
                if len(ids) == 1
                else self.tr("{0} applications").format(len(ids))
            )
            dialog = ClosingDialog(what, self.window())
            self._closing = (ids, stage)
            dialog.decided.connect(self._on_closing_decided)
            dialog.open()
            return
        if self.attempt(applications.move_many, self.tools.ctx, ids, stage.id) is not None:
            self._say(self.tr("Moved to {0}").format(stage.name), len(ids))

    def _on_closing_decided(self, outcome: str, note: str) -> None:
        ids, stage = self._closing
        ctx = self.tools.ctx
        if len(ids) == 1:
            closed = self.attempt(applications.close, ctx, ids[0], outcome, note=note)  # type: ignore[arg-type]
            done = closed is not None
        else:
            moved = self.attempt(applications.move_many, ctx, ids, stage.id, outcome=outcome)  # type: ignore[arg-type]
            done = moved is not None
        if done:
            self._say(self.tr("Closed"), len(ids))

    def _say(self, words: str, count: int) -> None:
        text = words if count == 1 else self.tr("{0}: {1} applications").format(words, count)
        self.tools.events.notice.emit(Notice.done(text))

    def _open_detail(self, application_id: object) -> None:
        if isinstance(application_id, int):
            self._shown = application_id
            self._detail.show_application(application_id)
            self._side.open()

    def _on_covering(self, width: object) -> None:
        if not isinstance(width, int):
            return
        self._board.cover(width)
        self._covered = width
        self._reveal()

    def _reveal(self) -> None:
        """Bring the column of the shown application out from under the pane."""
        column = self._board.frame_of(self._shown) if self._shown is not None and self._covered else None
        if column is not None:
            free = self._board_area.viewport().width() - self._covered
            bar = self._board_area.horizontalScrollBar()
            hidden = column.geometry().right() + SIDE - bar.value() - free
            bar.setValue(bar.value() + max(0, hidden))

    def _on_view(self, key: str) -> None:
        self.tools.settings.set_text("pipeline/view", key)
        self.refresh()

    def _on_moved(self, keys: object, stage_id: object) -> None:
        stage = next(stage for stage in self._stages if stage.id == stage_id)
        if isinstance(keys, list):
            self._move(keys, stage)

    def _on_chosen(self, application_id: object) -> None:
        if isinstance(application_id, int):
            self._shown = application_id
            if self._detail.isVisible():
                self._detail.show_application(application_id)
            elif self.width() >= 1_000:
                self._open_detail(application_id)

    def _on_shift(self, application_id: object, step: object) -> None:
        card = next(card for card in self._cards if card.row.id == application_id)
        place = [stage.id for stage in self._stages].index(card.row.stage_id) + int(str(step))
        if 0 <= place < len(self._stages):
            self._shown = card.row.id
            self._move([card.row.id], self._stages[place])
            self._board.focus_card(card.row.id)

    def _on_archive_one(self, application_id: object) -> None:
        if (
            isinstance(application_id, int)
            and self.attempt(applications.archive, self.tools.ctx, [application_id]) is not None
        ):
            self._say(self.tr("Archived"), 1)

    def _on_archive_chosen(self) -> None:
        ids = self._table.chosen_ids()
        if ids and self.attempt(applications.archive, self.tools.ctx, ids) is not None:
            self._say(self.tr("Archived"), len(ids))

    def _on_bulk_move(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in self._stages:
            menu.addAction(stage.name).setData(stage.id)
        menu.triggered.connect(self._on_bulk_stage)
        menu.popup(self._selected.mapToGlobal(self._selected.rect().bottomLeft()))

    def _on_bulk_stage(self, action: object) -> None:
        stage_id = action.data()  # type: ignore[attr-defined]
        self._move(self._table.chosen_ids(), next(stage for stage in self._stages if stage.id == stage_id))

    def _on_bulk_tag(self) -> None:
        ids = self._table.chosen_ids()
        text = self.tools.prompts.ask_text(self.tr("Tag"), self.tr("Tags, with commas between them"))
        names = [name.strip() for name in (text or "").split(",") if name.strip()]
        if names and self.attempt(applications.set_tags, self.tools.ctx, ids, add=names) is not None:
            self._say(self.tr("Tagged"), len(ids))

    def _on_selection(self) -> None:
        count = len(self._table.chosen_ids())
        self._selected.setVisible(count > 1)
        self._chosen_count.setText(self.tr("{0} selected").format(count))

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, Card):
            self._open_detail(row.row.id)

    def _on_row_chosen(self, row: object) -> None:
        if isinstance(row, Card) and len(self._table.chosen_ids()) < 2:
            self._on_chosen(row.row.id)

    def _on_stage_chosen(self, application_id: object, stage_id: object) -> None:
        stage = next(stage for stage in self._stages if stage.id == stage_id)
        if isinstance(application_id, int):
            self._move([application_id], stage)

    def _on_closed_opened(self) -> None:
        self._filters.active.setChecked(False)

    def _on_detail_closed(self) -> None:
        self._side.shut()

    def _on_add(self) -> None:
        self.tools.navigator.add("application")

    def _on_add_to(self, stage: str) -> None:
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self.tools, self.window(), stage=stage).open()
