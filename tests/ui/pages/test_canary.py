"""A picture named by a text is never loaded: not as a resource, and no pixel of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSystemTrayIcon,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mltracker.services.context import open_context
from mltracker.ui.editors.interview_editor import InterviewEditor
from mltracker.ui.editors.letter_editor import LetterEditor
from mltracker.ui.editors.loop_editor import LoopEditor
from mltracker.ui.editors.offer_editor import OfferEditor
from mltracker.ui.frame.tray import Tray
from mltracker.ui.pages.pipeline.merge_dialog import MergeDialog
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages import searches
from tests.ui.pages.person import CTRL, PAGES, Person, at_window


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


def test_no_list_letter_notice_or_form_beside_the_pages_loads_it(trapped: Person) -> None:
    found = []

    def look(what: str) -> None:
        trapped.settle()
        found.extend(f"{what}: {name}" for name in seen(trapped))

    name = searches.hostile_words(searches.canary(trapped.ctx.folder / "pictures"))[0][:8]
    trapped.key(Qt.Key.Key_K, CTRL)
    trapped.keys("img src")
    assert any("<img" in row for row in trapped.rows("palette-list"))
    look("palette")
    trapped.key(Qt.Key.Key_Escape)
    trapped.show("pipeline")
    trapped.key(Qt.Key.Key_N, CTRL)
    trapped.type("application-company", name)
    field = trapped.find("application-company", QLineEdit)
    completer = field.completer()
    trapped.until(completer.popup().isVisible, "nothing is offered")
    assert "<img" in completer.currentCompletion()
    look("completer")
    completer.popup().hide()
    trapped.paste("application-company", completer.currentCompletion())
    assert "<img" in trapped.text("application-editor-notice")
    look("warning of a duplicate")
    trapped.click("application-editor-cancel")
    page = trapped.page
    for slug in ("check-in", "thank-you"):
        letter = LetterEditor(page.tools, trapped.main, slug, 1, 1 if slug == "thank-you" else None)
        letter.open()
        look(slug)
        assert any("<img" in field.toPlainText() for field in letter.findChildren(QPlainTextEdit))
        letter.reject()
    for editor in (
        InterviewEditor(page.tools, trapped.main, interview_id=1),
        LoopEditor(page.tools, trapped.main, interview_id=1),
        OfferEditor(page.tools, trapped.main, 1),
        MergeDialog(page.tools, trapped.main, [1, 2]),
    ):
        editor.open()
        look(editor.objectName())
        editor.reject()
    trapped.click_row("column-1", trapped.rows("column-1")[0])
    trapped.click("detail-more")
    trapped.pick("Archive")
    assert "<img" in trapped.text("toast-text")
    look("toast")
    assert found == []


def test_what_the_desktop_is_told_holds_no_mark_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Desktops read mark-up in notifications, pictures among it; nobody can be asked for plain text."""
    said: list[str] = []

    def hear(_icon: QSystemTrayIcon, title: str, text: str, *_more: object) -> None:
        said.extend((title, text))

    monkeypatch.setattr(QSystemTrayIcon, "showMessage", hear)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    parent = QWidget()
    qtbot.addWidget(parent)
    tray = Tray(parent)
    tray.say("<img src='file:///x'> & co, ML breadth", "<b>in 5 min</b>")
    tray.stop()
    assert said == ["‹img src='file:///x'› & co, ML breadth", "‹b›in 5 min‹/b›"]


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
        for view in trapped.main.findChildren(QAbstractItemView):
            model = view.model()
            for row in range(model.rowCount() if model is not None and view.isVisible() else 0):
                for column in range(view.horizontalHeader().count() if isinstance(view, QTableView) else 1):
                    tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    if tip and "<img src=" in str(tip):
                        rich.append(f"{page}: tooltip in {view.objectName()}, row {row}")
    assert rich == []
    assert not trapped.main.findChildren(QMessageBox)
