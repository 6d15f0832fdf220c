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
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
ROUNDS = 5
# each process ends at once when it shows what is asked for: what the interpreter does on its way out is no start
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()
app.processEvents()
{then}
os._exit(0)
"""
FIRST_QUERY = """
from pathlib import Path
from mltracker.store.engine import open_engine, session_factory
from mltracker.store.tables import Application
from sqlalchemy import select
sessions = session_factory(open_engine(Path(sys.argv[1]) / "mltracker.db", write=False, patience=lambda: 1.0), None)
with sessions() as session: session.execute(select(Application.id)).all()
"""
# as app.py starts: without looks for garbage until the first page is there
FRAME = """
import gc, os, sys
gc.disable()
from pathlib import Path
from datetime import datetime, UTC
from PySide6.QtWidgets import QApplication
from mltracker.ui.session import Session
app = QApplication([]); session = Session(app, Path(sys.argv[1]), lambda: datetime(2026, 12, 1, 9, 40, tzinfo=UTC))
session.show()
app.processEvents()
{then}
os._exit(0)
"""
FILLED = "session.open(); app.processEvents()"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; seconds are medians."""

    name: str
    seconds: float
    floor_seconds: float
    ratio: float
    target: float
    most_seconds: float | None = None

    @property
    def verdict(self) -> str:
        slow = self.most_seconds is not None and self.seconds > self.most_seconds
        return "over" if slow or self.ratio > self.target else "ok"


def main() -> int:
    """Print the table; 1 when a figure is over its target."""
    from mltracker.services import sample
    from mltracker.services.context import open_context
    from tests.bench import bank, everything, pipeline

    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        ctx = open_context(small, lambda: NOW, "write")
        sample.fill(ctx)
        ctx.close()
        figures = [
            *start_figures(small),
            *bank.load_figures(Path(folder) / "bank", lambda: NOW),
            *data_figures(large),
            *everything.figures(Path(folder) / "written", NOW),
            *pipeline.figures(large, NOW),
        ]
        weights = pipeline.weights(large, NOW, compiled(large))
    print_figures(figures)
    print(f"{'memory':56} {'MB':>8} {'floor':>8} {'':6} {'most':>6}")
    for weight in weights:
        print(
            f"{weight.name:56} {weight.megabytes:8.1f} {weight.floor_megabytes:8.1f} {'':6} {weight.most:6.0f}"
            f"  {weight.verdict}"
        )
    everything = [*figures, *weights]
    Path("bench.json").write_text(json.dumps([asdict(line) for line in everything], indent=2))
    return int(any(line.verdict == "over" for line in everything))


def print_figures(figures: Sequence[Figure]) -> None:
    """The table of timings."""
    print(f"{'figure':56} {'ms':>8} {'floor':>8} {'ratio':>6} {'target':>6}")
    for figure in figures:
        print(
            f"{figure.name:56} {figure.seconds * 1e3:8.1f} {figure.floor_seconds * 1e3:8.1f}"
            f" {figure.ratio:6.2f} {figure.target:6.2f}  {figure.verdict}"
        )


def compared(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    target: float,
    *,
    before: Callable[[], object] = list,
    most_ms: float | None = None,
) -> Figure:
    """Both in turns, after one round that does not count; `before` goes before each of ours and is not timed."""
    mine, least = [], []
    for _ in range(ROUNDS + 1):
        before()
        mine.append(timed(ours))
        least.append(timed(floor))
    ratio, most = median(mine[1:]) / median(least[1:]), None if most_ms is None else most_ms / 1e3
    return Figure(name, median(mine[1:]), median(least[1:]), ratio, target, most)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compiled(folder: Path) -> dict[str, str]:
    """An environment in which processes find compiled modules from their second start on."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    return environment


def start_figures(folder: Path) -> list[Figure]:
    """Whole processes with compiled modules, as an installation has them: the frame, and Today filled."""
    environment = compiled(folder)

    def process(code: str) -> Callable[[], object]:
        command = [sys.executable, "-c", code, str(folder)]
        return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)

    return [
        compared(
            "start to first paint / bare PySide6 window",
            process(FRAME.format(then="")),
            process(BARE.format(then="")),
            1.5,
        ),
        compared(
            "start to Today filled / window, tables, first query",
            process(FRAME.format(then=FILLED)),
            process(BARE.format(then=FIRST_QUERY)),
            1.15,
        ),
    ]


def data_figures(folder: Path) -> list[Figure]:
    """Readiness, recommendation, search and the pipeline over a large database, each against its own floor."""
    from mltracker.domain.practice import PracticeRequest
    from mltracker.services import practice, readiness
    from mltracker.services.context import open_context
    from tests.bench import bank, large

    ctx = open_context(folder, lambda: NOW, "write")
    ids = large.large_database(ctx, questions=10_000, applications=5_000, now=NOW)
    tonight = PracticeRequest.make(mode="tonight", minutes=20)
    figures = [
        bank.key_stroke(ctx),
    ]
    large.answer_much(ctx, 50_000, NOW)
    curve = large.floor_of_readiness(ctx)
    figures += [
        compared(
            "readiness of all topics, 50,000 answers / SQL average",
            lambda: readiness.overall(ctx),
            curve,
            3.0,
            most_ms=50,
        ),
        compared(
            "the same after one more answer / SQL average",
            lambda: readiness.overall(ctx),
            curve,
            3.0,
            before=large.one_more_answer(ctx),
            most_ms=50,
        ),
        compared(
            "recommendation, 1,000 questions, 10 interviews / scoring",
            lambda: practice.make_plan(ctx, tonight),
            large.floor_of_recommendation(ctx, ids),
            2.0,
            most_ms=300,
        ),
    ]
    ctx.close()
    return figures


def readiness(arguments: list[str]) -> int:
    """The tables of predictions and recommendations, which take no timings."""
    from tests.bench.readiness_table import main as print_tables

    return print_tables(arguments)


def matching(arguments: list[str]) -> int:
    """The proof of typed questions; no timings."""
    from tests.bench.matching_table import main as print_table

    return print_table(arguments)


def search(_arguments: list[str]) -> int:
    """The lines about the search over everything alone."""
    from tests.bench.everything import figures

    with tempfile.TemporaryDirectory() as folder:
        found = figures(Path(folder), NOW)
    print_figures(found)
    return int(any(figure.verdict == "over" for figure in found))


if __name__ == "__main__":
    # by its name in the package, which the other cases import it by
    from tests.bench import run

    proofs = {"readiness": run.readiness, "matching": run.matching, "search": run.search}
    proof = proofs.get(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(proof(sys.argv[2:]) if proof else run.main())
