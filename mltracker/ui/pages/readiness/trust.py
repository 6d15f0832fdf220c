"""Can I trust this? What was predicted against what happened, in plain words and honest numbers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from mltracker.domain.insights import Calibration, CalibrationBin, Insights
from mltracker.ui.pages.readiness.scorecard import ScorecardCard
from mltracker.ui.paint import paint_box, paint_progress
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.words import percent, tr

WIDTH = 820
FEW = 5  # answers below which no percentage is shown


class PairBar(QWidget):
    """A share that happened as a bar, and the prediction as a tick on it."""

    def __init__(self, found: CalibrationBin) -> None:
        super().__init__()
        self._found = found
        self.setObjectName(f"pair-{round(100 * found.low)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said, happened = round(100 * found.predicted), round(100 * found.happened)
        self.setAccessibleName(self.tr("Predicted {0} percent, went well {1} percent").format(said, happened))

    def sizeHint(self) -> QSize:
        return QSize(240, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        track = QRect(0, 6, self.width(), 8)
        paint_progress(painter, track, self._found.happened if self._found.count >= FEW else 0, look)
        at = round((track.width() - 3) * self._found.predicted)
        paint_box(painter, QRect(at, 3, 3, 14), fill=look.color("mark"), radius=1)


class TrustView(QScrollArea):
    """Predictions beside what happened from twenty logged answers on, and what was seen coming from the first debrief."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="trust")
        content = QWidget()
        self._column = vbox(spacing=12, margins=24)
        content.setLayout(self._column)
        PageMargins(content)
        content.setMaximumWidth(
            WIDTH + 48
        )  # each card by itself would be asked for its height at the full width
        set_content(self, content)

    def show_insights(self, found: Insights, taken_off: float) -> None:
        """Show both; `taken_off` is by how many points readiness is lowered for grades that are too kind."""
        clear(self._column)
        cards: list[QWidget] = [self._calibration(found.calibration, taken_off)]
        if found.scorecard.interviews:
            cards.append(ScorecardCard(found))
        alone = not found.scorecard.interviews and isinstance(cards[0], EmptyState)
        for card in cards:
            self._column.addWidget(card, int(alone))
        if not alone:
            self._column.addStretch(1)

    def _calibration(self, found: Calibration, taken_off: float) -> QWidget:
        if found.brier is None or found.brier_constant is None or found.gap_error is None:
            words = self.tr("{0} of {1} answers so far, from questions logged after interviews.")
            title = self.tr("Too early to tell")
            return EmptyState("target", title, words.format(found.answers, found.needed), name="trust-early")
        card = Card(name="trust-card")
        verdict = self._verdict(found.brier - found.brier_constant, found.gap_error)
        card.body.addWidget(label(verdict, "section", wrap=True))
        words = self.tr(
            "From {0} questions that were really asked, by your own grades. Each prediction was stored before its"
            " interview and never changed. On average we said {1}, and {2} went well. Brier score {3:.2f}, always"
            " guessing that average {4:.2f} (which nobody knew beforehand); lower is better."
        ).format(
            found.answers,
            percent(found.mean_predicted or 0.0),
            percent(found.mean_happened or 0.0),
            found.brier,
            found.brier_constant,
        )
        card.body.addWidget(label(words, tone="muted", wrap=True, name="trust-words"))
        card.body.addWidget(self._bins(found))
        few = self.tr(
            "Bar: what happened. Tick: what was predicted. Rows of fewer than five answers say little."
        )
        card.body.addWidget(label(few, "small", "muted", wrap=True))
        card.body.addWidget(label(self._limits(taken_off), "small", "muted", wrap=True, name="trust-limits"))
        return card

    def _limits(self, taken_off: float) -> str:
        """What no figure here can show, and what is done about kind grades."""
        words = self.tr(
            "Known limits: the model was tuned on synthetic learners, topics are taken one by one, and who grades"
            " leniently is promised too much."
        )
        if round(taken_off) < 1:
            return (
                words
                + " "
                + self.tr(
                    "The rubric's tick boxes are there against that; until they are used, ranges begin lower."
                )
            )
        return (
            words
            + " "
            + self.tr(
                "The points you tick say that your grades are kind: elsewhere readiness is shown about {0} lower for"
                " that; here your own grades are the measure."
            ).format(tr("1 point") if round(taken_off) == 1 else tr("%n points", round(taken_off)))
        )

    def _verdict(self, gap: float, error: float) -> str:
        """What the difference to a constant guess says; within its standard error it says nothing yet."""
        if abs(gap) <= error:
            return self.tr(
                "So far the predictions cannot be told from guessing the average. More answers will show."
            )
        if gap < 0:
            return self.tr("So far the predictions tell more than guessing the average would.")
        return self.tr(
            "So far the predictions tell less than guessing the average would. Take them with care."
        )

    def _bins(self, found: Calibration) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for column, words in enumerate((self.tr("We said about"), "", self.tr("Went well"))):
            grid.addWidget(label(words, "small", "muted"), 0, column)
        for row, one in enumerate(found.bins, start=1):
            good = round(one.happened * one.count)
            counted = self.tr("{0} of {1}").format(good, one.count)
            went = f"{percent(one.happened)} ({counted})" if one.count >= FEW else counted
            grid.addWidget(label(percent(one.predicted)), row, 0)
            grid.addWidget(PairBar(one), row, 1)
            grid.addWidget(label(went, name=f"trust-went-{row}"), row, 2)
        return table
