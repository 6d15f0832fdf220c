"""An edited question beside its new shipped text, to keep the one or take the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mltracker.domain.differences import changed_words
from mltracker.services import bank_news, questions
from mltracker.services.bank_news import FieldPair
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.compared_text import ComparedText
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, vbox
from mltracker.ui.widgets.scroll import scroll_area

TALL = 340


class CompareDialog(Dialog):
    """Each field that differs, one's own text above the shipped one; raises UserError when there is none to compare."""

    def __init__(self, tools: PageTools, question_id: int, parent: QWidget) -> None:
        super().__init__("", parent, name="compare", wide=True)
        self._ctx, self._id = tools.ctx, question_id
        self._changer = Changer(tools, self)
        pairs = bank_news.compare(tools.ctx, question_id)
        self._heading.setText(self.tr("Your text and the shipped one"))
        self.set_text(
            self.tr(
                "Words that only one of the two has are marked. Your answers and grades stay in either case."
            )
            if pairs
            else self.tr("The two say the same by now.")
        )
        column = vbox(spacing=16, margins=(0, 0, 12, 0))
        for pair in pairs:
            column.addWidget(self._field(pair))
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        area = scroll_area(inner, name="compare-scroll")
        area.setFixedHeight(TALL)
        self.body.addWidget(area)
        self._offer()

    def _field(self, pair: FieldPair) -> QWidget:
        mine, shipped = changed_words(pair.mine, pair.shipped)
        made = QWidget()
        made.setLayout(
            vbox(
                label(pair.title[0].upper() + pair.title[1:], "strong"),
                self._version(self.tr("Yours"), pair.mine, mine, "warn_soft", f"mine-{pair.title}"),
                self._version(
                    self.tr("Shipped now"), pair.shipped, shipped, "good_soft", f"shipped-{pair.title}"
                ),
                spacing=6,
            )
        )
        return made

    def _version(
        self, title: str, text: str, spans: list[tuple[int, int]], ground: str, name: str
    ) -> QWidget:
        view = ComparedText(name=name.replace(" ", "-"), title=title, ground=ground)
        view.set_compared(text or self.tr("Nothing"), spans if text else ())
        return frame("quote", vbox(label(title, "small", "muted"), view, spacing=2, margins=(12, 0, 0, 0)))

    def _offer(self) -> None:
        later = Button(self.tr("Decide later"), name="compare-later", kind="ghost", keys="Esc")
        later.clicked.connect(self.reject)
        keep = Button(self.tr("Keep mine"), name="compare-keep")
        keep.clicked.connect(self._on_keep)
        take = Button(self.tr("Take the shipped text"), name="compare-take", kind="primary")
        take.clicked.connect(self._on_take)
        self.add_buttons(later, keep, take, default=later)
        later.setFocus()

    def _on_keep(self) -> None:
        if self._changer.run(self.tr("Your text is kept"), bank_news.keep_mine, self._ctx, self._id):
            self.accept()

    def _on_take(self) -> None:
        if self._changer.run(self.tr("Shipped text taken"), questions.restore_shipped, self._ctx, self._id):
            self.accept()
