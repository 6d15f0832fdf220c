"""Section 5: what to ask them, chosen from the bank, with their answers afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.interviews import ASK_CATEGORIES, EmployerAnswer, InterviewRow, PlannedAskRow
from mltracker.services import asks
from mltracker.ui.flags import FLAGS
from mltracker.ui.pages.interviews.ask_dialogs import AnswerDialog, ChooseDialog, answered_words
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import set_tone
from mltracker.ui.widgets.layouts import clear
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.reorder import Reorder


class AsksSection(Section):
    """Choose, order, drop, and note what they answered."""

    name, icon, flush = "ask", "ask", True

    @property
    def title(self) -> str:
        return self.tr("Questions to ask")

    @property
    def short(self) -> str:
        return self.tr("To ask")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body
        self._row: InterviewRow | None = None
        self._asks: list[PlannedAskRow] = []
        self._known: dict[int, EmployerAnswer] = {}
        self._order = Reorder(self.card)
        self._order.moved.connect(self._on_moved)
        choose = Button(self.tr("Choose from the bank"), name="asks-choose", icon_name="ask")
        choose.clicked.connect(self._on_choose)
        self.head.addWidget(choose)

    def show_asks(
        self, row: InterviewRow, planned: Sequence[PlannedAskRow], known: Mapping[int, EmployerAnswer]
    ) -> None:
        """Show what is planned for an interview; `known` is what its company answered at others, by question."""
        self._row, self._asks, self._known = row, list(planned), dict(known)
        if self.is_drawn(row.id, self._asks, self._known):
            return
        self._order.begin()
        clear(self._body)
        for ask in planned:
            self.card.add_row(self._line(ask))
        self._order.end()
        if not planned:
            empty = EmptyState(
                "ask",
                self.tr("Nothing chosen yet"),
                self.tr("Two or three good questions say more about you than an answer."),
                name="no-asks",
                button=self.tr("Choose from the bank"),
            )
            empty.pressed.connect(self._on_choose)
            self.card.add_row(empty)

    def _line(self, ask: PlannedAskRow) -> QWidget:
        sign = None
        if ask.asked_at is not None:
            words = self.tr("answered") if ask.answer else self.tr("asked")
            sign = FLAGS.get(ask.flag or "", Sign("check", words, "muted"))
        detail = ask.answer or ASK_CATEGORIES.get(ask.category, ask.category)
        known = self._known.get(ask.employer_question_id) if ask.asked_at is None else None
        if known is not None:
            sign = Sign("info", answered_words(known, self.tools.ctx.today()), "muted")
            detail = known.answer
        row = ListRow(ask.text, detail, name=f"ask-{ask.id}", sign=sign, long=True)
        if known is not None:
            set_tone(row.title, "muted")
        answer = Button(self.tr("Answer"), name=f"ask-answer-{ask.id}", size="small", kind="ghost")
        drop = Button(
            name=f"ask-drop-{ask.id}",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Take it off the list"),
        )
        for button, slot in ((answer, self._on_answer), (drop, self._on_drop)):
            button.setProperty("ask_id", ask.id)
            button.clicked.connect(slot)
        row.lead(self._order.grip(ask.id, ask.text, row))
        row.add(answer, drop)
        return row

    def _on_choose(self) -> None:
        if self._row is not None:
            ChooseDialog(self.tools, self.changer, self._row.id, self.window()).open()

    def _on_answer(self) -> None:
        ask_id = int(self.sender().property("ask_id"))
        ask = next(ask for ask in self._asks if ask.id == ask_id)
        AnswerDialog(self.tools, self.changer, ask, self.window()).open()

    def _on_moved(self, ids: object) -> None:
        if self._row is not None and isinstance(ids, list):
            self.changer.run("", asks.reorder, self.tools.ctx, self._row.id, ids)

    def _on_drop(self) -> None:
        ask_id = int(self.sender().property("ask_id"))
        self.changer.run(self.tr("Taken off the list"), asks.unplan, self.tools.ctx, ask_id)
