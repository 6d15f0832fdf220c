"""What the frame does with an open database: the palette, practicing from anywhere, the line at the foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from mltracker.domain.practice import PracticeRequest
from mltracker.services import backups, interviews, preferences
from mltracker.ui.frame.menus import Actions
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.words import clock_time, day, home_zone

if TYPE_CHECKING:
    from mltracker.ui.delegates.palette import PaletteEntry
    from mltracker.ui.frame.next_interview import NextInterview
    from mltracker.ui.frame.page_host import PageHost
    from mltracker.ui.frame.palette import CommandPalette
    from mltracker.ui.main_window import MainWindow
    from mltracker.ui.widgets.toast import Toast

# the palette is seen before every name is read
READ_AFTER_MS = 30


class Commands(QObject):
    """Lives as long as the database is open in the window."""

    def __init__(self, tools: PageTools, actions: Actions, window: MainWindow) -> None:
        super().__init__(window)
        self._tools, self._actions, self._window = tools, actions, window
        self._palette: CommandPalette | None = None
        self._host: PageHost | None = None
        self._next: NextInterview | None = None
        self._reading = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._reading.timeout.connect(self._on_reading)

    def watch(self, host: PageHost, coming: NextInterview, toast: Toast) -> None:
        """Keep what can be done in step with what is shown and what comes next; open what a message names."""
        self._host, self._next = host, coming
        for signal in (host.page_shown, host.place_changed, coming.read_again):
            signal.connect(self._fit_prep_sheet)
        toast.file_requested.connect(self._on_file)
        self._fit_prep_sheet()

    def open_palette(self) -> None:
        """Open it with an empty field; made when first asked for."""
        if self._palette is None:
            from mltracker.ui.frame.finder import Finder
            from mltracker.ui.frame.palette import CommandPalette

            self._finder = Finder(self._tools, self._actions)
            self._palette = CommandPalette(self._finder.find, self._window)
            self._palette.chosen.connect(self._on_chosen)
        self._palette.present()
        self._reading.start()

    def close(self) -> None:
        """Before the database is closed."""
        self._reading.stop()
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

    def save_prep_sheet(self) -> None:
        """Save the prep sheet of the interview in view, or of the next one."""
        from mltracker.ui.prep_desk import PrepDesk

        interview_id = self._interview_meant()
        if interview_id is not None:
            PrepDesk(self._tools, self).save(interview_id)

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

    def _interview_meant(self) -> int | None:
        page = self._host.page if self._host is not None else None
        place = page.place() if page is not None else None
        if place is not None and place.page == "interviews" and place.item is not None:
            return place.item
        row = self._next.row if self._next is not None else None
        return row.id if row is not None else None

    def _fit_prep_sheet(self) -> None:
        self._actions["prep-sheet"].setEnabled(self._interview_meant() is not None)

    def _on_file(self, path: object) -> None:
        if isinstance(path, Path) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = self.tr("No program here opens {0}.").format(path.name)
            self._tools.events.notice.emit(Notice(words, "warn"))

    def _on_reading(self) -> None:
        if self._palette is not None and self._palette.isVisible():
            self._finder.get_ready()

    def _on_chosen(self, entry: PaletteEntry) -> None:
        self._finder.go(entry)
