"""One reason of a figure: an arrow, words, and by how many points."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.notice import IconMark


class FactorRow(QWidget):
    """`certainty` says in a few words how sure it is; it is written out where that is `doubtful`, else in the tooltip."""

    def __init__(
        self,
        icon: tuple[str, str],
        words: str,
        points: str,
        *,
        certainty: str,
        doubtful: bool,
        keep: int = 16,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = ElidedLabel(words, self, keep=keep)
        line = hbox(IconMark(*icon), said, spacing=8)
        line.setStretch(1, 1)
        if doubtful:
            line.addWidget(label(certainty, "small", "muted"))
        line.addWidget(label(points))
        self.setLayout(line)
        self.setAccessibleName(f"{words}, {points}, {certainty}")
        self.setToolTip(plain_tip(f"{words}: {points} ({certainty})"))
