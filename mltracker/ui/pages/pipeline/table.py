"""The table: sorted by any column, several rows at once for bulk changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from mltracker.domain.applications import ROLE_FAMILY_TITLES, StageRow
from mltracker.services.pipeline import Card
from mltracker.ui import explain
from mltracker.ui.delegates.cells import BadgeDelegate, ReadinessDelegate, TickDelegate
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.pages.pipeline import faces
from mltracker.ui.pages.pipeline.column import STEPS
from mltracker.ui.widgets.views import TableView
from mltracker.ui.words import day, inside, outcome_words, tr


class CardTable(TableView):
    """Applications as rows."""

    archive_requested = Signal(object)
    shifted = Signal(object, object)
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name="pipeline-table", title=tr("Applications"))
        self._today = date.min
        self._shown: tuple[date, list[StageRow], list[Card]] = (date.min, [], [])
        self._stages: dict[int, StageRow] = {}
        self._filling = False
        self.rows: RowsModel[Card] = RowsModel(self._columns(), _key, self)
        self.set_rows_model(self.rows, sort="stage")
        self.tick_column = 0
        self.set_delegate("tick", TickDelegate(self))
        self.set_delegate("stage", BadgeDelegate(self))
        self.set_delegate("readiness", ReadinessDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_head_menu)

    def show_cards(self, stages: Sequence[StageRow], cards: list[Card], today: date) -> None:
        """Show applications; a row that leaves puts the cursor on its neighbor, which nobody has chosen."""
        if (today, list(stages), cards) == self._shown:
            return  # nothing to order and draw anew
        self._shown = (today, list(stages), list(cards))
        self._today, self._stages = today, {stage.id: stage for stage in stages}
        self._filling = True
        self.rows.set_rows(cards)
        self._filling = False

    def chosen_ids(self) -> list[int]:
        """The applications selected."""
        return [card.row.id for card in self.chosen_rows() if isinstance(card, Card)]

    def choose(self, ids: Sequence[int], current: int | None = None) -> None:
        """Select these applications and no others, without telling; the cursor goes to the current one."""
        picked, flags = QItemSelection(), QItemSelectionModel.SelectionFlag
        self.is_ticking = self.is_ticking and bool(ids)
        for key in ids:
            index = self.rows.index_of(key)
            if index.isValid():
                picked.select(index, index)
        cursor = self.rows.index_of(current)
        self._filling = True
        self.selectionModel().select(picked, flags.ClearAndSelect | flags.Rows)
        if cursor.isValid():
            self.selectionModel().setCurrentIndex(cursor, flags.NoUpdate)
            self.scrollTo(cursor)
        self._filling = False

    def open_column_menu(self, place: QPoint) -> None:
        """Let the user choose which columns are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in self.rows.columns[2:]:
            chosen = self.is_chosen(column.key)
            no_room = chosen and self.isColumnHidden(self.rows.column_of(column.key))
            action = menu.addAction(tr("{0} (no room now)").format(column.title) if no_room else column.title)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.setData(column.key)
        menu.triggered.connect(self._on_column_toggled)
        menu.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.chosen_ids():
            self.archive_requested.emit(self.chosen_ids())
            return
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._shift(step)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, keys = self.currentIndex(), event.reason() is QContextMenuEvent.Reason.Keyboard
        if index.isValid() and (keys or self.indexAt(event.pos()).isValid()):
            spot = self.visualRect(index).center()
            self.menu_requested.emit(self.viewport().mapToGlobal(spot) if keys else event.globalPos())

    def _shift(self, step: int) -> None:
        """As on the board: all that is chosen goes where the row under the cursor goes, one stage on or back."""
        current = self.current_row()
        meant = [card for card in self.chosen_rows() or [current] if isinstance(card, Card)]
        if not meant:
            return
        leads = next((card for card in meant if card == current), meant[0])
        places = list(self._stages)
        place = places.index(leads.row.stage_id) + step
        if 0 <= place < len(places):
            self.shifted.emit([card.row.id for card in meant], places[place])

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        if not self._filling:
            super()._on_current_changed(current, before)

    def _on_head_menu(self, position: QPoint) -> None:
        self.open_column_menu(self.horizontalHeader().mapToGlobal(position))

    def _on_column_toggled(self, action: object) -> None:
        self.choose_column(action.data(), on=action.isChecked())  # type: ignore[attr-defined]

    def _columns(self) -> list[Column[Card]]:
        return [
            Column("tick", "", text=_company, width=40),
            Column("company", tr("Company"), text=_company, width=160),
            Column("role", tr("Role"), text=_role, width=0),
            Column("stage", tr("Stage"), text=_stage, sort=self._stage_order, value=self._badge, width=130),
            Column(
                "event", tr("Next"), text=self._event, sort=_event_at, icon=_event_icon, width=224, rank=1
            ),
            Column(
                "readiness",
                tr("Readiness"),
                text=_nothing,
                sort=_mean,
                value=_bar,
                spoken=_spoken,
                width=150,
                rank=2,
            ),
            Column(
                "priority",
                tr("Priority"),
                text=_priority,
                sort=_priority_value,
                align="right",
                width=76,
                rank=5,
            ),
            Column("days", tr("In stage"), text=_days, sort=_days_value, align="right", width=84, rank=3),
            Column(
                "applied", tr("Applied"), text=_applied, sort=_applied_on, align="right", width=104, rank=4
            ),
            Column(
                "follow-up",
                tr("Follow-up"),
                text=self._follow_up,
                sort=_follow_up_on,
                icon=self._follow_up_icon,
                tone=self._follow_up_tone,
                width=120,
                hidden=True,
                rank=6,
            ),
            Column("source", tr("Source"), text=_source, width=110, rank=6),
            Column("outcome", tr("Outcome"), text=_outcome, width=128, hidden=True, rank=7),
            Column("family", tr("Kind of role"), text=_family, width=120, hidden=True, rank=8),
            Column("location", tr("Location"), text=_location, width=120, hidden=True, rank=9),
            Column("tags", tr("Tags"), text=_tags, width=120, hidden=True, rank=10),
        ]

    def _stage_order(self, card: Card) -> tuple[int, int]:
        stage = self._stages.get(card.row.stage_id)
        return (-stage.position if stage else 0, -card.row.priority)

    def _badge(self, card: Card) -> tuple[str, str, str]:
        stage = self._stages.get(card.row.stage_id)
        return card.row.stage_kind, card.row.stage, stage.hue if stage else ""

    def _event(self, card: Card) -> str:
        if faces.speaks_of_silence(card):
            return faces.silence_words(card.silent_days)
        return faces.event_words(card.event, self._today)

    def _is_due(self, card: Card) -> bool:
        return card.row.follow_up_on is not None and card.row.follow_up_on <= self._today

    def _follow_up(self, card: Card) -> str:
        on = card.row.follow_up_on
        return "" if on is None else tr("today") if on == self._today else day(on, self._today)

    def _follow_up_icon(self, card: Card) -> tuple[str, str] | None:
        return ("bell", "warn") if self._is_due(card) else None

    def _follow_up_tone(self, card: Card) -> str:
        return "warn" if self._is_due(card) else "text"


