"""What the window remembers about itself, in an INI file that is readable before any database is open."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from mltracker.ui.tokens import APPEARANCES, DENSITIES, Appearance, Density

Paper = Literal["usual", "a4", "letter"]
PAPERS: tuple[Paper, ...] = ("usual", "a4", "letter")

Choice = TypeVar("Choice", bound=str)


class WindowSettings:
    """Typed access to the window's state and appearance; a damaged or foreign value reads as its default."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Appearance:
        """Colors of the system, light or dark."""
        return self._choice("look/appearance", APPEARANCES, "system")

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._store.setValue("look/appearance", value)

    @property
    def density(self) -> Density:
        """Height of rows."""
        return self._choice("look/density", DENSITIES, "normal")

    @density.setter
    def density(self, value: Density) -> None:
        self._store.setValue("look/density", value)

    @property
    def paper(self) -> Paper:
        """What prep sheets are printed on."""
        return self._choice("look/paper", PAPERS, "usual")

    @paper.setter
    def paper(self, value: Paper) -> None:
        self._store.setValue("look/paper", value)

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the main window, for QWidget.restoreGeometry; empty at first."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def page(self) -> str:
        """Name of the page shown last."""
        return self.text("window/page", "today")

    @page.setter
    def page(self, value: str) -> None:
        self._store.setValue("window/page", value)

    @property
    def rail_icons_only(self) -> bool:
        """Whether the user chose a rail without names."""
        return self.flag("window/rail_icons_only")

    @rail_icons_only.setter
    def rail_icons_only(self, value: bool) -> None:
        self.set_flag("window/rail_icons_only", on=value)

    def state(self, name: str) -> QByteArray:
        """Saved state of a splitter or table header by its objectName; empty at first."""
        return self._bytes(f"state/{name}")

    def set_state(self, name: str, value: QByteArray) -> None:
        """Remember the state of a splitter or table header."""
        self._store.setValue(f"state/{name}", value)

    def text(self, key: str, default: str = "") -> str:
        """A remembered word, such as the view of a page; keys are "page/what"."""
        value = self._store.value(key)
        return value if isinstance(value, str) and value else default

    def set_text(self, key: str, value: str) -> None:
        """Remember a word."""
        self._store.setValue(key, value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A remembered yes or no."""
        return {"true": True, "false": False}.get(str(self._store.value(key)).lower(), default)

    def set_flag(self, key: str, *, on: bool) -> None:
        """Remember a yes or no."""
        self._store.setValue(key, "true" if on else "false")

    def save(self) -> None:
        """Write to the file now; Qt also does it by itself."""
        self._store.sync()

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _choice(self, key: str, known: tuple[Choice, ...], default: Choice) -> Choice:
        value = self._store.value(key)
        return next((choice for choice in known if choice == value), default)
