"""Readiness: every topic on one axis, what is needed next, and what an hour adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.practice import PracticeRequest
from mltracker.domain.readiness import Readiness
from mltracker.services import interviews, preferences, readiness
from mltracker.services.readiness import ReadinessTable, TopicLine
from mltracker.ui import explain
from mltracker.ui.delegates.cells import ReadinessDelegate, SparkDelegate
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.page import Page, PageTools
from mltracker.ui.pages.readiness.rate_dialog import RateDialog
from mltracker.ui.pages.readiness.skills import SkillsView
from mltracker.ui.paint import BarValues
from mltracker.ui.widgets.buttons import Button, Segment, SegmentedControl
from mltracker.ui.widgets.date_edit import DateEdit
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.views import TableView
from mltracker.ui.words import day, home_zone, likely, percent, points, tr


class Line:
    """One row of the table: an area or a topic of it."""

    __slots__ = ("area", "key", "order", "topic", "whole")

    def __init__(
        self, key: str, order: int, area: str, topic: TopicLine | None, whole: Readiness | None
    ) -> None:
        self.key, self.order, self.area, self.topic, self.whole = key, order, area, topic, whole


class ReadinessPage(Page):
    """By area or by skill, as of today or of another date."""

    concerns = (
        Change.PRACTICE
        | Change.INTERVIEWS
        | Change.QUESTIONS
        | Change.RATINGS
        | Change.SETTINGS
        | Change.APPLICATIONS
    )

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self._table: ReadinessTable | None = None
        self._build()

    def refresh(self) -> None:
        ctx = self.tools.ctx
        self._table = readiness.table(ctx, on=self._date.value)
        found = self._table
        count = sum(len(area.topics) for area in found.areas)
        self.set_subtitle(self.tr("{0} topics in {1} areas").format(count, len(found.areas)))
        self._number.setText(percent(found.overall.mean))
        self._interval.setText(likely(found.overall.low, found.overall.high))
        lines: list[Line] = []
        if self._views.key == "needed":
            lines = [Line(t.slug, n, "", t, None) for n, t in enumerate(found.needed)]
        else:
            for area in found.areas:
                lines.append(Line(area.slug, len(lines), area.title, None, area.readiness))
                lines.extend(
                    Line(t.slug, len(lines) + n, area.title, t, None) for n, t in enumerate(area.topics)
                )
        self._model.set_rows(lines)
        self._rows.setVisible(self._views.key != "skills")
        self._skills.setVisible(self._views.key == "skills")
        self._skills.show_skills(found)
        self._foot.setText(self._foot_words(found))
        self._top.setEnabled(bool(found.needed) or bool(interviews.coming(ctx)))

    def _build(self) -> None:
        segments = [
            Segment("area", self.tr("By area")),
            Segment("needed", self.tr("Needed next")),
            Segment("skills", self.tr("By skill")),
        ]
        self._views = SegmentedControl(segments, name="readiness-views", title=self.tr("Show"))
        self._views.set_key("area")
        self._views.changed.connect(self._on_view)
        self._date = DateEdit(self, name="readiness-date", title=self.tr("If my interview were on"))
        self._date.setFixedWidth(180)
        self._date.changed.connect(self._on_date)
        self._number = label("", "strong", name="readiness-number")
        self._interval = label("", tone="muted", name="readiness-interval")
        rate = Button(self.tr("Rate yourself"), self, name="readiness-rate", icon_name="edit")
        rate.clicked.connect(self._on_rate)
        self._top = Button(
            self.tr("Practice what adds most"),
            self,
            name="readiness-practice",
            kind="primary",
            icon_name="play",
        )
        self._top.clicked.connect(self._on_practice)
        asked = QWidget()
        words = label(self.tr("If my interview were on"), tone="muted")
        asked.setLayout(hbox(words, self._date, self._number, self._interval, spacing=12))
        left = QWidget()
        flow = FlowLayout(left, spacing=12)
        flow.addWidget(self._views)
        flow.addWidget(asked)
        row = hbox(left, rate, self._top, spacing=12, margins=(24, 10, 24, 10))
        row.setStretch(0, 1)
        bar = frame("bar", row)
        self._build_table()
        self._skills = SkillsView(self)
        self._foot = label("", "small", "muted", wrap=True, name="readiness-foot")
        foot = frame("foot-window", hbox(self._foot, margins=(24, 8, 24, 8)))
        layout = vbox(bar, spacing=0)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._skills, 1)
        layout.addWidget(foot)
        self.setLayout(layout)

    def _build_table(self) -> None:
        self._model = RowsModel(_columns(), _key, self)
        self._rows = TableView(self, name="readiness-table", title=self.tr("Readiness by topic"))
        self._rows.set_rows_model(self._model)
        self._rows.set_delegate("bar", ReadinessDelegate(self._rows, size="row", number=False))
        self._rows.set_delegate("trend", SparkDelegate(self._rows))
        self._rows.opened.connect(self._on_opened)
        self._rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._rows.customContextMenuRequested.connect(self._on_menu)

    def _foot_words(self, found: ReadinessTable) -> str:
        legend = self.tr(
            "Solid: at least this, 9 times in 10. Outlined: likely range, 8 times in 10. Tick: best guess. "
        )
        if found.interview_answers:
            direction = self.tr("below") if found.delta_points < 0 else self.tr("above")
            return legend + self.tr(
                "Interviews so far run {0} points {1} practice, from {2} logged answers."
            ).format(abs(round(found.delta_points)), direction, found.interview_answers)
        return legend + self.tr(
            "Interviews are taken to run a little harder than practice until some are logged."
        )

    def _on_view(self, _key: str) -> None:
        self.refresh()

    def _on_date(self) -> None:
        if not self._date.is_wrong:
            self.refresh()

    def _on_rate(self) -> None:
        if self._table is not None:
            RateDialog(self.tools, self._table, self.window()).open()

    def _on_practice(self) -> None:
        length = preferences.get(self.tools.ctx).practice_minutes
        self.tools.navigator.practice(PracticeRequest.make(mode="tonight", minutes=length))

    def _on_opened(self, row: object) -> None:
        if isinstance(row, Line) and row.topic is not None:
            length = preferences.get(self.tools.ctx).practice_minutes
            self.tools.navigator.practice(
                PracticeRequest.make(mode="topic", topic=row.topic.slug, minutes=length)
            )

    def _on_menu(self, position: object) -> None:
        row = self._model.row_at(self._rows.indexAt(position))  # type: ignore[arg-type]
        if row is None or row.topic is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("Practice {0}").format(row.topic.title))
        action.setData(row)
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(self._rows.viewport().mapToGlobal(position))  # type: ignore[call-overload]

    def _on_menu_chosen(self, action: object) -> None:
        self._on_opened(action.data())  # type: ignore[attr-defined]


def _key(line: Line) -> str:
    return line.key


def _columns() -> list[Column[Line]]:
    return [
        Column("topic", tr("Topic"), text=_title, sort=_order, width=220),
        Column("bar", tr("0 to 100"), text=_nothing, value=_bar, sort=_mean, spoken=_spoken, width=250),
        Column("you", tr("You"), text=_you, sort=_mean, align="right", width=60),
        Column("likely", tr("Likely"), text=_likely, align="right", tone=_muted, width=80),
        Column("trend", tr("4 weeks"), text=_nothing, value=_trend, spoken=_change, width=84),
        Column("change", tr("Change"), text=_change, align="right", sort=_change_value, width=84),
        Column("answers", tr("Answers"), text=_answers, align="right", sort=_answer_count, width=72),
        Column("seen", tr("Seen"), text=_seen, align="right", tone=_muted, width=80),
        Column("needed", tr("Next needed by"), text=_needed, width=0),
        Column("gain", tr("Points per hour"), text=_gain, align="right", sort=_gain_value, width=110),
    ]


def _nothing(_line: Line) -> str:
    return ""


def _muted(_line: Line) -> str:
    return "muted"


def _order(line: Line) -> int:
    return line.order


def _title(line: Line) -> str:
    return line.area if line.topic is None else f"    {line.topic.title}" if line.area else line.topic.title


def _bar(line: Line) -> object:
    if line.topic is not None:
        return explain.topic_bar(line.topic.readiness)
    return None if line.whole is None else explain.bar(line.whole, target=False)


def _spoken(line: Line) -> str:
    shown = _bar(line)
    return shown.spoken if isinstance(shown, BarValues) else ""


def _mean(line: Line) -> float:
    return line.topic.readiness.mean if line.topic else line.whole.mean if line.whole else 0.0


def _you(line: Line) -> str:
    return percent(_mean(line))


def _likely(line: Line) -> str:
    low, high = (
        (line.topic.readiness.low, line.topic.readiness.high)
        if line.topic
        else (line.whole.low, line.whole.high)
        if line.whole
        else (0.0, 0.0)
    )
    return tr("{0} to {1}").format(round(100 * low), round(100 * high))


def _trend(line: Line) -> object:
    return list(line.topic.trend) if line.topic and line.topic.readiness.answers else None


def _change_value(line: Line) -> float:
    return line.topic.change if line.topic else 0.0


def _change(line: Line) -> str:
    if line.topic is None:
        return ""
    return points(100 * line.topic.change) if line.topic.readiness.answers else tr("little data")


def _answer_count(line: Line) -> int:
    return line.topic.readiness.answers if line.topic else -1


def _answers(line: Line) -> str:
    return str(line.topic.readiness.answers) if line.topic else ""


def _seen(line: Line) -> str:
    return (
        tr("{0} of {1}").format(line.topic.readiness.seen, line.topic.readiness.questions)
        if line.topic
        else ""
    )


def _needed(line: Line) -> str:
    row = line.topic.needed_by if line.topic else None
    return (
        f"{row.company}, {day(row.at.astimezone(home_zone()).date())}" if row is not None and row.at else ""
    )


def _gain_value(line: Line) -> float:
    return (line.topic.points_per_hour or 0.0) if line.topic else -1.0


def _gain(line: Line) -> str:
    value = line.topic.points_per_hour if line.topic else None
    return f"+{value:.1f}" if value else ""
