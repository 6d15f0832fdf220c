"""From rows to figures: funnel, response rates, the prediction scorecard and calibration.

Counts come with every rate, and no rate is given under `ENOUGH` cases: "3 of 4" is honest where 75% is not.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, stdev

from mltracker.domain.applications import STAGE_KINDS, Outcome, StageKind
from mltracker.domain.scorecard import (
    DebriefFact,
    InterviewScore,
    Scorecard,
    Share,
    by_month,
    by_round,
    interview_score,
    scorecard,
)

CALIBRATION_FROM = 20
FUNNEL_KINDS: tuple[StageKind, ...] = tuple(kind for kind in STAGE_KINDS if kind != "closed")


@dataclass(frozen=True, slots=True)
class ApplicationFact:
    """What the figures need of an application; `responded_on`: the first step beyond applied, or the rejection."""

    id: int
    source: str
    applied_on: date | None
    furthest_kind: StageKind
    outcome: Outcome
    responded_on: date | None


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A finished interview and how it ended."""

    round_kind: str
    passed: bool


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """An answer given in an interview, with what had been predicted before it."""

    predicted: float
    predicted_shift: float
    good: bool


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """How one source of applications answers; days are the median from applying to the first answer."""

    source: str
    responses: Share
    median_days: float | None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Answers whose predicted chance lay in [low, high): mean prediction, share that went well, and how many."""

    low: float
    high: float
    predicted: float
    happened: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against happened; Brier scores of the model and of always guessing the mean. None below 20 answers.

    `mean_predicted` and `mean_happened` are what was said and what went well on average; the latter is the constant
    guess, which nobody knew beforehand. `gap_error` is the standard error of the difference between the two scores,
    answer by answer.
    """

    answers: int
    needed: int
    bins: tuple[CalibrationBin, ...]
    brier: float | None
    brier_constant: float | None
    gap_error: float | None
    mean_predicted: float | None = None
    mean_happened: float | None = None


@dataclass(frozen=True, slots=True)
class Insights:
    """All figures of the search."""

    funnel: dict[StageKind, int]
    outcomes: dict[str, int]
    weekly: dict[date, int]
    sources: tuple[SourceFigures, ...]
    responses: SourceFigures
    rounds: dict[str, Share]
    scorecard: Scorecard
    scorecard_by_round: dict[str, Scorecard]
    scorecard_by_month: dict[date, Scorecard]
    scorecard_interviews: tuple[InterviewScore, ...]
    calibration: Calibration


def funnel(applications: Iterable[ApplicationFact]) -> dict[StageKind, int]:
    """How many applications ever reached each kind of stage, whatever became of them later."""
    reached = Counter(STAGE_KINDS.index(fact.furthest_kind) for fact in applications)
    return {
        kind: sum(count for index, count in reached.items() if index >= STAGE_KINDS.index(kind))
        for kind in FUNNEL_KINDS
    }


def weekly_applications(applications: Iterable[ApplicationFact]) -> dict[date, int]:
    """Applications sent per week, keyed by its Monday, in order, without gaps."""
    weeks = Counter(
        date.fromordinal(f.applied_on.toordinal() - f.applied_on.weekday())
        for f in applications
        if f.applied_on
    )
    if not weeks:
        return {}
    first, last = min(weeks).toordinal(), max(weeks).toordinal()
    return {date.fromordinal(day): weeks[date.fromordinal(day)] for day in range(first, last + 1, 7)}


def response_figures(applications: Iterable[ApplicationFact], source: str = "") -> SourceFigures:
    """Response rate and median days to it over applications that were sent."""
    sent = [fact for fact in applications if fact.applied_on]
    days = [(f.responded_on - f.applied_on).days for f in sent if f.responded_on and f.applied_on]
    waits = [max(0, wait) for wait in days]
    return SourceFigures(source, Share(len(waits), len(sent)), float(median(waits)) if waits else None)


def by_source(applications: Iterable[ApplicationFact]) -> tuple[SourceFigures, ...]:
    """The response figures of each source, most used first."""
    groups: dict[str, list[ApplicationFact]] = defaultdict(list)
    for fact in applications:
        groups[fact.source or "not noted"].append(fact)
    figures = [response_figures(facts, source) for source, facts in groups.items()]
    return tuple(sorted(figures, key=lambda figure: (-figure.responses.total, figure.source)))


def round_conversion(rounds: Iterable[RoundFact]) -> dict[str, Share]:
    """Passed out of decided interviews, by round kind."""
    decided: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for fact in rounds:
        decided[fact.round_kind] += 1
        passed[fact.round_kind] += fact.passed
    return {kind: Share(passed[kind], total) for kind, total in sorted(decided.items())}


def calibration(answers: Sequence[AnswerFact], bins: int = 5) -> Calibration:
    """Predicted against happened over interview answers, in equal bins; no figures below 20 answers.

    The shown prediction is sigmoid(logit(predicted) + predicted_shift), both as stored before the event. Brier score:
    mean squared difference to 1 (good) or 0 (Brier 1950), beside that of always guessing the mean.
    """
    if len(answers) < CALIBRATION_FROM:
        return Calibration(len(answers), CALIBRATION_FROM, (), None, None, None)
    shown = [_shifted(a.predicted, a.predicted_shift) for a in answers]
    good = [float(a.good) for a in answers]
    groups: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for p, z in zip(shown, good, strict=True):
        groups[min(int(p * bins), bins - 1)].append((p, z))
    rows = tuple(
        CalibrationBin(
            i / bins, (i + 1) / bins, _mean([p for p, _ in rows]), _mean([z for _, z in rows]), len(rows)
        )
        for i, rows in sorted(groups.items())
    )
    base = _mean(good)
    ours = [(p - z) ** 2 for p, z in zip(shown, good, strict=True)]
    constant = [(base - z) ** 2 for z in good]
    gaps = [a - b for a, b in zip(ours, constant, strict=True)]
    error = stdev(gaps) / math.sqrt(len(gaps))
    scores = (_mean(ours), _mean(constant), error)
    return Calibration(len(answers), CALIBRATION_FROM, rows, *scores, _mean(shown), base)


def insights(
    applications: Sequence[ApplicationFact],
    rounds: Sequence[RoundFact],
    debriefs: Sequence[DebriefFact],
    answers: Sequence[AnswerFact],
) -> Insights:
    """Every figure from the four kinds of facts."""
    return Insights(
        funnel=funnel(applications),
        outcomes=dict(Counter(fact.outcome for fact in applications)),
        weekly=weekly_applications(applications),
        sources=by_source(applications),
        responses=response_figures(applications),
        rounds=round_conversion(rounds),
        scorecard=scorecard(debriefs),
        scorecard_by_round=by_round(debriefs),
        scorecard_by_month=by_month(debriefs),
        scorecard_interviews=tuple(interview_score(fact) for fact in debriefs),
        calibration=calibration(answers),
    )


def _shifted(predicted: float, shift: float) -> float:
    p = min(max(predicted, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(p / (1 - p)) + shift)))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
