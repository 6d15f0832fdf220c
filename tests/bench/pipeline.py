"""Pages with 5,000 applications: the pipeline shown anew, filtered, dragged over, their companies, and what it weighs."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QWidget

from mltracker.services import companies, pipeline
from mltracker.services.context import Context
from mltracker.ui.navigation import Place
from mltracker.ui.pages.pipeline.board import Board
from mltracker.ui.session import Session
from tests.bench.large import sql_of
from tests.bench.run import Figure, compared

WHOLE_APP_MB = 250
BOARD_MB = 30
WEIGH = """
import gc, sys
from datetime import datetime, UTC
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
{made}
for _ in range(20): app.processEvents()
gc.collect()
print(next(line.split()[1] for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:")))
"""
BARE = """
import sqlmodel
from PySide6.QtWidgets import QMainWindow
window = QMainWindow(); window.resize(1440, 900); window.show()
"""
APP = """
from mltracker.ui.session import Session
from mltracker.ui.navigation import Place
session = Session(app, Path(sys.argv[1]), lambda: datetime.fromisoformat(sys.argv[2]))
session.show(); session.open()
for page in {pages}:
    session.window.host.show_place(Place(page)); app.processEvents()
"""


@dataclass(frozen=True, slots=True)
class Weight:
    """One line about memory, in MB of proportional set size."""

    name: str
    megabytes: float
    floor_megabytes: float
    most: float

    @property
    def verdict(self) -> str:
        return "ok" if self.megabytes <= self.most else "over"


def figures(folder: Path, now: datetime) -> list[Figure]:
    """Timings in one window, against its plain SQL, plain columns of the same length, and one repaint."""
    app = QApplication.instance() or QApplication([])
    session = Session(app, folder, lambda: now)
    session.show()
    session.open()
    window, ctx = session.window, session.context
    if window.host is None or ctx is None:
        return []
    window.host.show_place(Place("pipeline"))
    app.processEvents()
    gc.collect()
    gc.freeze()  # as the app does once it has opened
    read = sql_of(ctx, pipeline.overview)
    found = [
        _switch("Pipeline, 5,000 applications / SQL and one repaint", session, read),
        _stroke("the same, a key stroke in the filter / list of words, one repaint", session, ctx),
        _board(ctx, now),
        _drag(window),
    ]
    window.host.page._views.set_key("table")  # type: ignore[union-attr]
    window.host.page._on_view("table")  # type: ignore[union-attr]
    found += [
        _switch("table of 5,000 applications / SQL and one repaint", session, read),
        _stroke("the same, a key stroke in the filter / list of words, one repaint", session, ctx),
    ]
    window.host.page._on_view("board")  # type: ignore[union-attr]
    window.host.show_place(Place("library", section="companies"))
    read = sql_of(ctx, _companies)
    found.append(_switch("Library, 5,000 companies / SQL and one repaint", session, read))
    gc.unfreeze()
    session.close()
    return found


def weights(folder: Path, now: datetime, environment: Mapping[str, str]) -> list[Weight]:
    """Whole processes: the app with the board shown, with every page shown, and a bare window beside them."""

    def weighed(made: str) -> float:
        command = [sys.executable, "-c", WEIGH.format(made=made), str(folder), now.isoformat()]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(environment))
        return int(done.stdout.split()[-1]) / 1024

    bare = weighed(BARE)
    start, board = weighed(APP.format(pages=["today"])), weighed(APP.format(pages=["today", "pipeline"]))
    pages = ["today", "pipeline", "interviews", "practice", "questions", "ask", "readiness", "library"]
    return [
        Weight("the app at its start / bare window with sqlmodel", start, bare, 1.4 * bare),
        Weight("Pipeline of 5,000 applications on top of that", board - start, 0, BOARD_MB),
        Weight(
            "every page shown, 5,000 applications, 10,000 questions",
            weighed(APP.format(pages=pages)),
            bare,
            WHOLE_APP_MB,
        ),
    ]


def _companies(ctx: Context) -> object:
    """What the page of companies reads: all of them, and the history of the first."""
    rows = companies.rows(ctx)
    return rows, companies.history(ctx, rows[0].id)


def _switch(name: str, session: Session, read: Callable[[], object]) -> Figure:
    host = session.window.host

    def switch() -> None:
        host.refresh_all()  # type: ignore[union-attr]
        session.window.grab()

    def floor() -> None:
        read()
        session.window.grab()

    return compared(name, switch, floor, 2.0, most_ms=150)


def _stroke(name: str, session: Session, ctx: Context) -> Figure:
    """Each stroke changes how many are left: a thousand, a hundred, all."""
    field = session.window.host.page._filters.field  # type: ignore[union-attr]
    words = [f"{card.row.company} {card.row.role_title}".casefold() for card in pipeline.overview(ctx).cards]
    typed = ["compan", "company 1", "company 12", ""]
    turn = [0]

    def stroke() -> None:
        turn[0] += 1
        field.setText(typed[turn[0] % len(typed)])
        session.window.grab()

    def floor() -> None:
        text = typed[turn[0] % len(typed)]
        assert any(text in word for word in words)
        [word for word in words if text in word]
        session.window.grab()

    figure = compared(name, stroke, floor, 3.0, most_ms=50)
    field.setText("")
    return figure


def _board(ctx: Context, now: datetime) -> Figure:
    """Built and painted, against columns of plain lists of the same cards."""
    found = pipeline.overview(ctx)
    columns = [
        [f"{card.row.company} {card.row.role_title}" for card in found.cards if card.row.stage_id == stage.id]
        for stage in found.stages
    ]

    def ours() -> None:
        holder = QWidget()
        board = Board(holder)
        board.resize(1_200, 760)
        board.show_cards(found.stages, found.cards, now.date(), found.by_stage)
        board.grab()

    def plain() -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        for texts in columns:
            view = QListView()
            view.setModel(QStringListModel(texts, view))
            row.addWidget(view)
        holder.resize(1_200, 760)
        holder.grab()

    return compared("board of 5,000 cards, built and painted / plain lists", ours, plain, 2.0)


def _drag(window: QWidget) -> Figure:
    """One move of the mouse with a card, and the column painted, against painting it alone."""
    source, target = window.findChild(QListView, "column-1"), window.findChild(QListView, "column-2")
    assert isinstance(source, QListView)
    assert isinstance(target, QListView)
    model: Any = source.model()
    data: QMimeData = model.mimeData([model.index(row, 0) for row in range(10)])
    move, held, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target.viewport(), QDragEnterEvent(QPoint(9, 9), move, data, held, none))
    turn = [0]

    def moved() -> None:
        turn[0] += 1
        spot = QPoint(9, 20 + turn[0] * 7 % 300)
        QApplication.sendEvent(target.viewport(), QDragMoveEvent(spot, move, data, held, none))
        target.viewport().grab()

    return compared(
        "a card dragged over it, one frame / repaint of the column",
        moved,
        target.viewport().grab,
        3.0,
        most_ms=33,
    )
