"""What can be done with one application or several: each is one step of Undo and told in one toast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import StageRow
from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.services import applications, pipeline
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools, attempt
from mltracker.ui.pages.pipeline.closing import ClosingDialog
from mltracker.ui.pages.pipeline.dates_dialog import DatesDialog
from mltracker.ui.pages.pipeline.merge_dialog import MergeDialog
from mltracker.ui.pages.pipeline.tags_dialog import TagsDialog
from mltracker.ui.prompts import Option

MOST_OTHERS = 12


class Actions(QObject):
    """Asks what must be asked, runs the use case, says what happened. `over` is the page that dialogs open over."""

    def __init__(self, tools: PageTools, over: QWidget) -> None:
        super().__init__(over)
        self._tools, self._over = tools, over
        self._closing: tuple[list[int], StageRow] | None = None

    def move(self, ids: Sequence[int], stage: StageRow) -> None:
        """Move applications; a closed stage asks first how it ended."""
        if not ids:
            return
        if stage.kind == "closed":
            self._closing = (list(ids), stage)
            dialog = ClosingDialog(self._what(ids), self._over.window())
            dialog.decided.connect(self._on_closing_decided)
            dialog.open()
            return
        words = self.tr("{0} moved to {1}").format("{0}", stage.name.replace("{", "{{").replace("}", "}}"))
        self._do(words, ids, applications.move_many, list(ids), stage.id)

    def run(self, what: str, ids: Sequence[int]) -> None:
        """Archive, restore, tag, delete or merge applications; close a silent one or wait longer; correct dates."""
        if ids:
            {
                "archive": self._archive,
                "restore": self._restore,
                "tag": self._tag,
                "delete": self._delete,
                "ghost": self._ghost,
                "wait": self._wait,
                "merge": self._merge,
                "dates": self._dates,
            }[what](list(ids))

    def _archive(self, ids: list[int]) -> None:
        self._do(self.tr("{0} archived"), ids, applications.archive, ids)

    def _restore(self, ids: list[int]) -> None:
        self._do(self.tr("{0} brought back"), ids, applications.restore, ids)

    def _delete(self, ids: list[int]) -> None:
        text = self.tr(
            "Interviews, notes, checklists and offers go with them; contacts and documents stay. Undo brings everything"
            " back for as long as mltracker is open. To keep the history out of sight, archive instead."
        )
        title = self.tr("Delete {0}?").format(self._what(ids))
        # one is brought back as easily as it went; many at once may be a slip of the hand
        if len(ids) == 1 or self._tools.prompts.confirm(title, text, self.tr("Delete")):
            self._do(self.tr("{0} deleted"), ids, applications.delete, ids)

    def _tag(self, ids: list[int]) -> None:
        TagsDialog(self._tools, self._over.window(), ids).open()

    def _ghost(self, ids: list[int]) -> None:
        self._do(self.tr("{0} closed: they went silent"), ids, applications.close, ids[0], "ghosted")

    def _wait(self, ids: list[int]) -> None:
        self._do(self.tr("Waiting longer for {0}"), ids, pipeline.expect_longer, ids[0])

    def _merge(self, ids: list[int]) -> None:
        """Two that were chosen; for one alone, ask which other of its company or posting it is."""
        other = ids[1] if len(ids) == 2 else self._other(ids[0])
        if other is not None:
            MergeDialog(self._tools, self._over.window(), [ids[0], other]).open()

    def _other(self, application_id: int) -> int | None:
        ctx = self._tools.ctx
        draft = applications.detail(ctx, application_id).draft
        found = applications.duplicates(
            ctx, draft.company, draft.role_title, draft.posting_url, exclude=application_id
        )
        if not found:
            words = self.tr("Nothing else is at {0}. To merge with one of another name, select both.")
            self._tools.events.notice.emit(Notice(words.format(draft.company), "info"))
            return None
        if len(found) == 1:
            return found[0].application_id
        options = [
            Option(each.application_id, f"{each.role_title} ({each.stage})", each.company)
            for each in found[:MOST_OTHERS]
        ]
        chosen = self._tools.prompts.choose_option(
            self.tr("Merge {0}").format(draft.role_title),
            self.tr("Which other application is it the same as?"),
            options,
            self.tr("Next"),
        )
        return chosen if isinstance(chosen, int) else None

    def _dates(self, ids: list[int]) -> None:
        DatesDialog(self._tools, self._over.window(), ids[0]).open()

    def _on_closing_decided(self, outcome: str, note: str) -> None:
        if self._closing is not None:
            ids, stage = self._closing
            self._do(
                self.tr("{0} closed"),
                ids,
                applications.move_many,
                ids,
                stage.id,
                outcome=outcome,
                note=note,
            )

    def _do(
        self,
        words: str,
        ids: Sequence[int],
        use_case: Callable[..., tuple[Any, Change]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        """Run it and say in one toast what happened to all of them."""
        what = self._what(ids)
        if attempt(self._tools, use_case, self._tools.ctx, *arguments, **named) is not None:
            self._tools.events.notice.emit(Notice.done(words.format(what)))

    def _what(self, ids: Sequence[int]) -> str:
        """One by its company, several by their number."""
        if len(ids) != 1:
            return self.tr("{0} applications").format(f"{len(ids):,}")
        try:
            return applications.row(self._tools.ctx, ids[0]).company
        except UserError:
            return self.tr("1 application")
