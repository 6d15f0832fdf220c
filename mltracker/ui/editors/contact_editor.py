"""A person, with what they are for an application."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import ContactDraft, ContactRow
from mltracker.domain.errors import InvalidInput
from mltracker.services import applications, contacts
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.form import Choice, line_edit, text_edit

RELATIONS = (
    ("recruiter", "Recruiter"),
    ("hiring-manager", "Hiring manager"),
    ("referrer", "Referrer"),
    ("interviewer", "Interviewer"),
    ("other", "Other"),
)


class ContactEditor(Editor):
    """Adds a person, for an application or not, or changes what is known of one."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        application_id: int | None = None,
        *,
        contact: ContactRow | None = None,
    ) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit contact") if contact else self.tr("Add contact"),
            name="contact-editor",
            ok=self.tr("Save") if contact else self.tr("Add contact"),
            draft_key="editor:contact",
            draft_of=("contact", contact.id) if contact else None,
        )
        self._contact = contact
        self._application = Choice(name="contact-application", title=self.tr("Application"))
        self._relation = Choice(RELATIONS, name="contact-relation", title=self.tr("Relation"))
        self._build(contact, application_id)
        self.keep_typing()
        self._fields["name"].setFocus()

    def _build(self, old: ContactRow | None, application_id: int | None) -> None:
        tr = self.tr
        self._fields = {
            "name": line_edit("contact-name", old.name if old else "", title=tr("Name")),
            "role": line_edit("contact-role", old.role if old else "", title=tr("Role")),
            "email": line_edit("contact-email", old.email if old else "", title=tr("E-mail")),
            "phone": line_edit("contact-phone", old.phone if old else "", title=tr("Phone")),
            "url": line_edit("contact-url", old.url if old else "", longest=2_000, title=tr("Web page")),
        }
        if old is not None:
            self._fields["company"] = line_edit("contact-company", old.company, title=tr("Company"))
        for key, field in self._fields.items():
            self.form.add(key, field.accessibleName(), field, beside=key in ("role", "phone", "company"))
        self._notes = text_edit("contact-notes", old.notes if old else "", lines=2, title=tr("Notes"))
        self.form.add("notes", tr("Notes"), self._notes)
        if old is None:
            rows = applications.rows(self.tools.ctx)
            known = {row.id: f"{row.company}, {row.role_title}" for row in rows}
            if application_id is not None and application_id not in known:
                row = applications.row(self.tools.ctx, application_id)
                known[row.id] = f"{row.company}, {row.role_title}"
            self._application.set_options([(None, tr("None")), *known.items()])
            self._application.set_value(application_id)
            self.form.add("application", tr("Application"), self._application)
            self.form.add("relation", tr("Relation"), self._relation, beside=True)

    def _draft(self) -> ContactDraft:
        values = {key: field.text() for key, field in self._fields.items()}
        if self._contact is None:
            application_id = self._application.value
            row = applications.row(self.tools.ctx, application_id) if application_id else None
            values["company"] = row.company if row is not None else ""
        return ContactDraft.make(notes=self._notes.toPlainText(), **values)

    def _on_save(self) -> None:
        self.form.clear_errors()
        try:
            draft = self._draft()
        except InvalidInput as error:
            self.show_errors(error)
            return
        ctx = self.tools.ctx
        if self._contact is not None:
            words = self.tr("Saved {0}").format(draft.name)
            self.save(words, contacts.edit_contact, ctx, self._contact.id, draft)
            return
        self.save(
            self.tr("Added {0}").format(draft.name),
            contacts.add_contact,
            ctx,
            draft,
            application_id=self._application.value,
            relation=self._relation.value,
        )
