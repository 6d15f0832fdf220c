"""How pages meet without knowing each other: a place in the window, and the one object that asks to go there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from mltracker.ui.notices import Notice


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what to show on it: `item` is an id, `section` a part of the page, `payload` a request for it."""

    page: str
    item: int | None = None
    section: str = ""
    payload: Any = None


class Navigator(QObject):
    """Pages call its methods; the main window listens to `requested` and shows the place.

    `under_way`: another place will be shown in a moment, so that what is in view need not be read again.
    """

    requested = Signal(object)
    back_requested = Signal()
    add_requested = Signal(str, object)
    link_requested = Signal(str)
    sample_requested = Signal()
    reopen_requested = Signal(object, object)
    under_way = False

    def arrive(self, place: Place, tell: Callable[[], None]) -> None:
        """Show the place of what was just saved, once `tell` has told pages of it."""
        self.under_way = True
        try:
            tell()
        finally:
            self.under_way = False
        self.requested.emit(place)

    def show_page(self, page: str, section: str = "") -> None:
        """Show a page by name, as its user left it; with a section also scroll or switch there."""
        self.requested.emit(Place(page, section=section))

    def open_application(self, application_id: int, tab: str = "", entry: str = "") -> None:
        """Show an application's detail beside the pipeline; with a tab on, and an entry of its timeline chosen."""
        self.requested.emit(Place("pipeline", application_id, tab, entry or None))

    def open_interview(self, interview_id: int, section: str = "") -> None:
        """Show an interview; sections: when, readiness, questions, checklist, ask, debrief."""
        self.requested.emit(Place("interviews", interview_id, section))

    def open_question(self, question_id: int) -> None:
        """Show a question in the bank."""
        self.requested.emit(Place("questions", question_id))

    def open_ask(self, question_id: int) -> None:
        """Show a question to employers."""
        self.requested.emit(Place("ask", question_id))

    def open_library(self, section: str, item: int) -> None:
        """Show an entry of the library; sections: stories, documents, people, companies."""
        self.requested.emit(Place("library", item, section))

    def open_company(self, company_id: int) -> None:
        """Show a company with everything that was ever tried there."""
        self.open_library("companies", company_id)

    def practice(self, request: object) -> None:
        """Start practicing; `request` is a services.practice.PracticeRequest."""
        self.requested.emit(Place("practice", payload=request))

    def go_back(self) -> None:
        """Return to the place shown before."""
        self.back_requested.emit()

    def add(self, kind: str, application_id: int | None = None) -> None:
        """Open the form that adds an application, interview, question, contact or note."""
        self.add_requested.emit(kind, application_id)

    def open_link(self, url: str) -> None:
        """Open a web address or mailto outside the app, after the checks of the frame."""
        self.link_requested.emit(url)

    def open_sample(self) -> None:
        """Open the sample search in its own folder."""
        self.sample_requested.emit()

    def reopen(self, folder: Path, notice: Notice | None = None) -> None:
        """Close the data and open that of a folder: after a restore, or another one; then say what came of it."""
        self.reopen_requested.emit(folder, notice)
