"""Choosing questions to ask, and noting an answer."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mltracker.domain.filtering import filter_words, findable, holds_words
from mltracker.domain.interviews import ASK_CATEGORIES, EmployerAnswer, PlannedAskRow
from mltracker.services import asks
from mltracker.services.asks import AskChoice
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.labels import label, set_tone
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.scrolled_card import ScrolledCard
from mltracker.ui.words import day, home_zone, tr

TALL = 380


class ChooseDialog(Dialog):
    """The bank for one interview: best for its round first, what this company answered already last."""

    def __init__(self, tools: PageTools, changer: Changer, interview_id: int, parent: QWidget) -> None:
        super().__init__("", parent, name="choose-asks", wide=True)
        self._tools, self._changer, self._interview_id = tools, changer, interview_id
        self._heading.setText(self.tr("Choose questions to ask"))
        self._choices = asks.for_interview(tools.ctx, interview_id)
        self._field = search_field("choose-filter", self.tr("Filter by words"))
        self._field.setAccessibleName(self.tr("Filter the questions"))
        self._field.textChanged.connect(self._on_filter)
        self._list = ScrolledCard(TALL, name="choose-scroll")
        self.body.addWidget(self._field)
        self.body.addWidget(self._list)
        done = Button(self.tr("Done"), name="choose-done", kind="primary")
        done.clicked.connect(self.accept)
        self.add_buttons(done)
        self._fill()

    def _fill(self, *, from_top: bool = False) -> None:
        words = filter_words(self._field.text())
        said = False
        rows: list[QWidget] = []
        for choice in self._choices:
            if holds_words(findable(f"{choice.row.text} {choice.row.category}"), words):
                if choice.answered is not None and not said:
                    said = True
                    heading = self.tr("Answered by {0} already").format(choice.answered.company)
                    rows.append(ListRow(heading, name="choose-answered", strong=True))
                rows.append(self._line(choice))
        if not rows:
            nothing, more = self.tr("Nothing matches"), self.tr("Fewer words show more.")
            rows.append(EmptyState("search", nothing, more, name="choose-nothing"))
        self._list.show_rows(rows, from_top=from_top)

    def _line(self, choice: AskChoice) -> QWidget:
        row, answered = choice.row, choice.answered
        if answered is None:
            sign = Sign("star", self.tr("good for this round"), "muted") if choice.best else None
            detail = ASK_CATEGORIES.get(row.category, row.category)
        else:
            sign = Sign("check", answered_words(answered, self._tools.ctx.today()), "muted")
            detail = answered.answer
        line = ListRow(row.text, detail, name=f"choice-{row.id}", sign=sign)
        words = self.tr("Choose") if answered is None else self.tr("Ask again")
        button = Button(
            self.tr("Chosen") if choice.planned else words,
            name=f"choose-{row.id}",
            size="small",
            kind="secondary" if answered is None else "ghost",
        )
        if answered is not None:
            set_tone(line.title, "muted")
        button.setEnabled(not choice.planned)
        button.setProperty("question_id", row.id)
        button.clicked.connect(self._on_chosen)
        line.add(button)
        return line

    def _on_filter(self, _text: str) -> None:
        self._fill(from_top=True)

    def _on_chosen(self) -> None:
        question_id = int(self.sender().property("question_id"))
        self._changer.run("", asks.plan, self._tools.ctx, self._interview_id, question_id)
        self._choices = asks.for_interview(self._tools.ctx, self._interview_id)
        self._fill()


def answered_words(answer: EmployerAnswer, today: date) -> str:
    """When a company answered a question, or was asked it if nothing was noted."""
    on = day(answer.asked_at.astimezone(home_zone()).date(), today)
    return tr("answered {0}").format(on) if answer.answer else tr("asked {0}, no answer noted").format(on)


class AnswerDialog(Dialog):
    """What they answered, and whether it is a good sign."""

    def __init__(self, tools: PageTools, changer: Changer, ask: PlannedAskRow, parent: QWidget) -> None:
        super().__init__(ask.text, parent, name="ask-answer")
        self._tools, self._changer, self._ask = tools, changer, ask
        self._answer = QPlainTextEdit(ask.answer)
        self._answer.setObjectName("ask-answer-text")
        self._answer.setAccessibleName(self.tr("Their answer"))
        self._answer.setPlaceholderText(self.tr("What they said, in a few words"))
        self._answer.setTabChangesFocus(True)
        segments = [
            Segment("", self.tr("No flag")),
            Segment("good", self.tr("Good sign")),
            Segment("mixed", self.tr("Mixed")),
            Segment("warning", self.tr("Warning sign")),
        ]
        self._flag = SegmentedControl(segments, name="ask-answer-flag", title=self.tr("What it tells you"))
        self._flag.set_key(ask.flag or "")
        self.body.addWidget(self._answer)
        self.body.addWidget(self._flag)
        self._error = label("", "small", "bad", wrap=True)
        self.body.addWidget(self._error)
        self.add_ok_cancel(self.tr("Save")).clicked.connect(self._on_save)

    def _on_save(self) -> None:
        flag = self._flag.key or None
        saved = self._changer.run(
            self.tr("Answer noted"),
            asks.answer,
            self._tools.ctx,
            self._ask.id,
            self._answer.toPlainText(),
            flag,  # type: ignore[arg-type]
        )
        if saved is not None:
            self.accept()
