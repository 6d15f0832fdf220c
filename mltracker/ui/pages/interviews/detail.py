"""One interview on one scrolling page, in the order of use, with an index of its sections at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.scorecard import InterviewScore
from mltracker.services import (
    agenda,
    asks,
    basis,
    interviews,
    readiness,
    recommendations,
    scheduling,
    scorecards,
    stories,
)
from mltracker.services.basis import Basis
from mltracker.services.interviews import InterviewDetail
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.asks_section import AsksSection
from mltracker.ui.pages.interviews.checklist_section import ChecklistSection
from mltracker.ui.pages.interviews.debrief_section import DebriefSection
from mltracker.ui.pages.interviews.detail_head import DetailHead
from mltracker.ui.pages.interviews.heads_up import HeadsUp
from mltracker.ui.pages.interviews.loop_section import LoopSection
from mltracker.ui.pages.interviews.questions_section import QuestionsSection
from mltracker.ui.pages.interviews.readiness_section import ReadinessSection
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.pages.interviews.slots_section import SlotsSection
from mltracker.ui.pages.interviews.stories_section import StoriesSection
from mltracker.ui.pages.interviews.when_section import WhenSection
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.links import IndexRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.widgets.tab_order import first_in
from mltracker.ui.words import home_zone_name, percent

INDEX_FROM = 900
IN_VIEW = 80  # px below the upper edge where a heading counts as reached
READING = 820
# each stands in a section of its own and touches nothing else of an interview
OWN_SECTIONS = Change.CHECKLISTS | Change.ASKS | Change.STORIES


class InterviewView(QWidget):
    """Reads an interview and gives each section its part."""

    debrief_requested = Signal(object)
    session_chosen = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("interview-view")
        self._tools = tools
        self._id: int | None = None
        self._changer = Changer(tools, self)
        self._target: Section | None = None
        self._prompts: list[int] = []  # the questions that stories may answer here
        self._score: InterviewScore | None = None
        self._zone = ""
        self._basis: Basis | None = None  # what readiness and questions shown were worked out from
        self._marks: dict[str, str] = {}
        self._build()

    def show_interview(self, interview_id: int, clashes: Sequence[InterviewRow] = ()) -> None:
        """Read and show an interview, and what is at the same time; the scroll position stays when it is the same one."""
        same = interview_id == self._id
        self._id = interview_id
        ctx = self._tools.ctx
        detail = interviews.detail(ctx, interview_id)
        row = detail.row
        loop = agenda.loop_of(ctx, row)
        slots = scheduling.slots(ctx, interview_id)
        self._head.show_row(row, loop)
        self._heads_up.show_row(row, clashes)
        self._when.show_detail(detail)
        self._slots.show_slots(row, slots)
        self._loop.show_loop(row, loop)
        now, zone = basis.of(ctx, row), home_zone_name()  # the figures say days of the user's zone
        if self._basis is None or zone != self._zone or not self._basis.stands(now):
            self._show_figures(detail)
            self._basis, self._zone = now, zone
        self._questions.set_primary(on=not self._when.joining)
        self._debrief.show_state(detail, self._score)
        self._marks |= {
            "slots": str(len(self._slots.open_slots) or ""),
            "loop": percent(loop.whole.mean) if loop is not None else "",
            "debrief": str(len(detail.asked)) if detail.asked else "",
        }
        self._show_own(detail, OWN_SECTIONS)
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def show_sections(self, change: Change) -> None:
        """Read and show again, of the interview that is shown, the sections that a change of OWN_SECTIONS is about."""
        if self._id is not None:
            self._show_own(interviews.detail(self._tools.ctx, self._id), change)

    def _show_figures(self, detail: InterviewDetail) -> None:
        """What is worked out for an interview, which takes longest."""
        ctx, row, asked = self._tools.ctx, detail.row, detail.asked
        ready = readiness.for_interview(ctx, row.id)
        found = recommendations.for_interview(ctx, row.id, limit=recommendations.SHOWN)
        self._score = scorecards.for_interview(ctx, row.id) if asked else None
        self._ready.show_readiness(ready)
        self._questions.show_questions(row, found, asked, self._score)
        self._prompts = [item.id for item in found] + [line.question_id for line in asked if line.question_id]
        self._marks |= {"readiness": percent(ready.readiness.mean), "questions": str(len(found))}

    def _show_own(self, detail: InterviewDetail, change: Change) -> None:
        """The sections that nothing else depends on, and what the index says of all."""
        ctx, row = self._tools.ctx, detail.row
        if change & Change.STORIES:
            told = stories.for_interview(ctx, row, self._prompts)
            self._stories.show_stories(row, told)
            self._marks["stories"] = str(len(told) or "")
        if change & Change.CHECKLISTS:
            self._checklist.show_items(row, detail.checklist)
            done = sum(item.done_at is not None for item in detail.checklist)
            self._marks["checklist"] = f"{done}/{len(detail.checklist)}"
        if change & Change.ASKS:
            open_asks = any(ask.asked_at is None for ask in detail.asks)
            known = asks.answered_elsewhere(ctx, row.id) if open_asks else {}
            self._asks.show_asks(row, detail.asks, known)
            self._marks["ask"] = str(len(detail.asks)) if detail.asks else ""
        for section, row_of in zip(self._sections, self._index, strict=True):
            row_of.set_mark(self._marks.get(section.name, ""))
            row_of.setVisible(not section.isHidden())

    def go_to(self, name: str) -> None:
        """Scroll to a section, and put the keyboard on what comes first in it."""
        section = next((section for section in self._sections if section.name == name), None)
        if section is not None:
            self._target = section
            QTimer.singleShot(0, self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._index_pane.setVisible(self.width() >= INDEX_FROM)

    def _build(self) -> None:
        self._head = DetailHead(self._tools, self._changer)
        self._head.edit_requested.connect(self._on_edit)
        self._head.prep_requested.connect(self._on_prep)
        self._head.offer_requested.connect(self._on_offer)
        self._head.day_requested.connect(self._on_day)
        self._head.session_chosen.connect(self.session_chosen)
        self._head.deleted.connect(self._on_deleted)
        self._heads_up = HeadsUp(self._tools, self._changer)
        self._when = WhenSection(self._tools, self._changer)
        self._ready = ReadinessSection(self._tools, self._changer)
        self._questions = QuestionsSection(self._tools, self._changer)
        self._stories = StoriesSection(self._tools, self._changer)
        self._checklist = ChecklistSection(self._tools, self._changer)
        self._asks = AsksSection(self._tools, self._changer)
        self._debrief = DebriefSection(self._tools, self._changer)
        self._debrief.start_requested.connect(self._on_debrief)
        self._when.move_requested.connect(self._on_move)
        self._when.offer_requested.connect(self._on_offer)
        self._when.day_requested.connect(self._on_day)
        self._slots = SlotsSection(self._tools, self._changer)
        self._slots.offer_requested.connect(self._on_offer)
        self._loop = LoopSection(self._tools, self._changer)
        self._loop.session_chosen.connect(self.session_chosen)
        self._loop.edit_requested.connect(self._on_day)
        self._sections: tuple[Section, ...] = (
            self._when, self._slots, self._loop, self._ready, self._questions, self._stories,
            self._checklist, self._asks, self._debrief,
        )  # fmt: skip
        content = QWidget()
        content.setObjectName("interview-content")
        top = vbox(self._head, self._heads_up, spacing=12)
        column = vbox(top, *self._sections, None, spacing=24, margins=(24, 16, 24, 24))
        content.setLayout(column)
        PageMargins(content)
        content.setMaximumWidth(READING + 120)
        self._area = scroll_area(content, name="interview-scroll")
        self._area.verticalScrollBar().valueChanged.connect(self._mark_in_view)
        # at the right for the eye, but first for Tab: it leads past everything that is not wanted
        layout = hbox(spacing=0)
        layout.setDirection(QBoxLayout.Direction.RightToLeft)
        layout.addWidget(self._build_index())
        layout.addWidget(self._area, 1)
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
            first = first_in(self._target)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.verticalScrollBar().setValue(max(0, self._target.y() - 12))

    def _mark_in_view(self, value: int) -> None:
        """The last section whose heading has been scrolled to; at the very end the last of all."""
        at_end = value > 0 and value == self._area.verticalScrollBar().maximum()
        shown = [(n, section) for n, section in enumerate(self._sections) if not section.isHidden()]
        passed = [n for n, section in shown if section.y() <= value + IN_VIEW]
        current = len(self._sections) - 1 if at_end else max(passed, default=0)
        for number, row in enumerate(self._index):
            row.setChecked(number == current)

    def _on_index(self) -> None:
        self.go_to(str(self.sender().property("section")))

    def _on_edit(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.interview_editor import InterviewEditor

            InterviewEditor(self._tools, self.window(), interview_id=self._id).open()

    def _on_prep(self) -> None:
        if self._id is not None:
            from mltracker.ui.prep_desk import PrepDesk

            PrepDesk(self._tools, self).save(self._id)

    def _on_move(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.move_editor import MoveEditor

            MoveEditor(self._tools, self.window(), self._id).open()

    def _on_offer(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.slots_editor import SlotsEditor

            SlotsEditor(self._tools, self.window(), self._id).open()

    def _on_day(self) -> None:
        if self._id is not None:
            from mltracker.ui.editors.loop_editor import LoopEditor

            LoopEditor(self._tools, self.window(), interview_id=self._id).open()

    def _on_debrief(self) -> None:
        self.debrief_requested.emit(self._id)

    def _on_deleted(self) -> None:
        """What is shown next is for the page to say; this one is about to go."""
        self._id = None
