"""Beside the lines of a debrief: notes, the result, when they will answer, what was asked back and which stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from mltracker.domain.interviews import InterviewRow, PlannedAskRow
from mltracker.domain.stories import StoryChoice
from mltracker.services import asks
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.told_list import LETTERS, ToldList
from mltracker.ui.paint import Sign
from mltracker.ui.text import menu_text, plain_tip, shortened
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.scroll import scroll_area

SIDE = 296


def follow(shown: object, old: object, new: Any, put: Callable[[Any], None]) -> None:
    """Show what was changed elsewhere where nothing was touched."""
    if shown == old != new:
        put(new)


class DebriefSide(QFrame):
    """What is worth a minute more, all of it optional, and the way out."""

    notes_changed = Signal()
    finish_requested = Signal()
    left = Signal()

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self._tools, self._changer = tools, changer
        self._over = ""  # the stored notes that those shown were typed over
        self._build()

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved, as a DebriefDraft names it."""
        return {
            "notes": self._notes.toPlainText(),
            "result": self._result.key,
            "reply_expected_on": self._reply.value,
        }

    def is_wrong(self) -> bool:
        """Whether something cannot be saved; it is said at its field, which gets the keyboard."""
        self._reply_error.set_sign(Sign("error", self._reply.problem, "bad"))
        self._reply_error.setVisible(self._reply.is_wrong)
        if self._reply.is_wrong:
            self._reply.setFocus()
        return self._reply.is_wrong

    def begin(self, row: InterviewRow, kept: Mapping[str, str]) -> None:
        """Show what is stored of an interview, and in place of its notes those that were kept as a draft."""
        self._result.set_key(row.result)
        self._reply.set_value(row.reply_expected_on)
        self._over = kept.get("over", row.notes)
        self._notes.setPlainText(kept.get("notes", row.notes))
        self._meanwhile.hide()

    def typed(self, stored: str) -> dict[str, str]:
        """The notes, unless they are those stored, with the ones that they were typed over."""
        notes = self._notes.toPlainText()
        return {"notes": notes, "over": self._over} if notes.strip() != stored else {}

    def take_over(self, before: InterviewRow, row: InterviewRow) -> None:
        """What was changed elsewhere stands where nothing was touched; beside notes typed here it is said."""
        # blanks around notes are not stored
        notes, reply = self._notes.toPlainText().strip(), self._reply.problem or self._reply.value
        if notes == self._over != row.notes:
            self._notes.setPlainText(row.notes)
        if notes in (self._over, row.notes):
            self._over = row.notes
        words = self.tr("Finish to keep this. Stored meanwhile: {0}")
        self._meanwhile.setText(words.format(shortened(row.notes) or self.tr("nothing")))
        self._meanwhile.setToolTip(plain_tip(row.notes))
        self._meanwhile.setVisible(row.notes != self._over)
        follow(self._result.key, before.result, row.result, self._result.set_key)
        follow(reply, before.reply_expected_on, row.reply_expected_on, self._reply.set_value)

    def show_lists(
        self, interview_id: int, planned: Sequence[PlannedAskRow], choices: Sequence[StoryChoice]
    ) -> None:
        """Show what was planned to be asked, and the stories that may have been told."""
        self._told.show_choices(interview_id, choices)
        clear(self._asked_list)
        for ask in planned:
            button = Button(
                menu_text(ask.text, LETTERS),
                name=f"debrief-ask-{ask.id}",
                kind="ghost",
                size="small",
                icon_name="check" if ask.asked_at else "ask",
                tip=ask.text,
            )
            button.setProperty("ask_id", ask.id)
            button.setProperty("asked", ask.asked_at is not None)
            button.clicked.connect(self._on_ask)
            self._asked_list.addWidget(button)
        if not planned:
            self._asked_list.addWidget(label(self.tr("Nothing was chosen for this round."), "small", "muted"))

    def _build(self) -> None:
        self._notes = QPlainTextEdit()
        self._notes.setObjectName("debrief-notes")
        self._notes.setAccessibleName(self.tr("Anything to remember?"))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(88)
        self._notes.textChanged.connect(self.notes_changed)
        self._meanwhile = label("", "small", "warn", wrap=True, name="debrief-meanwhile")
        results = [
            Segment("pending", self.tr("Not yet")),
            Segment("passed", self.tr("Passed")),
            Segment("failed", self.tr("No")),
        ]
        self._result = SegmentedControl(
            results, name="debrief-result", title=self.tr("Did you pass?"), small=True
        )
        self._reply = DateEdit(
            self,
            name="debrief-reply",
            title=self.tr("They said they will answer by"),
            today=self._tools.ctx.today,
        )
        self._reply_error = SignLabel()
        self._reply_error.setObjectName("debrief-reply-error")
        self._reply_error.hide()
        self._asked_list = vbox(spacing=4)
        self._told = ToldList(self._tools, self._changer)
        finish = Button(
            self.tr("Finish"), name="debrief-finish", kind="primary", icon_name="check", keys="Ctrl+Enter"
        )
        finish.clicked.connect(self.finish_requested)
        later = Button(self.tr("Later"), name="debrief-later", kind="ghost")
        later.clicked.connect(self.left)
        area = scroll_area(self._worth(), name="debrief-worth")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "pane")
        self.setObjectName("debrief-side")
        self.setFixedWidth(SIDE)
        column = vbox(spacing=0)
        column.addWidget(area, 1)
        column.addLayout(hbox(finish, later, None, margins=(16, 8, 16, 16)))
        self.setLayout(column)

    def _worth(self) -> QWidget:
        """What else may be noted, each under its question."""
        worth = QWidget()
        heading = label(self.tr("Also worth a minute"), "strong")
        worth.setLayout(
            vbox(
                vbox(heading, label(self.tr("Optional. All of it can wait."), "small", "muted"), spacing=4),
                vbox(label(self.tr("Anything to remember?")), self._notes, self._meanwhile, spacing=4),
                vbox(
                    label(self.tr("They said they will answer by")),
                    self._reply,
                    self._reply_error,
                    spacing=4,
                ),
                vbox(label(self.tr("Did you pass?")), hbox(self._result, None), spacing=4),
                vbox(label(self.tr("What you asked them")), self._asked_list, spacing=4),
                self._told,
                None,
                spacing=16,
                margins=(16, 16, 16, 8),
            )
        )
        return worth

    def _on_ask(self) -> None:
        ask_id, asked = int(self.sender().property("ask_id")), bool(self.sender().property("asked"))
        self._changer.run("", asks.set_asked, self._tools.ctx, ask_id, asked=not asked)
