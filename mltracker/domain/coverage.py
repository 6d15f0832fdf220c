"""How much of a topic's likely questions comes to mind on a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mltracker.domain.bank import WeightedQuestion
from mltracker.domain.evidence import QuestionEvidence
from mltracker.domain.memory import squared_recall


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sums over a topic's questions with r = R(T)^2, w their weights.

    `recalled` = sum of w*r; `spread` = sum of w^2*r*(1-r); `met` = what `recalled` would be with nothing forgotten.
    A question counts as seen once it or one of its drills was answered.
    """

    questions: int = 0
    seen: int = 0
    recalled: float = 0.0
    spread: float = 0.0
    met: float = 0.0
    oldest_at: datetime | None = None


def coverage(
    questions: tuple[WeightedQuestion, ...], seen: Mapping[int, QuestionEvidence | None], on: datetime
) -> Coverage:
    """The coverage of these questions on a date.

    A long question is known as well as its own last answer says, or as the mean of its drills, whichever is more.
    """
    count, recalled, spread, met = 0, 0.0, 0.0, 0.0
    oldest: datetime | None = None
    for question in questions:
        known = _known(question, seen, on)
        if known is None:
            continue
        r, share, since = known
        weight = question.weight
        count += 1
        recalled += weight * r
        spread += weight * weight * r * (1 - r)
        met += weight * share
        if oldest is None or since < oldest:
            oldest = since
    return Coverage(len(questions), count, recalled, spread, met, oldest)


def _known(
    question: WeightedQuestion, seen: Mapping[int, QuestionEvidence | None], on: datetime
) -> tuple[float, float, datetime] | None:
    """Squared recall, the same with nothing forgotten, and the last answer; None for a question not seen."""
    whole = seen.get(question.fact.id)
    if not question.drills:
        return None if whole is None else (squared_recall(whole.memory, on), 1.0, whole.memory.last_review_at)
    memories = [entry.memory for key in question.drills if (entry := seen.get(key)) is not None]
    r = sum(squared_recall(memory, on) for memory in memories) / len(question.drills)
    share = len(memories) / len(question.drills)
    if whole is not None:
        r, share = max(r, squared_recall(whole.memory, on)), 1.0
        memories.append(whole.memory)
    return (r, share, max(memory.last_review_at for memory in memories)) if memories else None
