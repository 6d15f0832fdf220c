"""What can be done with one application or several: each is one step of Undo and told in one toast."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import ApplicationRow, StageRow
from mltracker.services import applications, pipeline
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools, attempt
from mltracker.ui.pages.pipeline.closing import ClosingDialog
from mltracker.ui.pages.pipeline.tags_dialog import TagsDialog


class Actions(QObject):
    """Asks what must be asked, runs the use case, says what happened. `over` is the page that dialogs open over."""

    def __init__(self, tools: PageTools, over: QWidget) -> None:
        super().__init__(over)
        self._tools, self._over = tools, over
        self._closing: tuple[list[int], StageRow] | None = None

    def move(self, ids: Sequence[int], stage: StageRow) -> bool:
        """Move applications; a closed stage asks first how it ended. False when nothing moved (yet)."""
        if not ids:
            return False
        if stage.kind == "closed":
            self._ask_how_it_ended(list(ids), stage)
            return False
        if attempt(self._tools, applications.move_many, self._tools.ctx, list(ids), stage.id) is None:
            return False
        self._say(
            ids,
            self.tr("Moved to {0}").format(stage.name),
            self.tr("{0} applications moved to {1}").format("{0}", stage.name),
        )
        return True

    def run(self, what: str, ids: Sequence[int]) -> None:
        """Archive, restore, tag or delete applications; close a silent one, or wait longer for it."""
        if ids:
            {
                "archive": self._archive,
                "restore": self._restore,
                "tag": self._tag,
                "delete": self._delete,
                "ghost": self._ghost,
                "wait": self._wait,
            }[what](list(ids))

    def _archive(self, ids: list[int]) -> None:
        if attempt(self._tools, applications.archive, self._tools.ctx, ids) is not None:
            self._say(ids, self.tr("Archived"), self.tr("{0} applications archived"))

    def _restore(self, ids: list[int]) -> None:
        if attempt(self._tools, applications.restore, self._tools.ctx, ids) is not None:
            self._say(ids, self.tr("Brought back"), self.tr("{0} applications brought back"))

    def _delete(self, ids: list[int]) -> None:
        title = (
            self.tr("Delete {0}?").format(self._name(ids[0]))
            if len(ids) == 1
            else self.tr("Delete {0} applications?").format(f"{len(ids):,}")
        )
        text = self.tr(
            "Interviews, notes, checklists and offers go with it; contacts and documents stay. Undo brings everything"
            " back for as long as mltracker is open. To keep the history out of sight, archive instead."
        )
        if (
            self._tools.prompts.confirm(title, text, self.tr("Delete"))
            and attempt(self._tools, applications.delete, self._tools.ctx, ids) is not None
        ):
            self._say(ids, self.tr("Deleted"), self.tr("{0} applications deleted"))

    def _tag(self, ids: list[int]) -> None:
        TagsDialog(self._tools, self._over.window(), ids).open()

    def _ghost(self, ids: list[int]) -> None:
        if attempt(self._tools, applications.close, self._tools.ctx, ids[0], "ghosted") is not None:
            self._say(ids, self.tr("Closed as silent"), "")

    def _wait(self, ids: list[int]) -> None:
        if attempt(self._tools, pipeline.expect_longer, self._tools.ctx, ids[0]) is not None:
            self._say(ids, self.tr("You will be asked again later"), "")

    def _ask_how_it_ended(self, ids: list[int], stage: StageRow) -> None:
        several = self.tr("{0} applications").format(f"{len(ids):,}")
        what = self._name(ids[0]) if len(ids) == 1 else several
        self._closing = (ids, stage)
        dialog = ClosingDialog(what, self._over.window())
        dialog.decided.connect(self._on_closing_decided)
        dialog.open()

    def _on_closing_decided(self, outcome: str, note: str) -> None:
        if self._closing is None:
            return
        ids, stage = self._closing
        done = attempt(
            self._tools,
            applications.move_many,
            self._tools.ctx,
            ids,
            stage.id,
            outcome=outcome,  # type: ignore[arg-type]
            note=note,
        )
        if done is not None:
            self._say(ids, self.tr("Closed"), self.tr("{0} applications closed"))

    def _name(self, application_id: int) -> str:
        row: ApplicationRow = applications.row(self._tools.ctx, application_id)
        return row.company

    def _say(self, ids: Sequence[int], one: str, several: str) -> None:
        """One toast for all of them."""
        words = one if len(ids) == 1 else several.format(f"{len(ids):,}")
        self._tools.events.notice.emit(Notice.done(words))
