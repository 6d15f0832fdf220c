"""The moment after a debrief, on one screen: what was expected, what nobody saw coming, and what changes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mltracker.services import catalog
from mltracker.services.debrief import DebriefSummary
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.widgets.scroll import prepare_scroll, set_content
from mltracker.ui.words import home_zone, moved, percent, tr

WIDTH = 640


class DebriefResult(QScrollArea):
    """Says it in a sentence, then in rows."""

    closed = Signal()
    thanks_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="debrief-result-screen")
        self._headline = label("", "title", wrap=True, name="debrief-headline")
        self._line = label("", tone="muted", wrap=True, name="debrief-line")
        self._card = Card(parent=self, name="debrief-changes", flush=True)
        done = self._close = Button(self.tr("Done"), name="debrief-done", kind="primary")
        done.clicked.connect(self.closed)
        thanks = Button(self.tr("Write a thank-you note"), name="debrief-thanks", icon_name="note")
        thanks.clicked.connect(self.thanks_requested)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(
            vbox(
                self._headline,
                self._line,
                8,
                self._card,
                8,
                hbox(done, thanks, None, spacing=12),
                None,
                spacing=8,
            )
        )
        content = QWidget()
        outer = hbox(margins=(48, 32, 48, 32))
        outer.addStretch(1)
        outer.addWidget(middle, 10, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        content.setLayout(outer)
        set_content(self, content)

    def begin(self) -> None:
        """Take the keyboard."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_summary(self, found: DebriefSummary) -> None:
        """Show what a debrief held and changed."""
        if found.asked:
            self._headline.setText(self.tr("We expected {0} of {1}").format(found.expected, found.asked))
        else:
            self._headline.setText(self.tr("Noted"))
        self._line.setText(" ".join(self._sentences(found)))
        clear(self._card.body)
        for asked in found.unforeseen[:6]:
            topic = catalog.topics().by_slug[asked.topic].title
            self._card.add_row(
                ListRow(
                    asked.text,
                    self.tr("{0} · nobody saw it coming, its topic is in tonight's plan").format(topic)
                    if asked.topic in found.tonight
                    else self.tr("{0} · nobody saw it coming, its topic weighs more now").format(topic),
                    icon_name="info",
                    name=f"unforeseen-{asked.id}",
                    long=True,
                )
            )
        for change in found.changes:
            row = ListRow(
                change.interview.company,
                catalog.rounds().by_kind[change.interview.round_kind].title,
                icon_name="readiness",
                name=f"change-{change.interview.id}",
            )
            row.add(label(moved(change.before, change.after)))
            self._card.add_row(row)
        self._card.setVisible(bool(found.unforeseen or found.changes))

    def _sentences(self, found: DebriefSummary) -> Iterator[str]:
        """What the numbers mean, most telling first."""
        if found.practiced == 1:
            yield self.tr("One more had been practiced.")
        elif found.practiced:
            yield self.tr("{0} more had been practiced.").format(found.practiced)
        one = len(found.unforeseen) == 1
        if found.unforeseen:
            who = (
                self.tr("The one nobody saw coming")
                if one
                else tr("The %n nobody saw coming", len(found.unforeseen))
            )
            if {line.topic for line in found.unforeseen} <= found.tonight:
                verb = (
                    self.tr("is what tonight's plan is about")
                    if one
                    else self.tr("are what tonight's plan is about")
                )
            else:
                verb = (
                    self.tr("now counts in what is recommended next")
                    if one
                    else self.tr("now count in what is recommended next")
                )
            yield f"{who} {verb}."
        elif found.asked:
            yield self.tr("What you noted now counts in what is recommended next.")
        if found.in_vain == 1:
            yield self.tr("One that was prepared did not come up.")
        elif found.in_vain:
            yield self.tr("{0} that were prepared did not come up.").format(found.in_vain)
        for change in found.changes[:1]:
            at, before, after = change.interview.at, percent(change.before), percent(change.after)
            when = f"{at.astimezone(home_zone()):%A}" if at is not None else change.interview.company
            moved = self.tr("{0} went from {1} to {2}.").format(when, before, after)
            yield moved if before != after else self.tr("{0} stays at {1}.").format(when, after)
