"""The pane beside the list: one application with its rounds, history, posting and people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from mltracker.domain.errors import UserError
from mltracker.services import applications
from mltracker.ui.page import PageTools
from mltracker.ui.pages.pipeline.tabs.overview import OverviewTab
from mltracker.ui.pages.pipeline.tabs.people import PeopleTab
from mltracker.ui.pages.pipeline.tabs.posting import PostingTab
from mltracker.ui.pages.pipeline.tabs.rounds import RoundsTab
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.pages.pipeline.tabs.timeline import TimelineTab
from mltracker.ui.widgets.badge import StageBadge
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.tabs import Tabs
from mltracker.ui.words import tr

TABS: tuple[tuple[str, str, type[DetailTab]], ...] = (
    ("overview", "Overview", OverviewTab),
    ("interviews", "Interviews", RoundsTab),
    ("timeline", "Timeline", TimelineTab),
    ("posting", "Posting", PostingTab),
    ("people", "People", PeopleTab),
)


class DetailPane(QFrame):
    """Tabs over one scrolling column."""

    closed = Signal()
    stage_chosen = Signal(object, object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detail-pane")
        self.setProperty("role", "pane")
        self._tools = tools
        self._id: int | None = None
        self._build()

    def show_application(self, application_id: int) -> None:
        """Read and show an application."""
        self._id = application_id
        try:
            self._detail = applications.detail(self._tools.ctx, application_id)
        except UserError:
            self.closed.emit()
            return
        row = self._detail.row
        self._company.setText(row.company)
        self._role.setText(row.role_title)
        self._badge.set_stage(row.stage_kind, row.stage)
        since = (self._tools.ctx.clock() - row.stage_since).days
        outcome = row.outcome.capitalize() if row.outcome != "open" else ""
        facts = (outcome, self.tr("Priority {0}").format(row.priority), self._since(since))
        self._facts.setText(" · ".join(filter(None, facts)))
        self._fill()

    def _since(self, days: int) -> str:
        return (
            tr("since today")
            if days < 1
            else tr("1 day in stage")
            if days == 1
            else tr("%n days in stage", days)
        )

    def _build(self) -> None:
        self._company = label("", "title", wrap=True, name="detail-company")
        self._role = label("", tone="muted", wrap=True, name="detail-role")
        self._badge = StageBadge("saved", "")
        self._facts = label("", "small", "muted", name="detail-facts")
        edit = Button(name="detail-edit", kind="ghost", icon_name="edit", tip=self.tr("Edit"))
        close = Button(name="detail-close", kind="ghost", icon_name="close", tip=self.tr("Close (Esc)"))
        self._move = Button(self.tr("Move"), name="detail-move", size="small", arrow=True)
        edit.clicked.connect(self._on_edit)
        close.clicked.connect(self.closed)
        self._move.clicked.connect(self._on_move)
        self._tabs = Tabs(
            [(key, self.tr(title)) for key, title, _ in TABS], self, name="detail-tabs", dense=True
        )
        self._tabs.currentChanged.connect(self._fill)
        head = hbox(spacing=4)
        head.addLayout(vbox(self._company, self._role, spacing=2), 1)
        head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        state = hbox(self._badge, self._facts, None, self._move, spacing=8)
        self._area = scroll_area(name="detail-scroll")
        head_and_state = vbox(head, state, spacing=8, margins=(16, 12, 16, 8))
        layout = vbox(head_and_state, frame("tab-bar", hbox(self._tabs, margins=(16, 0, 16, 0))), spacing=0)
        layout.addWidget(self._area, 1)
        self.setLayout(layout)

    def _fill(self) -> None:
        if self._id is None:
            return
        tab = next(tab for key, _, tab in TABS if key == self._tabs.key)
        set_content(self._area, tab(self._tools, self._detail))

    def _on_edit(self) -> None:
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self._tools, self.window(), self._id).open()

    def _on_move(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in applications.stages(self._tools.ctx):
            menu.addAction(stage.name).setData(stage.id)
        menu.triggered.connect(self._on_stage)
        menu.popup(self._move.mapToGlobal(self._move.rect().bottomLeft()))

    def _on_stage(self, action: object) -> None:
        self.stage_chosen.emit(self._id, action.data())  # type: ignore[attr-defined]
