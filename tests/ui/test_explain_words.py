"""What a range allows for, in the words of the window."""

import pytest

from mltracker.domain.factors import Factor
from mltracker.ui import explain


@pytest.mark.parametrize(
    ("ticked", "points", "said"),
    [
        (0, -6.4, "No rubric ticked yet, so grades may be too kind: the range begins 6 points lower"),
        (
            1,
            -1.2,
            "A rubric ticked for 1 answer only, so grades may be too kind: the range begins 1 point lower",
        ),
        (
            3,
            -0.2,
            "Rubrics ticked for 3 answers only, so grades may be too kind: the range begins 1 point lower",
        ),
    ],
)
def test_a_range_says_how_few_rubrics_were_ticked_and_what_that_costs(
    ticked: int, points: float, said: str
) -> None:
    factor = Factor.of("unticked-grades", None, points, count=ticked, certainty="low")
    assert explain.factor_words(factor, {}) == said
