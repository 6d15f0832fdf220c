"""Today: what is next, am I ready for it, what should I do in the next twenty minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.practice import PracticeRequest
from mltracker.services import catalog, checklists, practice, preferences, reminders, today
from mltracker.services.next_actions import NextAction
from mltracker.services.today import Today, WeekRow
from mltracker.ui import explain
from mltracker.ui.notices import Notice
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.today.actions import LOW, TALL, NextActions
from mltracker.ui.pages.today.hero import HeroCard
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.page_margins import page_margin
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import clock_time, day, day_and_time, home_zone, inside, percent, tr

if TYPE_CHECKING:
    from mltracker.ui.pages.today.first_run import FirstRun

LOW_BELOW = 720
WEEK_MOST = 12  # a week of more rounds than that is read in the agenda
TICK_MS = 30_000


class TodayPage(Page):
    """The hero, at most five next actions, and this week."""

    concerns = Change.ALL

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._found: Today | None = None
        self._low = False
        self._first_run: FirstRun | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def refresh(self) -> None:
        ctx = self.tools.ctx
        found = self._found = today.overview(ctx)
        now = ctx.clock()
        self._show_time(now)
        if found.empty:
            self._show_first_run()
            return
        self._stack.setCurrentWidget(self._area)
        self._show_hero(found, now)
        self._actions.show_actions(found.actions, found.more, now)
        self._show_week(found.week)

    def begins_at(self) -> QWidget | None:
        return self._hero.practice if self._hero.practice.isVisible() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < LOW_BELOW
        self._hero.fit(low=low)
        self._actions.fit(low=low)
        if low != self._low:
            self._low = low
            self._show_week(self._found.week if self._found is not None else ())
        self._column.setSpacing(12 if low else 24)
        side = page_margin(self)
        ends = 12 if low else side
        self._column.setContentsMargins(side, ends, side, ends)
        self._columns.setDirection(
            self._columns.Direction.TopToBottom if self.width() < 820 else self._columns.Direction.LeftToRight
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._on_tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        content = QWidget()
        content.setObjectName("today-content")
        self._hero = HeroCard(content)
        self._hero.open_requested.connect(self._on_open_interview)
        self._hero.join_requested.connect(self.tools.navigator.open_link)
        self._hero.practice_requested.connect(self._on_practice_interview)
        self._no_hero = EmptyState(
            "calendar",
            self.tr("No interview is booked"),
            self.tr("When one is, this place counts down to it and says how ready you are."),
            content,
            name="no-hero",
            button=self.tr("Add interview"),
        )
        self._no_hero.pressed.connect(self._on_add_interview)
        self._actions = NextActions(content)
        self._actions.chosen.connect(self._on_do)
        self._actions.later_wanted.connect(self._on_later)
        self._actions.put_off.connect(self._on_put_off)
        self._week_card = Card(parent=content, name="this-week", flush=True)
        self._columns = hbox(spacing=24)
        left = vbox(label(self.tr("Next actions"), "section"), self._actions, None, spacing=8)
        right = vbox(label(self.tr("This week"), "section"), self._week_card, None, spacing=8)
        self._columns.addLayout(left, 15)
        self._columns.addLayout(right, 11)
        self._column = vbox(self._hero, self._no_hero, self._columns, None, spacing=24, margins=24)
        content.setLayout(self._column)
        self._area = scroll_area(content, name="today-scroll")
        self._stack.addWidget(self._area)

    def _show_first_run(self) -> None:
        """Made only for a search that has not begun."""
        if self._first_run is None:
            from mltracker.ui.pages.today.first_run import FirstRun

            self._first_run = FirstRun(self.tools, self)
            self._stack.addWidget(self._first_run)
        self._stack.setCurrentWidget(self._first_run)
        self._first_run.refresh()

    def _show_hero(self, found: Today, now: datetime) -> None:
        self._hero.setVisible(found.hero is not None)
        self._no_hero.setVisible(found.hero is None)
        if found.hero is None:
            return
        ctx = self.tools.ctx
        length = preferences.get(ctx).practice_minutes
        request = PracticeRequest.make(mode="interview", minutes=length, interview_id=found.hero.interview.id)
        plan = practice.make_plan(ctx, request)
        self._hero.show_hero(found.hero, now, length, self._plan_words(plan))

    def _plan_words(self, plan: practice.PracticePlan) -> str:
        if not plan.items:
            return self.tr("Everything that helps was practiced within the last day.")
        counts: dict[str, int] = {}
        for item in plan.items:
            counts[item.topic] = counts.get(item.topic, 0) + 1
        top = max(counts, key=lambda slug: counts[slug])
        title = inside(catalog.topics().by_slug[top].title) if counts[top] > 1 else ""
        words = tr("1 question") if len(plan.items) == 1 else tr("%n questions", len(plan.items))
        if title and counts[top] == len(plan.items):
            words += self.tr(" on {0}").format(title)
        elif title:
            words += self.tr(", {0} on {1}").format(counts[top], title)
        return f"{words}.\n{self.tr('About {0} minutes.').format(plan.minutes)}"

    def _show_time(self, now: datetime) -> None:
        local = now.astimezone(home_zone())
        self.set_subtitle(f"{day(local.date())}, {local:%H:%M}")

    def _on_tick(self) -> None:
        """Let clocks run; read again only when time has changed what is shown."""
        now = self.tools.ctx.clock()
        if self._found is None:
            return
        if not self._found.holds(now):
            self.refresh()
            return
        self._show_time(now)
        self._hero.show_time(now)

    def _show_week(self, week: tuple[WeekRow, ...]) -> None:
        clear(self._week_card.body)
        last = None
        for item in week[:WEEK_MOST]:
            row = item.interview
            local = (row.at or self.tools.ctx.clock()).astimezone(home_zone())
            first = local.date() != last
            last = local.date()
            heading = (f"{local:%a}", f"{local.day} {local:%b}") if first else ("", "")
            self._week_card.add_row(self._week_row(item, *heading))
        if len(week) > WEEK_MOST:
            words = tr("%n more in Interviews", len(week) - WEEK_MOST)
            more = Link(words, name="week-more")
            more.clicked.connect(self._on_week_more)
            holder = QWidget()
            holder.setLayout(hbox(more, None, margins=(16, 8, 16, 8)))
            self._week_card.add_row(holder)
        if not week:
            self._week_card.add_row(
                EmptyState(
                    "calendar",
                    self.tr("A quiet week"),
                    self.tr("Rounds and take-homes of the next seven days stand here."),
                    name="no-week",
                )
            )

    def _week_row(self, item: WeekRow, weekday: str, date: str) -> QWidget:
        row = item.interview
        title = catalog.rounds().by_kind[row.round_kind].title
        bar = ReadinessBar("row", name=f"week-bar-{row.id}", number=False)
        bar.set_values(explain.bar(item.readiness, target=False))
        bar.setFixedWidth(92)
        line = LinkRow(row.company, title, name=f"week-{row.id}", height=LOW if self._low else TALL)
        line.add(bar)
        line.add(label(percent(item.readiness.mean)))
        line.clicked.connect(self._on_week_clicked)
        line.setProperty("interview_id", row.id)
        when = QWidget()
        when.setLayout(vbox(None, label(weekday, "strong"), label(date, "small", "muted"), None, spacing=0))
        when.setFixedWidth(48)
        clock = label(clock_time(row.at or self.tools.ctx.clock()))
        clock.setFixedWidth(40)
        outer = QWidget()
        layout = hbox(when, clock, line, spacing=8, margins=(16, 0, 0, 0))
        layout.setStretch(2, 1)
        outer.setLayout(layout)
        return outer

    def _on_open_interview(self, interview_id: object, section: str) -> None:
        if isinstance(interview_id, int):
            self.tools.navigator.open_interview(interview_id, section)

    def _on_practice_interview(self, interview_id: object) -> None:
        length = preferences.get(self.tools.ctx).practice_minutes
        self.tools.navigator.practice(
            PracticeRequest.make(mode="interview", minutes=length, interview_id=interview_id)
        )

    def _on_add_interview(self) -> None:
        self.tools.navigator.add("interview")

    def _on_week_more(self) -> None:
        self.tools.navigator.show_page("interviews")

    def _on_week_clicked(self) -> None:
        self._on_open_interview(self.sender().property("interview_id"), "")

    def _on_do(self, action: NextAction) -> None:
        if action.kind in ("checklist", "task") and action.item_id is not None:
            if self.attempt(checklists.tick, self.tools.ctx, action.item_id, done=True) is not None:
                self.tools.events.notice.emit(Notice.done(self.tr("Ticked")))
        elif action.letter and action.application_id is not None:
            self._write(action, action.application_id)
        elif action.kind == "practice":
            length = preferences.get(self.tools.ctx).practice_minutes
            self.tools.navigator.practice(PracticeRequest.make(mode="tonight", minutes=length))
        elif action.kind == "prepare":
            self._on_practice_interview(action.interview_id)
        elif action.interview_id is not None:
            self._on_open_interview(action.interview_id, "debrief" if action.kind == "debrief" else "")
        elif action.application_id is not None:
            self.tools.navigator.open_application(action.application_id)

    def _write(self, action: NextAction, application_id: int) -> None:
        from mltracker.ui.editors.letter_editor import write_letter

        write_letter(self.tools, self.window(), action.letter, application_id, action.interview_id)

    def _on_later(self, action: NextAction, button: QWidget) -> None:
        self._actions.ask_later(action, button, reminders.snooze_times(self.tools.ctx))

    def _on_put_off(self, action: NextAction, until: datetime | None) -> None:
        ctx = self.tools.ctx
        if until is None:
            done = self.attempt(today.dismiss, ctx, action.key)
            words = self.tr("Dismissed")
        else:
            done = self.attempt(today.snooze, ctx, action.key, until)
            words = self.tr("Back {0}").format(day_and_time(until, ctx.clock()))
        if done is not None:
            self.tools.events.notice.emit(Notice.done(words))
