"""What every dialog is: a heading, a body, buttons at the right, over the dimmed window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.scrim import Scrim

WIDTH, WIDE = 480, 640
_PAD = 20


class Dialog(QDialog):
    """Fill `body`, give it buttons, then `open()` it; it deletes itself when closed. Escape rejects.

    With a parent it has no frame of the system: it dims the parent's window and is moved by its heading.
    """

    def __init__(
        self, title: str, parent: QWidget | None, *, name: str, text: str = "", wide: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scrim = Scrim(parent.window()) if parent is not None else None
        if parent is not None:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedWidth(WIDE if wide else WIDTH)
        self._heading = label(title, "section", wrap=True, name=f"{name}-title")
        self._text = label(text, tone="muted", wrap=True, name=f"{name}-text")
        self._text.setVisible(bool(text))
        self.body = vbox(spacing=12)
        self._buttons = hbox(None, spacing=8)
        head = vbox(self._heading, self._text, spacing=4)
        layout = vbox(head, 12, self.body, 16, self._buttons, spacing=0, margins=_PAD)
        # its least height is that of the narrowest lines; `_fit` knows the width
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def set_text(self, text: str) -> None:
        """Change the line under the heading."""
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def add_left(self, widget: QWidget) -> None:
        """Put a widget at the left of the buttons' line."""
        self._buttons.insertWidget(0, widget)

    def add_buttons(self, *buttons: Button, default: Button | None = None) -> None:
        """Set the buttons from left to right, the primary one last; Enter presses the default one."""
        for button in buttons:
            self._buttons.addWidget(button)
        chosen = default or buttons[-1]
        chosen.setDefault(True)

    def add_ok_cancel(self, ok_label: str, *, cancel_label: str = "") -> Button:
        """The usual pair; returns the primary button, connected to `accept` by the caller or not at all."""
        cancel = Button(
            cancel_label or self.tr("Cancel"), name=f"{self.objectName()}-cancel", kind="ghost", keys="Esc"
        )
        cancel.clicked.connect(self.reject)
        ok = Button(ok_label, name=f"{self.objectName()}-ok", kind="primary", keys="Enter")
        self.add_buttons(cancel, ok)
        return ok

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what the body shows."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return handled

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self._scrim is not None:
            self._scrim.cover()
            self._center()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        if self.windowFlags() & Qt.WindowType.FramelessWindowHint:
            line = look.color("border_strong")
            paint_box(painter, self.rect(), fill=look.color("raised"), line=line, radius=8)
        else:
            painter.fillRect(self.rect(), look.color("raised"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        on_heading = event.position().y() < self._heading.geometry().bottom()
        if on_heading and handle is not None and event.button() is Qt.MouseButton.LeftButton:
            handle.startSystemMove()
            event.accept()
            return
        super().mousePressEvent(event)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _center(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = parent.window().frameGeometry()
        area = self.frameGeometry()
        area.moveCenter(around.center())
        self.move(area.topLeft())
