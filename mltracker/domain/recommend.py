"""Which questions to practice now: ordered by what they are worth in the coming interviews, with the reasons.

Dismissed questions and those answered within 20 hours are out; pinned ones come first until they have taken a fifth of
the minutes; then gain per minute, greedily, at most three of a topic in a row while another topic is left. A long
question that does not fit the minutes is served through its drills.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from mltracker.domain.bank import QuestionFact
from mltracker.domain.factors import Factor
from mltracker.domain.gain import LAST_DAY, Candidate, ComingInterview, Scoring
from mltracker.domain.learner import Learner
from mltracker.domain.memory import DAY, GOOD_GRADES
from mltracker.domain.readiness import equal_mix
from mltracker.domain.shift import shifted
from mltracker.domain.why import points_of, why

ReasonKind = Literal["pinned", "asked", "drill", "new", "missed", "faded", "last-day"]

REST = timedelta(hours=20)
PINNED_SHARE = 0.2
LONGEST_RUN = 3
DEFAULT_MINUTES = 20
HOUR = 60


@dataclass(frozen=True, slots=True)
class Marks:
    """The user's will: pinned questions in the order to serve them, and dismissed ones."""

    pinned: tuple[int, ...] = ()
    dismissed: frozenset[int] = frozenset()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question is recommended.

    `value`: asked, the chance that it is; missed and faded, days since the last answer, which was weak or good;
    drill, the id of the long question.
    """

    kind: ReasonKind
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A question worth practicing, for `interview_id` (None: no interview) on the date `on`.

    `p_asked` is the chance that it (a drill: its long question) is asked there; `p_now` and `p_after` the chance of
    answering it well there, shift and leniency included, without and with practicing it now. `gain` is the sum over all
    interviews; `points` what it adds to the mean of this one, before the shift, and `factors` why it is so much.
    """

    question_id: int
    topic: str
    minutes: int
    gain: float
    p_asked: float
    p_now: float
    p_after: float
    interview_id: int | None
    on: datetime
    pinned: bool
    part_of: int | None
    reasons: tuple[Reason, ...]
    points: float = 0.0
    factors: tuple[Factor, ...] = ()


def rank(
    learner: Learner,
    interviews: Iterable[ComingInterview],
    marks: Marks = NO_MARKS,
    minutes: int = DEFAULT_MINUTES,
    limit: int | None = None,
) -> list[Recommendation]:
    """Everything worth practicing for these interviews, best first, for evenings of so many minutes.

    Interviews that have begun are left out; without any left the list is empty.
    """
    choice = _Choice(learner, interviews, marks, minutes)
    return choice.rows(choice.ordered(room=None, limit=limit))


def plan(
    learner: Learner,
    interviews: Iterable[ComingInterview],
    minutes: int = DEFAULT_MINUTES,
    marks: Marks = NO_MARKS,
) -> list[Recommendation]:
    """What to practice in the next `minutes`, in order; it never takes longer."""
    choice = _Choice(learner, interviews, marks, minutes)
    return choice.rows(choice.ordered(room=minutes, limit=None))


def topic_practice(topic: str, on: datetime) -> ComingInterview:
    """A date to know one topic by, for practice of that topic alone."""
    return ComingInterview(None, on, {topic: 1.0})


def general_practice(topics: Iterable[str], on: datetime) -> ComingInterview:
    """A date to know everything by, for practice while no interview is booked."""
    return ComingInterview(None, on, equal_mix(topics))


def points_per_hour(learner: Learner, interviews: Iterable[ComingInterview]) -> dict[str, float]:
    """By topic, the percentage points that its best hour of practice adds to the mean of the coming interviews.

    All interviews count alike; before the shift. Topics that no interview asks are absent.
    """
    alike = [replace(interview, priority=1, questions=1) for interview in interviews]
    choice = _Choice(learner, alike, NO_MARKS, DEFAULT_MINUTES)
    points: dict[str, float] = {}
    minutes: dict[str, int] = {}
    for candidate in choice.pool():
        topic, fact = candidate.topic, candidate.fact
        if minutes.get(topic, 0) + fact.minutes <= HOUR:
            minutes[topic] = minutes.get(topic, 0) + fact.minutes
            points[topic] = points.get(topic, 0.0) + 100 * candidate.gain / choice.interviews
    return points


