"""The next round, the facts, and the latest events."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.documents import DocumentRow
from mltracker.domain.practice import PracticeRequest
from mltracker.services import catalog, interviews, preferences, readiness, timeline
from mltracker.services.timeline import Entry
from mltracker.ui import explain
from mltracker.ui.navigation import Place
from mltracker.ui.pages.pipeline.history import event_lines
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.pages.pipeline.tabs.tasks import TasksSection
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, rule, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.words import day, day_and_time, home_zone, likely, money, tr

LATEST, SAID, LONGEST = 5, 3, 400


class OverviewTab(DetailTab):
    """What one wants to see first."""

    renews = True

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._next, self._said, self._facts, self._latest = (vbox(spacing=4) for _ in range(4))
        self._tasks = TasksSection(self.tools, detail.row.id)
        column.addLayout(self._next)
        column.addLayout(self._said)
        column.addWidget(self._tasks)
        column.addLayout(self._facts)
        column.addLayout(self._latest)
        self._fill(detail)

    def show_detail(self, detail: ApplicationDetail) -> None:
        for part in (self._next, self._said, self._facts, self._latest):
            clear(part)
        self._tasks.show_tasks()
        self._fill(detail)

    def _fill(self, detail: ApplicationDetail) -> None:
        entries = timeline.entries(self.tools.ctx, detail)
        self._add_next(self._next)
        self._add_said(detail)
        self._add_facts(detail, entries)
        self._latest.addWidget(label(self.tr("Latest"), "strong"))
        happened = [entry for entry in entries if entry.at <= self.tools.ctx.clock()]
        for line in event_lines(happened[:LATEST], self.tools.ctx.clock()):
            self._latest.addWidget(line)
        more = len(happened) - LATEST
        if more > 0:
            words = tr("1 more on the timeline") if more == 1 else tr("%n more on the timeline", more)
            link = Link(words, name="overview-timeline", small=True)
            link.clicked.connect(self._on_timeline)
            self._latest.addWidget(link)

    def _add_said(self, detail: ApplicationDetail) -> None:
        """What was told last, so that nobody contradicts themselves."""
        add = Button(
            name="said-add",
            kind="ghost",
            size="small",
            icon_name="add",
            tip=self.tr("Note what you told them"),
        )
        add.clicked.connect(self._on_said)
        self._said.addLayout(hbox(label(self.tr("What I told them"), "strong"), None, add))
        said = [note for note in detail.notes if note.kind == "said"][:SAID]
        today = self.tools.ctx.today()
        for note in said:
            on = day(note.happened_at.astimezone(home_zone()).date(), today)
            words = note.body if len(note.body) <= LONGEST else f"{note.body[:LONGEST]}…"
            line = vbox(label(words, wrap=True, name=f"said-{note.id}"), label(on, "muted"), spacing=0)
            self._said.addLayout(line)
        if not said:
            words = self.tr("Salary, notice, other deadlines: note here what you say, to say it again.")
            self._said.addWidget(label(words, "muted", wrap=True, name="said-nothing"))

    def _add_facts(self, detail: ApplicationDetail, entries: list[Entry]) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        for name, value in self._values(detail, entries):
            if value:
                form.addRow(label(name, tone="muted"), label(value, wrap=True, selectable=True))
        row = detail.row
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
        if form.rowCount():
            self._facts.addSpacing(8)
            self._facts.addWidget(rule())
            self._facts.addSpacing(8)
        self._facts.addLayout(form)
        self._facts.addSpacing(8)

    def _values(self, detail: ApplicationDetail, entries: list[Entry]) -> list[tuple[str, str]]:
        row, draft, today = detail.row, detail.draft, self.tools.ctx.today()
        on = day(row.follow_up_on, today) if row.follow_up_on else ""
        return [
            (self.tr("Location"), _place(row.location, row.work_mode)),
            (
                self.tr("Salary"),
                money(draft.salary_min, draft.salary_max, draft.salary_currency, draft.salary_period),
            ),
            (self.tr("Source"), row.source),
            (self.tr("Applied"), day(row.applied_on, today) if row.applied_on else ""),
            (self.tr("Sent"), self._sent(entries)),
            (self.tr("Deadline"), day(row.deadline_on, today) if row.deadline_on else ""),
            (self.tr("Follow-up"), " · ".join(filter(None, (on, row.follow_up_note)))),
            (self.tr("Why it ended"), detail.outcome_note),
        ]

    def _sent(self, entries: list[Entry]) -> str:
        """The latest resume and cover letter with their versions: which one did they get?"""
        latest: dict[str, DocumentRow] = {}
        for entry in entries:
            if isinstance(entry.row, DocumentRow) and entry.row.kind in ("resume", "cover-letter"):
                latest.setdefault(entry.row.kind, entry.row)
        return ", ".join(row.name for row in latest.values())

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

    def _on_said(self) -> None:
        from mltracker.ui.editors.note_editor import NoteEditor

        NoteEditor(self.tools, self.window(), self.detail.row.id, kind="said").open()

    def _on_timeline(self) -> None:
        self.tools.navigator.requested.emit(Place("pipeline", self.detail.row.id, "timeline"))

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


def _place(location: str, mode: str | None) -> str:
    """Where, and how: "Dublin, hybrid"; what says the same is said once."""
    said = mode is None or mode.casefold() in location.casefold()
    return location if said else ", ".join(filter(None, (location, mode)))
