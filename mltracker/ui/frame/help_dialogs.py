"""Keyboard shortcuts, and what this app is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from mltracker import __version__
from mltracker.ui.actions import ACTIONS
from mltracker.ui.widgets.buttons import Button, KeyCap
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.labels import label

# keys that belong to a page rather than to a menu
PAGE_KEYS = (
    ("Open", "Enter"),
    ("Back, or close what is open", "Esc"),
    ("Archive", "Del"),
    ("Pipeline: to the stage before or after", "Ctrl+Left, Right"),
    ("Practice: reveal", "Space"),
    ("Practice: reveal while typing", "Ctrl+Enter"),
    ("Practice: tick the rubric", "A to H"),
    ("Practice and debrief: grade", "1 to 4"),
    ("Practice: skip, pause", "S, P"),
    ("Debrief: take the suggestion", "Tab"),
    ("Debrief: finish", "Ctrl+Enter"),
    ("Forms: save", "Ctrl+Enter"),
)


class ShortcutsDialog(Dialog):
    """Every key in two columns."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("Keyboard shortcuts", window, name="shortcuts", wide=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(4, 1)
        grid.setVerticalSpacing(4)
        rows = [(self.tr(spec.text), spec.keys[0]) for spec in ACTIONS if spec.keys]
        rows += [(self.tr(text), keys) for text, keys in PAGE_KEYS]
        half = (len(rows) + 1) // 2
        for number, (text, keys) in enumerate(rows):
            column = 0 if number < half else 2
            grid.addWidget(label(text, "small"), number % half, column)
            grid.addWidget(KeyCap(keys), number % half, column + 1)
        self.body.addLayout(grid)
        _add_close(self)


class AboutDialog(Dialog):
    """Version, license, and where the data lies."""

    def __init__(self, window: QWidget, folder: Path | None) -> None:
        super().__init__("mltracker", window, name="about")
        lines = (
            self.tr("Version {0}. Free software under the MIT license.").format(__version__),
            self.tr("Everything stays on this computer. Nothing is sent anywhere unless you ask for it."),
            self.tr("Your data: {0}").format(folder) if folder else "",
        )
        for line in filter(None, lines):
            self.body.addWidget(label(line, wrap=True, selectable=True))
        _add_close(self)


def _add_close(dialog: Dialog) -> None:
    close = Button(dialog.tr("Close"), name=f"{dialog.objectName()}-close", kind="secondary", keys="Esc")
    close.clicked.connect(dialog.accept)
    dialog.add_buttons(close)
