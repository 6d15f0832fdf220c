"""Rating oneself: only the topics of booked rounds at first, all thirty on request."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import UserError
from mltracker.services import readiness
from mltracker.services.readiness import ReadinessTable, TopicLine
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.scrolled_card import ScrolledCard

TALL = 400


class RateDialog(Dialog):
    """Five steps a topic, saved at a click."""

    def __init__(self, tools: PageTools, table: ReadinessTable, parent: QWidget) -> None:
        super().__init__(
            "Rate yourself",
            parent,
            name="rate",
            text="How well would you answer a question on it today? 1 hardly, 5 with ease.",
            wide=True,
        )
        self._tools, self._table = tools, table
        self._list = ScrolledCard(TALL, name="rate-scroll")
        self.body.addWidget(self._list)
        every = Button(self.tr("All topics"), name="rate-all")
        every.clicked.connect(self._on_all)
        if not table.needed:
            every.hide()
        self.add_left(every)
        done = Button(self.tr("Done"), name="rate-done", kind="primary")
        done.clicked.connect(self.accept)
        self.add_buttons(done)
        self._show(list(table.needed) or self._all())

    def _all(self) -> list[TopicLine]:
        return [line for area in self._table.areas for line in area.topics]

    def _show(self, lines: list[TopicLine]) -> None:
        self._list.show_rows([self._row(line) for line in lines])

    def _row(self, line: TopicLine) -> QWidget:
        row = ListRow(line.title, name=f"rate-{line.slug}")
        steps = SegmentedControl(
            [Segment(str(n), str(n)) for n in range(6)][1:],
            name=f"rating-{line.slug}",
            title=line.title,
            small=True,
        )
        steps.set_key(str(line.rating) if line.rating is not None else "")
        steps.setProperty("topic", line.slug)
        steps.changed.connect(self._on_rated)
        row.add(steps)
        return row

    def _on_all(self) -> None:
        self._show(self._all())

    def _on_rated(self, rating: str) -> None:
        try:
            _, change = readiness.rate(self._tools.ctx, str(self.sender().property("topic")), int(rating))
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.changed.emit(change)
