"""The people of an application, and its company with everything that was tried there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail, ApplicationRow, ContactRow
from mltracker.services import companies, contacts
from mltracker.services.companies import CompanyDetail
from mltracker.ui.changer import Changer
from mltracker.ui.editors.contact_editor import RELATIONS, ContactEditor
from mltracker.ui.notices import Notice
from mltracker.ui.pages.pipeline.choosing import contact_chooser
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.text import is_safe_link
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.folded_text import FoldedText
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.notice import IconMark
from mltracker.ui.words import day, home_zone, inside, outcome_words, tr

LONGEST = 300


class PeopleTab(DetailTab):
    """Recruiters, referrers, interviewers; how to reach them and what they are."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        self._changer = Changer(self.tools, self)
        card = Card(name="detail-people", flush=True)
        for person in detail.contacts:
            card.add_row(self._person(person))
        if not detail.contacts:
            card.add_row(
                EmptyState(
                    "people",
                    self.tr("Nobody yet"),
                    self.tr("Recruiters, referrers and interviewers stand here."),
                    name="detail-nobody",
                )
            )
        add = Button(self.tr("Add contact"), name="detail-add-contact", icon_name="add")
        known = Button(self.tr("Choose a known one"), name="detail-choose-contact", kind="ghost")
        add.clicked.connect(self._on_add_contact)
        known.clicked.connect(self._on_choose)
        column.addWidget(card)
        column.addLayout(hbox(add, known, None))
        column.addWidget(self._company(companies.detail(self.tools.ctx, detail.row.company_id)))

    def _person(self, person: ContactRow) -> QWidget:
        relation = Choice(
            [(key, tr(words)) for key, words in RELATIONS],
            name=f"relation-{person.id}-{person.relation}",
            title=self.tr("What {0} is").format(person.name),
        )
        relation.setMinimumContentsLength(10)
        relation.set_value(person.relation)
        relation.setProperty("person", (person.id, person.relation))
        relation.settled.connect(self._on_relation)
        more = Button(
            name=f"person-more-{person.id}",
            kind="ghost",
            size="small",
            icon_name="more",
            tip=self.tr("More for {0}").format(person.name),
        )
        more.setProperty("person", (person.id, person.relation))
        more.clicked.connect(self._on_more)
        name = ElidedLabel(person.name, role="strong", keep=8, name=f"person-{person.id}")
        head = hbox(IconMark("person"), name, relation, more, spacing=8)
        head.setStretch(1, 1)
        lines = vbox(head, spacing=4, margins=(16, 8, 12, 8))
        about = " · ".join(filter(None, (person.role, self._elsewhere(person))))
        inner = vbox(spacing=4, margins=(24, 0, 0, 0))
        if about:
            inner.addWidget(ElidedLabel(about, role="muted"))
        for widget in self._ways(person):
            inner.addLayout(hbox(widget, None))
        if person.notes:
            inner.addWidget(
                FoldedText(person.notes, name=f"person-notes-{person.id}", letters=LONGEST, role="muted")
            )
        lines.addLayout(inner)
        holder = QWidget()
        holder.setLayout(lines)
        return holder

    def _elsewhere(self, person: ContactRow) -> str:
        return person.company if person.company != self.detail.row.company else ""

    def _ways(self, person: ContactRow) -> list[QWidget]:
        """How to reach someone: what can be opened as links, a number to be copied."""
        found: list[QWidget] = []
        if person.email:
            address = f"mailto:{person.email}"
            if is_safe_link(address):
                link = Link(
                    person.email, name=f"mail-{person.id}", tip=self.tr("Write to {0}").format(person.email)
                )
                link.setProperty("url", address)
                link.clicked.connect(self._on_link)
                found.append(link)
            else:
                found.append(ElidedLabel(person.email, role="small"))
        if person.phone:
            number = Link(
                person.phone,
                name=f"phone-{person.id}",
                icon_name="copy",
                tip=self.tr("Copy the number {0}").format(person.phone),
            )
            number.setProperty("number", person.phone)
            number.clicked.connect(self._on_copy)
            found.append(number)
        if person.url:
            link = Link(
                person.url.split("://", 1)[-1], name=f"web-{person.id}", icon_name="link", tip=person.url
            )
            link.setProperty("url", person.url)
            link.clicked.connect(self._on_link)
            found.append(link)
        return found

    def _company(self, company: CompanyDetail) -> QWidget:
        inner = QWidget()
        rows = vbox(spacing=4)
        if company.website and is_safe_link(company.website):
            link = Link(
                company.website.split("://", 1)[-1],
                name="company-website",
                icon_name="link",
                tip=company.website,
            )
            link.setProperty("url", company.website)
            link.clicked.connect(self._on_link)
            rows.addLayout(hbox(link, None))
        if company.notes:
            rows.addWidget(label(company.notes, "muted", wrap=True))
        card = Card(name="company-applications", flush=True)
        for row in company.applications:
            card.add_row(self._application(row))
        rows.addWidget(card)
        link = Link(self.tr("Interviews, questions and answers there"), name="company-open")
        link.setProperty("item", company.id)
        link.clicked.connect(self._on_company)
        rows.addLayout(hbox(link, None))
        inner.setLayout(rows)
        count = len(company.applications)
        shown = Disclosure(
            company.name,
            inner,
            name="detail-company-all",
            right=tr("this application only") if count == 1 else tr("%n applications", count),
        )
        shown.set_open(on=count > 1)
        return shown

    def _application(self, row: ApplicationRow) -> QWidget:
        today = self.tools.ctx.today()
        on = row.outcome_on or row.applied_on or row.created_at.astimezone(home_zone()).date()
        state = inside(outcome_words(row.outcome)) or row.stage
        here = self.tr("this one") if row.id == self.detail.row.id else ""
        line = LinkRow(
            row.role_title,
            " · ".join(filter(None, (state, day(on, today), here))),
            name=f"company-application-{row.id}",
            icon_name=f"stage-{row.stage_kind}",
        )
        line.setProperty("application_id", row.id)
        line.clicked.connect(self._on_application)
        return line

    def _on_add_contact(self) -> None:
        self.tools.navigator.add("contact", self.detail.row.id)

    def _on_choose(self) -> None:
        dialog = contact_chooser(self.tools, self.detail, self.window())
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, people: object) -> None:
        if isinstance(people, list):
            count = len(people)
            words = (
                self.tr("Added {0}").format(people[0].name) if count == 1 else tr("Added %n people", count)
            )
            ids = [person.id for person in people]
            self._changer.run(words, contacts.link, self.tools.ctx, self.detail.row.id, ids)

    def _on_relation(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            person_id, before = choice.property("person")
            if choice.value != before:
                words = self.tr("Relation changed")
                ctx, application_id = self.tools.ctx, self.detail.row.id
                self._changer.run(
                    words, contacts.set_relation, ctx, application_id, person_id, before, choice.value
                )

    def _on_more(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        self._chosen = button.property("person")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Edit…")).setData("edit")
        menu.addAction(self.tr("Remove from this application")).setData("remove")
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_more_chosen(self, action: QAction) -> None:
        person_id, relation = self._chosen
        person = next(p for p in self.detail.contacts if p.id == person_id)
        if action.data() == "edit":
            ContactEditor(self.tools, self.window(), contact=person).open()
        else:
            words = self.tr("Removed {0} from this application").format(person.name)
            ctx, application_id = self.tools.ctx, self.detail.row.id
            self._changer.run(words, contacts.unlink, ctx, application_id, person_id, relation)

    def _on_link(self) -> None:
        self.tools.navigator.open_link(str(self.sender().property("url")))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.sender().property("number")))
        self.tools.events.notice.emit(Notice(self.tr("Number copied")))

    def _on_company(self) -> None:
        self.tools.navigator.open_company(int(self.sender().property("item")))

    def _on_application(self) -> None:
        application_id = int(self.sender().property("application_id"))
        if application_id != self.detail.row.id:
            self.tools.navigator.open_application(application_id)
