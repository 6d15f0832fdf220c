"""What is shown instead of the pages when the data cannot be opened: what is wrong, what is safe, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import DatabaseDamaged, DatabaseForeign, UserError
from mltracker.services import backups
from mltracker.ui.notices import Notice
from mltracker.ui.prompts import Option, Prompts
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.words import counted, day_and_time

WIDTH = 560


class RecoveryPanel(QWidget):
    """Never deletes and never overwrites: a damaged file is set aside, a backup is copied."""

    retry_requested = Signal()
    mended = Signal(object)
    folder_chosen = Signal(object)

    def __init__(
        self, error: UserError, folder: Path, clock: Callable[[], datetime], prompts: Prompts
    ) -> None:
        super().__init__()
        self.setObjectName("recovery")
        self._folder, self._clock, self._prompts = folder, clock, prompts
        card = Card("hero", self, name="recovery-card")
        card.setFixedWidth(WIDTH)
        self._message = label(error.message, "section", wrap=True, selectable=True, name="recovery-message")
        card.body.addWidget(self._message)
        card.body.addWidget(label(error.safe or self.tr("Nothing was changed."), wrap=True))
        card.body.addWidget(label(str(folder), "small", "muted", wrap=True, selectable=True))
        retry = Button(self.tr("Try again"), name="recovery-retry", kind="primary")
        retry.clicked.connect(self.retry_requested)
        choose = Button(self.tr("Choose another folder"), name="recovery-folder")
        choose.clicked.connect(self._on_choose)
        restore = Button(self.tr("Restore a backup"), name="recovery-restore", icon_name="backup")
        restore.clicked.connect(self._on_restore)
        salvage = Button(self.tr("Save what can be read"), name="recovery-salvage")
        salvage.clicked.connect(self._on_salvage)
        damaged = isinstance(error, DatabaseDamaged)
        # a file whose beginning was written over is no database at all, and the backups beside it are ours all the same
        replaceable = damaged or isinstance(error, DatabaseForeign)
        for button, useful in (
            (restore, replaceable and bool(backups.listed_in(folder))),
            (salvage, damaged),
        ):
            if not useful:
                button.hide()
        card.body.addLayout(hbox(retry, choose, None, margins=(0, 8, 0, 0)))
        card.body.addLayout(hbox(restore, salvage, None))
        # an aligned card would not be as high as its lines need at its width
        self.setLayout(vbox(None, hbox(None, card, None), None, margins=24))

    def _on_choose(self) -> None:
        folder = self._prompts.choose_folder(self.tr("The folder with your data"))
        if folder is not None:
            self.folder_chosen.emit(folder)

    def _on_restore(self) -> None:
        found = backups.listed_in(self._folder)
        options = [
            Option(made.path, day_and_time(made.made_at, self._clock()), counted(made.counts))
            for made in found
        ]
        chosen = self._prompts.choose_option(
            self.tr("Restore a backup"),
            self.tr(
                "The file that is there now is kept beside the backups. Documents of that time are found again in the data"
                " folder; where a file is gone, its entry says so."
            ),
            options,
            self.tr("Restore"),
            chosen=found[0].path if found else None,
        )
        if not isinstance(chosen, Path):
            return
        try:
            done = backups.restore(self._folder, chosen, self._clock())
        except UserError as error:
            self._message.setText(str(error))
            return
        words = self.tr("Restored: {0}. The file from before is kept beside the backups.")
        self.mended.emit(Notice(words.format(counted(done["counts"]))))

    def _on_salvage(self) -> None:
        sure = self._prompts.confirm(
            self.tr("Save what can be read?"),
            self.tr(
                "Every row that can still be read goes into a new file. The damaged one is kept beside the backups."
                " Where there is a recent backup, restoring it brings back more."
            ),
            self.tr("Save what can be read"),
        )
        if not sure:
            return
        try:
            saved = backups.salvage(self._folder, self._clock)["saved"]
        except UserError as error:
            self._message.setText(str(error))
            return
        words = self.tr("Saved: {0}. The damaged file is kept beside the backups.").format(counted(saved))
        if not saved.get("application"):
            words = self.tr(
                "No application could be read. The damaged file is kept beside the backups; a backup can be restored in"
                " Settings."
            )
        self.mended.emit(Notice(words, "good" if saved.get("application") else "bad"))
