"""The sessions of an onsite day as rows of fields: what, how long, the break after it, and who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mltracker.domain.errors import InvalidInput
from mltracker.domain.loops import MOST_SESSIONS, SessionDraft
from mltracker.services import catalog
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.form import Choice, completer, line_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox

_TIME, _NUMBER, _KIND = 44, 52, 172


class SessionRow(QWidget):
    """One session; `changed` after every key."""

    changed = Signal()
    up_requested = Signal()
    remove_requested = Signal()

    def __init__(self, values: Mapping[str, Any], names: Sequence[str], number: int) -> None:
        super().__init__()
        self.setObjectName(f"day-session-{number}")
        self.interview_id = values.get("interview_id")
        self._label = str(values.get("label") or "")
        self.time = label("", "small", "muted")
        self.time.setFixedWidth(_TIME)
        rounds = [r for r in catalog.rounds().rounds if r.kind != "onsite-loop"]
        self._kind = Choice(
            [(r.kind, r.title) for r in rounds], name=f"session-kind-{number}", title=self.tr("What")
        )
        self._kind.setMinimumContentsLength(6)
        self._kind.setMinimumWidth(_KIND)
        self._kind.set_value(values.get("round_kind", "coding"))
        self._minutes = self._number("minutes", number, values, self.tr("Minutes"))
        self._break = self._number("break", number, values, self.tr("Break after it, in minutes"))
        people = ", ".join(values.get("people", ()))
        self._who = line_edit(f"session-who-{number}", people, title=self.tr("Who"))
        self._who.setPlaceholderText(self.tr("who, if known"))
        self._who.setCompleter(completer(names, self))
        up = Button.small_icon(f"session-up-{number}", "chevron-up", self.tr("Earlier"))
        remove = Button.small_icon(f"session-remove-{number}", "close", self.tr("Remove this session"))
        up.clicked.connect(self.up_requested)
        remove.clicked.connect(self.remove_requested)
        up.setEnabled(number > 0)
        line = hbox(self.time, self._kind, self._minutes, self._break, spacing=6, margins=(0, 3, 4, 3))
        line.addWidget(self._who, 1)
        line.addWidget(up)
        line.addWidget(remove)
        self.setLayout(line)
        self._kind.currentIndexChanged.connect(self._on_kind_changed)
        for field in (self._minutes, self._break, self._who):
            field.textChanged.connect(self.changed)
        self._fit_minutes()

    @property
    def values(self) -> dict[str, Any]:
        """What the row holds, for the same row made anew."""
        return {
            "interview_id": self.interview_id,
            "label": self._label,
            "round_kind": self._kind.value,
            "minutes": self._minutes.text().strip(),
            "break_after": self._break.text().strip(),
            "people": [name for name in (part.strip() for part in self._who.text().split(",")) if name],
        }

    @property
    def lengths(self) -> tuple[int, int]:
        """Minutes and break as far as they are numbers."""
        minutes = self._minutes.text().strip() or self._minutes.placeholderText()
        return _whole(minutes), _whole(self._break.text().strip())

    def draft(self) -> SessionDraft:
        """The session; raises InvalidInput."""
        values = self.values
        values["minutes"] = values["minutes"] or self._minutes.placeholderText()
        values["break_after"] = values["break_after"] or 0
        return SessionDraft.make(**{**values, "people": tuple(values["people"])})

    def focus(self) -> None:
        """Put the cursor on what the session is."""
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number(self, key: str, number: int, values: Mapping[str, Any], title: str) -> QLineEdit:
        value = values.get("break_after" if key == "break" else key)
        made = line_edit(f"session-{key}-{number}", str(value or ""), title=title)
        made.setFixedWidth(_NUMBER)
        below = self.tr("Below zero: so much of the next session runs at the same time")
        made.setToolTip(plain_tip(f"{title}\n{below}" if key == "break" else title))
        made.setPlaceholderText("0" if key == "break" else "")
        return made

    def _on_kind_changed(self) -> None:
        self._fit_minutes()
        self.changed.emit()

    def _fit_minutes(self) -> None:
        self._minutes.setPlaceholderText(str(catalog.rounds().by_kind[self._kind.value].minutes))


def _whole(text: str) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * int(digits[:5]) if digits.isdecimal() else 0


class SessionRows(QWidget):
    """The rows under their heads, and a button that adds one."""

    changed = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("day-sessions")
        self._names = list(names)
        self._rows: list[SessionRow] = []
        self._column = vbox(spacing=0)
        self._add = Button(
            self.tr("Add a session"), name="day-add", kind="ghost", size="small", icon_name="add"
        )
        self._add.clicked.connect(self._on_add)
        heads = hbox(spacing=6)
        for words, width in (
            (self.tr("At"), _TIME),
            (self.tr("Session"), _KIND),
            (self.tr("Minutes"), _NUMBER),
            (self.tr("Break"), _NUMBER),
            (self.tr("Who"), 0),
        ):
            head = label(words, "small", "muted")
            if width:
                head.setFixedWidth(width)
            heads.addWidget(head, 0 if width else 1)
        self.setLayout(vbox(heads, self._column, hbox(self._add, None), spacing=4))

    @property
    def values(self) -> list[dict[str, Any]]:
        """What the rows hold."""
        return [row.values for row in self._rows]

    @property
    def lengths(self) -> list[tuple[int, int]]:
        """Minutes and breaks, as far as they are numbers."""
        return [row.lengths for row in self._rows]

    def set_values(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Show other sessions."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [SessionRow(one, self._names, number) for number, one in enumerate(values)]
        for row in self._rows:
            row.changed.connect(self.changed)
            row.up_requested.connect(self._on_up)
            row.remove_requested.connect(self._on_remove)
            self._column.addWidget(row)
        self._add.setEnabled(len(self._rows) < MOST_SESSIONS)
        self.changed.emit()

    def set_times(self, times: Sequence[str]) -> None:
        """Write when each session begins; empty while that is not known."""
        for row, time in zip(self._rows, times, strict=False):
            row.time.setText(time)

    def drafts(self) -> tuple[SessionDraft, ...]:
        """The sessions; raises InvalidInput (field "sessions") naming the row at fault."""
        found = []
        for number, row in enumerate(self._rows, start=1):
            try:
                found.append(row.draft())
            except InvalidInput as error:
                words = self.tr("Session {0}: {1}").format(number, " ".join(error.fields.values()))
                raise InvalidInput({"sessions": words}) from None
        return tuple(found)

    def _on_add(self) -> None:
        self.set_values([*self.values, {"round_kind": "behavioral"}])
        self._rows[-1].focus()

    def _on_up(self) -> None:
        number = self._place()
        values = self.values
        values[number - 1 : number + 1] = reversed(values[number - 1 : number + 1])
        self.set_values(values)
        self._rows[number - 1].focus()

    def _on_remove(self) -> None:
        values = self.values
        del values[self._place()]
        self.set_values(values)

    def _place(self) -> int:
        sender = self.sender()
        return next(number for number, row in enumerate(self._rows) if row is sender)
