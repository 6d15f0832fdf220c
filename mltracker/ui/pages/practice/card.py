"""The card: the question, room to answer, and after the reveal everything that helps to judge it."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import UserError
from mltracker.domain.practice import AnswerDraft, SessionRow
from mltracker.domain.questions import GRADE_WORDS, GRADES, Grade, suggested_grade
from mltracker.services import catalog, practice, recommendations
from mltracker.services.practice import PracticeCard, PracticePlan
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.practice.question_view import QuestionView
from mltracker.ui.pages.practice.rubric_pane import RubricPane
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.grade_bar import GradeBar, GradeChoice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.words import day, home_zone, percent

RUBRIC_WIDTH = 360
TICK_MS = 1_000


class CardView(QWidget):
    """Serves a plan card by card; a missed one comes back once at the end, as a warm-up that is not logged."""

    finished = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("practice-card")
        self._tools = tools
        self._queue: deque[tuple[int, bool]] = deque()
        self._session: SessionRow | None = None
        self._card: PracticeCard | None = None
        self._warm_up = False
        self._mock = False
        self._clock = QElapsedTimer()
        self._spent_ms = 0
        self._card_ms = 0
        self._paused = False
        self._away = False
        self._second = QTimer(self)
        self._second.setInterval(TICK_MS)
        self._second.timeout.connect(self._on_second)
        self.revealed = False
        self.what_for = ""
        self._build()

    def start(self, plan: PracticePlan, session: SessionRow) -> None:
        """Begin with the first question."""
        self._queue = deque((item.id, False) for item in plan.items)
        self._total, self._done = len(plan.items), 0
        self._session, self._plan = session, plan
        self._mock = plan.request.mode == "mock"
        self._unrated: list[tuple[int, int, str]] = []
        self._to_grade = 0  # after a mock round
        row = plan.interview
        self.what_for = ""
        if row is not None and row.at is not None:
            title = catalog.rounds().by_kind[row.round_kind].title
            self.what_for = self.tr("for {0}, {1}, {2}").format(
                row.company, title, day(row.at.astimezone(home_zone()).date())
            )
        self._spent_ms = 0
        self._go_on()
        self._second.start()
        self._next()

    def reveal(self) -> None:
        """Show the answers, the rubric and the grades; in a mock round go on to the next question instead."""
        if self._card is None or self.revealed:
            return
        if self._mock:
            self._unrated.append((self._card.detail.row.id, self._taken(), self._question.answer_text))
            self._advance()
            return
        self._show_answers()

    def grade(self, grade: str) -> None:
        """Log the answer and go on."""
        if self._card is None or not self.revealed or self._session is None:
            return
        question_id = self._card.detail.row.id
        draft = AnswerDraft.make(
            grade=grade,
            seconds=min(self._seconds, 86_400),
            answer_text=self._question.answer_text,
            rubric_ticks=self._rubric.ticks,
            warm_up=self._warm_up,
        )
        try:
            _, change = practice.answer(self._tools.ctx, self._session.id, question_id, draft)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._drafts.forget()
        if grade == "again" and not self._warm_up and not self._mock:
            self._queue.append((question_id, True))
            self._total += 1
        self._tools.events.changed.emit(change)
        self._advance()

    def tick(self, letter: str) -> bool:
        """Tick a point of the rubric by its letter."""
        return self._rubric.toggle(letter)

    def skip(self) -> None:
        """Leave the question out."""
        self._advance()

    def toggle_pause(self) -> None:
        """Stop or start the clock."""
        if self._paused:
            self._go_on()
            self._question.setFocus()
        else:
            self.pause()
            # the keys go on working: a disabled view would take the focus with it
            self._pause_button.setFocus()
            self._question.setEnabled(False)

    def pause(self) -> None:
        """Stop the clock, and keep what is typed."""
        if self._session is not None and not self._paused:
            self._stop_clock()
            self._pause_button.setText(self.tr("Go on"))
            self.keep()

    def keep(self) -> None:
        """Keep what is typed."""
        if self._session is not None:
            self._drafts.flush()

    def leave(self) -> None:
        """Let no time pass while the card is out of sight."""
        if self._session is not None and not self._paused:
            self._stop_clock()
            self._away = True

    def come_back(self) -> None:
        """Go on where the card was left; one that was paused by hand stays so."""
        if self._away:
            self._go_on()

    def end(self) -> None:
        """Finish now."""
        if self._session is None:
            return
        if self._mock and self._unrated and not self.revealed:
            self._queue.clear()
            self._rate_mock()
            return
        self._second.stop()
        session, self._session, self._card = self._session, None, None
        try:
            summary, change = practice.finish(self._tools.ctx, session.id)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.changed.emit(change)
        self.finished.emit(summary)

    def _stop_clock(self) -> None:
        self._spent_ms += self._clock.elapsed() if self._clock.isValid() else 0
        self._paused = True

    def _go_on(self) -> None:
        """Start the clock, from where it was stopped."""
        self._paused = self._away = False
        self._clock.start()
        self._pause_button.setText(self.tr("Pause"))
        self._question.setEnabled(True)

    def _build(self) -> None:
        self._count = label("", "strong", name="card-count")
        self._progress = ProgressBar(self, name="card-progress", words=False)
        self._progress.setMinimumWidth(60)
        self._progress.setMaximumWidth(260)
        self._left = label("", tone="muted", name="card-left")
        self._pause_button = Button(
            self.tr("Pause"), self, name="card-pause", kind="ghost", icon_name="pause", keys="P"
        )
        skip = Button(self.tr("Skip"), self, name="card-skip", kind="ghost", icon_name="skip", keys="S")
        edit = Button(self.tr("Edit question"), self, name="card-edit", kind="ghost", icon_name="edit")
        end = Button(self.tr("End"), self, name="card-end", keys="Esc")
        self._pause_button.clicked.connect(self.toggle_pause)
        skip.clicked.connect(self.skip)
        edit.clicked.connect(self._on_edit)
        end.clicked.connect(self.end)
        parts = (self._count, self._progress, self._left, None, self._pause_button, skip, edit, end)
        bar = frame("bar-surface", hbox(*parts, spacing=12, margins=(24, 8, 24, 8)))
        PageMargins(bar)
        self._question = QuestionView(self._tools, self)
        self._question.reveal_requested.connect(self.reveal)
        self._drafts = DraftKeeper(self._tools, self, self._typed)
        self._drafts.problem.connect(self._tools.events.notice)
        self._question.typed.connect(self._drafts.touch)
        self._rubric = RubricPane(self)
        self._rubric.ticks_changed.connect(self._on_ticks)
        splitter = Splitter(Qt.Orientation.Horizontal, name="practice-splitter")
        splitter.add_pane(frame("pane", vbox(self._question, spacing=0)), grows=True)
        splitter.add_pane(self._rubric, size=RUBRIC_WIDTH, least=280)
        self._grades = GradeBar(self, name="grade")
        self._grades.chosen.connect(self._on_graded)
        self._how = label(self.tr("How did it go?"), tone="muted")
        self._foot = frame("foot-window", hbox(self._how, self._grades, spacing=16, margins=(24, 12, 24, 12)))
        PageMargins(self._foot)
        self._foot.layout().setStretch(1, 1)  # type: ignore[union-attr]
        layout = vbox(bar, spacing=0)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._foot)
        self.setLayout(layout)

    def _advance(self) -> None:
        self._done += 1
        if self._queue:
            self._next()
        elif self._mock and self._unrated:
            self._rate_mock()
        else:
            self.end()

    def _next(self) -> None:
        question_id, self._warm_up = self._queue.popleft()
        interview = self._plan.interview.id if self._plan.interview else None
        self._card = practice.card(self._tools.ctx, question_id, interview)
        self.revealed = False
        self._seconds = 0
        self._card_ms = self._elapsed()
        text = self._drafts.open("answer", ("question", question_id)) or ""
        self._question.show_card(self._card, warm_up=self._warm_up, mock=self._mock, text=text)
        self._rubric.hide()
        self._foot.hide()
        self._show_progress()

    def _rate_mock(self) -> None:
        """At the end of a mock round: the questions once more, now with their answers, to be graded."""
        self._to_grade = self._to_grade or len(self._unrated)
        question_id, seconds, text = self._unrated.pop(0)
        self._card = practice.card(
            self._tools.ctx, question_id, self._plan.interview.id if self._plan.interview else None
        )
        self.revealed = False
        self._drafts.open("answer", ("question", question_id))
        self._question.show_card(self._card, warm_up=False, mock=False, text=text)
        self._show_answers()
        self._seconds = seconds
        self._show_progress()

    def _show_answers(self) -> None:
        if self._card is None:
            return
        self.revealed = True
        self._seconds = self._taken()
        detail = self._card.detail
        self._question.show_answers()
        self._rubric.show_detail(detail, self._question.answer_text)
        self._rubric.show()
        self._grades.set_grades(
            [
                GradeChoice(grade, str(n), GRADE_WORDS[grade], self._outcome(grade))
                for n, grade in enumerate(GRADES, start=1)
            ]
        )
        self._foot.show()
        self._on_ticks()

    def _outcome(self, grade: Grade) -> str:
        """What a grade means for the next interview; how long it is remembered when none is ahead."""
        card = self._card
        if card is None:
            return ""
        row = card.interview
        if row is not None and row.at is not None and grade in card.outlook:
            when = f"{row.at.astimezone(home_zone()):%A}"
            far = row.at - self._tools.ctx.clock()
            when = when if far.days < 7 else day(row.at.astimezone(home_zone()).date())
            return self.tr("{0} by {1}").format(percent(card.outlook[grade]), when)
        days = recommendations.days_held(self._tools.ctx, card.detail.row.id, grade)
        return self.tr("holds about {0} days").format(days) if days > 1 else self.tr("holds about a day")

    def _show_progress(self) -> None:
        self._pause_button.setVisible(not self._to_grade)  # no clock runs then
        if self._warm_up:
            self._count.setText(self.tr("Warm-up, not logged"))
        elif self._to_grade:
            graded = self._to_grade - len(self._unrated) - 1
            self._count.setText(self.tr("Grade {0} of {1}").format(graded + 1, self._to_grade))
            self._progress.set_progress(graded, self._to_grade)
            self._second.stop()
            self._left.setText(self.tr("no clock while you grade"))
            return
        else:
            self._count.setText(
                self.tr("Question {0} of {1}").format(min(self._done + 1, self._total), self._total)
            )
        self._progress.set_progress(self._done, self._total)
        self._on_second()

    def _taken(self) -> int:
        """Seconds since the question was shown."""
        return max(0, self._elapsed() - self._card_ms) // 1_000

    def _elapsed(self) -> int:
        """Milliseconds of the session so far, pauses left out."""
        return self._spent_ms + (self._clock.elapsed() if self._clock.isValid() and not self._paused else 0)

    def _typed(self) -> str | None:
        return self._question.answer_text or None

    def _on_second(self) -> None:
        if self._session is None:
            return
        left = self._session.budget_minutes * 60 - self._elapsed() // 1_000
        total = self._session.budget_minutes
        if left >= 0:
            self._left.setText(
                self.tr("{0}:{1} left of {2} min").format(left // 60, f"{left % 60:02d}", total)
            )
        else:
            self._left.setText(self.tr("{0} min are over; take the time you want").format(total))

    def _on_ticks(self) -> None:
        if self._card is not None and self.revealed:
            ticks = self._rubric.ticks
            self._grades.set_suggestion(suggested_grade(self._card.detail.rubric, ticks) if ticks else None)

    def _on_graded(self, grade: object) -> None:
        self.grade(str(grade))

    def _on_edit(self) -> None:
        if self._card is not None:
            from mltracker.ui.editors.question_editor import QuestionEditor

            QuestionEditor(self._tools, self.window(), self._card.detail.row.id).open()
