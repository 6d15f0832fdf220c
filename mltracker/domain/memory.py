"""Memory of one question: how well it is kept after an answer, and how likely it still comes to mind.

The FSRS-6 scheduler of py-fsrs with its default parameters moves the state; the forgetting curve is evaluated here with
fractional days, because the library counts whole ones. All instants are aware; durations are in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import cast

from fsrs import Card, Rating, Scheduler, State

from mltracker.domain.errors import NOTHING_LOST, InvalidInput
from mltracker.domain.questions import Grade

GRADE_VALUES: dict[Grade, float] = {"again": 0.0, "hard": 0.25, "good": 0.85, "easy": 1.0}
GOOD_GRADES: frozenset[Grade] = frozenset(("good", "easy"))
DECAY = 0.1542
FACTOR = 0.9 ** (-1 / DECAY) - 1
DAY = timedelta(days=1)

_RATINGS: dict[Grade, Rating] = {
    "again": Rating.Again,
    "hard": Rating.Hard,
    "good": Rating.Good,
    "easy": Rating.Easy,
}


class _OwnCard(Card):
    """A card made for one review: the copy that the scheduler takes of it would cost as much as the review."""

    def __copy__(self) -> _OwnCard:
        return self


_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_GAP = 36_500
_SHORTEST, _LONGEST = 0.001, 36_500.0


@dataclass(frozen=True, slots=True)
class Memory:
    """State after the last answer: stability in days (recall is 0.9 after that long), difficulty 1 to 10."""

    stability: float
    difficulty: float
    last_review_at: datetime


def elapsed_days(since: datetime, until: datetime) -> float:
    """Days from `since` to `until` with their fraction, never below 0."""
    return max(0.0, (until - since) / DAY)


def retrievability(stability: float, elapsed_days: float) -> float:
    """Chance that the question still comes to mind, in (0, 1]: `(1 + F*t/S)^(-w20)` of FSRS-6.

    `stability` in days, above 0; `elapsed_days` may be fractional and counts as 0 when negative.
    """
    return float((1.0 + FACTOR * max(0.0, elapsed_days) / stability) ** -DECAY)


def stability_for(recalled: float, elapsed_days: float) -> float:
    """The stability, in days, that leaves this retrievability after this long: the inverse of `retrievability`.

    A retrievability of 1, or no time, fits any stability: then a long one.
    """
    odds = recalled ** (-1 / DECAY) - 1
    return max(FACTOR * elapsed_days / odds, _SHORTEST) if odds > 0 and elapsed_days > 0 else _LONGEST


def squared_recalls(stability: float, days: Sequence[float]) -> list[float]:
    """R^2 after each of these elapsed times, in days and not below 0: what readiness is made of, many at once."""
    scale, power = FACTOR / stability, -2 * DECAY
    return [float((1.0 + scale * t) ** power) for t in days]


def recall(memory: Memory | None, at: datetime) -> float:
    """Retrievability at an instant; 0 for a question never answered, 1 before or at the last answer."""
    if memory is None:
        return 0.0
    return retrievability(memory.stability, (at - memory.last_review_at) / DAY)


def squared_recall(memory: Memory, at: datetime) -> float:
    """R^2 at an instant, in one step: readiness asks for it once for every question seen."""
    days = (at - memory.last_review_at) / DAY
    return float((1.0 + FACTOR * days / memory.stability) ** (-2 * DECAY)) if days > 0 else 1.0


def review(memory: Memory | None, grade: Grade, at: datetime) -> Memory:
    """The state after an answer at `at` (any zone); None stands for a question never answered.

    An answer dated before the last one counts as given at that moment: replay the log to place it in the past.
    """
    if memory is None:
        stability, difficulty = _first(grade)
        return Memory(stability, difficulty, at.astimezone(UTC))
    at = max(at, memory.last_review_at)
    days = min((at - memory.last_review_at).days, _LONGEST_GAP)
    stability, difficulty = _next(memory.stability, memory.difficulty, days, grade)
    return Memory(stability, difficulty, at.astimezone(UTC))


def replay(events: Iterable[tuple[datetime, Grade]]) -> Memory | None:
    """The state that a question's answers lead to, given in order of (answered_at, id); None without answers."""
    memory = None
    for at, grade in events:
        memory = review(memory, grade, at)
    return memory


def refuse_future(answered_at: datetime, now: datetime) -> None:
    """Raise InvalidInput for an answer dated after now: memory cannot learn from what has not happened."""
    if answered_at > now:
        raise InvalidInput(
            {"answered_at": f"This answer is dated in the future. Choose a time up to now. {NOTHING_LOST}"}
        )


@lru_cache(maxsize=4)
def _first(grade: Grade) -> tuple[float, float]:
    card, _ = _SCHEDULER.review_card(Card(card_id=0, due=_ORIGIN), _RATINGS[grade], _ORIGIN)
    return _state(card)


# holds what a plan tries of a thousand questions and what most logs say; a whole log of years would weigh 15 MB
@lru_cache(maxsize=1 << 13)
def _next(stability: float, difficulty: float, days: int, grade: Grade) -> tuple[float, float]:
    # The scheduler reads time in whole days only, so that one step depends on nothing but these four values.
    card = _OwnCard(
        card_id=0,
        state=State.Review,
        stability=stability,
        difficulty=difficulty,
        due=_ORIGIN,
        last_review=_ORIGIN,
    )
    reviewed, _ = _SCHEDULER.review_card(card, _RATINGS[grade], _ORIGIN + timedelta(days=days))
    return _state(reviewed)


def _state(card: Card) -> tuple[float, float]:
    return cast("tuple[float, float]", (card.stability, card.difficulty))
