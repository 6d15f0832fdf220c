"""Letters: the name that stands under them."""

from __future__ import annotations

from mltracker.domain.errors import UserError
from mltracker.services import preferences
from mltracker.ui.notices import Notice
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.form import line_edit


class LettersSection(SettingsSection):
    """One line, saved when it is left."""

    def refresh(self) -> None:
        if not self._name.hasFocus():
            self._name.setText(preferences.get(self.tools.ctx).my_name)

    def _build(self) -> None:
        card = Card(name="settings-letters", flush=True)
        self._name = line_edit("my-name", title=self.tr("Your name"))
        self._name.setFixedWidth(220)
        self._name.editingFinished.connect(self._on_edited)
        self._row(
            card, self.tr("Your name"), self.tr("Stands under thank-you notes and other letters"), self._name
        )
        self._block(self.tr("Letters"), card)

    def _on_edited(self) -> None:
        ctx = self.tools.ctx
        if self._name.text().strip() == preferences.get(ctx).my_name:
            return
        try:
            wanted, change = preferences.change(ctx, my_name=self._name.text())
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self._name.setText(wanted.my_name)
        self.tools.events.changed.emit(change)
