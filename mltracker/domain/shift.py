"""The interview shift: by how many logits real interviews run above or below practice.

A normal prior, moved by one Newton step on the answers given in interviews against what was predicted before them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PRIOR_MEAN = -0.2
PRIOR_PRECISION = 4.0
SMALLEST = 1e-6
_WIDEST_LOGIT = 20.0


def clip(probability: float) -> float:
    """The probability kept within [1e-6, 1 - 1e-6]."""
    return min(max(probability, SMALLEST), 1 - SMALLEST)


def logit(probability: float) -> float:
    """Log odds of a probability, clipped first."""
    p = clip(probability)
    return math.log(p / (1 - p))


def sigmoid(log_odds: float) -> float:
    """The probability of some log odds, strictly between 0 and 1 for any finite or infinite input."""
    return 1 / (1 + math.exp(-min(max(log_odds, -_WIDEST_LOGIT), _WIDEST_LOGIT)))


def shifted(probability: float, delta: float) -> float:
    """A chance from practice as a chance in an interview: `sigmoid(logit(p) + delta)`."""
    return sigmoid(logit(probability) + delta)


@dataclass(frozen=True, slots=True)
class Shift:
    """What the interviews so far say: `delta` in logits and its variance are read off two running sums."""

    information: float = 0.0
    score: float = 0.0
    answers: int = 0

    @property
    def delta(self) -> float:
        """Posterior mean in logits; -0.2 before the first interview answer."""
        return (PRIOR_PRECISION * PRIOR_MEAN + self.score) / (PRIOR_PRECISION + self.information)

    @property
    def variance(self) -> float:
        """Posterior variance in squared logits; 0.25 before the first interview answer."""
        return 1 / (PRIOR_PRECISION + self.information)

    def learned(self, predicted: float, *, good: bool) -> Shift:
        """The shift after one more interview answer, whose chance had been `predicted` before the shift."""
        p = shifted(predicted, PRIOR_MEAN)
        weight = p * (1 - p)
        score = self.score + (float(good) - p) + weight * PRIOR_MEAN
        return Shift(self.information + weight, score, self.answers + 1)


NO_SHIFT = Shift()
