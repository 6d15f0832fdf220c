"""The menu of a card or a row, by the right mouse button or the menu key: about everything that is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.applications import StageRow
from mltracker.ui.text import menu_text


class CardMenu(QMenu):
    """`move_requested` carries a stage's id, `requested` a word that Actions knows, or open."""

    move_requested = Signal(object)
    requested = Signal(str)

    def __init__(self, parent: QWidget, stages: Sequence[StageRow], *, count: int, archived: bool) -> None:
        super().__init__(parent)
        self.setObjectName("card-menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = count == 1
        if one:
            self._add("open", self.tr("Open"))
        moves = self.addMenu(self.tr("Move to"))
        moves.setObjectName("card-menu-move")
        for stage in stages:
            moves.addAction(menu_text(stage.name)).setData(stage.id)
        self._moves = moves
        self.addSeparator()
        self._add("tag", self.tr("Tags…"))
        if one:
            self._add("dates", self.tr("Correct dates…"))
        if count <= 2:
            self._add("merge", self.tr("Merge with another…") if one else self.tr("Merge the two…"))
        self.addSeparator()
        self._add(
            "restore" if archived else "archive", self.tr("Bring back") if archived else self.tr("Archive")
        )
        self._add("delete", self.tr("Delete"))
        self.triggered.connect(self._on_triggered)

    def _add(self, what: str, words: str) -> None:
        self.addAction(words).setData(what)

    def _on_triggered(self, action: QAction) -> None:
        # entries of the submenu are told here too
        if action in self._moves.actions():
            self.move_requested.emit(action.data())
        else:
            self.requested.emit(str(action.data()))
