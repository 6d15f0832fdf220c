"""The next round, the facts, and the latest events."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.practice import PracticeRequest
from mltracker.services import catalog, interviews, preferences, readiness
from mltracker.ui import explain
from mltracker.ui.pages.pipeline.history import event_lines
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.words import day, day_and_time, likely, money


class OverviewTab(DetailTab):
    """What one wants to see first."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._add_next(column)
        row, draft = detail.row, detail.draft
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        today = self.tools.ctx.today()
        values = (
            (self.tr("Location"), ", ".join(filter(None, (row.location, row.work_mode)))),
            (
                self.tr("Salary"),
                money(draft.salary_min, draft.salary_max, draft.salary_currency, draft.salary_period),
            ),
            (self.tr("Source"), row.source),
            (self.tr("Applied"), day(row.applied_on, today) if row.applied_on else ""),
            (self.tr("Deadline"), day(row.deadline_on, today) if row.deadline_on else ""),
            (
                self.tr("Follow-up"),
                " · ".join(
                    filter(
                        None, (day(row.follow_up_on, today) if row.follow_up_on else "", row.follow_up_note)
                    )
                ),
            ),
            (self.tr("Why it ended"), detail.outcome_note),
        )
        for name, value in values:
            if value:
                form.addRow(label(name, tone="muted"), label(value, wrap=True, selectable=True))
        if row.posting_url:
            shown = row.posting_url.removeprefix("https://")
            link = Link(shown, name="detail-link", icon_name="link", tip=row.posting_url)
            link.clicked.connect(self._on_link)
            form.addRow(label(self.tr("Posting"), tone="muted"), link)
        if row.tags:
            holder = QWidget()
            flow = FlowLayout(holder, spacing=4)
            for tag in row.tags:
                flow.addWidget(LabelChip(tag, holder, small=True))
            form.addRow(label(self.tr("Tags"), tone="muted"), holder)
        column.addLayout(form)
        column.addWidget(label(self.tr("Latest"), "strong"))
        for line in event_lines(detail, self.tools.ctx.today())[:5]:
            column.addWidget(line)

    def _add_next(self, column: QVBoxLayout) -> None:
        ctx = self.tools.ctx
        now = ctx.clock()
        rows = [
            r
            for r in interviews.rows(ctx, application_id=self.detail.row.id)
            if r.is_coming(now) and r.at is not None
        ]
        if not rows:
            return
        row = rows[0]
        ready = readiness.for_interviews(ctx, [row.id])[row.id]
        card = Card(name="detail-next")
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        card.body.addWidget(label(explain.round_words(row, titles), "strong"))
        card.body.addWidget(label(day_and_time(row.at or now, now), "small", "muted"))
        bar = ReadinessBar("detail", name="detail-bar")
        bar.set_values(explain.bar(ready))
        card.body.addWidget(bar)
        card.body.addWidget(label(likely(ready.low, ready.high), "small", "muted"))
        length = preferences.get(ctx).practice_minutes
        practice = Button(
            self.tr("Practice {0} min").format(length),
            name="detail-practice",
            kind="primary",
            icon_name="play",
        )
        practice.setProperty("interview_id", row.id)
        practice.clicked.connect(self._on_practice)
        opened = Button(self.tr("Open interview"), name="detail-open-interview", kind="ghost")
        opened.setProperty("interview_id", row.id)
        opened.clicked.connect(self._on_open_interview)
        card.body.addLayout(hbox(practice, opened, None))
        column.addWidget(card)

    def _on_link(self) -> None:
        self.tools.navigator.open_link(self.detail.row.posting_url)

    def _on_practice(self) -> None:
        length = preferences.get(self.tools.ctx).practice_minutes
        interview = self.sender().property("interview_id")
        self.tools.navigator.practice(
            PracticeRequest.make(mode="interview", minutes=length, interview_id=interview)
        )

    def _on_open_interview(self) -> None:
        self.tools.navigator.open_interview(int(self.sender().property("interview_id")))
