"""Practice and pipeline: how long, how ready, and when closed ones leave the lists."""

from __future__ import annotations

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import preferences
from mltracker.ui.notices import Notice
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.form import Choice


class PracticeSection(SettingsSection):
    """Choices that are kept in the database."""

    LENGTHS = (10, 15, 20, 30, 45, 60, 90)
    TARGETS = tuple(range(30, 95, 5))
    DAYS = (7, 14, 30, 60, 90, 365)

    def refresh(self) -> None:
        prefs = preferences.get(self.tools.ctx)
        self._minutes.set_value(min(self.LENGTHS, key=lambda n: abs(n - prefs.practice_minutes)))
        self._target.set_value(min(self.TARGETS, key=lambda n: abs(n - round(100 * prefs.target_readiness))))
        self._archive.set_value(min(self.DAYS, key=lambda n: abs(n - prefs.archive_after_days)))

    def _build(self) -> None:
        card = Card(name="settings-practice", flush=True)
        self._minutes = Choice(
            [(n, self.tr("{0} minutes").format(n)) for n in self.LENGTHS],
            name="practice-length",
            title=self.tr("Minutes a day"),
        )
        self._target = Choice(
            [(n, f"{n}%") for n in self.TARGETS], name="target", title=self.tr("Ready from")
        )
        self._archive = Choice(
            [(n, self.tr("{0} days").format(n)) for n in self.DAYS],
            name="archive-after",
            title=self.tr("Archive closed ones after"),
        )
        self._minutes.settled.connect(self._on_preference)
        self._target.settled.connect(self._on_preference)
        self._archive.settled.connect(self._on_preference)
        self._row(card, self.tr("Minutes a day"), self.tr("What the practice buttons offer"), self._minutes)
        self._row(
            card,
            self.tr("Ready from"),
            self.tr("You are called ready when the low end of the range reaches this"),
            self._target,
        )
        self._row(
            card,
            self.tr("Archive closed ones after"),
            self.tr("Closed applications leave the lists by themselves; nothing is lost"),
            self._archive,
        )
        self._block(self.tr("Practice and pipeline"), card)

    def _on_preference(self) -> None:
        values = {
            "practice_minutes": self._minutes.value,
            "target_readiness": self._target.value / 100,
            "archive_after_days": self._archive.value,
        }
        try:
            _, change = preferences.change(self.tools.ctx, **values)
        except (InvalidInput, UserError) as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.tools.events.changed.emit(change | Change.INTERVIEWS)
