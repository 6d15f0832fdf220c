"""The tags of one application or several, in one field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import applications
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.form import Form
from mltracker.ui.widgets.tag_edit import TagEdit

SHOWN, MANY = 40, 12


class TagsDialog(Dialog):
    """Shows the tags that any of them has; what is taken away leaves all, what is added comes to all."""

    def __init__(self, tools: PageTools, parent: QWidget, ids: Sequence[int]) -> None:
        found = applications.tags(tools.ctx, ids)
        several = len(ids) > 1
        super().__init__(
            f"Tags of {len(ids):,} applications" if several else "Tags",
            parent,
            name="tags",
            text="One that only some of them have stays as it is unless you take it away." if several else "",
            wide=len(found) > MANY,
            scrolls=True,
        )
        self._tools, self._ids = tools, list(ids)
        self._before = found[:SHOWN]
        self._edit = TagEdit(
            name="tags-edit", title=self.tr("Tags"), suggestions=applications.all_tags(tools.ctx)
        )
        self._edit.set_tags(self._before)
        more = len(found) - len(self._before)
        hint = self.tr("{0} more are not shown and stay as they are.").format(f"{more:,}") if more else ""
        self._form = Form(self, name="tags-form")
        self._form.add("tags", self.tr("Tags"), self._edit, hint=hint)
        self.body.addWidget(self._form)
        self.add_ok_cancel(self.tr("Save")).clicked.connect(self._on_save)
        self._edit.changed.connect(self._on_changed)
        self._edit.setFocus()

    def _on_changed(self) -> None:
        """The field for the next one stays in view."""
        self.reveal(self.focusWidget())

    def _on_save(self) -> None:
        after = self._edit.tags
        added = [tag for tag in after if tag not in self._before]
        removed = [tag for tag in self._before if tag not in after]
        if not added and not removed:
            self.accept()
            return
        try:
            count, change = applications.set_tags(self._tools.ctx, self._ids, added, removed)
        except InvalidInput as error:
            self._form.set_errors({"tags": " ".join(error.fields.values())})
            return
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.changed.emit(change)
        words = self.tr("Tags saved") if count == 1 else self.tr("Tags of {0} applications saved")
        self._tools.events.notice.emit(Notice.done(words.format(f"{count:,}")))
        self.accept()
