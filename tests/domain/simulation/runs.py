"""Which learners judge, in how many processes, and the bounds that must hold.

Seeds from 0 up served for writing the simulation and trying ideas; those that judge start at 1,000,000. No parameter of
the engine or of the simulation was chosen by looking at the latter; the size of the suite's run, that it takes the
interviews of all truths together, and the second rival were.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from tests.domain.simulation.history import TICKS, Ticks
from tests.domain.simulation.practice_proof import Worth, practiced
from tests.domain.simulation.prediction_proof import Row, predicted

Found = TypeVar("Found")

WRITING, JUDGING = 0, 1_000_000
COVERAGE = (0.74, 0.90)
LEAST_GAIN = 2.5
MANY_INTERVIEWS = 10
RIVALS = ("Beta-Binomial", "Beta-Binomial, shifted")


def predictions(
    truth: str,
    start: int,
    learners: int,
    names: Sequence[str],
    processes: int = 1,
    *,
    ticks: Ticks = TICKS,
    interviews: int | None = None,
) -> list[Row]:
    """Rows of predictions of so many learners, the first one with seed `start`."""
    jobs = [(truth, start + i, names, ticks, interviews) for i in range(learners)]
    return _run(predicted, jobs, processes)


def practice(
    truth: str, start: int, learners: int, minutes: int, names: Sequence[str], processes: int = 1
) -> list[Worth]:
    """What each policy is worth for so many learners."""
    return _run(practiced, [(truth, start + i, minutes, names) for i in range(learners)], processes)


def cores() -> int:
    return os.cpu_count() or 1


def _run(work: Callable[..., Found], jobs: Sequence[tuple[object, ...]], processes: int) -> list[Found]:
    if processes == 1:
        return [work(*job) for job in jobs]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(work, *zip(*jobs, strict=True), chunksize=5))
