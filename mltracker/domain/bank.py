"""The question bank as the engine sees it: how often each complete question of a topic is asked.

A drill (`part_of`) is a step of a long question, not a question of its own: it carries no weight, but answering a long
question's drills counts as knowing that share of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """What the engine needs of a question that is not archived; `part_of` is the long question it drills."""

    id: int
    topic: str
    popularity: int
    minutes: int
    complete: bool = True
    difficulty: int = 3
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class WeightedQuestion:
    """A question with its share of its topic's popularity (0 for drills), and the drills it has."""

    fact: QuestionFact
    weight: float
    drills: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """Complete questions by topic, weights summing to 1 in each.

    `wholes` are those by id, `drills` their drills by id. Incomplete questions, and drills whose long question is
    missing or incomplete, carry no weight and stand in `facts` only, with all the others.
    """

    topics: Mapping[str, tuple[WeightedQuestion, ...]]
    wholes: Mapping[int, WeightedQuestion]
    drills: Mapping[int, QuestionFact]
    facts: Mapping[int, QuestionFact]

    @classmethod
    def of(cls, facts: Iterable[QuestionFact]) -> Bank:
        """The bank of these questions; their order does not matter."""
        all_facts = {fact.id: fact for fact in sorted(facts, key=lambda fact: fact.id)}
        complete = [fact for fact in all_facts.values() if fact.complete]
        whole_facts = {fact.id: fact for fact in complete if fact.part_of is None}
        drills = {fact.id: fact for fact in complete if fact.part_of in whole_facts}
        parts: dict[int | None, list[int]] = {}
        for drill in drills.values():
            parts.setdefault(drill.part_of, []).append(drill.id)
        totals: dict[str, int] = {}
        for fact in whole_facts.values():
            totals[fact.topic] = totals.get(fact.topic, 0) + fact.popularity
        topics: dict[str, list[WeightedQuestion]] = {topic: [] for topic in totals}
        for fact in whole_facts.values():
            weight = fact.popularity / totals[fact.topic]
            topics[fact.topic].append(WeightedQuestion(fact, weight, tuple(parts.get(fact.id, ()))))
        wholes = {question.fact.id: question for questions in topics.values() for question in questions}
        return cls(
            {topic: tuple(questions) for topic, questions in topics.items()}, wholes, drills, all_facts
        )

    def questions(self, topic: str) -> tuple[WeightedQuestion, ...]:
        """The weighted questions of a topic; none for a topic the bank does not know."""
        return self.topics.get(topic, ())

    def whole_of(self, question_id: int) -> WeightedQuestion | None:
        """The weighted question itself, or the long question it drills; None when it carries no weight."""
        drill = self.drills.get(question_id)
        return self.wholes.get(question_id if drill is None or drill.part_of is None else drill.part_of)

    def topic_of(self, question_id: int) -> str | None:
        """The topic whose readiness this question or drill moves; None when it moves none."""
        whole = self.whole_of(question_id)
        return None if whole is None else whole.fact.topic


EMPTY_BANK = Bank({}, {}, {}, {})
