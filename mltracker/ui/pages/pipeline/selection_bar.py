"""What can be done with everything that is selected, above board and table alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from mltracker.domain.applications import StageRow
from mltracker.ui.text import menu_text
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label, set_look
from mltracker.ui.widgets.layouts import hbox


class SelectionBar(QFrame):
    """Shown while several applications are selected; knows what, not how."""

    move_requested = Signal(object)
    requested = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("selection-bar")
        set_look(self, "role", "selection")
        self._stages: Sequence[StageRow] = ()
        self._count = label("", "strong", name="selection-count")
        move = Button(self.tr("Move to"), name="bulk-move", size="small", arrow=True)
        move.clicked.connect(self._on_move)
        self._move = move
        self._archive = self._button("archive", self.tr("Archive"), "archive", keys="Del")
        self._restore = self._button("restore", self.tr("Bring back"), "undo")
        self._merge = self._button("merge", self.tr("Merge"), "copy")
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        for widget in (
            self._count,
            move,
            self._button("tag", self.tr("Tags"), "tag"),
            self._archive,
            self._restore,
            self._merge,
            self._button("delete", self.tr("Delete"), "trash"),
        ):
            flow.addWidget(widget)
        clear = Button(
            self.tr("Clear"), name="bulk-clear", size="small", kind="ghost", icon_name="close", keys="Esc"
        )
        clear.clicked.connect(self.cleared)
        line = hbox(holder, margins=(16, 6, 16, 6))
        line.setStretch(0, 1)
        line.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.hide()

    def show_selection(
        self, count: int, stages: Sequence[StageRow], *, archived: bool, ticked: bool = False
    ) -> None:
        """Say how many are selected and offer what fits; one alone is none to speak of, unless it was ticked."""
        self._stages = stages
        self._count.setText(self.tr("{0} selected").format(f"{count:,}"))
        self._archive.setVisible(not archived)
        self._restore.setVisible(archived)
        self._merge.setVisible(count == 2)
        self.setVisible(count > 1 or (ticked and count == 1))

    def _button(self, what: str, text: str, icon_name: str, *, keys: str = "") -> Button:
        made = Button(text, name=f"bulk-{what}", size="small", icon_name=icon_name, keys=keys)
        made.setProperty("what", what)
        made.clicked.connect(self._on_requested)
        return made

    def _on_requested(self) -> None:
        self.requested.emit(str(self.sender().property("what")))

    def _on_move(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in self._stages:
            menu.addAction(menu_text(stage.name)).setData(stage.id)
        menu.triggered.connect(self._on_stage)
        menu.popup(self._move.mapToGlobal(self._move.rect().bottomLeft()))

    def _on_stage(self, action: object) -> None:
        self.move_requested.emit(action.data())  # type: ignore[attr-defined]
