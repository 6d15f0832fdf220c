"""The posting as it was, and what it asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from mltracker.domain.applications import ApplicationDetail
from mltracker.services import postings
from mltracker.ui.pages.pipeline.tabs.tab import DetailTab
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.words import percent


class PostingTab(DetailTab):
    """Postings vanish; their text stays."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        text = detail.draft.posting_text
        if not text:
            empty = EmptyState(
                "document",
                self.tr("No posting kept"),
                self.tr("Postings vanish. Paste the text to keep it and to see what it asks."),
                name="detail-no-posting",
                button=self.tr("Edit"),
            )
            empty.pressed.connect(self._edit)
            column.addWidget(empty)
            return
        reading = postings.read(text, self.tools.ctx.clock(), role_family=detail.row.role_family)
        column.addWidget(label(self.tr("What it asks for"), "strong"))
        for topic in reading.topics:
            if topic.detected:
                quoted = ", ".join(f"“{phrase}”" for phrase in topic.phrases[:3])
                words = ElidedLabel(quoted, self, role="small", tone="muted", keep=8)
                line = hbox(label(topic.title), words, label(percent(topic.probability)), spacing=8)
                line.setStretch(1, 1)
                column.addLayout(line)
        column.addWidget(label(self.tr("Its text"), "strong"))
        column.addWidget(label(text, wrap=True, selectable=True, name="posting-full"))
