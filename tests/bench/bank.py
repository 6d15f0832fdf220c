"""Timings of the question bank: its first load, a start with nothing to load, and a key stroke of the search."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mltracker.domain.content import QuestionEntry
    from mltracker.services.context import Clock, Context
    from tests.bench.run import Figure

GENERATED, A_FILE = 5_000, 250
TYPED = ("model calib", "gradient", "featu", "recall pre", "mo", "boosting drift", "sampl", "ranking metric")


def load_figures(folder: Path, clock: Clock) -> list[Figure]:
    """The shipped bank and a generated one: loaded into empty tables, and met unchanged at a start."""
    from mltracker.services.context import open_context
    from mltracker.store import content, content_load
    from tests.bench.run import compared

    empty, data = folder / "empty", folder / "data"
    with shipped([]):
        open_context(empty, clock, "write").close()

    def afresh() -> None:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(empty, data)

    def start() -> None:
        content.version.cache_clear()
        open_context(data, clock, "write").close()

    def read() -> object:
        return [hashlib.sha256(path.read_bytes()).digest() for path in content.question_files()]

    figures = [
        compared(
            "first start with the bank / reading its files",
            start,
            content_load.shipped_questions,
            6.0,
            before=afresh,
            most_ms=1_000,
        )
    ]
    with shipped(generated(folder / "questions")):
        figures.append(
            compared(
                "first start with 5,000 questions / reading their files",
                start,
                content_load.shipped_questions,
                6.0,
                before=afresh,
            )
        )

        def unchanged() -> None:
            content.version.cache_clear()
            with ctx.write_unrecorded() as session:
                content.load(session, clock())

        ctx = open_context(data, clock, "write")
        figures.append(compared("start with 5,000 unchanged / their fingerprint", unchanged, read, 1.5))
        ctx.close()
    content.version.cache_clear()
    return figures


def key_stroke(ctx: Context) -> Figure:
    """List and facets for another text each time, as somebody types, against the capped full-text query alone."""
    from mltracker.services import questions
    from mltracker.store.search import matching_questions
    from tests.bench.run import compared

    ours, floor = cycle(TYPED), cycle(TYPED)

    def strike() -> None:
        wanted = questions.QuestionFilter(text=next(ours))
        questions.search(ctx, wanted)
        questions.facets(ctx, wanted)

    def query() -> object:
        with ctx.read() as session:
            return matching_questions(session, next(floor))

    name = "search key stroke with facets, 10,000 questions / query"
    return compared(name, repeated(strike), repeated(query), 1.5, most_ms=10 * len(TYPED))


def repeated(work: Callable[[], object]) -> Callable[[], None]:
    """Once for each text, so that broad and narrow ones count alike."""

    def run() -> None:
        for _ in TYPED:
            work()

    return run


@contextmanager
def shipped(paths: list[Path]) -> Iterator[None]:
    """As if these files were the shipped questions."""
    from mltracker.store import content, content_load

    before = content.question_files
    content.question_files = content_load.question_files = lambda: paths
    content.version.cache_clear()
    try:
        yield
    finally:
        content.question_files = content_load.question_files = before


def generated(folder: Path) -> list[Path]:
    """Files with thousands of questions, as long as the shipped ones."""
    from mltracker.exchange import question_packs
    from mltracker.store import content_load

    folder.mkdir(parents=True)
    models = [entry for entry in content_load.shipped_questions() if entry.part_of is None]
    entries: list[QuestionEntry] = [
        models[number % len(models)].model_copy(update={"slug": f"generated-{number}"})
        for number in range(GENERATED)
    ]
    paths = []
    for start in range(0, GENERATED, A_FILE):
        path = folder / f"generated-{start}.toml"
        path.write_text(question_packs.write(entries[start : start + A_FILE]), encoding="utf-8")
        paths.append(path)
    return paths
