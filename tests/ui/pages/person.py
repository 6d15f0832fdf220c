"""A person at the window: finds things by name, clicks and types, and reads rows through services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from mltracker.services.context import Context
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page
from mltracker.ui.session import Session
from mltracker.ui.settings import WindowSettings
from mltracker.ui.tasks import InlineTasks
from mltracker.ui.widgets.clamped_label import ClampedLabel
from mltracker.ui.widgets.form import Choice
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts

Kind = TypeVar("Kind", bound=QWidget)
PAGES = (
    "today",
    "pipeline",
    "interviews",
    "practice",
    "questions",
    "ask",
    "readiness",
    "library",
    "settings",
)
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Owns one window on one data folder."""

    def __init__(
        self, session: Session, qtbot: QtBot, folder: Path, clock: FakeClock, prompts: ScriptedPrompts
    ) -> None:
        self.session, self.qtbot, self.clock, self.prompts = session, qtbot, clock, prompts
        self.folder = folder
        self.main = session.window

    @property
    def ctx(self) -> Context:
        """The open data."""
        assert self.session.context is not None
        return self.session.context

    @property
    def page(self) -> Page:
        """The page in view."""
        assert self.main.host is not None
        assert self.main.host.page is not None
        return self.main.host.page

    @property
    def page_name(self) -> str:
        """The name of the page in view."""
        assert self.main.host is not None
        assert self.main.host.shown is not None
        return self.main.host.shown.name

    def shown(self, name: str, kind: type[Kind] = QWidget) -> list[Kind]:  # type: ignore[assignment]
        """Every visible widget of a name, the oldest first."""
        return [widget for widget in self.main.findChildren(kind, name) if widget.isVisible()]

    def find(self, name: str, kind: type[Kind] = QWidget) -> Kind:  # type: ignore[assignment]
        """The newest visible widget of a name: what was replaced lives until the event loop comes round."""
        self.until(lambda: bool(self.shown(name, kind)), f"{name} is not shown")
        return self.shown(name, kind)[-1]

    def is_shown(self, name: str) -> bool:
        """Whether a widget of this name is in view."""
        return bool(self.shown(name))

    def click(self, name: str) -> None:
        """Click the middle of a widget."""
        widget = self.find(name)
        assert widget.isEnabled(), f"{name} is disabled"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def drag(self, name: str, *, to: str, above: bool) -> None:
        """Drag a widget by the mouse to just above or below another."""
        source, target = self.find(name), self.find(to)
        y = -4 if above else target.height() + 4
        place = source.mapFromGlobal(target.mapToGlobal(QPoint(target.width() // 2, y)))
        self.qtbot.mousePress(source, Qt.MouseButton.LeftButton)
        self.qtbot.mouseMove(source, place)
        self.qtbot.mouseRelease(source, Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def tick(self, name: str) -> None:
        """Click a tick box on its box."""
        box = self.find(name, QCheckBox)
        self.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        self.settle()

    def focus(self, name: str) -> QWidget:
        """Put the focus into a widget, or the field that stands for it."""
        widget = self.find(name)
        widget.window().activateWindow()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        target = widget.focusProxy() or widget
        self.until(target.hasFocus, f"{name} takes no focus")
        return target

    def type(self, name: str, text: str) -> None:
        """Type into a field in place of what it held."""
        field = self.focus(name)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(field, text)
        self.settle()

    def paste(self, name: str, text: str) -> None:
        """Paste into a field in place of what it held."""
        field = self.focus(name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.selectAll()
        QApplication.clipboard().setText(text)
        field.paste()
        QApplication.clipboard().clear()
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            self.qtbot.keyClick(self._front(), key, modifier)
            self.settle()

    def keys(self, text: str) -> None:
        """Type where the focus is."""
        for letter in text:
            self.qtbot.keyClicks(self._front(), letter)
            self.settle()

    def _front(self) -> QWidget:
        """What a key goes to: the focus in the dialog in front, or in the window."""
        window = QApplication.activeModalWidget() or self.main
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self.until(window.isActiveWindow, f"{window.objectName()} does not become active")
        return QApplication.focusWidget() or window

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a combo box by its words."""
        combo = self.find(name, QComboBox)
        number = combo.findText(words)
        assert number >= 0, f"{name} has no {words}: {[combo.itemText(n) for n in range(combo.count())]}"
        combo.setFocus()
        self.qtbot.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(number):
            self.qtbot.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentText() == words
        if isinstance(combo, Choice):
            combo.settle()
        self.settle()

    def menu(self) -> QMenu:
        """The menu that is open."""
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "no menu is open")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def pick(self, words: str) -> None:
        """Click an entry of the open menu."""
        menu = self.menu()
        entry = next((a for a in menu.actions() if a.text() == words), None)
        assert entry is not None, f"no {words} in {[a.text() for a in menu.actions()]}"
        self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
        self.settle()

    def segment(self, name: str, words: str) -> None:
        """Click a part of a segmented control by its words."""
        control = self.find(name)
        parts = [w for w in control.findChildren(QWidget) if getattr(w, "text", str)() == words]
        assert parts, f"{name} has no {words}"
        self.qtbot.mouseClick(parts[0], Qt.MouseButton.LeftButton)
        self.settle()

    def text(self, name: str) -> str:
        """What a label or a field says."""
        widget: Any = self.find(name)
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            return widget.toPlainText()
        return str(widget.text() if callable(widget.text) else widget.text)

    def words(self, name: str) -> str:
        """Everything that the labels inside a widget say."""
        inside = self.find(name)
        labels = [w for kind in (QLabel, ClampedLabel) for w in inside.findChildren(kind) if w.isVisible()]
        return "\n".join(label.text() for label in labels)

    def rows(self, name: str) -> list[str]:
        """What a list or the first column of a table shows, from top to bottom."""
        model = self.find(name, QAbstractItemView).model()
        return [str(model.index(row, 0).data()).strip() for row in range(model.rowCount())]

    def index(self, name: str, words: str) -> QModelIndex:
        """The entry of a list or table that says this."""
        view = self.find(name, QAbstractItemView)
        place = self.rows(name).index(words)
        return view.model().index(place, 0)

    def click_row(self, name: str, words: str, *, double: bool = False, settle: bool = True) -> None:
        """Click an entry of a list or table."""
        view = self.find(name, QAbstractItemView)
        index = self.index(name, words)
        view.scrollTo(index)
        beside = 1 if getattr(view, "tick_column", -1) == 0 else 0
        spot = view.visualRect(index.siblingAtColumn(beside)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        if double:
            self.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        if settle:
            self.settle()

    def error(self, form: str, key: str) -> str:
        """What a form says is wrong with a field; empty when nothing is."""
        found = self.shown(f"{form}-{key}-error")
        sign = getattr(found[-1], "sign", None) if found else None
        return sign.text if sign is not None else ""

    def action(self, key: str) -> QAction:
        """An action of the menus."""
        found = self.main.findChild(QAction, f"action-{key}")
        assert isinstance(found, QAction)
        return found

    def show(self, page: str) -> None:
        """Go to a page by its shortcut."""
        keys = self.action(f"go-{page}").shortcut()
        stroke = keys[0]
        self.key(stroke.key(), stroke.keyboardModifiers())
        self.until(lambda: self.page_name == page, f"{page} is not shown")
        self.settle()

    def show_interview(self, interview_id: int, section: str = "") -> None:
        """Open an interview, as the chip of the header or a row of another page does."""
        assert self.main.host is not None
        self.main.host.show_place(Place("interviews", interview_id, section))
        self.settle()

    def dialog(self) -> QDialog | None:
        """The dialog in front."""
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) else None

    def until(self, check: Callable[[], bool], else_say: str = "") -> None:
        """Wait for something."""
        try:
            self.qtbot.waitUntil(check, timeout=2_000)
        except Exception as error:
            raise AssertionError(else_say or str(error)) from error

    def settle(self) -> None:
        """Let replaced widgets go and new ones appear."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents()

    def turns(self, number: int) -> None:
        """Let the event loop come round so many times."""
        for _ in range(number):
            loop = QEventLoop()
            QTimer.singleShot(0, loop.quit)
            loop.exec()

    def in_view(self, name: str) -> bool:
        """Whether the whole widget can be seen in the window."""
        widget = self.find(name)
        return widget.visibleRegion().boundingRect() == QRect(QPoint(0, 0), widget.size())


@contextmanager
def reads() -> Iterator[list[str]]:
    """Every statement that asks the database for something while the block runs."""
    found: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if statement.startswith(("SELECT", "WITH")):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def at_window(
    qtbot: QtBot,
    app: QApplication,
    folder: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    page: str = "today",
) -> Iterator[Person]:
    """A person at a window on this folder, left on a page the last time, until the block ends."""
    before = WindowSettings(folder / "window.ini")
    before.page = page
    before.save()
    session = Session(app, folder, clock, prompts=prompts, tasks=InlineTasks())
    session.crash.install = lambda: None  # type: ignore[method-assign]  # pytest-qt reports what slots raise
    session.show()
    session.open()
    person = Person(session, qtbot, folder, clock, prompts)
    try:
        qtbot.waitExposed(session.window)
        session.window.activateWindow()
        person.until(session.window.isActiveWindow, "the window is not active")
        person.settle()
        yield person
    finally:
        for widget in app.topLevelWidgets():
            if isinstance(widget, QMenu | QDialog):
                widget.close()
        session.window.close()
        session.close()
        session.window.deleteLater()
