"""How the window looks."""

from __future__ import annotations

from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.theme import Theme
from mltracker.ui.widgets.buttons import Segment, SegmentedControl
from mltracker.ui.widgets.card import Card


class LookSection(SettingsSection):
    """Colors and density; kept in the window's own file, as they are needed before the data is open."""

    def refresh(self) -> None:
        self._appearance.set_key(self.tools.settings.appearance)
        self._density.set_key(self.tools.settings.density)
        self._paper.set_key(self.tools.settings.paper)

    def _build(self) -> None:
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
        sheets = [
            Segment("usual", self.tr("Usual here")),
            Segment("a4", self.tr("A4")),
            Segment("letter", self.tr("Letter")),
        ]
        self._paper = SegmentedControl(sheets, name="paper", title=self.tr("Paper"))
        self._paper.changed.connect(self._on_paper)
        self._row(
            card, self.tr("Colors"), self.tr("System follows your desktop where it says"), self._appearance
        )
        self._row(card, self.tr("Rows"), self.tr("How tall rows of tables and lists are"), self._density)
        self._row(card, self.tr("Paper"), self.tr("What prep sheets are printed on"), self._paper)
        self._block(self.tr("Appearance"), card)

    def _on_paper(self, _key: str) -> None:
        self.tools.settings.paper = self._paper.key  # type: ignore[assignment]

    def _on_look(self, _key: str) -> None:
        self.tools.settings.appearance = self._appearance.key  # type: ignore[assignment]
        self.tools.settings.density = self._density.key  # type: ignore[assignment]
        window = self.window()
        theme = window.findChild(Theme) or getattr(window, "theme", None)
        if isinstance(theme, Theme):
            theme.apply(self.tools.settings.appearance, self.tools.settings.density)
