import itertools
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from mltracker.paths import resource
from mltracker.ui import theme
from mltracker.ui.theme import Theme, font, row_height, tokens
from mltracker.ui.tokens import COLOR_SECTIONS, Tokens, load_tokens

NAMES = ("light", "dark")
TEXT_GROUNDS = ("window", "surface", "raised", "sunken", "hover", "pressed", "selected", "chip")
GRAPHIC_GROUNDS = ("window", "surface", "raised", "sunken", "selected")
STAGES = ("saved", "applied", "screening", "interviewing", "offer", "closed")
ON_THEIR_FILL = (
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_accent_soft", "accent_soft"),
    ("on_accent_soft", "accent_soft_hover"),
    ("on_accent_soft", "selected"),
    *((state, f"{state}_soft") for state in ("good", "warn", "bad", "info")),
    *((f"stage.{kind}", f"stage.{kind}_soft") for kind in STAGES),
    *(("text", f"{state}_soft") for state in ("good", "warn", "bad", "info")),
)


def luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(look: Tokens, one: str, other: str) -> float:
    low, high = sorted((luminance(look.color(one)), luminance(look.color(other))))
    return (high + 0.05) / (low + 0.05)


def weak(look: Tokens, pairs: object, floor: float) -> list[str]:
    return [f"{a} on {b}: {c:.2f}" for a, b in pairs if (c := contrast(look, a, b)) < floor]


def test_contrast_is_computed_as_wcag_does() -> None:
    assert pytest.approx(21) == (1 + 0.05) / 0.05
    assert luminance(QColor("white")) == pytest.approx(1)
    assert luminance(QColor("#777777")) == pytest.approx(0.1845, abs=1e-3)


def test_both_themes_name_the_same_things() -> None:
    light, dark = (load_tokens(name) for name in NAMES)
    assert light.colors.keys() == dark.colors.keys()
    assert light.sizes == dark.sizes
    assert light.types == dark.types
    assert light.palette_roles == dark.palette_roles
    assert light.disabled_roles == dark.disabled_roles


@pytest.mark.parametrize("name", NAMES)
def test_a_color_has_one_short_name(name: str) -> None:
    dotted = [key for key in load_tokens(name).colors if "." in key]
    assert len({key.split(".")[1] for key in dotted}) == len(dotted)
    assert {key.split(".")[0] for key in dotted} == set(COLOR_SECTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    look = load_tokens(name)
    roles = ("text", "muted", "link", "good", "warn", "bad", "info")
    assert weak(look, itertools.product(roles, TEXT_GROUNDS), 4.5) == []
    assert weak(look, ON_THEIR_FILL, 4.5) == []


@pytest.mark.parametrize("name", NAMES)
def test_graphics_can_be_made_out_on_every_ground(name: str) -> None:
    look = load_tokens(name)
    glyphs = [f"stage.{kind}" for kind in STAGES]
    assert weak(look, itertools.product(glyphs, GRAPHIC_GROUNDS), 3) == []
    marks = ("control", "focus", "solid", "band_line", "mark", "target")
    assert weak(look, itertools.product(marks, (*GRAPHIC_GROUNDS, "hover")), 3) == []
    charts = ("series", "series_2", "series_muted", "axis")
    assert weak(look, itertools.product(charts, ("window", "surface", "raised")), 3) == []
    assert weak(look, itertools.product(("disabled",), ("window", "surface", "raised")), 3) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_palette_role_names_a_token(name: str) -> None:
    look = load_tokens(name)
    for role, token in {**look.palette_roles, **look.disabled_roles}.items():
        assert QPalette.ColorRole[role] is not None
        assert token in look.colors


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_holds_only_colors_of_the_tokens(name: str) -> None:
    look = load_tokens(name)
    used = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", look.sheet()))
    assert used <= set(look.colors.values())
    template = resource("themes/sheet.qss").read_text()
    assert re.findall(r"#[0-9A-Fa-f]{6}\b", template) == []


def test_switching_changes_the_palette_and_says_so_once(
    look: Theme, qtbot: object, qapp: QApplication
) -> None:
    with qtbot.waitSignal(look.changed):
        look.apply("dark")
    assert tokens().name == "dark"
    dark = load_tokens("dark")
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert qapp.palette().color(group, QPalette.ColorRole.Window) == dark.color("window")
    assert qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == dark.color(
        "disabled"
    )
    with qtbot.assertNotEmitted(look.changed):
        look.apply("dark")


def test_the_system_counts_as_light_where_it_does_not_say(look: Theme) -> None:
    look.apply("dark")
    look.apply("system")
    assert tokens().name == "light"


def test_compact_rows_are_lower(look: Theme) -> None:
    assert row_height() == 36
    look.apply("light", "compact")
    assert row_height() == 28


def test_fonts_have_the_sizes_of_the_look() -> None:
    sizes = {role: (font(role).pixelSize(), font(role).weight()) for role in tokens().types}
    assert sizes["hero"] == (28, 600)
    assert sizes["body"] == (13, 400)
    assert sizes["key"] == (11, 400)
    assert font("body", weight=600).weight() == 600
    assert font().isFeatureSet(theme.QFont.Tag("tnum"))


def test_a_label_follows_the_theme(look: Theme, qtbot: object) -> None:
    shown = QLabel("Fernhollow Labs")
    shown.setProperty("tone", "muted")
    qtbot.addWidget(shown)
    shown.show()
    look.apply("dark")
    assert shown.palette().color(QPalette.ColorRole.WindowText) == load_tokens("dark").color("muted")
