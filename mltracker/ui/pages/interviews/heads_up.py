"""What to know before anything else of a round: another one at the same time, and a stage that would fit it now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mltracker.domain.interviews import InterviewRow
from mltracker.services import applications, rounds
from mltracker.services.rounds import StageProposal
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.faces import round_title
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.words import clock_time


class HeadsUp(QWidget):
    """Two quiet lines at most; hidden when there is nothing to say."""

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self.setObjectName("heads-up")
        self._tools, self._changer = tools, changer
        self._proposal: StageProposal | None = None
        self._clash = InlineNotice("warn", "", self, name="clash-notice")
        self._stage = InlineNotice("info", "", self, name="stage-notice")
        self._move = Button("", name="stage-move", size="small")
        self._keep = Button(self.tr("Keep"), name="stage-keep", kind="ghost", size="small")
        self._move.clicked.connect(self._on_move)
        self._keep.clicked.connect(self._on_keep)
        self._stage.add_button(self._keep)
        self._stage.add_button(self._move)
        self.setLayout(vbox(self._clash, self._stage, spacing=8))

    def show_row(self, row: InterviewRow, others: Sequence[InterviewRow]) -> None:
        """Look whether there is anything to say about an interview; `others` are at the same time."""
        ctx = self._tools.ctx
        others = others if row.is_coming(ctx.clock()) else ()
        words = "; ".join(
            f"{other.company}, {round_title(other)}, {clock_time(other.starts_at)}"
            for other in others
            if other.starts_at is not None
        )
        self._clash.set_notice("warn", self.tr("At the same time: {0}.").format(words))
        self._clash.setVisible(bool(others))
        self._proposal = proposal = rounds.proposed_stage(ctx, row)
        if proposal is not None:
            said = self.tr("The application still stands in {0}.").format(proposal.now_in)
            self._stage.set_notice("info", said)
            self._move.setText(self.tr("Move to {0}").format(proposal.stage.name))
        self._stage.setVisible(proposal is not None)
        self.setVisible(bool(others) or proposal is not None)

    def _on_move(self) -> None:
        if self._proposal is not None:
            stage = self._proposal.stage
            words = self.tr("{0} moved to {1}").format(self._proposal.company, stage.name)
            self._changer.run(
                words, applications.move_stage, self._tools.ctx, self._proposal.application_id, stage.id
            )

    def _on_keep(self) -> None:
        if self._proposal is not None:
            self._changer.run(
                self.tr("The stage stays as it is"), rounds.decline_stage, self._tools.ctx, self._proposal.key
            )
