"""What to practice tonight: seven policies. Ours is the app's own plan; the oracle knows the learner from inside.

A policy returns question ids in the order to practice; the evening takes them while they fit the minutes. Each sees a
bank of popularity marks, the log and the interviews' mixes, and leaves out what was answered within 20 hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from mltracker.domain.bank import Bank
from mltracker.domain.gain import ComingInterview
from mltracker.domain.learner import Learner
from mltracker.domain.memory import recall
from mltracker.domain.recommend import REST, plan
from mltracker.domain.topic_readiness import topic_readiness
from tests.domain.simulation.learners import Person, grade_odds, logit, topic_of
from tests.domain.simulation.memories import sigmoid

DUE = 0.9
LONGEST_RUN = 3


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening: the learner as the engine sees them and, for the oracle alone, as they are."""

    learner: Learner
    person: Person
    day: float
    coming: tuple[ComingInterview, ...]
    days: dict[int, float]
    minutes: int
    rng: Random

    def open_questions(self) -> list[int]:
        """Whatever was not answered within 20 hours, shuffled, so that ties fall by chance."""
        found = []
        for number in self.learner.bank.facts:
            memory = self.learner.memory(number)
            if memory is None or self.learner.now - memory.last_review_at >= REST:
                found.append(number)
        self.rng.shuffle(found)
        return found

    def recalled(self, number: int) -> float:
        return recall(self.learner.memory(number), self.learner.now)

    def importance(self) -> dict[str, float]:
        """By topic, how much the coming interviews ask of it."""
        weights: dict[str, float] = {}
        for interview in self.coming:
            for topic, share in interview.mix.items():
                weights[topic] = weights.get(topic, 0.0) + interview.value * share
        return weights

    def fitting(self, numbers: Iterable[int]) -> list[int]:
        """The first of these that fit the minutes one after another."""
        chosen, left = [], self.minutes
        for number in numbers:
            minutes = self.learner.bank.facts[number].minutes
            if minutes <= left:
                chosen.append(number)
                left -= minutes
        return chosen


Policy = Callable[[Evening], list[int]]


def at_random(evening: Evening) -> list[int]:
    """Any question."""
    return evening.fitting(evening.open_questions())


def due_first(evening: Evening) -> list[int]:
    """As flash cards are served: what has faded under 90%, the most faded first, then new ones."""
    order = {}
    for number in evening.open_questions():
        r = evening.recalled(number)
        order[number] = (0, r) if 0 < r < DUE else (1, 0.0) if r == 0 else (2, r)
    return evening.fitting(sorted(order, key=lambda number: order[number]))


def weakest_first(evening: Evening) -> list[int]:
    """The topics answered worst, three questions of each, the least remembered first."""
    return _by_topic(
        evening, {topic: -evening.learner.grip(topic).u for topic in evening.learner.bank.topics}
    )


def weight_times_weakness(evening: Evening) -> list[int]:
    """The topics with the most asked times the most missing, three questions of each."""
    weights, scores = evening.importance(), {}
    for topic in evening.learner.bank.topics:
        now = topic_readiness(evening.learner, topic, evening.learner.now)
        scores[topic] = weights.get(topic, 0.0) * (1 - now.mean)
    return _by_topic(evening, scores)


def most_asked_first(evening: Evening) -> list[int]:
    """The questions most likely to be asked, those never seen first."""
    weights, wholes = evening.importance(), evening.learner.bank.wholes
    order = {
        number: (evening.recalled(number) > 0, -weights.get(topic_of(number), 0.0) * wholes[number].weight)
        for number in evening.open_questions()
    }
    return evening.fitting(sorted(order, key=lambda number: order[number]))


def ours(evening: Evening) -> list[int]:
    """The plan of the app."""
    return [row.question_id for row in plan(evening.learner, evening.coming, evening.minutes)]


def ours_without_marks(evening: Evening) -> list[int]:
    """The plan of the app when every question counts as equally popular."""
    learner = evening.learner
    bank = Bank.of(replace(fact, popularity=1) for fact in learner.bank.facts.values())
    return [row.question_id for row in plan(replace(learner, bank=bank), evening.coming, evening.minutes)]


def oracle(evening: Evening) -> list[int]:
    """Greedy by the true expected gain in the coming interviews per minute."""
    value = {number: _true_gain(evening, number) for number in evening.open_questions()}
    minutes = evening.learner.bank.facts
    order = sorted(value, key=lambda number: -value[number] / minutes[number].minutes)
    return evening.fitting(number for number in order if value[number] > 0)


POLICIES: dict[str, Policy] = {
    "random": at_random,
    "due-first": due_first,
    "weakest-first": weakest_first,
    "weight x weakness": weight_times_weakness,
    "most-asked-first": most_asked_first,
    "ours, no popularity": ours_without_marks,
    "ours": ours,
    "oracle": oracle,
}


def _by_topic(evening: Evening, scores: dict[str, float]) -> list[int]:
    of_topic: dict[str, list[int]] = {}
    for number in evening.open_questions():
        of_topic.setdefault(topic_of(number), []).append(number)
    order: list[int] = []
    for topic in sorted(scores, key=lambda slug: -scores[slug]):
        order += sorted(of_topic.get(topic, []), key=evening.recalled)[:LONGEST_RUN]
    return evening.fitting(order)


def _true_gain(evening: Evening, number: int) -> float:
    person, topic = evening.person, topic_of(number)
    traits, state = person.traits, person.memories.get(number)
    felt = sigmoid(logit(person.chance(number, evening.day)) + traits.leniency)
    worth = traits.in_bank * traits.asked[topic][number]
    gain = 0.0
    ends = [
        (interview.value * interview.mix.get(topic, 0.0) * worth, evening.days[interview.id or 0])
        for interview in evening.coming
    ]
    for grade, odds in grade_odds(felt).items():
        after = traits.law.after(state, grade, evening.day)
        for weight, day in ends:
            known = person.raised(number, traits.law.known(after, day))
            gain += odds * weight * traits.in_interview(known)
    for weight, day in ends:
        gain -= weight * traits.in_interview(person.chance(number, day))
    return gain
