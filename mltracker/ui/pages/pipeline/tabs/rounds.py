"""The rounds of an application."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from mltracker.domain.applications import ApplicationDetail
from mltracker.services import catalog, interviews
from mltracker.ui import explain
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.words import day_and_time


class RoundsTab(DetailTab):
    """Every round, in order of time."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        ctx = self.tools.ctx
        rows = interviews.rows(ctx, application_id=detail.row.id)
        card = Card(name="detail-interviews", flush=True)
        titles = catalog.rounds().by_kind
        for row in rows:
            when = day_and_time(row.at, ctx.clock()) if row.at else self.tr("no date yet")
            result = {"passed": self.tr("passed"), "failed": self.tr("not passed"), "pending": ""}[row.result]
            line = LinkRow(
                row.label or titles[row.round_kind].title,
                " · ".join(filter(None, (when, result))),
                name=f"detail-interview-{row.id}",
                icon_name=explain.FORMAT_ICONS[row.format],
            )
            line.setProperty("interview_id", row.id)
            line.clicked.connect(self._on_open_interview)
            card.add_row(line)
        if not rows:
            card.add_row(
                EmptyState(
                    "interviews",
                    self.tr("No rounds yet"),
                    self.tr("Add one when it is booked."),
                    name="detail-no-interviews",
                )
            )
        add = Button(self.tr("Add interview"), name="detail-add-interview", icon_name="add")
        add.clicked.connect(self._on_add_interview)
        several = Button(
            self.tr("Expected rounds"),
            name="detail-expected-rounds",
            kind="ghost",
            icon_name="list",
            tip=self.tr("Enter the rounds they announced at once, without dates"),
        )
        several.clicked.connect(self._on_several)
        column.addWidget(card)
        column.addLayout(hbox(add, several, None))

    def _on_open_interview(self) -> None:
        self.tools.navigator.open_interview(int(self.sender().property("interview_id")))

    def _on_add_interview(self) -> None:
        self.tools.navigator.add("interview", self.detail.row.id)

    def _on_several(self) -> None:
        from mltracker.ui.editors.rounds_editor import RoundsEditor

        RoundsEditor(self.tools, self.window(), self.detail.row.id).open()
