"""How much kinder the user grades than the rubric would, in logits, from answers with ticked points.

Such an answer has two opinions: the user's grade, and the one that the ticked points suggest. The difference between
their shares of good answers is shrunk as a normal prior of deviation 0.5 around zero has it, the ticks themselves taken
to be off by as much again, so that rubrics stricter than interviewers do little harm. It only ever takes off: ticks
promise nobody more than their own grades do. Without ticks it is zero, and the interval alone allows for what that may
overlook.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mltracker.domain.memory import GOOD_GRADES
from mltracker.domain.questions import Grade

PRIOR_VARIANCE = 0.25
RUBRIC_VARIANCE = 0.25
MOST = 0.6


@dataclass(frozen=True, slots=True)
class Leniency:
    """Counts of answers with ticks: good by the user's grade, good by it alone, good by the ticks alone."""

    answers: int = 0
    good: int = 0
    kinder: int = 0
    stricter: int = 0

    @property
    def logits(self) -> float:
        """What to take off every chance of a good answer, between 0 and 0.6 logits."""
        return max(self._posterior[0], 0.0)

    @property
    def overlooked(self) -> tuple[float, float]:
        """Mean, in logits, and variance of the kindness above that: of `max(X, 0)`, X normal as the posterior has it.

        Without ticks 0.2 logits and 0.085. With z = mean/deviation, E[max(X, 0)] = mean * Phi(z) + deviation * phi(z),
        and E[max(X, 0)^2] = (mean^2 + variance) * Phi(z) + mean * deviation * phi(z).
        """
        mean, variance = self._posterior
        deviation = math.sqrt(variance)
        z = mean / deviation
        below, density = (1 + math.erf(z / math.sqrt(2))) / 2, math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        expected = mean * below + deviation * density
        square = (mean * mean + variance) * below + mean * deviation * density
        return max(expected - max(mean, 0.0), 0.0), max(square - expected**2, 0.0)

    @property
    def _posterior(self) -> tuple[float, float]:
        """Mean, at most 0.6, and variance of the kindness before it is cut off at zero."""
        n = self.answers
        if not n:
            return 0.0, PRIOR_VARIANCE
        middle = self.good - (self.kinder - self.stricter) / 2
        p = (middle + 1) / (n + 2)
        scale = 1 / (n * p * (1 - p))  # from a difference of counts to one of logits
        found = (self.kinder - self.stricter) * scale
        noise = (self.kinder + self.stricter + 1) * scale**2
        kept = PRIOR_VARIANCE / (PRIOR_VARIANCE + RUBRIC_VARIANCE + noise)
        return min(kept * found, MOST), PRIOR_VARIANCE * (1 - kept)

    def learned(self, own: Grade, rubric: Grade) -> Leniency:
        """With one more answer that has both opinions."""
        mine, theirs = own in GOOD_GRADES, rubric in GOOD_GRADES
        return Leniency(
            self.answers + 1,
            self.good + mine,
            self.kinder + (mine and not theirs),
            self.stricter + (theirs and not mine),
        )


NO_LENIENCY = Leniency()
