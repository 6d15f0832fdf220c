"""The debrief, in place of the interview: what they asked, line by line without the mouse, and what it changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import AskedDraft, AskedRow, DebriefDraft, InterviewRow
from mltracker.services import catalog, debrief, interviews, stories
from mltracker.ui.changer import Changer
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.debrief_entry import DebriefEntry
from mltracker.ui.pages.interviews.debrief_result import DebriefResult
from mltracker.ui.pages.interviews.debrief_section import FEELINGS
from mltracker.ui.pages.interviews.debrief_side import DebriefSide, follow
from mltracker.ui.pages.interviews.grade_keys import GradeKeys
from mltracker.ui.widgets.buttons import Button, KeyCap, Segment, SegmentedControl
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, rule, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import day_and_time


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
        self._build()
        self._drafts = DraftKeeper(tools, self, self._typed)
        self._drafts.problem.connect(tools.events.notice)
        self._side.notes_changed.connect(self._drafts.touch)
        self._entry.text_changed.connect(self._drafts.touch)

    def show_interview(self, interview_id: int) -> None:
        """Open the debrief of an interview, with what was typed and not saved before; its lines come with `refresh`."""
        self.interview_id = interview_id
        self._stack.setCurrentIndex(0)
        row = interviews.row(self._tools.ctx, interview_id)
        kept = self._drafts.open("debrief", ("interview", interview_id)) or {}
        self._stored = row
        self._feeling.set_key(str(row.feeling or ""))
        self._side.begin(row, kept)
        self._entry.start(kept.get("line", ""))

    def refresh(self) -> None:
        """Read the lines again, and what else was stored meanwhile."""
        if self.interview_id is None:
            return
        ctx = self._tools.ctx
        detail = interviews.detail(ctx, self.interview_id)
        row = detail.row
        before, self._stored = self._stored or row, row
        follow(self._feeling.key, str(before.feeling or ""), str(row.feeling or ""), self._feeling.set_key)
        self._side.take_over(before, row)
        title = row.label or catalog.rounds().by_kind[row.round_kind].title
        self._title.setText(self.tr("Debrief: {0}, {1}").format(row.company, title))
        when = day_and_time(row.at, ctx.clock()) if row.at else ""
        self._subtitle.setText(" · ".join(filter(None, (row.role_title, when))))
        clear(self._lines.body)
        for number, asked in enumerate(detail.asked, start=1):
            self._lines.add_row(self._line(number, asked))
        self._lines.setVisible(bool(detail.asked))
        self._entry.set_number(len(detail.asked) + 1)
        known = [line.question_id for line in detail.asked if line.question_id]
        self._side.show_lists(row.id, detail.asks, stories.for_interview(ctx, row, known))

    def keep_draft(self) -> None:
        """Keep what is typed and not saved yet."""
        if self.interview_id is not None and self.isVisible():
            self._drafts.keep()

    def _typed(self) -> dict[str, str] | None:
        line = self._entry.text
        found = self._side.typed(self._stored.notes if self._stored is not None else "")
        return found | ({"line": line} if line.strip() else {}) or None

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
        self._side = DebriefSide(self._tools, self._changer)
        self._side.finish_requested.connect(self._on_finish)
        self._side.left.connect(self.left)
        layout.addWidget(self._side)
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
        if self._side.is_wrong():
            return
        try:
            feeling = int(self._feeling.key) if self._feeling.key else None
            draft = DebriefDraft.make(feeling=feeling, **self._side.values)
        except InvalidInput as error:
            self._tools.prompts.confirm(self.tr("This is not saved yet"), str(error), self.tr("Go back"))
            return
        found = self._changer.run("", debrief.finish, self._tools.ctx, self.interview_id, draft)
        if found is not None:
            self._drafts.forget()
            self._done.show_summary(found)
            self._stack.setCurrentIndex(1)
            self._done.begin()