class _Choice:
    """One choice of questions: who may be served, what each is worth, and the order."""

    def __init__(
        self, learner: Learner, interviews: Iterable[ComingInterview], marks: Marks, minutes: int
    ) -> None:
        coming = [interview for interview in interviews if interview.starts_at >= learner.now]
        self.interviews = len(coming)
        self._learner = learner
        self._scoring = Scoring(learner, coming)
        self._marks = marks
        self._minutes = minutes
        self._pinned: dict[int, QuestionFact] = {}
        if coming:
            self._pinned = {fact.id: fact for key in marks.pinned for fact in self._served(key)}

    def pool(self) -> list[Candidate]:
        """Whatever has a gain or is pinned, by gain per minute."""
        facts = dict(self._pinned)
        for topic, questions in self._learner.bank.topics.items():
            if self._scoring.matters(topic):
                facts |= {fact.id: fact for question in questions for fact in self._served(question.fact.id)}
        found = [self._scoring.candidate(fact) for fact in facts.values()]
        kept = [candidate for candidate in found if candidate.gain > 0 or candidate.fact.id in self._pinned]
        return sorted(kept, key=lambda candidate: (-candidate.gain_per_minute, candidate.fact.id))

    def ordered(self, room: int | None, limit: int | None) -> list[Candidate]:
        """The pool in the order of serving, no longer than `room` minutes and `limit` rows."""
        pool = self.pool()
        chosen = self._first(pool, room)
        first = {candidate.fact.id for candidate in chosen}
        rest = [candidate for candidate in pool if candidate.fact.id not in first]
        used = sum(candidate.fact.minutes for candidate in chosen)
        while rest and (limit is None or len(chosen) < limit):
            if room is not None:
                rest = [candidate for candidate in rest if used + candidate.fact.minutes <= room]
                if not rest:
                    break
            run = {candidate.topic for candidate in chosen[-LONGEST_RUN:]}
            full = len(chosen) >= LONGEST_RUN and len(run) == 1
            index = next((i for i, c in enumerate(rest) if not (full and c.topic in run)), 0)
            chosen.append(rest.pop(index))
            used += chosen[-1].fact.minutes
        return chosen[:limit]

    def rows(self, chosen: Iterable[Candidate]) -> list[Recommendation]:
        """The chosen questions with the figures and reasons to show."""
        return [self._row(candidate) for candidate in chosen]

    def _served(self, question_id: int) -> Iterator[QuestionFact]:
        """The question, or its drills when it takes longer than the evening, without those that are out."""
        fact, whole = self._learner.bank.facts.get(question_id), self._learner.bank.wholes.get(question_id)
        if fact is None or self._out(fact):
            return
        if whole is None or not whole.drills or fact.minutes <= self._minutes:
            yield fact
            return
        for key in whole.drills:
            drill = self._learner.bank.facts[key]
            if not self._out(drill):
                yield drill

    def _out(self, fact: QuestionFact) -> bool:
        keys = (fact.id,) if fact.part_of is None else (fact.id, fact.part_of)
        if any(key in self._marks.dismissed for key in keys):
            return True
        memories = [memory for key in keys if (memory := self._learner.memory(key)) is not None]
        return any(self._learner.now - memory.last_review_at < REST for memory in memories)

    def _first(self, pool: Iterable[Candidate], room: int | None) -> list[Candidate]:
        """The pinned ones that come first: as long as those before have not taken a fifth of the minutes."""
        by_id = {candidate.fact.id: candidate for candidate in pool}
        chosen: list[Candidate] = []
        used = 0
        for key, fact in self._pinned.items():
            if used >= PINNED_SHARE * self._minutes:
                break
            if room is None or used + fact.minutes <= room:
                chosen.append(by_id[key])
                used += fact.minutes
        return chosen

    def _row(self, candidate: Candidate) -> Recommendation:
        fact, lead, whole = candidate.fact, candidate.lead, candidate.whole
        grip, offset = self._learner.grip(candidate.topic), self._learner.offset
        p_asked = 0.0 if whole is None else lead.p_asked(candidate.topic, whole.weight)
        return Recommendation(
            question_id=fact.id,
            topic=fact.topic,
            minutes=fact.minutes,
            gain=candidate.gain,
            p_asked=p_asked,
            p_now=shifted(grip.u + grip.gap * candidate.before, offset),
            p_after=shifted(grip.u + grip.gap * candidate.after, offset),
            interview_id=lead.id,
            on=lead.starts_at,
            pinned=fact.id in self._pinned,
            part_of=fact.part_of,
            reasons=tuple(self._reasons(candidate, p_asked)),
            points=points_of(candidate, self._learner),
            factors=why(candidate, self._learner),
        )

    def _reasons(self, candidate: Candidate, p_asked: float) -> Iterator[Reason]:
        fact, lead, now = candidate.fact, candidate.lead, self._learner.now
        if fact.id in self._pinned:
            yield Reason("pinned")
        if lead.id is not None and p_asked > 0:
            yield Reason("asked", p_asked)
        if fact.part_of is not None:
            yield Reason("drill", float(fact.part_of))
        seen = self._learner.evidence.questions.get(fact.id)
        if seen is None:
            yield Reason("new")
            if lead.starts_at - now <= LAST_DAY:
                yield Reason("last-day")
        elif seen.last_grade in GOOD_GRADES:
            yield Reason("faded", (now - seen.memory.last_review_at) / DAY)
        else:
            yield Reason("missed", (now - seen.memory.last_review_at) / DAY)
