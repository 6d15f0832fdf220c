"""Synthetic learners: what they can do before any practice, how they grade themselves, how interviews go for them.

The chance of a good answer is `c + (ceiling - c) * known`, with c from item response theory (ability for the topic
against difficulty of the question) and `known` from the learner's own law of forgetting. Abilities share a part by
learner and by area of four topics. Interviews shift it by the learner's stress, and ask from outside the bank too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from statistics import fmean

from mltracker.domain.bank import Bank, QuestionFact
from mltracker.domain.questions import Grade
from tests.domain.simulation.memories import Law, State, law_of, sigmoid

TOPICS = tuple(f"topic-{number:02}" for number in range(24))
AREA_SIZE = 4
PER_TOPIC = 12
OUTSIDE = 12
ORIGIN = datetime(2026, 3, 2, tzinfo=UTC)
MINUTES = (5, 6, 7, 8, 8, 10, 10, 12)
MIX_SHAPE = 0.35  # about six topics carry an interview, as in resources/rounds.toml


def moment(day: float) -> datetime:
    """The instant of a day counted from the first day of history."""
    return ORIGIN + timedelta(days=day)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def topic_of(question: int) -> str:
    return TOPICS[question // 100]


def drawn_bank(rng: Random) -> Bank:
    """24 topics of 12 questions, popularity 1 to 5."""
    return Bank.of(
        QuestionFact(
            id=100 * place + number,
            topic=topic,
            popularity=rng.choices((1, 2, 3, 4, 5), (3, 4, 6, 4, 3))[0],
            minutes=rng.choice(MINUTES),
        )
        for place, topic in enumerate(TOPICS)
        for number in range(PER_TOPIC)
    )


def drawn_mix(rng: Random) -> dict[str, float]:
    """What an interview asks about: a few topics mostly, the others hardly."""
    raw = {topic: rng.gammavariate(MIX_SHAPE, 1.0) for topic in TOPICS}
    total = sum(raw.values())
    return {topic: share / total for topic, share in raw.items()}


@dataclass(frozen=True)
class Traits:
    """What does not change about a learner and what they are asked; `grip` is the chance at first sight."""

    law: Law
    bank: Bank
    grip: dict[int, float]
    outside: dict[str, tuple[float, ...]]
    asked: dict[str, dict[int, float]]
    in_bank: float
    ceiling: float
    leniency: float
    stress: float
    ratings: dict[str, int]

    def in_interview(self, chance: float, *, felt: bool = False) -> float:
        """A chance from practice as it stands in an interview, or that the learner would grade it good there."""
        odds = chance * (self.odds_felt if felt else self.odds_true)
        return odds / (1 - chance + odds)

    @cached_property
    def odds_true(self) -> float:
        """What an interview does to the odds of a good answer."""
        return math.exp(self.stress)

    @cached_property
    def odds_felt(self) -> float:
        """The same for the odds of a good grade."""
        return math.exp(self.stress + self.leniency)

    def elsewhere(self, topic: str, *, felt: bool = False) -> float:
        """The chance in an interview of a question of the topic that the bank does not hold."""
        return self.elsewhere_felt[topic] if felt else self.elsewhere_true[topic]

    @cached_property
    def elsewhere_true(self) -> dict[str, float]:
        return {t: fmean(self.in_interview(grip) for grip in grips) for t, grips in self.outside.items()}

    @cached_property
    def elsewhere_felt(self) -> dict[str, float]:
        return {t: fmean(self.in_interview(g, felt=True) for g in grips) for t, grips in self.outside.items()}


@dataclass(slots=True)
class Person:
    """A learner with what they have met so far."""

    traits: Traits
    memories: dict[int, State] = field(default_factory=dict)

    def copy(self) -> Person:
        return Person(self.traits, dict(self.memories))

    def chance(self, question: int, day: float) -> float:
        """True chance of a good answer in practice."""
        state = self.memories.get(question)
        known = 0.0 if state is None else self.traits.law.known(state, day)
        return self.raised(question, known)

    def raised(self, question: int, known: float) -> float:
        """True chance in practice of a question known so far."""
        grip = self.traits.grip[question]
        return grip + max(self.traits.ceiling - grip, 0.0) * known

    def topic_chance(self, topic: str, day: float, *, felt: bool = False) -> float:
        """True chance of a good answer in an interview to whatever is asked of the topic; or of one felt to be good."""
        traits = self.traits
        known = sum(
            share * traits.in_interview(self.chance(question, day), felt=felt)
            for question, share in traits.asked[topic].items()
        )
        return traits.in_bank * known + (1 - traits.in_bank) * traits.elsewhere(topic, felt=felt)

    def grade(self, chance: float, rng: Random) -> Grade:
        """How the learner grades an answer of theirs: more kindly than it was."""
        odds = grade_odds(sigmoid(logit(chance) + self.traits.leniency))
        return rng.choices(tuple(odds), tuple(odds.values()))[0]

    def answer(self, question: int, day: float, rng: Random) -> Grade:
        """Answer a question of the bank in practice, and remember it."""
        grade = self.grade(self.chance(question, day), rng)
        self.meet(question, grade, day)
        return grade

    def meet(self, question: int, grade: Grade, day: float) -> None:
        self.memories[question] = self.traits.law.after(self.memories.get(question), grade, day)


def grade_odds(felt: float) -> dict[Grade, float]:
    """Odds of the four grades when an answer feels good with this chance."""
    easy, again = 0.1 + 0.3 * felt, 0.8 - 0.4 * felt
    return {
        "again": (1 - felt) * again,
        "hard": (1 - felt) * (1 - again),
        "good": felt * (1 - easy),
        "easy": felt * easy,
    }


def drawn_person(truth: str, bank: Bank, rng: Random) -> Person:
    """A learner under one of the four truths."""
    general = rng.gauss(-0.1, 0.5)
    areas = [rng.gauss(0, 0.4) for _ in range(len(TOPICS) // AREA_SIZE)]
    ability = {
        topic: general + areas[place // AREA_SIZE] + rng.gauss(0, 0.95) for place, topic in enumerate(TOPICS)
    }
    grip = {number: sigmoid(ability[fact.topic] - rng.gauss(0, 0.7)) for number, fact in bank.facts.items()}
    outside = {
        topic: tuple(sigmoid(ability[topic] - rng.gauss(0, 0.7)) for _ in range(OUTSIDE)) for topic in TOPICS
    }
    traits = Traits(
        law=law_of(truth, rng),
        bank=bank,
        grip=grip,
        outside=outside,
        asked={topic: drawn_asked(bank, topic, rng) for topic in TOPICS},
        in_bank=rng.betavariate(6, 6),
        ceiling=rng.uniform(0.85, 0.97),
        leniency=rng.gauss(0.3, 0.4),
        stress=rng.gauss(-0.4, 0.3),
        ratings=drawn_ratings(ability, rng),
    )
    return Person(traits)


def drawn_asked(bank: Bank, topic: str, rng: Random) -> dict[int, float]:
    """How the questions of a topic are really asked: as popular as marked, give or take."""
    raw = {
        question.fact.id: question.weight * rng.lognormvariate(0, 0.5) for question in bank.questions(topic)
    }
    total = sum(raw.values())
    return {number: weight / total for number, weight in raw.items()}


def drawn_ratings(ability: dict[str, float], rng: Random) -> dict[str, int]:
    """Self-ratings of five topics in six, correlated with the truth by about a half."""
    bias = rng.gauss(0.2, 0.5)
    ratings = {}
    for topic, value in ability.items():
        felt = 0.5 * value + bias + rng.gauss(0, 0.75)
        if rng.random() < 5 / 6:
            ratings[topic] = 1 + sum(felt > cut for cut in (-0.9, -0.3, 0.3, 0.9))
    return ratings
