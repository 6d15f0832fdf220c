"""The first run: paste a posting and see what its rounds will probably ask, before any set-up; or start otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QWidget

from mltracker.domain.applications import ApplicationDraft
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.posting_deadline import posting_deadline
from mltracker.domain.posting_names import posting_names
from mltracker.services import applications, catalog, postings
from mltracker.services.postings import PostingReading
from mltracker.ui.frame.measures import HEADER_LOW_BELOW
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.paint import text_width
from mltracker.ui.theme import font
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.form import Form, line_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.widgets.page_margins import page_margin
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.widgets.settle import settle
from mltracker.ui.words import minutes, percent

WIDTH = 1080
TOPICS = 8
READ_AFTER_MS = 400
TALL, LOW = 280, 120
PASTED = 60  # characters that come at once are not typed
QWIDGETSIZE_MAX = 16_777_215
LONGEST = 200_000


class FirstRun(QScrollArea):
    """Three ways in; the first shows its result in place."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        self._reading: PostingReading | None = None
        self._offered: dict[str, str] = {}
        self._length, self._pasted = 0, False
        prepare_scroll(self, name="first-run")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_AFTER_MS)
        self._timer.timeout.connect(self._on_read)
        self._build()

    def refresh(self) -> None:
        """Nothing of the database is shown here."""

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("first-run-content")
        self._heading = label("", "title", name="first-heading")
        self._line = label("", tone="muted", wrap=True, name="first-line")
        self._quick = self._add_card()
        side = vbox(self._keep_card(), self._quick, self._sample_card(), None, spacing=16)
        columns = hbox(spacing=16)
        columns.addLayout(vbox(self._posting_card(), self._result_card(), None, spacing=16), 7)
        columns.addLayout(side, 4)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        restore = Link(self.tr("Restore it"), name="first-restore")
        restore.clicked.connect(self._on_restore)
        words = label(self.tr("Have a backup from another computer?"), tone="muted")
        backup = hbox(IconMark("backup"), words, restore, None, spacing=6)
        middle.setLayout(vbox(self._heading, self._line, 8, columns, 8, backup, None, spacing=8))
        outer = self._outer = hbox(margins=24)
        outer.addStretch(1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)
        content.setLayout(outer)
        set_content(self, content)
        self._show_result(shown=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < HEADER_LOW_BELOW
        side = page_margin(self)
        self._outer.setContentsMargins(side, 8 if low else side, side, 0 if low else side)

    def _posting_card(self) -> Card:
        card = Card(parent=self, name="posting-card")
        card.body.addWidget(label(self.tr("Paste a job posting"), "section"))
        self._promise = label(
            self.tr("Within seconds: what its rounds will probably ask, with the words that say so."),
            tone="muted",
            wrap=True,
        )
        card.body.addWidget(self._promise)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("posting-text")
        self._text.setAccessibleName(self.tr("Text of the posting"))
        self._text.setPlaceholderText(self.tr("The whole text, as it stands on the page"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(TALL)
        self._text.textChanged.connect(self._on_text)
        card.body.addWidget(self._text)
        return card

    def _result_card(self) -> Card:
        self._result = Card(parent=self, name="posting-result")
        self._found = vbox(spacing=8)
        self._result.body.addLayout(self._found)
        self._result.hide()
        return self._result

    def _keep_card(self) -> Card:
        """Stands beside what was found, so that keeping it needs no scrolling."""
        self._keeping = Card(parent=self, name="keep-card")
        self._keeping.body.addWidget(label(self.tr("Keep this posting"), "section"))
        self._company_form = Form(self, name="posting-form")
        self._company = line_edit("posting-company", title=self.tr("Company"))
        self._role = line_edit("posting-role", title=self.tr("Role"))
        self._company_form.add("company", self.tr("Company"), self._company)
        self._company_form.add("role_title", self.tr("Role"), self._role)
        self._deadline = DateEdit(
            name="posting-deadline", title=self.tr("Deadline"), today=self._tools.ctx.today
        )
        self._company_form.add("deadline_on", self.tr("Deadline"), self._deadline)
        self._company_form.set_shown("deadline_on", on=False)
        keep = Button(
            self.tr("Keep as an application"), self, name="posting-keep", kind="primary", icon_name="add"
        )
        keep.clicked.connect(self._on_keep)
        booked = Button(
            self.tr("Keep, a round is booked"), self, name="posting-keep-booked", icon_name="calendar"
        )
        booked.clicked.connect(self._on_keep_booked)
        self._keeping.body.addWidget(self._company_form)
        self._keeping.body.addLayout(hbox(keep, None))
        self._keeping.body.addLayout(hbox(booked, None))
        self._keeping.hide()
        return self._keeping

    def _add_card(self) -> Card:
        card = Card(parent=self, name="add-card")
        card.body.addWidget(label(self.tr("Add an application"), "section"))
        card.body.addWidget(
            label(self.tr("Company and role. The rest can come later."), tone="muted", wrap=True)
        )
        self._quick_form = Form(self, name="first-form")
        self._quick_company = line_edit(
            "first-company", placeholder=self.tr("for example Fernhollow Labs"), title=self.tr("Company")
        )
        self._quick_role = line_edit(
            "first-role", placeholder=self.tr("for example ML Engineer"), title=self.tr("Role")
        )
        self._quick_form.add("company", self.tr("Company"), self._quick_company)
        self._quick_form.add("role_title", self.tr("Role"), self._quick_role)
        card.body.addWidget(self._quick_form)
        add = Button(self.tr("Add application"), self, name="first-add", keys="Enter")
        add.clicked.connect(self._on_quick_add)
        self._quick_role.returnPressed.connect(self._on_quick_add)
        self._quick_company.returnPressed.connect(self._on_quick_add)
        card.body.addLayout(hbox(add, None))
        return card

    def _sample_card(self) -> Card:
        card = Card(parent=self, name="sample-card")
        card.body.addWidget(label(self.tr("Look around first"), "section"))
        words = self.tr(
            "A made-up search: 18 applications, 9 interviews, 120 answers. Kept in a folder of its own, one click to leave; your own data is not touched."
        )
        card.body.addWidget(label(words, tone="muted", wrap=True))
        button = Button(self.tr("Open the sample"), self, name="open-sample", icon_name="play")
        button.clicked.connect(self._tools.navigator.open_sample)
        card.body.addLayout(hbox(button, None))
        return card

    def _on_text(self) -> None:
        length = self._text.document().characterCount()
        self._pasted = self._pasted or length - self._length > PASTED
        self._length = length
        self._timer.start()

    def _on_read(self) -> None:
        pasted, self._pasted = self._pasted, False
        text = self._text.toPlainText()[:LONGEST]
        if len(text.split()) < 5:
            self._show_result(shown=False)
            self._text.setMinimumHeight(TALL)
            self._text.setMaximumHeight(QWIDGETSIZE_MAX)
            return
        ctx = self._tools.ctx
        self._reading = postings.read(text, ctx.clock())
        starters = postings.starters(ctx, self._reading)
        clear(self._found)
        self._show_topics(self._reading)
        heading = self.tr("%n questions to start with", "", len(starters)).replace("%n", str(len(starters)))
        practice = Button(
            self.tr("Try these questions"), self, name="posting-practice", icon_name="play", kind="ghost"
        )
        practice.clicked.connect(self._on_practice)
        self._found.addLayout(hbox(label(heading, "section"), None, practice))
        titles = catalog.topics().by_slug
        for item in starters:
            detail = f"{titles[item.topic].title} · {minutes(item.minutes)}"
            self._found.addWidget(
                ListRow(item.prompt, detail, name=f"starter-{item.id}", inset=False, height=44, long=True)
            )
        self._offer_names(text)
        self._offer_deadline(text)
        self._show_result(shown=True)
        # the text has been read; what was found in it matters now
        self._text.setMinimumHeight(LOW)
        self._text.setMaximumHeight(LOW)
        if pasted and self._text.hasFocus():
            self._company.setFocus(Qt.FocusReason.OtherFocusReason)
        settle(self)

    def _offer_names(self, text: str) -> None:
        """Start the fields with what the posting says; what was typed there stays."""
        names = posting_names(text)
        for field, name in ((self._company, names.company), (self._role, names.role)):
            if field.text() == self._offered.get(field.objectName(), ""):
                field.setText(name)
                field.setCursorPosition(0)
                self._offered[field.objectName()] = name

    def _offer_deadline(self, text: str) -> None:
        """Show the day that the posting names, in a field of its own; another one typed there stays."""
        day = posting_deadline(text, self._tools.ctx.today())
        if self._deadline.offer(day):
            self._company_form.set_shown("deadline_on", on=day is not None)

    def _show_result(self, *, shown: bool) -> None:
        """What was found, and the form that keeps it in place of the empty one."""
        heading, line = (
            self.tr("Where would you like to start?"),
            self.tr(
                "A posting is enough to see what to practice for it. Everything stays in one folder on this computer."
            ),
        )
        if shown:
            heading = self.tr("What this posting asks for")
            line = self.tr("Keep it as an application to prepare for its rounds, or paste another.")
        self._heading.setText(heading)
        self._line.setText(line)
        self._promise.setVisible(not shown)
        self._result.setVisible(shown)
        self._keeping.setVisible(shown)
        self._quick.setVisible(not shown)

    def _show_topics(self, reading: PostingReading) -> None:
        self._found.addWidget(label(self.tr("What its rounds will probably ask"), "section"))
        found = [topic for topic in reading.topics if topic.detected]
        shown = (found or list(reading.topics))[:TOPICS]
        if not found:
            self._found.addWidget(
                label(
                    self.tr("The text names no topic of ours; this is our estimate for such a role."),
                    "small",
                    "muted",
                    wrap=True,
                )
            )
        most = max(topic.probability for topic in shown)
        for topic in shown:
            quoted = ", ".join(f"“{phrase}”" for phrase in topic.phrases[:3])
            share = ProgressBar(self, name=f"share-{topic.slug}", words=False)
            share.set_progress(round(100 * topic.probability / most), 100)
            share.setFixedWidth(120)
            figure = label(percent(topic.probability))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figure.setFixedWidth(text_width("100%", font("body")))
            line = hbox(
                label(topic.title),
                ElidedLabel(quoted, self, role="small", tone="muted", keep=8),
                share,
                figure,
                spacing=12,
            )
            line.setStretch(1, 1)
            self._found.addLayout(line)

    def _on_keep(self) -> None:
        self._keep(booked=False)

    def _on_keep_booked(self) -> None:
        self._keep(booked=True)

    def _keep(self, *, booked: bool) -> None:
        family = self._reading.role_family if self._reading else "mle"
        if self._deadline.is_wrong:
            self._company_form.set_errors({"deadline_on": self._deadline.problem})
            return
        values: dict[str, object] = {
            "role_family": family,
            "posting_text": self._text.toPlainText(),
            "deadline_on": self._deadline.value,
        }
        row_id = self._added(self._company_form, self._company.text(), self._role.text(), values)
        if row_id is not None and booked:
            self._tools.navigator.add("interview", row_id)

    def _on_quick_add(self) -> None:
        self._added(self._quick_form, self._quick_company.text(), self._quick_role.text(), {})

    def _added(self, form: Form, company: str, role: str, values: dict[str, object]) -> int | None:
        form.clear_errors()
        try:
            draft = ApplicationDraft.make(company=company, role_title=role, **values)
            row, change = applications.add(self._tools.ctx, draft)
        except InvalidInput as error:
            for field, sentence in error.fields.items():
                form.set_error(field if field in ("company", "role_title") else "role_title", sentence)
            return None
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return None
        self._tools.events.notice.emit(Notice.done(self.tr("Added {0}").format(row.company)))
        self._tools.events.changed.emit(change)
        return row.id

    def _on_restore(self) -> None:
        self._tools.navigator.show_page("settings", "data")

    def _on_practice(self) -> None:
        if self._reading is not None:
            self._tools.navigator.practice(postings.practice(self._tools.ctx, self._reading))
