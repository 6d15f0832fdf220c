"""Checks of what the app stands on, so that a bad release is found by name and not by a crash."""

import gc
import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt


class Silent(QAbstractListModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None


def test_calls_through_qt_do_not_use_up_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None a call and aborts after some thousand."""
    model = Silent()
    index = model.index(0, 0)
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(20_000):
        index.data(Qt.ItemDataRole.ToolTipRole)
        model.setObjectName("")
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 200
