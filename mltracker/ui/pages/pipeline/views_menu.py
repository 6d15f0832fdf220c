"""The saved views of the pipeline: chosen, kept, renamed and deleted from one menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.changes import Change
from mltracker.services import views
from mltracker.services.views import View
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools, attempt
from mltracker.ui.text import menu_text
from mltracker.ui.widgets.buttons import Button

ACTIVE = ApplicationFilter(archived=False)
CLOSED_TOO = ApplicationFilter(active_only=False, archived=False)
ARCHIVE = ApplicationFilter(active_only=False, archived=True)


class ViewsButton(Button):
    """Its words are the name of the view that is shown. `chosen` carries the filter to show."""

    chosen = Signal(object)

    def __init__(self, tools: PageTools, current: Callable[[], ApplicationFilter]) -> None:
        super().__init__("", name="pipeline-saved-views", kind="ghost", arrow=True)
        self._tools, self._current = tools, current
        self._views: list[View] = []
        self.clicked.connect(self._on_clicked)
        tools.events.changed.connect(self._on_changed)
        self._on_changed(Change.SETTINGS)

    def tell(self) -> None:
        """Say which view is shown; its name where it has one."""
        shown = self._shown()
        self.setText(menu_text(shown.name, 20).replace("&&", "&") if shown else self.tr("Views"))
        self.set_tip(self.tr("Saved views: {0}").format(shown.name) if shown else self.tr("Saved views"))

    def _shown(self) -> View | None:
        wanted = self._current()
        return next((view for view in self._views if view.filter == wanted), None)

    def _on_changed(self, change: object) -> None:
        if isinstance(change, Change) and change & Change.SETTINGS:
            self._views = views.listed(self._tools.ctx)
            self.tell()

    def _on_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted, shown = self._current(), self._shown()
        built_in = (
            (self.tr("Active"), ACTIVE),
            (self.tr("Active and closed"), CLOSED_TOO),
            (self.tr("Archive"), ARCHIVE),
        )
        for words, kept in (*built_in, *((view.name, view.filter) for view in self._views)):
            action = menu.addAction(menu_text(words))
            action.setCheckable(True)
            action.setChecked(kept == wanted)
            action.setData(("show", kept))
            if kept is ARCHIVE and self._views:
                menu.addSeparator()
        menu.addSeparator()
        menu.addAction(self.tr("Save this view…")).setData(("save", None))
        if shown is not None:
            menu.addAction(self.tr("Rename it…")).setData(("rename", shown))
            menu.addAction(self.tr("Delete it")).setData(("delete", shown))
        menu.triggered.connect(self._on_triggered)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_triggered(self, action: object) -> None:
        what, value = action.data()  # type: ignore[attr-defined]
        if what == "show":
            self.chosen.emit(value)
        else:
            {"save": self._save, "rename": self._rename, "delete": self._delete}[what](value)

    def _save(self, _view: object) -> None:
        name = self._tools.prompts.ask_text(self.tr("Save this view"), self.tr("Name"))
        if name and attempt(self._tools, views.save, self._tools.ctx, name, self._current()) is not None:
            self._say(self.tr("View saved"))

    def _rename(self, view: View) -> None:
        name = self._tools.prompts.ask_text(self.tr("Rename this view"), self.tr("Name"), view.name)
        if name and attempt(self._tools, views.rename, self._tools.ctx, view.id, name) is not None:
            self._say(self.tr("View renamed"))

    def _delete(self, view: View) -> None:
        if attempt(self._tools, views.delete, self._tools.ctx, view.id) is not None:
            self._say(self.tr("View deleted"))

    def _say(self, words: str) -> None:
        self._tools.events.notice.emit(Notice.done(words))
