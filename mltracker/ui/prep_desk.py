"""What the window does with prep sheets: draw one, ask where to, write it whole, and offer to open it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from mltracker.domain.errors import UserError
from mltracker.services import files, prep_sheets
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.prompts import with_ending
from mltracker.ui.tasks import Progress
from mltracker.ui.words import tr

FOLDER = "prep/folder"


class PrepDesk(QObject):
    """Saves one prep sheet as a PDF on the paper that is set, in the folder that was used last, and goes."""

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools

    def save(self, interview_id: int) -> None:
        """Ask for a file and write the sheet of an interview there; called once."""
        work = self._work(interview_id)
        if work is None:
            self.deleteLater()
            return
        self._tools.tasks.run(work, done=self._on_saved, failed=self._on_failed, finished=self.deleteLater)

    def _work(self, interview_id: int) -> Callable[[Progress], Path] | None:
        """What writes the sheet; None where there is none, or nowhere to write it."""
        # drawing is asked for seldom: nothing of it belongs to a start
        from mltracker.ui import prep_sheet
        from mltracker.ui.paper import page_size

        ctx = self._tools.ctx
        try:
            sheet = prep_sheets.for_interview(ctx, interview_id)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return None
        now = ctx.clock()
        target = self._target(prep_sheet.file_name(sheet.row, now))
        if target is None:
            return None
        page = prep_sheet.composed(sheet, page_size(self._tools.settings.paper), now)
        return partial(_written, target, page.as_pdf(prep_sheet.titled(sheet.row, now)))

    def _target(self, name: str) -> Path | None:
        """Where to write it, always as a PDF; whatever would be replaced was asked about."""
        prompts = self._tools.prompts
        path = prompts.save_file(tr("Save the prep sheet"), name, tr("PDF documents (*.pdf)"), self._folder())
        return with_ending(prompts, path, ".pdf") if path is not None else None

    def _folder(self) -> Path | None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        found = (Path(self._tools.settings.text(FOLDER)), Path(usual))
        return next((folder for folder in found if folder.is_absolute() and folder.is_dir()), None)

    def _on_saved(self, path: object) -> None:
        if isinstance(path, Path):
            self._tools.settings.set_text(FOLDER, str(path.parent))
            self._tools.events.notice.emit(Notice(tr("Saved {0}").format(path.name), file=path))

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._tools.events.notice.emit(Notice.problem(error))


def _written(path: Path, content: bytes, _progress: Progress) -> Path:
    """Write the file, on the worker."""
    files.write_file(path, content, replace=True)
    return path
