"""Questions: search as you type, facets, a list, and a reading pane with everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.questions import GRADE_WORDS, QuestionRow
from mltracker.services import catalog, questions
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.explain import ago
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.questions.facets import FacetPane
from mltracker.ui.pages.questions.news import NewsDialog, NewsNotice
from mltracker.ui.pages.questions.packs import PackExchange
from mltracker.ui.pages.questions.reading import ReadingPane
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import days_between, minutes, tr
from mltracker.ui.words import questions as question_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SEARCH_AFTER_MS = 60
CHUNK = 200


class QuestionListModel(QAbstractListModel):
    """A stretch of the bank that grows when the list is scrolled to its end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[QuestionRow] = []
        self._faces: list[RowFace] = []

    def set_rows(self, rows: tuple[QuestionRow, ...], now: datetime) -> None:
        """Show other questions."""
        self.beginResetModel()
        self._rows = list(rows)
        self._faces = [_face(row, now) for row in rows]
        self.endResetModel()

    def add_rows(self, rows: tuple[QuestionRow, ...], now: datetime) -> None:
        """Show more questions below."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self._faces.extend(_face(row, now) for row in rows)
            self.endInsertRows()

    def index_of(self, question_id: int) -> QModelIndex:
        """Where a question stands; invalid if it is not listed."""
        return next(
            (self.index(n) for n, row in enumerate(self._rows) if row.id == question_id), QModelIndex()
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Roles.VALUE:
            return self._faces[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._faces[index.row()].spoken
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.prompt,
            Roles.ROW: row,
            Roles.KEY: row.id,
        }
        return values.get(role)


class QuestionsPage(Page):
    """Three panes: facets, results, reading."""

    concerns = Change.QUESTIONS | Change.PRACTICE | Change.STORIES

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._filter = questions.ALL
        self._shown: int | None = None
        self._total = 0
        self._archived = False
        self._packs = PackExchange(tools, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(self._on_filtered)
        self._build()

    def refresh(self) -> None:
        self._show(keep=True)

    def _show(self, *, keep: bool) -> None:
        """Read the list; with `keep` as much of it as was loaded, and so far that the question being read is in it."""
        ctx = self.tools.ctx
        self._filter = replace(self._facets.filter(self._field.text()), archived=self._archived)
        limit = max(CHUNK, self._model.rowCount()) if keep else CHUNK
        place = questions.rank(ctx, self._filter, self._shown) if keep and self._shown is not None else None
        page = questions.search(ctx, self._filter, limit=max(limit, (place or 0) + 1))
        self._total = page.total
        self._facets.show_counts(questions.facets(ctx, self._filter))
        self._model.set_rows(page.rows, ctx.clock())
        words = question_words(page.total)
        self._count.setText(self.tr("{0}, archived").format(words) if self._archived else words)
        self._news.refresh()
        self._list.setVisible(bool(page.rows))
        self._none.setVisible(not page.rows)
        index = self._model.index_of(self._shown) if self._shown is not None else QModelIndex()
        if not index.isValid() and page.rows:
            index = self._model.index(0)
        if index.isValid():
            self._shown = int(index.data(Roles.KEY))
            self._choose(index)
            self._reading.show_question(self._shown)
        else:
            self._reading.show_nothing()

    def open(self, place: Place) -> None:
        if place.section == "import":
            self._packs.import_pack()
        elif place.section == "export":
            self._packs.export_mine()
        if place.item is None:
            return
        self._shown = place.item
        if not self._model.index_of(place.item).isValid():
            self._facets.clear()
            self._field.clear()
            self._archived = questions.detail(self.tools.ctx, place.item).row.archived
            self.refresh()
        index = self._model.index_of(place.item)
        if index.isValid():
            self._choose(index)
            self._list.scrollTo(index)
        self._reading.show_question(place.item)

    def begins_at(self) -> QWidget | None:
        return self._list if self._list.isVisible() else None

    def place(self) -> Place | None:
        return Place("questions", self._shown)

    def focus_search(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _build(self) -> None:
        self._facets = FacetPane(self)
        self._facets.changed.connect(self._timer.start)
        middle = vbox(self._head(), spacing=0)
        self._build_list(middle)
        self._reading = ReadingPane(self.tools, self)
        splitter = Splitter(Qt.Orientation.Horizontal, name="questions-splitter")
        splitter.add_pane(self._facets, size=208, least=168)
        splitter.add_pane(frame("pane", middle), size=404, least=280)
        splitter.add_pane(frame("pane", vbox(self._reading, spacing=0)), grows=True, least=380)
        self.setLayout(vbox(splitter, spacing=0))

    def _head(self) -> QVBoxLayout:
        self._field: QLineEdit = search_field("question-search", self.tr("Search the questions"))
        self._field.textChanged.connect(self._on_typed)
        self._count: QLabel = label("", "small", "muted", name="question-count")
        add = Button(
            self.tr("Add question"), name="question-add", kind="ghost", size="small", icon_name="add"
        )
        add.clicked.connect(self._on_add)
        tip = self.tr("More for questions")
        more = Button(name="questions-more", icon_name="more", kind="ghost", size="small", tip=tip)
        more.clicked.connect(self._on_more)
        self._news: NewsNotice = NewsNotice(self.tools, self)
        self._news.opened.connect(self._on_news)
        line = hbox(self._count, None, add, more, spacing=4)
        return vbox(self._field, self._news, line, spacing=8, margins=(16, 12, 16, 8))

    def _build_list(self, column: QVBoxLayout) -> None:
        self._model: QuestionListModel = QuestionListModel(self)
        self._list: ListView = ListView(self, name="question-list", title=self.tr("Questions"))
        self._list.setItemDelegate(RowDelegate(self._list, pad=16))
        self._list.setModel(self._model)
        self._list.current_row_changed.connect(self._on_current_changed)
        self._list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._none: EmptyState = EmptyState(
            "search",
            self.tr("No question matches"),
            self.tr("Fewer words or filters show more."),
            self,
            name="no-questions",
            button=self.tr("Clear filters"),
        )
        self._none.pressed.connect(self._on_clear)
        column.addWidget(self._list, 1)
        column.addWidget(self._none, 1)

    def _on_filtered(self) -> None:
        self._show(keep=False)

    def _on_typed(self, _text: str) -> None:
        self._timer.start()

    def _choose(self, index: QModelIndex) -> None:
        """Mark a line as the one being read, without reading it."""
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(index)

    def _on_current_changed(self, row: object) -> None:
        if isinstance(row, QuestionRow):
            self._shown = row.id
            self._reading.show_question(row.id)

    def _on_scrolled(self, value: int) -> None:
        loaded = self._model.rowCount()
        if loaded < self._total and value >= self._list.verticalScrollBar().maximum() - 200:
            more = questions.search(self.tools.ctx, self._filter, limit=CHUNK, offset=loaded)
            self._model.add_rows(more.rows, self.tools.ctx.clock())

    def _on_clear(self) -> None:
        self._archived = False
        self._facets.clear()
        self._field.clear()
        self.refresh()

    def _on_add(self) -> None:
        self.tools.navigator.add("question")

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("questions-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Import questions…")).triggered.connect(self._packs.import_pack)
        menu.addAction(self.tr("Export my questions…")).triggered.connect(self._packs.export_mine)
        menu.addSeparator()
        archived = menu.addAction(self.tr("Show archived questions"))
        archived.setCheckable(True)
        archived.setChecked(self._archived)
        archived.toggled.connect(self._on_archived_toggled)
        button = self.sender()
        if isinstance(button, QWidget):
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_archived_toggled(self, on: bool) -> None:  # noqa: FBT001  (what the signal carries)
        self._archived, self._shown = on, None
        self._show(keep=False)

    def _on_news(self) -> None:
        dialog = NewsDialog(self.tools, self.window())
        dialog.chosen.connect(self._on_news_chosen)
        dialog.read.connect(self._news.dismiss)
        dialog.open()

    def _on_news_chosen(self, question_id: object) -> None:
        if isinstance(question_id, int):
            self.tools.navigator.open_question(question_id)


def _face(row: QuestionRow, now: datetime) -> RowFace:
    signs = {
        "weak": Sign("arrow-down", tr("weak"), "warn"),
        "strong": Sign("check", tr("strong"), "good"),
        "new": None,
        "due": None,
    }
    note = tr("new")
    if row.last_answered_at is not None and row.last_grade is not None:
        days = days_between(row.last_answered_at, now)
        note = f"{GRADE_WORDS[row.last_grade].lower()}, {ago(days)}"
    topic = catalog.topics().by_slug[row.topic].short
    details = (topic, minutes(row.minutes), *((tr("yours"),) if row.origin != "shipped" else ()))
    return RowFace(row.prompt, details, dots=row.difficulty, sign=signs.get(row.state), note=note, lines=2)
