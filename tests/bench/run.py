"""Timings as ratios to a floor measured in the same run: printed as a table and written to bench.json.

Each figure and its floor are taken in turns, several times; the medians are compared. Absolute times depend on the
machine; the ratio says whether ours is slow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
ROUNDS = 5
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
{extra}
app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()
QTimer.singleShot(0, app.quit); app.exec()
"""
FRAME = """
import sys, tempfile
from pathlib import Path
from datetime import datetime, UTC
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from mltracker.ui.session import Session
app = QApplication([]); session = Session(app, Path(tempfile.mkdtemp()), lambda: datetime(2026, 12, 1, tzinfo=UTC))
session.show()
QTimer.singleShot(0, app.quit); app.exec()
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; seconds are medians."""

    name: str
    seconds: float
    floor_seconds: float
    ratio: float
    target: float

    @property
    def verdict(self) -> str:
        return "ok" if self.ratio <= self.target else "over"


def main() -> int:
    """Print the table; 1 when a figure is over its target."""
    figures = [*start_figures(), *data_figures()]
    print(f"{'figure':52} {'ms':>8} {'floor':>8} {'ratio':>6} {'target':>6}")
    for figure in figures:
        print(
            f"{figure.name:52} {figure.seconds * 1e3:8.1f} {figure.floor_seconds * 1e3:8.1f}"
            f" {figure.ratio:6.2f} {figure.target:6.2f}  {figure.verdict}"
        )
    Path("bench.json").write_text(json.dumps([asdict(figure) for figure in figures], indent=2))
    return int(any(figure.verdict == "over" for figure in figures))


def compared(name: str, ours: Callable[[], object], floor: Callable[[], object], target: float) -> Figure:
    """Both in turns, after one round that does not count."""
    ours(), floor()
    mine, least = [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours))
        least.append(timed(floor))
    return Figure(name, median(mine), median(least), median(mine) / median(least), target)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def start_figures() -> list[Figure]:
    """Whole processes: our frame against a bare window, and against one that has imported the store's library."""

    def process(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    return [
        compared(
            "start to first paint / bare PySide6 window", process(FRAME), process(BARE.format(extra="")), 1.5
        ),
        compared(
            "start to first paint / PySide6 + SQLModel window",
            process(FRAME),
            process(BARE.format(extra="import sqlmodel")),
            1.0,
        ),
    ]


def data_figures() -> list[Figure]:
    """Recommendation, search and the pipeline over a large database, each against its own floor."""
    from mltracker.services import pipeline, questions, recommendations
    from mltracker.services.context import open_context
    from tests.bench.large import floor_of_recommendation, large_database, sql_of_cards, sql_of_search

    with tempfile.TemporaryDirectory() as folder:
        ctx = open_context(Path(folder), lambda: NOW, "write")
        ids = large_database(ctx, questions=10_000, applications=5_000, now=NOW)
        wanted = questions.QuestionFilter(text="model calib")
        figures = [
            compared(
                "recommendation, 1,000 questions, a week of interviews",
                lambda: [recommendations.for_interview(ctx, key, limit=8) for key in ids],
                floor_of_recommendation(ctx, ids),
                2.0,
            ),
            compared(
                "search key stroke, 10,000 questions",
                lambda: questions.search(ctx, wanted, limit=50),
                sql_of_search(ctx, "model calib"),
                4.0,
            ),
            compared(
                "pipeline of 5,000 applications, read", lambda: pipeline.cards(ctx), sql_of_cards(ctx), 6.0
            ),
        ]
        ctx.close()
    return figures


if __name__ == "__main__":
    sys.exit(main())
