"""What every tab of the detail pane is: a column made anew for the application shown."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.layouts import vbox


class DetailTab(QWidget):
    """Sub-classes fill `_build`; what they need beyond the detail they read themselves, once, when they are shown."""

    def __init__(self, tools: PageTools, detail: ApplicationDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.detail = detail
        column = vbox(spacing=12, margins=16)
        self._build(column, detail)
        column.addStretch(1)
        self.setLayout(column)

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        raise NotImplementedError

    def _edit(self) -> None:
        """Open the form of this application."""
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self.tools, self.window(), self.detail.row.id).open()
