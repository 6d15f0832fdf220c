"""A text that may be long: its beginning, and all of it at a click."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.words import tr

LETTERS, LINES = 600, 8


class FoldedText(QWidget):
    """Shows a text as typed, that can be selected; past so many letters or lines it is read by "Show all"."""

    def __init__(self, text: str, *, name: str, letters: int = LETTERS, role: str = "body") -> None:
        super().__init__()
        self._text = text
        start = "\n".join(text.splitlines()[:LINES])[:letters].rstrip()
        folded = len(start) < len(text.rstrip())
        words = f"{start}…" if folded else text
        self._label = label(words, role, wrap=True, selectable=True, name=name)
        more = Link(tr("Show all"), name=f"{name}-all")
        more.clicked.connect(self._on_more)
        self._foot = QWidget()
        self._foot.setLayout(hbox(more, None))
        self._foot.setVisible(folded)
        self.setLayout(vbox(self._label, self._foot, spacing=4))

    def _on_more(self) -> None:
        self._label.setText(self._text)
        self._foot.hide()
