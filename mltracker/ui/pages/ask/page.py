"""Ask them: the bank of questions to ask employers, and every answer ever given, side by side by company."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.interviews import ASK_CATEGORIES, EmployerQuestionRow
from mltracker.services import asks, catalog
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.flags import FLAGS
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.navigation import Place
from mltracker.ui.notices import Notice
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.ask.editor import AskEditor
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import Choice, search_field
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import day, home_zone


class AskPage(Page):
    """A list by category at the left; why, signs and answers at the right."""

    concerns = Change.ASKS | Change.INTERVIEWS | Change.APPLICATIONS

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._shown: int | None = None
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        rows = asks.bank(ctx, category=self._category.value, text=self._field.text())
        given: dict[int, int] = {}
        for answer in asks.answers(ctx):
            given[answer.employer_question_id] = given.get(answer.employer_question_id, 0) + 1
        entries: list[tuple[EmployerQuestionRow | None, RowFace]] = []
        last = ""
        for row in rows:
            if row.category != last:
                last = row.category
                entries.append((None, RowFace(ASK_CATEGORIES.get(last, last), heading=True)))
            note = (
                self.tr("{0} answers").format(given[row.id])
                if given.get(row.id, 0) > 1
                else self.tr("1 answer")
                if given.get(row.id)
                else ""
            )
            details = (self.tr("yours"),) if row.origin == "mine" else ()
            entries.append((row, RowFace(row.text, details, note=note, lines=2)))
        self._model.set_entries(entries)
        self.set_subtitle(self.tr("{0} questions").format(len(rows)))
        index = self._model.index_of(self._shown) if self._shown else self._model.first()
        if not index.isValid():
            index = self._model.first()
        if index.isValid():
            self._list.setCurrentIndex(index)
        else:
            set_content(
                self._area,
                EmptyState(
                    "ask", self.tr("No question matches"), self.tr("Fewer words show more."), name="no-ask"
                ),
            )

    def open(self, place: Place) -> None:
        if place.item is None:
            return
        self._shown = place.item
        if not self._model.index_of(place.item).isValid():
            self._category.set_value(None)
            self._field.clear()
            self.refresh()
        index = self._model.index_of(place.item)
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)
        else:
            self._show(asks.row(self.tools.ctx, place.item))

    def place(self) -> Place:
        return Place("ask", self._shown)

    def focus_search(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _build(self) -> None:
        self._field = search_field("ask-search", self.tr("Search what to ask"))
        self._field.textChanged.connect(self._on_filter)
        options = [(None, self.tr("All categories")), *ASK_CATEGORIES.items()]
        self._category = Choice(options, name="ask-category", title=self.tr("Category"))
        self._category.currentIndexChanged.connect(self._on_filter)
        add = Button(self.tr("Add your own"), name="ask-add", kind="ghost", size="small", icon_name="add")
        add.clicked.connect(self._on_add)
        self._model = FaceListModel(self)
        self._list = ListView(self, name="ask-list", title=self.tr("Questions to ask"))
        self._list.setItemDelegate(RowDelegate(self._list, pad=16))
        self._list.setModel(self._model)
        self._list.current_row_changed.connect(self._on_current_changed)
        left = vbox(
            vbox(self._field, hbox(self._category, None, add), spacing=8, margins=(16, 12, 16, 8)), spacing=0
        )
        left.addWidget(self._list, 1)
        self._area = scroll_area(name="ask-scroll")
        splitter = Splitter(Qt.Orientation.Horizontal, name="ask-splitter")
        splitter.add_pane(frame("pane", left), size=404, least=300)
        splitter.add_pane(self._area, grows=True, least=320)
        self.setLayout(vbox(splitter, spacing=0))

    def _show(self, row: EmployerQuestionRow) -> None:
        content = QWidget()
        content.setMaximumWidth(868)
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        flow.addWidget(LabelChip(ASK_CATEGORIES.get(row.category, row.category), chips))
        for kind in row.best_rounds:
            flow.addWidget(LabelChip(catalog.rounds().by_kind[kind].title, chips))
        edit = Button(name="ask-edit", icon_name="edit", kind="ghost", tip=self.tr("Edit this question"))
        edit.clicked.connect(self._on_edit)
        archive = Button(
            name="ask-archive", icon_name="archive", kind="ghost", tip=self.tr("Archive this question")
        )
        archive.clicked.connect(self._on_archive)
        restore = Button(self.tr("Restore shipped words"), name="ask-restore", kind="ghost", size="small")
        if row.origin != "shipped" or not row.edited:
            restore.hide()
        restore.clicked.connect(self._on_restore)
        head = hbox(chips, restore, edit, archive)
        head.setStretch(0, 1)
        column = vbox(
            head,
            label(row.text, "title", wrap=True, selectable=True, name="ask-text"),
            spacing=12,
            margins=(24, 16, 24, 24),
        )
        for title, lines in (
            (self.tr("Why it is worth asking"), (row.why,)),
            (self.tr("A good answer"), row.good_signs),
            (self.tr("Warning signs"), row.warning_signs),
            (self.tr("They may ask back"), (row.ask_back,)),
        ):
            if any(lines):
                column.addWidget(label(title, "strong"))
                for line in lines:
                    column.addWidget(
                        label(f"• {line}" if len(lines) > 1 else line, wrap=True, selectable=True)
                    )
        column.addWidget(label(self.tr("What they answered"), "strong"))
        column.addWidget(self._answers(row.id))
        column.addStretch(1)
        content.setLayout(column)
        PageMargins(content)
        set_content(self._area, content)

    def _answers(self, question_id: int) -> Card:
        card = Card(name="ask-answers", flush=True)
        found = asks.answers(self.tools.ctx, question_id)
        for number, answer in enumerate(found):
            when = day(answer.asked_at.astimezone(home_zone()).date())
            sign = FLAGS.get(answer.flag or "")
            card.add_row(
                ListRow(
                    f"{answer.company}, {when}",
                    answer.answer or self.tr("asked, no answer noted"),
                    sign=sign,
                    name=f"ask-given-{number}",
                )
            )
        if not found:
            card.add_row(
                EmptyState(
                    "ask",
                    self.tr("Not asked yet"),
                    self.tr("Answers you note in a debrief stand here, company beside company."),
                    name="no-answers",
                )
            )
        return card

    def _on_filter(self) -> None:
        self.refresh()

    def _on_current_changed(self, row: object) -> None:
        if isinstance(row, EmployerQuestionRow):
            self._shown = row.id
            self._show(row)

    def _on_add(self) -> None:
        AskEditor(self.tools, self.window()).open()

    def _on_edit(self) -> None:
        row = self._list.current_row()
        if isinstance(row, EmployerQuestionRow):
            AskEditor(self.tools, self.window(), row).open()

    def _on_archive(self) -> None:
        if self._shown is not None and self.attempt(asks.archive, self.tools.ctx, self._shown) is not None:
            self.tools.events.notice.emit(Notice.done(self.tr("Question archived")))

    def _on_restore(self) -> None:
        if self._shown is not None:
            self.attempt(asks.restore_shipped, self.tools.ctx, self._shown)
