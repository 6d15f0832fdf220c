"""The offer of an application: what it is worth, and the negotiation version by version."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.offers import OfferRow, worth
from mltracker.services import offers
from mltracker.ui.pages.pipeline.offers import FIELD_TITLES, changed_titles, missing_words, shown, sum_words
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.folded_text import FoldedText
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.words import day, home_zone, tr

ALWAYS = ("base", "bonus", "equity_total", "sign_on")
SOMETIMES = ("level", "deadline_on", "start_on")


class OfferTab(DetailTab):
    """The latest version in full with what it changed, the earlier ones below."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._versions = offers.versions(self.tools.ctx, detail.row.id)
        if not self._versions:
            empty = EmptyState(
                "money",
                self.tr("No offer yet"),
                self.tr("When one comes, every version of the negotiation is kept here."),
                name="detail-no-offer",
                button=self.tr("Note an offer"),
            )
            empty.pressed.connect(self._on_add)
            column.addWidget(empty)
            return
        column.addWidget(self._worth_card(self._versions[0]))
        column.addLayout(self._buttons())
        column.addWidget(self._facts(self._versions[0], self._before(0)))
        if self._versions[0].notes:
            column.addWidget(FoldedText(self._versions[0].notes, name="offer-notes-shown"))
        if len(self._versions) > 1:
            column.addWidget(label(self.tr("Before"), "strong"))
            for number, offer in enumerate(self._versions[1:], start=1):
                column.addWidget(self._earlier(offer, self._before(number)))

    def _before(self, number: int) -> OfferRow | None:
        return self._versions[number + 1] if number + 1 < len(self._versions) else None

    def _worth_card(self, offer: OfferRow) -> Card:
        found = worth(offer)
        card = Card(name="offer-worth")
        yearly = sum_words(found.per_year, found.missing)
        unit = offer.currency if found.per_year is not None else ""
        card.body.addWidget(label(self.tr("Worth a year"), "muted"))
        card.body.addWidget(label(f"{yearly} {unit}".strip(), "title", wrap=True, name="offer-per-year"))
        lines = [self.tr("first year {0}").format(sum_words(found.first_year, found.missing))]
        lines.append(self.tr("four years of base, bonus and what vests, the sign-on spread over them"))
        card.body.addWidget(label(" · ".join(lines), "muted", wrap=True, name="offer-first-year"))
        missing = missing_words(found)
        if missing:
            card.body.addWidget(SignLabel(Sign("info", missing, "info")))
        if offer.deadline_on is not None:
            left = (offer.deadline_on - self.tools.ctx.today()).days
            words = self.tr("answer by {0}").format(shown(offer, "deadline_on", self.tools.ctx.today()))
            tone = "warn" if left <= 2 else "muted"
            card.body.addWidget(SignLabel(Sign("clock", words, tone)))
        return card

    def _buttons(self) -> QHBoxLayout:
        add = Button(self.tr("Note a new version"), name="offer-add", icon_name="add")
        add.clicked.connect(self._on_add)
        count = offers.open_count(self.tools.ctx)
        compare = Button(self.tr("Compare {0} offers").format(count), name="offer-compare", kind="primary")
        if count < 2:
            compare.hide()
        compare.clicked.connect(self._on_compare)
        return hbox(compare, add, None)

    def _facts(self, offer: OfferRow, before: OfferRow | None) -> QWidget:
        holder = QWidget()
        holder.setObjectName("offer-facts")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        changed = changed_titles(before, offer) if before is not None else []
        today = self.tools.ctx.today()
        for line, name in enumerate((*ALWAYS, *SOMETIMES)):
            words = shown(offer, name, today)
            told_above = name == "deadline_on" and name not in changed
            if told_above or (not words and name not in ALWAYS and name not in changed):
                continue
            grid.addWidget(label(tr(FIELD_TITLES[name]), tone="muted"), line, 0)
            value = label(
                words or self.tr("not known"),
                "strong" if name in changed else "body",
                "" if words else "muted",
                wrap=True,
                name=f"offer-{name}",
            )
            cell = vbox(value, spacing=0)
            if name in changed and before is not None:
                was = shown(before, name, today)
                words = self.tr("was {0}").format(was) if was else self.tr("not known before")
                cell.addWidget(label(words, "muted", wrap=True))
            grid.addLayout(cell, line, 1)
        edit = Button(
            name=f"offer-correct-{offer.id}",
            kind="ghost",
            size="small",
            icon_name="edit",
            tip=self.tr("Correct dates and notes of this version"),
        )
        edit.setProperty("offer_id", offer.id)
        edit.clicked.connect(self._on_correct)
        on = day(offer.at.astimezone(home_zone()).date(), today)
        title = label(self.tr("Version {0}, {1}").format(offer.version, on), "strong", name="offer-version")
        made = QWidget()
        made.setLayout(vbox(hbox(title, None, edit), holder, spacing=8))
        return made

    def _earlier(self, offer: OfferRow, before: OfferRow | None) -> QWidget:
        """One line of the history: when, and what was in it that was new then."""
        today = self.tools.ctx.today()
        on = day(offer.at.astimezone(home_zone()).date(), today)
        told = [
            f"{tr(FIELD_TITLES[name])} {shown(offer, name, today) or self.tr('not known')}"
            for name in changed_titles(before, offer)
        ]
        holder = QWidget()
        holder.setObjectName(f"offer-version-{offer.version}")
        title = label(self.tr("Version {0}, {1}").format(offer.version, on), "small", "muted")
        holder.setLayout(vbox(title, label(" · ".join(told), wrap=True), spacing=0))
        return holder

    def _on_add(self) -> None:
        from mltracker.ui.editors.offer_editor import OfferEditor

        OfferEditor(self.tools, self.window(), self.detail.row.id).open()

    def _on_correct(self) -> None:
        from mltracker.ui.editors.offer_editor import OfferEditor

        OfferEditor(self.tools, self.window(), self.detail.row.id, self._versions[0]).open()

    def _on_compare(self) -> None:
        from mltracker.ui.pages.pipeline.compare import OffersDialog

        OffersDialog(self.tools, self.window()).open()
