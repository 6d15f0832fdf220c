"""What stands where nothing is yet: what the place is for and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.notice import IconMark


class EmptyState(QWidget):
    """Icon, title, one line and at most one button, in the middle; `pressed` when the button is."""

    pressed = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        line: str,
        parent: QWidget | None = None,
        *,
        name: str,
        button: str = "",
        button_icon: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconMark(icon_name, size=24)
        self._title = label(title, "strong", name=f"{name}-title", wrap=True)
        self._line = label(line, tone="muted", name=f"{name}-line", wrap=True)
        column = vbox(None, spacing=2, margins=16)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self._title, self._line):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        self._button: Button | None = None
        if button:
            self._button = Button(button, name=f"{name}-button", size="small", icon_name=button_icon)
            self._button.clicked.connect(self.pressed)
            column.addSpacing(6)
            column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setLayout(column)
        self.set_text(title, line)

    def set_text(self, title: str, line: str) -> None:
        """Say something else, such as that a filter hides everything."""
        self._title.setText(title)
        self._line.setText(line)
        self.setAccessibleName(f"{title}. {line}")
