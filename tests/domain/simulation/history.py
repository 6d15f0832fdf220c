"""Thirty days before the test: practice of a few questions in most topics, and up to three interviews written down.

What stands in the log is what the app would have stored: grades as the learner gave them, with every interview answer
the prediction that the real engine made from the log before it, and with some practiced answers what the points suggest
that the learner ticked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.learner import Learner
from tests.domain.simulation.learners import (
    TOPICS,
    Person,
    drawn_bank,
    drawn_mix,
    drawn_person,
    logit,
    moment,
)
from tests.domain.simulation.memories import sigmoid

DAYS = 30.0
ANSWERS_ASKED = 6
REPEATS = 0.35


@dataclass(frozen=True, slots=True)
class Ticks:
    """How points are ticked: for which share of the practiced answers, and how far from the truth, in logits.

    They share some of the learner's leniency, are stricter than interviewers by so much, and noisy.
    """

    share: float = 0.5
    leniency: float = 0.3
    strictness: float = 0.0
    noise: float = 0.5


TICKS = Ticks()
# what ticks might be like instead
OTHER_TICKS: dict[str, Ticks] = {
    "as supposed": TICKS,
    "few": Ticks(share=0.15),
    "noisy": Ticks(noise=1.2),
    "as kind as the grades": Ticks(leniency=1.0),
    "stricter than interviewers by 1": Ticks(strictness=1.0),
    "kinder than interviewers by 0.5": Ticks(strictness=-0.5),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A learner at the end of their history: who they really are, and what the app knows.

    `chances` are the true ones of the answers of the log, each at its moment.
    """

    person: Person
    log: tuple[AttemptFact, ...]
    chances: tuple[float, ...]

    @property
    def ratings(self) -> dict[str, int]:
        return self.person.traits.ratings

    def learner(self) -> Learner:
        """The learner as the real engine sees them at the end of the history."""
        evidence = Evidence.from_log(self.log)
        return Learner.at(moment(DAYS), evidence, self.ratings, self.person.traits.bank)


def drawn_case(truth: str, seed: int, ticks: Ticks = TICKS, interviews: int | None = None) -> Case:
    """The learner of this seed under this truth, after thirty days; the rest is the same however points are ticked.

    `interviews` says how many there were; by itself it is up to three.
    """
    rng = Random(f"{truth}/{seed}")
    person = drawn_person(truth, drawn_bank(rng), rng)
    log: list[AttemptFact] = []
    chances: list[float] = []
    for day, topic in _events(rng, interviews):
        if topic is None:
            chances += _interview(person, log, day, rng)
        else:
            chances.append(_practice(person, log, day, topic, rng))
    own = Random(f"{truth}/{seed}/ticks")
    ticked = [_ticked(person, entry, chance, ticks, own) for entry, chance in zip(log, chances, strict=True)]
    return Case(person, tuple(ticked), tuple(chances))


def _ticked(person: Person, entry: AttemptFact, chance: float, ticks: Ticks, rng: Random) -> AttemptFact:
    """The answer with what its ticked points suggest, if any were ticked.

    Its quality is on the logit scale, given the grade: above -leniency the learner calls it good.
    """
    luck, place, noise = rng.random(), rng.random(), rng.gauss(0, ticks.noise)
    if entry.source == "interview" or luck >= ticks.share:
        return entry
    kind = person.traits.leniency
    least = sigmoid(-kind - logit(chance))  # share of qualities that the learner would not call good
    drawn = least + place * (1 - least) if entry.good else place * least
    quality = logit(chance) + logit(min(max(drawn, 1e-9), 1 - 1e-9))
    good = quality + ticks.leniency * kind - ticks.strictness + noise > 0
    return replace(entry, rubric_grade="good" if good else "hard")


def _events(rng: Random, interviews: int | None) -> list[tuple[float, str | None]]:
    """Days with the topic practiced, None for an interview, in order."""
    sessions = [day for day in range(int(DAYS)) if rng.random() < 0.6] or [10]
    events: list[tuple[float, str | None]] = []
    for topic in TOPICS:
        for _ in range(min(int(rng.lognormvariate(1.386, 0.8) + 0.5), 24)):
            events.append((rng.choice(sessions) + 0.75 + 0.1 * rng.random(), topic))
    for _ in range(rng.randrange(4) if interviews is None else interviews):
        events.append((rng.randrange(8, int(DAYS)) + 0.45, None))
    return sorted(events, key=lambda event: event[0])


def _practice(person: Person, log: list[AttemptFact], day: float, topic: str, rng: Random) -> float:
    """One answer; returns its true chance."""
    questions = person.traits.bank.questions(topic)
    met = [question.fact.id for question in questions if question.fact.id in person.memories]
    new = [question for question in questions if question.fact.id not in person.memories]
    if met and (not new or rng.random() < REPEATS):
        number = rng.choice(met)
    else:
        number = rng.choices(new, [question.weight for question in new])[0].fact.id
    chance = person.chance(number, day)
    grade = person.answer(number, day, rng)
    log.append(AttemptFact(len(log) + 1, topic, number, grade, moment(day)))
    return chance


def _interview(person: Person, log: list[AttemptFact], day: float, rng: Random) -> list[float]:
    """One interview and its debrief, with the true chances; questions from outside the bank have no id."""
    chances = []
    traits, at, mix = person.traits, moment(day), drawn_mix(rng)
    learner = Learner.at(at, Evidence.from_log(log), traits.ratings, traits.bank)
    for topic in rng.choices(tuple(mix), tuple(mix.values()), k=ANSWERS_ASKED):
        number: int | None = None
        chance = traits.in_interview(rng.choice(traits.outside[topic]))
        if rng.random() < traits.in_bank:
            asked = traits.asked[topic]
            number = rng.choices(tuple(asked), tuple(asked.values()))[0]
            chance = traits.in_interview(person.chance(number, day))
        chances.append(chance)
        grade = person.grade(chance, rng)
        before = learner.prediction(number, topic)
        log.append(AttemptFact(len(log) + 1, topic, number, grade, at, "interview", before.predicted))
        if number is not None:
            person.meet(number, grade, day)
    return chances
