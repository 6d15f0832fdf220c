"""Which form adds what."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.ui.editors.application_editor import ApplicationEditor
from mltracker.ui.editors.contact_editor import ContactEditor
from mltracker.ui.editors.interview_editor import InterviewEditor
from mltracker.ui.editors.note_editor import NoteEditor
from mltracker.ui.editors.question_editor import QuestionEditor
from mltracker.ui.editors.rounds_editor import RoundsEditor
from mltracker.ui.page import PageTools


def open_editor(kind: str, tools: PageTools, parent: QWidget, application_id: int | None = None) -> None:
    """Open the form that adds an application, interview, several rounds, a question, contact or note."""
    if kind == "application":
        ApplicationEditor(tools, parent).open()
    elif kind == "interview":
        InterviewEditor(tools, parent, application_id=application_id).open()
    elif kind == "rounds":
        RoundsEditor(tools, parent, application_id).open()
    elif kind == "question":
        QuestionEditor(tools, parent).open()
    elif kind == "contact":
        ContactEditor(tools, parent, application_id).open()
    elif kind == "note":
        NoteEditor(tools, parent, application_id).open()
