"""Checklist templates: what the list of each round begins with."""

from __future__ import annotations

from mltracker.domain.checklists import ANY_ROUND
from mltracker.services import catalog, templates
from mltracker.ui.pages.settings.checklist_dialog import ChecklistDialog
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label


class ChecklistsSection(SettingsSection):
    """Choose a round, see how many items it begins with, edit them in a dialog."""

    def refresh(self) -> None:
        kind = str(self._round.value)
        own = templates.rows(self.tools.ctx, kind)
        words = self.tr("%n items", "", len(own))
        changed = sum(row.mine or row.edited for row in own)
        self._count.setText(words if not changed else self.tr("{0}, {1} yours").format(words, changed))

    def _build(self) -> None:
        kinds = [(ANY_ROUND, self.tr("Every round"))]
        kinds += [(kind, entry.title) for kind, entry in catalog.rounds().by_kind.items()]
        self._round = Choice(kinds, name="checklist-round", title=self.tr("Round"))
        self._round.activated.connect(self.refresh)
        self._count = label("", "small", "muted", name="checklist-template-count")
        edit = Button(self.tr("Edit"), name="checklist-edit", size="small")
        edit.clicked.connect(self._on_edit)
        card = Card(name="settings-checklists", flush=True)
        self._row(
            card,
            self.tr("A round begins with"),
            self.tr("Interviews that you add from now on get these items"),
            self._count,
            self._round,
            edit,
        )
        self._block(self.tr("Checklists"), card)

    def _on_edit(self) -> None:
        ChecklistDialog(self.tools, str(self._round.value), self.window()).open()
