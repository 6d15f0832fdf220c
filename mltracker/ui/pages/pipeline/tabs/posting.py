"""The posting as it was, what it asks for, and both mended in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.posting_deadline import posting_deadline
from mltracker.services import postings
from mltracker.services.postings import PostingTopic
from mltracker.ui.changer import Changer
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import Form, line_edit, text_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.words import percent

PHRASES, AT_ONCE, EDIT_LINES = 3, 12_000, 16


class PostingTab(DetailTab):
    """Postings vanish; their text stays. While it is being edited nothing else takes its place."""

    renews = True

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._changer = Changer(self.tools, self)
        self._drafts = DraftKeeper(self.tools, self, self._typed)
        self._form: Form | None = None
        self._whole = False
        self._begun_with = ("", "")
        self._content = vbox(spacing=12)
        column.addLayout(self._content)
        stored = self._drafts.open("posting", ("application", detail.row.id))
        if stored is not None:
            self._show_form(stored)
        else:
            self._show_posting(detail)

    def show_detail(self, detail: ApplicationDetail) -> None:
        if self._form is None:
            self._show_posting(detail)
            return
        # what was changed elsewhere stands where nothing was typed
        url, text = detail.draft.posting_url, detail.draft.posting_text
        if self._url.text() == self._begun_with[0] != url:
            self._url.setText(url)
        if self._text.toPlainText() == self._begun_with[1] != text:
            self._text.setPlainText(text)
        self._begun_with = url, text
        self._offer_deadline()

    def _show_posting(self, detail: ApplicationDetail) -> None:
        clear(self._content)
        self._form = None
        text, url = detail.draft.posting_text, detail.draft.posting_url
        if url:
            link = Link(
                url.split("://", 1)[-1],
                name="posting-link",
                icon_name="link",
                tip=self.tr("Open {0}").format(url),
            )
            link.clicked.connect(self._on_link)
            self._content.addLayout(hbox(link, None))
        if not text:
            empty = EmptyState(
                "document",
                self.tr("No posting kept"),
                self.tr("Postings vanish. Paste the text to keep it and to see what it asks."),
                name="detail-no-posting",
                button=self.tr("Paste the posting"),
            )
            empty.pressed.connect(self._on_edit)
            self._content.addWidget(empty)
            return
        reading = self._reading = postings.read(
            text, self.tools.ctx.clock(), role_family=detail.row.role_family
        )
        asked = [topic for topic in reading.topics if topic.detected]
        practice = Button(
            self.tr("Practice this"), name="posting-practice", kind="ghost", size="small", icon_name="play"
        )
        practice.clicked.connect(self._on_practice)
        self._content.addLayout(hbox(label(self.tr("What it asks for"), "strong"), None, practice))
        for topic in asked:
            self._content.addLayout(self._topic(topic))
        if not asked:
            words = self.tr("No topic is named in words we know; readiness goes by the kind of round.")
            self._content.addWidget(label(words, "muted", wrap=True, name="posting-no-topic"))
        edit = Button(self.tr("Edit"), name="posting-edit", kind="ghost", size="small", icon_name="edit")
        edit.clicked.connect(self._on_edit)
        self._content.addLayout(hbox(label(self.tr("Its text"), "strong"), None, edit))
        shown = text if self._whole or len(text) <= AT_ONCE else f"{text[:AT_ONCE].rstrip()}…"
        self._content.addWidget(label(shown, wrap=True, selectable=True, name="posting-full"))
        if shown != text:
            more = Link(self.tr("Show all of it"), name="posting-more", small=True)
            more.clicked.connect(self._on_whole)
            self._content.addLayout(hbox(more, None))

    def _topic(self, topic: PostingTopic) -> QVBoxLayout:
        """A topic with the words that say so below it."""
        quoted = ", ".join(f"“{phrase}”" for phrase in topic.phrases[:PHRASES])
        head = hbox(label(topic.title), None, label(percent(topic.probability)), spacing=8)
        return vbox(head, ElidedLabel(quoted, role="muted", keep=8), spacing=0)

    def _show_form(self, stored: object = None) -> None:
        clear(self._content)
        draft = self.detail.draft
        kept = stored if isinstance(stored, dict) else {}
        self._begun_with = draft.posting_url, draft.posting_text
        self._form = Form(name="posting-form")
        self._url = line_edit(
            "posting-url",
            str(kept.get("url", draft.posting_url)),
            longest=2_000,
            title=self.tr("Link to the posting"),
        )
        self._text = text_edit(
            "posting-text",
            str(kept.get("text", draft.posting_text)),
            lines=EDIT_LINES,
            title=self.tr("Text of the posting"),
        )
        self._form.add("posting_url", self.tr("Link to the posting"), self._url)
        self._form.add("posting_text", self.tr("Text of the posting"), self._text)
        self._add_deadline(self._form, kept)
        self._notice = InlineNotice("info", "", name="posting-notice")
        save = Button(self.tr("Save"), name="posting-save", kind="primary")
        cancel = Button(self.tr("Cancel"), name="posting-cancel", kind="ghost")
        save.clicked.connect(self._on_save)
        cancel.clicked.connect(self._on_cancel)
        self._content.addWidget(self._notice)
        self._content.addWidget(self._form)
        self._content.addLayout(hbox(save, cancel, None))
        if kept:
            self._notice.set_notice("info", self.tr("What you had typed and not saved was brought back."))
        else:
            self._notice.hide()
        self._url.textChanged.connect(self._drafts.touch)
        self._text.textChanged.connect(self._drafts.touch)

    def _add_deadline(self, form: Form, kept: dict[str, str]) -> None:
        """A field that is shown once what is typed names a deadline and the application has none."""
        self._deadline = DateEdit(
            name="posting-deadline", title=self.tr("Deadline"), today=self.tools.ctx.today
        )
        form.add("deadline_on", self.tr("Deadline"), self._deadline)
        form.set_shown("deadline_on", on=False)
        if "text" in kept:
            self._offer_deadline()
        if "deadline" in kept:
            self._deadline.set_value(date.fromisoformat(kept["deadline"]) if kept["deadline"] else None)
        self._text.textChanged.connect(self._offer_deadline)
        self._deadline.changed.connect(self._drafts.touch)

    def _offer_deadline(self) -> None:
        """Show the day that another text names than the one kept; another day typed there stays."""
        if self._form is None:
            return
        missing, text = self.detail.draft.deadline_on is None, self._text.toPlainText()
        read = missing and text != self._begun_with[1]
        day = posting_deadline(text, self.tools.ctx.today()) if read else None
        followed = self._deadline.offer(day)
        self._form.set_shown("deadline_on", on=day is not None or (missing and not followed))

    def _typed(self) -> dict[str, str] | None:
        if self._form is None:
            return None
        url, text = self._url.text(), self._text.toPlainText()
        typed = {"url": url} if url != self._begun_with[0] else {}
        if text != self._begun_with[1]:
            typed["text"] = text
            if not self._deadline.isHidden() and not self._deadline.is_wrong:
                typed["deadline"] = str(self._deadline.value or "")
        return typed or None

    def _on_edit(self) -> None:
        self._show_form()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_whole(self) -> None:
        self._whole = True
        self._show_posting(self.detail)

    def _on_save(self) -> None:
        form = self._form
        if form is None:
            return
        form.clear_errors()
        if self._deadline.is_wrong and not self._deadline.isHidden():
            form.set_errors({"deadline_on": self._deadline.problem})
            return
        values = self._text.toPlainText(), self._url.text(), self._deadline.value
        self._form = None  # what is announced below shows the posting anew
        try:
            self._changer.save(
                self.tr("Posting kept"), postings.keep, self.tools.ctx, self.detail.row.id, *values
            )
        except UserError as error:
            self._form = form
            self._drafts.keep()
            left = form.set_errors(error.fields) if isinstance(error, InvalidInput) else [str(error)]
            self._notice.setVisible(bool(left))
            self._notice.set_notice("bad", " ".join(left))
            return
        self._drafts.forget()

    def _on_cancel(self) -> None:
        self._form = None
        self._drafts.forget()
        self._show_posting(self.detail)

    def _on_practice(self) -> None:
        self.tools.navigator.practice(postings.practice(self.tools.ctx, self._reading))

    def _on_link(self) -> None:
        self.tools.navigator.open_link(self.detail.draft.posting_url)
