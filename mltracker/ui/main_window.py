"""The main window: rail, header, pages, foot; it runs the actions and knows no page by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from mltracker.ui.frame.outline import paint_outline
from mltracker.ui.settings import WindowSettings
from mltracker.ui.widgets.tab_order import put_in_order

if TYPE_CHECKING:  # imported when they are shown: the first paint needs nothing of them
    from mltracker.ui.actions import ActionSpec, PageSpec
    from mltracker.ui.frame.page_host import PageHost
    from mltracker.ui.frame.reminders import Reminders
    from mltracker.ui.navigation import Place
    from mltracker.ui.page import PageTools
    from mltracker.ui.theme import Theme
    from mltracker.ui.tokens import Appearance

SMALLEST = (1024, 640)
FIRST = (1440, 900)
PATIENCE_MS = 1_000


class MainWindow(QMainWindow):
    """Painted in outline at once; `furnish` brings rail, header and menus, `attach` the pages of an opened database.

    `first_painted` is told once, after the outline is on the screen. `detach` takes the pages away.
    """

    first_painted = Signal()
    leave_sample_requested = Signal()
    backup_requested = Signal()
    closed = Signal()

    def __init__(self, settings: WindowSettings) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("mltracker")
        self.setMinimumSize(*SMALLEST)
        self._settings = settings
        self._tools: PageTools | None = None
        self._host: PageHost | None = None
        self._reminders: Reminders | None = None
        self._keeper: QWidget | None = None
        self._sample = False
        self._furnished = self._painted = False
        self.resize(*FIRST)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)

    @property
    def host(self) -> PageHost | None:
        """The pages, while a database is open."""
        return self._host

    def furnish(self, theme: Theme) -> None:
        """Bring menus, rail, header and foot; safe to call twice."""
        if self._furnished:
            return
        from mltracker.ui.frame.focus_keeper import FocusKeeper
        from mltracker.ui.frame.frame import Frame
        from mltracker.ui.frame.menus import Actions
        from mltracker.ui.frame.page_host import PageHost
        from mltracker.ui.widgets.toast import Toast

        self.theme = theme
        self._actions = Actions(self._run, self, self._appearance)
        self._actions.fill(self.menuBar())
        self._actions.enable(opened=False)
        self._frame = Frame(self._actions, self)
        self.setCentralWidget(self._frame)
        self._toast = Toast(self)
        self._toast.undo_requested.connect(self.undo)
        self._frame.rail.page_requested.connect(self._on_page_requested)
        self._frame.header.palette_requested.connect(self.open_palette)
        self._frame.foot.leave_sample_requested.connect(self.leave_sample)
        FocusKeeper(self, PageHost)
        self._furnished = True
        self._fit()

    def attach(self, tools: PageTools, *, sample: bool, page: str = "") -> None:
        """Show the pages of an opened database, beginning with the one shown last."""
        from mltracker.ui.frame.commands import Commands
        from mltracker.ui.frame.next_interview import NextInterview
        from mltracker.ui.frame.page_host import PageHost
        from mltracker.ui.navigation import Place

        self.detach()
        self._tools, self._sample = tools, sample
        self._host = PageHost(tools, self._frame.body)
        self._host.page_shown.connect(self._on_page_shown)
        self._host.subtitle_changed.connect(self._frame.header.set_subtitle)
        tools.navigator.requested.connect(self._on_place_requested)
        tools.navigator.back_requested.connect(self.go_back)
        tools.navigator.add_requested.connect(self._on_add_requested)
        tools.navigator.link_requested.connect(self.open_link)
        tools.events.notice.connect(self._toast.show_notice)
        tools.events.notice.connect(self._on_notice)
        tools.events.changed.connect(self._on_changed)
        self._frame.room.addWidget(self._host)
        self._commands = Commands(tools, self._actions, self)
        self._actions.enable(opened=True)
        self._actions["leave-sample"].setVisible(sample)
        self._frame.banner.watch(tools)
        self._frame.foot.set_sample(sample=sample)
        self._on_changed(None)
        with tools.ctx.moment():  # the frame and the page need the same
            self._next = NextInterview(tools, self._frame.header, self._frame.rail)
            places = [Place(page or self._settings.page), Place("today")]
            any(self._host.show_place(place, remember=False) for place in places)
        self._commands.watch(self._host, self._next, self._toast)
        # nothing can take the keyboard before it is on the screen
        QTimer.singleShot(0, self._host, self._host.take_focus)

    def watch_reminders(self) -> None:
        """Begin to tell what comes due; after the first page was shown, and where it can be dismissed."""
        if self._tools is None or self._reminders is not None or not self._tools.ctx.writable:
            return
        from mltracker.ui.frame.reminders import ReminderBar, Reminders

        bar = ReminderBar(self._frame.body)
        self._frame.room.insertWidget(1, bar)
        self._reminders = Reminders(self._tools, self, bar)
        self._reminders.raised.connect(self.come_forward)
        self._reminders.start(sample=self._sample)

    def detach(self) -> None:
        """Take the pages away, before the database is closed."""
        if self._host is None or self._tools is None:
            return
        if self._reminders is not None:
            self._reminders.stop()
            self._reminders = None
        self._next.stop()
        self._commands.close()
        self._tools.navigator.disconnect(self)
        self._tools.events.disconnect(self)
        self._frame.banner.watch(None)
        self._host.setParent(None)
        self._host.deleteLater()
        self._host, self._tools = None, None
        self._actions.enable(opened=False)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show a widget where the pages would be, such as what is wrong with the data; None takes it away."""
        if self._keeper is not None:
            self._keeper.setParent(None)
            self._keeper.deleteLater()
        self._keeper = widget
        self._frame.header.set_working(on=widget is None)
        if widget is not None:
            self.say("", "")
            self._frame.room.addWidget(widget)

    def show_page(self, page: str, section: str = "") -> None:
        """Show a page as it was left, or a section of it, and give it the keyboard."""
        from mltracker.ui.navigation import Place

        self._on_place_requested(Place(page, section=section))

    def show_month(self) -> None:
        """Show the month of interviews, deadlines and follow-ups."""
        self.show_page("interviews", "month")

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._host is not None:
            self._host.go_back()
            self._host.take_focus()

    def undo(self) -> None:
        """Take the last change back."""
        self._replay("undo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._replay("redo")

    def add(self, kind: str) -> None:
        """Open the form that adds something, to the application in view where there is one."""
        if self._tools is not None and self._host is not None:
            place = self._host.page.place() if self._host.page is not None else None
            shown = place.item if place is not None and place.page == "pipeline" else None
            self._tools.navigator.add(kind, shown)

    def open_palette(self) -> None:
        """Open the command palette."""
        if self._host is not None:
            self._commands.open_palette()

    def focus_page_search(self) -> None:
        """Go to the page's own search field."""
        if self._host is not None and self._host.page is not None:
            self._host.page.focus_search()

    def toggle_rail(self) -> None:
        """Show icons only, or names too."""
        self._settings.rail_icons_only = not self._settings.rail_icons_only
        self._fit()

    def set_appearance(self, appearance: Appearance) -> None:
        """Change the colors and remember it."""
        self._settings.appearance = appearance
        self.theme.apply(appearance, self._settings.density)
        if self._tools is not None:
            from mltracker.domain.changes import Change

            self._tools.events.changed.emit(Change.SETTINGS)  # the settings show it too

    def compare_offers(self) -> None:
        """Show the open offers side by side."""
        self.show_page("pipeline", "offers")

    def exchange_questions(self, which: str) -> None:
        """Take a pack of questions in ("import"), or write one's own out ("export")."""
        self.show_page("questions", which)

    def save_prep_sheet(self) -> None:
        """Save the prep sheet of the interview in view, or of the next one."""
        if self._host is not None:
            self._commands.save_prep_sheet()

    def practice_tonight(self) -> None:
        """Start what all coming interviews need most."""
        if self._host is not None:
            self._commands.practice(for_next=False)

    def practice_next(self) -> None:
        """Start what the next interview needs most."""
        if self._host is not None:
            self._commands.practice(for_next=True)

    def back_up(self) -> None:
        """Write a backup now."""
        self.backup_requested.emit()

    def leave_sample(self) -> None:
        """Go back from the sample search to one's own."""
        self.leave_sample_requested.emit()

    def show_reminders(self) -> None:
        """List what is due and what comes next."""
        if self._reminders is not None:
            self._reminders.show_all()

    def come_forward(self) -> None:
        """Show the window in front of others."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def show_shortcuts(self) -> None:
        """List every key."""
        from mltracker.ui.frame.help_dialogs import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_about(self) -> None:
        """Say what this is and where the data lies."""
        from mltracker.ui.frame.help_dialogs import AboutDialog

        AboutDialog(self, self._tools.ctx.folder if self._tools else None).open()

    def open_link(self, url: str) -> None:
        """Open a web address or mailto outside the app; anything else is not opened."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from mltracker.ui.notices import Notice
        from mltracker.ui.text import is_safe_link

        if is_safe_link(url):
            if not QDesktopServices.openUrl(QUrl(url)):
                words = self.tr("No program of this computer opened the address.")
                self._toast.show_notice(Notice(words, "warn"))
        else:
            self._toast.show_notice(Notice(self.tr("Only web and mail addresses are opened."), "warn"))

    def say(self, words: str, icon_name: str = "check", role: str = "muted") -> None:
        """Show a line at the foot."""
        self._frame.foot.say(words, icon_name, role)

    def closeEvent(self, event: QCloseEvent) -> None:
        # an error in here would close the window anyway: accept last
        event.ignore()
        if self._host is not None and not self._host.may_close():
            return
        self._settings.geometry = self.saveGeometry()
        if self._host is not None and self._host.shown is not None and not self._sample:
            self._settings.page = self._host.shown.name
        self._settings.save()
        self.closed.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._furnished:
            super().paintEvent(event)
        else:
            paint_outline(self, self._settings)
        if not self._painted:
            QTimer.singleShot(0, self._on_painted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._painted:
            # a window that starts minimized or covered is not painted, yet its data is to be opened
            QTimer.singleShot(PATIENCE_MS, self._on_painted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from mltracker.ui.widgets.buttons import enter_presses

        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own argument
        # asked for whenever Tab is pressed: pages and lists are built piece by piece, in any order
        focus = self.focusWidget()
        if self._furnished and focus is not None and focus.isVisible():
            put_in_order(self._frame)
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._furnished:
            self._frame.fit(self.size(), icons_only=self._settings.rail_icons_only)

    def _appearance(self) -> str:
        return self._settings.appearance

    def _run(self, spec: ActionSpec) -> None:
        if spec.menu == "Go":
            # by a shortcut as a rule: where the keyboard is then has to be seen
            self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        method = getattr(self, spec.method)
        method(spec.argument) if spec.argument else method()

    def _replay(self, verb: str) -> None:
        if self._tools is None:
            return
        from mltracker.domain.changes import Change
        from mltracker.domain.errors import UserError
        from mltracker.ui.notices import Notice

        ctx = self._tools.ctx
        try:
            label = ctx.undo() if verb == "undo" else ctx.redo()
        except UserError as error:
            self._toast.show_notice(Notice.problem(error))
            return
        if label is not None:
            words = self.tr("Undone: {0}") if verb == "undo" else self.tr("Done again: {0}")
            self._toast.show_notice(Notice(words.format(label), "info"))
            self._tools.events.changed.emit(Change.ALL)

    def _on_painted(self) -> None:
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _on_page_shown(self, spec: PageSpec) -> None:
        self._frame.header.set_page(self.tr(spec.title))
        self._frame.rail.show_current(spec.name)

    def _on_page_requested(self, page: str) -> None:
        """The rail shows pages while arrows go through it, so it keeps the keyboard."""
        from mltracker.ui.navigation import Place

        if self._host is not None and not self._host.show_place(Place(page)) and self._host.shown is not None:
            self._frame.rail.show_current(self._host.shown.name)

    def _on_place_requested(self, place: Place) -> None:
        if self._host is not None and self._host.show_place(place):
            self._host.take_focus()

    def _on_add_requested(self, kind: str, application_id: object) -> None:
        if self._host is not None and self._tools is not None:
            from mltracker.ui.editors.open_editor import open_editor

            open_editor(kind, self._tools, self, application_id if isinstance(application_id, int) else None)

    def _on_notice(self, notice: object) -> None:
        """Writing may have stopped with what a problem says."""
        if getattr(notice, "kind", None) in ("warn", "bad"):
            self._on_changed(None)

    def _on_changed(self, _change: object) -> None:
        if self._tools is None:
            return
        ctx = self._tools.ctx
        for key, verb, name in (("undo", "Undo", ctx.undo_label), ("redo", "Redo", ctx.redo_label)):
            action = self._actions[key]
            action.setText(f"{self.tr(verb)}: {name}" if name else self.tr(verb))
            action.setEnabled(bool(name))
        self._commands.say_saved()
        self._frame.banner.refresh()
