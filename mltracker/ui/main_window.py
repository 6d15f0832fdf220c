"""The main window: rail, header, pages, foot; it runs the actions and knows no page by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from mltracker.domain.errors import UserError
from mltracker.ui.actions import ActionSpec, PageSpec
from mltracker.ui.frame.foot import Foot
from mltracker.ui.frame.header import Header
from mltracker.ui.frame.menus import Actions
from mltracker.ui.frame.rail import NARROW_BELOW, Rail
from mltracker.ui.frame.read_only import ReadOnlyBanner
from mltracker.ui.navigation import Place
from mltracker.ui.notices import Notice
from mltracker.ui.settings import WindowSettings
from mltracker.ui.text import is_safe_link
from mltracker.ui.theme import Appearance, Theme
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.toast import Toast

if TYPE_CHECKING:  # imported when a database is opened: nothing of pages is needed for the first paint
    from mltracker.ui.frame.page_host import PageHost
    from mltracker.ui.page import PageTools

SMALLEST = (1024, 640)
FIRST = (1440, 900)


class MainWindow(QMainWindow):
    """Painted before any data is read; `attach` brings the pages of an opened database, `detach` takes them away."""

    leave_sample_requested = Signal()
    backup_requested = Signal()
    closed = Signal()

    def __init__(self, settings: WindowSettings, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("mltracker")
        self.setMinimumSize(*SMALLEST)
        self._settings = settings
        self.theme = theme
        self._tools: PageTools | None = None
        self._host: PageHost | None = None
        self._keeper: QWidget | None = None
        self._sample = False
        self._build()
        self.resize(*FIRST)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        self._fit()

    @property
    def host(self) -> PageHost | None:
        """The pages, while a database is open."""
        return self._host

    def attach(self, tools: PageTools, *, sample: bool, page: str = "") -> None:
        """Show the pages of an opened database, beginning with the one shown last."""
        from mltracker.ui.frame.commands import Commands
        from mltracker.ui.frame.next_interview import NextInterview
        from mltracker.ui.frame.page_host import PageHost

        self.detach()
        self._tools, self._sample = tools, sample
        self._host = PageHost(tools, self._body)
        self._host.page_shown.connect(self._on_page_shown)
        self._host.subtitle_changed.connect(self._header.set_subtitle)
        tools.navigator.requested.connect(self._on_place_requested)
        tools.navigator.back_requested.connect(self.go_back)
        tools.navigator.add_requested.connect(self._on_add_requested)
        tools.navigator.link_requested.connect(self.open_link)
        tools.events.notice.connect(self._toast.show_notice)
        tools.events.notice.connect(self._on_notice)
        tools.events.changed.connect(self._on_changed)
        self._room.addWidget(self._host)
        self._commands = Commands(tools, self._actions, self)
        self._next = NextInterview(tools, self._header, self._rail)
        self._actions.enable(opened=True)
        self._actions["leave-sample"].setVisible(sample)
        self._banner.watch(tools)
        self._foot.set_sample(sample=sample)
        self._on_changed(None)
        self._host.show_place(Place(page or self._settings.page), remember=False) or self._host.show_place(
            Place("today"), remember=False
        )

    def detach(self) -> None:
        """Take the pages away, before the database is closed."""
        if self._host is None or self._tools is None:
            return
        self._next.stop()
        self._commands.close()
        self._tools.navigator.disconnect(self)
        self._tools.events.disconnect(self)
        self._banner.watch(None)
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
        if widget is not None:
            self._room.addWidget(widget)

    def show_page(self, page: str) -> None:
        """Show a page as it was left."""
        if self._host is not None and not self._host.show_place(Place(page)) and self._host.shown is not None:
            self._rail.show_current(self._host.shown.name)

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._host is not None:
            self._host.go_back()

    def undo(self) -> None:
        """Take the last change back."""
        self._replay("undo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._replay("redo")

    def add(self, kind: str) -> None:
        """Open the form that adds something."""
        if self._tools is not None:
            self._tools.navigator.add(kind)

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
        if is_safe_link(url):
            QDesktopServices.openUrl(QUrl(url))
        else:
            self._toast.show_notice(Notice(self.tr("Only web and mail addresses are opened."), "warn"))

    def say(self, words: str, icon_name: str = "check", role: str = "muted") -> None:
        """Show a line at the foot."""
        self._foot.say(words, icon_name, role)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        self._actions = Actions(self._run, self)
        self._actions.fill(self.menuBar())
        self._actions.enable(opened=False)
        self._rail = Rail(self)
        adds = [
            self._actions[f"add-{kind}"]
            for kind in ("application", "interview", "question", "contact", "note")
        ]
        self._header = Header(adds, self)
        self._foot = Foot(self)
        self._body = QWidget(self)
        self._body.setObjectName("body")
        self._banner = ReadOnlyBanner(self)
        self._room = vbox(self._banner, spacing=0)
        self._body.setLayout(self._room)
        right = vbox(self._header, spacing=0)
        right.addWidget(self._body, 1)
        middle = hbox(self._rail, spacing=0)
        middle.addLayout(right, 1)
        whole = vbox(spacing=0)
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot)
        center = QWidget(self)
        center.setLayout(whole)
        self.setCentralWidget(center)
        self._toast = Toast(self)
        self._toast.undo_requested.connect(self.undo)
        self._rail.page_requested.connect(self.show_page)
        self._header.palette_requested.connect(self.open_palette)
        self._foot.leave_sample_requested.connect(self.leave_sample)

    def _fit(self) -> None:
        narrow = self.width() < NARROW_BELOW
        self._rail.set_icons_only(icons_only=narrow or self._settings.rail_icons_only)
        self._header.fit(self.width(), self.height())

    def _run(self, spec: ActionSpec) -> None:
        method = getattr(self, spec.method)
        method(spec.argument) if spec.argument else method()

    def _replay(self, verb: str) -> None:
        if self._tools is None:
            return
        from mltracker.domain.changes import Change

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

    def _on_page_shown(self, spec: PageSpec) -> None:
        self._header.set_page(self.tr(spec.title))
        self._rail.show_current(spec.name)

    def _on_place_requested(self, place: Place) -> None:
        if self._host is not None:
            self._host.show_place(place)

    def _on_add_requested(self, kind: str, application_id: object) -> None:
        if self._host is not None and self._tools is not None:
            from mltracker.ui.editors.open_editor import open_editor

            open_editor(kind, self._tools, self, application_id if isinstance(application_id, int) else None)

    def _on_notice(self, notice: object) -> None:
        """Writing may have stopped with what a problem says."""
        if isinstance(notice, Notice) and notice.kind in ("warn", "bad"):
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
        self._banner.refresh()
