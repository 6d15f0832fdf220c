"""What can be chosen for an application: kept documents, and people met before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.domain.documents import KIND_TITLES, size_words
from mltracker.services import contacts, documents
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.choose_dialog import Choosable, ChooseDialog
from mltracker.ui.words import day, home_zone, tr


def document_chooser(tools: PageTools, application_id: int, parent: QWidget) -> ChooseDialog:
    """Every document in every version that is not in the application's list, the latest first."""
    dialog = ChooseDialog(
        tr("Choose documents"),
        parent,
        name="choose-documents",
        text=tr("Which of the documents you keep went to this application?"),
        ok=tr("Add"),
        nothing=tr("Every document you keep is in the list already. Add a file instead.")
        if documents.rows(tools.ctx)
        else tr("No document is kept yet. Add a file instead."),
        icon_name="document",
    )
    here = {row.id for row in documents.of_application(tools.ctx, application_id)}
    today = tools.ctx.today()
    entries = []
    for row in documents.rows(tools.ctx):
        if row.id not in here:
            added = tr("added {0}").format(day(row.added_at.astimezone(home_zone()).date(), today))
            details = (KIND_TITLES[row.kind], added, size_words(row.size))
            words = f"{row.name} {KIND_TITLES[row.kind]} {row.original_name}"
            entries.append(Choosable(row, RowFace(row.name, details, icon="document"), words))
    dialog.show_entries(entries)
    return dialog


def contact_chooser(tools: PageTools, detail: ApplicationDetail, parent: QWidget) -> ChooseDialog:
    """Everyone met who is not in the application's list, those of its company first."""
    dialog = ChooseDialog(
        tr("Choose people"),
        parent,
        name="choose-contacts",
        text=tr("Who of the people you know has to do with this application?"),
        ok=tr("Add"),
        nothing=tr("Everyone you know is in the list already. Add a contact instead.")
        if contacts.contacts(tools.ctx)
        else tr("Nobody is kept yet. Add a contact instead."),
        icon_name="people",
    )
    here = {person.id for person in detail.contacts}
    ours: list[Choosable] = []
    others: list[Choosable] = []
    for person in contacts.contacts(tools.ctx):
        if person.id not in here:
            details = tuple(part for part in (person.role, person.company) if part)
            words = f"{person.name} {person.role} {person.company} {person.email}"
            entry = Choosable(person, RowFace(person.name, details, icon="person"), words)
            (ours if person.company == detail.row.company else others).append(entry)
    dialog.show_entries([*ours, *others])
    return dialog
