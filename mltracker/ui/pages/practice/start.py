"""Where practice starts: tonight's plan, one interview, a topic, what went wrong, or a mock round."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mltracker.domain.practice import PracticeRequest
from mltracker.services import catalog, interviews, practice, preferences
from mltracker.services.practice import PracticePlan
from mltracker.ui import explain
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.words import day, home_zone, tr

LENGTHS = (10, 20, 30, 45, 60)
WIDTH = 820


class StartView(QScrollArea):
    """One button starts what helps most; everything else is beside it."""

    requested = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="practice-start")
        self._tools = tools
        self._build()

    def refresh(self) -> None:
        """Read what could be practiced now."""
        ctx = self._tools.ctx
        if not self._lengths.key:
            self._lengths.set_key(
                str(min(LENGTHS, key=lambda n: abs(n - preferences.get(ctx).practice_minutes)))
            )
        rows = [row for row in interviews.coming(ctx) if row.at is not None]
        titles = catalog.rounds().by_kind
        options = [
            (
                row.id,
                f"{row.company}, {titles[row.round_kind].title}, {day(row.at.astimezone(home_zone()).date())}",
            )
            for row in rows
            if row.at is not None
        ]
        self._interview.setPlaceholderText("" if options else self.tr("None is booked"))
        self._interview.set_options(options)
        for widget in (self._interview, self._go_interview, self._go_mock):
            widget.setEnabled(bool(options))
        self._show_plan(practice.make_plan(ctx, self._request("tonight")))

    def say_nothing(self, request: PracticeRequest) -> None:
        """Say that nothing is left to practice for a request."""
        self.refresh()
        words = {
            "mistakes": self.tr("Nothing went wrong lately. Good."),
        }.get(request.mode, self.tr("What helps most was practiced within the last day. Rest counts too."))
        self._nothing.setText(words)
        self._nothing.show()

    def _build(self) -> None:
        segments = [Segment(str(n), f"{n} min") for n in LENGTHS]
        self._lengths = SegmentedControl(segments, name="practice-minutes", title=self.tr("How long"))
        self._lengths.set_key("20")
        self._lengths.changed.connect(self._on_length)
        self._nothing = label("", tone="muted", wrap=True, name="practice-nothing")
        self._nothing.hide()
        self._tonight = Card("hero", self, name="tonight")
        self._headline = label(self.tr("Tonight's plan"), "title")
        self._why = label("", tone="muted", wrap=True, name="tonight-why")
        self._rows = vbox(spacing=0)
        self._go = Button(
            self.tr("Start"), self, name="start-tonight", kind="primary", size="hero", icon_name="play"
        )
        self._go.clicked.connect(self._on_tonight)
        self._tonight.body.addWidget(self._headline)
        self._tonight.body.addWidget(self._why)
        self._tonight.body.addLayout(self._rows)
        self._tonight.body.addLayout(hbox(self._go, self._lengths, None, spacing=16, margins=(0, 8, 0, 0)))
        content = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(
            vbox(
                self._nothing,
                self._tonight,
                label(self.tr("Or choose"), "section"),
                self._others(),
                None,
                spacing=16,
            )
        )
        outer = hbox(margins=24)
        outer.addStretch(1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)
        content.setLayout(outer)
        PageMargins(content)
        set_content(self, content)

    def _others(self) -> Card:
        card = Card(parent=self, name="practice-others", flush=True)
        self._interview = Choice(name="practice-interview", title=self.tr("Interview"))
        self._interview.setMinimumWidth(200)
        self._go_interview = Button(self.tr("Practice"), name="start-interview", size="small")
        self._go_mock = Button(self.tr("Mock round"), name="start-mock", size="small")
        self._topic = Choice(
            [(t.slug, t.title) for t in catalog.topics().topics],
            name="practice-topic",
            title=self.tr("Topic"),
        )
        go_topic = Button(self.tr("Practice"), name="start-topic", size="small")
        go_wrong = Button(self.tr("Practice"), name="start-mistakes", size="small")
        for button, slot in (
            (self._go_interview, self._on_interview),
            (self._go_mock, self._on_mock),
            (go_topic, self._on_topic),
            (go_wrong, self._on_mistakes),
        ):
            button.clicked.connect(slot)
        rows = (
            (
                self.tr("One interview"),
                self.tr("What it may ask, or the whole round by the clock"),
                "interviews",
                (self._interview, self._go_interview, self._go_mock),
            ),
            (self.tr("A topic"), self.tr("What adds most to it"), "tag", (self._topic, go_topic)),
            (
                self.tr("What went wrong"),
                self.tr("Missed and shaky answers, oldest first"),
                "undo",
                (go_wrong,),
            ),
        )
        for title, detail, icon_name, widgets in rows:
            row = ListRow(title, detail, icon_name=icon_name, name=f"row-{icon_name}")
            row.add(*widgets)
            card.add_row(row)
        return card

    def _show_plan(self, plan: PracticePlan) -> None:
        clear(self._rows)
        titles = catalog.topics().by_slug
        count = len(plan.items)
        what = {
            "interviews": self.tr("what all coming interviews need most"),
            "applications": self.tr("what the rounds of your open applications will probably ask"),
            "topics": self.tr("what adds most over all topics, while nothing is coming"),
        }[plan.basis]
        number = tr("1 question") if count == 1 else tr("%n questions", count)
        self._why.setText(self.tr("{0}, about {1} minutes: {2}.").format(number, plan.minutes, what))
        self._go.setEnabled(count > 0)
        for item in plan.items[:6]:
            why = explain.reason_words(item, None)
            detail = f"{why} · {titles[item.topic].title}"
            self._rows.addWidget(
                ListRow(item.prompt, detail, name=f"planned-{item.id}", inset=False, long=True)
            )
        if not count:
            self._rows.addWidget(
                EmptyState(
                    "check",
                    self.tr("Nothing to practice now"),
                    self.tr("What helps most was practiced within the last day."),
                    name="no-plan",
                )
            )

    def _request(self, mode: str, **more: object) -> PracticeRequest:
        return PracticeRequest.make(mode=mode, minutes=int(self._lengths.key or 20), **more)

    def _on_length(self, _key: str) -> None:
        self.refresh()

    def _on_tonight(self) -> None:
        self.requested.emit(self._request("tonight"))

    def _on_interview(self) -> None:
        self.requested.emit(self._request("interview", interview_id=self._interview.value))

    def _on_mock(self) -> None:
        row = interviews.row(self._tools.ctx, self._interview.value)
        self.requested.emit(
            PracticeRequest.make(mode="mock", minutes=min(row.minutes, 120), interview_id=row.id)
        )

    def _on_topic(self) -> None:
        self.requested.emit(self._request("topic", topic=self._topic.value))

    def _on_mistakes(self) -> None:
        self.requested.emit(self._request("mistakes"))
