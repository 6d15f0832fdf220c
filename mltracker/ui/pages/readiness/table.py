"""The table of the Readiness page: areas that fold, topics under them, one axis with the target down the column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mltracker.domain.readiness import Readiness
from mltracker.services.readiness import AreaLine, ReadinessTable, TopicLine
from mltracker.ui import explain
from mltracker.ui.delegates.cells import PAD, GainDelegate, ReadinessDelegate, SparkDelegate
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.paint import BarValues, paint_readiness_bar, paint_text, text_width
from mltracker.ui.theme import font, tokens
from mltracker.ui.widgets.table_head import TableHead
from mltracker.ui.widgets.views import TableView
from mltracker.ui.words import day, days_between, home_zone, percent, points, tr

BAR = "bar"
LEAST_SCALE = 0.5  # points an hour that fill the small bar when nothing adds more
DAYS_A_WEEK = 7
_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an area (with `whole`) or a topic; `share` is its gain against the largest one."""

    key: str
    order: int
    topic: TopicLine | None = None
    area: AreaLine | None = None
    folded: bool = False
    nested: bool = False
    share: float = 0.0
    now: datetime | None = None

    @property
    def mean(self) -> float:
        """The estimate."""
        return self.shown.mean

    @property
    def shown(self) -> BarValues:
        """What the bar draws."""
        if self.topic is not None:
            return explain.topic_bar(self.topic.readiness)
        whole: Readiness | None = self.area.readiness if self.area is not None else None
        return BarValues(0.0, 0.0, 0.0) if whole is None else explain.bar(whole, target=False)


