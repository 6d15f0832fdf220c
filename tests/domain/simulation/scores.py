"""Scores of predictions against true chances, with standard errors over learners.

Brier score and log loss are expectations over the answer itself, which the simulation knows: no luck of the draw is
left in them. Every learner counts alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

BINS = 10
SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Judged:
    """One learner's predictions of one kind: sums, and sums by bin of the prediction."""

    count: int
    brier: float
    log_loss: float
    rank: float
    covered: float | None
    bins: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its standard error."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.3f}±{self.error:.3f}"


def judged(
    said: Sequence[float], truth: Sequence[float], intervals: Sequence[tuple[float, float]] | None = None
) -> Judged:
    """The sums of one learner."""
    count = len(said)
    kept = [min(max(q, SMALLEST), 1 - SMALLEST) for q in said]
    bins = [[0, 0.0] for _ in range(BINS)]
    for q, p in zip(kept, truth, strict=True):
        place = bins[min(int(q * BINS), BINS - 1)]
        place[0] += 1
        place[1] += q - p
    covered = None
    if intervals is not None:
        covered = sum(low <= p <= high for (low, high), p in zip(intervals, truth, strict=True)) / count
    return Judged(
        count,
        fmean((p - q) ** 2 + p * (1 - p) for q, p in zip(kept, truth, strict=True)),
        -fmean(p * math.log(q) + (1 - p) * math.log(1 - q) for q, p in zip(kept, truth, strict=True)),
        spearman(kept, truth),
        covered,
        tuple((int(n), gap) for n, gap in bins),
    )


def over_learners(values: Sequence[float]) -> Score:
    """Mean over learners."""
    return Score(fmean(values), stdev(values) / math.sqrt(len(values)))


def left_out(rows: Sequence[Sequence[float]], figure: Callable[[Sequence[float]], float]) -> Score:
    """A figure of the column sums, its error by leaving out one learner at a time."""
    total = [sum(column) for column in zip(*rows, strict=True)]
    n = len(rows)
    each = [figure([a - b for a, b in zip(total, row, strict=True)]) for row in rows]
    mean = fmean(each)
    return Score(figure(total), math.sqrt((n - 1) / n * sum((value - mean) ** 2 for value in each)))


def calibration_error(rows: Sequence[Judged]) -> Score:
    """Expected calibration error: how far the truth lies from what is said, ten bins, over all learners."""
    flat = [[float(n) for n, _ in row.bins] + [gap for _, gap in row.bins] for row in rows]
    return left_out(flat, lambda sums: sum(abs(gap) for gap in sums[BINS:]) / sum(sums[:BINS]))


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Rank correlation, ties at their middle rank; 0 where one side does not vary."""
    a, b = ranks(left), ranks(right)
    mean_a, mean_b = fmean(a), fmean(b)
    top = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    bottom = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return top / bottom if bottom else 0.0


def ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda i: values[i])
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = (start + end) / 2
        start = end + 1
    return found
