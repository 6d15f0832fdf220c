"""The pipeline's own stages: added, named, ordered, colored, deleted; and after how long silence is spoken of."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.services import preferences, stages
from mltracker.services.stages import StageDraft, StageUse
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.editors.editor import Editor
from mltracker.ui.models.faces_model import FacesModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools, attempt
from mltracker.ui.pages.settings.section import SettingsSection
from mltracker.ui.prompts import Option
from mltracker.ui.theme import row_height
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.form import Choice, line_edit
from mltracker.ui.widgets.layouts import hbox
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-mltracker-stages"
KINDS = (
    ("saved", "Saved: not applied yet"),
    ("applied", "Applied: no answer yet"),
    ("screening", "Screening: first talks"),
    ("interviewing", "Interviewing"),
    ("offer", "Offer"),
    ("closed", "Closed: it ended"),
)
HUES = (
    ("", "That of its kind"),
    ("saved", "Gray"),
    ("applied", "Blue"),
    ("screening", "Orange"),
    ("interviewing", "Indigo"),
    ("offer", "Green"),
    ("closed", "Dark gray"),
)


class StagesSection(SettingsSection):
    """A list with its buttons; everything goes by keys too."""

    DAYS = (7, 14, 21, 30, 45, 60, 90)

    def refresh(self) -> None:
        known = {use.stage.id for use in self._list.stages.rows}
        self._uses: list[StageUse] = stages.listed(self.tools.ctx)
        chosen = self._current()
        self._list.stages.set_rows(self._uses)
        self._list.fit(len(self._uses))
        made = next((use.stage.id for use in self._uses if known and use.stage.id not in known), None)
        if made is not None:
            self._list.select_key(made)
        elif chosen is None and self._uses:
            self._list.select_key(self._uses[0].stage.id)
        self._enable()
        days = preferences.get(self.tools.ctx).silence_days
        self._silence.set_value(min(self.DAYS, key=lambda n: abs(n - days)))

    def _build(self) -> None:
        self._list = StageList()
        self._list.moved.connect(self._on_moved)
        self._list.opened.connect(self._on_edit)
        self._list.delete_requested.connect(self._on_delete)
        self._list.current_row_changed.connect(self._enable)
        add = Button(self.tr("Add stage"), name="stage-add", size="small", icon_name="add")
        self._up = self._button("up", self.tr("Move up (Alt+Up)"), "arrow-up")
        self._down = self._button("down", self.tr("Move down (Alt+Down)"), "arrow-down")
        edit = self._button("edit", self.tr("Edit (Enter)"), "edit")
        delete = self._button("delete", self.tr("Delete (Del)"), "trash")
        add.clicked.connect(self._on_add)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        edit.clicked.connect(self._on_edit)
        delete.clicked.connect(self._on_delete)
        card = Card(name="settings-stages", flush=True)
        card.add_row(self._list)
        bar = QWidget()
        bar.setLayout(hbox(add, None, self._up, self._down, edit, delete, spacing=4, margins=(12, 6, 8, 6)))
        card.add_row(bar)
        self._silence = Choice(
            [(n, self.tr("{0} days").format(n)) for n in self.DAYS],
            name="silence-days",
            title=self.tr("Silence is worth a word after"),
        )
        self._silence.settled.connect(self._on_silence)
        self._row(
            card,
            self.tr("Silence is worth a word after"),
            self.tr("Cards then say for how long nothing was heard; nothing closes by itself"),
            self._silence,
        )
        self._block(self.tr("Pipeline stages"), card)

    def _button(self, what: str, tip: str, icon_name: str) -> Button:
        return Button(name=f"stage-{what}", kind="ghost", size="small", icon_name=icon_name, tip=tip)

    def _current(self) -> StageUse | None:
        found = self._list.current_row()
        return found if isinstance(found, StageUse) else None

    def _enable(self) -> None:
        place = self._list.currentIndex().row()
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < len(self._uses) - 1)

    def _shift(self, step: int) -> None:
        place = self._list.currentIndex().row()
        ids = [use.stage.id for use in self._uses]
        if place >= 0 and 0 <= place + step < len(ids):
            ids[place], ids[place + step] = ids[place + step], ids[place]
            self._reorder(ids)

    def _reorder(self, ids: Sequence[int]) -> None:
        if attempt(self.tools, stages.reorder, self.tools.ctx, ids) is not None:
            self.tools.events.notice.emit(Notice.done(self.tr("Stages in a new order")))

    def _on_up(self) -> None:
        self._shift(-1)

    def _on_down(self) -> None:
        self._shift(1)

    def _on_moved(self, key: object, place: object) -> None:
        """A row was dragged, or Alt and an arrow pressed: it goes before the row that stands at the place now."""
        ids = [use.stage.id for use in self._uses]
        if key not in ids or not isinstance(place, int):
            return
        target = ids[place:]
        rest = [each for each in ids if each != key]
        before = next((each for each in target if each != key), None)
        rest.insert(rest.index(before) if before is not None else len(rest), key)
        if rest != ids:
            self._reorder(rest)

    def _on_add(self) -> None:
        StageEditor(self.tools, self.window()).open()

    def _on_edit(self) -> None:
        use = self._current()
        if use is not None:
            StageEditor(self.tools, self.window(), use).open()

    def _on_delete(self) -> None:
        use = self._current()
        if use is None:
            return
        target = None
        if use.applications:
            target = self._ask_where_to(use)
            if target is None:
                return
        done = attempt(self.tools, stages.delete, self.tools.ctx, use.stage.id, target)
        if done is not None:
            words = self.tr("{0} deleted").format(use.stage.name)
            moved = self.tr("{0} deleted, {1} moved").format(use.stage.name, _count(done))
            self.tools.events.notice.emit(Notice.done(moved if done else words))

    def _ask_where_to(self, use: StageUse) -> int | None:
        heirs = stages.heirs(self.tools.ctx, use.stage.id)
        same = [heir.id for heir in heirs if heir.kind == use.stage.kind]
        if not same:
            # refused with a sentence by the use case: there is no other of its kind
            return use.stage.id
        chosen = self.tools.prompts.choose_option(
            self.tr("Delete {0}?").format(use.stage.name),
            self.tr(
                "{0} in this stage: move to which one? All history stays, and Undo brings the stage back."
            ).format(_count(use.applications)),
            [Option(heir.id, heir.name) for heir in heirs],
            self.tr("Delete"),
            chosen=same[0],
        )
        return chosen if isinstance(chosen, int) else None

    def _on_silence(self) -> None:
        attempt(self.tools, preferences.change, self.tools.ctx, silence_days=self._silence.value)


class StageList(ListView):
    """Stages from top to bottom as the board has them from left to right. `moved` carries a stage and a place."""

    moved = Signal(object, object)
    delete_requested = Signal()
    _landed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(name="stage-list", title=tr("Stages"))
        self.stages = StageModel(self)
        self.setModel(self.stages)
        self.setItemDelegate(RowDelegate(self, pad=16, dividers=False))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # told only after Qt is done with the drag, because moving a stage rearranges the list
        self._landed.connect(self.moved, Qt.ConnectionType.QueuedConnection)

    def fit(self, rows: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(max(1, rows) * row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        index = self.currentIndex()
        if alt and index.isValid() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            place = index.row() - 1 if key == Qt.Key.Key_Up else index.row() + 2
            if 0 <= place <= self.stages.rowCount():
                self.moved.emit(index.data(Roles.KEY), place)
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        below = index.isValid() and spot.y() > self.visualRect(index).center().y()
        place = index.row() + below if index.isValid() else self.stages.rowCount()
        try:
            (key,) = json.loads(bytes(event.mimeData().data(MIME).data()))
        except ValueError:
            key = None
        self._landed.emit(key, place)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)


class StageModel(FacesModel[StageUse]):
    """Stages that can be dragged to another place; a drop changes nothing here, the list tells of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_face, _key, parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        own = super().flags(index)
        return own | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, json.dumps([index.data(Roles.KEY) for index in indexes]).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class StageEditor(Editor):
    """Name, kind and color."""

    def __init__(self, tools: PageTools, parent: QWidget, use: StageUse | None = None) -> None:
        super().__init__(
            tools,
            parent,
            "Edit stage" if use else "Add stage",
            name="stage-editor",
            ok="Save" if use else "Add stage",
        )
        self._use = use
        stage = use.stage if use else None
        self._name = line_edit("stage-name", stage.name if stage else "", title=self.tr("Name"))
        self._kind = Choice(KINDS, name="stage-kind", title=self.tr("Counts as"))
        self._kind.set_value(stage.kind if stage else "interviewing")
        self._hue = Choice(HUES, name="stage-hue", title=self.tr("Color"))
        self._hue.set_value("" if stage is None or stage.hue == stage.kind else stage.hue)
        self.form.add("name", self.tr("Name"), self._name)
        self.form.add(
            "kind", self.tr("Counts as"), self._kind, hint=self.tr("Figures and reminders go by this.")
        )
        self.form.add("hue", self.tr("Color"), self._hue, beside=True)
        self.keep_typing()
        self._name.setFocus()

    def _on_save(self) -> None:
        try:
            draft = StageDraft.make(name=self._name.text(), kind=self._kind.value, hue=self._hue.value)
        except InvalidInput as error:
            self.show_errors(error)
            return
        if self._use is None:
            self.save(self.tr("Added {0}").format(draft.name), stages.add, self.tools.ctx, draft)
        else:
            self.save(
                self.tr("Saved {0}").format(draft.name),
                stages.edit,
                self.tools.ctx,
                self._use.stage.id,
                draft,
            )


def _key(use: StageUse) -> int:
    return use.stage.id


def _face(use: StageUse) -> RowFace:
    stage = use.stage
    kind = "" if stage.name.casefold() == stage.kind else stage.kind
    return RowFace(
        stage.name,
        icon=f"stage-{stage.kind}",
        icon_role=f"stage.{stage.hue}",
        right=" · ".join(
            part for part in (kind, _count(use.applications) if use.applications else "") if part
        ),
    )


def _count(number: int) -> str:
    return tr("1 application") if number == 1 else tr("%n applications", number)
