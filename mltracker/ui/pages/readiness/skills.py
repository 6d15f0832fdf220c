"""The skills view: the five things employers say they look for, from the topics behind them."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from mltracker.services import catalog
from mltracker.services.readiness import ReadinessTable
from mltracker.ui.paint import BarValues
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import clear, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.scroll import prepare_scroll, set_content

WIDTH = 820


class SkillsView(QScrollArea):
    """One card a skill, with the mean of its topics."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        prepare_scroll(self, name="skills")
        content = QWidget()
        self._column = vbox(spacing=12, margins=24)
        content.setLayout(self._column)
        PageMargins(content)
        content.setMaximumWidth(
            WIDTH + 48
        )  # each card by itself would be asked for its height at the full width
        set_content(self, content)

    def show_skills(self, table: ReadinessTable) -> None:
        """Show the skills as of a table."""
        clear(self._column)
        lines = {line.slug: line for area in table.areas for line in area.topics}
        for skill in catalog.topics().skills:
            topics = [lines[slug] for slug in skill.topics if slug in lines]
            card = Card(name=f"skill-{skill.slug}")
            card.body.addWidget(label(skill.title, "section"))
            card.body.addWidget(label(skill.description, tone="muted", wrap=True))
            if topics:
                count = len(topics)
                mean = sum(line.readiness.mean for line in topics) / count
                low = sum(line.readiness.low for line in topics) / count
                high = sum(line.readiness.high for line in topics) / count
                little = sum(line.readiness.little_data for line in topics) * 2 > count
                bar = ReadinessBar("detail", name=f"skill-bar-{skill.slug}")
                bar.set_values(BarValues(mean, low, high, None, little))
                card.body.addWidget(bar)
                names = ", ".join(line.title for line in topics)
                card.body.addWidget(label(names, "small", "muted", wrap=True))
            self._column.addWidget(card)
        self._column.addStretch(1)
