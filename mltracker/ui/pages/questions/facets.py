"""The filters of the bank: values of one facet are OR, facets are AND; each value says how many it would leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from mltracker.domain.questions import CATEGORIES, CATEGORY_TITLES, QUESTION_KINDS, QuestionFilter
from mltracker.services import catalog
from mltracker.ui.delegates.cells import FacetDelegate
from mltracker.ui.models.roles import Roles
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox

VALUE = Qt.ItemDataRole.UserRole + 101
FACET = Qt.ItemDataRole.UserRole + 102
WORDS = Qt.ItemDataRole.UserRole + 103
FIRST = 6


class FacetPane(QWidget):
    """A tree of check boxes with counts."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self._model = QStandardItemModel(self)
        self._tree = QTreeView(self)
        self._tree.setObjectName("facet-tree")
        self._tree.setAccessibleName(self.tr("Filters"))
        self._tree.setModel(self._model)
        self._tree.setHeaderHidden(True)
        self._tree.setFrameShape(QFrame.Shape.NoFrame)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(0)
        self._tree.setItemDelegate(FacetDelegate(self._tree))
        self._tree.setProperty("role", "board")
        self._tree.viewport().setAutoFillBackground(False)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fill()
        self._model.itemChanged.connect(self._on_item_changed)
        self._tree.clicked.connect(self._on_clicked)
        clear = Button(self.tr("Clear"), self, name="facets-clear", kind="ghost", size="small")
        clear.clicked.connect(self._on_clear)
        layout = vbox(
            hbox(label(self.tr("Filters"), "strong"), None, clear, margins=(16, 10, 8, 4)), spacing=0
        )
        holder = hbox(self._tree, margins=(12, 0, 2, 0))  # rows leave 4 px for the ring of the focus
        layout.addLayout(holder, 1)
        self.setLayout(layout)

    def filter(self, text: str) -> QuestionFilter:
        """What is ticked, with what was typed."""
        chosen: dict[str, set[Any]] = {}
        for item in self._values():
            if item.checkState() == Qt.CheckState.Checked:
                chosen.setdefault(item.data(FACET), set()).add(item.data(VALUE))
        facets: dict[str, Any] = {facet: frozenset(values) for facet, values in chosen.items()}
        return QuestionFilter(text=text, **facets)

    def show_counts(self, counts: Mapping[str, Mapping[Any, int]]) -> None:
        """Write behind each value how many it would leave; values without any fade unless ticked."""
        blocked = self._model.blockSignals(True)  # noqa: FBT003  (Qt's own argument)
        for item in self._values():
            count = counts.get(item.data(FACET), {}).get(item.data(VALUE), 0)
            item.setData(f"{count:,}", Roles.VALUE)
            shown = count > 0 or item.checkState() == Qt.CheckState.Checked
            parent = item.parent()
            if parent is not None:
                self._tree.setRowHidden(item.row(), parent.index(), not shown)
        self._model.blockSignals(blocked)
        self._tree.viewport().update()

    def clear(self) -> None:
        """Untick everything without announcing it."""
        blocked = self._model.blockSignals(True)  # noqa: FBT003  (Qt's own argument)
        for item in self._values():
            item.setCheckState(Qt.CheckState.Unchecked)
        self._model.blockSignals(blocked)
        self._tree.viewport().update()

    def _fill(self) -> None:
        facets: tuple[tuple[str, str, list[tuple[Any, str]]], ...] = (
            (
                "states",
                self.tr("State"),
                [
                    ("new", self.tr("New")),
                    ("due", self.tr("Seen")),
                    ("weak", self.tr("Weak")),
                    ("strong", self.tr("Strong")),
                    ("asked", self.tr("Asked before")),
                ],
            ),
            ("topics", self.tr("Topic"), [(topic.slug, topic.title) for topic in catalog.topics().topics]),
            ("categories", self.tr("Category"), [(key, CATEGORY_TITLES[key]) for key in CATEGORIES]),
            (
                "kinds",
                self.tr("Kind"),
                [(kind, kind.upper() if kind == "sql" else kind.capitalize()) for kind in QUESTION_KINDS],
            ),
            (
                "difficulties",
                self.tr("Difficulty"),
                [(n, self.tr("{0} of 5").format(n)) for n in range(1, 6)],
            ),
            ("rounds", self.tr("Round"), [(entry.kind, entry.title) for entry in catalog.rounds().rounds]),
            (
                "origins",
                self.tr("Origin"),
                [
                    ("shipped", self.tr("Shipped")),
                    ("mine", self.tr("Mine")),
                    ("asked", self.tr("Kept from a debrief")),
                ],
            ),
        )
        for facet, title, values in facets:
            self._add(facet, title, values)

    def _add(self, facet: str, title: str, values: list[tuple[Any, str]]) -> None:
        head = QStandardItem(title)
        head.setToolTip(self.tr("Click to fold"))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for value, words in values:
            item = QStandardItem(words)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(value, VALUE)
            item.setData(facet, FACET)
            item.setData(words, WORDS)
            item.setToolTip(plain_tip(words))
            head.appendRow(item)
        self._model.appendRow(head)
        self._tree.setExpanded(head.index(), facet in ("states", "topics", "categories"))

    def _values(self) -> list[QStandardItem]:
        found: list[QStandardItem] = []
        for row in range(self._model.rowCount()):
            head = self._model.item(row)
            found.extend(head.child(number) for number in range(head.rowCount()))
        return found

    def _on_item_changed(self, _item: QStandardItem) -> None:
        self.changed.emit()

    def _on_clicked(self, index: object) -> None:
        item = self._model.itemFromIndex(index)  # type: ignore[arg-type]
        if item is not None and not item.isCheckable():
            self._tree.setExpanded(index, not self._tree.isExpanded(index))  # type: ignore[arg-type]

    def _on_clear(self) -> None:
        self.clear()
        self.changed.emit()
