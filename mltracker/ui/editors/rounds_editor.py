"""A process as it was announced: several rounds entered at once, in their order, without dates yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import RoundKind
from mltracker.services import applications, catalog, rounds
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import Choice
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox

ROW = 36


class RoundsEditor(Editor):
    """A click on a kind appends it; rows below put them in order."""

    def __init__(self, tools: PageTools, parent: QWidget, application_id: int | None = None) -> None:
        super().__init__(tools, parent, "Expected rounds", name="rounds-editor", ok="Add rounds")
        self.set_text(self.tr("Choose the rounds they announced, in order. Dates can follow as they come."))
        self._kinds: list[RoundKind] = []
        rows = applications.rows(tools.ctx)
        options = [(row.id, f"{row.company}, {row.role_title}") for row in rows]
        self._application = Choice(options, name="rounds-application", title=self.tr("Application"))
        if not options:
            self._application.setPlaceholderText(self.tr("No application yet"))
        if application_id is not None:
            self._application.set_value(application_id)
        self.form.add("application_id", self.tr("Application"), self._application)
        self._build()
        self._show()

    def _build(self) -> None:
        holder = QWidget()
        holder.setObjectName("rounds-kinds")
        holder.setAccessibleName(self.tr("Kinds of rounds"))
        flow = FlowLayout(holder, spacing=6)
        self._titles = {entry.kind: entry.title for entry in catalog.rounds().rounds}
        for entry in catalog.rounds().rounds:
            chip = FilterChip(
                entry.title,
                name=f"expect-{entry.kind}",
                icon_name="add",
                checkable=False,
                tip=entry.description,
            )
            chip.setProperty("kind_of_round", entry.kind)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Enter means the button that says so
            chip.clicked.connect(self._on_chosen)
            flow.addWidget(chip)
        self.form.add("rounds", self.tr("Rounds"), holder)
        self._column = vbox(spacing=0)
        chosen = QWidget()
        chosen.setObjectName("rounds-chosen")
        chosen.setLayout(self._column)
        self.form.add_wide(chosen)

    def _show(self) -> None:
        """The chosen rounds in order."""
        clear(self._column)
        for number, kind in enumerate(self._kinds):
            self._column.addWidget(self._line(number, kind))
        if not self._kinds:
            self._column.addWidget(label(self.tr("None chosen yet."), tone="muted"))
        count = len(self._kinds)
        words = self.tr("Add {0} rounds").format(count) if count > 1 else self.tr("Add round")
        self.ok.setText(words)
        self.ok.setEnabled(bool(count))

    def _line(self, number: int, kind: RoundKind) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(ROW)
        place = label(str(number + 1), "small", "muted")
        place.setFixedWidth(20)
        up = Button.small_icon(f"rounds-up-{number}", "chevron-up", self.tr("Earlier"))
        remove = Button.small_icon(f"rounds-remove-{number}", "close", self.tr("Take this round out"))
        up.setEnabled(number > 0)
        for button, slot in ((up, self._on_up), (remove, self._on_remove)):
            button.setProperty("place", number)
            button.clicked.connect(slot)
        line = hbox(
            place, label(self._titles[kind], name=f"rounds-chosen-{number}"), None, up, remove, spacing=8
        )
        holder.setLayout(line)
        return holder

    def _on_chosen(self) -> None:
        self.form.set_error("rounds", "")
        self._kinds.append(self.sender().property("kind_of_round"))
        self._show()

    def _on_up(self) -> None:
        number = int(self.sender().property("place"))
        self._kinds[number - 1 : number + 1] = reversed(self._kinds[number - 1 : number + 1])
        self._show()
        moved = self.findChild(QWidget, f"rounds-up-{number - 1}")
        if moved is not None:
            moved.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        del self._kinds[int(self.sender().property("place"))]
        self._show()

    def _on_save(self) -> None:
        self.form.clear_errors()
        application_id = self._application.value
        if application_id is None:
            words = self.tr("Add the application first; an interview belongs to one.")
            self.show_errors(InvalidInput({"application_id": words}))
            return
        count = len(self._kinds)
        words = self.tr("{0} rounds added").format(count) if count > 1 else self.tr("Round added")
        self.save(words, rounds.expect, self.tools.ctx, application_id, tuple(self._kinds))