class AxisHead(TableHead):
    """Writes the axis over the bars: 0, the target, 100."""

    target = 0.5

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect, logicalIndex)
        model = self.model()
        if not isinstance(model, RowsModel) or model.columns[logicalIndex].key != BAR:
            return
        area, color = rect.adjusted(PAD, 0, -PAD, -1), tokens().color("muted")
        painter.save()
        paint_text(painter, area, "0", face=font("small"), color=color)
        paint_text(painter, area, "100", face=font("small"), color=color, align=_RIGHT)
        words = tr("target {0}").format(round(100 * self.target))
        width = text_width(words, font("small"))
        middle = area.left() + round(area.width() * self.target)
        left = min(max(middle - width // 2, area.left() + 14), area.right() - 28 - width)
        spot = QRect(left, area.top(), width, area.height())
        paint_text(painter, spot, words, face=font("small"), color=color, align=_CENTER)
        painter.restore()


class TopicTable(TableView):
    """Areas fold at a click on them or at Enter; `opened` also carries the row."""

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str) -> None:
        super().__init__(parent, name=name, title=title, head=AxisHead)
        self._lines = RowsModel(_columns(), _key, self)
        self._folded: set[str] = set()
        self._shown: ReadinessTable | None = None
        self._needed = False
        self._now: datetime | None = None
        self.set_rows_model(self._lines)
        self.set_delegate(BAR, ReadinessDelegate(self, size="row", number=False))
        self.set_delegate("trend", SparkDelegate(self))
        self.set_delegate("gain", GainDelegate(self))
        self.clicked.connect(self._on_clicked)

    def show_table(self, table: ReadinessTable, *, needed: bool, target: float, now: datetime) -> None:
        """Show the topics by area, or only those needed next, most points an hour first."""
        self._shown, self._needed, self._now = table, needed, now
        head = self.horizontalHeader()
        if isinstance(head, AxisHead):
            head.target = target
            head.viewport().update()
        self._fill()

    def row_at(self, position: object) -> Line | None:
        """The row under a point of the view."""
        return self._lines.row_at(self.indexAt(position))  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(row, Line) and row.area is not None:
            self._fold(row)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        column = self._lines.column_of(BAR)
        head = self.horizontalHeader()
        rows = self._lines.rowCount()
        if not isinstance(head, AxisHead) or not rows:
            return
        bottom = min(self.viewport().height(), self.rowViewportPosition(rows - 1) + self.rowHeight(rows - 1))
        left = self.columnViewportPosition(column) + PAD
        x = left + round((self.columnWidth(column) - 2 * PAD) * head.target)
        painter = QPainter(self.viewport())
        pen = QPen(tokens().color("control"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(x, 0, x, bottom)

    def _fill(self) -> None:
        if self._shown is None:
            return
        every = [topic for area in self._shown.areas for topic in area.topics]
        most = max([LEAST_SCALE, *(topic.points_per_hour or 0.0 for topic in every)])
        lines: list[Line] = []

        def add(topic: TopicLine, *, nested: bool) -> None:
            share = (topic.points_per_hour or 0.0) / most
            line = Line(topic.slug, len(lines), topic, nested=nested, share=share, now=self._now)
            lines.append(line)

        if self._needed:
            for topic in self._shown.needed:
                add(topic, nested=False)
        else:
            for area in self._shown.areas:
                folded = area.slug in self._folded
                lines.append(Line(f"area-{area.slug}", len(lines), area=area, folded=folded))
                for topic in () if folded else area.topics:
                    add(topic, nested=True)
        self._lines.set_rows(lines)

    def _on_clicked(self, index: object) -> None:
        self._fold(self._lines.row_at(index))  # type: ignore[arg-type]

    def _fold(self, row: Line | None) -> None:
        if row is not None and row.area is not None:
            self._folded.symmetric_difference_update({row.area.slug})
            self._fill()


class Legend(QWidget):
    """What the parts of a bar mean, each beside its picture."""

    _SWATCH, _GAP = 26, 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readiness-legend")
        self._parts: Sequence[tuple[str, BarValues]] = (
            (self.tr("at least this, 9 times in 10"), BarValues(1, 0.5, 0.5)),
            (self.tr("likely range, 8 times in 10"), BarValues(1, 0, 0.5)),
            (self.tr("best guess"), BarValues(0.25, 0, 0)),
            (self.tr("little data"), BarValues(1, 0, 0.5, None, little_data=True)),
        )
        self.setAccessibleName(", ".join(words for words, _ in self._parts))

    def sizeHint(self) -> QSize:
        words = sum(text_width(text, font("small")) for text, _ in self._parts)
        return QSize(words + len(self._parts) * (self._SWATCH + 8 + self._GAP), 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, left = QPainter(self), tokens(), 0
        for words, values in self._parts:
            width = text_width(words, font("small"))
            if left + self._SWATCH + 8 + width > self.width():
                break
            swatch = QRect(left, self.height() // 2 - 4, self._SWATCH, 8)
            painter.save()
            # only the left half of a bar is shown, so that the tick of the other three lies outside
            painter.setClipRect(swatch.adjusted(0, -4, 0, 4))
            paint_readiness_bar(painter, swatch.adjusted(0, 0, self._SWATCH, 0), values, look)
            painter.restore()
            spot = QRect(swatch.right() + 9, 0, width + 2, self.height())
            paint_text(painter, spot, words, face=font("small"), color=look.color("muted"))
            left = spot.right() + self._GAP


def _key(line: Line) -> str:
    return line.key


def _columns() -> list[Column[Line]]:
    return [
        Column("topic", tr("Topic"), _title, sort=_order, icon=_fold_icon, strong=_is_area, width=248),
        Column(BAR, "", _nothing, value=_bar, sort=_mean, spoken=_spoken, width=214),
        Column("you", tr("You"), _you, sort=_mean, align="right", strong=_is_area, width=60),
        Column("likely", tr("Likely"), _likely, align="right", tone=_muted, width=76),
        Column("trend", tr("4 weeks"), _little, value=_trend, spoken=_change, width=80, rank=3),
        Column("change", tr("Change"), _change, align="right", sort=_change_value, width=70, rank=5),
        Column("answers", tr("Answers"), _answers, align="right", sort=_answer_count, width=72, rank=1),
        Column("seen", tr("Seen"), _seen, align="right", tone=_muted, width=64, rank=2),
        Column("last", tr("Last"), _last, align="right", sort=_last_value, tone=_muted, width=72, rank=4),
        Column("needed", tr("Next needed by"), _needed, width=0),
        Column(
            "gain", tr("Points per hour"), _gain, align="right", sort=_gain_value, value=_share, width=116
        ),
    ]


def _is_area(line: Line) -> bool:
    return line.area is not None


def _fold_icon(line: Line) -> tuple[str, str] | None:
    if line.area is not None:
        return ("chevron-right" if line.folded else "chevron-down", "muted")
    return None


def _nothing(_line: Line) -> str:
    return ""


def _muted(_line: Line) -> str:
    return "muted"


def _order(line: Line) -> int:
    return line.order


def _title(line: Line) -> str:
    if line.area is not None:
        return line.area.title
    title = line.topic.title if line.topic else ""
    return f"      {title}" if line.nested else title


def _bar(line: Line) -> BarValues:
    return line.shown


def _spoken(line: Line) -> str:
    return line.shown.spoken


def _mean(line: Line) -> float:
    return line.mean


def _you(line: Line) -> str:
    return percent(line.mean)


def _likely(line: Line) -> str:
    return tr("{0} to {1}").format(round(100 * line.shown.low), round(100 * line.shown.high))


def _answered(line: Line) -> TopicLine | None:
    return line.topic if line.topic is not None and line.topic.readiness.answers else None


def _little(line: Line) -> str:
    return tr("little data") if line.topic is not None and line.topic.readiness.little_data else ""


def _trend(line: Line) -> object:
    topic = _answered(line)
    return list(topic.trend) if topic is not None and not topic.readiness.little_data else None


def _change_value(line: Line) -> float | None:
    topic = _answered(line)
    return topic.change if topic is not None else None


def _change(line: Line) -> str:
    value = _change_value(line)
    return "" if value is None else points(100 * value)


def _answer_count(line: Line) -> int | None:
    return line.topic.readiness.answers if line.topic else None


def _answers(line: Line) -> str:
    return str(line.topic.readiness.answers) if line.topic else ""


def _seen(line: Line) -> str:
    found = line.topic.readiness if line.topic else None
    return tr("{0} of {1}").format(found.seen, found.questions) if found else ""


def _last_value(line: Line) -> float | None:
    last = line.topic.readiness.last_practiced_at if line.topic else None
    return None if last is None else last.timestamp()


def _last(line: Line) -> str:
    last = line.topic.readiness.last_practiced_at if line.topic else None
    if last is None or line.now is None:
        return ""
    days = days_between(last, line.now)
    return tr("today") if days < 1 else tr("1 day") if days == 1 else tr("%n days", days)


def _needed(line: Line) -> str:
    row = line.topic.needed_by if line.topic else None
    if row is None or row.at is None or line.now is None:
        return ""
    on = row.at.astimezone(home_zone()).date()
    near = (on - line.now.astimezone(home_zone()).date()).days < DAYS_A_WEEK
    return f"{row.company}, {f'{on:%a}' if near else day(on)}"


def _gain_value(line: Line) -> float | None:
    return line.topic.points_per_hour if line.topic else None


def _gain(line: Line) -> str:
    value = line.topic.points_per_hour if line.topic else None
    return f"+{value:.1f}" if value and value >= 0.05 else ""


def _share(line: Line) -> float:
    return line.share
