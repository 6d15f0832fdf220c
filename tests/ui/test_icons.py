import re

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtSvg import QSvgRenderer

from mltracker.paths import resource
from mltracker.ui.icons import icon, names, pixmap
from mltracker.ui.theme import Theme, tokens
from mltracker.ui.tokens import load_tokens

FILES = sorted(resource("icons").glob("*.svg"))


def colors(image: QImage) -> set[str]:
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            color = image.pixelColor(x, y)
            if color.alpha() == 255:
                found.add(color.name())
    return found


def test_there_are_eighty_icons() -> None:
    assert len(FILES) == 80
    assert names() == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_icon_loads_on_its_grid_and_takes_its_color(path: object) -> None:
    text = path.read_text(encoding="utf-8")
    assert "currentColor" in text
    assert not re.search(r"#[0-9A-Fa-f]{3,6}\b", text)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    assert renderer.isValid()
    assert renderer.viewBox().size() == QSize(24, 24)
    drawn = pixmap(path.stem, QColor("#ff0000"), 48).toImage()
    assert colors(drawn) == {"#ff0000"}


def test_an_icon_is_as_sharp_as_the_screen() -> None:
    drawn = icon("search").pixmap(QSize(16, 16), 2.0)
    assert drawn.size() == QSize(32, 32)
    assert drawn.devicePixelRatio() == 2.0


def test_an_icon_follows_the_theme_and_its_state(look: Theme) -> None:
    shown = icon("stage-offer", "muted", on="accent")
    assert colors(shown.pixmap(24, 24).toImage()) == {tokens().color("muted").name()}
    on = shown.pixmap(QSize(24, 24), QIcon.Mode.Normal, QIcon.State.On)
    assert colors(on.toImage()) == {tokens().color("accent").name()}
    off = shown.pixmap(QSize(24, 24), QIcon.Mode.Disabled)
    assert colors(off.toImage()) == {tokens().color("disabled").name()}
    look.apply("dark")
    assert colors(shown.pixmap(24, 24).toImage()) == {load_tokens("dark").color("muted").name()}


def test_an_unknown_icon_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_copies_of_an_icon_stay_alive() -> None:
    copies = [QIcon(icon("add")) for _ in range(200)]
    assert all(not copy.pixmap(16, 16).isNull() for copy in copies)
