"""What pages do with documents: take files in, open what is safe to open, save copies, let go. One desk for each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.domain.documents import PROGRAM, DocumentRow
from mltracker.domain.errors import UserError
from mltracker.services import documents
from mltracker.services.context import Context
from mltracker.services.documents import Added, Located
from mltracker.ui.changer import Changer
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.paint import Sign
from mltracker.ui.tasks import Job, Progress
from mltracker.ui.words import tr


def gone_sign(ctx: Context, row: DocumentRow) -> Sign | None:
    """What a row says of a document whose file cannot be found; nothing where it can."""
    return None if documents.has_file(ctx, row) else Sign("warning", tr("file is gone"), "warn")


class DocumentDesk(QObject):
    """Copies in the background and asks before it shows a folder. `progressed` tells bytes done and in all, `ended` the end.

    `refused` carries sentences about files that were not taken; they hindered none of the others.
    """

    progressed = Signal(object, object)
    ended = Signal()
    refused = Signal(object)

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._changer = Changer(tools, self)
        self._jobs: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether something is being copied."""
        return bool(self._jobs)

    def cancel(self) -> None:
        """Stop copying; nothing of it is kept."""
        for job in self._jobs:
            job.cancel()

    def choose(self, *, application_id: int | None = None, version_of: int | None = None) -> None:
        """Ask for a file and keep a copy of it."""
        title = tr("Choose the new version") if version_of is not None else tr("Choose a file to keep")
        path = self._tools.prompts.choose_file(title)
        if path is not None:
            self.add([path], application_id=application_id, version_of=version_of)

    def add(
        self, sources: Sequence[Path], *, application_id: int | None = None, version_of: int | None = None
    ) -> None:
        """Keep copies of files, as one step of Undo; while a copy is running others wait for their turn."""
        work = partial(
            documents.add,
            self._tools.ctx,
            list(sources),
            application_id=application_id,
            version_of=version_of,
        )
        self._run(partial(_reported, work), self._on_added)

    def open(self, document_id: int) -> None:
        """Open a document's file; what may be a program or is of no known kind is shown in its folder instead."""
        found = self._located(document_id)
        if found is None:
            return
        if not found.row.opens:
            self._show_folder(found)
            return
        if found.changed:
            self._say(tr("{0} was changed after it was kept.").format(found.row.name), "warn")
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(found.path))):
            self._say(
                tr("No program here opens {0}. Save a copy of it instead.").format(found.row.name), "warn"
            )

    def save_copy(self, document_id: int) -> None:
        """Ask where to, and write a copy there."""
        found = self._located(document_id)
        if found is None:
            return
        target = self._tools.prompts.save_file(tr("Save a copy"), documents.file_name(found.row))
        if target is not None:
            work = partial(documents.save_copy, self._tools.ctx, document_id, target)
            self._run(partial(_reported, work), self._on_saved)

    def link(self, application_id: int, rows: Sequence[DocumentRow]) -> None:
        """Note that kept documents went to an application."""
        words = (
            tr("Added {0}").format(rows[0].name) if len(rows) == 1 else tr("Added %n documents", len(rows))
        )
        self._changer.run(words, documents.link, self._tools.ctx, application_id, [row.id for row in rows])

    def unlink(self, application_id: int, row: DocumentRow) -> None:
        """Take a document off an application's list."""
        words = tr("Removed {0}; it stays in your documents").format(row.name)
        self._changer.run(words, documents.unlink, self._tools.ctx, application_id, row.id)

    def delete(self, row: DocumentRow) -> None:
        """Take a document out of every list."""
        self._changer.run(tr("Deleted {0}").format(row.name), documents.delete, self._tools.ctx, row.id)

    def _located(self, document_id: int) -> Located | None:
        try:
            return documents.located(self._tools.ctx, document_id)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            self._tools.events.changed.emit(Change.DOCUMENTS)
            return None

    def _show_folder(self, found: Located) -> None:
        row = found.row
        why = (
            tr("{0} may be a program or a script, so it is not opened from here.")
            if row.media_type == PROGRAM
            else tr("{0} is of a kind that is not opened from here.")
        ).format(row.original_name)
        where = tr("In its folder it is called {0}. To work with it, save a copy.").format(found.path.name)
        if self._tools.prompts.confirm(tr("Show it in its folder?"), f"{why} {where}", tr("Show folder")):
            folder = paths.documents(self._tools.ctx.folder)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        job = self._tools.tasks.run(
            work, done=done, failed=self._on_failed, progress=self._on_progress, finished=self._on_finished
        )
        if not job.over:
            self._jobs.append(job)

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self.progressed.emit(done, total)

    def _on_added(self, result: tuple[Added, Change]) -> None:
        added, change = result
        if change:
            self._tools.events.changed.emit(change)
        if added.refused:
            self.refused.emit([error.message for error in added.refused])
        if added.kept:
            first = added.kept[0].name
            count = len(added.kept)
            words = (
                tr("Kept a copy of {0}").format(first) if count == 1 else tr("Kept copies of %n files", count)
            )
            self._tools.events.notice.emit(Notice.done(words))
        elif added.known:
            words = tr("This file is kept already, as {0}; it is in the list").format(added.known[0].name)
            self._tools.events.notice.emit(Notice(words, "info", undo=True))

    def _on_saved(self, target: Path) -> None:
        self._say(tr("Copy saved as {0}").format(target.name), "good")

    def _on_failed(self, error: UserError) -> None:
        self._tools.events.notice.emit(Notice.problem(error))

    def _on_finished(self) -> None:
        self._jobs = [job for job in self._jobs if not job.over]
        self.ended.emit()

    def _say(self, words: str, kind: Any) -> None:
        self._tools.events.notice.emit(Notice(words, kind))


def _reported(work: Callable[..., Any], progress: Progress) -> Any:
    """Run work that counts bytes, on the worker."""
    return work(report=progress.report)
