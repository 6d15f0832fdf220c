"""Noting a version of an offer, or mending the dates and notes of one."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.offers import EQUITY_TITLES, OfferDraft, OfferRow
from mltracker.services import applications, offers
from mltracker.ui.amounts import amount, figure
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.form import Choice, line_edit, text_edit
from mltracker.ui.words import tr as said

YEARS = (None, 1, 2, 3, 4, 5, 6)


class OfferEditor(Editor):
    """Prefilled from the version before. With `correcting` only dates and notes of that version can be changed."""

    def __init__(
        self, tools: PageTools, parent: QWidget, application_id: int, correcting: OfferRow | None = None
    ) -> None:
        self._id, self._correcting = application_id, correcting
        self._row = applications.row(tools.ctx, application_id)
        before = correcting or next(iter(offers.versions(tools.ctx, application_id)), None)
        super().__init__(
            tools,
            parent,
            self._words(before),
            name="offer-editor",
            ok=self.tr("Save"),
            draft_key="editor:offer",
            draft_of=("offer_version", correcting.id) if correcting else ("application", application_id),
        )
        if correcting is not None:
            self.set_text(self.tr("Figures stay as they were; when they change, note a new version."))
        elif before is not None:
            self.set_text(
                self.tr("Filled in from version {0}; change what they changed.").format(before.version)
            )
        else:
            self.set_text(self.tr("Leave empty what you do not know yet; 0 means none."))
        self._build(before)
        self.keep_typing()
        # as by Tab, which selects what is there to be typed over
        first = self._deadline if correcting else self._fields["base"]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _words(self, before: OfferRow | None) -> str:
        if self._correcting is not None:
            return self.tr("Correct version {0}").format(self._correcting.version)
        return self.tr("Note an offer") if before is None else self.tr("Note a new version")

    def _build(self, old: OfferRow | None) -> None:
        tr = self.tr
        self._fields = {
            "base": line_edit("offer-base", figure(old.base if old else None), title=tr("Base, a year")),
            "bonus": line_edit("offer-bonus", figure(old.bonus if old else None), title=tr("Bonus, a year")),
            "equity_total": line_edit(
                "offer-equity", figure(old.equity_total if old else None), title=tr("Equity in all")
            ),
            "sign_on": line_edit("offer-sign-on", figure(old.sign_on if old else None), title=tr("Sign-on")),
        }
        currency = (
            old.currency if old else applications.detail(self.tools.ctx, self._id).draft.salary_currency
        )
        self._currency = line_edit("offer-currency", currency, placeholder="EUR", title=tr("Currency"))
        self._kind = Choice(list(EQUITY_TITLES.items()), name="offer-equity-kind", title=tr("Kind of equity"))
        self._kind.set_value(old.equity_kind if old else "")
        self._years = Choice(
            [(n, _years_words(n)) for n in YEARS],
            name="offer-vest-years",
            title=tr("Vests over"),
        )
        self._years.set_value(old.vest_years if old else None)
        self._level = line_edit("offer-level", old.level if old else "", title=tr("Level"))
        self._deadline = DateEdit(name="offer-deadline", title=tr("Answer by"), today=self.tools.ctx.today)
        self._deadline.set_value(old.deadline_on if old else None)
        self._deadline.changed.connect(self._on_deadline)
        self._start = DateEdit(name="offer-start", title=tr("Start on"), today=self.tools.ctx.today)
        self._start.set_value(old.start_on if old else None)
        self._notes = text_edit("offer-notes", old.notes if old else "", lines=3, title=tr("Notes"))
        self._arrange()

    def _arrange(self) -> None:
        tr, add = self.tr, self.form.add
        self._move: QCheckBox | None = None
        if self._correcting is None:
            add("base", tr("Base, a year"), self._fields["base"])
            add("currency", tr("Currency"), self._currency, beside=True)
            hint = tr("An amount, or a share of the base such as 10%")
            add("bonus", tr("Bonus, a year"), self._fields["bonus"], hint=hint)
            add("sign_on", tr("Sign-on, once"), self._fields["sign_on"], beside=True)
            add("equity_total", tr("Equity in all"), self._fields["equity_total"])
            add("equity_kind", tr("Kind of equity"), self._kind, beside=True)
            add("vest_years", tr("Vests over"), self._years, beside=True)
            add("level", tr("Level"), self._level)
        add("deadline_on", tr("Answer by"), self._deadline, beside=self._correcting is None)
        add("start_on", tr("Start on"), self._start, beside=True)
        add("notes", tr("Notes"), self._notes)
        if self._row.stage_kind != "offer" and self._correcting is None:
            self._move = QCheckBox(tr("Move the application to Offer"))
            self._move.setObjectName("offer-move")
            self._move.setChecked(True)
            self.form.add_wide(self._move)

    def _on_deadline(self) -> None:
        on = self._deadline.value
        over = on is not None and on < self.tools.ctx.today()
        self.announce("warn", self.tr("This day is over already. You can keep it so.") if over else "")

    def _draft(self) -> OfferDraft:
        wrong = {
            key: field.problem
            for key, field in (("deadline_on", self._deadline), ("start_on", self._start))
            if field.is_wrong
        }
        if wrong:
            raise InvalidInput(wrong)
        dates = {
            "deadline_on": self._deadline.value,
            "start_on": self._start.value,
            "notes": self._notes.toPlainText(),
        }
        if self._correcting is not None:
            return self._correcting.draft.changed(**dates)
        base = amount("base", self._fields["base"].text())
        return OfferDraft.make(
            base=base,
            bonus=_bonus(self._fields["bonus"].text(), base),
            equity_total=amount("equity_total", self._fields["equity_total"].text()),
            sign_on=amount("sign_on", self._fields["sign_on"].text()),
            equity_kind=self._kind.value,
            vest_years=self._years.value,
            currency=self._currency.text().strip().upper(),
            level=self._level.text(),
            **dates,
        )

    def _on_save(self) -> None:
        self.form.clear_errors()
        self.notice.hide()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        ctx, company = self.tools.ctx, self._row.company
        if self._correcting is not None:
            self.save(self.tr("Corrected the offer"), offers.correct, ctx, self._correcting.id, draft)
            return
        move = self._move is not None and self._move.isChecked()
        words = self.tr("Noted the offer of {0}").format(company)
        self.save(words, offers.add, ctx, self._id, draft, to_offer_stage=move)


def _years_words(years: int | None) -> str:
    return said("Not said") if years is None else said("1 year") if years == 1 else said("%n years", years)


def _bonus(text: str, base: int | None) -> int | None:
    """A bonus as an amount, or as a share of the base."""
    words = text.strip()
    if not words.endswith("%"):
        return amount("bonus", words)
    if base is None:
        raise InvalidInput({"bonus": "A share of the base needs the base."})
    try:
        share = Fraction(words[:-1].strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1_000:
        raise InvalidInput({"bonus": "Write an amount or a share such as 10%."})
    return round(base * share / 100)
