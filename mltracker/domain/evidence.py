"""What the log of answers says: the grip on each topic, the memory of each question, the shift and the leniency.

Built in one pass over the log in order of (answered_at, id), or extended by one answer with the same result to the
last bit. An answer weighs `(1 - R) * 0.5^(age/120 days)`: a repeat from memory says little about the topic. Sums stand
as of the topic's last answer, so that a later `now` only rescales them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from mltracker.domain.doubt import Doubt
from mltracker.domain.leniency import NO_LENIENCY, Leniency
from mltracker.domain.memory import GOOD_GRADES, GRADE_VALUES, Memory, elapsed_days, recall, review
from mltracker.domain.questions import Grade
from mltracker.domain.shift import NO_SHIFT, Shift

Source = Literal["practice", "mock", "interview"]

HALF_LIFE_DAYS = 120.0
RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AttemptFact:
    """One answer of the log; `predicted` as stored before one of an interview, which is all that is learned from it.

    `rubric_grade` is what the ticked points of its rubric suggest, None where none was ticked.
    """

    id: int
    topic: str
    question_id: int | None
    grade: Grade
    answered_at: datetime
    source: Source = "practice"
    predicted: float | None = None
    rubric_grade: Grade | None = None

    @property
    def good(self) -> bool:
        """Whether the answer counts as good: graded good or easy."""
        return self.grade in GOOD_GRADES


@dataclass(frozen=True, slots=True)
class QuestionEvidence:
    """What the answers to one question left behind."""

    memory: Memory
    last_grade: Grade
    answers: int


@dataclass(frozen=True, slots=True)
class RecentAnswer:
    """An answer of the last days with the state before it, so that it can be thought away."""

    attempt: AttemptFact
    topic_before: TopicSums
    question_before: QuestionEvidence | None


@dataclass(frozen=True, slots=True)
class TopicSums:
    """Sums over a topic's answers as of the last one: `weight` = sum of e, `score` = sum of e times grade value."""

    weight: float = 0.0
    score: float = 0.0
    as_of: datetime | None = None
    answers: int = 0

    def aged(self, now: datetime) -> tuple[float, float]:
        """Weight and score at `now`, each answer fading with a half-life of 120 days."""
        if self.as_of is None:
            return 0.0, 0.0
        fade = _fade(self.as_of, now)
        return self.weight * fade, self.score * fade

    def with_answer(self, grade: Grade, recalled: float, at: datetime) -> TopicSums:
        """The sums after an answer at `at`, not before the last one, given with retrievability `recalled`."""
        weight, score = self.aged(at)
        e = 1.0 - recalled
        return TopicSums(weight + e, score + e * GRADE_VALUES[grade], at, self.answers + 1)


NO_SUMS = TopicSums()


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """A topic's sums, and its answers of the 14 days before the last one."""

    sums: TopicSums = NO_SUMS
    recent: tuple[RecentAnswer, ...] = ()


NO_EVIDENCE = TopicEvidence()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the log says up to its last answer, whose (answered_at, id) is `last`.

    To ask about the past, build it from the log cut there. It never changes; `extended` gives the next one.
    """

    topics: Mapping[str, TopicEvidence] = field(default_factory=dict)
    questions: Mapping[int, QuestionEvidence] = field(default_factory=dict)
    shift: Shift = NO_SHIFT
    leniency: Leniency = NO_LENIENCY
    last: tuple[datetime, int] | None = None

    @property
    def doubt(self) -> Doubt:
        """What it leaves open about interviews, for every topic alike."""
        return Doubt.of(self.shift, self.leniency)

    @classmethod
    def from_log(cls, attempts: Iterable[AttemptFact]) -> Evidence:
        """The evidence of a whole log, given in any order."""
        return _run(cls(), sorted(attempts, key=moment_of))

    def extended(self, attempt: AttemptFact) -> Evidence:
        """The evidence with one more answer at the end of the log.

        Raises ValueError for an answer before the last one: those need the log from the start.
        """
        return self.after((attempt,))

    def after(self, attempts: Sequence[AttemptFact]) -> Evidence:
        """The same with several answers, given in order."""
        if attempts and self.last is not None and moment_of(attempts[0]) <= self.last:
            raise ValueError("an answer before the end of the log needs a rebuild")
        return _run(self, attempts) if attempts else self


def moment_of(attempt: AttemptFact) -> tuple[datetime, int]:
    """The place of an answer in the log."""
    return attempt.answered_at, attempt.id


def without_recent(
    evidence: Evidence, topic: str, removed: Iterable[RecentAnswer]
) -> tuple[TopicEvidence, dict[int, QuestionEvidence | None]]:
    """A topic as if some of its recent answers had not been given: its evidence and the questions it touches.

    The rest of the recent answers is replayed from the state before the first one removed.
    """
    current = evidence.topics.get(topic, NO_EVIDENCE)
    gone = {answer.attempt.id for answer in removed}
    first = next((i for i, answer in enumerate(current.recent) if answer.attempt.id in gone), None)
    if first is None:
        return current, {}
    sums = current.recent[first].topic_before
    questions: dict[int, QuestionEvidence | None] = {}
    for answer in current.recent[first:]:
        question_id = answer.attempt.question_id
        if question_id is not None:
            questions.setdefault(question_id, answer.question_before)
        if answer.attempt.id in gone:
            continue
        before = None if question_id is None else questions[question_id]
        sums, after = _step(sums, before, answer.attempt)
        if question_id is not None:
            questions[question_id] = after
    return TopicEvidence(sums), questions


def _fade(since: datetime, until: datetime) -> float:
    return float(0.5 ** (elapsed_days(since, until) / HALF_LIFE_DAYS))


def _step(
    sums: TopicSums, question: QuestionEvidence | None, attempt: AttemptFact
) -> tuple[TopicSums, QuestionEvidence]:
    memory = None if question is None else question.memory
    at, grade = attempt.answered_at, attempt.grade
    after = sums.with_answer(grade, recall(memory, at), at)
    answers = 1 if question is None else question.answers + 1
    return after, QuestionEvidence(review(memory, grade, at), grade, answers)


def _run(evidence: Evidence, attempts: Sequence[AttemptFact]) -> Evidence:
    topics, questions = dict(evidence.topics), dict(evidence.questions)
    shift, leniency = evidence.shift, evidence.leniency
    for attempt in attempts:
        topic, question_id = topics.get(attempt.topic, NO_EVIDENCE), attempt.question_id
        before = None if question_id is None else questions.get(question_id)
        sums, after = _step(topic.sums, before, attempt)
        if question_id is not None:
            questions[question_id] = after
        recent = _still_recent(topic.recent, attempt.answered_at)
        topics[attempt.topic] = TopicEvidence(sums, (*recent, RecentAnswer(attempt, topic.sums, before)))
        if attempt.source == "interview" and attempt.predicted is not None:
            shift = shift.learned(attempt.predicted, good=attempt.good)
        if attempt.rubric_grade is not None:
            leniency = leniency.learned(attempt.grade, attempt.rubric_grade)
    last = moment_of(attempts[-1]) if attempts else evidence.last
    return Evidence(topics, questions, shift, leniency, last)


def _still_recent(recent: tuple[RecentAnswer, ...], at: datetime) -> tuple[RecentAnswer, ...]:
    start, since = 0, at - RECENT
    while start < len(recent) and recent[start].attempt.answered_at < since:
        start += 1
    return recent[start:]
