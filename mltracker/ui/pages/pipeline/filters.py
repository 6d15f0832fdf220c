"""What both views leave in: chips and a text field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.applications import (
    CLOSING_OUTCOMES,
    ROLE_FAMILIES,
    ROLE_FAMILY_TITLES,
    ApplicationFilter,
    StageRow,
)
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import search_field


class Filters(QWidget):
    """Keeps the filter; `changed` when a person changes it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pipeline-filters")
        self._chosen: dict[str, set[object]] = {}
        self._options: dict[str, list[tuple[object, str]]] = {}
        self.active = FilterChip(self.tr("Active only"), self, name="filter-active")
        self.active.setChecked(True)
        self.due = FilterChip(self.tr("Follow-up due"), self, name="filter-due", icon_name="bell")
        self._menus: dict[str, tuple[FilterChip, str]] = {}
        self.field = search_field("pipeline-search", self.tr("Filter by words"))
        self.field.setFixedWidth(168)
        self.field.textChanged.connect(self._on_changed)
        flow = FlowLayout(self, spacing=8, line_height=32)
        flow.addWidget(self.active)
        for key, title in (
            ("stage_ids", self.tr("Stage")),
            ("role_families", self.tr("Kind of role")),
            ("sources", self.tr("Source")),
            ("outcomes", self.tr("Outcome")),
        ):
            chip = FilterChip(title, self, name=f"filter-{key}", checkable=False, opens_menu=True)
            chip.setProperty("facet", key)
            chip.clicked.connect(self._on_menu)
            self._menus[key] = (chip, title)
            flow.addWidget(chip)
        flow.addWidget(self.due)
        flow.addWidget(self.field)
        self.active.toggled.connect(self._on_changed)
        self.due.toggled.connect(self._on_changed)

    def set_options(self, stages: Sequence[StageRow], sources: Sequence[str]) -> None:
        """What can be chosen."""
        self._options = {
            "stage_ids": [(stage.id, stage.name) for stage in stages],
            "role_families": [(family, ROLE_FAMILY_TITLES[family]) for family in ROLE_FAMILIES],
            "sources": [(source, source) for source in sources],
            "outcomes": [(outcome, outcome.capitalize()) for outcome in CLOSING_OUTCOMES],
        }

    def filter(self) -> ApplicationFilter:
        """The filter as it stands."""
        chosen: Mapping[str, frozenset[object]] = {
            key: frozenset(values) for key, values in self._chosen.items()
        }
        wants_closed = bool(chosen.get("outcomes"))
        return ApplicationFilter(
            active_only=self.active.isChecked() and not wants_closed,
            follow_up_due=self.due.isChecked(),
            text=self.field.text(),
            **chosen,  # type: ignore[arg-type]
        )

    def clear(self) -> None:
        """Leave everything in that is live."""
        self._chosen = {}
        self.field.clear()
        self.due.setChecked(False)
        self.active.setChecked(True)
        self._mark()
        self.changed.emit()

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_menu(self) -> None:
        chip = self.sender()
        if not isinstance(chip, QWidget):
            return
        key = str(chip.property("facet"))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self._options.get(key, []):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value in self._chosen.get(key, set()))
            action.setData((key, value))
        menu.triggered.connect(self._on_chosen)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _on_chosen(self, action: object) -> None:
        key, value = action.data()  # type: ignore[attr-defined]
        chosen = self._chosen.setdefault(key, set())
        chosen.symmetric_difference_update({value})
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for key, (chip, title) in self._menus.items():
            count = len(self._chosen.get(key, ()))
            chip.setText(f"{title} {count}" if count else title)
            chip.set_active(count > 0)
