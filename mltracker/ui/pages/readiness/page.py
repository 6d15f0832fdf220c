"""Readiness: every topic on one axis, what is needed next, and what an hour adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.practice import PracticeRequest
from mltracker.services import insights, preferences, readiness, what_if
from mltracker.services.readiness import ReadinessTable
from mltracker.ui import explain
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.readiness.rate_dialog import RateDialog
from mltracker.ui.pages.readiness.skills import SkillsView
from mltracker.ui.pages.readiness.table import Legend, Line, TopicTable
from mltracker.ui.pages.readiness.trust import TrustView
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.what_if import WhatIf
from mltracker.ui.words import home_zone, likely, percent, tr

WIDE = 820


class ReadinessPage(Page):
    """By area or by skill, as of today or of another date."""

    concerns = (
        Change.PRACTICE
        | Change.INTERVIEWS
        | Change.QUESTIONS
        | Change.RATINGS
        | Change.SETTINGS
        | Change.APPLICATIONS
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._table: ReadinessTable | None = None
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        self._table = readiness.table(ctx, on=self._date.value)
        found = self._table
        count = sum(len(area.topics) for area in found.areas)
        self.set_subtitle(self.tr("{0} topics in {1} areas").format(count, len(found.areas)))
        self._number.setText(percent(found.overall.mean))
        self._interval.setText(likely(found.overall.low, found.overall.high))
        target = preferences.get(ctx).target_readiness
        needed = self._views.key == "needed"
        self._rows.show_table(found, needed=needed, target=target, now=ctx.clock())
        view = self._views.key
        idle = needed and not found.needed
        self._rows.setVisible(view in ("area", "needed") and not idle)
        self._idle.setVisible(idle)
        self._skills.setVisible(view == "skills")
        self._trust.setVisible(view == "trust")
        self._asked.setVisible(view != "trust")
        self._legend.setVisible(view != "trust" and not idle)
        self._strip.setVisible(self._if.isChecked() and view != "trust")
        if view == "skills":
            self._skills.show_skills(found)
        if view == "trust":
            self._trust.show_insights(insights.insights(ctx), found.kind_points)
        self._refresh_what_if(found)
        self._foot.setText(self._foot_words(found))
        self._fit_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Legend and foot side by side where both have room, else the foot below."""
        wanted = self._legend.sizeHint().width() + self._foot.sizeHint().width() + 64
        way = QBoxLayout.Direction
        self._below.setDirection(way.LeftToRight if self.width() >= wanted else way.TopToBottom)
        self._below.setSpacing(16 if self.width() >= wanted else 4)

    def _build(self) -> None:
        bar = self._build_bar()
        self._build_table()
        self._skills, self._trust = SkillsView(self), TrustView(self)
        self._foot = label("", "small", "muted", name="readiness-foot")
        self._legend = Legend(self)
        self._below = hbox(self._legend, self._foot, spacing=16, margins=(24, 8, 24, 8))
        self._below.setStretch(0, 1)
        foot = frame("foot-window", self._below)
        PageMargins(foot)
        layout = vbox(bar, self._build_strip(), spacing=0)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._build_idle(), 1)
        layout.addWidget(self._skills, 1)
        layout.addWidget(self._trust, 1)
        layout.addWidget(foot)
        self.setLayout(layout)

    def _build_bar(self) -> QWidget:
        segments = [
            Segment("area", self.tr("By area")),
            Segment("needed", self.tr("Needed next")),
            Segment("skills", self.tr("By skill")),
            Segment("trust", self.tr("Can I trust this?")),
        ]
        self._views = SegmentedControl(segments, name="readiness-views", title=self.tr("Show"))
        self._views.set_key("area")
        self._views.changed.connect(self._on_view)
        rate = Button(self.tr("Rate yourself"), self, name="readiness-rate", icon_name="edit")
        rate.clicked.connect(self._on_rate)
        self._top = Button(
            self.tr("Practice what adds most"),
            self,
            name="readiness-practice",
            kind="primary",
            icon_name="play",
        )
        self._top.clicked.connect(self._on_practice)
        left = QWidget()
        flow = FlowLayout(left, spacing=12)
        flow.addWidget(self._views)
        flow.addWidget(self._build_asked())
        row = hbox(left, rate, self._top, spacing=12, margins=(24, 10, 24, 10))
        row.setStretch(0, 1)
        bar = frame("bar", row)
        PageMargins(bar)
        return bar

    def _build_asked(self) -> QWidget:
        """The day in question, readiness on it, and the way to ask for more."""
        self._date = DateEdit(
            self, name="readiness-date", title=self.tr("If my interview were on"), today=self.tools.ctx.today
        )
        self._date.setFixedWidth(180)
        self._date.changed.connect(self._on_date)
        self._number = label("", "strong", name="readiness-number")
        self._interval = label("", tone="muted", name="readiness-interval")
        self._if = Button(
            name="readiness-if",
            icon_name="settings",
            kind="ghost",
            checkable=True,
            tip=self.tr("What if: another day, more practice"),
        )
        self._if.toggled.connect(self._on_if)
        words = label(self.tr("If my interview were on"), tone="muted")
        self._asked = QWidget()
        self._asked.setLayout(hbox(words, self._date, self._number, self._interval, self._if, spacing=12))
        return self._asked

    def _build_strip(self) -> QWidget:
        self._what_if = WhatIf(name="what-if")
        self._what_if.setMaximumWidth(WIDE)
        self._what_if.changed.connect(self._on_what_if)
        row = hbox(margins=(24, 8, 24, 12), spacing=0)
        row.addWidget(self._what_if, 10)
        row.addStretch(1)
        self._strip = frame("bar", row, name="readiness-strip")
        PageMargins(self._strip)
        self._strip.hide()
        return self._strip

    def _build_table(self) -> None:
        self._rows = TopicTable(self, name="readiness-table", title=self.tr("Readiness by topic"))
        self._rows.opened.connect(self._on_opened)
        self._rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._rows.customContextMenuRequested.connect(self._on_menu)

    def _build_idle(self) -> QWidget:
        self._idle = EmptyState(
            "calendar",
            self.tr("No round in the next two weeks"),
            self.tr(
                "The topics that booked rounds will probably ask stand here, with what an hour on each adds."
            ),
            self,
            name="readiness-idle",
            button=self.tr("Add interview"),
        )
        self._idle.pressed.connect(self._on_add)
        return self._idle

    def _refresh_what_if(self, found: ReadinessTable) -> None:
        """Where practicing what is recommended leads by the day in question, while that is asked."""
        if not self._if.isChecked():
            return
        ctx = self.tools.ctx
        self._what_if.set_days(ctx.today(), found.on.astimezone(home_zone()).date())
        steps = what_if.after_questions(ctx, on=self._date.value)
        self._what_if.set_most(len(steps) - 1)
        step = steps[self._what_if.count]
        self._what_if.say(explain.practice_words(step), explain.step_words(steps[0], step))

    def _foot_words(self, found: ReadinessTable) -> str:
        words = self.tr("Interviews are taken to run a little harder than practice until some are logged.")
        if found.interview_answers:
            direction = self.tr("below") if found.delta_points < 0 else self.tr("above")
            words = self.tr("Interviews so far run {0} {1} practice, from {2} logged answers.").format(
                _size(found.delta_points), direction, found.interview_answers
            )
        if round(found.kind_points) >= 1:
            words += " " + self.tr("Grades kinder than the points ticked take {0} off.").format(
                _size(found.kind_points)
            )
        return words

    def _on_view(self, _key: str) -> None:
        self.refresh()

    def _on_if(self, _on: bool) -> None:  # noqa: FBT001 - the signal's argument
        self.refresh()

    def _on_what_if(self) -> None:
        today = self.tools.ctx.today()
        self._date.set_value(None if self._what_if.day == today else self._what_if.day)
        self.refresh()

    def _on_date(self) -> None:
        if not self._date.is_wrong:
            self.refresh()

    def _on_rate(self) -> None:
        if self._table is not None:
            RateDialog(self.tools, self._table, self.window()).open()

    def _on_add(self) -> None:
        self.tools.navigator.add("interview")

    def _on_practice(self) -> None:
        length = preferences.get(self.tools.ctx).practice_minutes
        self.tools.navigator.practice(PracticeRequest.make(mode="tonight", minutes=length))

    def _on_opened(self, row: object) -> None:
        if isinstance(row, Line) and row.topic is not None:
            length = preferences.get(self.tools.ctx).practice_minutes
            self.tools.navigator.practice(
                PracticeRequest.make(mode="topic", topic=row.topic.slug, minutes=length)
            )

    def _on_menu(self, position: object) -> None:
        row = self._rows.row_at(position)
        if row is None or row.topic is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("Practice {0}").format(row.topic.title))
        action.setData(row)
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(self._rows.viewport().mapToGlobal(position))  # type: ignore[call-overload]

    def _on_menu_chosen(self, action: object) -> None:
        self._on_opened(action.data())  # type: ignore[attr-defined]


def _size(value: float) -> str:
    """So many points, without a sign."""
    size = abs(round(value))
    return tr("1 point") if size == 1 else tr("%n points", size)
