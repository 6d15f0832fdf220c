"""The pane at the right of a revealed card: rubric to tick, pitfalls, follow-ups, references, real encounters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mltracker.domain.questions import GRADE_WORDS, QuestionDetail
from mltracker.services import catalog
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, rule, vbox
from mltracker.ui.widgets.rubric_list import RubricList
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.words import day

WEIGHTS = {"must": "must", "should": "should", "bonus": "bonus"}


class RubricPane(QScrollArea):
    """What helps to judge the answer."""

    ticks_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="rubric-pane")
        self._rubric = RubricList(self, name="rubric")
        self._rubric.changed.connect(self._on_changed)
        self._points = 0
        self._count = label("", "small", "muted")
        self._rest = vbox(spacing=0)
        content = QWidget()
        head = hbox(label(self.tr("Rubric"), "strong"), None, self._count)
        content.setLayout(vbox(head, self._rubric, rule(), self._rest, None, spacing=12, margins=16))
        set_content(self, content)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The points ticked."""
        return self._rubric.ticks

    def toggle(self, letter: str) -> bool:
        """Tick by letter."""
        return self._rubric.toggle(letter)

    def show_detail(self, detail: QuestionDetail, answer: str) -> None:
        """Show what belongs to a question."""
        self._points = len(detail.rubric)
        self._rubric.set_points([(point.text, WEIGHTS[point.weight]) for point in detail.rubric])
        self._on_changed()
        clear(self._rest)
        self._list(self.tr("Pitfalls"), detail.pitfalls)
        self._fold(
            self.tr("Follow-ups"),
            [f"{item.question}\n{item.answer}" for item in detail.follow_ups],
            "follow-ups",
        )
        if answer:
            self._fold(
                self.tr("Your answer"),
                [answer],
                "your-answer",
                right=self.tr("{0} words").format(len(answer.split())),
            )
        sources = [
            " ".join(filter(None, (r.title + ",", str(r.year or ""), r.url or r.isbn)))
            for r in detail.references
        ]
        self._fold(self.tr("References"), sources, "references")
        titles = catalog.rounds().by_kind
        seen = [
            ", ".join(
                filter(
                    None,
                    (
                        day(s.happened_at.date()) if s.happened_at else "",
                        s.company,
                        titles[s.round_kind].title,
                        GRADE_WORDS[s.grade] if s.grade else "",
                    ),
                )
            )
            for s in detail.seen_at
        ]
        self._fold(
            self.tr("Seen at"),
            seen or [self.tr("No interview yet")],
            "seen-at",
            right=str(len(seen)) if seen else "",
        )

    def _list(self, title: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._rest.addWidget(label(title, "strong"))
            for line in lines:
                bullet = label("•", tone="muted")
                item = hbox(bullet, label(line, wrap=True), spacing=8)
                item.setStretch(1, 1)
                item.setAlignment(bullet, Qt.AlignmentFlag.AlignTop)
                self._rest.addSpacing(8)
                self._rest.addLayout(item)
            self._rest.addSpacing(8)

    def _fold(self, title: str, lines: list[str], name: str, *, right: str = "") -> None:
        if lines:
            inner = QWidget()
            inner.setLayout(vbox(*(label(line, wrap=True, selectable=True) for line in lines), spacing=8))
            self._rest.addWidget(Disclosure(title, inner, self, name=name, right=right or str(len(lines))))

    def _on_changed(self) -> None:
        self._count.setText(self.tr("{0} of {1}").format(len(self._rubric.ticks), self._points))
        self.ticks_changed.emit()
