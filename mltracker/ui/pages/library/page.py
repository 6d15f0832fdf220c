"""Library: stories to tell, documents that were sent, people who were met, companies that were tried."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from mltracker.domain.changes import Change
from mltracker.ui.frame.memory import PageMemory
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.library.companies import CompaniesShelf
from mltracker.ui.pages.library.documents import DocumentsShelf
from mltracker.ui.pages.library.people import PeopleShelf
from mltracker.ui.pages.library.shelf import Shelf
from mltracker.ui.pages.library.stories import StoriesShelf
from mltracker.ui.widgets.layouts import frame, vbox
from mltracker.ui.widgets.tabs import INSET, Tabs
from mltracker.ui.words import tr

SHELVES: dict[str, tuple[str, Callable[[PageTools], Shelf]]] = {
    "stories": ("Stories", StoriesShelf),
    "documents": ("Documents", DocumentsShelf),
    "people": ("People", PeopleShelf),
    "companies": ("Companies", CompaniesShelf),
}
REMEMBERED = "library/tab"


class LibraryPage(Page):
    """Tabs over a list with what was chosen of it; a tab is made when it is first shown."""

    concerns = (
        Change.STORIES
        | Change.DOCUMENTS
        | Change.CONTACTS
        | Change.APPLICATIONS
        | Change.INTERVIEWS
        | Change.QUESTIONS
        | Change.NOTES
        | Change.ASKS
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._made: dict[str, Shelf] = {}
        self._stale: set[str] = set()
        titles = [(key, tr(title)) for key, (title, _) in SHELVES.items()]
        self._tabs = Tabs(titles, name="library-tabs")
        self._tabs.set_key(tools.settings.text(REMEMBERED))
        self._tabs.currentChanged.connect(self._on_tab)
        self._stack = QStackedWidget()
        bar = frame("tab-bar", vbox(self._tabs, margins=(16 - INSET, 0, 16 - INSET, 0)))
        self.setLayout(vbox(bar, self._stack, spacing=0))

    def refresh(self) -> None:
        self._stale = set(SHELVES)
        self._show()

    def open(self, place: Place) -> None:
        self._tabs.set_key(place.section)
        if place.item is not None:
            self._shelf().show_item(place.item)

    def place(self) -> Place:
        shelf = self._made.get(self._tabs.key)
        return Place("library", shelf.shown if shelf else None, self._tabs.key)

    def focus_search(self) -> None:
        self._shelf().focus_search()

    def _shelf(self) -> Shelf:
        key = self._tabs.key
        if key not in self._made:
            shelf = self._made[key] = SHELVES[key][1](self.tools)
            PageMemory(shelf, self.tools.settings)
            self._stack.addWidget(shelf)
            self._stale.add(key)
        return self._made[key]

    def _show(self) -> None:
        shelf, key = self._shelf(), self._tabs.key
        self._stack.setCurrentWidget(shelf)
        if key in self._stale:
            self._stale.discard(key)
            shelf.refresh()
        words = {
            "stories": tr("%n stories", shelf.count) if shelf.count != 1 else self.tr("1 story"),
            "documents": tr("%n documents", shelf.count) if shelf.count != 1 else self.tr("1 document"),
            "people": tr("%n people", shelf.count) if shelf.count != 1 else self.tr("1 person"),
            "companies": tr("%n companies", shelf.count) if shelf.count != 1 else self.tr("1 company"),
        }
        self.set_subtitle(words[key])

    def _on_tab(self) -> None:
        self.tools.settings.set_text(REMEMBERED, self._tabs.key)
        self._show()
