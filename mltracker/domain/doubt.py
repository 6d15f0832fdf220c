"""What answers in practice leave open about an interview, and the 80% interval that allows for it.

Two things lie between them: the shift, and how kind the grades are. Of the second an answer says nothing until points are
ticked, so that the interval allows for what `domain/leniency.py` holds possible: with K the kindness left over above what
is taken off already,

    low, high = sigmoid(center - E[K] -+ 1.2816 * sqrt(own variance + common variance))
    common variance = shift.variance + Var[K] * (1 - shift.variance / prior variance of the shift)

Kindness can only have been overlooked, so that both ends move down and the center stays. The prior of the shift, a
deviation of half a logit, has room for both; interviews narrow only its part that is not kindness, since they are
graded by the same user.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mltracker.domain.leniency import Leniency
from mltracker.domain.shift import PRIOR_PRECISION, Shift, logit, sigmoid

Z_80 = 1.2816


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is in doubt for all topics alike: logits by which both ends lie lower, and a variance in squared logits."""

    lean: float
    variance: float

    @classmethod
    def of(cls, shift: Shift, leniency: Leniency) -> Doubt:
        """What these interviews and ticked points leave open."""
        lean, variance = leniency.overlooked
        return cls(lean, shift.variance + variance * (1 - shift.variance * PRIOR_PRECISION))

    def ends(self, center: float, own_variance: float) -> tuple[float, float]:
        """Low and high end of one topic, from its center and its own variance on the logit scale."""
        half = Z_80 * math.sqrt(own_variance + self.variance)
        return sigmoid(center - self.lean - half), sigmoid(center - self.lean + half)

    def ends_of_mix(self, mean: float, own: float, common: float) -> tuple[float, float]:
        """Low and high end of a mix of topics around its mean.

        With d_t = R_t (1 - R_t): `own` is the sum of the topics' own squared parts P_t d_t s_t, `common` the sum of
        P_t d_t.
        """
        slope = mean * (1 - mean)
        scaled = Doubt(self.lean * common / slope, self.variance * (common / slope) ** 2)
        return scaled.ends(logit(mean), own / slope**2)
