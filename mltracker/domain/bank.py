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
    """Complete questions by topic, weights summing to 1 in each, and every complete question and drill by id.

    Incomplete questions, and drills whose long question is missing or incomplete, are left out.
    """

    topics: Mapping[str, tuple[WeightedQuestion, ...]]
    drills: Mapping[int, QuestionFact]
    by_id: Mapping[int, WeightedQuestion]

    @classmethod
    def of(cls, facts: Iterable[QuestionFact]) -> Bank:
        """The bank of these questions; their order does not matter."""
        complete = sorted((fact for fact in facts if fact.complete), key=lambda fact: fact.id)
        wholes = {fact.id: fact for fact in complete if fact.part_of is None}
        drills = {fact.id: fact for fact in complete if fact.part_of in wholes}
        parts: dict[int, list[int]] = {}
        for drill in drills.values():
            if drill.part_of is not None:
                parts.setdefault(drill.part_of, []).append(drill.id)
        totals: dict[str, int] = {}
        for fact in wholes.values():
            totals[fact.topic] = totals.get(fact.topic, 0) + fact.popularity
        by_id = {
            fact.id: WeightedQuestion(
                fact, fact.popularity / totals[fact.topic], tuple(parts.get(fact.id, ()))
            )
            for fact in wholes.values()
        }
        topics: dict[str, list[WeightedQuestion]] = {}
        for question in by_id.values():
            topics.setdefault(question.fact.topic, []).append(question)
        return cls({topic: tuple(questions) for topic, questions in topics.items()}, drills, by_id)

    def questions(self, topic: str) -> tuple[WeightedQuestion, ...]:
        """The weighted questions of a topic; none for a topic the bank does not know."""
        return self.topics.get(topic, ())

    def topic_of(self, question_id: int) -> str | None:
        """The topic whose readiness this question or drill moves; None when it is not in the bank."""
        drill = self.drills.get(question_id)
        whole = question_id if drill is None or drill.part_of is None else drill.part_of
        question = self.by_id.get(whole)
        return None if question is None else question.fact.topic


EMPTY_BANK = Bank({}, {}, {})
