"""What the forms share: a dialog that shows errors at their fields, keeps what is typed, and closes only when saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.ui.drafts import DraftKeeper
from mltracker.ui.navigation import Place
from mltracker.ui.notices import Notice, NoticeKind
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Form
from mltracker.ui.widgets.notice import InlineNotice

P = ParamSpec("P")


class Editor(Dialog):
    """Sub-classes fill `form` and save in `_on_save` through `save`."""

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        title: str,
        *,
        name: str,
        ok: str,
        draft_key: str = "",
        draft_of: tuple[str, int] | None = None,
    ) -> None:
        super().__init__(title, parent, name=name, wide=True, scrolls=True)
        self.tools = tools
        self.form = Form(self, name=f"{name}-form")
        self.notice = InlineNotice("warn", "", self, name=f"{name}-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form)
        self.ok = self.add_ok_cancel(ok)
        self.ok.clicked.connect(self._on_save)
        self.drafts = DraftKeeper(tools, self, self._kept)
        self._draft_key, self._draft_of = draft_key, draft_of
        self._untouched: dict[str, str] = {}
        self.drafts.problem.connect(self._on_draft_problem)
        self._given_up = True
        self.rejected.connect(self._on_rejected)

    def keep_typing(self) -> dict[str, Any]:
        """Keep what is typed in the fields from now on, and bring back what was left unsaved; called when all are made.

        Returns what was left.
        """
        stored: dict[str, Any] = self.drafts.open(self._draft_key, self._draft_of) or {}
        self._untouched = Editor._typed(self)
        for name, field in self._text_fields().items():
            if name in stored and stored[name] != _text(field):
                field.setPlainText(stored[name]) if isinstance(field, QPlainTextEdit) else field.setText(
                    stored[name]
                )
                self.notice.set_notice("info", self.tr("What you had typed and not saved was brought back."))
                self.notice.show()
            field.textChanged.connect(self.drafts.touch)
        return stored

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
            self.drafts.keep()
            self.show_problem(error)
            self.tools.events.changed.emit(Change.NONE)
            return None
        self.drafts.forget()
        place, tell = self.place_of(result), partial(self._tell, words, change)
        if place is None:
            tell()
        else:
            self.tools.navigator.arrive(place, tell)
        return result

    def place_of(self, result: Any) -> Place | None:  # noqa: ARG002 - for editors to answer
        """Where to show what was saved; None stays where the form was opened."""
        return None

    def show_problem(self, error: UserError) -> None:
        """Say on top why it was not saved; the form stays as it is."""
        self.notice.set_notice("bad", str(error))
        self.notice.show()

    def show_errors(self, error: InvalidInput) -> None:
        """Sentences at their fields; what belongs to no field stands on top."""
        left = self.form.set_errors(error.fields)
        if left:
            self.notice.set_notice("bad", " ".join(left))
            self.notice.show()
        self.reveal(self.focusWidget())

    def announce(self, kind: NoticeKind, text: str) -> None:
        """Say something on top of the form; nothing takes it back."""
        if text:
            self.notice.set_notice(kind, text)
        self.notice.setVisible(bool(text))

    def closeEvent(self, event: QCloseEvent) -> None:
        # closed by the window's frame or by the desktop: unlike Cancel and Esc that does not give up what is typed
        self._given_up = False
        super().closeEvent(event)

    def _tell(self, words: str, change: Change) -> None:
        self.tools.events.changed.emit(change)
        self.tools.events.notice.emit(Notice.done(words))
        self.accept()

    def _on_save(self) -> None:
        raise NotImplementedError

    def _on_rejected(self) -> None:
        if self._given_up:
            self.drafts.forget()
        else:
            self.drafts.flush()

    def _text_fields(self) -> dict[str, QLineEdit | QPlainTextEdit]:
        found: list[QLineEdit | QPlainTextEdit] = [
            *self.findChildren(QLineEdit),
            *self.findChildren(QPlainTextEdit),
        ]
        return {
            field.objectName(): field
            for field in found
            if field.objectName() and not field.objectName().startswith("qt_")
        }

    def _kept(self) -> dict[str, Any] | None:
        return self._typed() or None

    def _typed(self) -> dict[str, Any]:
        """What differs from what the fields began with; of the others, what is stored by then is right."""
        found = {name: _text(field) for name, field in self._text_fields().items()}
        return {name: text for name, text in found.items() if text != self._untouched.get(name)}

    def _on_draft_problem(self, notice: object) -> None:
        if isinstance(notice, Notice):
            self.notice.set_notice(notice.kind, notice.text)
            self.notice.show()


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
