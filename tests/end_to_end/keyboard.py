"""A person with a keyboard and no mouse: keys go to the window in front, and nothing else is ever done to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QTabBar, QWidget

from tests.ui.pages.person import CTRL, NO_KEY, Person

FAR = 40
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Keyboard:
    """Presses keys, as the system hands them to the window in front. The person it belongs to only looks.

    After each key something must have the focus, in view and able.
    """

    def __init__(self, person: Person) -> None:
        self.look = person

    @property
    def focus(self) -> QWidget:
        """What has the focus: never nothing, never something that cannot be seen."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        assert found.isVisible(), f"{found.objectName()} has the focus and is not in view"
        return found

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        return self.focus.objectName()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key with nothing or something held."""
        for _ in range(times):
            QTest.keyClick(self._window(), key, modifier)
            self._settle()

    def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            QTest.keyClick(self._window(), letter)
        self._settle()

    def retype(self, text: str) -> None:
        """Type in place of what a field holds."""
        self.press(Qt.Key.Key_A, CTRL)
        self.type(text)

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return)

    def escape(self) -> None:
        """Press Esc."""
        self.press(Qt.Key.Key_Escape)

    def tab(self, name: str, most: int = FAR, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until something of this name has the focus; many presses are too many."""
        key, modifier = (Qt.Key.Key_Backtab, SHIFT) if back else (Qt.Key.Key_Tab, NO_KEY)
        way = [self.at]
        while self.at != name or len(way) == 1:
            assert len(way) <= most, f"{name} is not reached by {most} times Tab: {way}"
            self.press(key, modifier)
            way.append(self.at)

    def row(self, words: str) -> None:
        """Go down from the first row of the list that has the focus to the one that says this."""

        def current() -> str:
            view = self.focus
            assert isinstance(view, QAbstractItemView), f"{view.objectName()} has no rows"
            return str(view.currentIndex().data())

        self.press(Qt.Key.Key_Home)
        self._until(current, words, Qt.Key.Key_Down)

    def choose(self, words: str) -> None:
        """Choose an entry of the combo box that has the focus."""
        self.press(Qt.Key.Key_Home)
        self._until(lambda: self._of(QComboBox).currentText(), words, Qt.Key.Key_Down)

    def tab_bar(self, words: str) -> None:
        """Turn on a tab of the bar that has the focus."""

        def current() -> str:
            bar = self._of(QTabBar)
            return bar.tabText(bar.currentIndex())

        self._until(current, words, Qt.Key.Key_Right)

    def pick(self, words: str) -> None:
        """Choose an entry of the open menu."""

        def current() -> str:
            action = self._of(QMenu).activeAction()
            return action.text() if action is not None else ""

        self._until(current, words, Qt.Key.Key_Down)
        self.enter()

    def _window(self) -> QWindow:
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window is in front"
        return window

    def _settle(self) -> None:
        """Let it happen; where a dialog closed, the desktop brings its window back to the front."""
        self.look.settle()
        main = self.look.main
        if QApplication.activeWindow() is None and main.isVisible():
            (QApplication.activeModalWidget() or main).activateWindow()
            self.look.until(lambda: QApplication.activeWindow() is not None, "no window comes to the front")
            self.look.settle()

    def _of(self, kind: type) -> QWidget:
        found = self.focus
        assert isinstance(found, kind), f"{found.objectName()} is no {kind.__name__}"
        return found

    def _until(self, current: Callable[[], str], words: str, key: Qt.Key) -> None:
        said: list[str] = []
        while current() != words:
            said.append(current())
            assert len(said) <= FAR, f"{words} is not come to: {said}"
            self.press(key)
