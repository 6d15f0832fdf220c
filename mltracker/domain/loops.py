"""An onsite loop: the sessions of one day, planned one after the other, and how ready the user is for all of them.

A loop is several interviews that share a loop id. Its readiness is what an interview with all their questions would
have: with w_i the expected questions of session i over those of all sessions, R_it and P_it the readiness and share of
topic t in it, and d_it = R_it (1 - R_it),

    M = sum_i w_i M_i
    own = sum_t (sum_i w_i P_it d_it s_it)^2,  common = sum_i sum_t w_i P_it d_it

and the 80% interval follows from these as for one interview (`domain/doubt.py`): a topic that comes up in two sessions
is one uncertainty, not two that even out, and so are the interview shift and how kind the grades are. One session alone
gives exactly its own readiness.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import Field, field_validator, model_validator

from mltracker.domain.doubt import Doubt
from mltracker.domain.drafts import Draft
from mltracker.domain.interviews import InterviewFormat, RoundKind
from mltracker.domain.limits import Id, Instant, Minutes, OneLine, WebAddress, Zone
from mltracker.domain.readiness import Readiness, label_of
from mltracker.domain.topic_readiness import TopicReadiness

MOST_SESSIONS = 12
LONGEST_BREAK = 12 * 60


class SessionDraft(Draft):
    """One session of a loop; `interview_id` when it is there already. The break, in minutes, follows it.

    A break below zero says how many minutes the next session begins before this one is over.
    """

    interview_id: Id | None = None
    round_kind: RoundKind
    label: OneLine = ""
    minutes: Minutes = 45
    break_after: int = Field(default=0, le=LONGEST_BREAK)
    people: tuple[OneLine, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.minutes + self.break_after < 0:
            raise ValueError("The next session would begin before this one.")
        return self


class LoopDraft(Draft):
    """A day of sessions: when the first begins, where they happen, and the sessions in their order."""

    application_id: Id
    starts_at: Instant
    zone: Zone
    format: InterviewFormat = "onsite"
    location: OneLine = ""
    meeting_url: WebAddress = ""
    sessions: tuple[SessionDraft, ...]

    @field_validator("sessions")
    @classmethod
    def _a_few(cls, value: tuple[SessionDraft, ...]) -> tuple[SessionDraft, ...]:
        if not value:
            raise ValueError("Add at least one session.")
        if len(value) > MOST_SESSIONS:
            raise ValueError(f"A day holds at most {MOST_SESSIONS} sessions.")
        return value

    @property
    def starts(self) -> tuple[datetime, ...]:
        """When each session begins, in UTC: minutes and breaks pass on the clock that never changes."""
        return session_starts(self.starts_at, [(one.minutes, one.break_after) for one in self.sessions])


def session_starts(first: datetime, lengths: Sequence[tuple[int, int]]) -> tuple[datetime, ...]:
    """The starts of sessions of some (minutes, break after) that follow each other."""
    found, at = [], first
    for minutes, pause in lengths:
        found.append(at)
        at += timedelta(minutes=minutes + pause)
    return tuple(found)


def overlapping(lengths: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Which of some (minutes, break after) share time, as pairs of their numbers from 1."""
    starts = [sum(minutes + pause for minutes, pause in lengths[:number]) for number in range(len(lengths))]
    numbers = range(len(lengths))
    return tuple(
        (a + 1, b + 1) for a in numbers for b in numbers[a + 1 :] if starts[b] < starts[a] + lengths[a][0]
    )


def rolled_up(parts: Sequence[tuple[float, Readiness]], doubt: Doubt) -> Readiness:
    """The readiness of a loop from (expected questions, readiness) of its sessions; see the formula above.

    It is about the first session's moment; the target is weighted alike. Raises ValueError without any weight.
    """
    total = sum(weight for weight, _ in parts)
    if not total > 0:
        raise ValueError("a loop needs at least one session with questions")
    own: dict[str, float] = {}
    mix: dict[str, float] = {}
    topics: dict[str, TopicReadiness] = {}
    mean = common = assurance = target = 0.0
    for weight, ready in parts:
        share_of_day = weight / total
        mean += share_of_day * ready.mean
        target += share_of_day * ready.target
        for topic in ready.topics:
            share = share_of_day * ready.mix[topic.slug]
            slope = share * topic.mean * (1 - topic.mean)
            own[topic.slug] = own.get(topic.slug, 0.0) + slope * math.sqrt(topic.logit_variance)
            common += slope
            mix[topic.slug] = mix.get(topic.slug, 0.0) + share
            topics.setdefault(topic.slug, topic)
            assurance += share * topic.assurance
    low, high = doubt.ends_of_mix(mean, sum(part**2 for part in own.values()), common)
    on = min(ready.on for _, ready in parts)
    ordered = tuple(topics[slug] for slug in sorted(mix, key=lambda slug: (-mix[slug], slug)))
    return Readiness(mean, low, high, label_of(assurance, mean, low, target), target, on, ordered, mix)
