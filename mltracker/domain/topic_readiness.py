"""How ready the user is for one topic on a date, and how sure that is.

On the day a question is either remembered or reasoned out from the general grip on its topic; half of the asked
questions are taken to be in the bank; interviews run a little harder than practice, and grades may be too kind: what is
known of that moves the mean, what is not moves the interval alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mltracker.domain.coverage import Coverage, coverage
from mltracker.domain.doubt import Doubt
from mltracker.domain.learner import Grip, Learner
from mltracker.domain.shift import clip, logit, sigmoid

IN_BANK = 0.5
ENOUGH_ANSWERS = 3.0
LITTLE_DATA = 0.5
_MODEL_VARIANCE = 0.05


@dataclass(frozen=True, slots=True)
class Variance:
    """What the variance of a topic's level is made of, in squared probability."""

    grip: float
    recall: float
    model: float

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return self.grip + self.recall + self.model


@dataclass(frozen=True, slots=True)
class TopicReadiness:
    """Readiness for one topic on a date, with what it stands on.

    `mean`, `low` and `high` (80%) are chances of a good answer in an interview; `level` is m_t, before shift and leniency;
    `u` the chance without remembering anything. The instants are the least and most recent last answers of the
    seen questions of the bank, and the topic's last answer of all.
    """

    slug: str
    mean: float
    low: float
    high: float
    u: float
    level: float
    answers: int
    effective_answers: float
    seen: int
    questions: int
    oldest_at: datetime | None
    last_practiced_at: datetime | None
    variance: Variance

    @property
    def assurance(self) -> float:
        """How far the answers carry this figure, from 0 to 1; below a half is little data."""
        return min(1.0, self.effective_answers / ENOUGH_ANSWERS)

    @property
    def little_data(self) -> bool:
        """Whether there are too few answers to speak of readiness."""
        return self.assurance < LITTLE_DATA

    @property
    def logit_variance(self) -> float:
        """Variance of the level on the logit scale, without what is in doubt for all topics alike."""
        return self.variance.total / (self.level * (1 - self.level)) ** 2


def level(grip: Grip, recalled: float) -> float:
    """`m_t`: the chance before the shift of a good answer to a question asked of this topic."""
    return clip(grip.u + IN_BANK * grip.gap * recalled)


def topic_variance(grip: Grip, known: Coverage) -> Variance:
    """The variance of a topic's level: of the grip, of what is recalled, and of the model itself."""
    u, m = grip.u, level(grip, known.recalled)
    return Variance(
        grip=(1 - IN_BANK * known.recalled) ** 2 * u * (1 - u) / (grip.alpha + grip.beta + 1),
        recall=IN_BANK**2 * grip.gap**2 * known.spread * 0.5,
        model=_MODEL_VARIANCE * (m * (1 - m)) ** 2,
    )


def topic_interval(grip: Grip, known: Coverage, offset: float, doubt: Doubt) -> tuple[float, float, float]:
    """Low end, mean and high end (80%) of the chance of a good answer in an interview, `offset` logits from practice."""
    m = level(grip, known.recalled)
    center = logit(m) + offset
    low, high = doubt.ends(center, topic_variance(grip, known).total / (m * (1 - m)) ** 2)
    return low, sigmoid(center), high


def topic_readiness(learner: Learner, topic: str, on: datetime) -> TopicReadiness:
    """Readiness for one topic on a date; one without answers or questions stands at what is known in general."""
    grip = learner.grip(topic)
    known = coverage(learner.bank.questions(topic), learner.evidence.questions, on)
    low, mean, high = topic_interval(grip, known, learner.offset, learner.evidence.doubt)
    evidence = learner.evidence.topics.get(topic)
    return TopicReadiness(
        slug=topic,
        mean=mean,
        low=low,
        high=high,
        u=grip.u,
        level=level(grip, known.recalled),
        answers=grip.answers,
        effective_answers=grip.effective_answers,
        seen=known.seen,
        questions=known.questions,
        oldest_at=known.oldest_at,
        last_practiced_at=None if evidence is None else evidence.sums.as_of,
        variance=topic_variance(grip, known),
    )


def all_topics(learner: Learner, on: datetime, topics: Iterable[str] = ()) -> dict[str, TopicReadiness]:
    """Readiness on a date for every topic of the bank, the log or the self-ratings, and for those of a list."""
    return {topic: topic_readiness(learner, topic, on) for topic in sorted({*learner.topics, *topics})}
