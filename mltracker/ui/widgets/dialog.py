"""What every dialog is: a heading, a body, buttons at the right, over the dimmed window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

from mltracker.ui.paint import paint_box
from mltracker.ui.theme import tokens
from mltracker.ui.widgets.buttons import Button, enter_presses
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.scrim import Scrim
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.widgets.tab_order import in_order, put_in_order

WIDTH, WIDE = 480, 640
_PAD = 20
_MARGIN, _LEAST = 16, 120


class _Body(QWidget):
    """Tells when what it holds wants another size."""

    laid_out = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return super().event(event)


class Dialog(QDialog):
    """Fill `body`, give it buttons, then `open()` it; it deletes itself when closed. Escape rejects.

    With a parent it has no frame of the system: it dims the parent's window and is moved by its heading. One that
    `scrolls` is never higher than that window; its body then scrolls between heading and buttons.
    """

    def __init__(
        self,
        title: str,
        parent: QWidget | None,
        *,
        name: str,
        text: str = "",
        wide: bool = False,
        scrolls: bool = False,
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
        if not text:
            self._text.hide()  # never shown without a parent: that would open a window
        self.body = vbox(spacing=12)
        self._buttons = hbox(None, spacing=8)
        self._saves: Button | None = None
        head = vbox(self._heading, self._text, spacing=4)
        self._window = parent.window() if parent is not None else None
        self._room = self._scrolling(name) if scrolls else None
        middle = self._room or self.body
        layout = self._gap_layout = vbox(head, spacing=0, margins=_PAD)
        self._gap = QSpacerItem(0, 12, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        layout.addItem(self._gap)
        if isinstance(middle, QWidget):
            layout.addWidget(middle)
        else:
            layout.addLayout(middle)
        layout.addSpacing(16)
        layout.addLayout(self._buttons)
        # its least height is that of the narrowest lines; `_fit` knows the width
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def set_text(self, text: str) -> None:
        """Change the line under the heading."""
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def reveal(self, widget: QWidget | None) -> None:
        """Scroll so that something in the body is in view."""
        if self._room is not None and widget is not None and self._room.isAncestorOf(widget):
            self._room.ensureWidgetVisible(widget)

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
        self._saves = ok
        return ok

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what the body shows."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return handled

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._saves is not None and any(field.isVisible() for field in self.findChildren(QPlainTextEdit)):
            self._saves.set_keys("Ctrl+Enter")
        if self._room is None and not self.body.count():
            self._gap.changeSize(0, 0)  # words and buttons only
            self._gap_layout.invalidate()
        if self.focusWidget() is None:
            self._begin()
        self._fit()
        # the field that gets the keyboard is selected only once the dialog is active
        QTimer.singleShot(0, self, self._show_beginning)
        if self._scrim is not None:
            self._scrim.cover()
            self._center()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own argument
        focus = self.focusWidget()
        if focus is not None and focus.isVisible():  # else what had it is just being taken away
            put_in_order(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter is a new line in a field of several lines, so there has to be a key that saves from there too
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._saves is not None and entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._saves.click()
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

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

    def _begin(self) -> None:
        """The keyboard begins in the body; Qt would begin at the default button."""
        inside = (w for w in in_order(self) if w.isEnabled() and self._buttons.indexOf(w) < 0)
        first = next((w for w in inside if not isinstance(w, QScrollArea)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_beginning(self) -> None:
        """A long text that is selected whole begins at the field's left edge."""
        field = self.focusWidget()
        if isinstance(field, QLineEdit) and field.selectedText() == field.text():
            field.setSelection(len(field.text()), -len(field.text()))

    def _scrolling(self, name: str) -> QScrollArea:
        """The body in an area as high as it, or as there is room for."""
        holder = _Body()
        holder.setLayout(self.body)
        holder.laid_out.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        area = scroll_area(holder, name=f"{name}-scroll")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedHeight(_LEAST)
        return area

    def _fit(self) -> None:
        layout, room = self.layout(), self._room
        if layout is None or not self.isVisible():
            return
        if room is not None and self._window is not None:
            wanted = _height(self.body, self.width() - 2 * _PAD)
            # set once: an area that grows on the way would forget how far it was scrolled
            rest = _height(layout, self.width()) - room.minimumHeight()
            most = max(_LEAST, self._window.height() - 2 * _MARGIN - rest)
            if room.minimumHeight() != min(wanted, most):
                room.setFixedHeight(min(wanted, most))
        self.resize(self.width(), _height(layout, self.width()))
        if room is not None and self._window is not None:
            self._keep_inside(self._window)

    def _keep_inside(self, window: QWidget) -> None:
        """Move up what has grown over the lower edge."""
        lower = window.frameGeometry().bottom() - _MARGIN
        if self.isVisible() and self.frameGeometry().bottom() > lower:
            self.move(self.x(), max(window.y() + _MARGIN, lower - self.height()))

    def _center(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = parent.window().frameGeometry()
        area = self.frameGeometry()
        area.moveCenter(around.center())
        self.move(area.topLeft())


def _height(layout: QLayout, width: int) -> int:
    """What a layout needs at a width."""
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
