"""Item roles that models and delegates share beyond those of Qt."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = Qt.ItemDataRole.UserRole.value + 1


class Roles(IntEnum):
    """What an index offers.

    ROW: the row itself; KEY: what names it; SORT: a native value; VALUE: what the cell's delegate draws; TONE: a color
    role for the text.
    """

    ROW = _FIRST
    KEY = _FIRST + 1
    SORT = _FIRST + 2
    VALUE = _FIRST + 3
    TONE = _FIRST + 4
