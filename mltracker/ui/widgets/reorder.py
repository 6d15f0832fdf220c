"""Rows that can be put into another order: each has a grip, dragged by mouse or moved by Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.layouts import frame

Key = TypeVar("Key")
LINE = 2


def reordered(everything: Iterable[Key], shown: Sequence[Key]) -> list[Key]:
    """All keys in order, when those shown were put into the order given and the others stay where they are."""
    moved, queue = set(shown), iter(shown)
    return [next(queue) if key in moved else key for key in everything]


class Grip(Button):
    """The handle of one row; it tells where it is dragged to, in global px, and how far keys move it."""

    dragged = Signal(object)
    dropped = Signal()
    left = Signal()
    stepped = Signal(object)

    def __init__(self, title: str, *, name: str) -> None:
        super().__init__(name=name, kind="ghost", size="small", icon_name="drag", tip=" ")
        self.setAccessibleName(self.tr("Move {0}").format(title))
        self.setToolTip(self.tr("Drag to another place (Alt+Up, Alt+Down)"))
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.button() is Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(step)
        elif self._held and event.key() == Qt.Key.Key_Escape:
            self._held = False
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Reorder(QObject):
    """Belongs to a card that is filled anew after each change: `begin`, a `grip` for each row, `end`.

    `moved` brings the keys of all rows in the order that the user wants; the rows themselves stay until the card is
    filled again, and the grip that was moved by keys keeps the focus.
    """

    moved = Signal(object)

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._rows: list[tuple[int, QWidget]] = []
        self._grips: dict[int, Grip] = {}
        self._target: int | None = None
        self._focus: int | None = None
        self._line = frame("drop-line")
        self._line.setParent(card)
        self._line.hide()

    def begin(self) -> None:
        """Forget the rows that are about to go."""
        self._rows, self._grips, self._target = [], {}, None
        self._line.hide()

    def grip(self, key: int, title: str, row: QWidget) -> Grip:
        """The handle for a row that stands for `key`; put it into the row."""
        made = Grip(title, name=f"grip-{key}")
        made.setProperty("key", key)
        made.dragged.connect(self._on_dragged)
        made.dropped.connect(self._on_dropped)
        made.left.connect(self._on_left)
        made.stepped.connect(self._on_stepped)
        self._rows.append((key, row))
        self._grips[key] = made
        return made

    def end(self) -> None:
        """All rows are there again."""
        grip = self._grips.get(self._focus) if self._focus is not None else None
        self._focus = None
        if grip is not None:
            # the card is laid out, and may be scrolled to, only after this
            QTimer.singleShot(0, grip, grip.setFocus)

    def _on_dragged(self, at: object) -> None:
        if not isinstance(at, QPoint):
            return
        key = self._key()
        others = [row for other, row in self._rows if other != key]
        y = self._card.mapFromGlobal(at).y()
        self._target = sum(row.geometry().center().y() < y for row in others)
        edge = (
            others[self._target].geometry().top() - 1
            if self._target < len(others)
            else self._rows[-1][1].geometry().bottom()
        )
        self._line.setGeometry(8, edge, self._card.width() - 16, LINE)
        self._line.show()
        self._line.raise_()

    def _on_dropped(self) -> None:
        self._line.hide()
        if self._target is not None:
            self._put(self._key(), self._target)

    def _on_left(self) -> None:
        self._line.hide()
        self._target = None

    def _on_stepped(self, step: object) -> None:
        key = self._key()
        place = [other for other, _ in self._rows].index(key) + int(str(step))
        if 0 <= place < len(self._rows):
            self._focus = key
            self._put(key, place)

    def _put(self, key: int, place: int) -> None:
        keys = [other for other, _ in self._rows]
        wanted = [other for other in keys if other != key]
        wanted.insert(place, key)
        if wanted != keys:
            self.moved.emit(wanted)

    def _key(self) -> int:
        return int(self.sender().property("key"))
