"""Settings: appearance, practice, and the data with its backups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.services import backups, preferences
from mltracker.ui.notices import Notice
from mltracker.ui.page import Page, PageTools
from mltracker.ui.theme import Theme
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.words import clock_time, day, home_zone

WIDTH = 760
SHOWN = 8


class SettingsPage(Page):
    """One column of cards."""

    concerns = Change.SETTINGS | Change.BACKUPS

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        prefs = preferences.get(ctx)
        self._appearance.set_key(self.tools.settings.appearance)
        self._density.set_key(self.tools.settings.density)
        self._minutes.set_value(min(self.LENGTHS, key=lambda n: abs(n - prefs.practice_minutes)))
        self._target.set_value(min(self.TARGETS, key=lambda n: abs(n - round(100 * prefs.target_readiness))))
        self._archive.set_value(min(self.DAYS, key=lambda n: abs(n - prefs.archive_after_days)))
        self._folder.setText(str(ctx.folder))
        self._show_backups(backups.listed(ctx))

    LENGTHS = (10, 15, 20, 30, 45, 60, 90)
    TARGETS = tuple(range(30, 95, 5))
    DAYS = (7, 14, 30, 60, 90, 365)

    def _build(self) -> None:
        content = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(vbox(self._look(), self._practice(), self._data(), None, spacing=24))
        outer = hbox(middle, margins=24)
        outer.addStretch(1)
        content.setLayout(outer)
        outer.setStretch(0, 20)
        area = scroll_area(content, name="settings-scroll")
        self.setLayout(vbox(area, spacing=0))

    def _block(self, title: str, card: Card) -> QWidget:
        block = QWidget()
        block.setLayout(vbox(label(title, "section"), card, spacing=8))
        return block

    def _row(self, card: Card, title: str, detail: str, *widgets: QWidget) -> None:
        row = ListRow(title, detail, name=f"setting-{title.lower().replace(' ', '-')}")
        row.add(*widgets)
        card.add_row(row)

    def _look(self) -> QWidget:
        card = Card(name="settings-look", flush=True)
        looks = [
            Segment("system", self.tr("System")),
            Segment("light", self.tr("Light")),
            Segment("dark", self.tr("Dark")),
        ]
        self._appearance = SegmentedControl(looks, name="appearance", title=self.tr("Colors"))
        rows = [Segment("normal", self.tr("Roomy")), Segment("compact", self.tr("Compact"))]
        self._density = SegmentedControl(rows, name="density", title=self.tr("Rows"))
        self._appearance.changed.connect(self._on_look)
        self._density.changed.connect(self._on_look)
        self._row(
            card, self.tr("Colors"), self.tr("System follows your desktop where it says"), self._appearance
        )
        self._row(card, self.tr("Rows"), self.tr("How tall rows of tables and lists are"), self._density)
        return self._block(self.tr("Appearance"), card)

    def _practice(self) -> QWidget:
        card = Card(name="settings-practice", flush=True)
        self._minutes = Choice(
            [(n, self.tr("{0} minutes").format(n)) for n in self.LENGTHS],
            name="practice-length",
            title=self.tr("Minutes a day"),
        )
        self._target = Choice(
            [(n, f"{n}%") for n in self.TARGETS], name="target", title=self.tr("Ready from")
        )
        self._archive = Choice(
            [(n, self.tr("{0} days").format(n)) for n in self.DAYS],
            name="archive-after",
            title=self.tr("Archive closed ones after"),
        )
        self._minutes.activated.connect(self._on_preference)
        self._target.activated.connect(self._on_preference)
        self._archive.activated.connect(self._on_preference)
        self._row(card, self.tr("Minutes a day"), self.tr("What the practice buttons offer"), self._minutes)
        self._row(
            card,
            self.tr("Ready from"),
            self.tr("You are called ready when the low end of the range reaches this"),
            self._target,
        )
        self._row(
            card,
            self.tr("Archive closed ones after"),
            self.tr("Closed applications leave the lists by themselves; nothing is lost"),
            self._archive,
        )
        return self._block(self.tr("Practice and pipeline"), card)

    def _data(self) -> QWidget:
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
        from_file = Link(self.tr("Restore a backup from a file"), name="restore-file")
        from_file.clicked.connect(self._on_restore_file)
        block = QWidget()
        block.setLayout(
            vbox(
                label(self.tr("Data"), "section"),
                card,
                hbox(label(self.tr("Backups"), "section"), None, from_file),
                self._backups,
                spacing=8,
            )
        )
        return block

    def _show_backups(self, found: Sequence[Any]) -> None:
        clear(self._backups.body)
        for number, made in enumerate(found[:SHOWN]):
            local = made.made_at.astimezone(home_zone())
            counts = self.tr("{0} applications, {1} interviews, {2} answers").format(
                made.counts.get("application", 0),
                made.counts.get("interview", 0),
                made.counts.get("attempt", 0),
            )
            row = ListRow(
                f"{day(local.date())}, {clock_time(made.made_at)}",
                f"{self._reason(made.reason)} · {counts}",
                icon_name="backup",
                name=f"backup-{number}",
            )
            restore = Button(self.tr("Restore"), name=f"restore-{number}", size="small", kind="ghost")
            restore.setProperty("path", str(made.path))
            restore.clicked.connect(self._on_restore)
            row.add(restore)
            self._backups.add_row(row)
        if not found:
            self._backups.add_row(
                EmptyState(
                    "backup",
                    self.tr("No backup yet"),
                    self.tr("The first one is written with your first change of a day."),
                    name="no-backups",
                )
            )

    def _reason(self, reason: str) -> str:
        return {
            "daily": self.tr("Daily"),
            "manual": self.tr("By hand"),
            "before-update": self.tr("Before an update"),
            "before-import": self.tr("Before an import"),
            "before-restore": self.tr("Before a restore"),
        }.get(reason, reason)

    def _on_look(self, _key: str) -> None:
        self.tools.settings.appearance = self._appearance.key  # type: ignore[assignment]
        self.tools.settings.density = self._density.key  # type: ignore[assignment]
        window = self.window()
        theme = window.findChild(Theme) or getattr(window, "theme", None)
        if isinstance(theme, Theme):
            theme.apply(self.tools.settings.appearance, self.tools.settings.density)

    def _on_preference(self) -> None:
        values = {
            "practice_minutes": self._minutes.value,
            "target_readiness": self._target.value / 100,
            "archive_after_days": self._archive.value,
        }
        try:
            _, change = preferences.change(self.tools.ctx, **values)
        except (InvalidInput, UserError) as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.tools.events.changed.emit(change | Change.INTERVIEWS)

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
        self._restore(Path(str(self.sender().property("path"))))

    def _on_restore_file(self) -> None:
        path = self.tools.prompts.choose_file(self.tr("Restore a backup"), self.tr("Backups (*.db)"))
        if path is not None:
            self._restore(path)

    def _restore(self, path: Path) -> None:
        sure = self.tools.prompts.confirm(
            self.tr("Restore this backup?"),
            self.tr("Your data becomes what it was then. What is there now is backed up first and kept."),
            self.tr("Restore"),
        )
        if not sure:
            return
        ctx = self.tools.ctx
        folder, clock = ctx.folder, ctx.clock
        ctx.close()
        try:
            backups.restore(folder, path, clock())
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
        self.tools.navigator.reopen(folder)

    def _run(self, use_case: object, words: str) -> None:
        try:
            use_case(self.tools.ctx)  # type: ignore[operator]
        except UserError as error:
            self.tools.events.notice.emit(Notice.problem(error))
            return
        self.tools.events.notice.emit(Notice(words))
        self.tools.events.changed.emit(Change.BACKUPS)
