"""The times offered by mail: copied in their zone, and one of them taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout

from mltracker.domain.interviews import InterviewRow, SlotRow
from mltracker.services import scheduling
from mltracker.ui.notices import Notice
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import day_and_time
from mltracker.ui.zones import mail_line, there_words


class SlotsSection(Section):
    """Open ones with a button to take them; the one taken; how many were declined. Hidden while nothing was offered."""

    name, icon, flush = "slots", "list", True
    offer_requested = Signal()

    @property
    def title(self) -> str:
        return self.tr("Times offered")

    @property
    def short(self) -> str:
        return self.tr("Times")

    def build(self, body: QVBoxLayout) -> None:
        self._body = body
        self._row: InterviewRow | None = None
        self._slots: tuple[SlotRow, ...] = ()
        self._copy = Button(
            self.tr("Copy as text"), name="slots-copy", kind="ghost", size="small", icon_name="copy"
        )
        self._more = more = Button(
            self.tr("Offer more"), name="slots-more", kind="ghost", size="small", icon_name="add"
        )
        self._copy.clicked.connect(self._on_copy)
        more.clicked.connect(self.offer_requested)
        self.head.addWidget(self._copy)
        self.head.addWidget(more)
        self.hide()

    @property
    def open_slots(self) -> list[SlotRow]:
        """The times still on offer."""
        return [slot for slot in self._slots if slot.state == "offered"]

    def show_slots(self, row: InterviewRow, slots: Sequence[SlotRow]) -> None:
        """Show what was offered for an interview."""
        self._row, self._slots = row, tuple(slots)
        self.setVisible(bool(slots))
        self._copy.setVisible(bool(self.open_slots))
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            # where the button that was pressed goes, Qt would look for the next one, far down the page
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._body)
        for slot in slots:
            if slot.state != "declined":
                self.card.add_row(self._line(row, slot))
        declined = sum(slot.state == "declined" for slot in slots)
        if declined:
            words = self.tr("%n not taken", "", declined).replace("%n", str(declined))
            self.card.add_row(ListRow(words, name="slots-declined", icon_name="dismiss", height=36))

    def _line(self, row: InterviewRow, slot: SlotRow) -> ListRow:
        now = self.tools.ctx.clock()
        over = slot.state == "offered" and slot.starts_at <= now
        line = ListRow(
            day_and_time(slot.starts_at, now),
            there_words(slot.starts_at, row.zone),
            icon_name="calendar",
            sign=Sign("check", self.tr("taken"), "good") if slot.state == "taken" else None,
            name=f"slot-{slot.id}",
            height=48,
        )
        if over:
            line.add(label(self.tr("over"), "small", "muted"))
        if slot.state == "offered":
            if not over:
                take = Button(self.tr("Take"), name=f"slot-take-{slot.id}", size="small")
                take.setProperty("slot_id", slot.id)
                take.clicked.connect(self._on_take)
                line.add(take)
            drop = Button(
                name=f"slot-drop-{slot.id}",
                kind="ghost",
                size="small",
                icon_name="close",
                tip=self.tr("Not offered any more"),
            )
            drop.setProperty("slot_id", slot.id)
            drop.clicked.connect(self._on_drop)
            line.add(drop)
        return line

    def _on_take(self) -> None:
        slot_id = int(self.sender().property("slot_id"))
        moot = self._row is not None and self._row.status in ("cancelled", "no-show")
        words = self.tr("Time taken; the interview is planned again") if moot else self.tr("Time taken")
        self.changer.run(words, scheduling.take, self.tools.ctx, slot_id)

    def _on_drop(self) -> None:
        slot_id = int(self.sender().property("slot_id"))
        self.changer.run(self.tr("Time removed"), scheduling.withdraw, self.tools.ctx, slot_id)

    def _on_copy(self) -> None:
        row = self._row
        if row is None:
            return
        lines = [mail_line(slot.starts_at, row.zone, row.minutes) for slot in self.open_slots]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.tools.events.notice.emit(Notice(self.tr("Copied in their time zone")))
