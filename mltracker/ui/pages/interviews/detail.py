"""One interview on one scrolling page, in the order of use, with an index of its sections at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.interviews import InterviewStatus
from mltracker.services import catalog, interviews, readiness, recommendations, scorecards
from mltracker.ui import explain
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.asks_section import AsksSection
from mltracker.ui.pages.interviews.checklist_section import ChecklistSection
from mltracker.ui.pages.interviews.debrief_section import DebriefSection
from mltracker.ui.pages.interviews.questions_section import QuestionsSection
from mltracker.ui.pages.interviews.readiness_section import ReadinessSection
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.pages.interviews.when_section import WhenSection
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.links import IndexRow, Link
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import percent

INDEX_FROM = 900
IN_VIEW = 80  # px below the upper edge where a heading counts as reached
READING = 820
STATUSES: dict[str, InterviewStatus] = {
    "done": "done",
    "cancelled": "cancelled",
    "no-show": "no-show",
    "planned": "planned",
}


class InterviewView(QWidget):
    """Reads an interview and gives each section its part."""

    debrief_requested = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("interview-view")
        self._tools = tools
        self._id: int | None = None
        self._changer = Changer(tools, self)
        self._target: Section | None = None
        self._build()

    def show_interview(self, interview_id: int) -> None:
        """Read and show an interview; the scroll position stays when it is the same one."""
        same = interview_id == self._id
        self._id = interview_id
        ctx = self._tools.ctx
        detail = interviews.detail(ctx, interview_id)
        row = detail.row
        ready = readiness.for_interview(ctx, interview_id)
        found = recommendations.for_interview(ctx, interview_id, limit=recommendations.SHOWN)
        titles = {kind: entry.title for kind, entry in catalog.rounds().by_kind.items()}
        self._title.setText(f"{row.company}, {row.label or titles[row.round_kind]}")
        self._subtitle.setText(f"{row.role_title} · {explain.round_words(row, titles)}")
        self._when.show_detail(detail)
        self._ready.show_readiness(ready)
        score = scorecards.for_interview(ctx, interview_id) if detail.asked else None
        self._questions.show_questions(row, found, detail.asked, score)
        self._checklist.show_items(row, detail.checklist)
        self._asks.show_asks(row, detail.asks)
        self._debrief.show_state(detail, score)
        done = sum(item.done_at is not None for item in detail.checklist)
        marks = (
            "",
            percent(ready.readiness.mean),
            str(len(found)),
            f"{done}/{len(detail.checklist)}",
            str(len(detail.asks)) if detail.asks else "",
            str(len(detail.asked)) if detail.asked else "",
        )
        for row_of, mark in zip(self._index, marks, strict=True):
            row_of.set_mark(mark)
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def go_to(self, name: str) -> None:
        """Scroll to a section."""
        section = next((section for section in self._sections if section.name == name), None)
        if section is not None:
            self._target = section
            QTimer.singleShot(0, self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._index_pane.setVisible(self.width() >= INDEX_FROM)

    def _build(self) -> None:
        self._title = label("", "title", wrap=True, name="interview-title")
        self._subtitle = ElidedLabel("", tone="muted", keep=20, name="interview-subtitle")
        application = Link(self.tr("open application"), name="interview-application")
        application.clicked.connect(self._on_application)
        edit = Button(name="interview-edit", icon_name="edit", tip=self.tr("Edit this interview"))
        edit.clicked.connect(self._on_edit)
        self._more = Button(name="interview-more", icon_name="more", tip=self.tr("More"))
        self._more.clicked.connect(self._on_more)
        self._when = WhenSection(self._tools, self._changer)
        self._ready = ReadinessSection(self._tools, self._changer)
        self._questions = QuestionsSection(self._tools, self._changer)
        self._checklist = ChecklistSection(self._tools, self._changer)
        self._asks = AsksSection(self._tools, self._changer)
        self._debrief = DebriefSection(self._tools, self._changer)
        self._debrief.start_requested.connect(self._on_debrief)
        self._when.move_requested.connect(self._on_edit)
        self._sections: tuple[Section, ...] = (
            self._when, self._ready, self._questions, self._checklist, self._asks, self._debrief,
        )  # fmt: skip
        names = vbox(self._title, hbox(self._subtitle, application, None, spacing=8), spacing=4)
        head = hbox(spacing=8)
        head.addLayout(names, 1)
        head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setObjectName("interview-content")
        column = vbox(head, *self._sections, None, spacing=24, margins=(24, 16, 24, 24))
        content.setLayout(column)
        content.setMaximumWidth(READING + 120)
        self._area = scroll_area(content, name="interview-scroll")
        self._area.verticalScrollBar().valueChanged.connect(self._mark_in_view)
        layout = hbox(spacing=0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._build_index())
        self.setLayout(layout)

    def _build_index(self) -> QWidget:
        self._index_pane = QWidget(self)
        self._index_pane.setFixedWidth(188)
        self._index: list[IndexRow] = []
        for section in self._sections:
            button = IndexRow(section.short, section.icon, name=f"index-{section.name}")
            button.setProperty("section", section.name)
            button.clicked.connect(self._on_index)
            self._index.append(button)
        self._index[0].setChecked(True)
        heading = label(self.tr("On this page"), "small", "muted")
        heading.setIndent(10)
        self._index_pane.setLayout(vbox(heading, *self._index, None, spacing=2, margins=(8, 20, 12, 16)))
        return self._index_pane

    def _scroll(self) -> None:
        if self._target is not None:
            self._area.verticalScrollBar().setValue(max(0, self._target.y() - 12))

    def _mark_in_view(self, value: int) -> None:
        """The last section whose heading has been scrolled to; at the very end the last of all."""
        at_end = value > 0 and value == self._area.verticalScrollBar().maximum()
        passed = [n for n, section in enumerate(self._sections) if section.y() <= value + IN_VIEW]
        current = len(self._sections) - 1 if at_end else max(passed, default=0)
        for number, row in enumerate(self._index):
            row.setChecked(number == current)

    def _on_index(self) -> None:
        self.go_to(str(self.sender().property("section")))

    def _on_application(self) -> None:
        if self._id is not None:
            row = interviews.row(self._tools.ctx, self._id)
            self._tools.navigator.open_application(row.application_id)

    def _on_edit(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.interview_editor import InterviewEditor

            InterviewEditor(self._tools, self.window(), interview_id=self._id).open()

    def _on_debrief(self) -> None:
        self.debrief_requested.emit(self._id)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = (
            (self.tr("It took place"), "done"),
            (self.tr("It was cancelled"), "cancelled"),
            (self.tr("It did not happen"), "no-show"),
            (self.tr("It is planned"), "planned"),
            (self.tr("I passed"), "passed"),
            (self.tr("I did not pass"), "failed"),
            (self.tr("Delete this interview"), "delete"),
        )
        for number, (words, key) in enumerate(choices):
            if number in (4, 6):
                menu.addSeparator()
            menu.addAction(words).setData(key)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_more_chosen(self, action: object) -> None:
        key, ctx = str(action.data()), self._tools.ctx  # type: ignore[attr-defined]
        if self._id is None:
            return
        if key == "delete":
            deleted, self._id = self._id, None
            self._changer.run(self.tr("Interview deleted"), interviews.delete, ctx, deleted)
        elif key in ("passed", "failed"):
            self._changer.run(
                self.tr("Result noted"),
                interviews.set_result,
                ctx,
                self._id,
                "passed" if key == "passed" else "failed",
            )
        else:
            self._changer.run(
                self.tr("Interview updated"), interviews.set_status, ctx, self._id, STATUSES[key]
            )
