"""Adding a question of one's own, or editing one; warns when it is in the bank already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.questions import CATEGORY_TITLES, QUESTION_KINDS, QuestionDraft
from mltracker.services import catalog, questions
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.typed import TypedQuestions
from mltracker.ui.widgets.form import Choice, line_edit, text_edit


class QuestionEditor(Editor):
    """Prompt and topic are enough; it counts in coverage once it has an answer."""

    def __init__(self, tools: PageTools, parent: QWidget, question_id: int | None = None) -> None:
        editing = question_id is not None
        super().__init__(
            tools,
            parent,
            "Edit question" if editing else "Add question",
            name="question-editor",
            ok="Save" if editing else "Add question",
            draft_key="editor:question",
            draft_of=("question", question_id) if question_id is not None else None,
        )
        self._id = question_id
        self._before = questions.draft_of(tools.ctx, question_id) if question_id is not None else None
        old = self._before
        self._prompt = text_edit(
            "question-prompt", old.prompt if old else "", lines=2, title=self.tr("Question")
        )
        topics = [(topic.slug, topic.title) for topic in catalog.topics().topics]
        self._topic = Choice(topics, name="question-topic", title=self.tr("Topic"))
        self._category = Choice(
            list(CATEGORY_TITLES.items()), name="question-category", title=self.tr("Category")
        )
        self._kind = Choice(
            [(kind, kind.upper() if kind == "sql" else kind.capitalize()) for kind in QUESTION_KINDS],
            name="question-kind",
            title=self.tr("Kind"),
        )
        self._difficulty = Choice(
            [(n, f"{n} of 5") for n in range(1, 6)], name="question-difficulty", title=self.tr("Difficulty")
        )
        self._minutes = line_edit(
            "question-minutes", str(old.minutes) if old else "5", longest=3, title=self.tr("Minutes")
        )
        self._short = text_edit(
            "question-short", old.short_answer if old else "", lines=2, title=self.tr("In 30 seconds")
        )
        self._answer = text_edit(
            "question-answer", old.answer if old else "", lines=5, title=self.tr("In full (Markdown)")
        )
        self._arrange(old)
        self._bank = TypedQuestions(self.tools, self)
        self._bank.prepare()
        self._bank.ready.connect(self._on_prompt_changed)
        self._prompt.textChanged.connect(self._on_prompt_changed)
        self.keep_typing()
        self._prompt.setFocus()

    def _arrange(self, old: QuestionDraft | None) -> None:
        self._topic.set_value(old.topic if old else "ml-foundations")
        self._category.set_value(old.category if old else "theory")
        self._kind.set_value(old.kind if old else "concept")
        self._difficulty.set_value(old.difficulty if old else 3)
        add = self.form.add
        add("prompt", self.tr("Question"), self._prompt)
        add("topic", self.tr("Topic"), self._topic)
        add("category", self.tr("Category"), self._category, beside=True)
        add("kind", self.tr("Kind"), self._kind)
        add("difficulty", self.tr("Difficulty"), self._difficulty, beside=True)
        add("minutes", self.tr("Minutes"), self._minutes)
        add("short_answer", self.tr("In 30 seconds"), self._short)
        add("answer", self.tr("In full (Markdown)"), self._answer)

    def _on_prompt_changed(self) -> None:
        text = self._prompt.toPlainText().strip()
        found = self._bank.match(text) if len(text) > 8 else None
        twins = [twin for twin in found.questions if twin.id != self._id] if found is not None else []
        self.notice.setVisible(bool(twins))
        if twins:
            self.notice.set_notice("warn", self.tr("The bank has one like it: {0}").format(twins[0].prompt))

    def _on_save(self) -> None:
        self.form.clear_errors()
        kept = (
            {name: getattr(self._before, name) for name in QuestionDraft.model_fields} if self._before else {}
        )
        try:
            draft = QuestionDraft.make(
                **kept
                | {
                    "prompt": self._prompt.toPlainText(),
                    "topic": self._topic.value,
                    "category": self._category.value,
                    "kind": self._kind.value,
                    "difficulty": self._difficulty.value,
                    "minutes": self._minutes.text(),
                    "short_answer": self._short.toPlainText(),
                    "answer": self._answer.toPlainText(),
                }
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        if self._id is None:
            self.save(self.tr("Question added"), questions.add, self.tools.ctx, draft)
        else:
            self.save(self.tr("Question saved"), questions.edit, self.tools.ctx, self._id, draft)
