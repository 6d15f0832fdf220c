"""The table of the comparison: a column for each offer, a line for each thing that counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from mltracker.domain.offers import HIGHEST, Criterion, Part
from mltracker.services.offers import Asked, Compared, SideBySide
from mltracker.ui.amounts import figure
from mltracker.ui.flags import FLAGS
from mltracker.ui.pages.pipeline.offers import equity_words, missing_words, sum_words
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.form import Choice, line_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, rule, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.words import day, relative_day, tr

FIRST, NARROWEST, BAR, SOON = 216, 120, 10, 2
Cell = Callable[[Compared], QWidget]


class CompareHead(QWidget):
    """Whose offer stands in which column; it stays in view while the rest scrolls."""

    application_wanted = Signal(object)

    def __init__(self, shown: Sequence[Compared]) -> None:
        super().__init__()
        self.setObjectName("compare-head")
        grid = _columns(len(shown))
        grid.addWidget(label(""), 0, 0)  # an empty column would lose its space
        for column, entry in enumerate(shown, start=1):
            row = entry.application
            link = Link(row.company, name=f"compare-open-{row.id}", tip=f"{row.company}, {row.role_title}")
            link.setProperty("application_id", row.id)
            link.clicked.connect(self._on_application)
            grid.addLayout(vbox(link, ElidedLabel(row.role_title, role="muted"), spacing=0), 0, column)
        self.setLayout(vbox(grid, spacing=0, margins=(0, 0, BAR, 0)))

    def _on_application(self) -> None:
        self.application_wanted.emit(self.sender().property("application_id"))


class CompareGrid(QWidget):
    """Made anew whenever something changes; `typed` is what stands in the field for a new criterion."""

    scored = Signal(object, str, object)
    weighted = Signal(str, object)
    criterion_added = Signal(str)
    criterion_removed = Signal(str)

    def __init__(self, view: SideBySide, shown: Sequence[Compared], today: date, *, typed: str = "") -> None:
        super().__init__()
        self.setObjectName("compare-grid")
        self._view, self._shown, self._today = view, shown, today
        self._line = 0
        sums = [entry.per_year for entry in shown if entry.per_year is not None]
        self._best = max(sums, default=Fraction(0))
        self._grid = _columns(len(shown))
        self._fill_money()
        self._fill_terms()
        self._fill_criteria(typed)
        self._fill_asked(view.asked)
        self.setLayout(vbox(self._grid, None, spacing=0))

    @property
    def typed(self) -> str:
        """What stands in the field for a new criterion."""
        return self._new.text()

    def clear_typed(self) -> None:
        """The new criterion was added."""
        self._new.clear()

    def set_error(self, text: str) -> None:
        """Say what is wrong with the new criterion."""
        self._error.set_sign(Sign("error", text, "bad") if text else None)
        self._error.setVisible(bool(text))

    def _fill_money(self) -> None:
        currency = self._view.settings.currency
        self._head(self.tr("Money, {0} a year").format(currency) if currency else self.tr("Money, a year"))
        self._row(self.tr("Worth a year"), self._yearly)
        self._row(self.tr("First year"), self._first_year)
        self._row(self.tr("Base"), self._base)
        self._row(self.tr("Bonus"), self._bonus)
        self._row(self.tr("Equity"), self._equity)
        self._row(self.tr("Sign-on"), self._sign_on)

    def _fill_terms(self) -> None:
        self._head(self.tr("Terms"))
        self._row(self.tr("Answer by"), self._deadline)
        for title, words in (
            (self.tr("Start"), self._start),
            (self.tr("Level"), self._level),
            (self.tr("Location"), self._place),
        ):
            if any(words(entry) for entry in self._shown):
                self._row(title, self._plain(words))
        if any(entry.offer.notes for entry in self._shown):
            self._row(self.tr("Notes"), self._notes)

    def _fill_criteria(self, typed: str) -> None:
        self._head(self.tr("What counts for you"))
        for criterion in self._view.settings.criteria:
            self._grid.addWidget(self._criterion(criterion), self._line, 0)
            for column, entry in enumerate(self._shown, start=1):
                self._grid.addWidget(self._score(criterion, entry), self._line, column)
            self._line += 1
        self._row(self.tr("Your score"), self._total)
        self._new = line_edit(
            "criterion-new", typed, placeholder=self.tr("Something else"), title=self.tr("New criterion")
        )
        self._new.setFixedWidth(FIRST)
        self._new.returnPressed.connect(self._on_new)
        add = Button(self.tr("Add"), name="criterion-add", kind="ghost", size="small", icon_name="add")
        add.clicked.connect(self._on_new)
        self._error = SignLabel()
        self._error.setObjectName("criterion-error")
        self._error.hide()
        span = len(self._shown) + 1
        line = vbox(hbox(self._new, add, None), self._error, spacing=4)
        self._grid.addLayout(line, self._line, 0, 1, span)
        self._line += 1

    def _fill_asked(self, asked: Sequence[Asked]) -> None:
        companies = {entry.application.company for entry in self._shown}
        wanted = [entry for entry in asked if companies & set(entry.answers)]
        self._head(self.tr("What they answered"))
        if not wanted:
            words = self.tr("Answers to the questions you ask in interviews stand here.")
            self._grid.addWidget(label(words, "muted", wrap=True), self._line, 0, 1, len(self._shown) + 1)
            self._line += 1
        for question in wanted:
            text = label(question.text, "small", wrap=True)
            text.setFixedWidth(FIRST)
            self._grid.addWidget(_top(text), self._line, 0)
            for column, entry in enumerate(self._shown, start=1):
                self._grid.addWidget(self._answer(question, entry), self._line, column)
            self._line += 1

    def _head(self, title: str) -> None:
        span = len(self._shown) + 1
        self._grid.addWidget(rule(), self._line, 0, 1, span)
        self._grid.addWidget(label(title, "strong"), self._line + 1, 0, 1, span)
        self._line += 2

    def _row(self, title: str, cell: Cell) -> None:
        self._grid.addWidget(_top(label(title, tone="muted")), self._line, 0)
        for column, entry in enumerate(self._shown, start=1):
            self._grid.addWidget(_top(cell(entry)), self._line, column)
        self._line += 1

    def _yearly(self, entry: Compared) -> QWidget:
        if entry.worth.per_year is not None and entry.rate is None:
            return self._no_rate(entry)
        total = label(sum_words(entry.per_year, entry.worth.missing), "section", wrap=True)
        total.setObjectName(f"per-year-{entry.application.id}")
        bar = ProgressBar(words=False)
        bar.set_progress(round(entry.per_year or 0), round(self._best))
        bar.setAccessibleName(self.tr("{0} of the highest").format(total.text()))
        column = vbox(total, bar, spacing=4)
        missing = missing_words(entry.worth)
        if missing:
            column.addWidget(label(missing, "muted", wrap=True, name=f"missing-{entry.application.id}"))
        return _held(column)

    def _first_year(self, entry: Compared) -> QWidget:
        if entry.worth.first_year is not None and entry.rate is None:
            return self._no_rate(entry)
        return label(sum_words(entry.first_year, entry.worth.missing), wrap=True)

    def _no_rate(self, entry: Compared) -> QWidget:
        words = (
            self.tr("no rate for {0} yet").format(entry.offer.currency)
            if entry.offer.currency
            else self.tr("currency not known")
        )
        return label(words, tone="muted", wrap=True, name=f"no-rate-{entry.application.id}")

    def _base(self, entry: Compared) -> QWidget:
        return self._part(entry, "base", entry.offer.base)

    def _bonus(self, entry: Compared) -> QWidget:
        return self._part(entry, "bonus", entry.offer.bonus)

    def _sign_on(self, entry: Compared) -> QWidget:
        whole = entry.offer.sign_on
        extra = f"{figure(whole)} {entry.offer.currency}" if whole else ""
        return self._part(entry, "sign_on", whole, self.tr("{0} once").format(extra) if extra else "")

    def _equity(self, entry: Compared) -> QWidget:
        offer = entry.offer
        return self._part(
            entry, "equity", offer.equity_total, equity_words(offer) if offer.equity_total else ""
        )

    def _part(self, entry: Compared, name: Part, stated: int | None, extra: str = "") -> QWidget:
        """A part's share of a year in the currency of the comparison; below it what was offered in its own words."""
        share = entry.worth.part(name)
        foreign = entry.offer.currency != self._view.settings.currency
        if share is None:
            words = self.tr("not known")
        elif entry.rate is None:
            words = f"{figure(share)} {entry.offer.currency}"
        else:
            words = figure(share * entry.rate)
        if foreign and entry.rate is not None and not extra and stated is not None:
            extra = f"{figure(stated)} {entry.offer.currency}"
        column = vbox(label(words, tone="" if share is not None else "muted", wrap=True), spacing=0)
        if extra:
            column.addWidget(label(extra, "muted", wrap=True))
        return _held(column)

    def _deadline(self, entry: Compared) -> QWidget:
        on = entry.offer.deadline_on
        if on is None:
            return label(self.tr("not known"), tone="muted")
        soon = (on - self._today).days <= SOON
        words = label(day(on, self._today), wrap=True)
        sign = Sign("clock", relative_day(on, self._today), "warn" if soon else "muted")
        return _held(vbox(words, SignLabel(sign), spacing=0))

    def _start(self, entry: Compared) -> str:
        return day(entry.offer.start_on, self._today) if entry.offer.start_on else ""

    def _level(self, entry: Compared) -> str:
        return entry.offer.level

    def _place(self, entry: Compared) -> str:
        location, mode = entry.application.location, entry.application.work_mode
        return location if mode in location.casefold() else ", ".join(filter(None, (location, mode)))

    def _plain(self, words: Callable[[Compared], str]) -> Cell:
        def cell(entry: Compared) -> QWidget:
            text = words(entry)
            return label(text or tr("not known"), tone="" if text else "muted", wrap=True)

        return cell

    def _notes(self, entry: Compared) -> QWidget:
        return ElidedLabel(entry.offer.notes, role="small")

    def _criterion(self, criterion: Criterion) -> QWidget:
        weight = Choice(
            [(n, self.tr("× {0}").format(n)) for n in range(HIGHEST + 1)],
            name=f"weight-{criterion.key}",
            title=self.tr("Weight of {0}").format(criterion.name),
        )
        weight.setMinimumContentsLength(3)
        weight.setFixedWidth(64)
        weight.set_value(criterion.weight)
        weight.setProperty("key", criterion.key)
        weight.settled.connect(self._on_weight)
        remove = Button(
            name=f"criterion-remove-{criterion.key}",
            kind="ghost",
            size="small",
            icon_name="close",
            tip=self.tr("Remove {0}").format(criterion.name),
        )
        remove.setProperty("key", criterion.key)
        remove.clicked.connect(self._on_remove)
        line = hbox(ElidedLabel(criterion.name, tone="muted", keep=8), weight, remove, spacing=4)
        line.setStretch(0, 1)
        holder = _held(line)
        holder.setFixedWidth(FIRST)
        return holder

    def _score(self, criterion: Criterion, entry: Compared) -> QWidget:
        row = entry.application
        choice = Choice(
            [
                (None, self.tr("not scored")),
                *((n, self.tr("{0} of 5").format(n)) for n in range(HIGHEST + 1)),
            ],
            name=f"score-{row.id}-{criterion.key}",
            title=self.tr("{0} at {1}").format(criterion.name, row.company),
        )
        choice.setMinimumContentsLength(9)
        choice.set_value(self._view.settings.scores.get(row.id, {}).get(criterion.key))
        choice.setProperty("application_id", row.id)
        choice.setProperty("key", criterion.key)
        choice.settled.connect(self._on_score)
        return _held(hbox(choice, None))

    def _total(self, entry: Compared) -> QWidget:
        score = entry.score
        words = (
            self.tr("not scored yet")
            if score.value is None
            else self.tr("{0} of 5").format(f"{float(score.value):.1f}")
        )
        column = vbox(
            label(
                words,
                "section" if score.value is not None else "body",
                "" if score.value is not None else "muted",
                name=f"total-{entry.application.id}",
            ),
            spacing=0,
        )
        if score.value is not None and score.missing:
            missing = self.tr("without {0}").format(", ".join(score.missing))
            column.addWidget(label(missing, "muted", wrap=True))
        return _held(column)

    def _answer(self, question: Asked, entry: Compared) -> QWidget:
        given = question.answers.get(entry.application.company)
        if given is None:
            return _top(label(self.tr("not asked"), "small", "muted"))
        column = vbox(spacing=2)
        if given.flag:
            sign = FLAGS[given.flag]
            column.addWidget(SignLabel(Sign(sign.icon, tr(sign.text), sign.role)))
        if given.answer:
            column.addWidget(label(given.answer, "small", wrap=True))
        return _top(_held(column))

    def _on_weight(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            self.weighted.emit(str(choice.property("key")), choice.value)

    def _on_score(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            self.scored.emit(choice.property("application_id"), str(choice.property("key")), choice.value)

    def _on_remove(self) -> None:
        self.criterion_removed.emit(str(self.sender().property("key")))

    def _on_new(self) -> None:
        name = self._new.text().strip()
        if not name:
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.criterion_added.emit(name)


def _columns(count: int) -> QGridLayout:
    """The same columns for the head and for what scrolls below it."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, FIRST)
    for column in range(1, count + 1):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, NARROWEST)
    return grid


def _held(layout: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _top(widget: QWidget) -> QWidget:
    """At the upper edge of its cell."""
    return _held(vbox(widget, None, spacing=0))
