"""The reading side of a card: chips, prompt, answer box or code, and after the reveal the answers in their order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mltracker.domain.questions import CATEGORY_TITLES, GRADE_WORDS
from mltracker.domain.stories import StoryRow, with_text
from mltracker.services import code_runs, questions, stories
from mltracker.services.practice import PracticeCard
from mltracker.ui.changer import Changer
from mltracker.ui.explain import ago
from mltracker.ui.page import PageTools
from mltracker.ui.text import as_markdown
from mltracker.ui.widgets.answer_edit import AnswerEdit
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import replace_text
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, frame, hbox, rule, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.markdown_view import MarkdownView
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.widgets.sections import code, steps
from mltracker.ui.words import days_between, minutes

READING = 820


class QuestionView(QScrollArea):
    """Shows one question before and after the reveal."""

    reveal_requested = Signal()
    typed = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="question-view")
        self._tools = tools
        self._changer = Changer(tools, self)
        self._card: PracticeCard | None = None
        self._own: list[StoryRow] = []
        self._build()

    @property
    def answer_text(self) -> str:
        """What was typed as an answer."""
        return self._box.toPlainText().strip() if self._box.toPlainText() != self._starter else ""

    def show_card(self, card: PracticeCard, *, warm_up: bool, mock: bool, text: str) -> None:
        """Show a question unanswered."""
        self._card = card
        row = card.detail.row
        clear(self._chips)
        words = [
            card.topic_title,
            CATEGORY_TITLES[row.category],
            self.tr("Difficulty {0} of 5").format(row.difficulty),
            minutes(row.minutes),
        ]
        for word in [*([self.tr("Warm-up")] if warm_up else []), *words]:
            self._chips.addWidget(LabelChip(word))
        self._seen.setText(self._seen_words())
        self._prompt.setText(row.prompt)
        coding = card.detail.coding
        self._starter = coding.starter if coding else ""
        self._box.set_language(coding.language if coding else "")
        self._box.setPlainText(text or self._starter)
        self._box.show()
        self._run.setVisible(coding is not None and not mock)
        self._output.hide()
        self._caution.setVisible(coding is not None and not mock)
        clear(self._answers)
        self._reveal.setText(self.tr("Next question") if mock else self.tr("Reveal"))
        self._reveal.set_icon("arrow-right" if mock else "reveal")
        self._reveal.show()
        self._hint.setText(
            self.tr("Ctrl+Enter goes on while you type")
            if mock
            else self.tr("Ctrl+Enter reveals while you type")
        )
        self._hint.show()
        self._own = stories.of_question(self._tools.ctx, row.id)
        self._offer_stories(on=coding is None)
        self.verticalScrollBar().setValue(0)
        self._reveal.setFocus()

    def show_answers(self) -> None:
        """Show the answers: the user's own lasting one first."""
        if self._card is None:
            return
        detail = self._card.detail
        self._reveal.hide()
        self._hint.hide()
        self._caution.hide()
        self._run.hide()
        self._offer_stories(on=False)
        self._box.setVisible(bool(self.answer_text) and detail.coding is not None)
        self._show_stories()
        if detail.my_answer:
            self._section(self.tr("My answer"), detail.my_answer, quote=True)
        self._section(self.tr("In 30 seconds"), as_markdown(detail.short_answer), quote=True)
        self._section(self.tr("In full"), detail.answer)
        if detail.coding is not None:
            self._section(self.tr("A solution"), code(detail.coding.solution, detail.coding.language))
        self._section(self.tr("How to answer"), steps(detail.how_to_answer))
        self._section(self.tr("What they listen for"), as_markdown(detail.why_asked))
        keep = Button(
            self.tr("Keep my words as my answer"),
            self,
            name="keep-answer",
            kind="ghost",
            size="small",
            icon_name="star",
        )
        keep.setVisible(bool(self.answer_text))
        keep.clicked.connect(self._on_keep)
        self._answers.addLayout(hbox(keep, None))
        self.setFocus()

    def _build(self) -> None:
        self._starter = ""
        self._chips: FlowLayout = FlowLayout(spacing=6)
        chips = QWidget()
        chips.setLayout(self._chips)
        self._seen: QLabel = label("", "small", "muted", name="card-seen")
        self._seen.setFixedHeight(24)  # beside the first line of chips
        about = hbox(chips, self._seen, spacing=12)
        about.setStretch(0, 1)
        about.setAlignment(self._seen, Qt.AlignmentFlag.AlignTop)
        self._prompt: QLabel = label("", "title", wrap=True, selectable=True, name="card-prompt")
        self._box: AnswerEdit = AnswerEdit(name="card-answer", title=self.tr("Your answer"))
        self._box.setPlaceholderText(self.tr("Say it aloud, or write it here"))
        self._box.textChanged.connect(self.typed)
        self._run: Button = Button(self.tr("Run the cases"), self, name="card-run", icon_name="play")
        self._run.clicked.connect(self._on_run)
        self._caution: QLabel = label(
            self.tr(
                "Your code runs on this computer as you, with limits on time and memory; it is no sandbox."
            ),
            "small",
            "muted",
            wrap=True,
        )
        self._output: QPlainTextEdit = QPlainTextEdit()
        self._output.setObjectName("card-output")
        self._output.setAccessibleName(self.tr("What the code printed"))
        self._output.setReadOnly(True)
        self._output.setFixedHeight(120)
        self._reveal: Button = Button(
            self.tr("Reveal"), self, name="card-reveal", kind="primary", icon_name="reveal", keys="Space"
        )
        self._reveal.clicked.connect(self.reveal_requested)
        self._hint: QLabel = label("", "small", "muted", name="card-hint")
        self._answers: QVBoxLayout = vbox(spacing=8)
        self._offers = QWidget()
        self._offers.setLayout(FlowLayout(spacing=12))
        content = QWidget()
        content.setMaximumWidth(READING + 48)
        content.setLayout(
            vbox(
                about, self._prompt, rule(), self._box, self._offers, self._caution, self._output,
                hbox(self._reveal, self._run, self._hint, None, spacing=12), self._answers, None,
                spacing=12, margins=(24, 16, 24, 24),
            )
        )  # fmt: skip
        PageMargins(content)
        set_content(self, content)

    def _section(self, title: str, text: str, *, quote: bool = False) -> None:
        if not text.strip():
            return
        view = MarkdownView(self, name=f"answer-{title.lower().replace(' ', '-')}", title=title, fit=True)
        view.set_markdown(text)
        view.link_activated.connect(self._tools.navigator.open_link)
        if self._answers.count():
            self._answers.addSpacing(8)
        self._answers.addWidget(label(title, "strong"))
        self._answers.addWidget(frame("quote", vbox(view, margins=(12, 0, 0, 0))) if quote else view)

    def _offer_stories(self, *, on: bool) -> None:
        """Below the box: a click puts a story that answers this question into it."""
        layout = self._offers.layout()
        if layout is None:
            return
        clear(layout)
        self._offers.setVisible(on and bool(self._own))
        for row in self._own if on else ():
            words = self.tr("Put in: {0}").format(row.title)
            link = Link(words, name=f"card-insert-{row.id}", small=True)
            link.setProperty("item", row.id)
            link.clicked.connect(self._on_insert)
            layout.addWidget(link)

    def _show_stories(self) -> None:
        if not self._own:
            return
        self._answers.addWidget(label(self.tr("Your stories"), "strong", name="card-stories"))
        for row in self._own:
            link = Link(row.title, name=f"card-story-{row.id}", tip=self.tr("Open this story in the library"))
            link.clicked.connect(self._on_story)
            keep = Button(
                self.tr("Keep as my answer"),
                name=f"card-keep-story-{row.id}",
                kind="ghost",
                size="small",
                icon_name="star",
            )
            keep.clicked.connect(self._on_keep_story)
            for button in (link, keep):
                button.setProperty("item", row.id)
            self._answers.addLayout(hbox(link, keep, None))

    def _story(self) -> StoryRow | None:
        """The story whose button was pressed."""
        item = self.sender().property("item")
        return next((row for row in self._own if row.id == item), None)

    def _on_insert(self) -> None:
        row = self._story()
        if row is not None:
            replace_text(self._box, with_text(self._box.toPlainText(), row))

    def _on_keep_story(self) -> None:
        row = self._story()
        if row is None or self._card is None:
            return
        text = with_text(self._card.detail.my_answer, row)
        words = self.tr("Kept as your answer")
        saved = self._changer.run(
            words, questions.save_my_answer, self._tools.ctx, self._card.detail.row.id, text
        )
        if saved is not None:
            self._card = replace(self._card, detail=replace(self._card.detail, my_answer=text))

    def _on_story(self) -> None:
        self._tools.navigator.open_library("stories", int(self.sender().property("item")))

    def _seen_words(self) -> str:
        if self._card is None:
            return ""
        row = self._card.detail.row
        if row.last_answered_at is None or row.last_grade is None:
            return self.tr("new to you")
        days = days_between(row.last_answered_at, self._tools.ctx.clock())
        times = self.tr("seen once") if row.attempts == 1 else self.tr("seen {0} times").format(row.attempts)
        return f"{times}, {ago(days)}: {GRADE_WORDS[row.last_grade].lower()}"

    def _on_keep(self) -> None:
        if self._card is not None:
            _, change = questions.save_my_answer(self._tools.ctx, self._card.detail.row.id, self.answer_text)
            self._tools.events.changed.emit(change)

    def _on_run(self) -> None:
        if self._card is None or self._card.detail.coding is None:
            return
        self._run.setEnabled(False)
        coding, code = self._card.detail.coding, self._box.toPlainText()

        def work(_progress: object) -> code_runs.CodeResult:
            return code_runs.run_code(coding, code)

        self._tools.tasks.run(work, done=self._on_ran, finished=self._on_run_finished)

    def _on_ran(self, result: object) -> None:
        if isinstance(result, code_runs.CodeResult):
            verdict = (
                self.tr("{0} of {1} cases pass.").format(result.passed, result.total) if result.total else ""
            )
            self._output.setPlainText(f"{verdict}\n{result.output}".strip())
            self._output.show()

    def _on_run_finished(self) -> None:
        self._run.setEnabled(True)
