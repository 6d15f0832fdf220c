"""Pipeline: board and table with the same filter and selection, the detail beside them."""

from __future__ import annotations

import json

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from mltracker.domain.applications import ApplicationFilter, StageRow
from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.services import applications, pipeline, views
from mltracker.services.pipeline import Card, Pipeline
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.pipeline.actions import Actions
from mltracker.ui.pages.pipeline.board import SIDE, Board
from mltracker.ui.pages.pipeline.card_menu import CardMenu
from mltracker.ui.pages.pipeline.detail import DetailPane
from mltracker.ui.pages.pipeline.filters import Filters
from mltracker.ui.pages.pipeline.selection_bar import SelectionBar
from mltracker.ui.pages.pipeline.table import CardTable
from mltracker.ui.pages.pipeline.views_menu import ViewsButton
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.widgets.side_pane import SidePane

TABLE_ROOM = 700  # px for the columns that stay, the role among them readable
BOARD, TABLE, EMPTY, NOTHING = range(4)


class PipelinePage(Page):
    """Moves, closes, archives and tags; everything can be undone."""

    concerns = (
        Change.APPLICATIONS
        | Change.INTERVIEWS
        | Change.PRACTICE
        | Change.CONTACTS
        | Change.SETTINGS
        | Change.NOTES
        | Change.REMINDERS
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._found: Pipeline | None = None
        self._searched: list[tuple[str, Card]] | None = None
        self._shown: int | None = None
        self._covered = 0
        self._build()

    @property
    def _is_board(self) -> bool:
        return self._views.key == "board"

    def refresh(self) -> None:
        found = self._found = pipeline.overview(self.tools.ctx, self._filters.filter())
        self._searched = None
        if self._filters.set_options(found.stages, found.sources, found.tags):
            found = self._found = pipeline.overview(self.tools.ctx, self._filters.filter())
        silent = sum(card.silent_days > 0 for card in found.cards)
        self._filters.set_silent(silent, found.silent_after)
        self._show()
        if self._shown is not None and self._detail.isVisible():
            self._show_detail(self._shown)

    def open(self, place: Place) -> None:
        if place.section in ("board", "table"):
            self._views.set_key(place.section)
            self._on_view(place.section)
        if place.section == "offers":
            from mltracker.ui.pages.pipeline.compare import OffersDialog

            OffersDialog(self.tools, self.window()).open()
        if place.item is None or self._found is None:
            return
        if place.item not in {card.row.id for card in self._found.cards}:
            try:
                row = applications.row(self.tools.ctx, place.item)
            except UserError:
                row = None
            archived = row is not None and row.archived_at is not None
            live = row is None or (row.outcome == "open" and not archived)
            self._filters.show_filter(ApplicationFilter(active_only=live, archived=archived))
        self._open_detail(place.item, place.section)
        self._choose([place.item])
        if isinstance(place.payload, str):
            self._detail.show_entry(place.payload)
        self._detail.enter()

    def prepare(self, place: Place) -> bool:
        if place.item is not None:
            self._shown = None  # the pane will show another one: what it shows now need not be read again
        return False

    def begins_at(self) -> QWidget | None:
        """In the list, at the application shown or else the first."""
        view = self._stack.currentIndex()
        if view == BOARD:
            return self._board.start(self._shown)
        return self._table if view == TABLE else None

    def place(self) -> Place | None:
        return Place("pipeline", self._shown if self._detail.isVisible() else None)

    def focus_search(self) -> None:
        self._filters.field.setFocus()
        self._filters.field.selectAll()

    def chosen_ids(self) -> list[int]:
        """The applications selected in the view shown."""
        return self._board.chosen_ids() if self._is_board else self._table.chosen_ids()

    def _show(self) -> None:
        """Show what was read, narrowed by the words of the filter; nothing is read for that."""
        found, wanted = self._found, self._filters.filter()
        if found is None:
            return
        cards = found.cards
        if wanted.text or wanted.silent:
            self._searched = self._searched or pipeline.searched(found.cards)
            cards = pipeline.narrowed(self._searched, wanted.text, silent=wanted.silent)
        chosen = self.chosen_ids()
        if self._is_board:
            self._board.unfold(on=not wanted.active_only)
            self._board.show_cards(found.stages, cards, self.tools.ctx.today(), found.by_stage)
        else:
            self._table.show_cards(found.stages, cards, self.tools.ctx.today())
        self._choose(chosen or ([self._shown] if self._shown is not None else []))
        self._count.setText(self.tr("{0} shown").format(f"{len(cards):,}"))
        full = BOARD if self._is_board else TABLE
        self._stack.setCurrentIndex(EMPTY if not found.total else full if cards else NOTHING)
        self._bar.setVisible(found.total > 0)
        self._saved.tell()
        self.tools.settings.set_text("pipeline/filter", json.dumps(views.plain(wanted)))
        self._side.fit()

    def _choose(self, ids: list[int]) -> None:
        (self._board if self._is_board else self._table).choose(ids, self._shown)
        self._on_selection()

    def _build(self) -> None:
        self._actions = Actions(self.tools, self)
        self._filters = Filters(self)
        self._filters.set_filter(self._remembered())
        self._filters.changed.connect(self.refresh)
        self._filters.typed.connect(self._show)
        self._bar = self._build_bar()
        self._selection = SelectionBar()
        self._selection.move_requested.connect(self._on_bulk_move)
        self._selection.requested.connect(self._on_bulk)
        self._selection.cleared.connect(self._on_selection_cleared)
        self._build_views()
        self._detail = DetailPane(self.tools, self, self.concerns)
        self._detail.closed.connect(self._on_detail_closed)
        self._detail.stage_chosen.connect(self._on_stage_chosen)
        self._detail.requested.connect(self._on_detail_requested)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._on_back)
        top = QWidget()
        top.setLayout(vbox(self._bar, self._selection, spacing=0))
        left = vbox(top, spacing=0)
        left.addWidget(self._stack, 1)
        main = frame("page", left)
        self._side = SidePane(main, self._detail, name="pipeline-splitter", room=self._room, head=top)
        self._side.covering.connect(self._on_covering)
        self.setLayout(vbox(self._side, spacing=0))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _build_bar(self) -> QWidget:
        segments = [Segment("board", self.tr("Board"), "board"), Segment("table", self.tr("Table"), "table")]
        self._views = SegmentedControl(segments, name="pipeline-views", title=self.tr("Show as"))
        self._views.set_key(self.tools.settings.text("pipeline/view", "board"))
        self._views.changed.connect(self._on_view)
        self._count = label("", tone="muted", name="pipeline-count")
        self._count.setFixedHeight(self._views.sizeHint().height())
        self._columns = Button(
            name="pipeline-columns", kind="ghost", icon_name="columns", tip=self.tr("Choose columns")
        )
        if self._is_board:
            self._columns.hide()
        self._columns.clicked.connect(self._on_columns)
        self._saved = ViewsButton(self.tools, self._filters.filter)
        self._saved.chosen.connect(self._filters.show_filter)
        right = (self._count, self._columns, self._saved)
        line = hbox(self._views, self._filters, *right, spacing=8, margins=(16, 8, 16, 8))
        line.setStretch(1, 1)
        for widget in (self._views, *right):
            line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        return frame("bar", line)

    def _build_views(self) -> None:
        self._board = Board(self)
        self._board.moved.connect(self._on_moved)
        self._board.shifted.connect(self._on_shifted)
        self._board.card_chosen.connect(self._on_chosen)
        self._board.card_opened.connect(self._on_opened)
        self._board.archive_requested.connect(self._on_archive)
        self._board.add_requested.connect(self._on_add_to)
        self._board.closed_opened.connect(self._on_closed_opened)
        self._board.closed_shut.connect(self._on_closed_shut)
        self._board.selection_changed.connect(self._on_selection)
        self._board.dragged_over.connect(self._on_dragged_over)
        self._board.menu_requested.connect(self._on_menu)
        self._board_area = scroll_area(self._board, name="board-scroll")
        self._board_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # the room to scroll is known only after the board has been laid out
        self._board_area.horizontalScrollBar().rangeChanged.connect(self._reveal)
        self._table = CardTable(self)
        self._table.opened.connect(self._on_row_opened)
        self._table.current_row_changed.connect(self._on_row_chosen)
        self._table.archive_requested.connect(self._on_archive)
        self._table.shifted.connect(self._on_shifted)
        self._table.menu_requested.connect(self._on_menu)
        self._table.selectionModel().selectionChanged.connect(self._on_selection)
        self._table.ticked.connect(self._on_selection)
        self._stack = QStackedWidget(self)
        self._table_room = vbox(self._table, spacing=0)
        for view in (self._board_area, frame("pane", self._table_room)):
            self._stack.addWidget(view)
        empty = EmptyState(
            "pipeline",
            self.tr("No applications yet"),
            self.tr("Company and role are enough; the rest can come later."),
            name="pipeline-empty",
            button=self.tr("Add application"),
        )
        empty.pressed.connect(self._on_add)
        nothing = EmptyState(
            "filter",
            self.tr("Nothing matches"),
            self.tr("Other filters show more."),
            name="pipeline-nothing",
            button=self.tr("Clear filters"),
        )
        nothing.pressed.connect(self._filters.clear)
        for state in (empty, nothing):
            self._stack.addWidget(state)

    def _remembered(self) -> ApplicationFilter:
        """The filter as it was left; anything else in its place is the usual one."""
        try:
            return views.filter_of(json.loads(self.tools.settings.text("pipeline/filter", "{}")))
        except ValueError:
            return ApplicationFilter()

    def _room(self) -> int:
        return self._board.room if self._is_board else TABLE_ROOM

    def _stage(self, stage_id: object) -> StageRow | None:
        stages = self._found.stages if self._found is not None else ()
        return next((stage for stage in stages if stage.id == stage_id), None)

    def _open_detail(self, application_id: object, tab: str = "") -> None:
        if isinstance(application_id, int):
            self._shown = application_id
            self._show_detail(application_id, tab)
            self._side.open()

    def _show_detail(self, application_id: int, tab: str = "") -> None:
        self._detail.show_application(application_id, tab)
        cards = self._found.cards if self._found is not None else []
        card = next((card for card in cards if card.row.id == application_id), None)
        stage = self._stage(card.row.stage_id) if card is not None else None
        # what is filtered out is closed, or not asked for
        silent_days = card.silent_days if card is not None else 0
        self._detail.show_state(hue=stage.hue if stage else "", silent_days=silent_days)

    def _on_opened(self, application_id: object) -> None:
        """Opened by Enter or a double click: the keyboard goes along."""
        self._open_detail(application_id)
        self._detail.enter()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What the keyboard comes to must not lie under the pane."""
        if self._covered and now is not None and self._board.isAncestorOf(now):
            self._uncover(self._board.frame_around(now))

    def _on_covering(self, width: object) -> None:
        if not isinstance(width, int):
            return
        self._board.cover(width)
        # no column ends under the pane: the table leaves out what it has no room for
        self._table_room.setContentsMargins(0, 0, width, 0)
        self._covered = width
        self._reveal()

    def _reveal(self) -> None:
        """Bring the column of the shown application out from under the pane."""
        if self._shown is not None and self._covered:
            self._uncover(self._board.frame_of(self._shown))

    def _reveal_closed(self) -> None:
        self._uncover(self._board.closed_frame)

    def _uncover(self, column: QWidget | None) -> None:
        if column is not None:
            free = self._board_area.viewport().width() - self._covered
            bar = self._board_area.horizontalScrollBar()
            hidden = column.geometry().right() + SIDE - bar.value() - free
            passed = column.geometry().left() - SIDE - bar.value()
            bar.setValue(bar.value() + (max(0, hidden) or min(0, passed)))

    def _on_dragged_over(self, column: object) -> None:
        if isinstance(column, QWidget):
            self._board_area.ensureWidgetVisible(column, SIDE, 0)

    def _on_view(self, key: str) -> None:
        chosen = self._table.chosen_ids() if key == "board" else self._board.chosen_ids()
        self.tools.settings.set_text("pipeline/view", key)
        self._columns.setVisible(key == "table")
        self._show()
        self._choose(chosen)

    def _on_columns(self) -> None:
        self._table.open_column_menu(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _on_moved(self, keys: object, stage_id: object) -> None:
        stage = self._stage(stage_id)
        if isinstance(keys, list) and stage is not None:
            self._actions.move(keys, stage)

    def _on_shifted(self, keys: object, stage_id: object) -> None:
        stage = self._stage(stage_id)
        if isinstance(keys, list) and keys and stage is not None:
            self._shown = self._shown if self._shown in keys else keys[0]
            self._actions.move(keys, stage)
            if self._is_board:
                self._board.focus_card(self._shown or 0)

    def _on_stage_chosen(self, application_id: object, stage_id: object) -> None:
        stage = self._stage(stage_id)
        if isinstance(application_id, int) and stage is not None:
            self._actions.move([application_id], stage)

    def _on_detail_requested(self, what: str) -> None:
        if self._shown is not None:
            self._actions.run(what, [self._shown])

    def _on_menu(self, place: object) -> None:
        ids = self.chosen_ids()
        if ids and self._found is not None and isinstance(place, QPoint):
            archived = self._filters.archived.isChecked()
            menu = CardMenu(self, self._found.stages, count=len(ids), archived=archived)
            menu.move_requested.connect(self._on_bulk_move)
            menu.requested.connect(self._on_bulk)
            menu.popup(place)

    def _on_bulk_move(self, stage_id: object) -> None:
        stage = self._stage(stage_id)
        if stage is not None:
            self._actions.move(self.chosen_ids(), stage)

    def _on_bulk(self, what: str) -> None:
        if what == "open":
            self._on_opened(self.chosen_ids()[0])
        else:
            self._actions.run(what, self.chosen_ids())

    def _on_archive(self, ids: object) -> None:
        if isinstance(ids, list):
            self._actions.run("restore" if self._filters.archived.isChecked() else "archive", ids)

    def _on_chosen(self, application_id: object) -> None:
        if not isinstance(application_id, int):
            return
        self._shown = application_id
        if self._detail.isVisible():
            self._show_detail(application_id)
        elif self.width() >= 1_000:
            self._open_detail(application_id)

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, Card):
            self._on_opened(row.row.id)

    def _on_row_chosen(self, row: object) -> None:
        if isinstance(row, Card) and len(self._table.chosen_ids()) < 2:
            self._on_chosen(row.row.id)

    def _on_selection(self) -> None:
        if self._found is None:
            return
        shown = self._selection.isVisible()
        self._selection.show_selection(
            len(self.chosen_ids()),
            self._found.stages,
            archived=self._filters.archived.isChecked(),
            ticked=self._table.is_ticking and not self._is_board,
        )
        if self._selection.isVisible() is not shown:
            # the pane that may lie over the list begins below the bar
            self._side.fit_soon()

    def _on_selection_cleared(self) -> None:
        self._choose([])

    def _on_back(self) -> None:
        """Escape lets the selection go first, then closes the detail."""
        if not self._selection.isHidden():
            self._choose([])
        else:
            self._on_detail_closed()

    def _on_closed_opened(self) -> None:
        self._filters.show_closed(on=True)
        # the column has its room only after the board has been laid out
        QTimer.singleShot(0, self, self._reveal_closed)

    def _on_closed_shut(self) -> None:
        self._filters.show_closed(on=False)

    def _on_detail_closed(self) -> None:
        focus, start = QApplication.focusWidget(), self.begins_at()
        if start is not None and focus is not None and self._detail.isAncestorOf(focus):
            start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._side.shut()

    def _on_add(self) -> None:
        self.tools.navigator.add("application")

    def _on_add_to(self, stage: str) -> None:
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self.tools, self.window(), stage=stage).open()
