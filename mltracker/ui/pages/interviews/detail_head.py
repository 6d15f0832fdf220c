"""The head of an interview: whose it is, the way to its application and to its neighbors, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.interviews import InterviewResult, InterviewRow, InterviewStatus
from mltracker.services import catalog, interviews
from mltracker.services.agenda import LoopView
from mltracker.ui import explain
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.faces import round_title
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.words import clock_time, tr

STATUSES: dict[str, InterviewStatus] = {
    "done": "done",
    "cancelled": "cancelled",
    "no-show": "no-show",
    "planned": "planned",
}
RESULTS: dict[str, InterviewResult] = {"passed": "passed", "failed": "failed", "pending": "pending"}


class DetailHead(QWidget):
    """Title, link and buttons; `deleted` once the interview is gone."""

    edit_requested = Signal()
    prep_requested = Signal()
    offer_requested = Signal()
    day_requested = Signal()
    session_chosen = Signal(object)
    deleted = Signal()

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self._tools, self._changer = tools, changer
        self._row: InterviewRow | None = None
        self._loop: LoopView | None = None
        self._title = ClampedLabel("", "title", name="interview-title")
        self._subtitle = ElidedLabel("", tone="muted", keep=20, name="interview-subtitle")
        application = Link(self.tr("open application"), name="interview-application")
        application.setMinimumWidth(application.sizeHint().width())
        application.clicked.connect(self._on_application)
        self._before = Button(name="session-before", icon_name="chevron-left", tip=self.tr("Session before"))
        self._after = Button(name="session-after", icon_name="chevron-right", tip=self.tr("Next session"))
        for button in (self._before, self._after):
            button.clicked.connect(self._on_neighbor)
        prep = Button(
            name="interview-prep", icon_name="print", tip=self.tr("Prep sheet on one page"), keys="Ctrl+P"
        )
        prep.clicked.connect(self.prep_requested)
        edit = Button(name="interview-edit", icon_name="edit", tip=self.tr("Edit this interview"))
        edit.clicked.connect(self.edit_requested)
        self._more = Button(name="interview-more", icon_name="more", tip=self.tr("More"))
        self._more.clicked.connect(self._on_more)
        names = vbox(self._title, hbox(self._subtitle, application, None, spacing=8), spacing=4)
        line = hbox(spacing=8)
        line.addLayout(names, 1)
        for button in (self._before, self._after, prep, edit, self._more):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def show_row(self, row: InterviewRow, loop: LoopView | None) -> None:
        """Show whose interview it is, and the sessions beside it."""
        self._row, self._loop = row, loop
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        self._title.setText(f"{row.company}, {round_title(row)}")
        self._subtitle.setText(f"{row.role_title} · {explain.round_words(row, titles)}")
        for button, step, words in (
            (self._before, -1, self.tr("Session before: {0}")),
            (self._after, 1, self.tr("Next session: {0}")),
        ):
            other = self._neighbor(step)
            button.setVisible(loop is not None)
            button.setEnabled(other is not None)
            button.setProperty("step", step)
            if other is not None and other.starts_at is not None:
                button.set_tip(words.format(f"{round_title(other)}, {clock_time(other.starts_at)}"))

    def _neighbor(self, step: int) -> InterviewRow | None:
        if self._loop is None or self._row is None:
            return None
        ids = [session.id for session in self._loop.sessions]
        place = ids.index(self._row.id) + step if self._row.id in ids else -1
        return self._loop.sessions[place] if 0 <= place < len(ids) else None

    def _on_neighbor(self) -> None:
        other = self._neighbor(int(self.sender().property("step")))
        if other is not None:
            self.session_chosen.emit(other.id)

    def _on_application(self) -> None:
        if self._row is not None:
            self._tools.navigator.open_application(self._row.application_id)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        in_loop = self._loop is not None
        groups = (
            (
                (self.tr("Offer times"), "offer"),
                (self.tr("Change the day") if in_loop else self.tr("Enter the sessions of the day"), "day"),
            ),
            (
                (self.tr("It took place"), "done"),
                (self.tr("It was cancelled"), "cancelled"),
                (self.tr("It did not happen"), "no-show"),
                (self.tr("It is planned"), "planned"),
            ),
            ((self.tr("I passed"), "passed"), (self.tr("I did not pass"), "failed")),
            ((self.tr("Delete this interview"), "delete"),),
        )
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for words, key in group:
                menu.addAction(words).setData(key)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_more_chosen(self, action: object) -> None:
        key, row = str(action.data()), self._row  # type: ignore[attr-defined]
        if row is None:
            return
        if key == "offer":
            self.offer_requested.emit()
        elif key == "day":
            self.day_requested.emit()
        elif key == "delete":
            self.deleted.emit()
            self._changer.run(self.tr("Interview deleted"), interviews.delete, self._tools.ctx, row.id)
        elif key in RESULTS:
            set_result(self._tools, self._changer, row, RESULTS[key])
        else:
            self._set_status(row, STATUSES[key])

    def _set_status(self, row: InterviewRow, status: InterviewStatus) -> None:
        words, ctx = self.tr("Interview updated"), self._tools.ctx
        early = not row.has_begun(ctx.clock())
        if status == "done" and early and not may_be_early(self._tools):
            return
        self._changer.run(words, interviews.set_status, ctx, row.id, status, early=early)


def set_result(tools: PageTools, changer: Changer, row: InterviewRow, result: InterviewResult) -> None:
    """Note a result; before the round began only if the user says so."""
    early = result != "pending" and row.status == "planned" and not row.has_begun(tools.ctx.clock())
    if early and not may_be_early(tools):
        return
    changer.run(tr("Result noted"), interviews.set_result, tools.ctx, row.id, result, early=early)


def may_be_early(tools: PageTools) -> bool:
    """Ask whether it is meant although the round has not begun."""
    return tools.prompts.confirm(
        tr("It has not begun yet"),
        tr("This round still lies ahead. Note it all the same?"),
        tr("Note it"),
    )
