"""What holds for the keyboard everywhere: Tab comes round, the focus can be seen, and nothing flashes up in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from tests.end_to_end.keyboard import Keyboard
from tests.ui.pages import checks
from tests.ui.pages.person import CTRL, PAGES, Person

FORMS = (
    "add-application",
    "add-interview",
    "add-rounds",
    "add-question",
    "add-contact",
    "add-note",
    "compare-offers",
    "reminders",
    "shortcuts",
    "about",
)


@pytest.fixture
def flashed(qapp: QApplication) -> Iterator[list[str]]:
    """Windows of their own that came to the front although nobody asked for one; there is but one window."""
    found: list[str] = []

    def look(window: QWindow | None) -> None:
        if window is not None and window.type() is Qt.WindowType.Window:
            found.append(window.objectName())

    QGuiApplication.instance().focusWindowChanged.connect(look)  # type: ignore[union-attr]
    yield found
    qapp.focusWindowChanged.disconnect(look)


def lacks(root: QWidget) -> list[str]:
    """What a page or a form lacks for whoever works by keys."""
    return [*checks.unnamed(root), *checks.tipless(root), *checks.lost(root), *checks.unringed(root)]


def test_every_page_takes_the_keyboard_and_tab_comes_round(sample: Person, flashed: list[str]) -> None:
    keys = Keyboard(sample)
    found = []
    for number, page in enumerate(PAGES, start=1):
        keys.press(Qt.Key.Key_Comma if page == "settings" else Qt.Key(Qt.Key.Key_0 + number), CTRL)
        start = keys.focus
        if not sample.page.isAncestorOf(start):
            found.append(f"{page} leaves the keyboard at {start.objectName()}")
        keys.press(Qt.Key.Key_Tab)
        presses = 1
        while keys.focus is not start:
            keys.press(Qt.Key.Key_Tab)
            presses += 1
            assert presses < 200, f"{page}: Tab does not come round"
        found += [f"{page}: {line}" for line in lacks(sample.page)]
    assert found == []
    assert set(flashed) <= {"main-windowWindow"}


def test_every_form_begins_in_its_body_and_tab_comes_round(sample: Person, flashed: list[str]) -> None:
    sample.show("pipeline")
    for form in FORMS:
        sample.action(form).trigger()
        sample.settle()
        dialog = sample.dialog()
        assert dialog is not None, form
        dialog.activateWindow()
        sample.until(dialog.isActiveWindow)
        begins = dialog.focusWidget().objectName()
        alone = form in ("shortcuts", "about")
        assert alone or not begins.endswith(("-ok", "-cancel", "-close", "-done")), (
            f"{form} begins at {begins}"
        )
        assert lacks(dialog) == []
        sample.key(Qt.Key.Key_Escape)
        assert sample.dialog() is None
    assert set(flashed) <= {"main-windowWindow"}
