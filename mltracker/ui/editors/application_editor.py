"""Adding an application with two fields, or editing all of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mltracker.domain.applications import ROLE_FAMILIES, ROLE_FAMILY_TITLES, ApplicationDraft, Duplicate
from mltracker.domain.errors import ChangedMeanwhile, InvalidInput, UserError
from mltracker.domain.posting_deadline import posting_deadline
from mltracker.services import applications, postings
from mltracker.ui.amounts import amount, figure
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.text import shortened
from mltracker.ui.widgets.date_edit import DateEdit, format_date
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.form import Choice, Form, completer, line_edit, text_edit
from mltracker.ui.words import day, tr

WORK_MODES = (("", "Not said"), ("onsite", "On site"), ("hybrid", "Hybrid"), ("remote", "Remote"))
ENDINGS = {
    "accepted": "you accepted an offer",
    "declined": "you declined an offer",
    "rejected": "they said no",
    "withdrawn": "you withdrew",
    "ghosted": "they went silent",
    "expired": "the posting closed",
}
TITLES = {
    "company": "company",
    "role_title": "role",
    "role_family": "kind of role",
    "posting_url": "link",
    "posting_text": "text of the posting",
    "work_mode": "where",
    "salary_min": "salary from",
    "salary_max": "salary to",
    "salary_currency": "currency",
    "salary_period": "paid",
    "applied_on": "applied on",
    "deadline_on": "deadline",
    "follow_up_on": "follow up on",
    "follow_up_note": "follow-up note",
    "employment_type": "employment",
}
PERIODS = (("year", "a year"), ("month", "a month"), ("day", "a day"), ("hour", "an hour"))


class ApplicationEditor(Editor):
    """Company and role are enough; the rest folds out. Warns while typing if it may be there already."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        application_id: int | None = None,
        *,
        stage: str | None = None,
    ) -> None:
        editing = application_id is not None
        super().__init__(
            tools,
            parent,
            "Edit application" if editing else "Add application",
            name="application-editor",
            ok="Save" if editing else "Add application",
            draft_key="editor:application",
            draft_of=("application", application_id) if application_id is not None else None,
        )
        self._id, self._stage = application_id, stage
        self._typed_draft: ApplicationDraft | None = None
        self._before = (
            applications.detail(tools.ctx, application_id).draft if application_id is not None else None
        )
        self._build(self._before)
        self.keep_typing()
        self._company.setFocus()

    def _build(self, draft: ApplicationDraft | None) -> None:
        old = draft or ApplicationDraft.model_construct(company="", role_title="")
        self._company = line_edit("application-company", old.company, title=self.tr("Company"))
        self._company.setCompleter(completer(applications.companies(self.tools.ctx), self))
        self._role = line_edit("application-role", old.role_title, title=self.tr("Role"))
        self._url = line_edit(
            "application-url", old.posting_url, longest=2_000, title=self.tr("Link to the posting")
        )
        self._family = Choice(
            [(f, ROLE_FAMILY_TITLES[f]) for f in ROLE_FAMILIES],
            name="application-family",
            title=self.tr("Kind of role"),
        )
        self._family.set_value(old.role_family)
        self.form.add("company", self.tr("Company"), self._company)
        self.form.add("role_title", self.tr("Role"), self._role)
        for field in (self._company, self._role, self._url):
            field.textChanged.connect(self._on_maybe_there)
        more = self._more_fields(old)
        self._disclosure = Disclosure(self.tr("More"), more, self, name="application-more")
        self._disclosure.set_open(on=draft is not None)
        self.body.addWidget(self._disclosure)

    def _more_fields(self, old: ApplicationDraft) -> Form:
        more = Form(name="application-more-form")
        self._more_form = more
        self._posting = text_edit(
            "application-posting",
            old.posting_text,
            lines=4,
            title=self.tr("Text of the posting"),
            placeholder=self.tr("Postings vanish; the text is kept here"),
        )
        self._location = line_edit("application-location", old.location, title=self.tr("Location"))
        self._mode = Choice(WORK_MODES, name="application-mode", title=self.tr("Where you would work"))
        self._mode.set_value(old.work_mode)
        self._source = line_edit("application-source", old.source, title=self.tr("Source"))
        self._source.setCompleter(completer(applications.sources(self.tools.ctx), self))
        self._priority = Choice(
            [(1, "1, low"), (2, "2"), (3, "3, high")], name="application-priority", title=self.tr("Priority")
        )
        self._priority.set_value(old.priority)
        self._low = line_edit("application-salary-min", figure(old.salary_min), title=self.tr("Salary from"))
        self._high = line_edit("application-salary-max", figure(old.salary_max), title=self.tr("Salary to"))
        self._currency = line_edit(
            "application-currency",
            old.salary_currency,
            longest=3,
            title=self.tr("Currency"),
            placeholder="EUR",
        )
        self._period = Choice(PERIODS, name="application-period", title=self.tr("Paid"))
        self._period.set_value(old.salary_period)
        self._applied = self._date("application-applied", self.tr("Applied on"), old.applied_on)
        self._deadline = self._date("application-deadline", self.tr("Deadline"), old.deadline_on)
        self._follow_up = self._date("application-follow-up", self.tr("Follow up on"), old.follow_up_on)
        self._arrange(more)
        return more

    def _arrange(self, more: Form) -> None:
        more.add("posting_url", self.tr("Link to the posting"), self._url)
        more.add("role_family", self.tr("Kind of role"), self._family)
        more.add("priority", self.tr("Priority"), self._priority, beside=True)
        more.add("posting_text", self.tr("Text of the posting"), self._posting)
        more.add("location", self.tr("Location"), self._location)
        more.add("work_mode", self.tr("Where"), self._mode, beside=True)
        more.add("salary_min", self.tr("Salary from"), self._low)
        more.add("salary_max", self.tr("Salary to"), self._high, beside=True)
        more.add("salary_currency", self.tr("Currency"), self._currency)
        more.add("salary_period", self.tr("Paid"), self._period, beside=True)
        more.add("source", self.tr("Source"), self._source)
        more.add("applied_on", self.tr("Applied on"), self._applied, beside=True)
        more.add("deadline_on", self.tr("Deadline"), self._deadline)
        more.add("follow_up_on", self.tr("Follow up on"), self._follow_up, beside=True)
        if self._before is None:
            self._posting.textChanged.connect(self._on_posting)

    def show_errors(self, error: InvalidInput) -> None:
        left = self._more_form.set_errors(
            {k: v for k, v in error.fields.items() if k not in ("company", "role_title")}
        )
        if set(error.fields) - {"company", "role_title"}:
            self._disclosure.set_open(on=True)
        super().show_errors(
            InvalidInput(
                {k: v for k, v in error.fields.items() if k in ("company", "role_title")}
                | ({"form": " ".join(left)} if left else {})
            )
        )

    def show_problem(self, error: UserError) -> None:
        """What was changed elsewhere is taken over where nothing was typed, and said where something was."""
        if not isinstance(error, ChangedMeanwhile) or self._before is None or self._typed_draft is None:
            super().show_problem(error)
            return
        taken, kept = [], {}
        for name, stored in error.stored.items():
            typed, title = getattr(self._typed_draft, name), TITLES.get(name, name)
            if typed == getattr(self._before, name):
                self._put(name, stored)
                taken.append(title)
            elif typed != stored:
                words = self.tr("Stored meanwhile: {0}. Save again to keep yours.")
                kept[name] = words.format(_shown(stored))
        self._before = self._before.model_copy(update=error.stored)
        parts = [str(error)]
        if taken:
            parts.append(self.tr("Taken over: {0}.").format(", ".join(taken)))
        parts.append(self.tr("Save again to keep what you typed."))
        self.show_errors(InvalidInput(kept))
        self.notice.set_notice("warn", " ".join(parts))
        self.notice.show()

    def _by_name(self) -> dict[str, QWidget]:
        """The field of each part of the draft that the form shows."""
        return {
            "company": self._company,
            "role_title": self._role,
            "posting_url": self._url,
            "role_family": self._family,
            "priority": self._priority,
            "posting_text": self._posting,
            "location": self._location,
            "work_mode": self._mode,
            "salary_min": self._low,
            "salary_max": self._high,
            "salary_currency": self._currency,
            "salary_period": self._period,
            "source": self._source,
            "applied_on": self._applied,
            "deadline_on": self._deadline,
            "follow_up_on": self._follow_up,
        }

    def _put(self, name: str, value: Any) -> None:
        """Show another value in a field; what the form does not show goes along with the form's beginning."""
        field = self._by_name().get(name)
        if isinstance(field, Choice | DateEdit):
            field.set_value(value)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(value)
        elif isinstance(field, QLineEdit):
            field.setText(figure(value) if name in ("salary_min", "salary_max") else value)

    def _date(self, name: str, title: str, value: date | None) -> DateEdit:
        made = DateEdit(name=name, title=title, today=self.tools.ctx.today)
        made.set_value(value)
        return made

    def _on_maybe_there(self) -> None:
        found = applications.duplicates(
            self.tools.ctx, self._company.text(), self._role.text(), self._url.text(), exclude=self._id
        )
        if not found:
            self.notice.hide()
            return
        first, today = found[0], self.tools.ctx.today()
        more = self.tr(" And {0} more.").format(len(found) - 1) if len(found) > 1 else ""
        self.notice.set_notice(
            "info" if first.reason == "same company" else "warn", _warning(first, today) + more
        )
        self.notice.show()

    def _on_posting(self) -> None:
        """Say which deadline the posting names, and start the field with it; another one typed there stays."""
        day = posting_deadline(self._posting.toPlainText(), self.tools.ctx.today())
        said = self.tr("It names a deadline: {0}").format(format_date(day)) if day else ""
        self._more_form.set_hint("posting_text", said)
        self._deadline.offer(day)

    def _draft(self) -> ApplicationDraft:
        wrong = {
            key: field.problem
            for key, field in (
                ("applied_on", self._applied),
                ("deadline_on", self._deadline),
                ("follow_up_on", self._follow_up),
            )
            if field.is_wrong
        }
        if wrong:
            raise InvalidInput(wrong)
        text = self._posting.toPlainText()
        family = self._family.value
        if self._before is None and text and family == "mle":
            family = postings.role_family(f"{self._role.text()}\n{text}")
        return ApplicationDraft.make(
            company=self._company.text(),
            role_title=self._role.text(),
            role_family=family,
            seniority=self._before.seniority if self._before else "",
            employment_type=self._before.employment_type if self._before else "",
            follow_up_note=self._before.follow_up_note if self._before else "",
            location=self._location.text(),
            work_mode=self._mode.value,
            salary_min=amount("salary_min", self._low.text()),
            salary_max=amount("salary_max", self._high.text()),
            salary_currency=self._currency.text().strip().upper(),
            salary_period=self._period.value,
            source=self._source.text(),
            posting_url=self._url.text(),
            posting_text=text,
            priority=self._priority.value,
            applied_on=self._applied.value,
            deadline_on=self._deadline.value,
            follow_up_on=self._follow_up.value,
        )

    def _on_save(self) -> None:
        self._more_form.clear_errors()
        self.form.clear_errors()
        try:
            draft = self._typed_draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        if self._id is None:
            self.save(
                self.tr("Added {0}").format(draft.company),
                applications.add,
                self.tools.ctx,
                draft,
                stage=self._stage,
            )
        else:
            self.save(
                self.tr("Saved {0}").format(draft.company),
                applications.edit,
                self.tools.ctx,
                self._id,
                draft,
                seen=self._before,
            )


def _warning(found: Duplicate, today: date) -> str:
    """What is there already, in a sentence: one that is live asks, one that ended tells how."""
    facts = {"company": found.company, "role": found.role_title, "stage": found.stage}
    if found.outcome != "open":
        ended = tr(ENDINGS[found.outcome])
        on = day(found.outcome_on, today) if found.outcome_on else ""
        facts["ended"] = f"{ended}, {on}" if on else ended
        words = {
            "same posting": tr("You applied to this posting before: {company}, {role} ({ended})."),
            "same company and role": tr("You applied to {company} as {role} before ({ended})."),
            "same company": tr("You applied to {company} before, as {role} ({ended})."),
        }[found.reason]
        return words.format(**facts)
    if found.applied_on is not None:
        facts["stage"] += tr(", applied {0}").format(day(found.applied_on, today))
    words = {
        "same posting": tr("This posting is there already: {company}, {role} ({stage})."),
        "same company and role": tr("Already applied? {company}, {role} is there ({stage})."),
        "same company": tr("{company} is there already, as {role} ({stage})."),
    }[found.reason]
    return words.format(**facts)


def _shown(value: object) -> str:
    return shortened(str("" if value is None else value)) or tr("nothing")
