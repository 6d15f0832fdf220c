"""The banner over the pages while nothing can be written: it says so, and offers to save a copy elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from mltracker.domain.errors import UserError
from mltracker.ui.notices import Notice
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.page_margins import PageMargins

if TYPE_CHECKING:
    from mltracker.ui.page import PageTools


class ReadOnlyBanner(QFrame):
    """Hidden while changes can be saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("read-only")
        self._tools: PageTools | None = None
        words = self.tr("Your data is open for reading only: changes cannot be saved here.")
        self._notice = InlineNotice("warn", words, self, name="read-only-notice")
        save = Button(self.tr("Save a copy elsewhere"), name="read-only-copy", size="small")
        save.clicked.connect(self._on_save)
        self._notice.add_button(save)
        self.setLayout(vbox(self._notice, margins=(24, 8, 24, 8)))
        PageMargins(self)
        self.hide()

    def watch(self, tools: PageTools | None) -> None:
        """Stand for an opened database, or for none."""
        self._tools = tools
        self.refresh()

    def refresh(self) -> None:
        """Look again whether changes can be saved."""
        self.setVisible(self._tools is not None and not self._tools.ctx.writable)

    def _on_save(self) -> None:
        if self._tools is None:
            return
        from mltracker.services import backups

        path = self._tools.prompts.save_file(self.tr("Save a copy"), "mltracker-copy.db")
        if path is None:
            return
        try:
            backups.create(self._tools.ctx, path)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        words = self.tr(
            "Copied to {0}. Put it into a folder you can write to, named mltracker.db, to go on with it."
        )
        self._tools.events.notice.emit(Notice(words.format(path.name), "info"))
