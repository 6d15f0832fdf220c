"""A fact in a line, title and value, that turns into a field at a click and back when it is kept or given up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.folded_text import FoldedText
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox

TITLE, HEIGHT = 84, 28
_ABOVE = 6  # so that the first of several lines stands beside the title
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Fact(QWidget):
    """`edit_requested` asks the owner to fill the field given to `open_field`; Enter or the tick asks to save it.

    Esc gives it up. Without a field it only shows.
    """

    edit_requested = Signal()
    save_requested = Signal()

    def __init__(self, title: str, *, name: str, tip: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._title = label(title, tone="muted")
        self._title.setFixedWidth(TITLE)
        self._title.setFixedHeight(HEIGHT)
        self._shown = vbox(spacing=0)
        self._field: QWidget | None = None
        self._long = ""
        self._edit = Button(name=f"{name}-edit", kind="ghost", size="small", icon_name="edit", tip=tip)
        if not tip:
            self._edit.hide()  # never shown without a parent: that would open a window
        self._edit.clicked.connect(self.edit_requested)
        self._error = SignLabel()
        self._error.setObjectName(f"{name}-error")
        self._error.hide()
        self._side = hbox(self._edit, spacing=0)
        self._side_buttons = [self._edit]
        self._column = vbox(self._shown, self._error, spacing=4)
        row = hbox(spacing=8)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)
        row.addLayout(self._side)
        row.setAlignment(self._side, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)

    @property
    def is_open(self) -> bool:
        """Whether the field is in place of the value."""
        return self._field is not None

    def set_text(self, text: str, *, muted: bool = False) -> None:
        """Show words as the value, as many as there are."""
        shown = label(text, tone="muted" if muted else "", wrap=True, selectable=not muted)
        shown.setMinimumHeight(HEIGHT)
        shown.setContentsMargins(0, _ABOVE, 0, _ABOVE)
        shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown.setObjectName(f"{self._name}-value")
        self.set_widget(shown)

    def set_long_text(self, text: str) -> None:
        """Show the beginning of a text as the value, and all of it at a click; one that is shown stays as it is."""
        if text == self._long:
            return
        self._long = text
        folded = FoldedText(text, name=f"{self._name}-value")
        folded.setContentsMargins(0, _ABOVE, 0, _ABOVE)
        self.set_widget(folded)

    def set_widget(self, widget: QWidget) -> None:
        """Show a widget as the value; a field that is open stays open over it."""
        for before in self._values():
            self._shown.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._shown.insertWidget(0, widget)
        widget.setVisible(not self.is_open)

    def open_field(self, field: QWidget) -> None:
        """Put a field in place of the value and the cursor into it."""
        self.close_field()
        for value in self._values():
            value.hide()
        self._field = field
        self._column.setContentsMargins(0, 2, 0, 2)
        self._shown.addWidget(field)
        save = Button(name=f"{self._name}-save", kind="ghost", size="small", icon_name="check", tip=self.tr("Save"), keys="Enter")  # fmt: skip
        drop = Button(name=f"{self._name}-cancel", kind="ghost", size="small", icon_name="close", tip=self.tr("Cancel"), keys="Esc")  # fmt: skip
        save.clicked.connect(self.save_requested)
        drop.clicked.connect(self.close_field)
        self._edit.hide()
        for button in (save, drop):
            self._side.addWidget(button)
            self._side_buttons.append(button)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, text: str) -> None:
        """Say what is wrong with what was typed."""
        self._error.set_sign(Sign("error", text, "bad") if text else None)
        self._error.setVisible(bool(text))

    def close_field(self) -> None:
        """Show the value again."""
        if self._field is None:
            return
        field, self._field = self._field, None
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self.set_error("")
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown.removeWidget(field)
        field.hide()
        field.deleteLater()
        for button in self._side_buttons[1:]:
            self._side.removeWidget(button)
            button.hide()
            button.deleteLater()
        del self._side_buttons[1:]
        for value in self._values():
            value.show()
        self._edit.show()
        if inside:
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Esc closes the field before it closes anything else."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.is_open
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_open and event.key() in _ENTER:
            self.save_requested.emit()
        elif self.is_open and event.key() == Qt.Key.Key_Escape:
            self.close_field()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _values(self) -> list[QWidget]:
        """What shows the value; not the field."""
        items = [self._shown.itemAt(number) for number in range(self._shown.count())]
        found = [item.widget() for item in items if item is not None]
        return [widget for widget in found if widget is not None and widget is not self._field]
