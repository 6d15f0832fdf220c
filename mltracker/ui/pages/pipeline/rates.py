"""Fields for the user's own exchange rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mltracker.domain.offers import Comparison, rate_to
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.form import line_edit
from mltracker.ui.widgets.labels import label, set_look
from mltracker.ui.widgets.layouts import hbox, vbox


class Rates(QWidget):
    """One field for each foreign currency: "1 USD = 0.92 EUR". `entered` carries the pair and what was typed."""

    entered = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(spacing=16)
        self._error = SignLabel()
        self._error.setObjectName("compare-rate-error")
        self._error.hide()
        self.setLayout(vbox(self._flow, self._error, spacing=4))
        self._fields: dict[str, QLineEdit] = {}
        self._parts: dict[str, QWidget] = {}
        self._changed: QLineEdit | None = None

    def show_rates(self, settings: Comparison, currencies: Sequence[str]) -> None:
        """Show a field for each of these currencies; one that is being typed in stays as it is."""
        wanted = [f"{code}/{settings.currency}" for code in currencies]
        for pair in [pair for pair in self._parts if pair not in wanted]:
            gone = self._parts.pop(pair)
            self._fields.pop(pair)
            gone.hide()
            gone.deleteLater()
        for code, pair in zip(currencies, wanted, strict=True):
            if pair not in self._parts:
                self._add(code, settings.currency, pair)
            rate = rate_to(settings, code)
            if not self._fields[pair].isModified():
                self._fields[pair].setText("" if rate is None else _shown(float(rate)))
        self.setVisible(bool(wanted))
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say what is wrong with the field typed in last; an empty text takes it back."""
        self._error.set_sign(Sign("error", text, "bad") if text else None)
        self._error.setVisible(bool(text))
        for field in self._fields.values():
            set_look(field, "error", "true" if text and field is self._changed else None)

    def _add(self, code: str, currency: str, pair: str) -> None:
        field = line_edit(f"rate-{code}", placeholder=self.tr("your rate"))
        field.setAccessibleName(self.tr("How many {0} is 1 {1}?").format(currency, code))
        field.setFixedWidth(96)
        field.setProperty("pair", pair)
        field.editingFinished.connect(self._on_entered)
        part = QWidget()
        part.setLayout(hbox(label(f"1 {code} =", "muted"), field, label(currency, "muted"), spacing=8))
        self._fields[pair], self._parts[pair] = field, part
        self._flow.addWidget(part)
        part.show()

    def _on_entered(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit) and field.isModified():
            field.setModified(False)
            self._changed = field
            self.entered.emit(str(field.property("pair")), field.text())


def _shown(rate: float) -> str:
    """A rate with at most six figures that say something."""
    return f"{Decimal(repr(rate)).normalize():.6g}"
