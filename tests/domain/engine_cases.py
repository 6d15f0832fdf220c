"""Logs, banks and interviews for the tests of the engine, and the formulas written down once more, slowly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from hypothesis import strategies as st

from mltracker.domain.bank import Bank, QuestionFact
from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.gain import ComingInterview
from mltracker.domain.learner import Learner
from mltracker.domain.questions import GRADES, Grade

NOW = datetime(2026, 11, 9, 18, 30, tzinfo=UTC)
TOPICS = ("statistics", "transformers", "nlp")
QUESTIONS = 4
VALUES = {"again": 0.0, "hard": 0.25, "good": 0.85, "easy": 1.0}
RATINGS = {1: 0.15, 2: 0.30, 3: 0.45, 4: 0.60, 5: 0.75}


def attempt(number: int, grade: Grade, days_ago: float, **more: object) -> AttemptFact:
    values = {"topic": "statistics", "question_id": None} | more
    at = NOW - timedelta(days=days_ago)
    return AttemptFact(id=number, grade=grade, answered_at=at, **values)  # type: ignore[arg-type]


def question(number: int, topic: str = "statistics", popularity: int = 1, **more: object) -> QuestionFact:
    values = {"minutes": 5} | more
    return QuestionFact(id=number, topic=topic, popularity=popularity, **values)  # type: ignore[arg-type]


def small_bank() -> Bank:
    """Four questions in each topic, ids 0-3, 10-13, 20-23; the second is twice as popular as the others."""
    return Bank.of(
        question(10 * place + number, topic, 2 if number == 1 else 1)
        for place, topic in enumerate(TOPICS)
        for number in range(QUESTIONS)
    )


def learner_of(
    log: Sequence[AttemptFact] = (),
    ratings: Mapping[str, int] | None = None,
    bank: Bank | None = None,
    now: datetime = NOW,
) -> Learner:
    return Learner.at(now, Evidence.from_log(log), ratings, small_bank() if bank is None else bank)


def coming(
    days: float, mix: Mapping[str, float] | None = None, number: int = 1, **more: int
) -> ComingInterview:
    return ComingInterview(number, NOW + timedelta(days=days), mix or {"statistics": 1.0}, **more)


@st.composite
def logs(draw: st.DrawFn, most: int = 14) -> list[AttemptFact]:
    """Answers of the last 400 days in any order, some at the same instant, some without a twin in the bank."""
    found = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        place = draw(st.integers(0, len(TOPICS) - 1))
        days = draw(st.one_of(st.integers(0, 5).map(float), st.floats(0, 400)))
        source = draw(st.sampled_from(("practice", "mock", "interview")))
        found.append(
            attempt(
                number,
                draw(st.sampled_from(GRADES)),
                days,
                topic=TOPICS[place],
                question_id=draw(st.one_of(st.none(), st.integers(10 * place, 10 * place + QUESTIONS - 1))),
                source=source,
                predicted=draw(st.one_of(st.none(), st.floats(0, 1))),
            )
        )
    return found


ratings = st.dictionaries(st.sampled_from(TOPICS), st.integers(1, 5))


class Reference:
    """READINESS in the order of its text, straight from the log, for comparison with the engine."""

    def __init__(self, log: Sequence[AttemptFact], rated: Mapping[str, int], now: datetime = NOW) -> None:
        self.rated, self.now = rated, now
        self.cards: dict[int, Card] = {}
        self.weighed: list[tuple[str, float, float]] = []
        scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        for entry in sorted(log, key=lambda a: (a.answered_at, a.id)):
            known = 0.0
            if entry.question_id is not None:
                known = self.recall(entry.question_id, entry.answered_at)
                card = self.cards.get(entry.question_id, Card(card_id=1, due=entry.answered_at))
                rating = Rating[entry.grade.capitalize()]
                self.cards[entry.question_id], _ = scheduler.review_card(card, rating, entry.answered_at)
            age = max(0.0, (now - entry.answered_at).total_seconds() / 86_400)
            self.weighed.append((entry.topic, (1 - known) * 0.5 ** (age / 120), VALUES[entry.grade]))
        e = sum(w for _, w, _ in self.weighed)
        self.m = (2 + sum(w * y for _, w, y in self.weighed)) / (4 + e)
        self.delta, self.var = self._shift(log)
        # kindness max(X, 0) of X ~ N(0, 0.25): no log drawn here has ticks
        kindness = 0.25 * (0.5 - 1 / (2 * math.pi))
        self.doubt = 0.5 / math.sqrt(2 * math.pi), self.var + kindness * (1 - 4 * self.var)

    def recall(self, question_id: int, at: datetime) -> float:
        card = self.cards.get(question_id)
        if card is None or card.last_review is None or card.stability is None:
            return 0.0
        t = max(0.0, (at - card.last_review).total_seconds() / 86_400)
        factor = 0.9 ** (-1 / 0.1542) - 1
        return float((1 + factor * t / card.stability) ** -0.1542)

    def beta(self, topic: str) -> tuple[float, float]:
        e = sum(w for t, w, _ in self.weighed if t == topic)
        ey = sum(w * y for t, w, y in self.weighed if t == topic)
        alpha, beta = 4 * self.m + ey, 4 * (1 - self.m) + e - ey
        if topic in self.rated:
            s = RATINGS[self.rated[topic]]
            alpha, beta = alpha + 2 * s, beta + 2 * (1 - s)
        return alpha, beta

    def topic(self, topic: str, weights: Mapping[int, float], on: datetime) -> tuple[float, float, float]:
        """Low, mean and high of one topic."""
        m_t, v = self.level(topic, weights, on)
        lean, variance = self.doubt
        se = math.sqrt(v / (m_t * (1 - m_t)) ** 2 + variance)
        center = math.log(m_t / (1 - m_t)) + self.delta
        low, mean, high = (
            1 / (1 + math.exp(-x)) for x in (center - lean - 1.2816 * se, center, center - lean + 1.2816 * se)
        )
        return low, mean, high

    def level(self, topic: str, weights: Mapping[int, float], on: datetime) -> tuple[float, float]:
        alpha, beta = self.beta(topic)
        u = alpha / (alpha + beta)
        g = max(0.9 - u, 0)
        r = {q: self.recall(q, on) ** 2 for q in weights}
        known = sum(w * r[q] for q, w in weights.items())
        m_t = min(max(u + 0.5 * g * known, 1e-6), 1 - 1e-6)
        v = (1 - 0.5 * known) ** 2 * u * (1 - u) / (alpha + beta + 1)
        v += 0.25 * g**2 * sum(w**2 * r[q] * (1 - r[q]) for q, w in weights.items()) * 0.5
        return m_t, v + 0.05 * (m_t * (1 - m_t)) ** 2

    def _shift(self, log: Sequence[AttemptFact]) -> tuple[float, float]:
        precision, total = 4.0, 4 * -0.2
        for entry in log:
            if entry.source == "interview" and entry.predicted is not None:
                predicted = min(max(entry.predicted, 1e-6), 1 - 1e-6)
                p = 1 / (1 + math.exp(-(math.log(predicted / (1 - predicted)) - 0.2)))
                z = 1.0 if entry.grade in ("good", "easy") else 0.0
                precision += p * (1 - p)
                total += (z - p) + p * (1 - p) * -0.2
        return total / precision, 1 / precision
