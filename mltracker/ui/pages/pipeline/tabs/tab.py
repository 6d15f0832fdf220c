"""What every tab of the detail pane is: a column about the application shown."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.applications import ApplicationDetail
from mltracker.ui.documents import DocumentDesk
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.layouts import vbox


class DetailTab(QWidget):
    """Sub-classes fill `_build`; what they need beyond the detail they read themselves, once, when they are shown.

    A tab is made anew when its application changes, unless it `renews`: then `show_detail` is told, and what is being
    typed, the focus and the place stay. One that `fills` the pane scrolls by itself.
    """

    fills = False
    renews = False

    def __init__(self, tools: PageTools, detail: ApplicationDetail, desk: DocumentDesk) -> None:
        super().__init__()
        self.tools = tools
        self.desk = desk
        self.detail = detail
        column = vbox(spacing=12, margins=16)
        self._build(column, detail)
        if not self.fills:
            column.addStretch(1)
        self.setLayout(column)

    def renew(self, detail: ApplicationDetail) -> bool:
        """Show the same application as it is now; False for a tab that has to be made anew."""
        if not self.renews or detail.row.id != self.detail.row.id:
            return False
        self.detail = detail
        self.show_detail(detail)
        return True

    def show_detail(self, detail: ApplicationDetail) -> None:
        """Read again what the tab shows; for tabs that renew."""
        raise NotImplementedError

    def show_entry(self, entry_id: str) -> None:
        """Bring an entry into view, in tabs that have some."""

    def _build(self, column: QVBoxLayout, detail: ApplicationDetail) -> None:
        raise NotImplementedError

    def _edit(self) -> None:
        """Open the form of this application."""
        from mltracker.ui.editors.application_editor import ApplicationEditor

        ApplicationEditor(self.tools, self.window(), self.detail.row.id).open()
