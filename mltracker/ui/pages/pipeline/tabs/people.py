"""The people of an application."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from mltracker.domain.applications import ApplicationDetail
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.list_row import ListRow


class PeopleTab(DetailTab):
    """Recruiters, referrers, interviewers."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        card = Card(name="detail-people", flush=True)
        for person in detail.contacts:
            parts = (person.role, person.relation.replace("-", " "), person.email, person.phone)
            card.add_row(
                ListRow(
                    person.name,
                    " · ".join(filter(None, parts)),
                    icon_name="person",
                    name=f"person-{person.id}",
                )
            )
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
        add.clicked.connect(self._on_add_contact)
        column.addWidget(card)
        column.addLayout(hbox(add, None))

    def _on_add_contact(self) -> None:
        self.tools.navigator.add("contact", self.detail.row.id)
