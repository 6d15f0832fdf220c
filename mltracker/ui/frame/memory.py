"""What a page remembers of itself: sizes of panes, columns and their order."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView, QWidget

from mltracker.ui.settings import WindowSettings
from mltracker.ui.widgets.splitter import Splitter


class PageMemory(QObject):
    """Brings the panes and tables of a page back as they were left, and notes each change a person makes."""

    def __init__(self, page: QWidget, settings: WindowSettings) -> None:
        super().__init__(page)
        self._settings = settings
        for splitter in page.findChildren(Splitter):
            state = settings.state(splitter.objectName())
            if not state.isEmpty():
                splitter.restoreState(state)
            splitter.splitterMoved.connect(self._on_splitter_moved)
        if page.findChild(QTableView) is not None:
            self._remember_tables(page)

    def _remember_tables(self, page: QWidget) -> None:
        from mltracker.ui.widgets.views import TableView  # the first page has none

        for table in page.findChildren(TableView):
            table.restore_layout(self._settings.text(f"tables/{table.objectName()}"))
            table.layout_chosen.connect(self._on_layout_chosen)

    def _on_splitter_moved(self) -> None:
        splitter = self.sender()
        if isinstance(splitter, Splitter):
            self._settings.set_state(splitter.objectName(), splitter.saveState())

    def _on_layout_chosen(self) -> None:
        from mltracker.ui.widgets.views import TableView

        table = self.sender()
        if isinstance(table, TableView):
            self._settings.set_text(f"tables/{table.objectName()}", table.saved_layout())
