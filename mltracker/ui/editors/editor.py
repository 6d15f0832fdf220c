"""What the forms share: a dialog that shows errors at their fields, keeps what is typed, and closes only when saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import drafts
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Form
from mltracker.ui.widgets.notice import InlineNotice

AUTOSAVE_MS = 1_000
P = ParamSpec("P")


class Editor(Dialog):
    """Sub-classes fill `form` and save in `_on_save` through `save`."""

    def __init__(
        self, tools: PageTools, parent: QWidget, title: str, *, name: str, ok: str, draft_key: str = ""
    ) -> None:
        super().__init__(title, parent, name=name, wide=True)
        self.tools = tools
        self._draft_key = draft_key
        self.form = Form(self, name=f"{name}-form")
        self.notice = InlineNotice("warn", "", self, name=f"{name}-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form)
        self.add_ok_cancel(ok).clicked.connect(self._on_save)
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self._on_autosave)
        self.rejected.connect(self._forget)

    def keep_typing(self, *fields: QWidget) -> None:
        """Keep what is typed in these fields from now on, and bring back what was left unsaved."""
        self._kept = fields
        stored = drafts.get(self.tools.ctx, self._draft_key) if self._draft_key else None
        for field in fields:
            text = (stored or {}).get(field.objectName())
            if isinstance(field, QLineEdit):
                if text:
                    field.setText(text)
                field.textChanged.connect(self._autosave.start)
            elif isinstance(field, QPlainTextEdit):
                if text:
                    field.setPlainText(text)
                field.textChanged.connect(self._autosave.start)

    def save(
        self, words: str, use_case: Callable[P, tuple[Any, Change]], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """Run the use case; on success say so and close, else show what is wrong and stay open."""
        self.form.clear_errors()
        try:
            result, change = use_case(*args, **kwargs)
        except InvalidInput as error:
            self.show_errors(error)
            return None
        except UserError as error:
            self.notice.set_notice("bad", str(error))
            self.notice.show()
            return None
        self._forget()
        self.tools.events.changed.emit(change)
        self.tools.events.notice.emit(Notice.done(words))
        self.accept()
        return result

    def show_errors(self, error: InvalidInput) -> None:
        """Sentences at their fields; what belongs to no field stands on top."""
        left = self.form.set_errors(error.fields)
        if left:
            self.notice.set_notice("bad", " ".join(left))
            self.notice.show()

    def _on_save(self) -> None:
        raise NotImplementedError

    def _on_autosave(self) -> None:
        if self._draft_key and self.isVisible():
            payload = {field.objectName(): _text(field) for field in self._kept}
            drafts.put(self.tools.ctx, self._draft_key, payload)

    def _forget(self) -> None:
        self._autosave.stop()
        if self._draft_key:
            drafts.put(self.tools.ctx, self._draft_key, None)


def _text(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentText()
    return field.text() if isinstance(field, QLineEdit) else ""
