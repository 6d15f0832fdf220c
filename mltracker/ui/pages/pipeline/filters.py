"""What both views leave in: chips and a text field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.applications import (
    CLOSING_OUTCOMES,
    ROLE_FAMILIES,
    ROLE_FAMILY_TITLES,
    ApplicationFilter,
    StageRow,
)
from mltracker.ui.text import menu_text
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.choice_popup import ChoicePopup
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import search_field
from mltracker.ui.words import outcome_words

MENU_HOLDS = 12
FACETS = ("stage_ids", "role_families", "sources", "tags", "outcomes")


class Filters(QWidget):
    """Keeps the filter. `changed` when a person changes it; `typed` when only its words changed."""

    changed = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pipeline-filters")
        self._chosen: dict[str, set[object]] = {key: set() for key in FACETS}
        self._options: dict[str, list[tuple[object, str]]] = {}
        self._build()
        self.set_filter(ApplicationFilter())
        for chip in (self.active, self.archived, self._due, self._silent):
            chip.clicked.connect(self._on_chip)
        self.field.textChanged.connect(self.typed)

    def _build(self) -> None:
        self.active = FilterChip(self.tr("Active only"), self, name="filter-active")
        self.archived = FilterChip(self.tr("Archived"), self, name="filter-archived", icon_name="archive")
        self._due = FilterChip(self.tr("Follow-up due"), self, name="filter-due", icon_name="bell")
        self._silent = FilterChip("", self, name="filter-silent", icon_name="clock")
        self._silent.hide()
        self.archived.hide()
        self.field = search_field("pipeline-search", self.tr("Filter by words"))
        self.field.setFixedWidth(152)
        titles = (
            self.tr("Stage"),
            self.tr("Role"),
            self.tr("Source"),
            self.tr("Tag"),
            self.tr("Outcome"),
        )
        flow = FlowLayout(self, spacing=8, line_height=32)
        flow.addWidget(self.active)
        self._menus: dict[str, tuple[FilterChip, str]] = {}
        for key, title in zip(FACETS, titles, strict=True):
            chip = FilterChip(title, self, name=f"filter-{key}", checkable=False, opens_menu=True)
            chip.setProperty("facet", key)
            chip.clicked.connect(self._on_menu)
            self._menus[key] = (chip, title)
            flow.addWidget(chip)
        for widget in (self._due, self.archived, self._silent, self.field):
            flow.addWidget(widget)

    def set_options(self, stages: Sequence[StageRow], sources: Iterable[str], tags: Iterable[str]) -> bool:
        """What can be chosen. Whether stages were let go because they are not there any more: then it is another filter."""
        self._options = {
            "stage_ids": [(stage.id, stage.name) for stage in stages],
            "role_families": [(family, ROLE_FAMILY_TITLES[family]) for family in ROLE_FAMILIES],
            "sources": [(source, source) for source in sources],
            "tags": [(tag, tag) for tag in tags],
            "outcomes": [(outcome, outcome_words(outcome)) for outcome in CLOSING_OUTCOMES],
        }
        before = len(self._chosen["stage_ids"])
        self._chosen["stage_ids"] &= {stage.id for stage in stages}
        self._mark()
        return len(self._chosen["stage_ids"]) < before

    def set_silent(self, count: int, days: int) -> None:
        """How many applications nothing was heard of for so many days: a quiet suggestion while there are any."""
        self._silent.setText(self.tr("{0} silent for {1} days").format(f"{count:,}", days))
        self._silent.setVisible(count > 0 or self._silent.isChecked())

    def filter(self) -> ApplicationFilter:
        """The filter as it stands."""
        active, archived = self.active.isChecked(), self.archived.isChecked()
        chosen = {key: frozenset(values) for key, values in self._chosen.items()}
        return ApplicationFilter(
            active_only=active,
            archived=True if archived else None if chosen["outcomes"] else False,
            follow_up_due=self._due.isChecked(),
            silent=self._silent.isChecked(),
            text=self.field.text(),
            **chosen,  # type: ignore[arg-type]
        )

    def set_filter(self, wanted: ApplicationFilter) -> None:
        """Show a filter without telling."""
        blocked = QSignalBlocker(self.field)
        self.field.setText(wanted.text)
        blocked.unblock()
        self._chosen = {key: set(getattr(wanted, key)) for key in FACETS}
        self.archived.setChecked(wanted.archived is True)
        self.archived.setVisible(wanted.archived is True)
        self.active.setChecked(wanted.active_only)
        self._due.setChecked(wanted.follow_up_due)
        self._silent.setChecked(wanted.silent)
        self._silent.setVisible(wanted.silent or not self._silent.isHidden())
        self._mark()

    def show_filter(self, wanted: ApplicationFilter) -> None:
        """Show a filter and tell."""
        self.set_filter(wanted)
        self.changed.emit()

    def show_closed(self, *, on: bool) -> None:
        """Leave closed ones in, or only live ones."""
        self.active.setChecked(not on)
        self.archived.setChecked(False)
        self.archived.hide()
        if not on:
            self._chosen["outcomes"].clear()
            self._mark()
        self.changed.emit()

    def clear(self) -> None:
        """Leave everything in that is live."""
        self.show_filter(ApplicationFilter())

    def _on_chip(self) -> None:
        chip = self.sender()
        # what is live and what is archived exclude each other; the archive is come to by the views
        if chip is self.archived:
            self.active.setChecked(True)
            self.archived.hide()
        elif chip is self.active and self.active.isChecked():
            self.archived.setChecked(False)
            self.archived.hide()
            self._chosen["outcomes"].clear()
            self._mark()
        self.changed.emit()

    def _on_menu(self) -> None:
        chip = self.sender()
        if not isinstance(chip, FilterChip):
            return
        key = str(chip.property("facet"))
        options, chosen = self._options.get(key, []), self._chosen[key]
        known = {value for value, _ in options}
        options = options + [(value, str(value)) for value in sorted(map(str, chosen - known))]
        if len(options) > MENU_HOLDS:
            popup = ChoicePopup(options, chosen, self, name=f"choices-{key}", title=self._menus[key][1])
            popup.setProperty("facet", key)
            popup.toggled.connect(self._on_toggled)
            popup.open_below(chip)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in options:
            action = menu.addAction(menu_text(words))
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.setData((key, value))
        if not options:
            menu.addAction(self.tr("Nothing to choose from yet")).setEnabled(False)
        menu.triggered.connect(self._on_chosen)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _on_chosen(self, action: object) -> None:
        key, value = action.data()  # type: ignore[attr-defined]
        self._toggle(key, value)

    def _on_toggled(self, value: object) -> None:
        self._toggle(str(self.sender().property("facet")), value)

    def _toggle(self, key: str, value: object) -> None:
        self._chosen[key].symmetric_difference_update({value})
        if key == "outcomes" and not self.archived.isChecked():
            # only what is closed has an outcome
            self.active.setChecked(not self._chosen[key])
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for key, (chip, title) in self._menus.items():
            count = len(self._chosen[key])
            chip.setText(f"{title} {count}" if count else title)
            chip.set_active(count > 0)
