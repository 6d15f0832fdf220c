"""Section 3: the questions most worth practicing before this interview, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.interviews import AskedRow, InterviewRow, Mark
from mltracker.domain.practice import PracticeRequest
from mltracker.domain.scorecard import InterviewScore
from mltracker.services import catalog, preferences, recommendations
from mltracker.services.recommendations import RecommendedQuestion
from mltracker.ui import explain
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, rule
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import ListRow

FIRST = 5


class QuestionsSection(Section):
    """Rank, prompt and reason; pin, dismiss, practice one or twenty minutes."""

    name, icon, flush = "questions", "questions", True

    @property
    def title(self) -> str:
        return self.tr("Recommended questions")

    @property
    def short(self) -> str:
        return self.tr("Questions")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body
        self._row: InterviewRow | None = None
        self._found: list[RecommendedQuestion] = []
        self._all = self._over = False
        self._asked: set[int | None] = set()
        self._in_vain: set[int] = set()
        self._practice = Button("", name="questions-practice", kind="primary", icon_name="play")
        self._practice.clicked.connect(self._on_practice)
        self.head.addWidget(self._practice)

    def show_questions(
        self,
        row: InterviewRow,
        found: Sequence[RecommendedQuestion],
        asked: Sequence[AskedRow] = (),
        score: InterviewScore | None = None,
    ) -> None:
        """Show the ranked questions of an interview; after its debrief also what became of them."""
        self._asked = {line.question_id for line in asked} if score is not None else set()
        self._in_vain = set(score.in_vain) if score is not None else set()
        if self._row is not None and self._row.id != row.id:
            self._all = False
        self._row, self._found = row, list(found)
        length = preferences.get(self.tools.ctx).practice_minutes
        self._practice.setText(self.tr("Practice {0} min").format(length))
        self._over = not row.is_coming(self.tools.ctx.clock())
        self._practice.setVisible(not self._over and bool(found))
        self.heading.setText(self.tr("What was recommended") if self._over else self.title)
        self._fill()

    def set_primary(self, *, on: bool) -> None:
        """Practicing is not the primary thing once it is time to join."""
        self._practice.set_kind("primary" if on else "secondary")

    def _fill(self) -> None:
        clear(self._body)
        shown = self._found if self._all else self._found[:FIRST]
        for item in shown:
            self.card.add_row(self._line(item))
        if not self._found:
            self.card.add_row(
                EmptyState(
                    "questions",
                    self.tr("Nothing to recommend just now"),
                    self.tr("What helps most was practiced within the last day."),
                    name="no-recommendations",
                )
            )
        elif len(self._found) > FIRST:
            words = (
                self.tr("Show less")
                if self._all
                else self.tr("Show {0} more").format(len(self._found) - FIRST)
            )
            more = Link(words, name="questions-more")
            more.clicked.connect(self._on_more)
            self._body.addWidget(rule())
            self._body.addLayout(hbox(more, None, margins=(52, 8, 16, 8)))

    def _line(self, item: RecommendedQuestion) -> ListRow:
        at = self._row.at if self._row else None
        topic = catalog.topics().by_slug[item.topic].title
        fate = self._fate(item.id)
        # what became of it says more than what had been expected
        why = "" if self._over and fate else explain.reason_words(item, at, over=self._over)
        row = ListRow(
            item.prompt,
            " · ".join(filter(None, (why, topic))),
            name=f"recommended-{item.id}",
            sign=fate,
            long=True,
        )
        row.setToolTip(plain_tip(explain.factor_lines(item.factors, catalog.titles())))
        number = label(str(item.rank), tone="muted")
        number.setFixedWidth(24)
        layout = row.layout()
        if layout is not None:
            layout.insertWidget(0, number)  # type: ignore[attr-defined]
        pin = Button(
            name=f"pin-{item.id}",
            kind="tonal" if item.pinned else "ghost",
            size="small",
            icon_name="pin",
            tip=self.tr("Take the pin off") if item.pinned else self.tr("Pin: practice it first"),
        )
        dismiss = Button(
            name=f"dismiss-{item.id}",
            kind="ghost",
            size="small",
            icon_name="dismiss",
            tip=self.tr("Leave it out for this interview"),
        )
        practice = Button(self.tr("Practice"), name=f"practice-{item.id}", size="small")
        for button, slot in (
            (pin, self._on_pin),
            (dismiss, self._on_dismiss),
            (practice, self._on_practice_one),
        ):
            button.setProperty("question_id", item.id)
            button.setProperty("pinned", item.pinned)
            button.clicked.connect(slot)
        buttons = QWidget()
        buttons.setLayout(hbox(pin, dismiss, practice, spacing=4))
        for button in (pin, dismiss):
            button.setHidden(self._over)  # nothing is left to plan
        row.add(buttons)
        return row

    def _fate(self, question_id: int) -> Sign | None:
        """What became of a recommended question once the interview was noted down."""
        if question_id in self._asked:
            return Sign("done", self.tr("asked"), "good")
        return (
            Sign("info", self.tr("prepared, did not come up"), "muted")
            if question_id in self._in_vain
            else None
        )

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()

    def _on_practice(self) -> None:
        if self._row is not None:
            length = preferences.get(self.tools.ctx).practice_minutes
            request = PracticeRequest.make(mode="interview", minutes=length, interview_id=self._row.id)
            self.tools.navigator.practice(request)

    def _on_practice_one(self) -> None:
        question = int(self.sender().property("question_id"))
        interview = self._row.id if self._row else None
        self.tools.navigator.practice(
            PracticeRequest.make(mode="custom", interview_id=interview, question_ids=(question,))
        )

    def _on_pin(self) -> None:
        self._mark(None if self.sender().property("pinned") else "pinned", self.tr("Pinned"))

    def _on_dismiss(self) -> None:
        self._mark("dismissed", self.tr("Left out for this interview"))

    def _mark(self, mark: Mark | None, words: str) -> None:
        if self._row is not None:
            question = int(self.sender().property("question_id"))
            self.changer.run(
                words if mark else "", recommendations.mark, self.tools.ctx, self._row.id, question, mark
            )
