"""A theme's values as resources/themes has them: colors, sizes, type. Needed for the first paint, so it asks little of Qt."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtGui import QColor

from mltracker.paths import resource

Appearance = Literal["system", "light", "dark"]
Density = Literal["normal", "compact"]
APPEARANCES: tuple[Appearance, ...] = ("system", "light", "dark")
DENSITIES: tuple[Density, ...] = ("normal", "compact")
COLOR_SECTIONS = ("surface", "line", "text", "accent", "state", "stage", "readiness", "chart")


@dataclass(frozen=True, slots=True)
class TypeRole:
    """Size and line height in logical px, and weight, of one kind of text."""

    px: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: colors by role ("muted" or "text.muted"), sizes in logical px, type, palette roles."""

    name: str
    colors: Mapping[str, str]
    sizes: Mapping[str, Any]
    types: Mapping[str, TypeRole]
    palette_roles: Mapping[str, str]
    disabled_roles: Mapping[str, str]

    def color(self, role: str) -> QColor:
        """The color of a role; KeyError if the themes do not name it."""
        return QColor(self.colors[role])

    def size(self, key: str) -> int:
        """A measure in logical px."""
        return int(self.sizes[key])

    @property
    def scrim(self) -> QColor:
        """The color that dims the window behind the palette and modal dialogs."""
        color = self.color("scrim")
        color.setAlphaF(float(self.sizes["scrim_opacity"]))
        return color

    def sheet(self) -> str:
        """The application's style sheet, made from the one template and these tokens."""
        values = {key.replace(".", "_"): value for key, value in self.colors.items()}
        return Template(resource("themes/sheet.qss").read_text(encoding="utf-8")).substitute(values)


@cache
def load_tokens(name: str) -> Tokens:
    """Read a theme file of resources/themes by name, "light" or "dark"."""
    raw = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    colors: dict[str, str] = {}
    for section in COLOR_SECTIONS:
        for key, value in raw[section].items():
            colors[f"{section}.{key}"] = value
            colors[key] = value
    palette = dict(raw["palette"])
    disabled = palette.pop("disabled")
    return Tokens(
        name=raw["name"],
        colors=MappingProxyType(colors),
        sizes=MappingProxyType(raw["size"]),
        types=MappingProxyType({key: TypeRole(**value) for key, value in raw["type"].items()}),
        palette_roles=MappingProxyType(palette),
        disabled_roles=MappingProxyType(disabled),
    )
