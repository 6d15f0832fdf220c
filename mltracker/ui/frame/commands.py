"""What the frame does with an open database: the palette's rows, practicing from anywhere, the line at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mltracker.domain.practice import PracticeRequest
from mltracker.services import backups, interviews, preferences
from mltracker.ui.actions import ACTIONS
from mltracker.ui.frame.menus import Actions
from mltracker.ui.page import PageTools
from mltracker.ui.words import clock_time, day, home_zone

if TYPE_CHECKING:
    from mltracker.ui.frame.palette import CommandPalette, PaletteEntry
    from mltracker.ui.main_window import MainWindow

ICONS = {
    "application": "pipeline",
    "interview": "interviews",
    "question": "questions",
    "contact": "person",
    "story": "library",
    "document": "document",
}
LIBRARY = {"contact": "people", "story": "stories", "document": "documents"}


class Commands(QObject):
    """Lives as long as the database is open in the window."""

    def __init__(self, tools: PageTools, actions: Actions, window: MainWindow) -> None:
        super().__init__(window)
        self._tools, self._actions, self._window = tools, actions, window
        self._sections = {
            "application": self.tr("Applications"),
            "interview": self.tr("Interviews"),
            "question": self.tr("Questions"),
            "contact": self.tr("Contacts"),
            "story": self.tr("Stories"),
            "document": self.tr("Documents"),
        }
        self._palette: CommandPalette | None = None

    def open_palette(self) -> None:
        """Open it with an empty field; made when first asked for."""
        if self._palette is None:
            from mltracker.ui.frame.palette import CommandPalette

            self._palette = CommandPalette(self._find, self._window)
            self._palette.chosen.connect(self._on_chosen)
        self._palette.present()

    def close(self) -> None:
        """Before the database is closed."""
        if self._palette is not None:
            self._palette.dismiss()
            self._palette.setParent(None)
            self._palette.deleteLater()
        self.deleteLater()

    def practice(self, *, for_next: bool) -> None:
        """Start practicing for the next interview, or what all coming ones need most."""
        ctx = self._tools.ctx
        row = interviews.next_one(ctx) if for_next else None
        minutes = preferences.get(ctx).practice_minutes
        mode = "interview" if row else "tonight"
        request = PracticeRequest.make(mode=mode, minutes=minutes, interview_id=row.id if row else None)
        self._tools.navigator.practice(request)

    def say_saved(self) -> None:
        """Say at the foot that all is saved, and when the last backup was."""
        ctx = self._tools.ctx
        if not ctx.writable:
            words = self.tr("Open for reading only: changes cannot be saved here.")
            self._window.say(words, "warning", "warn")
            return
        last = backups.last(ctx)
        if last is None:
            self._window.say(self.tr("All changes saved"))
            return
        local = last.astimezone(home_zone())
        when = self.tr("today") if local.date() == ctx.today() else day(local.date(), ctx.today())
        words = self.tr("All changes saved · last backup {0} {1}").format(when, clock_time(last))
        self._window.say(words)

    def _find(self, typed: str) -> Sequence[PaletteEntry]:
        """Sections by their best match, so that Enter opens what was meant; commands alone while nothing is typed."""
        from mltracker.services import search
        from mltracker.ui.frame.palette import PaletteEntry

        actions = [spec for spec in ACTIONS if self._actions[spec.key].isEnabled() and spec.key != "palette"]
        ranked = search.rank(typed, [spec.text for spec in actions], 5 if typed else 8)
        found = [
            (
                score,
                PaletteEntry(
                    self.tr("Commands"),
                    self.tr(actions[position].text),
                    ("action", actions[position].key),
                    icon=actions[position].icon,
                    shortcut=actions[position].keys[0] if actions[position].keys else "",
                ),
            )
            for position, score in ranked
        ]
        found += [
            (
                hit.score,
                PaletteEntry(
                    self._sections[hit.kind], hit.title, (hit.kind, hit.id), hit.subtitle, ICONS[hit.kind]
                ),
            )
            for hit in search.palette(self._tools.ctx, typed, 4)
        ]
        best: dict[str, float] = {}
        for score, entry in found:
            best[entry.section] = max(score, best.get(entry.section, 0.0))
        sections = sorted(best, key=best.__getitem__, reverse=True)
        return [entry for section in sections for _, entry in found if entry.section == section]

    def _on_chosen(self, entry: PaletteEntry) -> None:
        kind, key = entry.key
        navigator = self._tools.navigator
        if kind == "action":
            self._actions[str(key)].trigger()
        elif isinstance(key, int):
            if kind == "interview":
                navigator.open_interview(key)
            elif kind == "question":
                navigator.open_question(key)
            elif kind == "application":
                navigator.open_application(key)
            else:
                navigator.open_library(LIBRARY[kind], key)
