"""People: everyone met in the search, how to reach them, and what they have to do with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mltracker.domain.applications import ContactPlace, ContactRow
from mltracker.domain.companies import MetRow
from mltracker.services import contacts
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.editors.contact_editor import RELATIONS, ContactEditor
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.joining import JoinPeople, person_chooser
from mltracker.ui.pages.library.lines import met_line, part
from mltracker.ui.pages.library.shelf import Shelf, Shelved
from mltracker.ui.text import is_safe_link
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.folded_text import FoldedText
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.long_card import LongCard
from mltracker.ui.words import day, home_zone, relative_day, short_day, tr


class PeopleShelf(Shelf):
    """Names at the left, one person at the right."""

    name = "people"

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools, self.tr("Search people"), self.tr("People"))
        self._person: ContactRow | None = None
        self._last: dict[int, datetime] = {}

    def _buttons(self) -> list[Button]:
        add = Button(self.tr("Add contact"), name="people-add", size="small", icon_name="add")
        add.clicked.connect(self._on_add)
        return [add]

    def _read(self) -> Sequence[Shelved]:
        found = []
        self._last = contacts.last_contacts(self.tools.ctx)
        today, zone = self.tools.ctx.today(), home_zone()
        for person in contacts.contacts(self.tools.ctx):
            about = " · ".join(filter(None, (person.role, person.company)))
            last = self._last.get(person.id)
            note = short_day(last.astimezone(zone).date(), today) if last else ""
            face = RowFace(person.name, (about,) if about else (), icon="person", note=note)
            words = f"{person.name} {person.role} {person.company} {person.email} {person.notes}"
            found.append(Shelved(person.id, person, face, words))
        return found

    def _nothing(self) -> QWidget:
        made = EmptyState(
            "people",
            self.tr("Nobody yet"),
            self.tr("Recruiters, referrers and interviewers stand here, with how to reach them."),
            name="no-people",
            button=self.tr("Add contact"),
            button_icon="add",
        )
        made.pressed.connect(self._on_add)
        return made

    def _content(self, row: ContactRow, column: QVBoxLayout) -> None:
        self._person = row
        edit = Button(
            name="person-edit", icon_name="edit", kind="ghost", tip=self.tr("Edit {0}").format(row.name)
        )
        more = Button(
            name="person-more", icon_name="more", kind="ghost", tip=self.tr("More for {0}").format(row.name)
        )
        edit.clicked.connect(self._on_edit)
        more.clicked.connect(self._on_more)
        name = label(row.name, "title", wrap=True, selectable=True, name="person-shown")
        head = hbox(name, edit, more)
        head.setStretch(0, 1)
        for button in (edit, more):
            head.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        about = " · ".join(filter(None, (row.role, row.company)))
        if about:
            column.addWidget(label(about, "muted", wrap=True, name="person-about"))
        if row.id in self._last:
            on, today = self._last[row.id].astimezone(home_zone()).date(), self.tools.ctx.today()
            words = self.tr("last met or mentioned {0} ({1})").format(day(on, today), relative_day(on, today))
            column.addWidget(label(words, "muted", wrap=True, name="person-last"))
        for widget in self._ways(row):
            column.addLayout(hbox(widget, None))
        if row.notes:
            column.addLayout(part(self.tr("Notes"), FoldedText(row.notes, name="person-notes-shown")))
        places = contacts.applications(self.tools.ctx, row.id)
        card = LongCard(places, self._place, name="person-applications")
        if not places:
            card.add_row(
                EmptyState(
                    "pipeline",
                    self.tr("In no application"),
                    self.tr("Add them in the People tab of an application."),
                    name="person-nowhere",
                )
            )
        column.addLayout(part(self.tr("Applications"), card))
        met = contacts.interviews(self.tools.ctx, row.id)
        if met:
            card = LongCard(met, self._met, name="person-interviews")
            column.addLayout(part(self.tr("Interviews"), card))

    def _ways(self, person: ContactRow) -> list[QWidget]:
        """How to reach someone: what can be opened as links, anything else to be copied."""
        found: list[QWidget] = []
        for key, words, url in (
            ("mail", person.email, f"mailto:{person.email}"),
            ("phone", person.phone, ""),
            ("web", person.url.split("://", 1)[-1], person.url),
        ):
            if words:
                opens = bool(url) and is_safe_link(url)
                tip = url if opens else self.tr("Copy {0}").format(words)
                link = Link(words, name=f"person-{key}", icon_name="link" if opens else "copy", tip=tip)
                link.setProperty("url" if opens else "copied", url if opens else words)
                link.clicked.connect(self._on_link if opens else self._on_copy)
                found.append(link)
        return found

    def _place(self, place: ContactPlace) -> LinkRow:
        relation = tr(dict(RELATIONS).get(place.relation, place.relation))
        line = LinkRow(
            f"{place.company}, {place.role_title}",
            f"{relation} · {place.stage}",
            name=f"person-application-{place.application_id}-{place.relation}",
            icon_name=f"stage-{place.stage_kind}",
        )
        line.setProperty("item", place.application_id)
        line.clicked.connect(self._on_application)
        return line

    def _met(self, row: MetRow) -> QWidget:
        about = f"{row.company}, {row.role_title}"
        line = met_line(row, about, self.tools.ctx, name=f"person-interview-{row.id}")
        line.clicked.connect(self._on_interview)
        return line

    def _on_add(self) -> None:
        self.tools.navigator.add("contact")

    def _on_edit(self) -> None:
        if self._person is not None:
            ContactEditor(self.tools, self.window(), contact=self._person).open()

    def _on_more(self) -> None:
        button = self.sender()
        if not isinstance(button, Button) or self._person is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Merge with another person…")).setData("merge")
        menu.triggered.connect(self._on_merge)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_merge(self) -> None:
        if self._person is not None:
            dialog = person_chooser(self.tools, self._person, self.window())
            dialog.chosen.connect(self._on_other_chosen)
            dialog.open()

    def _on_other_chosen(self, rows: object) -> None:
        if isinstance(rows, list) and self._person is not None:
            dialog = JoinPeople(self.tools, self.window(), [self._person, *rows])
            dialog.joined.connect(self.keep)
            dialog.open()

    def _on_interview(self) -> None:
        self.tools.navigator.open_interview(int(self.sender().property("item")))

    def _on_link(self) -> None:
        self.tools.navigator.open_link(str(self.sender().property("url")))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.sender().property("copied")))
        self.tools.events.notice.emit(Notice(self.tr("Copied")))

    def _on_application(self) -> None:
        self.tools.navigator.open_application(int(self.sender().property("item")))
