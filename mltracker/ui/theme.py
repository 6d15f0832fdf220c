"""The theme in use, and the switch between themes.

Widgets and delegates ask `tokens()` when they paint, so a change of theme needs no bookkeeping: the application's
palette and style sheet change, Qt repaints everything, and everything asks again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from mltracker.ui.tokens import Appearance, Density, Tokens, load_tokens


class _Active:
    """What the application shows now; like QApplication.palette(), one per process."""

    tokens: Tokens | None = None
    density: Density = "normal"


def tokens() -> Tokens:
    """The theme in use; light until a Theme was applied."""
    if _Active.tokens is None:
        _Active.tokens = load_tokens("light")
    return _Active.tokens


def row_height() -> int:
    """Height of a one-line row in logical px: 36, or 28 when the user chose compact rows."""
    return tokens().size("row_compact" if _Active.density == "compact" else "row")


def font(role: str = "body", *, weight: int | None = None) -> QFont:
    """The system font in the size and weight of a type role, with tabular figures; `weight` overrides."""
    kind = tokens().types[role]
    result = QFont(QApplication.font())
    result.setPixelSize(kind.px)
    result.setWeight(QFont.Weight(weight or kind.weight))
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def code_font() -> QFont:
    """The fixed system font at body size, for code."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPixelSize(tokens().types["body"].px)
    return result


def palette_of(tokens: Tokens) -> QPalette:
    """The colors Fusion asks for, alike in active and inactive windows."""
    palette = QPalette()
    for role, token in tokens.palette_roles.items():
        color = tokens.color(token)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole[role], color)
        palette.setColor(
            QPalette.ColorGroup.Disabled,
            QPalette.ColorRole[role],
            tokens.color(tokens.disabled_roles.get(role, token)),
        )
    return palette


class Theme(QObject):
    """Puts a theme on the application, follows the system when asked to, and switches at run time."""

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.appearance: Appearance = "system"
        self.density: Density = "normal"
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def apply(self, appearance: Appearance = "system", density: Density = "normal") -> None:
        """Show the application in this appearance and density; no work if both are shown already."""
        wanted = load_tokens(self._resolve(appearance))
        self._tell_system(appearance)
        shown = _Active.tokens is wanted and _Active.density == density and self._app.styleSheet()
        self.appearance, self.density = appearance, density
        if shown:
            return
        _Active.tokens, _Active.density = wanted, density
        base = QFont(self._app.font())
        base.setPixelSize(wanted.types["body"].px)
        base.setFeature(QFont.Tag("tnum"), 1)
        self._app.setFont(base)
        self._app.setPalette(palette_of(wanted))
        self._app.setStyleSheet(wanted.sheet())
        self.changed.emit()

    def _resolve(self, appearance: Appearance) -> str:
        if appearance != "system":
            return appearance
        # desktops that do not say are Unknown: light
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _tell_system(self, appearance: Appearance) -> None:
        # only for what the system draws itself, title bars and native dialogs; our own colors come from the tokens
        hints = self._app.styleHints()
        if appearance == "system":
            hints.unsetColorScheme()
        else:
            scheme = Qt.ColorScheme.Dark if appearance == "dark" else Qt.ColorScheme.Light
            hints.setColorScheme(scheme)

    def _on_system_changed(self) -> None:
        if self.appearance == "system":
            self.apply("system", self.density)
