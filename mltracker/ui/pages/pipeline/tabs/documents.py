"""The documents of an application: what was sent, when and in which version."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.documents import KIND_TITLES, DocumentRow, size_words
from mltracker.services import documents
from mltracker.ui.documents import gone_sign
from mltracker.ui.pages.pipeline.choosing import document_chooser
from mltracker.ui.pages.pipeline.history import SENT
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.paint import Sign, paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, frame, hbox, vbox
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.words import day, home_zone, tr


class DocumentsTab(DetailTab):
    """Files dropped here are copied; each row opens, and its menu does the rest."""

    renews = True

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self.setAcceptDrops(True)
        self._over = False
        self.desk.progressed.connect(self._on_progress)
        self.desk.ended.connect(self._on_ended)
        self.desk.refused.connect(self._on_refused)
        self._refused = InlineNotice("warn", "", self, name="documents-refused")
        close = Button(
            name="documents-refused-close",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Close message"),
        )
        close.clicked.connect(self._refused.hide)
        self._refused.add_button(close)
        self._refused.hide()
        self._card = Card(name="detail-documents", flush=True)
        add = Button(self.tr("Add a file"), name="documents-add", icon_name="add")
        known = Button(self.tr("Choose a kept one"), name="documents-choose", kind="ghost")
        add.clicked.connect(self._on_add)
        known.clicked.connect(self._on_choose)
        column.addWidget(self._refused)
        column.addWidget(self._copying())
        column.addWidget(self._card)
        column.addLayout(hbox(add, known, None))
        hint = label(
            self.tr("Or drop files here. A copy is kept, so that you can tell later what you sent."),
            "muted",
            wrap=True,
            name="documents-hint",
        )
        column.addWidget(frame("drop", vbox(hint, margins=12)))
        self.show_detail(detail)

    def show_detail(self, detail: ApplicationDetail) -> None:
        """Read the documents that went to this application."""
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and self._card.isAncestorOf(focus) else ""
        clear(self._card.body)
        self._rows = documents.of_application(self.tools.ctx, detail.row.id)
        for row in self._rows:
            self._card.add_row(self._line(row))
        if not self._rows:
            self._card.add_row(
                EmptyState(
                    "document",
                    self.tr("Nothing sent yet"),
                    self.tr("Resume, cover letter, take-home: keep the version that you sent."),
                    name="detail-no-documents",
                )
            )
        again = self._card.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()
            self._set_over(on=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._set_over(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(on=False)
        paths = _files(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._refused.hide()
            self.desk.add(paths, application_id=self.detail.row.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._over:
            area = self.rect().adjusted(8, 8, -8, -8)
            paint_box(QPainter(self), area, line=tokens().color("accent"), radius=8, width=2)

    def _set_over(self, *, on: bool) -> None:
        self._over = on
        self.update()

    def _copying(self) -> QWidget:
        self._progress = ProgressBar(name="documents-progress", words=False)
        self._progress_words = label("", "small", "muted", name="documents-progress-words")
        stop = Button(self.tr("Stop"), name="documents-stop", kind="ghost", size="small")
        stop.clicked.connect(self.desk.cancel)
        self._copy_line = QWidget()
        line = hbox(self._progress_words, self._progress, stop, spacing=8)
        line.setStretch(1, 1)
        self._copy_line.setLayout(line)
        self._copy_line.setVisible(False)
        return self._copy_line

    def _line(self, row: DocumentRow) -> DocumentLine:
        today = self.tools.ctx.today()
        sent = row.linked_at or row.added_at
        words = self.tr("sent {0}") if row.kind in SENT else self.tr("added {0}")
        facts = [
            KIND_TITLES[row.kind],
            words.format(day(sent.astimezone(home_zone()).date(), today)),
        ]
        if row.sent > 1:
            facts.append(tr("also at 1 other") if row.sent == 2 else tr("also at %n others", row.sent - 1))
        facts.append(size_words(row.size))
        line = DocumentLine(row, " · ".join(facts), gone_sign(self.tools.ctx, row))
        line.clicked.connect(self._on_open)
        line.menu_wanted.connect(self._on_menu)
        line.remove_wanted.connect(self._on_remove)
        return line

    def _on_add(self) -> None:
        self._refused.hide()
        self.desk.choose(application_id=self.detail.row.id)

    def _on_choose(self) -> None:
        dialog = document_chooser(self.tools, self.detail.row.id, self.window())
        dialog.chosen.connect(self._on_known)
        dialog.open()

    def _on_known(self, rows: object) -> None:
        if isinstance(rows, list):
            self.desk.link(self.detail.row.id, rows)

    def _on_open(self) -> None:
        self.desk.open(self._of_sender().id)

    def _on_remove(self) -> None:
        self.desk.unlink(self.detail.row.id, self._of_sender())

    def _on_menu(self) -> None:
        line = self.sender()
        if not isinstance(line, DocumentLine):
            return
        self._chosen = line.row
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in (
            ("open", self.tr("Open")),
            ("version", self.tr("Add a new version…")),
            ("edit", self.tr("Edit…")),
            ("copy", self.tr("Save a copy…")),
            ("", ""),
            ("unlink", self.tr("Remove from this application")),
            ("delete", self.tr("Delete")),
        ):
            menu.addAction(words).setData(key) if key else menu.addSeparator()
        menu.triggered.connect(self._on_chosen)
        menu.popup(line.more.mapToGlobal(line.more.rect().bottomLeft()))

    def _on_chosen(self, action: QAction) -> None:
        row, application_id = self._chosen, self.detail.row.id
        key = action.data()
        if key == "open":
            self.desk.open(row.id)
        elif key == "version":
            self._refused.hide()
            self.desk.choose(application_id=application_id, version_of=row.id)
        elif key == "edit":
            from mltracker.ui.editors.document_editor import DocumentEditor

            DocumentEditor(self.tools, self.window(), row, application_id).open()
        elif key == "copy":
            self.desk.save_copy(row.id)
        elif key == "unlink":
            self.desk.unlink(application_id, row)
        elif key == "delete":
            self.desk.delete(row)

    def _on_progress(self, done: object, total: object) -> None:
        if isinstance(done, int) and isinstance(total, int):
            self._copy_line.setVisible(True)
            self._progress.set_progress(done, total)
            self._progress_words.setText(
                self.tr("Copying {0} of {1}").format(size_words(done), size_words(total))
            )

    def _on_ended(self) -> None:
        self._copy_line.setVisible(self.desk.busy)

    def _on_refused(self, sentences: object) -> None:
        if isinstance(sentences, list):
            self._refused.set_notice("warn", "\n".join(sentences))
            self._refused.show()

    def _of_sender(self) -> DocumentRow:
        line = self.sender()
        assert isinstance(line, DocumentLine)  # noqa: S101 - only these are connected
        return line.row


class DocumentLine(LinkRow):
    """One document: a click or Enter opens it, Del takes it off the list, the menu button does the rest."""

    menu_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, row: DocumentRow, detail: str, sign: Sign | None) -> None:
        super().__init__(row.name, detail, name=f"document-{row.id}", icon_name="document", sign=sign)
        self.row = row
        self.keep_end()
        self.more = Button(
            name=f"document-more-{row.id}",
            kind="ghost",
            size="small",
            icon_name="more",
            tip=self.tr("More for {0}").format(row.name),
        )
        self.more.clicked.connect(self.menu_wanted)
        self.add(self.more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_wanted.emit()
        else:
            super().keyPressEvent(event)


def _files(event: QDropEvent) -> list[Path]:
    """The local files that are being dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
