"""Everything that happened, and a line for a quick note."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout

from mltracker.domain.applications import ApplicationDetail, NoteDraft, NoteRow
from mltracker.domain.documents import DocumentRow
from mltracker.domain.errors import UserError
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.offers import OfferRow
from mltracker.services import notes, timeline
from mltracker.services.timeline import Entry
from mltracker.ui.changer import Changer
from mltracker.ui.delegates.timeline import TimelineDelegate
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.editors.note_editor import KINDS, NoteEditor
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.navigation import Place
from mltracker.ui.pages.pipeline.history import faces
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.paint import Sign
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.form import Choice, line_edit
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.views import ListView


class TimelineTab(DetailTab):
    """Newest first. Enter opens an entry, Del deletes one's own; what is being typed is kept."""

    fills = True
    renews = True

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._changer = Changer(self.tools, self)
        column.addWidget(frame("bar-surface", self._quick_line(detail)))
        self._model = FaceListModel(self)
        self._list = ListView(self, name="timeline", title=self.tr("Timeline"))
        self._delegate = TimelineDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setModel(self._model)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.opened.connect(self._on_opened)
        self._list.customContextMenuRequested.connect(self._on_menu)
        self._list.current_row_changed.connect(self._on_current)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_delete)
        column.addWidget(self._list, 1)
        self._edit_button = Button(self.tr("Edit"), name="timeline-edit", kind="ghost", size="small")
        self._delete_button = Button(
            self.tr("Delete"), name="timeline-delete", kind="ghost", size="small", keys="Del"
        )
        self._edit_button.clicked.connect(self._on_edit)
        self._delete_button.clicked.connect(self._on_delete)
        buttons = hbox(self._edit_button, self._delete_button, None, margins=(8, 4, 8, 4))
        self._foot = frame("foot", buttons)
        self._foot.hide()
        column.addWidget(self._foot)
        self.show_detail(detail)

    def show_detail(self, detail: ApplicationDetail) -> None:
        """Read the timeline; the entry that was current stays so."""
        current = self._list.current_row()
        entries = timeline.entries(self.tools.ctx, detail)
        made = faces(entries, self.tools.ctx.clock())
        self._delegate.fit_days([face.day for face in made])
        place = self._list.verticalScrollBar().value()
        self._model.set_entries(list(zip(entries, made, strict=True)))
        if isinstance(current, Entry):
            index = self._model.index_of(current.id)
            if index.isValid():
                self._list.setCurrentIndex(index)
        self._list.verticalScrollBar().setValue(place)
        self._on_current(self._list.current_row())

    def show_entry(self, entry_id: str) -> None:
        index = self._model.index_of(entry_id)
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _quick_line(self, detail: ApplicationDetail) -> QVBoxLayout:
        self._kind = Choice(KINDS, name="detail-note-kind", title=self.tr("Kind of note"))
        self._kind.setMinimumContentsLength(8)
        self._note = line_edit(
            "detail-note", placeholder=self.tr("What happened"), title=self.tr("Quick note")
        )
        self._note.returnPressed.connect(self._on_note)
        add = Button(name="detail-note-add", icon_name="add", tip=self.tr("Add this note (Enter)"))
        add.clicked.connect(self._on_note)
        self._error = SignLabel()
        self._error.setObjectName("detail-note-error")
        self._error.hide()
        self._drafts = DraftKeeper(self.tools, self, self._typed)
        stored = self._drafts.open("timeline", ("application", detail.row.id))
        if isinstance(stored, dict):
            self._note.setText(str(stored.get("text", "")))
            self._kind.set_value(stored.get("kind", "note"))
        self._note.textChanged.connect(self._drafts.touch)
        line = hbox(self._kind, self._note, add, spacing=8)
        line.setStretch(1, 1)
        return vbox(line, self._error, spacing=4, margins=(16, 8, 16, 8))

    def _typed(self) -> dict[str, str] | None:
        text = self._note.text()
        return {"text": text, "kind": str(self._kind.value)} if text.strip() else None

    def _on_note(self) -> None:
        if not self._note.text().strip():
            self._note.setFocus()
            return
        words = {kind: title for kind, title in KINDS if kind != "note"}
        kind = self._kind.value
        said = self.tr("Noted: {0}").format(words[kind]) if kind in words else self.tr("Note added")
        self._set_error("")
        try:
            draft = NoteDraft.make(kind=kind, body=self._note.text())
            self._changer.save(said, notes.add, self.tools.ctx, self.detail.row.id, draft)
        except UserError as error:
            self._drafts.keep()
            self._set_error(str(error))
            return
        self._note.clear()
        self._kind.set_value("note")
        self._drafts.forget()

    def _set_error(self, text: str) -> None:
        self._error.set_sign(Sign("error", text, "bad") if text else None)
        self._error.setToolTip(plain_tip(text))
        self._error.setVisible(bool(text))

    def _on_current(self, entry: object) -> None:
        self._foot.setVisible(isinstance(entry, Entry) and isinstance(entry.row, NoteRow))

    def _on_opened(self, entry: object) -> None:
        if not isinstance(entry, Entry):
            return
        row, application_id = entry.row, self.detail.row.id
        if isinstance(row, NoteRow):
            NoteEditor(self.tools, self.window(), note=row).open()
        elif isinstance(row, InterviewRow):
            self.tools.navigator.open_interview(row.id)
        elif isinstance(row, DocumentRow):
            self.desk.open(row.id)
        elif isinstance(row, OfferRow):
            self.tools.navigator.requested.emit(Place("pipeline", application_id, "offer"))

    def _on_edit(self) -> None:
        self._on_opened(self._list.current_row())

    def _on_delete(self) -> None:
        entry = self._list.current_row()
        if isinstance(entry, Entry) and isinstance(entry.row, NoteRow):
            self._changer.run(self.tr("Entry deleted"), notes.delete, self.tools.ctx, entry.row.id)

    def _on_menu(self, spot: QPoint) -> None:
        index: QModelIndex = self._list.indexAt(spot)
        entry = index.data(Roles.ROW)
        if not isinstance(entry, Entry):
            return
        self._list.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(entry.row, NoteRow):
            menu.addAction(self.tr("Edit…")).setData("open")
            menu.addAction(self.tr("Delete")).setData("delete")
        elif entry.kind != "stage":
            menu.addAction(self.tr("Open")).setData("open")
        else:
            menu.deleteLater()
            return
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(self._list.viewport().mapToGlobal(spot))

    def _on_menu_chosen(self, action: QAction) -> None:
        if action.data() == "delete":
            self._on_delete()
        else:
            self._on_edit()
