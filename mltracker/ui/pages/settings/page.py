"""Settings: one column of sections, each a module of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.settings.checklists import ChecklistsSection
from mltracker.ui.pages.settings.data import DataSection
from mltracker.ui.pages.settings.letters import LettersSection
from mltracker.ui.pages.settings.look import LookSection
from mltracker.ui.pages.settings.practice import PracticeSection
from mltracker.ui.pages.settings.reminders import RemindersSection
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.pages.settings.stages import StagesSection
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area

WIDTH = 760
SECTIONS: tuple[type[SettingsSection], ...] = (
    LookSection,
    StagesSection,
    PracticeSection,
    ChecklistsSection,
    RemindersSection,
    LettersSection,
    DataSection,
)


class SettingsPage(Page):
    """One column of cards."""

    concerns = Change.SETTINGS | Change.BACKUPS | Change.CHECKLISTS | Change.APPLICATIONS

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._build()

    def refresh(self) -> None:
        for section in self._sections:
            section.refresh()

    def open(self, place: Place) -> None:
        if place.section == "data":
            QTimer.singleShot(0, self, self._show_data)  # once it is laid out

    def _build(self) -> None:
        content, middle = QWidget(), QWidget()
        self._sections = [section(self.tools, middle) for section in SECTIONS]
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(vbox(*self._sections, None, spacing=24))
        outer = hbox(middle, margins=24)
        outer.addStretch(1)
        outer.setStretch(0, 20)
        content.setLayout(outer)
        PageMargins(content)
        self._area = scroll_area(content, name="settings-scroll")
        self.setLayout(vbox(self._area, spacing=0))

    def _show_data(self) -> None:
        """Bring the backups into view, and the keyboard to them."""
        data = next(section for section in self._sections if isinstance(section, DataSection))
        self._area.verticalScrollBar().setValue(data.y())
        data.restore.setFocus(Qt.FocusReason.OtherFocusReason)
