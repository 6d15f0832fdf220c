"""What stands beside the agenda for what is no interview: a deadline or a follow-up, and the way to its application."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedLayout, QWidget

from mltracker.domain.agenda import AgendaEntry
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.faces import icon_of, what
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.words import day, relative_day


class EntryView(QWidget):
    """Says what it is and when, with one step."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("entry-view")
        self._tools = tools
        self._application_id: int | None = None
        self._words: EmptyState | None = None
        self._room = QStackedLayout(self)

    def show_entry(self, entry: AgendaEntry, today: date) -> None:
        """Show a deadline or follow-up."""
        self._application_id = entry.application_id
        when = f"{day(entry.day, today)} ({relative_day(entry.day, today)})" if entry.day else ""
        made = EmptyState(
            icon_of(entry),
            f"{entry.company}: {what(entry)}",
            " · ".join(filter(None, (when, entry.role_title))),
            self,
            name="entry",
            button=self.tr("Open application"),
        )
        made.pressed.connect(self.open)
        if self._words is not None:
            self._room.removeWidget(self._words)
            self._words.deleteLater()
        self._words = made
        self._room.addWidget(made)
        self._room.setCurrentWidget(made)

    def open(self) -> None:
        """Go to the application."""
        if self._application_id is not None:
            self._tools.navigator.open_application(self._application_id)
