"""In a debrief: the stories that this round may have heard, each noted as told by a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mltracker.domain.stories import StoryChoice
from mltracker.services import stories
from mltracker.ui.changer import Changer
from mltracker.ui.page import PageTools
from mltracker.ui.text import menu_text
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, vbox
from mltracker.ui.words import tr

MOST, LETTERS = 4, 28


class ToldList(QWidget):
    """A heading over at most a handful of stories; hidden where there are none."""

    def __init__(self, tools: PageTools, changer: Changer) -> None:
        super().__init__()
        self._tools, self._changer = tools, changer
        self._interview: int | None = None
        self._list = vbox(spacing=4)
        self.setLayout(vbox(label(tr("Stories you told")), self._list))

    def show_choices(self, interview_id: int, choices: Sequence[StoryChoice]) -> None:
        """Offer those that were told, then those that fit best."""
        self._interview = interview_id
        clear(self._list)
        told = [choice for choice in choices if choice.told]
        others = [choice for choice in choices if not choice.told]
        for choice in [*told, *others[: max(0, MOST - len(told))]]:
            title = choice.row.title
            button = Button(
                menu_text(title, LETTERS),
                name=f"debrief-story-{choice.row.id}",
                kind="ghost",
                size="small",
                icon_name="check" if choice.told else "library",
                tip=tr("Told: {0}").format(title) if choice.told else tr("I told this: {0}").format(title),
            )
            button.setProperty("story", choice.row.id)
            button.setProperty("told", choice.told)
            button.clicked.connect(self._on_clicked)
            self._list.addWidget(button)
        self.setVisible(bool(choices))

    def _on_clicked(self) -> None:
        if self._interview is not None:
            button = self.sender()
            use_case = stories.untell if button.property("told") else stories.tell
            self._changer.run("", use_case, self._tools.ctx, int(button.property("story")), self._interview)
