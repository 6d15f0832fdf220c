"""How pages hear of each other's changes without knowing each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Events(QObject):
    """`changed` carries a domain Change after every committed write; `notice` a Notice for the frame to show."""

    changed = Signal(object)
    notice = Signal(object)
