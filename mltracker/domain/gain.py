"""What practicing a question now is expected to be worth in the coming interviews.

`gain(q) = sum over interviews of v * P(t) * 0.5 * w_q * (E[R_q(T)^2 after practicing now] - R_q(T)^2) * g`, with v =
priority x expected questions. The expectation runs over the four grades, each taken through the scheduler.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mltracker.domain.bank import QuestionFact, WeightedQuestion
from mltracker.domain.learner import Grip, Learner
from mltracker.domain.memory import DAY, Memory, elapsed_days, recall, review, squared_recalls
from mltracker.domain.questions import Grade
from mltracker.domain.topic_mix import TopicShare
from mltracker.domain.topic_readiness import IN_BANK

LAST_DAY = timedelta(hours=24)
LAST_DAY_FACTOR = 0.5


@dataclass(frozen=True, slots=True)
class ComingInterview:
    """An interview to prepare for: priority 1 to 3, expected number of questions, and its topic mix.

    `id` None stands for a date without an interview: practice of one topic, or of everything. `shares` tells where the
    mix comes from, where that is known.
    """

    id: int | None
    starts_at: datetime
    mix: Mapping[str, float]
    priority: int = 2
    questions: int = 8
    shares: Mapping[str, TopicShare] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """`v_i`: priority times expected questions."""
        return float(self.priority * self.questions)

    def p_asked(self, topic: str, weight: float) -> float:
        """Chance that a question with this share of its topic is asked at least once."""
        return float(1 - (1 - self.mix.get(topic, 0.0) * IN_BANK * weight) ** self.questions)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question or drill with its gain; `whole` is the weighted question it moves, None when it moves none.

    `before` and `after` are the expected squared recall of `whole` in `lead`, the interview that gains the most.
    """

    fact: QuestionFact
    whole: WeightedQuestion | None
    memory: Memory | None
    gain: float
    lead: ComingInterview
    before: float
    after: float
    last_day: bool = False

    @property
    def late(self) -> bool:
        """Whether the question is new and its interview so near that little of it will stay."""
        return self.memory is None and self.last_day

    @property
    def topic(self) -> str:
        """The topic whose readiness it moves."""
        return self.fact.topic if self.whole is None else self.whole.fact.topic

    @property
    def gain_per_minute(self) -> float:
        """What candidates are ordered by."""
        return self.gain / max(self.fact.minutes, 1)


def grade_odds(p: float) -> dict[Grade, float]:
    """How an answer with chance `p` of being good is expected to be graded; sums to 1."""
    return {"again": 0.6 * (1 - p), "hard": 0.4 * (1 - p), "good": 0.8 * p, "easy": 0.2 * p}


class Scoring:
    """Gains for one learner and one set of interviews, all at or after the learner's now; at least one is needed."""

    def __init__(self, learner: Learner, interviews: Sequence[ComingInterview]) -> None:
        self._learner = learner
        self._interviews = interviews
        self._days = [elapsed_days(learner.now, interview.starts_at) for interview in interviews]
        self._last_day = [interview.starts_at - learner.now <= LAST_DAY for interview in interviews]
        self._nothing = [0.0] * len(interviews)
        self._first_sights: dict[str, list[float]] = {}

    def matters(self, topic: str) -> bool:
        """Whether any of the interviews asks this topic, and knowing its questions would help."""
        return self._learner.grip(topic).gap > 0 and any(
            interview.mix.get(topic, 0.0) > 0 for interview in self._interviews
        )

    def candidate(self, fact: QuestionFact) -> Candidate:
        """The question or drill with its gain, which is 0 where it carries no weight."""
        memory, whole = self._learner.memory(fact.id), self._learner.bank.whole_of(fact.id)
        if whole is None:
            return Candidate(fact, None, memory, 0.0, self._interviews[0], 0.0, 0.0)
        topic = whole.fact.topic
        before, after = self._squares(fact, whole, memory)
        worth = IN_BANK * whole.weight * self._learner.grip(topic).gap
        gains = [
            interview.value * interview.mix.get(topic, 0.0) * worth * (b - a)
            for interview, a, b in zip(self._interviews, before, after, strict=True)
        ]
        if memory is None:
            gains = [
                gain * LAST_DAY_FACTOR if last else gain
                for gain, last in zip(gains, self._last_day, strict=True)
            ]
        lead = max(range(len(gains)), key=lambda i: gains[i])
        chosen, last = self._interviews[lead], self._last_day[lead]
        return Candidate(fact, whole, memory, sum(gains), chosen, before[lead], after[lead], last)

    def _squares(
        self, fact: QuestionFact, whole: WeightedQuestion, memory: Memory | None
    ) -> tuple[list[float], list[float]]:
        """Squared recall of `whole` in each interview, without and with this answer."""
        own = self._own(memory)
        if fact.id == whole.fact.id:
            if not whole.drills:
                return own, self._expected(fact.topic, memory)
            floor, base, scale = self._drilled(whole.drills, None), self._nothing, 1.0
        else:
            floor = self._own(self._learner.memory(whole.fact.id))
            base, scale = self._drilled(whole.drills, fact.id), 1 / len(whole.drills)
        before = [max(f, b + scale * r) for f, b, r in zip(floor, base, own, strict=True)]
        after = self._nothing
        for odds, squares in self._outcomes(fact.topic, memory):
            known = [max(f, b + scale * r) for f, b, r in zip(floor, base, squares, strict=True)]
            after = [sofar + odds * r for sofar, r in zip(after, known, strict=True)]
        return before, after

    def _own(self, memory: Memory | None) -> list[float]:
        if memory is None:
            return self._nothing
        age = (self._learner.now - memory.last_review_at) / DAY
        return squared_recalls(memory.stability, [max(0.0, days + age) for days in self._days])

    def _drilled(self, drills: Sequence[int], apart: int | None) -> list[float]:
        total = self._nothing
        for drill in drills:
            if drill != apart:
                squares = self._own(self._learner.memory(drill))
                total = [sofar + r / len(drills) for sofar, r in zip(total, squares, strict=True)]
        return total

    def _expected(self, topic: str, memory: Memory | None) -> list[float]:
        if memory is None and topic in self._first_sights:
            return self._first_sights[topic]
        after = self._nothing
        for odds, squares in self._outcomes(topic, memory):
            after = [sofar + odds * r for sofar, r in zip(after, squares, strict=True)]
        if memory is None:
            self._first_sights[topic] = after
        return after

    def _outcomes(self, topic: str, memory: Memory | None) -> list[tuple[float, list[float]]]:
        now = self._learner.now
        return [
            (odds, squared_recalls(after.stability, self._days))
            for odds, after in outcomes(self._learner.grip(topic), memory, now)
        ]


def outcomes(grip: Grip, memory: Memory | None, now: datetime) -> list[tuple[float, Memory]]:
    """Each grade's odds and the memory after it, for an answer given now."""
    p = grip.chance(recall(memory, now))
    return [(odds, review(memory, grade, now)) for grade, odds in grade_odds(p).items()]
