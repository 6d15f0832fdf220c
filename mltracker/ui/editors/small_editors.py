"""Adding a person, and adding a dated note."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import ContactDraft, NoteDraft
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
KINDS = (
    ("note", "Note"),
    ("email", "E-mail"),
    ("call", "Call"),
    ("message", "Message"),
    ("said", "What I told them"),
)


class ContactEditor(Editor):
    """A person, with what they are for an application."""

    def __init__(self, tools: PageTools, parent: QWidget, application_id: int | None = None) -> None:
        super().__init__(
            tools, parent, "Add contact", name="contact-editor", ok="Add contact", draft_key="editor:contact"
        )
        rows = applications.rows(tools.ctx)
        options = [(None, self.tr("None"))] + [(row.id, f"{row.company}, {row.role_title}") for row in rows]
        self._application = Choice(options, name="contact-application", title=self.tr("Application"))
        self._application.set_value(application_id)
        self._relation = Choice(RELATIONS, name="contact-relation", title=self.tr("Relation"))
        self._fields = {
            "name": line_edit("contact-name", title=self.tr("Name")),
            "role": line_edit("contact-role", title=self.tr("Role")),
            "email": line_edit("contact-email", title=self.tr("E-mail")),
            "phone": line_edit("contact-phone", title=self.tr("Phone")),
            "url": line_edit("contact-url", longest=2_000, title=self.tr("Web page")),
        }
        for key, field in self._fields.items():
            self.form.add(key, field.accessibleName(), field, beside=key in ("role", "phone"))
        self.form.add("application", self.tr("Application"), self._application)
        self.form.add("relation", self.tr("Relation"), self._relation, beside=True)
        self.keep_typing()
        self._fields["name"].setFocus()

    def _on_save(self) -> None:
        self.form.clear_errors()
        application_id = self._application.value
        company = applications.row(self.tools.ctx, application_id).company if application_id else ""
        try:
            draft = ContactDraft.make(
                company=company, **{key: field.text() for key, field in self._fields.items()}
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        self.save(
            self.tr("Added {0}").format(draft.name),
            contacts.add_contact,
            self.tools.ctx,
            draft,
            application_id=application_id,
            relation=self._relation.value,
        )


class NoteEditor(Editor):
    """A dated entry in an application's timeline."""

    def __init__(self, tools: PageTools, parent: QWidget, application_id: int | None = None) -> None:
        super().__init__(
            tools, parent, "Add note", name="note-editor", ok="Add note", draft_key="editor:note"
        )
        options = [(row.id, f"{row.company}, {row.role_title}") for row in applications.rows(tools.ctx)]
        self._application = Choice(options, name="note-application", title=self.tr("Application"))
        if application_id is not None:
            self._application.set_value(application_id)
        self._kind = Choice(KINDS, name="note-kind", title=self.tr("Kind"))
        self._body = text_edit("note-body", lines=5, title=self.tr("What happened"))
        self.form.add("application", self.tr("Application"), self._application)
        self.form.add("kind", self.tr("Kind"), self._kind, beside=True)
        self.form.add("body", self.tr("What happened"), self._body)
        self.keep_typing()
        self._body.setFocus()

    def _on_save(self) -> None:
        self.form.clear_errors()
        if self._application.value is None:
            self.form.set_error("application", self.tr("A note belongs to an application; add one first."))
            return
        try:
            draft = NoteDraft.make(kind=self._kind.value, body=self._body.toPlainText())
        except InvalidInput as error:
            self.show_errors(error)
            return
        self.save(self.tr("Note added"), contacts.add_note, self.tools.ctx, self._application.value, draft)
