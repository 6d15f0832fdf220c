"""The pane beside the list: one application with its rounds, history, posting and people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail, NoteDraft
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.practice import PracticeRequest
from mltracker.services import applications, catalog, contacts, interviews, postings, preferences, readiness
from mltracker.ui import explain
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.pipeline.history import event_lines
from mltracker.ui.widgets.badge import StageBadge
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import UNCUT
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import LinkRow, ListRow
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.tabs import Tabs
from mltracker.ui.words import day, day_and_time, likely, money, percent, tr


class DetailPane(QFrame):
    """Tabs over one scrolling column."""

    closed = Signal()
    stage_chosen = Signal(object, object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detail-pane")
        self.setProperty("role", "pane")
        self._tools = tools
        self._id: int | None = None
        self._build()

    def show_application(self, application_id: int) -> None:
        """Read and show an application."""
        self._id = application_id
        try:
            self._detail = applications.detail(self._tools.ctx, application_id)
        except UserError:
            self.closed.emit()
            return
        row = self._detail.row
        self._company.setText(row.company)
        self._role.setText(row.role_title)
        self._badge.set_stage(row.stage_kind, row.stage)
        since = (self._tools.ctx.clock() - row.stage_since).days
        outcome = row.outcome.capitalize() if row.outcome != "open" else ""
        facts = (outcome, self.tr("Priority {0}").format(row.priority), self._since(since))
        self._facts.setText(" · ".join(filter(None, facts)))
        self._fill()

    def _since(self, days: int) -> str:
        return (
            tr("since today")
            if days < 1
            else tr("1 day in stage")
            if days == 1
            else tr("%n days in stage", days)
        )

    def _build(self) -> None:
        self._company = label("", "title", wrap=True, name="detail-company")
        self._role = label("", tone="muted", wrap=True, name="detail-role")
        self._badge = StageBadge("saved", "")
        self._facts = label("", "small", "muted", name="detail-facts")
        edit = Button(name="detail-edit", kind="ghost", icon_name="edit", tip=self.tr("Edit"))
        close = Button(name="detail-close", kind="ghost", icon_name="close", tip=self.tr("Close (Esc)"))
        self._move = Button(self.tr("Move"), name="detail-move", size="small", arrow=True)
        edit.clicked.connect(self._on_edit)
        close.clicked.connect(self.closed)
        self._move.clicked.connect(self._on_move)
        tabs = [
            ("overview", self.tr("Overview")),
            ("interviews", self.tr("Interviews")),
            ("timeline", self.tr("Timeline")),
            ("posting", self.tr("Posting")),
            ("people", self.tr("People")),
        ]
        self._tabs = Tabs(tabs, self, name="detail-tabs", dense=True)
        self._tabs.currentChanged.connect(self._fill)
        head = hbox(spacing=4)
        head.addLayout(vbox(self._company, self._role, spacing=2), 1)
        head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        state = hbox(self._badge, self._facts, None, self._move, spacing=8)
        self._area = scroll_area(name="detail-scroll")
        head_and_state = vbox(head, state, spacing=8, margins=(16, 12, 16, 8))
        layout = vbox(head_and_state, frame("tab-bar", hbox(self._tabs, margins=(16, 0, 16, 0))), spacing=0)
        layout.addWidget(self._area, 1)
        self.setLayout(layout)

    def _fill(self) -> None:
        if self._id is None:
            return
        content = QWidget()
        column = vbox(spacing=12, margins=16)
        {
            "overview": self._overview,
            "interviews": self._interviews,
            "timeline": self._timeline,
            "posting": self._posting,
            "people": self._people,
        }[self._tabs.key](column, self._detail)
        column.addStretch(1)
        content.setLayout(column)
        set_content(self._area, content)

    def _overview(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._add_next(column)
        row, draft = detail.row, detail.draft
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        today = self._tools.ctx.today()
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
        for line in event_lines(detail, self._tools.ctx.today())[:5]:
            column.addWidget(line)

    def _add_next(self, column: QVBoxLayout) -> None:
        ctx = self._tools.ctx
        now = ctx.clock()
        rows = [
            r for r in interviews.rows(ctx, application_id=self._id) if r.is_coming(now) and r.at is not None
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

    def _interviews(self, column: QVBoxLayout, _detail: ApplicationDetail) -> None:
        ctx = self._tools.ctx
        rows = interviews.rows(ctx, application_id=self._id)
        card = Card(name="detail-interviews", flush=True)
        titles = catalog.rounds().by_kind
        for row in rows:
            when = day_and_time(row.at, ctx.clock()) if row.at else self.tr("no date yet")
            result = {"passed": self.tr("passed"), "failed": self.tr("not passed"), "pending": ""}[row.result]
            line = LinkRow(
                row.label or titles[row.round_kind].title,
                " · ".join(filter(None, (when, result))),
                name=f"detail-interview-{row.id}",
                icon_name=explain.FORMAT_ICONS[row.format],
            )
            line.setProperty("interview_id", row.id)
            line.clicked.connect(self._on_open_interview)
            card.add_row(line)
        if not rows:
            card.add_row(
                EmptyState(
                    "interviews",
                    self.tr("No rounds yet"),
                    self.tr("Add one when it is booked."),
                    name="detail-no-interviews",
                )
            )
        add = Button(self.tr("Add interview"), name="detail-add-interview", icon_name="add")
        add.clicked.connect(self._on_add_interview)
        column.addWidget(card)
        column.addLayout(hbox(add, None))

    def _timeline(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._note = QLineEdit()
        self._note.setObjectName("detail-note")
        self._note.setAccessibleName(self.tr("Quick note"))
        self._note.setPlaceholderText(self.tr("Quick note, then Enter"))
        self._note.setMaxLength(UNCUT)
        self._note.returnPressed.connect(self._on_note)
        column.addWidget(self._note)
        for line in event_lines(detail, self._tools.ctx.today()):
            column.addWidget(line)

    def _posting(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        text = detail.draft.posting_text
        if not text:
            empty = EmptyState(
                "document",
                self.tr("No posting kept"),
                self.tr("Postings vanish. Paste the text to keep it and to see what it asks."),
                name="detail-no-posting",
                button=self.tr("Edit"),
            )
            empty.pressed.connect(self._on_edit)
            column.addWidget(empty)
            return
        reading = postings.read(text, self._tools.ctx.clock(), role_family=detail.row.role_family)
        column.addWidget(label(self.tr("What it asks for"), "strong"))
        for topic in reading.topics:
            if topic.detected:
                quoted = ", ".join(f"“{phrase}”" for phrase in topic.phrases[:3])
                words = ElidedLabel(quoted, self, role="small", tone="muted", keep=8)
                line = hbox(label(topic.title), words, label(percent(topic.probability)), spacing=8)
                line.setStretch(1, 1)
                column.addLayout(line)
        column.addWidget(label(self.tr("Its text"), "strong"))
        column.addWidget(label(text, wrap=True, selectable=True, name="posting-full"))

    def _people(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        card = Card(name="detail-people", flush=True)
        for person in detail.contacts:
            parts = (person.role, person.relation.replace("-", " "), person.email, person.phone)
            card.add_row(
                ListRow(
                    person.name,
                    " · ".join(filter(None, parts)),
                    icon_name="person",
                    name=f"person-{person.id}",
                )
            )
        if not detail.contacts:
            card.add_row(
                EmptyState(
                    "people",
                    self.tr("Nobody yet"),
                    self.tr("Recruiters, referrers and interviewers stand here."),
                    name="detail-nobody",
                )
            )
        add = Button(self.tr("Add contact"), name="detail-add-contact", icon_name="add")
        add.clicked.connect(self._on_add_contact)
        column.addWidget(card)
        column.addLayout(hbox(add, None))

    def _on_edit(self) -> None:
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self._tools, self.window(), self._id).open()

    def _on_move(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in applications.stages(self._tools.ctx):
            menu.addAction(stage.name).setData(stage.id)
        menu.triggered.connect(self._on_stage)
        menu.popup(self._move.mapToGlobal(self._move.rect().bottomLeft()))

    def _on_stage(self, action: object) -> None:
        self.stage_chosen.emit(self._id, action.data())  # type: ignore[attr-defined]

    def _on_link(self) -> None:
        self._tools.navigator.open_link(self._detail.row.posting_url)

    def _on_practice(self) -> None:
        length = preferences.get(self._tools.ctx).practice_minutes
        interview = self.sender().property("interview_id")
        self._tools.navigator.practice(
            PracticeRequest.make(mode="interview", minutes=length, interview_id=interview)
        )

    def _on_open_interview(self) -> None:
        self._tools.navigator.open_interview(int(self.sender().property("interview_id")))

    def _on_add_interview(self) -> None:
        self._tools.navigator.add("interview", self._id)

    def _on_add_contact(self) -> None:
        self._tools.navigator.add("contact", self._id)

    def _on_note(self) -> None:
        if self._id is None:
            return
        try:
            draft = NoteDraft.make(body=self._note.text())
            _, change = contacts.add_note(self._tools.ctx, self._id, draft)
        except (InvalidInput, UserError) as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.notice.emit(Notice.done(self.tr("Note added")))
        self._tools.events.changed.emit(change)
