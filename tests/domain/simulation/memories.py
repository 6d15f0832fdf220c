"""How synthetic learners really forget: four laws, none of them the model's.

A memory is an immutable value; a law turns an answer into the next memory and says how far a question is known at a
time, from 0 to 1. Times are days as floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from mltracker.domain.questions import Grade

State = tuple[float, ...]

TRUTHS = ("power-law", "half-life", "fsrs", "no-forgetting")


class Law(Protocol):
    """How one learner keeps what they met."""

    def after(self, state: State | None, grade: Grade, at: float) -> State:
        """The memory after an answer at `at`; None stands for a question never met."""

    def known(self, state: State, at: float) -> float:
        """How far the question is known at `at`, from 0 to 1."""


def law_of(truth: str, rng: Random) -> Law:
    """The law of one learner, its parameters drawn anew."""
    laws: dict[str, Callable[[Random], Law]] = {
        "power-law": PowerLaw.drawn,
        "half-life": HalfLife.drawn,
        "fsrs": OwnFsrs.drawn,
        "no-forgetting": Kept.drawn,
    }
    return laws[truth](rng)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Activation as in ACT-R: every meeting leaves a trace that fades as a power of its age."""

    decay: float
    threshold: float

    STRENGTHS = {"again": 0.5, "hard": 0.8, "good": 1.0, "easy": 1.2}

    @classmethod
    def drawn(cls, rng: Random) -> PowerLaw:
        return cls(min(max(rng.gauss(0.5, 0.08), 0.3), 0.7), rng.gauss(-1.3, 0.3))

    def after(self, state: State | None, grade: Grade, at: float) -> State:
        return (*(state or ()), at, self.STRENGTHS[grade])

    def known(self, state: State, at: float) -> float:
        traces = zip(state[::2], state[1::2], strict=True)
        total = sum(strength * (max(at - since, 0.0) + 0.05) ** -self.decay for since, strength in traces)
        return sigmoid((math.log(total) - self.threshold) / 0.5)


@dataclass(frozen=True, slots=True)
class HalfLife:
    """What is known halves every so many days; answers after a pause lengthen that, failures shorten it."""

    scale: float

    FIRST = {"again": 2.0, "hard": 4.0, "good": 8.0, "easy": 15.0}
    FACTORS = {"again": 0.7, "hard": 1.2, "good": 2.2, "easy": 3.0}

    @classmethod
    def drawn(cls, rng: Random) -> HalfLife:
        return cls(rng.lognormvariate(0.0, 0.4))

    def after(self, state: State | None, grade: Grade, at: float) -> State:
        if state is None:
            return at, self.FIRST[grade] * self.scale
        since, half = state
        rested = min(1.0, (at - since) / half)
        return at, max(half * (1 + (self.FACTORS[grade] - 1) * rested), 0.5)

    def known(self, state: State, at: float) -> float:
        return float(0.5 ** (max(at - state[0], 0.0) / state[1]))


@dataclass(frozen=True, slots=True)
class OwnFsrs:
    """FSRS-6 with this learner's own parameters; a good answer needs more than bare recall: R to some power."""

    w: tuple[float, ...]
    depth: float

    DEFAULTS = (
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
        1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    )  # fmt: skip
    RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4}

    @classmethod
    def drawn(cls, rng: Random) -> OwnFsrs:
        w = [value * rng.lognormvariate(0.0, 0.3) for value in cls.DEFAULTS]
        first = sorted(w[:4])
        w[20] = min(max(w[20], 0.1), 0.8)
        return cls((*first, *w[4:]), rng.uniform(1.0, 3.0))

    def recalled(self, days: float, stability: float) -> float:
        decay = self.w[20]
        return float((1 + (0.9 ** (-1 / decay) - 1) * max(days, 0.0) / stability) ** -decay)

    def after(self, state: State | None, grade: Grade, at: float) -> State:
        w, rating = self.w, self.RATINGS[grade]
        if state is None:
            return at, w[rating - 1], self._first_difficulty(rating)
        since, s, d = state
        if at - since < 1:
            grown = math.exp(w[17] * (rating - 3 + w[18])) * s ** -w[19]
            s *= max(grown, 1.0) if rating >= 3 else grown
        else:
            s = self._next_stability(s, d, self.recalled(at - since, s), rating)
        moved = d - w[6] * (rating - 3) * (10 - d) / 9
        d = w[7] * self._first_difficulty(4) + (1 - w[7]) * moved
        return at, min(max(s, 0.01), 36_500.0), min(max(d, 1.0), 10.0)

    def known(self, state: State, at: float) -> float:
        return float(self.recalled(at - state[0], state[1]) ** self.depth)

    def _first_difficulty(self, rating: int) -> float:
        return min(max(self.w[4] - math.exp(self.w[5] * (rating - 1)) + 1, 1.0), 10.0)

    def _next_stability(self, s: float, d: float, r: float, rating: int) -> float:
        w = self.w
        if rating == 1:
            return float(min(w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp(w[14] * (1 - r)), s))
        extra = {2: min(w[15], 1.0), 4: max(w[16], 1.0)}.get(rating, 1.0)
        grown = math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp(w[10] * (1 - r)) - 1) * extra
        return float(s * (1 + grown))


@dataclass(frozen=True, slots=True)
class Kept:
    """Nothing met is ever forgotten: each meeting makes up a fixed share of what is still missing."""

    share: float

    @classmethod
    def drawn(cls, rng: Random) -> Kept:
        return cls(rng.uniform(0.35, 0.75))

    def after(self, state: State | None, grade: Grade, at: float) -> State:
        return ((state[0] if state else 0.0) + 1,)

    def known(self, state: State, at: float) -> float:
        return float(1 - (1 - self.share) ** state[0])
