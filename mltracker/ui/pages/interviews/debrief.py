"""The debrief, in place of the interview: what they asked, line by line without the mouse, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedLayout, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import AskedDraft, AskedRow, DebriefDraft, InterviewRow
from mltracker.services import asks, catalog, debrief, interviews, stories
from mltracker.ui.changer import Changer
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.debrief_entry import DebriefEntry
from mltracker.ui.pages.interviews.debrief_result import DebriefResult
from mltracker.ui.pages.interviews.debrief_section import FEELINGS
from mltracker.ui.pages.interviews.grade_keys import GradeKeys
from mltracker.ui.pages.interviews.told_list import LETTERS, ToldList
from mltracker.ui.paint import Sign
from mltracker.ui.text import menu_text, plain_tip, shortened
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button, KeyCap, Segment, SegmentedControl
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, frame, hbox, rule, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import day_and_time

SIDE = 296


class DebriefView(QWidget):
    """Lines that are noted already, one line to type, and beside them what is worth a minute more."""

    left = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("debrief")
        self._tools = tools
        self._changer = Changer(tools, self)
        self.interview_id: int | None = None
        self._stored: InterviewRow | None = None
        self._over = ""  # the stored notes that those shown were typed over
        self._build()
        self._drafts = DraftKeeper(tools, self, self._typed)
        self._drafts.problem.connect(tools.events.notice)
        self._notes.textChanged.connect(self._drafts.touch)
        self._entry.text_changed.connect(self._drafts.touch)

    def show_interview(self, interview_id: int) -> None:
        """Open the debrief of an interview, with what was typed and not saved before; its lines come with `refresh`."""
        self.interview_id = interview_id
        self._stack.setCurrentIndex(0)
        row = interviews.row(self._tools.ctx, interview_id)
        self._feeling.set_key(str(row.feeling or ""))
        self._result.set_key(row.result)
        self._reply.set_value(row.reply_expected_on)
        kept = self._drafts.open("debrief", ("interview", interview_id)) or {}
        self._stored, self._over = row, kept.get("over", row.notes)
        self._notes.setPlainText(kept.get("notes", row.notes))
        self._meanwhile.hide()
        self._entry.start(kept.get("line", ""))

    def refresh(self) -> None:
        """Read the lines again, and what else was stored meanwhile."""
        if self.interview_id is None:
            return
        ctx = self._tools.ctx
        detail = interviews.detail(ctx, self.interview_id)
        row = detail.row
        self._take_over(row)
        title = row.label or catalog.rounds().by_kind[row.round_kind].title
        self._title.setText(self.tr("Debrief: {0}, {1}").format(row.company, title))
        when = day_and_time(row.at, ctx.clock()) if row.at else ""
        self._subtitle.setText(" · ".join(filter(None, (row.role_title, when))))
        clear(self._lines.body)
        for number, asked in enumerate(detail.asked, start=1):
            self._lines.add_row(self._line(number, asked))
        self._lines.setVisible(bool(detail.asked))
        self._entry.set_number(len(detail.asked) + 1)
        self._show_asks(detail.asks)
        known = [line.question_id for line in detail.asked if line.question_id]
        self._told.show_choices(row.id, stories.for_interview(ctx, row, known))

    def keep_draft(self) -> None:
        """Keep what is typed and not saved yet."""
        if self.interview_id is not None and self.isVisible():
            self._drafts.keep()

    def _typed(self) -> dict[str, str] | None:
        notes, line = self._notes.toPlainText(), self._entry.text
        stored = self._stored.notes if self._stored is not None else ""
        found = {"notes": notes, "over": self._over} if notes.strip() != stored else {}
        return found | ({"line": line} if line.strip() else {}) or None

    def _take_over(self, row: InterviewRow) -> None:
        """What was changed elsewhere stands where nothing was touched; beside notes typed here it is said."""
        before, self._stored = self._stored or row, row
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
        fields: tuple[tuple[object, object, Any, Callable[[Any], None]], ...] = (
            (self._feeling.key, str(before.feeling or ""), str(row.feeling or ""), self._feeling.set_key),
            (self._result.key, before.result, row.result, self._result.set_key),
            (reply, before.reply_expected_on, row.reply_expected_on, self._reply.set_value),
        )
        for shown, old, new, put in fields:
            if shown == old != new:
                put(new)

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        editor = QWidget()
        middle = QWidget()
        middle.setObjectName("debrief-middle")
        back, head = self._head()
        segments = [Segment("", self.tr("Not said"))] + [
            Segment(str(n), f"{n} {self.tr(FEELINGS[n])}") for n in range(1, 6)
        ]
        self._feeling = SegmentedControl(segments, name="debrief-feeling", title=self.tr("How did it feel?"))
        self._lines = Card(parent=self, name="debrief-lines", flush=True)
        self._entry = DebriefEntry(self._tools, self)
        self._entry.line_done.connect(self._on_line)
        keys = self._keys()
        column = vbox(
            hbox(back, None),
            head,
            hbox(label(self.tr("How did it feel?")), self._feeling, None, spacing=16),
            self._lines,
            self._entry,
            keys,
            None,
            spacing=12,
            margins=(24, 12, 24, 24),
        )
        middle.setLayout(column)
        PageMargins(middle)
        area = scroll_area(middle, name="debrief-scroll")
        layout = hbox(spacing=0)
        layout.addWidget(area, 1)
        layout.addWidget(rule(tall=True))
        layout.addWidget(self._side())
        editor.setLayout(layout)
        self._stack.addWidget(editor)
        self._done = DebriefResult(self)
        self._done.thanks_requested.connect(self._on_thanks)
        self._done.closed.connect(self.left)
        self._stack.addWidget(self._done)
        finish = QShortcut(QKeySequence("Ctrl+Return"), self)
        finish.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finish.activated.connect(self._on_finish)

    def _head(self) -> tuple[Button, QHBoxLayout]:
        self._title = label("", "title", wrap=True, name="debrief-title")
        self._subtitle = label("", tone="muted", wrap=True)
        back = Button(
            self.tr("Back to the interview"),
            name="debrief-back",
            kind="ghost",
            size="small",
            icon_name="chevron-left",
        )
        back.clicked.connect(self.left)
        paste = Button(self.tr("Paste a list or transcript"), name="debrief-paste", icon_name="import")
        paste.clicked.connect(self._on_paste)
        head = hbox(spacing=12)
        head.addLayout(vbox(self._title, self._subtitle, spacing=2), 1)
        head.addWidget(paste, 0, Qt.AlignmentFlag.AlignTop)
        return back, head

    def _keys(self) -> QHBoxLayout:
        keys = hbox(spacing=6)
        for cap, words in (
            ("Tab", self.tr("take the suggestion")),
            ("Enter", self.tr("on to the grade")),
            ("1", self.tr("to 4: grade, next line")),
            ("Ctrl+Enter", self.tr("finish")),
        ):
            keys.addWidget(KeyCap(cap))
            keys.addWidget(label(words, "small", "muted"))
            keys.addSpacing(8)
        keys.addStretch(1)
        return keys

    def _side(self) -> QWidget:
        self._notes = QPlainTextEdit()
        self._notes.setObjectName("debrief-notes")
        self._notes.setAccessibleName(self.tr("Anything to remember?"))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(88)
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
        finish.clicked.connect(self._on_finish)
        later = Button(self.tr("Later"), name="debrief-later", kind="ghost")
        later.clicked.connect(self.left)
        area = scroll_area(self._worth(), name="debrief-worth")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = frame("pane", name="debrief-side")
        side.setFixedWidth(SIDE)
        column = vbox(spacing=0)
        column.addWidget(area, 1)
        column.addLayout(hbox(finish, later, None, margins=(16, 8, 16, 16)))
        side.setLayout(column)
        return side

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

    def _line(self, number: int, asked: AskedRow) -> QWidget:
        twin = asked.question_prompt if asked.question_prompt and asked.question_prompt != asked.text else ""
        topic = catalog.topics().by_slug[asked.topic].title
        row = ListRow(
            f"{number}.  {asked.text}",
            f"{topic} · {twin or self.tr('new to the bank')}",
            name=f"asked-line-{asked.id}",
            long=True,
        )
        grades = GradeKeys(name=f"asked-grade-{asked.id}")
        grades.set_grade(asked.grade)
        grades.setProperty("asked_id", asked.id)
        grades.chosen.connect(self._on_regrade)
        remove = Button(
            name=f"asked-remove-{asked.id}",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Remove this line"),
        )
        remove.setProperty("asked_id", asked.id)
        remove.clicked.connect(self._on_remove)
        row.add(grades, remove)
        return row

    def _show_asks(self, planned: object) -> None:
        clear(self._asked_list)
        found = list(planned) if isinstance(planned, tuple) else []
        for ask in found:
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
        if not found:
            self._asked_list.addWidget(label(self.tr("Nothing was chosen for this round."), "small", "muted"))

    def _on_ask(self) -> None:
        ask_id, asked = int(self.sender().property("ask_id")), bool(self.sender().property("asked"))
        self._changer.run("", asks.set_asked, self._tools.ctx, ask_id, asked=not asked)

    def _on_thanks(self) -> None:
        from mltracker.ui.editors.letter_editor import write_letter

        if self.interview_id is not None:
            row = interviews.row(self._tools.ctx, self.interview_id)
            write_letter(self._tools, self.window(), "thank-you", row.application_id, row.id)

    def _on_line(self, draft: object) -> None:
        if isinstance(draft, AskedDraft) and self.interview_id is not None:
            saved = self._changer.run("", debrief.log, self._tools.ctx, self.interview_id, draft)
            if saved is not None:
                self._entry.start("")

    def _on_regrade(self, grade: object) -> None:
        asked_id = int(self.sender().property("asked_id"))
        detail = interviews.detail(self._tools.ctx, self.interview_id or 0)
        row = next(row for row in detail.asked if row.id == asked_id)
        draft = AskedDraft.make(
            text=row.text,
            topic=row.topic,
            question_id=row.question_id,
            grade=grade,
            my_answer=row.my_answer,
            depth=row.depth,
        )
        self._changer.run("", debrief.change, self._tools.ctx, asked_id, draft)

    def _on_remove(self) -> None:
        self._changer.run(
            self.tr("Line removed"), debrief.remove, self._tools.ctx, int(self.sender().property("asked_id"))
        )

    def _on_paste(self) -> None:
        text = self._tools.prompts.ask_text(
            self.tr("Paste a list or transcript"),
            self.tr("One question a line; in a transcript what the interviewer says"),
            ok_label=self.tr("Add the lines"),
            multiline=True,
        )
        for line in debrief.split_lines(text or ""):
            if self.interview_id is not None:
                self._changer.run(
                    "", debrief.log, self._tools.ctx, self.interview_id, AskedDraft.make(text=line)
                )

    def _on_finish(self) -> None:
        if self.interview_id is None:
            return
        if self._entry.text.strip():
            self._entry.finish_line()
        self._reply_error.set_sign(Sign("error", self._reply.problem, "bad"))
        self._reply_error.setVisible(self._reply.is_wrong)
        if self._reply.is_wrong:
            self._reply.setFocus()
            return
        try:
            feeling = int(self._feeling.key) if self._feeling.key else None
            draft = DebriefDraft.make(
                feeling=feeling,
                notes=self._notes.toPlainText(),
                result=self._result.key,
                reply_expected_on=self._reply.value,
            )
        except InvalidInput as error:
            self._tools.prompts.confirm(self.tr("This is not saved yet"), str(error), self.tr("Go back"))
            return
        found = self._changer.run("", debrief.finish, self._tools.ctx, self.interview_id, draft)
        if found is not None:
            self._drafts.forget()
            self._done.show_summary(found)
            self._stack.setCurrentIndex(1)
            self._done.begin()
