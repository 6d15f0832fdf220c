"""Choosing among kept documents which went to an application."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QWidget

from mltracker.domain.documents import KIND_TITLES, DocumentRow, size_words
from mltracker.services import documents
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.documents import DocumentDesk
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import day, home_zone

TALL, LINE, LEAST = 320, 50, 140


class ChooseDocuments(Dialog):
    """Every document in every version, the latest first; several can be chosen."""

    def __init__(self, tools: PageTools, desk: DocumentDesk, application_id: int, parent: QWidget) -> None:
        super().__init__(
            self.tr("Choose documents"),
            parent,
            name="choose-documents",
            text=self.tr("Which of the documents you keep went to this application?"),
            wide=True,
        )
        self._desk, self._application_id = desk, application_id
        here = {row.id for row in documents.of_application(tools.ctx, application_id)}
        self._rows = [row for row in documents.rows(tools.ctx) if row.id not in here]
        self._today = tools.ctx.today()
        self._field = search_field("choose-documents-search", self.tr("Filter by words"))
        self._field.textChanged.connect(self._on_filter)
        self._model = FaceListModel(self)
        self._list = ListView(self, name="choose-documents-list", title=self.tr("Documents"))
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setModel(self._model)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        height = max(LEAST, min(TALL, LINE * len(self._rows)))
        self._list.setFixedHeight(height)
        self._list.opened.connect(self._on_opened)
        self._empty = EmptyState(
            "document", self.tr("Nothing to choose"), "", self, name="choose-documents-empty"
        )
        self._empty.setFixedHeight(height)
        for part in (self._field, self._list, self._empty):
            self.body.addWidget(part)
        self._ok = self.add_ok_cancel(self.tr("Add"))
        self._ok.clicked.connect(self._on_ok)
        self._list.selectionModel().selectionChanged.connect(self._on_selection)
        self._fill()
        (self._field if self._rows else self._empty).setFocus()

    def _fill(self) -> None:
        words = self._field.text().casefold().split()
        entries: list[tuple[DocumentRow | None, RowFace]] = []
        for row in self._rows:
            text = f"{row.name} {KIND_TITLES[row.kind]} {row.original_name}".casefold()
            if all(word in text for word in words):
                added = day(row.added_at.astimezone(home_zone()).date(), self._today)
                details = (KIND_TITLES[row.kind], self.tr("added {0}").format(added), size_words(row.size))
                entries.append((row, RowFace(row.name, details, icon="document")))
        self._model.set_entries(entries)
        self._list.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        self._empty.set_text(
            self.tr("Nothing matches") if self._rows else self.tr("Nothing to choose"),
            self.tr("Fewer words show more.")
            if self._rows
            else self.tr("Every document you keep is in the list already. Add a file instead."),
        )
        if entries:
            self._list.setCurrentIndex(self._model.first())
        self._ok.setEnabled(bool(entries))

    def _chosen(self) -> list[DocumentRow]:
        indexes = self._list.selectionModel().selectedIndexes()
        return [row for row in (index.data(Roles.ROW) for index in indexes) if isinstance(row, DocumentRow)]

    def _on_filter(self, _text: str) -> None:
        self._fill()

    def _on_selection(self) -> None:
        self._ok.setEnabled(bool(self._chosen()))

    def _on_opened(self, row: object) -> None:
        if isinstance(row, DocumentRow):
            self._take([row])

    def _on_ok(self) -> None:
        self._take(self._chosen())

    def _take(self, rows: list[DocumentRow]) -> None:
        if rows:
            self._desk.link(self._application_id, rows)
            self.accept()
