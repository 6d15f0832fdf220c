"""Section 2: readiness on that day, why, and topic by topic behind a disclosure."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mltracker.domain.topic_mix import TopicShare
from mltracker.services import catalog, what_if
from mltracker.services.readiness import InterviewReadiness
from mltracker.ui import explain
from mltracker.ui.factors import factor_rows
from mltracker.ui.pages.interviews.section import Section
from mltracker.ui.paint import Sign
from mltracker.ui.text import plain_tip
from mltracker.ui.widgets.badge import SignLabel
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.disclosure import Disclosure
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, hbox, vbox
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.what_if import WhatIf
from mltracker.ui.words import day, home_zone, likely, percent

FACTORS = 4
TOPICS = 8


class ReadinessSection(Section):
    """The bar with its 80% interval, and what stands behind it."""

    name, icon = "readiness", "readiness"

    @property
    def title(self) -> str:
        return self.tr("Readiness")

    def build(self, body: QVBoxLayout) -> None:
        self._number = label("", "hero", name="interview-readiness")
        self._interval = label("", name="interview-interval")
        self._verdict = SignLabel(Sign("target", "", "muted"))
        self._bar = ReadinessBar("detail", name="interview-bar", number=False)
        self._evidence = label("", "small", "muted", wrap=True, name="interview-evidence")
        self._way = label("", "small", "muted", wrap=True, name="interview-way")
        self._factors = vbox(spacing=6)
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._topics = Disclosure(self.tr("Topics of this round"), table, name="interview-topics", link=True)
        self._topics.set_open(on=True)
        self._what_if = WhatIf(name="interview-what-if")
        self._what_if.changed.connect(self._on_what_if)
        self._other = Disclosure(self.tr("What if"), self._what_if, name="interview-other", link=True)
        self._other.toggled.connect(self._on_other)
        self._shown: InterviewReadiness | None = None
        body.addLayout(hbox(self._number, self._interval, None, self._verdict, spacing=12))
        for part in (self._bar, self._evidence, self._way):
            body.addWidget(part)
        body.addLayout(self._factors)
        body.addLayout(vbox(self._other, self._topics, spacing=0))

    def show_readiness(self, found: InterviewReadiness) -> None:
        """Show how ready the user is for this interview."""
        ready, now = found.readiness, self.tools.ctx.clock()
        other = self._shown is None or self._shown.interview.id != found.interview.id
        self._shown = found
        if other:
            self._other.set_open(on=False)
        self._other.setVisible(found.interview.is_coming(now))
        self._what_if.set_days(self.tools.ctx.today(), ready.on.astimezone(home_zone()).date())
        self._on_what_if()
        self.heading.setText(self.tr("Readiness on {0}").format(day(ready.on.astimezone(home_zone()).date())))
        self._number.setText(percent(ready.mean))
        self._interval.setText(likely(ready.low, ready.high))
        over = found.readiness.on < now  # then it is what was known when the interview began
        self._verdict.set_sign(explain.verdict(ready) if not over or ready.label == "ready" else None)
        known = explain.evidence(ready, None if over else now)
        self._bar.set_values(explain.bar(ready), tip=known)
        self._evidence.setText(self.tr("As known when it began. {0}").format(known) if over else known)
        self._way.setVisible(found.way_there is not None)
        if found.way_there is not None:
            self._way.setText(explain.way_words(found.way_there, found.interview) + ".")
        clear(self._factors)
        for row in factor_rows(explain.mean_factors(ready)[:FACTORS]):
            self._factors.addWidget(row)
        self._show_topics(found, catalog.titles())

    def _on_other(self, _open: bool) -> None:  # noqa: FBT001 - the signal's argument
        self._on_what_if()

    def _on_what_if(self) -> None:
        """Work out and say where practice leads on another day; nothing while it is folded away."""
        if self._shown is None or not self._other.is_open:
            return
        day_of = self._shown.readiness.on.astimezone(home_zone()).date()
        on = None if self._what_if.day == day_of else self._what_if.day
        steps = what_if.after_questions(self.tools.ctx, interview_id=self._shown.interview.id, on=on)
        if steps:
            self._what_if.set_most(len(steps) - 1)
            step = steps[self._what_if.count]
            self._what_if.say(explain.practice_words(step), explain.step_words(steps[0], step))

    def _show_topics(self, found: InterviewReadiness, titles: dict[str, str]) -> None:
        clear(self._grid)
        heads = (
            self.tr("Topic"),
            self.tr("Share"),
            "",
            self.tr("You"),
            self.tr("Likely"),
            self.tr("Seen, oldest"),
        )
        for column, words in enumerate(heads):
            self._grid.addWidget(label(words, "small", "muted"), 0, column)
        now = min(self.tools.ctx.clock(), found.readiness.on)
        shown = found.readiness.topics[:TOPICS]
        for number, topic in enumerate(shown, start=1):
            share = found.mix.shares[topic.slug]
            bar = ReadinessBar("row", name=f"topic-bar-{topic.slug}", number=False)
            bar.set_values(explain.topic_bar(topic, found.readiness.target))
            bar.setFixedWidth(80)
            why = label(percent(share.p), tone="muted")
            why.setToolTip(plain_tip(explain.share_words(share)))
            title = self._topic(titles[topic.slug], share)
            likely_words = f"{round(100 * topic.low)} to {round(100 * topic.high)}"
            cells = (title, why, bar, label(percent(topic.mean)), label(likely_words, "small", "muted"))
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, number, column)
            evidence = explain.topic_evidence(topic, now)
            self._grid.addWidget(ElidedLabel(evidence, self, role="small", tone="muted", keep=8), number, 5)
        rest = found.readiness.topics[TOPICS:]
        if rest:
            left = sum(found.readiness.mix[topic.slug] for topic in rest)
            words = self.tr("{0} more topics share the last {1}.").format(len(rest), percent(left))
            self._grid.addWidget(label(words, "small", "muted"), len(shown) + 1, 0, 1, 6)

    def _topic(self, title: str, share: TopicShare) -> QWidget:
        """The topic, and a chip that says why it is expected more than elsewhere; the whole reason in the tooltip."""
        holder = QWidget()
        line = hbox(label(title), spacing=8)
        said = (
            self.tr("announced") if share.told else self.tr("in the posting") if share.phrases else ""
        ) or (self.tr("asked here") if share.asked_here_at else "")
        if said:
            line.addWidget(LabelChip(said, holder, small=True))
        line.addStretch(1)
        holder.setLayout(line)
        holder.setToolTip(plain_tip(explain.share_words(share)))
        return holder
