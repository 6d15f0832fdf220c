"""Companies: everywhere the search has led, with all that was tried, who was met, what was asked and answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mltracker.domain.applications import ContactRow
from mltracker.domain.companies import AnsweredThere, AskedThere, CompanyRow, MetRow, TriedRow
from mltracker.domain.questions import GRADE_WORDS
from mltracker.services import catalog, companies
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.flags import FLAGS
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.company_editor import CompanyEditor
from mltracker.ui.pages.library.joining import JoinCompanies, company_chooser
from mltracker.ui.pages.library.lines import company_counts, met_line, part, tried_line
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


class CompaniesShelf(Shelf):
    """Names with their counts at the left, one company with its whole history at the right."""

    name = "companies"
    uniform = True

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools, self.tr("Search companies"), self.tr("Companies"))
        self._company: CompanyRow | None = None

    def _read(self) -> Sequence[Shelved]:
        rows = companies.rows(self.tools.ctx)
        face, words = self._face, self._searched
        return [Shelved(row.id, row, face, words) for row in rows]

    def _face(self, entry: Shelved) -> RowFace:
        row = entry.row
        note = short_day(_local(row.last_contact), self.tools.ctx.today()) if row.last_contact else ""
        tip = self.tr("{0}, last contact {1}").format(row.name, note) if note else ""
        return RowFace(row.name, tuple(company_counts(row)), icon="company", note=note, tip=tip)

    def _searched(self, entry: Shelved) -> str:
        row = entry.row
        return f"{row.name} {row.website} {row.notes}"

    def _nothing(self) -> QWidget:
        made = EmptyState(
            "company",
            self.tr("No companies yet"),
            self.tr(
                "Every company you apply to stands here, with all that was ever tried, asked and answered."
            ),
            name="no-companies",
            button=self.tr("Add application"),
            button_icon="add",
        )
        made.pressed.connect(self._on_add)
        return made

    def _content(self, row: CompanyRow, column: QVBoxLayout) -> None:
        self._company = row
        found = companies.history(self.tools.ctx, row.id)
        column.addLayout(self._head(row))
        today = self.tools.ctx.today()
        facts = company_counts(row)
        if row.last_contact is not None:
            on = _local(row.last_contact)
            facts.append(self.tr("last contact {0} ({1})").format(day(on, today), relative_day(on, today)))
        column.addWidget(label(" · ".join(facts), "muted", wrap=True, name="company-facts"))
        if row.website:
            column.addLayout(hbox(self._website(row.website), None))
        if row.notes:
            column.addLayout(part(self.tr("Notes"), FoldedText(row.notes, name="company-notes-shown")))
        if not found.applications:
            column.addWidget(
                EmptyState(
                    "pipeline",
                    self.tr("No applications here"),
                    self.tr("Add one from the pipeline under this company's name."),
                    name="company-untried",
                )
            )
        parts: tuple[tuple[str, str, Sequence[Any], Callable[[Any], QWidget]], ...] = (
            ("applications", self.tr("Applications"), found.applications, self._tried),
            ("people", self.tr("People"), found.people, self._person),
            ("interviews", self.tr("Interviews"), found.interviews, self._met),
            ("asked", self.tr("What they asked"), found.asked, self._asked),
            ("answered", self.tr("What they answered"), found.answered, self._answered),
        )
        for key, title, rows, line in parts:
            if rows:
                column.addLayout(part(title, LongCard(rows, line, name=f"company-{key}")))

    def _head(self, row: CompanyRow) -> Any:
        edit = Button(
            name="company-edit", icon_name="edit", kind="ghost", tip=self.tr("Edit {0}").format(row.name)
        )
        more = Button(
            name="company-more", icon_name="more", kind="ghost", tip=self.tr("More for {0}").format(row.name)
        )
        edit.clicked.connect(self._on_edit)
        more.clicked.connect(self._on_more)
        name = label(row.name, "title", wrap=True, selectable=True, name="company-shown")
        head = hbox(name, edit, more)
        head.setStretch(0, 1)
        for button in (edit, more):
            head.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        return head

    def _website(self, url: str) -> QWidget:
        if not is_safe_link(url):
            return label(url, "muted", wrap=True, selectable=True, name="company-website")
        link = Link(url.split("://", 1)[-1], name="company-website", icon_name="link", tip=url)
        link.setProperty("url", url)
        link.clicked.connect(self._on_link)
        return link

    def _tried(self, row: TriedRow) -> QWidget:
        line = tried_line(row, self.tools.ctx.today(), name=f"company-application-{row.id}")
        line.clicked.connect(self._on_application)
        return line

    def _person(self, row: ContactRow) -> QWidget:
        elsewhere = row.company if self._company and row.company != self._company.name else ""
        about = " · ".join(filter(None, (row.role, elsewhere)))
        line = LinkRow(row.name, about, name=f"company-person-{row.id}", icon_name="person")
        line.setProperty("item", row.id)
        line.clicked.connect(self._on_person)
        return line

    def _met(self, row: MetRow) -> QWidget:
        line = met_line(row, row.role_title, self.tools.ctx, name=f"company-interview-{row.id}")
        line.clicked.connect(self._on_interview)
        return line

    def _asked(self, row: AskedThere) -> QWidget:
        words = [catalog.topics().by_slug[row.topic].title, catalog.rounds().by_kind[row.round_kind].title]
        if row.at is not None:
            words.append(day(_local(row.at), self.tools.ctx.today()))
        if row.grade is not None:
            words.append(tr(GRADE_WORDS[row.grade]))
        line = LinkRow(row.text, " · ".join(words), name=f"company-asked-{row.id}", icon_name="questions")
        line.setProperty("item", row.interview_id)
        line.setProperty("section", "debrief")
        line.clicked.connect(self._on_interview)
        return line

    def _answered(self, row: AnsweredThere) -> QWidget:
        on = day(_local(row.asked_at), self.tools.ctx.today())
        words = row.answer or self.tr("asked, no answer noted")
        sign = FLAGS.get(row.flag or "")
        line = LinkRow(
            row.question, f"{on} · {words}", name=f"company-answer-{row.id}", icon_name="ask", sign=sign
        )
        line.setProperty("item", row.interview_id)
        line.setProperty("section", "ask")
        line.clicked.connect(self._on_interview)
        return line

    def _on_add(self) -> None:
        self.tools.navigator.add("application")

    def _on_edit(self) -> None:
        if self._company is not None:
            editor = CompanyEditor(self.tools, self.window(), self._company)
            editor.joined.connect(self.keep)
            editor.open()

    def _on_more(self) -> None:
        button = self.sender()
        if not isinstance(button, Button) or self._company is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Merge with another company…")).setData("merge")
        delete = menu.addAction(self.tr("Delete"))
        delete.setData("delete")
        delete.setEnabled(not self._company.applications)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_more_chosen(self, action: QAction) -> None:
        row = self._company
        if row is None:
            return
        if action.data() == "merge":
            dialog = company_chooser(self.tools, row, self.window())
            dialog.chosen.connect(self._on_other_chosen)
            dialog.open()
        else:
            words = self.tr("Deleted {0}").format(row.name)
            self.changer.run(words, companies.delete, self.tools.ctx, row.id)

    def _on_other_chosen(self, rows: object) -> None:
        if isinstance(rows, list) and self._company is not None:
            dialog = JoinCompanies(self.tools, self.window(), [self._company, *rows])
            dialog.joined.connect(self.keep)
            dialog.open()

    def _on_link(self) -> None:
        self.tools.navigator.open_link(str(self.sender().property("url")))

    def _on_application(self) -> None:
        self.tools.navigator.open_application(int(self.sender().property("item")))

    def _on_person(self) -> None:
        self.tools.navigator.open_library("people", int(self.sender().property("item")))

    def _on_interview(self) -> None:
        line = self.sender()
        section = str(line.property("section") or "")
        self.tools.navigator.open_interview(int(line.property("item")), section)


def _local(at: datetime) -> date:
    return at.astimezone(home_zone()).date()
