"""The line being typed: text, topic, twins from the bank, and the grade by one key."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import AskedDraft
from mltracker.domain.questions import GRADES
from mltracker.services import catalog
from mltracker.services.matching import Match, Twin
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.guard import guarded
from mltracker.ui.models.roles import Roles
from mltracker.ui.page import PageTools
from mltracker.ui.pages.interviews.grade_keys import GradeKeys
from mltracker.ui.typed import TypedQuestions
from mltracker.ui.widgets.form import UNCUT
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.views import ListView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MATCH_AFTER_MS = 120
DIGITS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


class SuggestionModel(QAbstractListModel):
    """Twins of the bank, and the user's own wording as the last choice."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._twins: tuple[Twin, ...] = ()

    def set_twins(self, twins: tuple[Twin, ...]) -> None:
        """Offer other twins."""
        self.beginResetModel()
        self._twins = twins
        self.endResetModel()

    def twin(self, row: int) -> Twin | None:
        """The twin of a row; None for the user's own wording."""
        return self._twins[row] if 0 <= row < len(self._twins) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._twins else len(self._twins) + 1

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        twin = self.twin(index.row())
        face = (
            RowFace(twin.prompt, icon="link", right=self.tr("asked before") if twin.times_asked else "")
            if twin is not None
            else RowFace(self.tr("Keep my wording as a new question"), icon="add")
        )
        if role == Roles.VALUE:
            return face
        return face.title if role == Qt.ItemDataRole.DisplayRole else None


class DebriefEntry(QFrame):
    """Type, Enter, one digit: the line is done and the next one is open."""

    line_done = Signal(object)
    text_changed = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("debrief-entry")
        self._tools = tools
        self._twin: Twin | None = None
        self._keep_own = False
        self._topic_chosen = False
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MATCH_AFTER_MS)
        self._timer.timeout.connect(self._on_match)
        self._typed = TypedQuestions(tools, self)
        self._typed.ready.connect(self._on_match)
        self._field.textEdited.connect(self._on_edited)
        self._topic.activated.connect(self._on_topic_chosen)
        self._grades.chosen.connect(self._on_graded)
        self._list.clicked.connect(self._on_suggestion_clicked)

    @property
    def text(self) -> str:
        """What is typed and not logged yet."""
        return self._field.text()

    def set_number(self, number: int) -> None:
        """Number the line."""
        self._number.setText(f"{number}.")

    def start(self, text: str) -> None:
        """Open the next line."""
        self._typed.prepare()
        self._twin, self._keep_own, self._topic_chosen = None, False, False
        self._field.setText(text)
        self._grades.set_grade(None)
        self._error.hide()
        self._show_match(Match((), ()))
        self._field.setFocus()
        if text:
            self._timer.start()

    def finish_line(self) -> None:
        """Log the line without a grade."""
        self._log(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._field:
                return self._on_field_key(event)
            return self._on_grade_key(event)
        return False

    def _build(self) -> None:
        self._number = label("1.", tone="muted")
        self._number.setFixedWidth(24)
        self._field = QLineEdit()
        self._field.setObjectName("debrief-text")
        self._field.setAccessibleName(self.tr("What they asked, in your words"))
        self._field.setPlaceholderText(self.tr("What they asked, in your words"))
        self._field.setMaxLength(UNCUT)
        self._field.installEventFilter(self)
        self._topic = QComboBox()
        self._topic.setObjectName("debrief-topic")
        self._topic.setAccessibleName(self.tr("Topic"))
        self._topic.addItem(self.tr("Topic: suggested"), "")
        for topic in catalog.topics().topics:
            self._topic.addItem(topic.title, topic.slug)
        self._topic.setFixedWidth(160)
        self._grades = GradeKeys(name="debrief-grade", as_one=True)
        self._grades.installEventFilter(self)
        self._model = SuggestionModel(self)
        self._list = ListView(
            self, name="debrief-suggestions", title=self.tr("Close to questions in your bank")
        )
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("role", "suggestions")
        self._list.hide()
        self._chosen = label("", "small", "muted", wrap=True, name="debrief-twin")
        self._error = label("", "small", "bad", wrap=True, name="debrief-error")
        self._error.hide()
        line = hbox(self._number, self._field, self._topic, self._grades, spacing=8)
        line.setStretch(1, 1)
        below = vbox(
            self._chosen, self._error, self._list, spacing=4, margins=(32, 0, 0, 0)
        )  # under the field
        self.setLayout(vbox(line, below, spacing=4))
        jump = QShortcut(QKeySequence("Alt+T"), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._topic.setFocus)

    def _show_match(self, found: Match) -> None:
        self._model.set_twins(found.questions)
        shown = bool(found.questions) and self._twin is None and not self._keep_own
        self._list.setVisible(shown)
        if shown:
            self._list.setFixedHeight(36 * self._model.rowCount() + 4)
            self._list.setCurrentIndex(self._model.index(0))
        if self._twin is not None:
            self._chosen.setText(self.tr("The same as: {0}").format(self._twin.prompt))
        else:
            self._chosen.setText(self.tr("Kept as a new question of yours") if self._keep_own else "")
        self._chosen.setVisible(bool(self._chosen.text()))
        if not self._topic_chosen:
            slug = found.topics[0].slug if found.topics else ""
            if self._twin is not None and self._twin.topic:
                slug = self._twin.topic
            self._topic.setCurrentIndex(max(0, self._topic.findData(slug)))

    def _on_edited(self, _text: str) -> None:
        self._twin, self._keep_own = None, False
        self._timer.start()
        self.text_changed.emit()

    def _on_match(self) -> None:
        text = self._field.text().strip()
        self._show_match((self._typed.match(text) if len(text) >= 3 else None) or Match((), ()))

    def _on_topic_chosen(self) -> None:
        self._topic_chosen = True
        self._grades.setFocus()

    def _on_field_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._field.text().strip():
                self._timer.stop()
                self._on_match()
                self._grades.setFocus()
            return True
        if self._list.isVisible() and key == Qt.Key.Key_Tab:
            self._take(self._list.currentIndex().row())
            return True
        if self._list.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self._model.rowCount() - 1, self._list.currentIndex().row() + step))
            self._list.setCurrentIndex(self._model.index(row))
            return True
        return False

    def _on_grade_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if key in DIGITS:
            self._log(GRADES[DIGITS[key]])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._log(None)
            return True
        if key == Qt.Key.Key_Escape:
            self._field.setFocus()
            return True
        return False

    def _on_graded(self, grade: object) -> None:
        self._log(str(grade))

    def _on_suggestion_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        self._twin = self._model.twin(row)
        self._keep_own = self._twin is None
        self._show_match(self._typed.match(self._field.text()) or Match((), ()))
        self._grades.setFocus()

    def _log(self, grade: str | None) -> None:
        try:
            draft = AskedDraft.make(
                text=self._field.text(),
                topic=self._topic.currentData() or "",
                question_id=self._twin.id if self._twin else None,
                grade=grade,
                keep_as_question=self._keep_own,
            )
        except InvalidInput as error:
            self._error.setText(str(error))
            self._error.show()
            self._field.setFocus()
            return
        self.line_done.emit(draft)
