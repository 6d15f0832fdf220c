"""The pane beside the list: one application with its rounds, history, posting, people, documents and offer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.services import applications, messages
from mltracker.ui.documents import DocumentDesk
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.page import PageTools
from mltracker.ui.pages.pipeline.tabs.documents import DocumentsTab
from mltracker.ui.pages.pipeline.tabs.offer import OfferTab
from mltracker.ui.pages.pipeline.tabs.overview import OverviewTab
from mltracker.ui.pages.pipeline.tabs.people import PeopleTab
from mltracker.ui.pages.pipeline.tabs.posting import PostingTab
from mltracker.ui.pages.pipeline.tabs.rounds import RoundsTab
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.pages.pipeline.tabs.timeline import TimelineTab
from mltracker.ui.text import menu_text
from mltracker.ui.widgets.badge import StageBadge
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.settle import settle
from mltracker.ui.widgets.tabs import INSET, Tabs
from mltracker.ui.words import outcome_words, tr

TABS: tuple[tuple[str, str, type[DetailTab]], ...] = (
    ("overview", "Overview", OverviewTab),
    ("interviews", "Interviews", RoundsTab),
    ("timeline", "Timeline", TimelineTab),
    ("posting", "Posting", PostingTab),
    ("people", "People", PeopleTab),
    ("documents", "Documents", DocumentsTab),
    ("offer", "Offer", OfferTab),
)
# what the pane shows beside what its page does
SHOWN_HERE = Change.DOCUMENTS | Change.OFFERS | Change.CHECKLISTS | Change.NOTES


class DetailPane(QFrame):
    """Tabs over one scrolling column, or over a tab that fills the pane.

    `page_reads` are the changes after which its page shows the pane anew; after others the pane reads by itself.
    """

    closed = Signal()
    stage_chosen = Signal(object, object)
    requested = Signal(str)

    def __init__(self, tools: PageTools, parent: QWidget, page_reads: Change) -> None:
        super().__init__(parent)
        self.setObjectName("detail-pane")
        self._page_reads = page_reads
        self.setProperty("role", "pane")
        self._tools = tools
        self._id: int | None = None
        self._tab: DetailTab | None = None
        self._stale = False
        # copying goes on while another tab or application is shown
        self._desk = DocumentDesk(tools, self)
        self._build()
        tools.events.changed.connect(self._on_changed)

    def show_application(self, application_id: int, tab: str = "") -> None:
        """Read and show an application, on a tab by its key or the one that is on."""
        self._id = None
        self._tabs.set_key(tab)
        self._id = application_id
        self._stale = False
        with self._tools.ctx.moment():
            self._show()

    def _show(self) -> None:
        if self._id is None:
            return
        try:
            self._detail = applications.detail(self._tools.ctx, self._id)
        except UserError:
            self.closed.emit()
            return
        row = self._detail.row
        self._company.setText(row.company)
        self._role.setText(row.role_title)
        self._badge.set_stage(row.stage_kind, row.stage)
        since = (self._tools.ctx.clock() - row.stage_since).days
        facts = (outcome_words(row.outcome), self.tr("Priority {0}").format(row.priority), self._since(since))
        self._facts.setText(" · ".join(filter(None, facts)))
        self._fill()

    def show_state(self, *, hue: str, silent_days: int) -> None:
        """The color of the stage, and what may be done after so many days without a word; 0 suggests nothing."""
        self._badge.set_stage(self._detail.row.stage_kind, self._detail.row.stage, hue)
        self._silence.setVisible(silent_days > 0)
        if silent_days > 0:
            self._silence.set_notice("info", tr("Nothing heard for %n days.", silent_days))

    def show_entry(self, entry_id: str) -> None:
        """Bring an entry of the tab that is on into view, where it has some."""
        if self._tab is not None:
            self._tab.show_entry(entry_id)

    def enter(self) -> None:
        """Take the keyboard, at the tabs."""
        self._tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self._id is not None:
            self.show_application(self._id)

    def _since(self, days: int) -> str:
        return (
            tr("since today")
            if days < 1
            else tr("1 day in stage")
            if days == 1
            else tr("%n days in stage", days)
        )

    def _build(self) -> None:
        self._company = ClampedLabel("", "title", name="detail-company")
        self._role = ClampedLabel("", "body", "muted", name="detail-role")
        self._badge = StageBadge("saved", "")
        self._facts = ElidedLabel("", role="small", tone="muted", keep=10, name="detail-facts")
        self._write = Button(self.tr("Write"), name="detail-write", size="small", arrow=True)
        self._write.clicked.connect(self._on_write)
        edit = Button(name="detail-edit", kind="ghost", icon_name="edit", tip=self.tr("Edit"))
        more = Button(name="detail-more", kind="ghost", icon_name="more", tip=self.tr("More"))
        close = Button(name="detail-close", kind="ghost", icon_name="close", tip=self.tr("Close (Esc)"))
        self._move = Button(self.tr("Move"), name="detail-move", size="small", arrow=True)
        edit.clicked.connect(self._on_edit)
        more.clicked.connect(self._on_more)
        close.clicked.connect(self.closed)
        self._move.clicked.connect(self._on_move)
        self._more = more
        self._tabs = Tabs(
            [(key, self.tr(title)) for key, title, _ in TABS],
            self,
            name="detail-tabs",
            dense=True,
            short={"documents": self.tr("Files")},
        )
        self._tabs.currentChanged.connect(self._on_tab)
        head = hbox(spacing=4)
        head.addLayout(vbox(self._company, self._role, spacing=2), 1)
        for button in (self._write, edit, more, close):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        state = hbox(self._badge, self._facts, self._move, spacing=8)
        state.setStretch(1, 1)
        self._area = scroll_area(name="detail-scroll")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._area)
        self._silence = InlineNotice("info", "", self, name="detail-silence")
        for what, words in (("wait", self.tr("Wait longer")), ("ghost", self.tr("Close"))):
            button = Button(words, name=f"detail-{what}", kind="ghost", size="small")
            button.setProperty("what", what)
            button.clicked.connect(self._on_silent)
            self._silence.add_button(button)
        self._silence.hide()
        head_and_state = vbox(head, state, self._silence, spacing=8, margins=(16, 12, 16, 8))
        layout = vbox(
            head_and_state,
            frame("tab-bar", hbox(self._tabs, margins=(16 - INSET, 0, 16 - INSET, 0))),
            spacing=0,
        )
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)

    def _fill(self) -> None:
        """Show the tab that is on: as it is where it can show the application anew, else made anew at its place."""
        if self._id is None:
            return
        wanted = next(tab for key, _, tab in TABS if key == self._tabs.key)
        before = self._tab
        if before is not None and type(before) is wanted and before.renew(self._detail):
            return
        bar = self._area.verticalScrollBar()
        same = type(before) is wanted and before.detail.row.id == self._id
        place = bar.value() if same else 0
        if before is not None:
            for keeper in before.findChildren(DraftKeeper):
                keeper.flush()  # it goes with its tab before it would have kept the last words
        if before is not None and before.fills:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._tab = wanted(self._tools, self._detail, self._desk)
        if self._tab.fills:
            set_content(self._area, QWidget())
            self._stack.addWidget(self._tab)
        else:
            set_content(self._area, self._tab)
            bar.setValue(place)
        self._stack.setCurrentWidget(self._tab if self._tab.fills else self._area)

    def _on_changed(self, change: object) -> None:
        if not isinstance(change, Change) or not change & SHOWN_HERE or self._id is None:
            return
        if change & self._page_reads:
            return  # the page shows us anew, now or when it is shown
        if self.isVisible():
            self.show_application(self._id)
        else:
            self._stale = True

    def _on_tab(self) -> None:
        with self._tools.ctx.moment():
            self._fill()
        settle(self)

    def _on_edit(self) -> None:
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self._tools, self.window(), self._id).open()

    def _on_write(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for letter in messages.letters():
            menu.addAction(self.tr(letter.title)).setData(letter.slug)
        menu.triggered.connect(self._on_letter)
        menu.popup(self._write.mapToGlobal(self._write.rect().bottomLeft()))

    def _on_letter(self, action: QAction) -> None:
        from mltracker.ui.editors.letter_editor import write_letter

        if self._id is not None:
            write_letter(self._tools, self.window(), str(action.data()), self._id)

    def _on_move(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in applications.stages(self._tools.ctx):
            menu.addAction(menu_text(stage.name)).setData(stage.id)
        menu.triggered.connect(self._on_stage)
        menu.popup(self._move.mapToGlobal(self._move.rect().bottomLeft()))

    def _on_stage(self, action: object) -> None:
        self.stage_chosen.emit(self._id, action.data())  # type: ignore[attr-defined]

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        archived = self._detail.row.archived_at is not None
        for what, words in (
            ("tag", self.tr("Tags…")),
            ("dates", self.tr("Correct dates…")),
            ("merge", self.tr("Merge with another…")),
            ("", ""),
            ("restore", self.tr("Bring back")) if archived else ("archive", self.tr("Archive")),
            ("delete", self.tr("Delete this application")),
        ):
            if what:
                menu.addAction(words).setData(what)
            else:
                menu.addSeparator()
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_more_chosen(self, action: QAction) -> None:
        self.requested.emit(str(action.data()))

    def _on_silent(self) -> None:
        self.requested.emit(str(self.sender().property("what")))
