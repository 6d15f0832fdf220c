"""Facts of a round that become known bit by bit and are written in place: who asks, what they announced, the reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import catalog, interview_facts
from mltracker.services.interviews import InterviewDetail
from mltracker.ui.changer import Changer
from mltracker.ui.editors.interview_editor import AUDIENCES
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.fact import HEIGHT, Fact
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.tag_edit import TagEdit
from mltracker.ui.words import day, relative_day, tr

P = ParamSpec("P")


class _LearnedFact(Fact):
    """Knows the interview, opens its field and keeps what was typed."""

    def __init__(self, tools: PageTools, changer: Changer, title: str, *, name: str, tip: str) -> None:
        super().__init__(title, name=name, tip=tip)
        self.tools, self.changer = tools, changer
        self.detail: InterviewDetail | None = None
        self.edit_requested.connect(self._on_edit)
        self.save_requested.connect(self._on_save)

    def show_detail(self, detail: InterviewDetail) -> None:
        """Show the fact of an interview; a field open for another one is given up."""
        if self.detail is not None and self.detail.row.id != detail.row.id:
            self.close_field()
        self.detail = detail
        self._show(detail)

    def keep(
        self, words: str, use_case: Callable[P, tuple[Any, Change]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Run the use case and close the field, or say here what is wrong."""
        try:
            _, change = use_case(*args, **kwargs)
        except InvalidInput as error:
            self.set_error(" ".join(error.fields.values()))
            return
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.close_field()
        self.tools.events.notice.emit(Notice.done(words))
        self.tools.events.changed.emit(change)

    def _show(self, detail: InterviewDetail) -> None:
        raise NotImplementedError

    def _on_edit(self) -> None:
        raise NotImplementedError

    def _on_save(self) -> None:
        raise NotImplementedError


class WhoFact(_LearnedFact):
    """Interviewers by name, and what kind of people they are."""

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__(tools, changer, tr("Who"), name="when-who", tip=tr("Say who asks"))

    def _show(self, detail: InterviewDetail) -> None:
        names = [f"{p.name}, {p.role}" if p.role else p.name for p in detail.contacts]
        kinds = dict(AUDIENCES)
        audience = self.tr(kinds[detail.row.audience]) if detail.row.audience else ""
        words = "\n".join(names) or audience
        self.set_text(words or self.tr("Not known yet"), muted=not words)
        self.setToolTip(plain_tip(audience))

    def _on_edit(self) -> None:
        if self.detail is None:
            return
        row = self.detail.row
        self._names = TagEdit(
            name="who-names",
            title=self.tr("Interviewers"),
            suggestions=interview_facts.people_names(self.tools.ctx, row.application_id),
            placeholder=self.tr("add a name"),
        )
        self._names.set_tags([person.name for person in self.detail.contacts])
        self._audience = Choice(
            [(key, self.tr(words)) for key, words in AUDIENCES],
            name="who-audience",
            title=self.tr("What kind of people"),
        )
        self._audience.set_value(row.audience)
        field = QWidget()
        field.setLayout(vbox(self._names, self._audience, spacing=4))
        field.setFocusProxy(self._names)
        self.open_field(field)

    def _on_save(self) -> None:
        if self.detail is not None:
            self.keep(
                self.tr("Noted who asks"),
                interview_facts.set_people,
                self.tools.ctx,
                self.detail.row.id,
                self._names.tags,
                self._audience.value,
            )


class AnnouncedFact(_LearnedFact):
    """Topics they said would come."""

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__(
            tools, changer, tr("Announced"), name="when-announced", tip=tr("Note topics they told you")
        )

    def _show(self, detail: InterviewDetail) -> None:
        if not detail.told_topics:
            self.set_text(self.tr("Nothing yet"), muted=True)
            return
        holder = QWidget()
        flow = FlowLayout(holder, spacing=4)
        flow.setContentsMargins(0, 4, 0, 4)
        for slug in detail.told_topics:
            flow.addWidget(LabelChip(catalog.topics().by_slug[slug].title, holder, small=True))
        holder.setMinimumHeight(HEIGHT)
        self.set_widget(holder)

    def _on_edit(self) -> None:
        if self.detail is None:
            return
        topics = catalog.topics()
        self._told = TagEdit(
            name="announced-topics",
            title=self.tr("Topics they told you"),
            suggestions=[topic.title for topic in topics.topics],
            placeholder=self.tr("add a topic"),
        )
        self._told.set_tags([topics.by_slug[slug].title for slug in self.detail.told_topics])
        self.open_field(self._told)

    def _on_save(self) -> None:
        if self.detail is None:
            return
        try:
            slugs = interview_facts.topic_slugs(self._told.tags)
        except InvalidInput as error:
            self.set_error(error.fields["topics"])
            return
        self.keep(
            self.tr("Noted what they announced"),
            interview_facts.set_topics,
            self.tools.ctx,
            self.detail.row.id,
            slugs,
        )


class ReplyFact(_LearnedFact):
    """The day by which they said they would answer; it becomes a next action."""

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__(
            tools, changer, tr("Reply by"), name="when-reply", tip=tr("Note when they will reply")
        )

    def _show(self, detail: InterviewDetail) -> None:
        on, today = detail.row.reply_expected_on, self.tools.ctx.today()
        if on is None:
            self.set_text(self.tr("Not said"), muted=True)
        else:
            self.set_text(f"{day(on, today)} ({relative_day(on, today)})")

    def _on_edit(self) -> None:
        if self.detail is not None:
            self._day = DateEdit(
                name="reply-day", title=self.tr("They will reply by"), today=self.tools.ctx.today
            )
            self._day.set_value(self.detail.row.reply_expected_on)
            self.open_field(self._day)

    def _on_save(self) -> None:
        if self.detail is None:
            return
        if self._day.is_wrong:
            self.set_error(self._day.problem)
            return
        self.keep(
            self.tr("Noted when they will reply"),
            interview_facts.expect_reply,
            self.tools.ctx,
            self.detail.row.id,
            self._day.value,
        )
