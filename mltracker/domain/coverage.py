"""How much of a topic's likely questions comes to mind on a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mltracker.domain.bank import WeightedQuestion
from mltracker.domain.evidence import QuestionEvidence
from mltracker.domain.memory import recall


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
        whole = seen.get(question.fact.id)
        drills = [drill for key in question.drills if (drill := seen.get(key)) is not None]
        if whole is None and not drills:
            continue
        r, share = 0.0, 0.0
        if drills:
            r = sum(recall(drill.memory, on) ** 2 for drill in drills) / len(question.drills)
            share = len(drills) / len(question.drills)
        if whole is not None:
            r, share = max(r, recall(whole.memory, on) ** 2), 1.0
            drills.append(whole)
        last = max(entry.memory.last_review_at for entry in drills)
        oldest = last if oldest is None else min(oldest, last)
        count += 1
        recalled += question.weight * r
        spread += question.weight**2 * r * (1 - r)
        met += question.weight * share
    return Coverage(len(questions), count, recalled, spread, met, oldest)
