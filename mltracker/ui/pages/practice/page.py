"""Practice: a start that takes one click, cards by keyboard, and an end that says what changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QStackedLayout, QTextEdit

from mltracker.domain.changes import Change
from mltracker.domain.practice import PracticeRequest
from mltracker.services import practice
from mltracker.ui.navigation import Place
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.practice.card import CardView
from mltracker.ui.pages.practice.finish import FinishView
from mltracker.ui.pages.practice.start import StartView

GRADE_KEYS = {Qt.Key.Key_1: "again", Qt.Key.Key_2: "hard", Qt.Key.Key_3: "good", Qt.Key.Key_4: "easy"}
RUBRIC_KEYS = "ABCDEFGH"


class PracticePage(Page):
    """Three states: choosing, answering, and what it changed."""

    concerns = Change.PRACTICE | Change.INTERVIEWS | Change.QUESTIONS | Change.SETTINGS | Change.APPLICATIONS

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._start = StartView(tools, self)
        self._card = CardView(tools, self)
        self._finish = FinishView(self)
        self._stack = QStackedLayout(self)
        for view in (self._start, self._card, self._finish):
            self._stack.addWidget(view)
        self._start.requested.connect(self.begin)
        self._card.finished.connect(self._on_finished)
        self._finish.again_requested.connect(self._on_again)
        self._finish.closed.connect(self._on_closed)

    def refresh(self) -> None:
        if self._stack.currentWidget() is self._start:
            self.set_subtitle("")
            self._start.refresh()

    def open(self, place: Place) -> None:
        if isinstance(place.payload, PracticeRequest):
            self.begin(place.payload)

    def may_leave(self) -> bool:
        self._card.keep()
        return True

    def begin(self, request: object) -> None:
        """Plan and start; without anything to practice say so."""
        if not isinstance(request, PracticeRequest):
            return
        plan = practice.make_plan(self.tools.ctx, request)
        if not plan.items:
            self._start.say_nothing(request)
            self._stack.setCurrentWidget(self._start)
            return
        session = self.attempt(practice.start, self.tools.ctx, request)
        if session is None:
            return
        self._request = request
        self._card.start(plan, session)
        self._stack.setCurrentWidget(self._card)
        self.set_subtitle(self._card.what_for)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # as for a window that was only minimized
            self._card.come_back()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._card.leave()
        # every event of every other page would pass through Python
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Single keys work wherever the focus is on the card, except in fields where they are typed."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._stack.currentWidget() is not self._card or not self._card.isVisible():
            return False
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        focus = QApplication.focusWidget()
        if focus is None or watched is not focus or not (focus is self or self.isAncestorOf(focus)):
            return False
        return self._key(event, typing=_takes_text(focus))

    def _key(self, event: QKeyEvent, *, typing: bool) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._card.revealed:
                self._card.reveal()
                return True
            return False
        if typing or modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key == Qt.Key.Key_Space and not self._card.revealed:
            self._card.reveal()
        elif key in GRADE_KEYS and self._card.revealed:
            self._card.grade(GRADE_KEYS[key])
        elif self._card.revealed and event.text().upper() in RUBRIC_KEYS and event.text():
            return self._card.tick(event.text())
        elif key == Qt.Key.Key_S:
            self._card.skip()
        elif key == Qt.Key.Key_P:
            self._card.toggle_pause()
        elif key == Qt.Key.Key_Escape:
            self._card.end()
        else:
            return False
        return True

    def _on_finished(self, summary: object) -> None:
        if isinstance(summary, practice.SessionSummary):
            self._finish.show_summary(summary)
            self._stack.setCurrentWidget(self._finish)
            self.set_subtitle("")

    def _on_again(self) -> None:
        self.begin(self._request)

    def _on_closed(self) -> None:
        self._stack.setCurrentWidget(self._start)
        self.refresh()


def _takes_text(widget: QObject) -> bool:
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QLineEdit | QComboBox)
