"""The user as of now: how good their general grip on each topic is, before any question is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mltracker.domain.bank import EMPTY_BANK, Bank
from mltracker.domain.evidence import Evidence, QuestionEvidence
from mltracker.domain.memory import Memory, recall

SELF_RATINGS: dict[int, float] = {1: 0.15, 2: 0.30, 3: 0.45, 4: 0.60, 5: 0.75}
CEILING = 0.9
PRIOR_WEIGHT = 4.0
PRIOR_MEAN = 0.5
RATING_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Grip:
    """The grip on one topic as a Beta distribution over the chance of a good answer to an unseen question."""

    alpha: float
    beta: float
    answers: int
    effective_answers: float

    @property
    def u(self) -> float:
        """Chance of a good answer to an unseen question of the topic."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def gap(self) -> float:
        """What remembering a question fully adds to its chance: `max(0.9 - u, 0)`."""
        return max(CEILING - self.u, 0.0)

    def chance(self, recalled: float) -> float:
        """Chance of a good answer to a question remembered with retrievability `recalled`: `u + R^2 * g`."""
        return self.u + recalled * recalled * self.gap


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is stored with an answer before it is given; `predicted` stands before the shift."""

    predicted: float
    predicted_shift: float
    recall_before: float


@dataclass(frozen=True, slots=True)
class Learner:
    """Evidence, latest self-rating by topic (1 to 5) and bank, seen at `now`.

    The evidence is of the log cut at `now`; a `now` before its last answer counts as the moment of that answer.
    """

    evidence: Evidence
    ratings: Mapping[str, int]
    bank: Bank
    now: datetime
    mean: float
    grips: Mapping[str, Grip]

    @classmethod
    def at(
        cls,
        now: datetime,
        evidence: Evidence,
        ratings: Mapping[str, int] | None = None,
        bank: Bank = EMPTY_BANK,
    ) -> Learner:
        """The learner at `now`; `mean` is the learner mean over all topics, shrunk to a half."""
        ratings = ratings or {}
        aged = {topic: found.sums.aged(now) for topic, found in evidence.topics.items()}
        weight = PRIOR_WEIGHT + sum(topic[0] for topic in aged.values())
        mean = (PRIOR_WEIGHT * PRIOR_MEAN + sum(topic[1] for topic in aged.values())) / weight
        grips = {}
        for topic in {**aged, **ratings}:
            e, score = aged.get(topic, (0.0, 0.0))
            alpha, beta = PRIOR_WEIGHT * mean + score, PRIOR_WEIGHT * (1 - mean) + (e - score)
            if topic in ratings:
                alpha += RATING_WEIGHT * SELF_RATINGS[ratings[topic]]
                beta += RATING_WEIGHT * (1 - SELF_RATINGS[ratings[topic]])
            answers = evidence.topics[topic].sums.answers if topic in aged else 0
            grips[topic] = Grip(alpha, beta, answers, e)
        return cls(evidence, ratings, bank, now, mean, grips)

    @property
    def delta(self) -> float:
        """The interview shift in logits, as it is stored with a prediction: it is about the user's own grades."""
        return self.evidence.shift.delta

    @property
    def offset(self) -> float:
        """From practice to an interview in logits: the shift, less what the user's grades are too kind by."""
        return self.evidence.shift.delta - self.evidence.leniency.logits

    @property
    def topics(self) -> list[str]:
        """Every topic of the bank, the log or the self-ratings, sorted."""
        return sorted({*self.bank.topics, *self.evidence.topics, *self.ratings})

    def grip(self, topic: str) -> Grip:
        """The grip on a topic; one never met stands at the learner's mean."""
        known = self.grips.get(topic)
        return known or Grip(PRIOR_WEIGHT * self.mean, PRIOR_WEIGHT * (1 - self.mean), 0, 0.0)

    def memory(self, question_id: int | None) -> Memory | None:
        """The memory of a question; None when it was never answered or is not in the bank."""
        seen = None if question_id is None else self.evidence.questions.get(question_id)
        return None if seen is None else seen.memory

    def prediction(self, question_id: int | None, topic: str) -> Prediction:
        """What to store with an answer given now: u for a question that is not in the bank (id None)."""
        recalled = recall(self.memory(question_id), self.now)
        return Prediction(self.grip(topic).chance(recalled), self.delta, recalled)

    def without_rating(self, topic: str) -> Learner:
        """The same learner without a self-rating of this topic."""
        ratings = {slug: rating for slug, rating in self.ratings.items() if slug != topic}
        return Learner.at(self.now, self.evidence, ratings, self.bank)

    def remembering(self, memories: Mapping[int, Memory], now: datetime) -> Learner:
        """The same learner at another time, the grips held as they are, with other memories of some questions."""
        questions = dict(self.evidence.questions)
        for key, memory in memories.items():
            before = questions.get(key)
            questions[key] = (
                QuestionEvidence(memory, "good", 1) if before is None else replace(before, memory=memory)
            )
        return replace(self, now=now, evidence=replace(self.evidence, questions=questions))


def prediction_at(
    evidence: Evidence, ratings: Mapping[str, int], question_id: int | None, topic: str, at: datetime
) -> Prediction:
    """The prediction for an answer at `at`, from evidence and ratings of the log cut before it."""
    return Learner.at(at, evidence, ratings).prediction(question_id, topic)
