"""A picture named by a text is never loaded: not as a resource, and no pixel of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mltracker.services.context import open_context
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages import searches
from tests.ui.pages.person import PAGES, Person, at_window


def sees_canary(widget: QWidget) -> bool:
    """Whether the color that only the picture has is among the widget's pixels."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = searches.CANARY.rgb().to_bytes(4, "little")
    data = bytes(image.constBits())
    at = data.find(wanted)
    while at >= 0 and at % 4:
        at = data.find(wanted, at + 1)
    return at >= 0


def test_the_watch_sees_a_picture_that_is_shown(tmp_path: Path, qtbot: QtBot) -> None:
    """Rich text shows it: what the other tests look for can be found."""
    label = QLabel(f"<img src='{searches.canary(tmp_path)}'>")
    qtbot.addWidget(label)
    label.show()
    assert sees_canary(label)
    document = QTextDocument()
    document.setHtml(f"<img src='{searches.canary(tmp_path).as_uri()}'>")
    assert document.resource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(searches.canary(tmp_path).as_uri())
    )


@pytest.fixture
def trapped(
    qtbot: QtBot,
    qapp: QApplication,
    data_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> Person:
    ctx = open_context(data_dir, clock, "write")
    searches.hostile(ctx, searches.canary(tmp_path / "pictures"))
    ctx.close()
    with at_window(qtbot, qapp, data_dir, clock, prompts) as person:
        yield person  # type: ignore[misc]


def seen(person: Person) -> list[str]:
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [widget.objectName() for widget in windows if sees_canary(widget)]


def test_no_page_dialog_or_tooltip_loads_it(trapped: Person) -> None:
    found = []
    for page in PAGES:
        trapped.show(page)
        found += [f"{page}: {name}" for name in seen(trapped)]
    trapped.show("pipeline")
    trapped.click_row("column-1", trapped.rows("column-1")[0])
    tabs = trapped.find("detail-tabs")
    for number in range(5):
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())  # type: ignore[attr-defined]
        trapped.settle()
        found += [f"tab {number}: {name}" for name in seen(trapped)]
    trapped.click("detail-edit")
    found += [f"editor: {name}" for name in seen(trapped)]
    trapped.click("application-editor-cancel")
    trapped.show("questions")
    mine = next(row for row in trapped.rows("question-list") if row.startswith("<img"))
    trapped.click_row("question-list", mine)
    found += [f"reading: {name}" for name in seen(trapped)]
    trapped.show_interview(2, "debrief")
    found += [f"debrief: {name}" for name in seen(trapped)]
    assert found == []


def test_tooltips_and_labels_of_data_are_plain_text(trapped: Person) -> None:
    """A text that Qt takes for rich text would load what it names once it is shown."""
    rich = []
    for page in PAGES:
        trapped.show(page)
        for widget in trapped.main.findChildren(QWidget):
            if "<img src=" in widget.toolTip():
                rich.append(f"{page}: tooltip of {widget.objectName()}")
            if (
                isinstance(widget, QLabel)
                and "<img" in widget.text()
                and widget.textFormat().name != "PlainText"
            ):
                rich.append(f"{page}: label {widget.objectName()}")
    assert rich == []
    assert not trapped.main.findChildren(QMessageBox)
