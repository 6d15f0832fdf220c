"""Did we see the questions coming? What debriefs say about the recommendations, by round and over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QGridLayout, QWidget

from mltracker.domain.insights import Insights
from mltracker.domain.scorecard import InterviewScore, Scorecard, Share
from mltracker.services import catalog
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.words import percent, short_day, tr

LATEST = 8
Row = tuple[str, Scorecard]


class ScorecardCard(Card):
    """The whole in sentences, then tables of the same by kind of round, by month and by interview."""

    def __init__(self, found: Insights) -> None:
        super().__init__(name="scorecard-card")
        self.body.addWidget(label(self.tr("Did we see the questions coming?"), "section", wrap=True))
        for words in sentences(found.scorecard):
            self.body.addWidget(label(words, tone="muted", wrap=True))
        kinds = catalog.rounds().by_kind
        rounds = [(kinds[kind].title, card) for kind, card in found.scorecard_by_round.items()]
        months = [(f"{month:%b %Y}", card) for month, card in reversed(found.scorecard_by_month.items())]
        latest = sorted(found.scorecard_interviews, key=_latest_first)[:LATEST]
        last = max((score.on for score in latest), default=None)
        interviews = [
            (f"{score.company}, {short_day(score.on, last or score.on)}", score.scorecard) for score in latest
        ]
        parts = (
            (self.tr("By kind of round"), rounds, "rounds"),
            (self.tr("Over time"), months, "months"),
            (self.tr("By interview"), interviews, "interviews"),
        )
        for number, (title, rows, name) in enumerate(parts):
            part = Disclosure(title, _table(rows, name), self, name=f"scorecard-{name}", link=True)
            part.set_open(on=number == 0)
            self.body.addWidget(part)


def sentences(card: Scorecard) -> Iterator[str]:
    """A scorecard in plain words; no percentage of fewer than five."""
    debriefs = tr("one debrief") if card.interviews == 1 else tr("%n debriefs", card.interviews)
    words = tr(
        "{0} questions were asked in {1}: {2} had been recommended, {3} more practiced, {4} nobody saw coming"
    )
    words = words.format(card.asked, debriefs, _part(card.recall), card.practiced_only, card.unforeseen)
    if card.topic_expected:
        words += tr(" (of {0} the topic was expected)").format(card.topic_expected)
    yield words + "."
    words = tr("Of {0} recommended, {1} came up.").format(card.precision.total, _part(card.precision))
    if card.in_vain.total:
        rest = tr("Of {0} that were practiced as well, {1} did not.")
        words += " " + rest.format(card.in_vain.total, _part(card.in_vain))
    yield words


def _part(share: Share) -> str:
    return str(share.count) if share.rate is None else f"{share.count} ({percent(share.rate)})"


def _share(share: Share) -> str:
    counted = tr("{0} of {1}").format(share.count, share.total)
    return counted if share.rate is None else f"{counted} ({percent(share.rate)})"


def _latest_first(score: InterviewScore) -> tuple[int, int]:
    return -score.on.toordinal(), -score.interview_id


def _table(rows: Iterable[Row], name: str) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    heads = (
        "",
        tr("Asked"),
        tr("Recommended"),
        tr("Only practiced"),
        tr("Not seen coming"),
        tr("Prepared, not asked"),
    )
    for column, words in enumerate(heads):
        grid.addWidget(label(words, "small", "muted"), 0, column)
    for number, (title, card) in enumerate(rows, start=1):
        figures = (card.asked, _share(card.recall), card.practiced_only, card.unforeseen, card.in_vain.count)
        grid.addWidget(label(title, wrap=True), number, 0)
        for column, figure in enumerate(figures, start=1):
            grid.addWidget(label(str(figure), name=f"{name}-{number}-{column}"), number, column)
    holder = QWidget()
    holder.setLayout(vbox(table, spacing=0))
    return holder
