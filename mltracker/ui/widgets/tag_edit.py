"""Tags as chips with a field behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import UNCUT, completer
from mltracker.ui.widgets.layouts import clear


class TagEdit(QWidget):
    """Comma or Enter adds what was typed, a click on a chip or Backspace in the empty field takes one away."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str,
        title: str = "",
        suggestions: Sequence[str] = (),
        placeholder: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tags: list[str] = []
        self._flow = FlowLayout(self, spacing=4)
        self._field = QLineEdit()
        self._field.setObjectName(f"{name}-field")
        self._field.setProperty("extent", "small")
        self._field.setPlaceholderText(placeholder or self.tr("add a tag"))
        self._field.setMaxLength(UNCUT)
        self._field.setFixedWidth(140)
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._on_text_edited)
        self._field.editingFinished.connect(self._on_finished)
        self.setFocusProxy(self._field)
        self.setAccessibleName(title)
        self.set_suggestions(suggestions)
        self._show()

    def setAccessibleName(self, name: str) -> None:
        """Name the field itself too."""
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the order they were added."""
        return tuple(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags without telling."""
        self._tags = list(dict.fromkeys(tag for tag in tags if tag))
        self._show()

    def set_suggestions(self, tags: Sequence[str]) -> None:
        """Offer these while typing."""
        self._field.setCompleter(completer(tags, self))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._field.text().strip():
                self._take()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self._field.text() and self._tags:
                self._remove(self._tags[-1])
                return True
        return False

    def _on_text_edited(self, text: str) -> None:
        if "," in text:
            self._take()

    def _on_finished(self) -> None:
        self._take()

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, FilterChip):
            self._remove(chip.text())
            self._field.setFocus()

    def _take(self) -> None:
        known = {tag.casefold() for tag in self._tags}
        added = []
        for part in self._field.text().split(","):
            tag = " ".join(part.split())
            if tag and tag.casefold() not in known:
                known.add(tag.casefold())
                added.append(tag)
        self._field.clear()
        if added:
            self._tags += added
            self._show()
            self.changed.emit()

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.removeWidget(self._field)
        clear(self._flow)
        for number, tag in enumerate(self._tags):
            chip = FilterChip(tag, name=f"{self.objectName()}-{number}", removable=True)
            chip.setAccessibleName(self.tr("Remove tag {0}").format(tag))
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._field)
