"""Plain text in the type roles of the look."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mltracker.ui.text import breakable
from mltracker.ui.theme import font

_FONTS = {"strong": ("body", 600), "muted": ("small", None)}


class WrappedLabel(QLabel):
    """Breaks lines between words, and inside a word that is longer than a line."""

    def text(self) -> str:
        """The text as given."""
        return super().text().replace("\u200b", "")

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(breakable(text))

    def sizeHint(self) -> QSize:
        # Qt guesses a column of its own; what asks for no more than the lines it has at its width would scroll for that
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


def label(
    text: str = "",
    role: str = "body",
    tone: str = "",
    *,
    wrap: bool = False,
    selectable: bool = False,
    name: str = "",
) -> QLabel:
    """A label that shows its text as it is.

    Roles: hero, title, section, strong, reading, body, small, muted (small and gray).
    Tones: muted, good, warn, bad, info, link, accent.
    """
    made = WrappedLabel() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setFont(face_of(role))
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def face_of(role: str) -> QFont:
    """The font of a label's role."""
    kind, weight = _FONTS.get(role, (role, None))
    return font(kind, weight=weight)


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label that is shown already."""
    set_look(widget, "tone", tone)


def set_look(widget: QWidget, key: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and have the widget drawn by it."""
    if widget.property(key) != value:
        widget.setProperty(key, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.updateGeometry()
        widget.update()
