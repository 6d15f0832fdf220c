"""Documents: every file that is kept, in its versions, with where each went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mltracker.domain.documents import KIND_TITLES, DocumentRow, Sent, size_words
from mltracker.services import documents
from mltracker.services.documents import Versions
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.documents import DocumentDesk, gone_sign
from mltracker.ui.editors.document_editor import DocumentEditor
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.shelf import Shelf, Shelved
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.words import day, home_zone, tr

ENTRIES = (("open", "Open"), ("copy", "Save a copy…"), ("edit", "Edit…"), ("delete", "Delete"))


class DocumentsShelf(Shelf):
    """A document by its title at the left, its versions and where they went at the right."""

    name = "documents"

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools, self.tr("Search documents"), self.tr("Documents"))
        self._desk = DocumentDesk(tools, self)
        self._desk.refused.connect(self._on_refused)
        self._versions: Versions | None = None
        self._chosen: DocumentRow | None = None

    def show_item(self, item: int) -> None:
        """Bring a document into view by any of its versions."""
        for entry in self._entries:
            if item in {version.id for version in entry.row.versions}:
                super().show_item(entry.id)

    def _buttons(self) -> list[Button]:
        add = Button(self.tr("Add a file"), name="documents-add", size="small", icon_name="add")
        add.clicked.connect(self._on_add)
        return [add]

    def _read(self) -> Sequence[Shelved]:
        found = []
        for kept in documents.library(self.tools.ctx):
            latest, first = kept.versions[0], kept.versions[-1]
            count = len(kept.versions)
            kind = KIND_TITLES[kept.kind]
            count_words = tr("%n versions", count) if count > 1 else latest.version_label
            details = (kind if kind != kept.title else "", count_words)
            sent = len({place.application_id for place in kept.sent})
            note = tr("sent to %n applications", sent) if sent > 1 else self.tr("sent once") if sent else ""
            face = RowFace(kept.title, tuple(filter(None, details)), icon="document", note=note)
            words = [kept.title, KIND_TITLES[kept.kind]]
            words += [f"{row.version_label} {row.original_name}" for row in kept.versions]
            words += [place.company for place in kept.sent]
            found.append(Shelved(first.id, kept, face, " ".join(words)))
        return found

    def _nothing(self) -> QWidget:
        made = EmptyState(
            "document",
            self.tr("No documents yet"),
            self.tr("Keep your resume and letters here, and see which version went where."),
            name="no-documents",
            button=self.tr("Add a file"),
            button_icon="add",
        )
        made.pressed.connect(self._on_add)
        return made

    def _content(self, row: Versions, column: QVBoxLayout) -> None:
        self._versions = row
        column.addWidget(label(row.title, "title", wrap=True, selectable=True, name="document-shown"))
        if KIND_TITLES[row.kind] != row.title:
            column.addWidget(label(KIND_TITLES[row.kind], "muted"))
        column.addWidget(label(self.tr("Versions"), "strong"))
        card = Card(name="document-versions", flush=True)
        for version in row.versions:
            card.add_row(self._version(version))
        column.addWidget(card)
        column.addWidget(label(self.tr("Sent to"), "strong"))
        sent = Card(name="document-sent", flush=True)
        names = {version.id: version.version_label for version in row.versions}
        for place in row.sent:
            sent.add_row(self._place(place, names[place.document_id]))
        if not row.sent:
            sent.add_row(
                EmptyState(
                    "pipeline",
                    self.tr("Not sent yet"),
                    self.tr("Add it in the Documents tab of an application."),
                    name="document-not-sent",
                )
            )
        column.addWidget(sent)

    def _version(self, row: DocumentRow) -> LinkRow:
        added = day(row.added_at.astimezone(home_zone()).date(), self.tools.ctx.today())
        detail = " · ".join((self.tr("added {0}").format(added), size_words(row.size), row.original_name))
        gone = gone_sign(self.tools.ctx, row)
        line = LinkRow(row.name, detail, name=f"version-{row.id}", icon_name="document", sign=gone)
        line.keep_end()
        line.setProperty("item", row.id)
        line.clicked.connect(self._on_open)
        more = Button(
            name=f"version-more-{row.id}",
            kind="ghost",
            size="small",
            icon_name="more",
            tip=self.tr("More for {0}").format(row.name),
        )
        more.setProperty("item", row.id)
        more.clicked.connect(self._on_more)
        line.add(more)
        return line

    def _place(self, place: Sent, version: str) -> LinkRow:
        on = day(place.linked_at.astimezone(home_zone()).date(), self.tools.ctx.today())
        line = LinkRow(
            place.company,
            " · ".join(filter(None, (place.role_title, version, on))),
            name=f"sent-{place.document_id}-{place.application_id}",
            icon_name="company",
        )
        line.setProperty("item", place.application_id)
        line.clicked.connect(self._on_application)
        return line

    def _on_add(self) -> None:
        self._desk.choose()

    def _on_refused(self, sentences: object) -> None:
        if isinstance(sentences, list):
            self.tools.events.notice.emit(Notice(" ".join(sentences), "warn"))

    def _on_open(self) -> None:
        self._desk.open(int(self.sender().property("item")))

    def _on_application(self) -> None:
        self.tools.navigator.open_application(int(self.sender().property("item")))

    def _on_more(self) -> None:
        button = self.sender()
        if not isinstance(button, Button) or self._versions is None:
            return
        item = button.property("item")
        self._chosen = next(row for row in self._versions.versions if row.id == item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Add a new version…")).setData("version")
        for key, words in ENTRIES:
            menu.addAction(tr(words)).setData(key)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_more_chosen(self, action: QAction) -> None:
        row, key = self._chosen, action.data()
        if row is None:
            return
        if key == "version":
            self._desk.choose(version_of=row.id)
        elif key == "open":
            self._desk.open(row.id)
        elif key == "copy":
            self._desk.save_copy(row.id)
        elif key == "edit":
            DocumentEditor(self.tools, self.window(), row).open()
        elif key == "delete":
            self._desk.delete(row)
