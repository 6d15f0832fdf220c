"""Today: what is next, am I ready for it, what should I do in the next twenty minutes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.practice import PracticeRequest
from mltracker.services import catalog, checklists, practice, preferences, today
from mltracker.services.next_actions import NextAction
from mltracker.services.today import Today, WeekRow
from mltracker.ui import explain
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.today.first_run import FirstRun
from mltracker.ui.pages.today.hero import HeroCard
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import LinkRow, ListRow
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import clock_time, day, day_and_time, home_zone, percent, relative_day, tr

ICONS = {
    "deadline": "flag",
    "debrief": "edit",
    "prepare": "target",
    "follow-up": "bell",
    "reply": "clock",
    "thanks": "note",
    "checklist": "clock",
    "task": "check",
    "practice": "practice",
}
LOW_BELOW = 720


class TodayPage(Page):
    """The hero, at most five next actions, and this week."""

    concerns = Change.ALL

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._actions: dict[str, NextAction] = {}
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        found = today.overview(ctx)
        now = ctx.clock()
        local = now.astimezone(home_zone())
        self.set_subtitle(f"{day(local.date())}, {local:%H:%M}")
        self._stack.setCurrentIndex(0 if found.empty else 1)
        if found.empty:
            self._first_run.refresh()
            return
        self._show_hero(found, now)
        self._show_actions(found, now)
        self._show_week(found.week)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hero.fit(low=self.window().height() < LOW_BELOW)
        self._columns.setDirection(
            self._columns.Direction.TopToBottom if self.width() < 820 else self._columns.Direction.LeftToRight
        )

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._first_run = FirstRun(self.tools, self)
        self._stack.addWidget(self._first_run)
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
        self._action_card = Card(parent=content, name="next-actions", flush=True)
        self._week_card = Card(parent=content, name="this-week", flush=True)
        self._columns = hbox(spacing=24)
        left = vbox(label(self.tr("Next actions"), "section"), self._action_card, None, spacing=8)
        right = vbox(label(self.tr("This week"), "section"), self._week_card, None, spacing=8)
        self._columns.addLayout(left, 15)
        self._columns.addLayout(right, 11)
        content.setLayout(vbox(self._hero, self._no_hero, self._columns, None, spacing=24, margins=24))
        area = scroll_area(content, name="today-scroll")
        self._stack.addWidget(area)

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
        title = catalog.topics().by_slug[top].title.lower() if counts[top] > 1 else ""
        words = tr("1 question") if len(plan.items) == 1 else tr("%n questions", len(plan.items))
        if title and counts[top] == len(plan.items):
            words += self.tr(" on {0}").format(title)
        elif title:
            words += self.tr(", {0} on {1}").format(counts[top], title)
        return f"{words}.\n{self.tr('About {0} minutes.').format(plan.minutes)}"

    def _show_actions(self, found: Today, now: datetime) -> None:
        clear(self._action_card.body)
        self._actions = {action.key: action for action in found.actions}
        for action in found.actions:
            self._action_card.add_row(self._action_row(action, now))
        if not found.actions:
            self._action_card.add_row(
                EmptyState(
                    "check",
                    self.tr("Nothing waits for you"),
                    self.tr("Good time for a walk, or for twenty minutes of practice."),
                    name="no-actions",
                )
            )

    def _action_row(self, action: NextAction, now: datetime) -> ListRow:
        button = Button(self._button_words(action), name=f"do-{action.key}", size="small")
        button.clicked.connect(self._on_do)
        button.setProperty("action_key", action.key)
        later = Button(
            name=f"later-{action.key}", kind="ghost", size="small", icon_name="more", tip=self.tr("Later")
        )
        later.setProperty("action_key", action.key)
        later.clicked.connect(self._on_later)
        detail = " · ".join(filter(None, (self._when_words(action, now), action.detail)))
        row = ListRow(
            action.title,
            detail,
            icon_name=ICONS[action.kind],
            icon_role="warn" if action.overdue else "muted",
            sign=Sign("", self.tr("Overdue"), "warn") if action.overdue else None,
            name=f"action-{action.key}",
        )
        row.add(button)
        row.add(later)
        return row

    def _button_words(self, action: NextAction) -> str:
        return {
            "debrief": self.tr("Debrief"),
            "prepare": self.tr("Practice"),
            "checklist": self.tr("Done"),
            "task": self.tr("Done"),
            "practice": self.tr("Practice"),
        }.get(action.kind, self.tr("Open"))

    def _when_words(self, action: NextAction, now: datetime) -> str:
        at = action.at
        if isinstance(at, datetime):
            return day_and_time(at, now)
        if isinstance(at, date):
            words = f"{day(at)} ({relative_day(at, self.tools.ctx.today())})"
            return (self.tr("since {0}") if action.overdue else self.tr("by {0}")).format(words)
        return ""

    def _show_week(self, week: tuple[WeekRow, ...]) -> None:
        clear(self._week_card.body)
        last = None
        for item in week:
            row = item.interview
            local = (row.at or self.tools.ctx.clock()).astimezone(home_zone())
            first = local.date() != last
            last = local.date()
            self._week_card.add_row(
                self._week_row(item, f"{local:%a}\n{local.day} {local:%b}" if first else "")
            )
        if not week:
            self._week_card.add_row(
                EmptyState(
                    "calendar",
                    self.tr("A quiet week"),
                    self.tr("Rounds and take-homes of the next seven days stand here."),
                    name="no-week",
                )
            )

    def _week_row(self, item: WeekRow, heading: str) -> QWidget:
        row = item.interview
        title = catalog.rounds().by_kind[row.round_kind].title
        bar = ReadinessBar("row", name=f"week-bar-{row.id}", number=False)
        bar.set_values(explain.bar(item.readiness, target=False))
        bar.setFixedWidth(92)
        line = LinkRow(row.company, title, name=f"week-{row.id}")
        line.add(bar)
        line.add(label(percent(item.readiness.mean)))
        line.clicked.connect(self._on_week_clicked)
        line.setProperty("interview_id", row.id)
        when = label(heading, "small", "muted")
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

    def _on_week_clicked(self) -> None:
        self._on_open_interview(self.sender().property("interview_id"), "")

    def _on_do(self) -> None:
        action = self._actions.get(str(self.sender().property("action_key")))
        if action is None:
            return
        if action.kind in ("checklist", "task") and action.item_id is not None:
            self.attempt(checklists.tick, self.tools.ctx, action.item_id, done=True)
        elif action.kind == "practice":
            length = preferences.get(self.tools.ctx).practice_minutes
            self.tools.navigator.practice(PracticeRequest.make(mode="tonight", minutes=length))
        elif action.kind == "prepare":
            self._on_practice_interview(action.interview_id)
        elif action.interview_id is not None:
            self._on_open_interview(action.interview_id, "debrief" if action.kind == "debrief" else "")
        elif action.application_id is not None:
            self.tools.navigator.open_application(action.application_id)

    def _on_later(self) -> None:
        key = str(self.sender().property("action_key"))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, days in (
            (self.tr("Tomorrow"), 1),
            (self.tr("In three days"), 3),
            (self.tr("Next week"), 7),
        ):
            choice = menu.addAction(words)
            choice.setData((key, days))
        menu.addSeparator()
        menu.addAction(self.tr("Not again")).setData((key, 0))
        menu.triggered.connect(self._on_later_chosen)
        button = self.sender()
        if isinstance(button, QWidget):
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_later_chosen(self, choice: object) -> None:
        key, days = choice.data()  # type: ignore[attr-defined]
        ctx = self.tools.ctx
        if days:
            morning = datetime.combine(ctx.today() + timedelta(days=days), time(8), home_zone())
            self.attempt(today.snooze, ctx, key, morning)
        else:
            self.attempt(today.dismiss, ctx, key)
