"""The stack of pages: built when first shown, refreshed when stale, with a way back."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import NotFound, UserError
from mltracker.ui.actions import PAGES, PageSpec
from mltracker.ui.frame.memory import PageMemory
from mltracker.ui.navigation import Place
from mltracker.ui.notices import Notice
from mltracker.ui.page import Page, PageTools
from mltracker.ui.widgets.settle import settle

HISTORY = 50


class PageHost(QStackedWidget):
    """Owns the pages of one open database and knows which of them no longer show what is stored."""

    page_shown = Signal(object)
    subtitle_changed = Signal(str)
    place_changed = Signal()

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-host")
        self._tools = tools
        self._specs: dict[str, PageSpec] = {spec.name: spec for spec in PAGES}
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, Change] = {}  # by page, what changed since it was read
        self._history: list[Place] = []
        self.shown: PageSpec | None = None
        self._anew = self._taken = False
        tools.events.changed.connect(self._on_changed)

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return self._pages.get(self.shown.name) if self.shown else None

    def built(self) -> list[Page]:
        """Pages that exist so far."""
        return list(self._pages.values())

    def show_place(self, place: Place, *, remember: bool = True) -> bool:
        """Show a place; False when the page in view asked to stay or the place is unknown."""
        spec = self._specs.get(place.page)
        if spec is None:
            return False
        current = self.page
        if current is not None and self.shown is not spec:
            if not current.may_leave():
                self._freshen_in_view()
                return False
            if remember and self.shown is not None:
                self._history = [*self._history, current.place() or Place(self.shown.name)][-HISTORY:]
        page = self._built(spec)
        self.shown = spec
        # Qt gives a page that follows another the keyboard, a new one at whatever was made first
        self._anew = page.focusWidget() is None
        self.setCurrentWidget(page)
        opens = place.item is not None or bool(place.section) or place.payload is not None
        reads = opens and page.prepare(place)
        if not reads:
            self._freshen(spec.name)
        before = QApplication.focusWidget()
        if opens and self._open(page, place) and reads:
            self._stale.pop(spec.name, None)
        self._taken = QApplication.focusWidget() is not before
        self.page_shown.emit(spec)
        self.subtitle_changed.emit(page.subtitle)
        settle(self.parentWidget() or self)
        return True

    def go_back(self) -> None:
        """Show the place that was left last, if there is one."""
        if self._history:
            place = self._history.pop()
            self.show_place(place, remember=False)

    def take_focus(self) -> None:
        """Give the keyboard to the page in view, unless it took it to what was opened."""
        page, focus = self.page, QApplication.focusWidget()
        if page is None:
            return
        inside = focus is not None and focus is not page and page.isAncestorOf(focus)
        if inside and (self._taken or not self._anew):
            return
        start = page.start(anew=self._anew)
        if start is not None:
            start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_close(self) -> bool:
        """Ask every page to keep what is being edited; False if one wants to stay."""
        return all(page.may_leave() for page in self._pages.values())

    def refresh_all(self) -> None:
        """Everything may have changed: read the page in view anew, the others when they are shown."""
        self._on_changed(Change.ALL)

    def _built(self, spec: PageSpec) -> Page:
        page = self._pages.get(spec.name)
        if page is None:
            module, _, name = spec.factory.partition(":")
            page = getattr(import_module(module), name)(self._tools)
            page.setObjectName(f"{spec.name}-page")
            PageMemory(page, self._tools.settings)
            page.setAccessibleName(spec.title)
            page.subtitle_changed.connect(self._on_subtitle_changed)
            page.place_changed.connect(self.place_changed)
            self._pages[spec.name] = page
            self._stale[spec.name] = Change.ALL
            self.addWidget(page)
        return page

    def _open(self, page: Page, place: Place) -> bool:
        """Let a page show an item; where that is gone by now, as on the way back, the page says so and shows the rest."""
        try:
            page.open(place)
        except NotFound:
            notice = Notice(self.tr("What was shown here is gone."), "info")
        except UserError as error:
            notice = Notice.problem(error)
        else:
            return True
        self._stale[place.page] = Change.ALL
        self._freshen(place.page)
        self._tools.events.notice.emit(notice)
        return False

    def _freshen(self, name: str) -> None:
        change = self._stale.pop(name, None)
        if change is None:
            return
        try:
            # all parts of a page are of the same moment, and what several of them need is read once
            with self._tools.ctx.moment():
                self._pages[name].refresh_after(change)
        except Exception as error:
            self._stale[name] = Change.ALL  # it shows what was, or half of what is
            if not isinstance(error, UserError):
                raise
            words = self.tr("{0} This page could not be read; nothing already saved is lost.")
            self._tools.events.notice.emit(Notice(words.format(error.message), "bad"))

    def _on_changed(self, change: Change) -> None:
        for name, page in self._pages.items():
            concerned = page.concerns & change
            if concerned:
                self._stale[name] = self._stale.get(name, Change.NONE) | concerned
        if not self._tools.navigator.under_way:
            self._freshen_in_view()

    def _freshen_in_view(self) -> None:
        if self.shown is not None and self.isVisible():
            self._freshen(self.shown.name)
            settle(self.parentWidget() or self)

    def _on_subtitle_changed(self, text: str) -> None:
        if self.sender() is self.page:
            self.subtitle_changed.emit(text)
