"""The table: sorted by any column, several rows at once for bulk changes."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from mltracker.domain.applications import ROLE_FAMILY_TITLES
from mltracker.services.pipeline import Card
from mltracker.ui import explain
from mltracker.ui.delegates.cells import BadgeDelegate, ReadinessDelegate
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.pages.pipeline import faces
from mltracker.ui.widgets.views import TableView
from mltracker.ui.words import day, tr


class CardTable(TableView):
    """Applications as rows."""

    archive_requested = Signal()

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, name="pipeline-table", title=tr("Applications"))
        self.rows: RowsModel[Card] = RowsModel(_columns(today), _key, self)
        self.set_rows_model(self.rows, sort="stage")
        self.set_delegate("stage", BadgeDelegate(self))
        self.set_delegate("readiness", ReadinessDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_head_menu)

    def chosen_ids(self) -> list[int]:
        """The applications selected."""
        return [card.row.id for card in self.chosen_rows() if isinstance(card, Card)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.chosen_ids():
            self.archive_requested.emit()
            return
        super().keyPressEvent(event)

    def _on_head_menu(self, position: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in self.rows.columns[1:]:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(self.is_chosen(column.key))
            action.setData(column.key)
        menu.triggered.connect(self._on_column_toggled)
        menu.popup(self.horizontalHeader().mapToGlobal(position))  # type: ignore[call-overload]

    def _on_column_toggled(self, action: object) -> None:
        self.choose_column(action.data(), on=action.isChecked())  # type: ignore[attr-defined]


def _key(card: Card) -> int:
    return card.row.id


def _columns(today: date) -> list[Column[Card]]:
    def event(card: Card) -> str:
        return faces.event_words(card.event, today)

    return [
        Column("company", tr("Company"), text=_company, width=160),
        Column("role", tr("Role"), text=_role, width=0),
        Column("stage", tr("Stage"), text=_stage, sort=_stage_order, value=_badge, width=130),
        Column("event", tr("Next"), text=event, sort=_event_at, width=190),
        Column(
            "readiness", tr("Readiness"), text=_nothing, sort=_mean, value=_bar, spoken=_spoken, width=150
        ),
        Column(
            "priority", tr("Priority"), text=_priority, sort=_priority_value, align="right", width=76, rank=3
        ),
        Column("days", tr("In stage"), text=_days, sort=_days_value, align="right", width=84, rank=1),
        Column("applied", tr("Applied"), text=_applied, sort=_applied_value, align="right", width=96, rank=2),
        Column("source", tr("Source"), text=_source, width=110, rank=4),
        Column("family", tr("Kind of role"), text=_family, width=120, hidden=True, rank=5),
        Column("location", tr("Location"), text=_location, width=120, hidden=True, rank=6),
        Column("tags", tr("Tags"), text=_tags, width=120, hidden=True, rank=7),
    ]


def _nothing(_card: Card) -> str:
    return ""


def _company(card: Card) -> str:
    return card.row.company


def _role(card: Card) -> str:
    return card.row.role_title


def _stage(card: Card) -> str:
    return card.row.stage if card.row.outcome == "open" else f"{card.row.stage}, {card.row.outcome}"


def _stage_order(card: Card) -> tuple[int, int]:
    return (-card.row.stage_id, -card.row.priority)


def _badge(card: Card) -> tuple[str, str]:
    return card.row.stage_kind, card.row.stage


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


def _applied_value(card: Card) -> date | None:
    return card.row.applied_on


def _source(card: Card) -> str:
    return card.row.source


def _family(card: Card) -> str:
    return ROLE_FAMILY_TITLES.get(card.row.role_family, card.row.role_family)


def _location(card: Card) -> str:
    return card.row.location


def _tags(card: Card) -> str:
    return ", ".join(card.row.tags)
