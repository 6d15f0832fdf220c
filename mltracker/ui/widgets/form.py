"""Forms: labels above fields, and what is wrong with a field right under it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QWidget,
)

from mltracker.ui.icons import icon
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel, WrappedSign
from mltracker.ui.widgets.labels import label, set_look
from mltracker.ui.widgets.layouts import vbox

Field = TypeVar("Field", bound=QWidget)
KEY_PAUSE_MS = 700
UNCUT = 1_000_000  # what is pasted is never cut silently


class Form(QWidget):
    """Fields by key, one below the other; `beside` sets the next field at the right of the one before."""

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._fields: dict[str, _Field] = {}
        self._column = vbox(spacing=12)
        self._line: QBoxLayout | None = None
        self.setLayout(self._column)

    def add(self, key: str, title: str, field: Field, *, hint: str = "", beside: bool = False) -> Field:
        """Add a field under its label and return it; `hint` is a quiet line below."""
        caption = label(title, "muted")
        caption.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        if not field.objectName():
            field.setObjectName(f"{self.objectName()}-{key}")
        note = label(hint, "muted", wrap=True, name=f"{self.objectName()}-{key}-hint")
        if not hint:
            note.hide()  # never shown without a parent: that would open a window
        error = WrappedSign()
        error.setObjectName(f"{self.objectName()}-{key}-error")
        error.hide()
        cell = vbox(caption, field, error, note, spacing=4)
        if beside and self._line is not None:
            self._line.addLayout(cell, 1)
        else:
            self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            self._line.setSpacing(12)
            self._line.addLayout(cell, 1)
            self._column.addLayout(self._line)
        # an aligned cell would never be higher than its hint, which knows nothing of lines that wrap
        cell.addStretch(1)
        self._fields[key] = _Field(field, caption, error, note)
        self._watch(key, field)
        return field

    def _watch(self, key: str, field: QWidget) -> None:
        """What was wrong with a field is not said of what is typed next."""
        field.setProperty("form_key", key)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.textChanged.connect(self._on_changed)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        key = str(self.sender().property("form_key"))
        if self._fields[key].error.sign is not None:
            self.set_error(key, "")

    def add_wide(self, widget: QWidget) -> None:
        """Add something that is not a field over the whole width."""
        self._line = None
        self._column.addWidget(widget)

    def set_shown(self, key: str, *, on: bool) -> None:
        """Show or hide a field with its label."""
        field = self._fields[key]
        field.widget.setVisible(on)
        field.caption.setVisible(on)
        field.error.setVisible(on and field.error.sign is not None)

    def set_title(self, key: str, title: str) -> None:
        """Call a field something else."""
        field = self._fields[key]
        field.caption.setText(title)
        field.widget.setAccessibleName(title)

    def set_hint(self, key: str, text: str) -> None:
        """Say something else in the quiet line below a field; an empty text takes it away."""
        note = self._fields[key].note
        note.setText(text)
        note.setVisible(bool(text))

    def set_error(self, key: str, text: str) -> None:
        """Say what is wrong with a field; an empty text takes it back. KeyError for an unknown field."""
        field = self._fields[key]
        field.error.set_sign(Sign("error", text, "bad") if text else None)
        field.error.setVisible(bool(text))
        field.widget.setAccessibleDescription(text)
        set_look(field.widget, "error", "true" if text else None)

    def set_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Show these errors and no others, put the cursor into the first; returns those of no field here."""
        for key in self._fields:
            self.set_error(key, errors.get(key, ""))
        for key, field in self._fields.items():
            if key in errors:
                field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        return [text for key, text in errors.items() if key not in self._fields]

    def clear_errors(self) -> None:
        """Take all errors back."""
        self.set_errors({})


@dataclass(frozen=True, slots=True)
class _Field:
    widget: QWidget
    caption: QLabel
    error: SignLabel
    note: QLabel


def line_edit(
    name: str, text: str = "", *, placeholder: str = "", longest: int = 200, title: str = ""
) -> QLineEdit:
    """A field for one line. A longer text than `longest` is kept as typed, for the form to say what is wrong with it."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setMaxLength(max(longest, UNCUT))
    made.setText(text)
    made.setPlaceholderText(placeholder)
    made.setCursorPosition(0)
    return made


def completer(words: Iterable[str], parent: QObject) -> QCompleter:
    """Completes by how a word begins, in whatever case; as quick among ten thousand as among ten."""
    made = QCompleter(list(words), parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    popup = made.popup()
    if isinstance(popup, QListView):
        popup.setUniformItemSizes(True)
        popup.setProperty("role", "completer")
    return made


def search_field(name: str, title: str) -> QLineEdit:
    """A field that filters what stands below it."""
    made = line_edit(name, placeholder=title, title=title)
    made.setClearButtonEnabled(True)
    made.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    return made


def text_edit(
    name: str, text: str = "", *, placeholder: str = "", lines: int = 3, title: str = ""
) -> QPlainTextEdit:
    """A field for several lines; Tab leaves it."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setPlainText(text)
    made.setPlaceholderText(placeholder)
    made.setTabChangesFocus(True)
    made.setFixedHeight(lines * 20 + 16)
    return made


def replace_text(field: QPlainTextEdit, text: str) -> None:
    """Put another text into a field as typing would: Ctrl+Z in the field takes it back."""
    cursor = QTextCursor(field.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.setFocus()


class Choice(QComboBox):
    """A combo box of (value, words); `value` is the one chosen, None if none.

    `settled` when the user has chosen: at once by mouse or list; by arrow keys, which pass through what lies between,
    after a pause, by Enter or on leaving. It is for what is written at once; forms read `value` when they save.
    """

    settled = Signal()

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]] = (),
        parent: QWidget | None = None,
        *,
        name: str,
        title: str = "",
        placeholder: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(placeholder)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that the style sheet reaches
        self._values: list[Hashable] = []
        self._by_key = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(KEY_PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.activated.connect(self._on_activated)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other choices; the value stays where it is still offered."""
        before = self.value
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own argument
        self.clear()
        self._values = [value for value, _ in options]
        self.addItems([words for _, words in options])
        self.blockSignals(blocked)
        self.set_value(before if before in self._values or self.placeholderText() else self._first())

    @property
    def value(self) -> Any:
        """The value chosen; None if none."""
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: Hashable) -> None:
        """Choose a value; an unknown one chooses nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def settle(self) -> None:
        """Take what was reached by keys as chosen."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pause.isActive() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def _on_activated(self) -> None:
        if self._by_key:
            self._pause.start()
        else:
            self._pause.stop()
            self.settled.emit()

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page: scrolling past a field must not change it."""
        event.ignore()

    def _first(self) -> Hashable:
        return self._values[0] if self._values else None
