"""The next interview: when it is, how ready the user is, and the one thing to do now."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.factors import Factor
from mltracker.services import catalog
from mltracker.services.today import Hero
from mltracker.ui import explain
from mltracker.ui.factors import factor_rows
from mltracker.ui.frame.next_interview import JOIN_LEAD
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, rule, vbox
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.words import (
    clock_time,
    day_and_time,
    home_zone,
    likely,
    long_countdown,
    minutes,
    percent,
    relative_day,
)

FACTORS = 2


class HeroCard(Card):
    """Two halves: the interview at the left, readiness at the right."""

    open_requested = Signal(object, str)
    join_requested = Signal(str)
    practice_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("hero", parent, name="hero")
        self._hero: Hero | None = None
        self._build()
        self.join.clicked.connect(self._on_join)
        self.open_button.clicked.connect(self._on_open)
        self.practice.clicked.connect(self._on_practice)
        self.debrief.clicked.connect(self._on_debrief)

    def show_hero(self, hero: Hero, now: datetime, practice_minutes: int, planned: str) -> None:
        """Show an interview; `planned` says what the practice button would bring."""
        self._hero = hero
        row, ready = hero.interview, hero.readiness
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        self._company.setText(row.company)
        self._role.setText(f"{row.role_title} · {explain.round_words(row, titles)}")
        self._kind.set_icon(explain.FORMAT_ICONS[row.format])
        self._words_next.setText(self.tr("Due next") if row.starts_at is None else self.tr("Next interview"))
        self._there.setText(explain.zone_words(row))
        self._there.setVisible(bool(self._there.text()))
        self._checklist.set_progress(hero.done, hero.total)
        self._next_item.setText(self._item_words(hero, now))
        self._number.setText(percent(ready.mean))
        self._interval.setText(likely(ready.low, ready.high))
        self._verdict.set_sign(explain.verdict(ready))
        self._bar.set_values(explain.bar(ready), tip=explain.evidence(ready, now))
        self._evidence.setText(explain.evidence(ready, now))
        self._planned.setText(planned)
        self.practice.setText(self.tr("Practice {0} min").format(practice_minutes))
        self._show_factors(explain.mean_factors(ready)[:FACTORS])
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """Let the countdown run, and the buttons change when it is time to join."""
        if self._hero is None:
            return
        row = self._hero.interview
        if row.at is not None:
            self._countdown.setText(long_countdown(row.at - now))
            when = day_and_time(row.at, now)
            extra = "" if row.starts_at is None else f" · {minutes(row.minutes)} · {self._format(row.format)}"
            self._when.setText(when + extra)
        self._choose_primary(now)

    def fit(self, *, low: bool) -> None:
        """In a low window the padding shrinks and the evidence moves to the bar's tooltip."""
        self.body.setContentsMargins(*((16, 12, 16, 12) if low else (24, 24, 24, 24)))
        self._evidence.setVisible(not low)

    def _build(self) -> None:
        self._kind = IconMark("video", "muted")
        self._words_next = label("", "small", "muted")
        self._company = ClampedLabel("", "title", name="hero-company")
        self._role = ClampedLabel("", tone="muted", name="hero-role")
        self._countdown = label("", "hero", name="hero-countdown")
        self._when = label("", wrap=True, name="hero-when")
        self._there = label("", "small", "muted", wrap=True, name="hero-there")
        self._checklist = ProgressBar(self, name="hero-checklist", lead=self.tr("Checklist"))
        self._next_item = ElidedLabel("", self, role="small", tone="muted", keep=8)
        self._next_item.setObjectName("hero-next-item")
        self.join = Button(self.tr("Join"), self, name="hero-join", icon_name="video")
        self.open_button = Button(self.tr("Open"), self, name="hero-open", kind="ghost")
        self.debrief = Button(self.tr("Debrief"), self, name="hero-debrief", icon_name="edit")
        left = vbox(
            hbox(self._kind, self._words_next, None, spacing=8),
            self._company,
            self._role,
            6,
            self._countdown,
            self._when,
            self._there,
            8,
            self._checklist,
            self._next_item,
            None,
            hbox(self.join, self.debrief, self.open_button, None, spacing=12, margins=(0, 12, 0, 0)),
            spacing=4,
        )
        halves = hbox(spacing=24)
        halves.addLayout(left, 12)
        halves.addWidget(rule(tall=True))
        halves.addLayout(self._right(), 14)
        self.body.addLayout(halves)

    def _right(self) -> QVBoxLayout:
        self._number = label("", "hero", name="hero-readiness")
        self._interval = label("", name="hero-interval")
        self._verdict = SignLabel(Sign("target", "", "muted"))
        self._bar = ReadinessBar("hero", self, name="hero-bar", number=False, axis=True)
        self._factors = vbox(spacing=8)
        self._evidence = label("", "small", "muted", wrap=True, name="hero-evidence")
        self.practice = Button("", self, name="hero-practice", kind="primary", size="hero", icon_name="play")
        self._planned = label("", "small", "muted", wrap=True, name="hero-planned")
        action = hbox(self.practice, self._planned, spacing=12)
        action.setStretch(1, 1)
        return vbox(
            label(self.tr("Readiness on that day"), "small", "muted"),
            hbox(self._number, self._interval, None, self._verdict, spacing=12),
            self._bar,
            4,
            self._factors,
            self._evidence,
            None,
            action,
            spacing=8,
        )

    def _show_factors(self, factors: tuple[Factor, ...]) -> None:
        clear(self._factors)
        for row in factor_rows(factors, keep=12):
            self._factors.addWidget(row)

    def _choose_primary(self, now: datetime) -> None:
        if self._hero is None:
            return
        row = self._hero.interview
        left = row.starts_at - now if row.starts_at else timedelta.max
        joining = left <= JOIN_LEAD and bool(row.meeting_url)
        self.join.setVisible(bool(row.meeting_url))
        self.join.set_kind("primary" if joining else "secondary")
        self.practice.set_kind("secondary" if joining else "primary")
        self.debrief.setVisible(left < timedelta(0))
        alone = not row.meeting_url and left >= timedelta(0)
        self.open_button.set_kind("secondary" if alone else "ghost")  # a ghost has nothing to stand beside

    def _item_words(self, hero: Hero, now: datetime) -> str:
        item = hero.next_item
        if item is None:
            return self.tr("Everything on the checklist is done.") if hero.total else ""
        if item.due_at is None or item.came_late:
            return self.tr("Next: {0}").format(item.text)
        local = item.due_at.astimezone(home_zone())
        when = f"{relative_day(local.date(), now.astimezone(home_zone()).date())} {clock_time(item.due_at)}"
        return self.tr("Next: {0}, {1}").format(item.text, when)

    def _format(self, kind: str) -> str:
        return {
            "video": self.tr("video"),
            "phone": self.tr("phone"),
            "onsite": self.tr("on site"),
            "async": self.tr("in your own time"),
        }[kind]

    def _on_join(self) -> None:
        if self._hero is not None:
            self.join_requested.emit(self._hero.interview.meeting_url)

    def _on_open(self) -> None:
        if self._hero is not None:
            self.open_requested.emit(self._hero.interview.id, "")

    def _on_debrief(self) -> None:
        if self._hero is not None:
            self.open_requested.emit(self._hero.interview.id, "debrief")

    def _on_practice(self) -> None:
        if self._hero is not None:
            self.practice_requested.emit(self._hero.interview.id)
