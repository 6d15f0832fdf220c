"""Reminders: what to hear of, and when."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from mltracker.domain.errors import UserError
from mltracker.services import preferences
from mltracker.ui.notices import Notice
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.form import Choice


class RemindersSection(SettingsSection):
    """Each kind on its own; kept in the database."""

    HOURS = tuple(range(5, 21))

    def refresh(self) -> None:
        wanted = preferences.get(self.tools.ctx)
        for name, switch in self._switches.items():
            blocked = switch.blockSignals(True)  # noqa: FBT003 - Qt's own argument
            switch.setChecked(getattr(wanted, name))
            switch.blockSignals(blocked)
        self._from.set_value(wanted.remind_from)
        self._show_tray()

    def _build(self) -> None:
        card = Card(name="settings-reminders", flush=True)
        self._switches: dict[str, FilterChip | QCheckBox] = {}
        leads = (
            ("remind_day", self.tr("1 day")),
            ("remind_hour", self.tr("1 hour")),
            ("remind_ten_minutes", self.tr("10 minutes")),
        )
        chips = [self._chip(name, words) for name, words in leads]
        self._row(card, self.tr("Before interviews"), self.tr("How long before they begin"), *chips)
        for name, title, detail in (
            (
                "remind_deadlines",
                self.tr("Deadlines"),
                self.tr("Offers, postings and take-homes: the day before and on the day"),
            ),
            (
                "remind_follow_ups",
                self.tr("Follow-ups and replies"),
                self.tr("On the day you chose, or on which they said they would answer"),
            ),
            (
                "remind_checklist",
                self.tr("Checklist items"),
                self.tr("When one is due and not ticked"),
            ),
        ):
            self._row(card, title, detail, self._box(name, title))
        self._from = Choice(
            [(hour, f"{hour:02}:00") for hour in self.HOURS],
            name="remind-from",
            title=self.tr("What has a day but no hour"),
        )
        self._from.settled.connect(self._on_hour)
        self._row(
            card,
            self.tr("What has a day but no hour"),
            self.tr("Told from this hour on; what is put off comes back then, too"),
            self._from,
        )
        self._tray = self._box("remind_in_tray", self.tr("Notifications of the desktop"))
        self._tray_words = self.tr(
            "While this window is not in front; in the window they are told in any case"
        )
        self._row(card, self.tr("Notifications of the desktop"), self._tray_words, self._tray)
        self._block(self.tr("Reminders"), card)

    def _chip(self, name: str, words: str) -> FilterChip:
        chip = FilterChip(words, name=name.replace("_", "-"))
        chip.toggled.connect(self._on_switched)
        self._switches[name] = chip
        return chip

    def _box(self, name: str, title: str) -> QCheckBox:
        box = QCheckBox()
        box.setObjectName(name.replace("_", "-"))
        box.setAccessibleName(title)
        box.toggled.connect(self._on_switched)
        self._switches[name] = box
        return box

    def _show_tray(self) -> None:
        from mltracker.ui.frame.tray import has_tray

        there = has_tray()
        self._tray.setEnabled(there)
        row = self._tray.parentWidget()
        detail = getattr(row, "detail", None)
        if detail is not None:
            nowhere = self.tr("This desktop shows none; reminders are told in the window")
            detail.setText(self._tray_words if there else nowhere)

    def _on_switched(self) -> None:
        self._change(**{name: switch.isChecked() for name, switch in self._switches.items()})

    def _on_hour(self) -> None:
        self._change(remind_from=self._from.value)

    def _change(self, **values: object) -> None:
        try:
            _, change = preferences.change(self.tools.ctx, **values)
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            self.refresh()
            return
        self.tools.events.changed.emit(change)
