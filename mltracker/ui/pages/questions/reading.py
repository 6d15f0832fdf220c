"""The reading pane: one question with everything the bank knows of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QStackedLayout, QVBoxLayout, QWidget

from mltracker.domain.errors import UserError
from mltracker.domain.practice import PracticeRequest
from mltracker.domain.questions import CATEGORY_TITLES, GRADE_WORDS, QuestionDetail
from mltracker.domain.stories import StoryRow, with_text
from mltracker.services import catalog, questions, stories
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.text import as_markdown
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import replace_text
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, rule, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.markdown_view import MarkdownView
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.sections import bullets, code, dialogue, sources, steps
from mltracker.ui.words import day, minutes

READING, NARROW = 820, 480


class ReadingPane(QWidget):
    """Short answer first, then the full one, how to answer, rubric, pitfalls, follow-ups, references, encounters."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reading-pane")
        self._tools = tools
        self._id: int | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(
                "questions",
                self.tr("No question chosen"),
                self.tr("What you choose at the left is read here."),
                name="no-reading",
            )
        )
        self._area = scroll_area(name="reading-scroll")
        self._mine = QPlainTextEdit()
        self._kept_answer = ""
        self._own: list[StoryRow] = []
        self._drafts = DraftKeeper(tools, self, self._typed)
        self._drafts.problem.connect(tools.events.notice)
        self._stack.addWidget(self._area)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._id = None
        self._stack.setCurrentIndex(0)

    def show_question(self, question_id: int) -> None:
        """Read and show a question."""
        self._drafts.flush()
        same = self._id == question_id
        position = self._area.verticalScrollBar().value() if same else 0
        self._id = question_id
        detail = questions.detail(self._tools.ctx, question_id)
        content = QWidget()
        content.setMaximumWidth(READING + 48)
        column = vbox(self._head(detail), spacing=10, margins=(24, 12, 24, 24))
        if detail.shipped_changed:
            column.addWidget(self._behind())
        prompt = label(detail.row.prompt, "title", wrap=True, selectable=True, name="reading-prompt")
        column.addWidget(prompt)
        restore = Button(self.tr("Restore shipped text"), name="reading-restore", kind="ghost", size="small")
        if detail.row.origin != "shipped" or not detail.row.edited:
            restore.hide()
        restore.clicked.connect(self._on_restore)
        facts = hbox(label(self._facts(detail), "small", "muted", wrap=True), restore, spacing=8)
        facts.setStretch(0, 1)
        column.addLayout(facts)
        column.addWidget(rule())
        self._body(detail, column)
        column.addStretch(1)
        content.setLayout(column)
        PageMargins(content)
        if self._area.isAncestorOf(self.focusWidget() or self):
            self._area.setFocus()  # else the keys would go on to whatever field comes next
        set_content(self._area, content)
        self._area.verticalScrollBar().setValue(position)
        self._stack.setCurrentIndex(1)

    def _head(self, detail: QuestionDetail) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        titles = catalog.topics().by_slug
        for words in (
            titles[detail.row.topic].title,
            CATEGORY_TITLES[detail.row.category],
            minutes(detail.row.minutes),
            *detail.tags,
        ):
            flow.addWidget(LabelChip(words, chips))
        edit = Button(name="reading-edit", icon_name="edit", kind="ghost", tip=self.tr("Edit this question"))
        edit.clicked.connect(self._on_edit)
        tip = self.tr("Bring this question back") if detail.row.archived else self.tr("Archive this question")
        archive = Button(
            name="reading-archive",
            icon_name="undo" if detail.row.archived else "archive",
            kind="ghost",
            tip=tip,
        )
        archive.clicked.connect(self._on_bring_back if detail.row.archived else self._on_archive)
        practice = Button(self.tr("Practice this"), name="reading-practice", kind="primary", icon_name="play")
        practice.clicked.connect(self._on_practice)
        return _Head(chips, hbox(edit, archive, None, practice, spacing=8), self)

    def _facts(self, detail: QuestionDetail) -> str:
        row = detail.row
        parts = [self.tr("Difficulty {0} of 5").format(row.difficulty)]
        if row.last_grade and row.last_answered_at:
            parts.append(
                self.tr("Last: {0}, {1}").format(
                    GRADE_WORDS[row.last_grade].lower(), day(row.last_answered_at.date())
                )
            )
        if row.archived:
            parts.append(self.tr("archived: it is not practiced and does not count"))
        if row.edited:
            parts.append(self.tr("edited by you"))
        if not row.complete:
            parts.append(self.tr("without an answer yet: it does not count in readiness"))
        return " · ".join(parts)

    def _behind(self) -> QWidget:
        notice = InlineNotice(
            "info",
            self.tr("The shipped text has changed since you edited this question."),
            name="reading-behind",
        )
        compare = Button(self.tr("Compare"), name="reading-compare", kind="ghost", size="small")
        compare.clicked.connect(self._on_compare)
        notice.add_button(compare)
        return notice

    def _body(self, detail: QuestionDetail, column: QVBoxLayout) -> None:
        self._text(column, self.tr("My answer"), detail.my_answer, quote=True)
        self._text(column, self.tr("In 30 seconds"), as_markdown(detail.short_answer), quote=True)
        self._text(column, self.tr("In full"), detail.answer)
        if detail.coding is not None:
            language = detail.coding.language
            self._text(column, self.tr("Starter"), code(detail.coding.starter, language))
            self._text(column, self.tr("A solution"), code(detail.coding.solution, language))
            cases = detail.coding.schema if language == "sql" else detail.coding.tests
            self._text(column, self.tr("What it is tried on"), code(cases, language))
        self._text(column, self.tr("Why they ask"), as_markdown(detail.why_asked))
        self._text(column, self.tr("How to answer"), steps(detail.how_to_answer))
        self._text(column, self.tr("Rubric"), bullets(f"{p.text} ({p.weight})" for p in detail.rubric))
        self._text(column, self.tr("Pitfalls"), bullets(detail.pitfalls))
        self._text(column, self.tr("Follow-ups"), dialogue(detail.follow_ups))
        self._text(column, self.tr("References"), sources(detail.references))
        self._own_answer(detail, column)
        if detail.seen_at:
            column.addWidget(label(self.tr("Seen at"), "strong"))
            titles = catalog.rounds().by_kind
            for seen in detail.seen_at:
                when = day(seen.happened_at.date()) if seen.happened_at else ""
                grade = GRADE_WORDS[seen.grade] if seen.grade else ""
                row = ListRow(
                    f"{seen.company}, {titles[seen.round_kind].title}",
                    " · ".join(filter(None, (when, grade))),
                    name=f"seen-{seen.interview_id}",
                )
                column.addWidget(row)

    def _own_answer(self, detail: QuestionDetail, column: QVBoxLayout) -> None:
        """The field for the user's own words, into which a story that answers the question is put by a click."""
        column.addWidget(label(self.tr("My own lasting answer"), "strong"))
        self._kept_answer = detail.my_answer
        kept = self._drafts.open("my-answer", ("question", detail.row.id))
        self._mine = QPlainTextEdit(detail.my_answer if kept is None else kept)
        self._mine.setObjectName("my-answer")
        self._mine.setAccessibleName(self.tr("My own lasting answer"))
        self._mine.setPlaceholderText(self.tr("In your words; it is shown first when you practice"))
        self._mine.setTabChangesFocus(True)
        self._mine.setFixedHeight(96)
        self._mine.textChanged.connect(self._drafts.touch)
        keep = Button(self.tr("Save my answer"), name="my-answer-save", size="small")
        keep.clicked.connect(self._on_save_mine)
        column.addWidget(self._mine)
        column.addLayout(hbox(keep, None))
        self._own = stories.of_question(self._tools.ctx, detail.row.id)
        for row in self._own:
            link = Link(
                self.tr("Put in: {0}").format(row.title), name=f"my-answer-insert-{row.id}", small=True
            )
            link.setProperty("item", row.id)
            link.clicked.connect(self._on_insert)
            column.addLayout(hbox(link, None))

    def _text(self, column: QVBoxLayout, title: str, text: str, *, quote: bool = False) -> None:
        if not text.strip():
            return
        view = MarkdownView(self, name=f"reading-{title.lower().replace(' ', '-')}", title=title, fit=True)
        view.set_markdown(text)
        view.link_activated.connect(self._tools.navigator.open_link)
        column.addSpacing(6)
        column.addWidget(label(title, "strong"))
        column.addWidget(frame("quote", vbox(view, margins=(12, 0, 0, 0))) if quote else view)

    def _on_edit(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.question_editor import QuestionEditor

            QuestionEditor(self._tools, self.window(), self._id).open()

    def _on_practice(self) -> None:
        self._tools.navigator.practice(PracticeRequest.make(mode="custom", question_ids=(self._id,)))

    def _on_restore(self) -> None:
        self._change(self.tr("Shipped text restored"), questions.restore_shipped)

    def _on_archive(self) -> None:
        self._change(self.tr("Question archived"), questions.archive)

    def _on_bring_back(self) -> None:
        self._change(self.tr("Question is back"), questions.bring_back)

    def _on_compare(self) -> None:
        from mltracker.ui.pages.questions.compare import CompareDialog

        if self._id is None:
            return
        self._area.setFocus()  # where the keys are to go when the dialog is closed
        try:
            CompareDialog(self._tools, self._id, self.window()).open()
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))

    def _on_insert(self) -> None:
        item = self.sender().property("item")
        row = next(row for row in self._own if row.id == item)
        replace_text(self._mine, with_text(self._mine.toPlainText(), row))

    def _on_save_mine(self) -> None:
        text = self._mine.toPlainText()
        if self._change(self.tr("Your answer is saved"), questions.save_my_answer, text):
            self._drafts.forget()

    def _typed(self) -> str | None:
        text = self._mine.toPlainText()
        return text if text != self._kept_answer else None

    def _change(self, words: str, use_case: object, *arguments: object) -> bool:
        try:
            _, change = use_case(self._tools.ctx, self._id, *arguments)  # type: ignore[operator]
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return False
        self._tools.events.notice.emit(Notice.done(words))
        self._tools.events.changed.emit(change)
        return True


class _Head(QWidget):
    """Chips beside the buttons, or above them where that is too narrow."""

    def __init__(self, chips: QWidget, buttons: QHBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = hbox(chips, buttons, spacing=8)
        self._line.setStretch(0, 1)
        self._line.setAlignment(chips, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
