"""What practice would lead to: after one answer, after the next questions, and after some evenings up to the interview."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mltracker.domain.evidence import AttemptFact
from mltracker.domain.gain import ComingInterview, outcomes
from mltracker.domain.learner import Learner
from mltracker.domain.memory import (
    DAY,
    Memory,
    elapsed_days,
    recall,
    squared_recalls,
    stability_for,
)
from mltracker.domain.questions import GRADES, Grade
from mltracker.domain.readiness import DEFAULT_TARGET, Label, combined, normalized
from mltracker.domain.recommend import DEFAULT_MINUTES, NO_MARKS, Marks, plan, rank
from mltracker.domain.shift import shifted
from mltracker.domain.topic_readiness import topic_readiness

MOST_NIGHTS = 14
_SPARE = 20
_CLEAR = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class WayThere:
    """The mean readiness for an interview after `nights` evenings of `minutes` each, the first one now."""

    mean: float
    nights: int
    minutes: int


@dataclass(frozen=True, slots=True)
class AfterPractice:
    """Readiness on a date once the next `questions` recommended ones were practiced, which takes `minutes`."""

    questions: int
    minutes: int
    mean: float
    low: float
    high: float
    label: Label


def nights_until(now: datetime, starts_at: datetime) -> int:
    """Evenings from now on, a day apart, that leave 8 hours before the start; tonight always counts.

    0 once it has begun, and 14 at most: nobody plans further.
    """
    if starts_at <= now:
        return 0
    return min(MOST_NIGHTS, max(1, 1 + math.floor((starts_at - _CLEAR - now) / DAY)))


def way_there(
    learner: Learner,
    interview: ComingInterview,
    minutes: int = DEFAULT_MINUTES,
    nights: int | None = None,
    marks: Marks = NO_MARKS,
) -> WayThere:
    """Where practicing the recommended questions for `minutes` a night leads by the interview.

    Each answer is taken as its expectation over the grades; only memory is taken to grow, the general grip stays as it
    is, so that the figure promises no more than the recommendations do.
    """
    count = nights_until(learner.now, interview.starts_at) if nights is None else nights
    future, marks = learner, _shortlist(learner, interview, minutes, count, marks)
    for night in range(count):
        future = future.remembering({}, learner.now + night * DAY)
        for row in plan(future, [interview], minutes, marks):
            fact = learner.bank.facts[row.question_id]
            expected = _expected_memory(future, fact.id, fact.topic, interview.starts_at)
            future = future.remembering({fact.id: expected}, future.now)
    shares = normalized(interview.mix)
    topics = {topic: topic_readiness(future, topic, interview.starts_at) for topic in shares}
    whole = combined(topics, shares, learner.evidence.doubt, interview.starts_at)
    return WayThere(whole.mean, count, minutes)


def after_practice(
    learner: Learner,
    interviews: Sequence[ComingInterview],
    mix: Mapping[str, float],
    on: datetime,
    most: int,
    *,
    target: float = DEFAULT_TARGET,
    marks: Marks = NO_MARKS,
) -> tuple[AfterPractice, ...]:
    """Readiness for a mix on a date after none, one, two ... of the questions now recommended for these interviews.

    They end where nothing is left to recommend. Each answer is taken as its expectation over the grades, given now; the
    general grip stays as it is, as with `way_there`.
    """
    shares, doubt = normalized(mix), learner.evidence.doubt
    topics = {slug: topic_readiness(learner, slug, on) for slug in shares}

    def after(questions: int, minutes: int) -> AfterPractice:
        whole = combined(topics, shares, doubt, on, target)
        return AfterPractice(questions, minutes, whole.mean, whole.low, whole.high, whole.label)

    steps = [after(0, 0)]
    for row in rank(learner, interviews, marks, limit=most) if most > 0 else ():
        memory = _expected_memory(learner, row.question_id, row.topic, on)
        learner = learner.remembering({row.question_id: memory}, learner.now)
        moved = learner.bank.topic_of(row.question_id)
        if moved in topics:
            topics[moved] = topic_readiness(learner, moved, on)
        steps.append(after(steps[-1].questions + 1, steps[-1].minutes + row.minutes))
    return tuple(steps)


def grade_outlook(learner: Learner, question_id: int, topic: str, on: datetime) -> dict[Grade, float]:
    """By grade, the chance in an interview on that date of a good answer to this question, if graded so now."""
    last = learner.evidence.last
    at, key = (learner.now, 0) if last is None else (max(learner.now, last[0]), last[1] + 1)
    chances: dict[Grade, float] = {}
    for grade in GRADES:
        evidence = learner.evidence.extended(AttemptFact(key, topic, question_id, grade, at))
        then = Learner.at(at, evidence, learner.ratings, learner.bank)
        chance = then.grip(topic).chance(recall(then.memory(question_id), on))
        chances[grade] = shifted(chance, then.offset)
    return chances


def _shortlist(
    learner: Learner, interview: ComingInterview, minutes: int, nights: int, marks: Marks
) -> Marks:
    """The marks with all but tonight's most worthwhile questions dismissed: ranking all anew each night is slow.

    There are several times as many as the evenings have room for, so that the choice stays free.
    """
    rows = rank(learner, [interview], marks, minutes, limit=_SPARE + nights * minutes // 2)
    kept = {row.question_id for row in rows} | {row.part_of for row in rows}
    return replace(marks, dismissed=frozenset(learner.bank.facts.keys() - kept))


def _expected_memory(learner: Learner, question_id: int, topic: str, on: datetime) -> Memory:
    """The one memory whose squared recall on the date is the expectation over the grades of an answer now."""
    possible = outcomes(learner.grip(topic), learner.memory(question_id), learner.now)
    days = elapsed_days(learner.now, on)
    square = sum(odds * squared_recalls(memory.stability, [days])[0] for odds, memory in possible)
    difficulty = sum(odds * memory.difficulty for odds, memory in possible)
    return Memory(stability_for(math.sqrt(square), days), difficulty, learner.now)
