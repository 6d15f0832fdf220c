"""The data: its folder, its backups, and the check of both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.services import backups
from mltracker.ui.notices import Notice
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.text import shortened
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import clock_time, counted, day, home_zone, tr

SHOWN, NAMED = 8, 3
DOCUMENTS = (
    "Documents are not copied into backups: they lie once, in the data folder. One that you delete stays there for at"
    " least 30 days, and for as long as a backup names it, so that restoring finds it again."
)


class DataSection(SettingsSection):
    """Shows where everything lies, and brings it back."""

    def refresh(self) -> None:
        self._folder.setText(str(self.tools.ctx.folder))
        self._show_backups(backups.listed(self.tools.ctx))
        unread = backups.unread(self.tools.ctx)
        self._show_unread(unread.damaged, unread.foreign)

    def _build(self) -> None:
        card = Card(name="settings-data", flush=True)
        self._folder = label("", "small", "muted", wrap=True, selectable=True, name="data-folder")
        show = Button(self.tr("Show the folder"), name="show-folder", size="small")
        show.clicked.connect(self._on_show)
        other = Button(self.tr("Open another folder"), name="other-folder", size="small")
        other.clicked.connect(self._on_other)
        now = Button(self.tr("Back up now"), name="backup-now", size="small", icon_name="backup")
        now.clicked.connect(self._on_backup)
        check = Button(self.tr("Check"), name="check-data", size="small")
        check.clicked.connect(self._on_check)
        self._row(
            card,
            self.tr("Data folder"),
            self.tr("Everything is in this one folder, and nowhere else"),
            show,
            other,
        )
        holder = QWidget()
        holder.setLayout(hbox(self._folder, margins=(16, 6, 16, 6)))
        card.add_row(holder)
        self._row(
            card,
            self.tr("Safety"),
            self.tr("A verified backup is written each day something changes"),
            check,
            now,
        )
        self._backups = Card(name="settings-backups", flush=True)
        self._unread = label("", "small", "muted", wrap=True, selectable=True, name="backups-unread")
        self.restore = from_file = Link(self.tr("Restore a backup from a file"), name="restore-file")
        from_file.clicked.connect(self._on_restore_file)
        self.setLayout(
            vbox(
                label(self.tr("Data"), "section"),
                card,
                16,
                hbox(label(self.tr("Backups"), "section"), None, from_file),
                self._backups,
                self._unread,
                label(self.tr(DOCUMENTS), "small", "muted", wrap=True, name="backups-documents"),
                spacing=8,
            )
        )

    def _show_backups(self, found: Sequence[Any]) -> None:
        clear(self._backups.body)
        for number, made in enumerate(found[:SHOWN]):
            local = made.made_at.astimezone(home_zone())
            row = ListRow(
                f"{day(local.date())}, {clock_time(made.made_at)}",
                f"{self._reason(made.reason)} · {counted(made.counts)}",
                icon_name="backup",
                name=f"backup-{number}",
            )
            restore = Button(self.tr("Restore"), name=f"restore-{number}", size="small", kind="ghost")
            restore.setProperty("path", str(made.path))
            restore.setProperty("from", f"{day(local.date())}, {clock_time(made.made_at)}")
            restore.clicked.connect(self._on_restore)
            row.add(restore)
            self._backups.add_row(row)
        if not found:
            self._backups.add_row(
                EmptyState(
                    "backup",
                    self.tr("No backup yet"),
                    self.tr(
                        "One is written before the first change of each day; you can also write one now."
                    ),
                    name="no-backups",
                )
            )

    def _show_unread(self, damaged: Sequence[str], foreign: Sequence[str]) -> None:
        words = []
        if damaged:
            words.append(
                self.tr(
                    "In the folder backups, these cannot be read: {0}. Which documents they need cannot be told, so"
                    " the files of deleted documents are kept for as long as they are there."
                ).format(_few(damaged))
            )
        if foreign:
            words.append(
                self.tr("In the folder backups, these are no backups and are left alone: {0}.").format(
                    _few(foreign)
                )
            )
        self._unread.setText(" ".join(words))
        self._unread.setVisible(bool(words))

    def _reason(self, reason: str) -> str:
        return {
            "daily": self.tr("Daily"),
            "manual": self.tr("By hand"),
            "before-update": self.tr("Before an update"),
            "before-import": self.tr("Before an import"),
            "before-restore": self.tr("Before a restore"),
        }.get(reason, reason)

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.tools.ctx.folder)))

    def _on_other(self) -> None:
        folder = self.tools.prompts.choose_folder(self.tr("The folder with your data"), self.tools.ctx.folder)
        if folder is not None:
            self.tools.navigator.reopen(folder)

    def _on_backup(self) -> None:
        self._run(backups.create, self.tr("Backup written and checked"))

    def _on_check(self) -> None:
        ctx = self.tools.ctx
        try:
            counts = backups.check(ctx)
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        mended = sum(counts[name] for name in ("stages", "outcomes", "search_index", "memories"))
        words = self.tr("All sound: {0} applications, {1} questions, {2} answers").format(
            counts["applications"], counts["questions"], counts["attempts"]
        )
        self.tools.events.notice.emit(
            Notice(self.tr("{0}; {1} mended").format(words, mended) if mended else words)
        )

    def _on_restore(self) -> None:
        button = self.sender()
        self._restore(Path(str(button.property("path"))), str(button.property("from")))

    def _on_restore_file(self) -> None:
        path = self.tools.prompts.choose_file(self.tr("Restore a backup"), self.tr("Backups (*.db)"))
        if path is not None:
            self._restore(path, path.name)

    def _restore(self, path: Path, made: str) -> None:
        """Go back to a backup, called by when it was made or by its file."""
        sure = self.tools.prompts.confirm(
            self.tr("Restore the backup of {0}?").format(made),
            self.tr(
                "Your data becomes what it was then. What is there now is backed up first and kept. Documents of that"
                " time are found again in the data folder; where a file is gone, its entry says so."
            ),
            self.tr("Restore"),
        )
        if not sure:
            return
        ctx = self.tools.ctx
        folder, clock = ctx.folder, ctx.clock
        ctx.close()
        try:
            done = backups.restore(folder, path, clock())
        except UserError as error:
            said = Notice.problem(error)
        else:
            words = self.tr("Restored: {0}. What was there before is among the backups.")
            said = Notice(words.format(counted(done["counts"])))
        self.tools.navigator.reopen(folder, said)

    def _run(self, use_case: object, words: str) -> None:
        try:
            use_case(self.tools.ctx)  # type: ignore[operator]
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.tools.events.notice.emit(Notice(words))
        self.tools.events.changed.emit(Change.BACKUPS)


def _few(names: Sequence[str]) -> str:
    """The first names of several, and how many more there are."""
    shown = ", ".join(shortened(name) for name in names[:NAMED])
    return tr("{0} and {1} more").format(shown, len(names) - NAMED) if len(names) > NAMED else shown
