"""Stories to tell: which of them answer what this round asks, and which this company has heard already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.stories import KINDS, StoryChoice
from mltracker.services import catalog, stories
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.long_card import LongRows
from mltracker.ui.words import day, home_zone, tr

FIRST = 4


class StoriesSection(Section):
    """Shown where a round asks for what one did; once it has begun a tick notes what was told."""

    name, icon, flush = "stories", "library", True

    @property
    def title(self) -> str:
        return self.tr("Stories to tell")

    @property
    def short(self) -> str:
        return self.tr("Stories")

    def build(self, body: QVBoxLayout) -> None:  # noqa: ARG002  (the rows fill the card)
        self._row: InterviewRow | None = None
        self._begun = False
        self._rows = LongRows(self.card, self._line, name="stories-offered", first=FIRST)

    def show_stories(self, row: InterviewRow, choices: Sequence[StoryChoice]) -> None:
        """Show the stories as an interview sees them; nothing where it asks for none."""
        useful = stories.useful(row.round_kind, choices)
        self.setVisible(bool(useful) or stories.asks_for_stories(row.round_kind))
        if self._row is not None and self._row.id != row.id:
            self._rows.fold()
        self._row, self._begun = row, row.has_begun(self.tools.ctx.clock())
        if self.is_drawn(row.id, self._begun, useful):
            return
        self.heading.setText(self.tr("Stories you told") if self._begun else self.title)
        # what was told there is never folded away
        told = [number for number, choice in enumerate(useful, start=1) if choice.told]
        self._rows.show_rows(useful, least=max(told, default=0))
        if not useful:
            empty = EmptyState(
                "library",
                self.tr("No story written yet"),
                self.tr(
                    "This round asks what you did. Two or three stories, written once, serve every company."
                ),
                name="no-stories",
                button=self.tr("Write one in the library"),
            )
            empty.pressed.connect(self._on_write)
            self.card.add_row(empty)

    def _line(self, choice: StoryChoice) -> QWidget:
        row = choice.row
        count = len(choice.answers)
        if count:
            words = tr("answers 1 question here") if count == 1 else tr("answers %n questions here", count)
        else:
            words = " · ".join((tr(KINDS[row.kind]), *row.skills))
        sign = Sign("info", self._heard(choice), "warn") if choice.heard else None
        line = LinkRow(row.title, words, name=f"story-{row.id}", icon_name="library", sign=sign)
        line.setProperty("item", row.id)
        line.clicked.connect(self._on_story)
        if self._begun:
            box = QCheckBox(self.tr("Told"))
            box.setObjectName(f"story-told-{row.id}")
            box.setAccessibleName(self.tr("Told: {0}").format(row.title))
            box.setChecked(choice.told)
            box.setProperty("item", row.id)
            box.toggled.connect(self._on_told)
            line.add(box)
        return line

    def _heard(self, choice: StoryChoice) -> str:
        """Where this company has heard a story last, so that it is not told there again."""
        telling = choice.heard[0]
        title = catalog.rounds().by_kind[telling.round_kind].title
        if telling.starts_at is None:
            return self.tr("they heard it: {0}").format(title)
        on = day(telling.starts_at.astimezone(home_zone()).date(), self.tools.ctx.today())
        return self.tr("they heard it: {0}, {1}").format(title, on)

    def _on_story(self) -> None:
        self.tools.navigator.open_library("stories", int(self.sender().property("item")))

    def _on_told(self, checked: bool) -> None:  # noqa: FBT001  (Qt's signal)
        if self._row is not None:
            story = int(self.sender().property("item"))
            use_case = stories.tell if checked else stories.untell
            self.changer.run("", use_case, self.tools.ctx, story, self._row.id)

    def _on_write(self) -> None:
        self.tools.navigator.show_page("library", "stories")