def _key(card: Card) -> int:
    return card.row.id


def _nothing(_card: Card) -> str:
    return ""


def _company(card: Card) -> str:
    return card.row.company


def _role(card: Card) -> str:
    return card.row.role_title


def _stage(card: Card) -> str:
    ended = inside(outcome_words(card.row.outcome))
    return f"{card.row.stage}, {ended}" if ended else card.row.stage


def _outcome(card: Card) -> str:
    return outcome_words(card.row.outcome)


def _event_icon(card: Card) -> tuple[str, str] | None:
    name = "clock" if faces.speaks_of_silence(card) else faces.event_icon(card.event)
    return (name, "muted") if name else None


def _event_at(card: Card) -> str | None:
    at = card.event.at
    if at is None:
        return None
    return (at.date() if isinstance(at, datetime) else at).isoformat() + str(at)


def _mean(card: Card) -> float | None:
    return card.readiness.mean if card.readiness else None


def _bar(card: Card) -> object:
    return explain.bar(card.readiness, target=False) if card.readiness else None


def _spoken(card: Card) -> str:
    return explain.bar(card.readiness).spoken if card.readiness else ""


def _priority(card: Card) -> str:
    return str(card.row.priority)


def _priority_value(card: Card) -> int:
    return card.row.priority


def _days(card: Card) -> str:
    return faces.days_words(card.days_in_stage)


def _days_value(card: Card) -> int:
    return card.days_in_stage


def _applied(card: Card) -> str:
    return day(card.row.applied_on) if card.row.applied_on else ""


def _applied_on(card: Card) -> date | None:
    return card.row.applied_on


def _follow_up_on(card: Card) -> date | None:
    return card.row.follow_up_on


def _source(card: Card) -> str:
    return card.row.source


def _family(card: Card) -> str:
    return ROLE_FAMILY_TITLES.get(card.row.role_family, card.row.role_family)


def _location(card: Card) -> str:
    return card.row.location


def _tags(card: Card) -> str:
    return ", ".join(card.row.tags)
