"""Every question the window asks and waits for: the one place that runs a dialog, and the seam that tests script."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from mltracker.ui.text import shortened
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.words import tr


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of `Prompts.choose_option`; `detail` is shown while it is chosen."""

    value: Any
    label: str
    detail: str = ""


class Prompts(QObject):
    """Questions over a window. Each returns once answered; leaving by Escape or Cancel answers False or None."""

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__()
        self._window = window

    def set_window(self, window: QWidget | None) -> None:
        """Ask over this window from now on."""
        self._window = window

    def confirm(self, title: str, text: str, ok_label: str, *, danger: bool = False) -> bool:
        """Ask whether to go on. `danger`: Enter then cancels, for what cannot be undone."""
        dialog = Dialog(title, self._window, name="confirm", text=text)
        if danger:
            cancel = Button(self.tr("Cancel"), name="confirm-cancel", kind="ghost", keys="Esc")
            ok = Button(ok_label, name="confirm-ok")
            cancel.clicked.connect(dialog.reject)
            dialog.add_buttons(cancel, ok, default=cancel)
            cancel.setFocus()
        else:
            ok = dialog.add_ok_cancel(ok_label)
            ok.setFocus()
        ok.clicked.connect(dialog.accept)
        with self._asked(dialog) as accepted:
            return accepted

    def choose_option(
        self, title: str, text: str, options: Sequence[Option], ok_label: str, *, chosen: Any = None
    ) -> Any:
        """Ask for one of a few options and return its value; `chosen` is the value preset."""
        dialog = _OptionDialog(title, text, options, ok_label, self._window)
        dialog.choose(chosen)
        with self._asked(dialog) as accepted:
            return dialog.value if accepted else None

    def ask_text(
        self, title: str, field_label: str, text: str = "", *, ok_label: str = "", multiline: bool = False
    ) -> str | None:
        """Ask for a text, preset to `text`; returned stripped."""
        dialog = _TextDialog(
            title, field_label, text, ok_label or self.tr("Save"), self._window, multiline=multiline
        )
        with self._asked(dialog) as accepted:
            return dialog.value if accepted else None

    def choose_file(self, title: str, pattern: str = "", folder: Path | None = None) -> Path | None:
        """Ask for a file to read; `pattern` in Qt's words, "Job lists (*.csv)"."""
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(folder or ""), pattern)
        return Path(path) if path else None

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """Ask for a folder."""
        path = QFileDialog.getExistingDirectory(self._window, title, str(folder or ""))
        return Path(path) if path else None

    def save_file(self, title: str, name: str, pattern: str = "", folder: Path | None = None) -> Path | None:
        """Ask where to write a file called `name`; an existing one was agreed to be replaced."""
        start = str(folder / name) if folder is not None else name
        path, _ = QFileDialog.getSaveFileName(self._window, title, start, pattern)
        return Path(path) if path else None

    @contextmanager
    def _asked(self, dialog: QDialog) -> Iterator[bool]:
        """Run a dialog that lives until its answer was read; whether it was accepted."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.setModal(True)
        try:
            yield dialog.exec() == QDialog.DialogCode.Accepted.value
        finally:
            dialog.deleteLater()


def with_ending(prompts: Prompts, path: Path, ending: str) -> Path | None:
    """The path of a file to write, always with this ending; what that would replace is asked about, None if it may not be."""
    if path.suffix.casefold() == ending:
        return path
    whole = path.with_name(f"{path.name}{ending}")
    if os.path.lexists(whole) and not prompts.confirm(
        tr("Replace the file?"), tr("{0} is there already.").format(shortened(whole.name)), tr("Replace")
    ):
        return None
    return whole


class _OptionDialog(Dialog):
    """Chips of which one is on."""

    def __init__(
        self, title: str, text: str, options: Sequence[Option], ok_label: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, parent, name="choose", text=text)
        self._options = list(options)
        self._group = QButtonGroup(self)
        flow = FlowLayout()
        for number, option in enumerate(options):
            chip = FilterChip(option.label, name=f"choose-{number}")
            self._group.addButton(chip, number)
            flow.addWidget(chip)
        self.body.addLayout(flow)
        self._detail = label("", "muted", wrap=True, name="choose-detail")
        self.body.addWidget(self._detail)
        self._detail.setVisible(any(option.detail for option in options))
        self._ok = self.add_ok_cancel(ok_label)
        self._ok.setEnabled(False)
        self._ok.clicked.connect(self.accept)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def value(self) -> Any:
        """The value of the option that is on."""
        number = self._group.checkedId()
        return self._options[number].value if number >= 0 else None

    def choose(self, value: Any) -> None:
        """Turn the option with this value on."""
        for number, option in enumerate(self._options):
            if value is not None and option.value == value:
                self._group.button(number).setChecked(True)
                self._group.button(number).setFocus()

    def _on_toggled(self) -> None:
        number = self._group.checkedId()
        self._ok.setEnabled(number >= 0)
        self._detail.setText(self._options[number].detail if number >= 0 else "")


class _TextDialog(Dialog):
    """One field with its label."""

    def __init__(
        self,
        title: str,
        field_label: str,
        text: str,
        ok_label: str,
        parent: QWidget | None,
        *,
        multiline: bool,
    ) -> None:
        super().__init__(title, parent, name="ask-text")
        self._field: QPlainTextEdit | QLineEdit = QPlainTextEdit() if multiline else QLineEdit()
        self._field.setObjectName("ask-text-field")
        self._field.setAccessibleName(field_label)
        if isinstance(self._field, QPlainTextEdit):
            self._field.setPlainText(text)
            self._field.setTabChangesFocus(True)
        else:
            self._field.setText(text)
            self._field.selectAll()
        self.body.setSpacing(4)
        self.body.addWidget(label(field_label, "muted"))
        self.body.addWidget(self._field)
        self.add_ok_cancel(ok_label).clicked.connect(self.accept)
        self._field.setFocus()

    @property
    def value(self) -> str:
        """What was typed, without the space around it."""
        if isinstance(self._field, QPlainTextEdit):
            return self._field.toPlainText().strip()
        return self._field.text().strip()
