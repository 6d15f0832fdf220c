"""Open offers side by side: money in one currency, terms, the user's own criteria, and what the employers answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput
from mltracker.domain.offers import HORIZON, Criterion
from mltracker.services import offers
from mltracker.services.offers import Compared, SideBySide
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.pipeline.compare_grid import CompareGrid, CompareHead
from mltracker.ui.pages.pipeline.rates import Rates
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.scroll import scroll_area, set_content

MOST, WIDEST, AROUND, LOW = 4, 1_080, 32, 260


class OffersDialog(Dialog):
    """As wide as the window allows; what is entered here is kept at once and compares the next offers too."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(
            self.tr("Compare offers"),
            parent,
            name="compare",
            text=self.tr(
                "Before tax, by your own rates and weights. What is not known is named, not counted."
            ),
        )
        self._tools = tools
        self._changer = Changer(tools, self)
        self._left_out: set[int] = set()
        window = parent.window()
        self.setFixedWidth(min(WIDEST, window.width() - 2 * AROUND))
        self._tallest = window.height() - 2 * AROUND
        self._build()
        done = Button(self.tr("Done"), name="compare-done", kind="primary", keys="Esc")
        done.clicked.connect(self.accept)
        self.add_buttons(done)
        done.setDefault(False)
        tools.events.changed.connect(self._on_changed)
        self._grid: CompareGrid | None = None
        self._fill()

    def _build(self) -> None:
        self._currency = Choice(name="compare-currency", title=self.tr("Currency of the comparison"))
        self._currency.setMinimumContentsLength(5)
        self._spread = Choice(
            [
                (4, self.tr("over 4 years")),
                (3, self.tr("over 3 years")),
                (2, self.tr("over 2 years")),
                (1, self.tr("in the first year")),
                (0, self.tr("left out")),
            ],
            name="compare-spread",
            title=self.tr("Count the sign-on"),
        )
        self._currency.settled.connect(self._on_currency)
        self._spread.settled.connect(self._on_spread)
        self._rates = Rates(self)
        self._rates.entered.connect(self._on_rate)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._head = vbox(spacing=0)
        self._area = scroll_area(name="compare-scroll")
        self._choices = QWidget()
        self._choices.setLayout(
            hbox(
                label(self.tr("In"), "muted"),
                self._currency,
                label(self.tr("Count the sign-on"), "muted"),
                self._spread,
                None,
                spacing=8,
            )
        )
        top = vbox(self._choices, self._rates, self._chips, spacing=8)
        self.body.addLayout(top)
        self.body.addLayout(self._head)
        self.body.addWidget(self._area, 1)

    def _fit(self) -> None:
        self.resize(self.width(), self._tallest if self._view.offers else LOW)

    def _fill(self) -> None:
        view = offers.side_by_side(self._tools.ctx)
        self._view = view
        used = sorted({entry.offer.currency for entry in view.offers if entry.offer.currency})
        self._currency.set_options([(code, code) for code in sorted({*used, view.settings.currency} - {""})])
        self._currency.set_value(view.settings.currency)
        self._spread.set_value(view.settings.sign_on_years)
        self._rates.show_rates(view.settings, [code for code in used if code != view.settings.currency])
        self._fill_chips(view)
        shown = [entry for entry in view.offers if entry.application.id not in self._left_out][:MOST]
        self._show_grid(view, shown)

    def _show_grid(self, view: SideBySide, shown: list[Compared]) -> None:
        clear(self._head)
        self._choices.setVisible(bool(view.offers))
        # the room of the bar is kept free, so that the head's columns stand above those below
        always = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if shown else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(always)
        if not shown:
            empty = EmptyState(
                "money",
                self.tr("No offer to compare"),
                self.tr(
                    "Note an offer on the Offer tab of an application; open ones stand here side by side."
                ),
                name="compare-empty",
            )
            set_content(self._area, empty)
            return
        bar = self._area.verticalScrollBar()
        place = bar.value()
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and self._area.isAncestorOf(focus) else ""
        typed = self._grid.typed if self._grid is not None else ""
        self._grid = CompareGrid(view, shown, self._tools.ctx.today(), typed=typed)
        self._grid.scored.connect(self._on_scored)
        self._grid.weighted.connect(self._on_weighted)
        self._grid.criterion_added.connect(self._on_criterion_added)
        self._grid.criterion_removed.connect(self._on_criterion_removed)
        head = CompareHead(shown)
        head.application_wanted.connect(self._on_application)
        self._head.addWidget(head)
        set_content(self._area, self._grid)
        bar.setValue(place)
        again = self._grid.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_chips(self, view: SideBySide) -> None:
        """With more offers than columns, chips say which ones stand side by side."""
        ids = [entry.application.id for entry in view.offers]
        self._chips.setVisible(len(ids) > MOST)
        if len(ids) <= MOST:
            self._left_out.clear()
            return
        if not self._left_out & set(ids):
            self._left_out = set(ids[MOST:])
        clear(self._flow)
        for entry in view.offers:
            chip = FilterChip(entry.application.company, name=f"compare-{entry.application.id}")
            chip.setChecked(entry.application.id not in self._left_out)
            chip.setProperty("application_id", entry.application.id)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)

    def _on_chip(self) -> None:
        application_id = int(self.sender().property("application_id"))
        ids = [entry.application.id for entry in self._view.offers]
        shown = [key for key in ids if key not in self._left_out]
        if application_id in shown:
            self._left_out.add(application_id)
        else:
            self._left_out.discard(application_id)
            # the first one makes room, as only so many fit
            self._left_out.update(shown[: max(0, len(shown) + 1 - MOST)])
        self._fill()

    def _on_changed(self, change: object) -> None:
        if isinstance(change, Change) and change & (Change.OFFERS | Change.APPLICATIONS | Change.ASKS):
            self._fill()

    def _on_currency(self) -> None:
        self._change(self.tr("Change the currency"), currency=self._currency.value)

    def _on_spread(self) -> None:
        years = self._spread.value
        self._change(self.tr("Spread the sign-on"), sign_on_years=HORIZON if years is None else years)

    def _on_rate(self, pair: str, text: str) -> None:
        rates = dict(self._view.settings.rates)
        reverse = "/".join(reversed(pair.split("/")))
        rates.pop(reverse, None)
        if text.strip():
            rates[pair] = text
        else:
            rates.pop(pair, None)
        try:
            self._changer.save(
                "",
                offers.change_settings,
                self._tools.ctx,
                self.tr("Change a rate"),
                **self._kept(rates=rates),
            )
        except InvalidInput as error:
            self._rates.set_error(" ".join(error.fields.values()))

    def _on_scored(self, application_id: object, criterion: str, value: object) -> None:
        given = value if isinstance(value, int) else None
        if isinstance(application_id, int):
            self._changer.run("", offers.score, self._tools.ctx, application_id, criterion, given)

    def _on_weighted(self, key: str, weight: object) -> None:
        criteria = [
            c.model_copy(update={"weight": weight}) if c.key == key else c
            for c in self._view.settings.criteria
        ]
        self._change(self.tr("Change a weight"), criteria=[c.model_dump() for c in criteria])

    def _on_criterion_added(self, name: str) -> None:
        existing = [c.model_dump() for c in self._view.settings.criteria]
        key = f"c{max((int(c['key'][1:]) for c in existing if c['key'][1:].isdecimal()), default=0) + 1}"
        try:
            criterion = Criterion.make(key=key, name=name)
            self._changer.save(
                "",
                offers.change_settings,
                self._tools.ctx,
                self.tr("Add a criterion"),
                **self._kept(criteria=[*existing, criterion.model_dump()]),
            )
            if self._grid is not None:
                self._grid.clear_typed()
        except InvalidInput as error:
            if self._grid is not None:
                self._grid.set_error(" ".join(error.fields.values()))

    def _on_criterion_removed(self, key: str) -> None:
        left = [c.model_dump() for c in self._view.settings.criteria if c.key != key]
        words = self.tr("Criterion removed")
        self._changer.run(
            words,
            offers.change_settings,
            self._tools.ctx,
            self.tr("Remove a criterion"),
            **self._kept(criteria=left),
        )

    def _on_application(self, application_id: object) -> None:
        if isinstance(application_id, int):
            self.accept()
            self._tools.navigator.open_application(application_id)

    def _kept(self, **values: object) -> dict[str, object]:
        """The first choice made here also keeps the currency that was taken by itself."""
        return {"currency": self._view.settings.currency, **values}

    def _change(self, what: str, **values: object) -> None:
        self._changer.run("", offers.change_settings, self._tools.ctx, what, **self._kept(**values))
