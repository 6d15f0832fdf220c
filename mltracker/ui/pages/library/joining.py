"""Choosing the other company or person that is really the same, and merging the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import ContactRow
from mltracker.domain.changes import Change
from mltracker.domain.companies import CompanyRow
from mltracker.domain.finding import alike
from mltracker.services import companies, contacts, joining
from mltracker.services.joining import JoinPreview, Typed
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.lines import company_counts
from mltracker.ui.widgets.choose_dialog import Choosable, ChooseDialog
from mltracker.ui.widgets.merge_two import MergeTwo, preview_words
from mltracker.ui.words import tr

LIKELY = 5


class JoinDialog(MergeTwo):
    """Merges two of a kind; `joined` carries the id of the one that stayed."""

    joined = Signal(object)

    def __init__(self, tools: PageTools, parent: QWidget, title: str, *, name: str, text: str) -> None:
        super().__init__(title, parent, name=name, text=text)
        self.tools = tools
        self.ids: list[int] = []

    def _say(self, found: JoinPreview) -> str:
        where = tr("Kept in the notes of the one that stays: {0}.")
        return preview_words(_counted(found.moves), found.filled, found.noted, where)

    def _done(self, row: Any, change: Change) -> None:
        # told before others hear of the change: the page then shows the one that stayed
        self.joined.emit(row.id)
        self.tools.events.changed.emit(change)
        self.tools.events.notice.emit(Notice.done(self.tr("Merged into {0}").format(row.name)))


class JoinCompanies(JoinDialog):
    """Two companies; `typed` is a form of one of them that is not saved yet."""

    def __init__(
        self, tools: PageTools, parent: QWidget, rows: Sequence[CompanyRow], typed: Typed | None = None
    ) -> None:
        super().__init__(
            tools,
            parent,
            tr("Merge two companies"),
            name="join-companies",
            text=tr("One name stays, with everything of both. Which one stays?"),
        )
        self._typed = typed
        rows = sorted(rows, key=_most_tried_first)
        self.ids = [row.id for row in rows]
        self.show_sides([(row.name, " · ".join(company_counts(row))) for row in rows])

    def _preview(self, stays: int) -> str:
        ids = (self.ids[stays], self.ids[1 - stays])
        return self._say(joining.preview_companies(self.tools.ctx, *ids, self._typed))

    def _merge(self, stays: int) -> None:
        ids = (self.ids[stays], self.ids[1 - stays])
        self._done(*joining.join_companies(self.tools.ctx, *ids, self._typed))


class JoinPeople(JoinDialog):
    """Two entries of one person."""

    def __init__(self, tools: PageTools, parent: QWidget, rows: Sequence[ContactRow]) -> None:
        super().__init__(
            tools,
            parent,
            tr("Merge two people"),
            name="join-people",
            text=tr("One entry stays, with everything of both. Which one stays?"),
        )
        self.ids = [row.id for row in rows]
        self.show_sides([(row.name, _about(row)) for row in rows])

    def _preview(self, stays: int) -> str:
        return self._say(joining.preview_people(self.tools.ctx, self.ids[stays], self.ids[1 - stays]))

    def _merge(self, stays: int) -> None:
        self._done(*joining.join_people(self.tools.ctx, self.ids[stays], self.ids[1 - stays]))


def company_chooser(tools: PageTools, row: CompanyRow, parent: QWidget) -> ChooseDialog:
    """Every other company, those of nearly the same name first."""
    entries = [
        Choosable(one, RowFace(one.name, tuple(company_counts(one)), icon="company"), one.name)
        for one in companies.rows(tools.ctx)
    ]
    return _chooser(
        parent,
        row,
        entries,
        title=tr("Merge with another company"),
        name="choose-company",
        text=tr("Which one is really {0}? What merging does is shown before it happens."),
        nothing=tr("There is no other company yet."),
        icon_name="company",
    )


def person_chooser(tools: PageTools, row: ContactRow, parent: QWidget) -> ChooseDialog:
    """Everybody else, those of nearly the same name first."""
    entries = [
        Choosable(
            one,
            RowFace(one.name, tuple(filter(None, (_about(one),))), icon="person"),
            f"{one.name} {one.role} {one.company} {one.email}",
        )
        for one in contacts.contacts(tools.ctx)
    ]
    return _chooser(
        parent,
        row,
        entries,
        title=tr("Merge with another person"),
        name="choose-person",
        text=tr("Who is really {0}? What merging does is shown before it happens."),
        nothing=tr("There is nobody else yet."),
        icon_name="people",
    )


def _chooser(
    parent: QWidget,
    row: CompanyRow | ContactRow,
    entries: list[Choosable],
    *,
    title: str,
    name: str,
    text: str,
    nothing: str,
    icon_name: str,
) -> ChooseDialog:
    """One of these entries but the row itself; `text` has a place for its name."""
    dialog = ChooseDialog(
        title,
        parent,
        name=name,
        text=text.format(row.name),
        ok=tr("Choose"),
        nothing=nothing,
        icon_name=icon_name,
        several=False,
    )
    others = [entry for entry in entries if entry.row.id != row.id]
    likely = alike(row.name, [entry.row.name for entry in others], LIKELY)
    rest = (place for place in range(len(others)) if place not in likely)
    dialog.show_entries([others[place] for place in (*likely, *rest)])
    return dialog


def _most_tried_first(row: CompanyRow) -> tuple[int, int]:
    return -row.applications, row.id


def _about(row: ContactRow) -> str:
    return " · ".join(filter(None, (row.role, row.company, row.email, row.phone)))


def _counted(moves: Mapping[str, int]) -> list[str]:
    """How many of each: "2 applications", "1 person"."""
    words = {
        "application": ("1 application", "%n applications"),
        "contact": ("1 person", "%n people"),
        "opening": ("1 opening", "%n openings"),
        "application_contact": ("1 place in an application", "%n places in applications"),
        "interview_contact": ("1 interview", "%n interviews"),
    }
    return [
        tr(words[name][0]) if count == 1 else tr(words[name][1], count)
        for name, count in moves.items()
        if count
    ]
